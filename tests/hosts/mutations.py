"""Workbooks spoiled by chance: the same seed spoils the same book in the same way.

Bytes of the zip file; parts that are gone, doubled, swapped or called otherwise; bytes of a
part; and elements and attributes of a part, see hostile.py.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import NamedTuple

from tests.hosts import hostile
from tests.hosts.names import MAIN
from tests.hosts.zips import packed, stored, streamed, wide

Parts = list[tuple[str, bytes]]

_KEY = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "_rels/.rels",
        "xl/styles.xml", "xl/sharedStrings.xml", "docProps/custom.xml")
_NAMES = ("xl/Workbook.xml", "XL/WORKBOOK.XML", "xl/worksheets/sheet1.xml", "../a.xml", "/a.xml",
          "xl\\a.xml", "a/", "", ".", "å.xml", "🙂", "a" * 5_000, "xl/calcChain.xml", "a\0b",
          "xl/vbaProject.bin", "_xmlsignatures/sig1.xml", "xl/tables/table9.xml", "customXml/a")
_PIECES = (b"\0", b"\xff" * 9, b"PK\x03\x04", b"PK\x05\x06", b"PK\x01\x02", b"<", b">", b'"', b"&",
           b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"9" * 50)


class Mutated(NamedTuple):
    """A spoiled book, and what was done to it."""

    content: bytes
    how: tuple[str, ...]


def mutated(content: bytes, chance: Random) -> Mutated:
    """The book with one to four things wrong."""
    how: list[str] = []
    if chance.random() < 0.85:
        parts = _parts(content)
        for _ in range(chance.choice((1, 1, 1, 1, 2, 2, 3, 4))):
            parts = _spoiled(parts, chance, how)
        content = _zipped(parts, chance, how)
    if not how or chance.random() < 0.03:
        spoil = chance.choice((*BYTES, headers_flipped, headers_flipped))
        content = spoil(content, chance)
        how.append(f"zip: {_called(spoil)}")
    return Mutated(content, tuple(how))


def _parts(content: bytes) -> Parts:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _spoiled(parts: Parts, chance: Random, how: list[str]) -> Parts:
    kind = chance.random()
    if kind < 0.12 or not parts:
        change = chance.choice(PARTS)
        how.append(f"parts: {_called(change)}")
        return change(parts, chance)
    at = _one(parts, chance)
    name, part = parts[at]
    if kind < 0.22:
        spoil = chance.choice(BYTES)
        how.append(f"bytes: {_called(spoil)} · {name}")
        part = spoil(part, chance)
    else:
        spoiler = chance.choice(hostile.SPOILERS)
        how.append(f"{_called(spoiler)} · {name}")
        part = _of_text(part, chance, spoiler)
    return [*parts[:at], (name, part), *parts[at + 1:]]


def _one(parts: Parts, chance: Random) -> int:
    """A part to spoil: as often one of those that everything hangs by as any other."""
    key = [at for at, (name, _) in enumerate(parts) if name in _KEY]
    sheets = [at for at, (name, _) in enumerate(parts) if "/worksheets/" in name]
    chosen = chance.choice((key, key, sheets, list(range(len(parts)))))
    return chance.choice(chosen or range(len(parts)))


def _of_text(part: bytes, chance: Random, spoiler: hostile.Spoiler) -> bytes:
    """A part spoiled as text; what is no text stays as it is."""
    encoding = "utf-16" if part[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    try:
        text = part.decode(encoding)
    except UnicodeError:
        return part
    if chance.random() < 0.02:
        encoding = chance.choice(("utf-16", "utf-16-le", "utf-16-be", "latin-1", "utf-8-sig"))
    return spoiler(text, chance).encode(encoding, "surrogatepass" if "utf" in encoding
                                        else "replace")


def _zipped(parts: Parts, chance: Random, how: list[str]) -> bytes:
    """The parts as a zip file, now and then of another kind."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # names given twice
        content = packed(parts)
        if chance.random() < 0.05:
            write = chance.choice((wide, streamed, stored))
            how.append(f"zip: written {_called(write)}")
            content = write(content)
    return content


def _called(change: Callable[..., object]) -> str:
    return change.__name__.replace("_", " ")


# -- bytes ---------------------------------------------------------------------------------------


