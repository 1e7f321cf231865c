"""Small pictures drawn without a library: enough of PNG for a coat of arms in one colour."""

from __future__ import annotations

import zlib
from struct import pack

Colour = tuple[int, int, int]


def png(width: int, height: int, colour: Colour) -> bytes:
    """A rectangle in one colour."""
    header = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    lines = (b"\0" + bytes(colour) * width) * height
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return pack(">I", len(content)) + kind + content + pack(">I", checksum)
