"""Zip files for tests: made of parts, taken apart as bytes or as packed, changed part by part.

Every member bears the same date, so that what is made twice is the same twice.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO, RawIOBase
from struct import unpack_from

Part = tuple[str, bytes]

DATE = (2026, 1, 15, 8, 0, 0)
_LOCAL_HEADER, _NAME_LENGTH_AT = 30, 26


def zipped(*parts: Part) -> bytes:
    """A package of parts, in their order; two of the same name if two are given."""
    return packed(parts)


def packed(parts: Iterable[Part], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A package of parts, each packed in one way."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts:
            archive.writestr(member(name, compression), content)
    return target.getvalue()


def member(name: str, compression: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """A member's description, of a date that never changes."""
    described = zipfile.ZipInfo(name, DATE)
    described.compress_type = compression
    described.external_attr = 0o600 << 16
    return described


def parts_of(content: bytes) -> dict[str, bytes]:
    """Every part by its name, in the order of the file."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed_of(content: bytes) -> dict[str, bytes]:
    """Every part's bytes as they are packed, by its name, in the order of the file."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {described.filename: _raw(content, described) for described in archive.infolist()}


def _raw(content: bytes, described: zipfile.ZipInfo) -> bytes:
    name, extra = unpack_from("<HH", content, described.header_offset + _NAME_LENGTH_AT)
    start = described.header_offset + _LOCAL_HEADER + name + extra
    return content[start:start + described.compress_size]


def with_parts(content: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """The package with some parts replaced, added at its end, or (None) taken out."""
    parts: dict[str, bytes | None] = {**parts_of(content), **changes}
    return packed((name, part) for name, part in parts.items() if part is not None)


# -- other ways to write a zip ------------------------------------------------------------------


def wide(content: bytes) -> bytes:
    """The package as ZIP64: each local header carries its sizes in an extra field."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        _write_members(archive, content, wide=True)
    return target.getvalue()


def streamed(content: bytes) -> bytes:
    """The package as if written to a pipe: flag bit 3, sizes in descriptors behind the data."""
    target = _Pipe()
    with zipfile.ZipFile(target, "w") as archive:
        _write_members(archive, content, wide=False)
    return bytes(target.written)


def stored(content: bytes) -> bytes:
    """The package with nothing compressed."""
    return packed(parts_of(content).items(), zipfile.ZIP_STORED)


def _write_members(archive: zipfile.ZipFile, content: bytes, *, wide: bool) -> None:
    for name, part in parts_of(content).items():
        with archive.open(member(name), "w", force_zip64=wide) as opened:
            opened.write(part)


class _Pipe(RawIOBase):
    """Somewhere to write that cannot go back."""

    def __init__(self) -> None:
        self.written = bytearray()

    def write(self, piece: object) -> int:
        taken = bytes(piece)  # type: ignore[call-overload]
        self.written += taken
        return len(taken)

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False