def bytes_flipped(content: bytes, chance: Random) -> bytes:
    """Some bytes are others."""
    spoiled = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8)) if spoiled else 0):
        spoiled[chance.randrange(len(spoiled))] ^= 1 << chance.randrange(8)
    return bytes(spoiled)


def run_deleted(content: bytes, chance: Random) -> bytes:
    """A run of bytes is not there."""
    start, end = _run(content, chance)
    return content[:start] + content[end:]


def run_doubled(content: bytes, chance: Random) -> bytes:
    """A run of bytes stands twice."""
    start, end = _run(content, chance)
    return content[:end] + content[start:end] + content[end:]


def piece_put_in(content: bytes, chance: Random) -> bytes:
    """Something stands somewhere."""
    at = chance.choice((0, len(content), chance.randrange(len(content) + 1)))
    return content[:at] + chance.choice(_PIECES) + content[at:]


def cut_off(content: bytes, chance: Random) -> bytes:
    """The end is missing."""
    return content[:chance.randrange(len(content) + 1)]


def headers_flipped(content: bytes, chance: Random) -> bytes:
    """A byte of a header, of the directory or of its end is another."""
    marks = [at for mark in (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06")
             for at in _places(content, mark)]
    spoiled = bytearray(content)
    at = chance.choice(marks or [0]) + chance.randrange(46)
    if at < len(spoiled):
        spoiled[at] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
    return bytes(spoiled)


def _places(content: bytes, mark: bytes) -> list[int]:
    found, at = [], content.find(mark)
    while at >= 0:
        found.append(at)
        at = content.find(mark, at + 1)
    return found


def _run(content: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(content) + 1)
    return start, min(len(content), start + chance.choice((1, 2, 7, 60, 1_000)))


BYTES = (bytes_flipped, run_deleted, run_doubled, piece_put_in, cut_off)
"""What may be done to bytes, of the zip file or of a part."""


# -- parts ---------------------------------------------------------------------------------------


def part_gone(parts: Parts, chance: Random) -> Parts:
    """A part is not there."""
    at = _one(parts, chance)
    return [*parts[:at], *parts[at + 1:]]


def part_twice(parts: Parts, chance: Random) -> Parts:
    """A part is given twice, once perhaps in other letters."""
    name, part = parts[_one(parts, chance)]
    return [*parts, (chance.choice((name, name.upper(), name.swapcase())), part)]


def part_renamed(parts: Parts, chance: Random) -> Parts:
    """A part is called otherwise."""
    at = _one(parts, chance)
    name, part = parts[at]
    return [*parts[:at], (chance.choice((*_NAMES, name.upper(), f"{name}x")), part),
            *parts[at + 1:]]


def parts_swapped(parts: Parts, chance: Random) -> Parts:
    """A part holds what another should."""
    one, other = _one(parts, chance), _one(parts, chance)
    changed = [*parts]
    changed[one], changed[other] = (parts[one][0], parts[other][1]), (parts[other][0],
                                                                    parts[one][1])
    return changed


def part_replaced(parts: Parts, chance: Random) -> Parts:
    """A part holds something else altogether."""
    at = _one(parts, chance)
    other = chance.choice((b"", b" ", b"<a/>", b"<a>", b"\x89PNG\r\n\x1a\n", b"\0" * 1000,
                           b"<a>" * 100_000, b"<worksheet/>", b"<!-- " + b"x" * 2_000_000,
                           f'<worksheet xmlns="{MAIN}"/>'.encode(),
                           b"<a b='" + b"x" * 1_000_000 + b"'/>"))
    return [*parts[:at], (parts[at][0], other), *parts[at + 1:]]


def part_added(parts: Parts, chance: Random) -> Parts:
    """A part more, to which nothing leads."""
    at = chance.randrange(len(parts) + 1)
    return [*parts[:at], (chance.choice(_NAMES), chance.choice(parts)[1]), *parts[at:]]


def parts_in_another_order(parts: Parts, chance: Random) -> Parts:
    """The parts stand in another order, which is allowed."""
    return chance.sample(parts, len(parts))


PARTS = (part_gone, part_gone, part_twice, part_renamed, parts_swapped, part_replaced,
          part_added, parts_in_another_order)
"""What may be done to the parts of a package."""
