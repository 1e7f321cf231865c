"""The add-in's icons, drawn here: three bars on a teal square with rounded corners."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from finsam_xl.sheets import style as s

SIZES = (16, 32, 64, 80, 128)
_UNITS, _CORNER, _FINE = 32, 6, 4
_BARS = ((8, 13), (14, 9), (20, 16))
_WIDE, _FOOT = 4, 23


def icon(size: int) -> bytes:
    """A square picture of so many pixels, as a PNG."""
    rows = b"".join(b"\0" + bytes(_row(size, y)) for y in range(size))
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head)
            + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b""))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (struct.pack(">I", len(content)) + kind + content
            + struct.pack(">I", zlib.crc32(kind + content)))


def _row(size: int, y: int) -> Iterator[int]:
    """Red, green, blue and how solid, for each pixel of a row."""
    teal = tuple(bytes.fromhex(s.TEAL))
    for x in range(size):
        square, bars = _covered(size, x, y)
        white = bars / square if square else 0.0
        yield from (round(part + (255 - part) * white) for part in teal)
        yield round(255 * square / _FINE**2)


def _covered(size: int, x: int, y: int) -> tuple[int, int]:
    """How many of a pixel's points lie on the square, and how many on a bar."""
    step = _UNITS / size / _FINE
    points = [((x * _FINE + i + 0.5) * step, (y * _FINE + j + 0.5) * step)
              for i in range(_FINE) for j in range(_FINE)]
    return sum(_on_square(*each) for each in points), sum(_on_bar(*each) for each in points)


def _on_square(x: float, y: float) -> bool:
    """Whether a point lies inside the rounded corners."""
    across = max(_CORNER - x, x - (_UNITS - _CORNER), 0.0)
    down = max(_CORNER - y, y - (_UNITS - _CORNER), 0.0)
    return across**2 + down**2 <= _CORNER**2


def _on_bar(x: float, y: float) -> bool:
    return any(left <= x < left + _WIDE and top <= y < _FOOT for left, top in _BARS)
