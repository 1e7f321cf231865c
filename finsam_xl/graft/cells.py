"""Cells that a person wrote or coloured beside ours, and looks given to cells of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from finsam_xl.addresses import Position, cell_name, position_of
from finsam_xl.errors import BookError, Thing
from finsam_xl.graft.fragments import fragment
from finsam_xl.package.elements import whole
from finsam_xl.package.markup import MAIN, Element, parsed

Said: TypeAlias = Decimal | str | bool | None

_ROW = re.compile(rb"<row r=\"(\d+)\"[^>]*?(?:/>|>(.*?)</row>)", re.DOTALL)
_CELL = re.compile(rb"<c r=\"([A-Z]+\d+)\"[^>]*?(?:/>|>.*?</c>)", re.DOTALL)
_LOOKS = re.compile(rb"(<c r=\"([A-Z]+\d+)\" s=\")(\d+)\"")
_SPANS = re.compile(rb' spans="[^"]*"')
_TAG = re.compile(rb"<(?:[\w.-]+:)?(row|c)(?=[\s/>])([^>]*)>")
_PLACE = re.compile(rb"\sr=[\"']([A-Z]*\d+)[\"']")
_STYLE = re.compile(rb"\ss=[\"'](\d+)[\"']")
_TOGETHER = ("shared", "array", "dataTable")


class Kept(NamedTuple):
    """What somebody wrote in a cell of his own: a value, or a formula with its value."""

    content: Said
    formula: str | None = None
    error: bool = False


@dataclass(frozen=True)
class Loose:
    """The cells of a sheet as somebody left them, and the texts that a book's sheets share."""

    part: bytes
    texts: Sequence[Element]

    def cells(self) -> dict[Position, Element]:
        """Every cell as it is written, by its place."""
        rows = parsed(self.part).child("sheetData")
        found: dict[Position, Element] = {}
        number = -1
        for row in rows.all("row") if rows is not None else ():
            number = whole(row.get("r", str(number + 2))) - 1
            column = -1
            for cell in row.all("c"):
                at = position_of(cell.get("r")) if cell.get("r") else (number, column + 1)
                found[at], column = cell, at[1]
        return found

    def written(self, cell: Element, at: Position) -> bytes:
        """A cell as it stands in a sheet that holds its own texts, at a place of its own."""
        attributes = {name: value for name, value in cell.attributes.items() if name != "r"}
        children = cell.children
        if attributes.get("t") == "s":
            shared = self.texts[int(children[0].text)]
            inline = Element(MAIN, "is", {}, 0, 0, children=shared.children)
            attributes, children = {**attributes, "t": "inlineStr"}, [inline]
        moved = Element(MAIN, "c", {"r": cell_name(at), **attributes}, 0, 0, children=children)
        return fragment(moved).encode()


def is_together(cell: Element) -> bool:
    """Whether a formula is one of several that hang together."""
    formula = cell.child("f")
    return formula is not None and formula.get("t") in _TOGETHER


def taken(place: str, cell: Kept, *, moved: bool) -> BookError:
    """Why a cell cannot come along: its line is gone, or ours stands there now."""
    if moved:
        return BookError("would_move", place=place, what=Thing("cell"))
    return BookError("place_taken", place=place, value=cell.content)


def styled(rows: bytes) -> Iterator[tuple[Position, int]]:
    """Every cell's looks by their number, in the rows of anybody's sheet."""
    row, column = -1, -1
    for found in _TAG.finditer(rows):
        place = _PLACE.search(found[2])
        if found[1] == b"row":
            row, column = int(place[1]) - 1 if place else row + 1, -1
            continue
        row, column = position_of(place[1].decode()) if place else (row, column + 1)
        number = _STYLE.search(found[2])
        yield (row, column), int(number[1]) if number else 0


def looks_of(rows: bytes) -> dict[Position, int]:
    """The looks of our own cells by their numbers."""
    return {position_of(found[2].decode()): int(found[3]) for found in _LOOKS.finditer(rows)}


def with_looks(rows: bytes, looks: Mapping[Position, int]) -> bytes:
    """Our rows with other looks in some cells."""
    named = {cell_name(at).encode(): b"%d" % number for at, number in looks.items()}
    return _LOOKS.sub(
        lambda found: found[1] + named.get(found[2], found[3]) + b'"', rows) if named else rows


def blank(at: Position, number: int) -> bytes:
    """A cell that has looks and nothing else."""
    return f'<c r="{cell_name(at)}" s="{number}"/>'.encode()


def with_cells(rows: bytes, cells: Mapping[Position, bytes]) -> bytes:
    """Our rows with somebody's cells where their columns belong."""
    added: dict[int, dict[int, bytes]] = {}
    for (row, column), cell in cells.items():
        added.setdefault(row, {})[column] = cell
    return _merged(rows, added) if added else rows


def with_rows(rows: bytes, numbers: Mapping[int, object]) -> bytes:
    """Our rows with empty ones among them, so that each number has one."""
    there = {int(found[1]) - 1 for found in _ROW.finditer(rows)}
    return _merged(rows, {number: {} for number in numbers if number not in there})


def _merged(rows: bytes, added: dict[int, dict[int, bytes]]) -> bytes:
    left = dict(added)
    pieces: list[bytes] = []
    at = 0
    for found in _ROW.finditer(rows):
        number = int(found[1]) - 1
        pieces.append(rows[at:found.start()])
        pieces += [_row(each, left.pop(each)) for each in sorted(left) if each < number]
        pieces.append(_joined(found, left.pop(number)) if number in left else found[0])
        at = found.end()
    pieces.append(rows[at:])
    pieces += [_row(each, left[each]) for each in sorted(left)]
    return b"".join(pieces)


def _row(number: int, cells: dict[int, bytes]) -> bytes:
    inner = b"".join(cells[column] for column in sorted(cells))
    return b'<row r="%d">%s</row>' % (number + 1, inner)


def _joined(found: re.Match[bytes], cells: dict[int, bytes]) -> bytes:
    """A row of ours with cells of somebody's, in order; one of ours without content gives way."""
    all_cells = {position_of(cell[1].decode())[1]: cell[0]
                 for cell in _CELL.finditer(found[2] or b"")}
    all_cells |= cells
    opening = _SPANS.sub(b"", found[0][:found[0].index(b">") + 1]).replace(b"/>", b">")
    inner = b"".join(all_cells[column] for column in sorted(all_cells))
    return opening + inner + b"</row>"

