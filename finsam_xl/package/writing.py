"""A package written: members of ours packed, members of others copied as they are packed.

The standard library can read a member raw but not write one, hence these few headers; sizes and
offsets beyond 32 bits are written as ZIP64.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from struct import pack, unpack_from

from finsam_xl.package.archive import Package
from finsam_xl.package.headers import DESCRIPTOR, ELSEWHERE, UTF8, header

FULL, MANY = 0xFFFFFFFF, 0xFFFF
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LEVEL, _NO_WRAPPING = 6, -15
_ZIP64, _VERSION_64 = 1, 45


@dataclass(frozen=True, slots=True)
class Member:
    """A member ready to be written: what the directory says of it, and all of it as bytes."""

    info: zipfile.ZipInfo
    name: bytes
    extra: bytes
    packed: bytes | memoryview


def fresh_member(name: str, content: bytes) -> Member:
    """A member of ours, without any clock or machine in it."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
    info.flag_bits = 0 if name.isascii() else UTF8
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _NO_WRAPPING)
    packed = packer.compress(content) + packer.flush()
    info.file_size, info.compress_size = len(content), len(packed)
    info.CRC = zlib.crc32(content)
    return Member(info, name.encode(), b"", packed)


def copied_member(package: Package, info: zipfile.ZipInfo) -> Member:
    """A member of others: name, date, attributes, extra fields and packed bytes as they are."""
    own = header(package.content, info)
    return Member(info, own.name, own.extra, package.raw(info))


def packed_package(members: Iterable[Member], comment: bytes = b"") -> bytes:
    """The bytes of a package."""
    pieces: list[bytes | memoryview] = []
    directory: list[bytes] = []
    at = 0
    for member in members:
        own = _local(member)
        directory.append(_central(member, at))
        pieces += (own, member.packed)
        at += len(own) + len(member.packed)
    size = sum(map(len, directory))
    return b"".join((*pieces, *directory, *_end(len(directory), size, at, comment)))


def _local(member: Member) -> bytes:
    info = member.info
    large = max(info.file_size, info.compress_size) >= FULL
    sizes = (ELSEWHERE, ELSEWHERE) if large else (info.compress_size, info.file_size)
    extra = _kept(member.extra) + (_large(info.file_size, info.compress_size) if large else b"")
    return pack("<4s5H3L2H", b"PK\x03\x04", _version(info, large=large), _flags(info),
                info.compress_type, *_times(info), info.CRC, *sizes, len(member.name), len(extra),
                ) + member.name + extra


def _central(member: Member, at: int) -> bytes:
    info, numbers = member.info, (member.info.file_size, member.info.compress_size, at)
    large = _large(*(number for number in numbers if number >= FULL))
    extra = _kept(info.extra) + large
    return pack(
        "<4s4B4H3L5H2L", b"PK\x01\x02", info.create_version, info.create_system,
        _version(info, large=bool(large)), info.reserved, _flags(info), info.compress_type,
        *_times(info), info.CRC, _short(info.compress_size), _short(info.file_size),
        len(member.name), len(extra), len(info.comment), 0, info.internal_attr,
        info.external_attr, _short(at),
    ) + member.name + extra + info.comment


def _end(count: int, size: int, at: int, comment: bytes) -> Iterator[bytes]:
    """The end of the directory, which a large one has twice."""
    if count >= MANY or max(size, at) >= FULL:
        yield pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, _VERSION_64, _VERSION_64, 0, 0, count, count,
                   size, at)
        yield pack("<4sLQL", b"PK\x06\x07", 0, at + size, 1)
    few = count if count < MANY else 0xFFFF
    yield pack("<4s4H2LH", b"PK\x05\x06", 0, 0, few, few, _short(size), _short(at),
               len(comment)) + comment


def _short(number: int) -> int:
    """A number, or the sign that it is told elsewhere."""
    return number if number < FULL else ELSEWHERE


def _large(*numbers: int) -> bytes:
    """The ZIP64 field of some numbers."""
    return pack(f"<HH{len(numbers)}Q", _ZIP64, 8 * len(numbers), *numbers) if numbers else b""


def _kept(extra: bytes) -> bytes:
    """A member's extra fields but for the ZIP64 sizes, which are told anew; broken ones are left.

    >>> _kept(bytes.fromhex("0100 0200 ffff 5555 0100 07 99")).hex(" ")
    '55 55 01 00 07'
    """
    kept = b""
    while len(extra) >= 4:  # noqa: PLR2004 - two bytes of kind, two of length
        kind, length = unpack_from("<HH", extra)
        if kind != _ZIP64 and len(extra) >= 4 + length:
            kept += extra[:4 + length]
        extra = extra[4 + length:]
    return kept


def _flags(info: zipfile.ZipInfo) -> int:
    """The flags without the promise of a descriptor behind the bytes: the header says it all."""
    return info.flag_bits & ~DESCRIPTOR


def _version(info: zipfile.ZipInfo, *, large: bool) -> int:
    return max(info.extract_version, _VERSION_64) if large else info.extract_version


def _times(info: zipfile.ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = info.date_time
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day
