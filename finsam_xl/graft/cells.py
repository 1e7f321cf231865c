"""Cells that a person wrote beside ours, carried to the sheet that is made anew."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from finsam_xl.addresses import Position, cell_name, position_of
from finsam_xl.errors import BookError, Thing
from finsam_xl.graft.moves import Moves
from finsam_xl.package.markup import escaped
from finsam_xl.sheets.draft import DraftSheet

Said: TypeAlias = Decimal | str | bool | None

_ROW = re.compile(rb"<row r=\"(\d+)\"[^>]*?(?:/>|>(.*?)</row>)", re.DOTALL)
_CELL = re.compile(rb"<c r=\"([A-Z]+\d+)\"[^>]*?(?:/>|>.*?</c>)", re.DOTALL)
_SPANS = re.compile(rb' spans="[^"]*"')


class Kept(NamedTuple):
    """What somebody wrote in a cell of his own: a value, or a formula with its value."""

    content: Said
    formula: str | None = None
    error: bool = False


def with_cells(
    rows: bytes, old: bytes, kept: Mapping[Position, Kept], way: Moves, after: DraftSheet,
    title: str,
) -> bytes:
    """Our rows with somebody's cells in them; refuses a cell whose place has been taken."""
    added: dict[int, dict[int, bytes]] = {}
    for at, cell in kept.items():
        place = f"{title}!{cell_name(at)}"
        target = way.of(at)
        if target is None:
            raise BookError("would_move", place=place, what=Thing("cell"))
        ours = after.cells.get(target)
        if ours is not None and (ours.formula is not None or ours.value not in (None, "")):
            raise BookError("place_taken", place=place, value=cell.content)
        written = _written(cell, target, _style(old, at), place)
        added.setdefault(target[0], {})[target[1]] = written
    return _merged(rows, added) if added else rows


def _style(old: bytes, at: Position) -> str:
    """The number of the looks that the cell has."""
    name = cell_name(at).encode()
    found = re.search(rb"<(?:[\w.-]+:)?c\b[^>]*\br=[\"']" + name + rb"[\"'][^>]*>", old)
    number = re.search(rb"\ss=[\"'](\d+)[\"']", found[0]) if found else None
    return number[1].decode() if number else "0"


def _written(cell: Kept, at: Position, style: str, place: str) -> bytes:
    start = f'<c r="{cell_name(at)}" s="{style}"'
    content, formula = cell.content, ""
    if cell.formula is not None:
        if not cell.formula:
            raise BookError("shared_formula", place=place)
        formula = f"<f>{escaped(cell.formula)}</f>"
    if isinstance(content, bool):
        return f'{start} t="b">{formula}<v>{int(content)}</v></c>'.encode()
    if isinstance(content, Decimal):
        return f"{start}>{formula}<v>{format(content, 'f')}</v></c>".encode()
    text = escaped(content or "")
    if cell.error:
        return f'{start} t="e">{formula}<v>{text}</v></c>'.encode()
    if formula:
        return f'{start} t="str">{formula}<v>{text}</v></c>'.encode()
    return f'{start} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'.encode()


def _merged(rows: bytes, added: dict[int, dict[int, bytes]]) -> bytes:
    """The rows with cells put where their columns belong."""
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
