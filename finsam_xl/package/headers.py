"""The header that stands before each member's bytes, and ought to say what the directory says."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from struct import Struct, error

UTF8, DESCRIPTOR, ENCRYPTED = 0x800, 0x8, 0x1
ELSEWHERE = 0xFFFFFFFF
"""Stands for a number beyond 32 bits, which is told in a ZIP64 field."""

_MARK = b"PK\x03\x04"
_LAYOUT = Struct("<4s5H3L2H")


@dataclass(frozen=True, slots=True)
class Header:
    """A member's own header: the name and extra fields as bytes, and where the member begins."""

    flags: int
    method: int
    checksum: int
    packed: int
    size: int
    name: bytes
    extra: bytes
    start: int

    def contradicts(self, member: zipfile.ZipInfo) -> bool:
        """Whether it says anything else of the member than the directory does.

        Checksum and sizes may be left to the directory; programs that write to a pipe do so.
        """
        named = self.name.decode("utf-8" if member.flag_bits & UTF8 else "cp437")
        told = (self.checksum, self.packed, self.size)
        known = (member.CRC, member.compress_size, member.file_size)
        untold = bool(self.flags & DESCRIPTOR) or not any(told)
        return (named != member.orig_filename or self.method != member.compress_type
                or bool(self.flags & ENCRYPTED)
                or not (untold or all(mine in (its, ELSEWHERE)
                                      for mine, its in zip(told, known, strict=True))))


def header(content: bytes, member: zipfile.ZipInfo) -> Header:
    """The header of a member in a file's content; BadZipFile where there is none."""
    at = member.header_offset
    try:
        mark, _, flags, method, _, _, checksum, packed, size, name, extra = _LAYOUT.unpack_from(
            content, at)
    except error as fault:
        raise zipfile.BadZipFile(str(fault)) from fault
    if mark != _MARK:
        raise zipfile.BadZipFile(member.filename)
    at += _LAYOUT.size
    start = at + name + extra
    return Header(flags, method, checksum, packed, size, content[at:at + name],
                  content[at + name:start], start)
