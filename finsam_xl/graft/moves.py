"""Where the cells of a sheet have gone when it is laid out anew with other rows or columns."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from finsam_xl.addresses import Position
from finsam_xl.sheets.draft import BookDraft, DraftSheet

_ADDRESS = re.compile(r"\$?[A-Z]{1,3}\$?\d+")
_NUMBER = re.compile(r"\d+")
_HEADING_CELLS = 3
What = dict[Position, Hashable]


@dataclass(frozen=True, slots=True)
class Moves:
    """The rows and columns of an old layout by their place in the new one."""

    rows: Mapping[int, int]
    columns: Mapping[int, int]
    content: frozenset[Position]

    def of(self, at: Position) -> Position | None:
        """Where a cell is now; None where its row or column is no longer there.

        A place beyond everything that was laid out means the same as before.
        """
        row = self.rows.get(at[0], None if self._within(at[0], 0) else at[0])
        column = self.columns.get(at[1], None if self._within(at[1], 1) else at[1])
        return None if row is None or column is None else (row, column)

    def stays(self, at: Position) -> bool:
        """Whether a cell, or a whole line (-1 the other way), is still where it was."""
        if min(at) < 0:
            way = 0 if at[1] < 0 else 1
            return (self.rows, self.columns)[way].get(at[way], at[way]) == at[way]
        return at not in self.content or self.of(at) == at

    def _within(self, number: int, way: int) -> bool:
        return number <= max((at[way] for at in self.content), default=-1)

    @property
    def none(self) -> bool:
        """Whether every cell is where it was."""
        return all(old == new for each in (self.rows, self.columns) for old, new in each.items())


def moves(before: BookDraft, after: BookDraft, key: str) -> Moves:
    """How a sheet's cells have moved from one layout to another."""
    old = _what(before, key)
    new = old if before is after else _what(after, key)
    return Moves(_aligned(_lines(old, 0), _lines(new, 0)),
                 _aligned(_lines(old, 1), _lines(new, 1)), frozenset(old))


def sheet_of(draft: BookDraft, key: str) -> DraftSheet | None:
    """A draft's sheet by its key."""
    return next((sheet for sheet in draft.sheets if sheet.key == key), None)


def _what(draft: BookDraft, key: str) -> What:
    """What stands in each cell, apart from its number: its name, or its formula and its text.

    Both layouts are made from today's inputs, so that a name that was changed is no move.
    """
    sheet = sheet_of(draft, key)
    if sheet is None:
        return {}
    named = {each.position: each.name for each in draft.names if each.sheet == sheet.title}
    return {at: named.get(at) or (_shape(cell.formula),
                                  cell.value if isinstance(cell.value, str) else "")
            for at, cell in sheet.cells.items()}


def _shape(formula: str | None) -> str:
    return _NUMBER.sub("0", _ADDRESS.sub("#", formula)) if formula else ""


def _lines(what: What, way: int) -> dict[int, Hashable]:
    """The rows (0) or columns (1), each by what stands in it; columns by what heads them."""
    lines: dict[int, list[Hashable]] = {}
    for at in sorted(what):
        lines.setdefault(at[way], []).append((at[1 - way] if way == 0 else 0, what[at]))
    most = None if way == 0 else _HEADING_CELLS
    return {number: tuple(found[:most]) for number, found in sorted(lines.items())}


def _aligned(old: Mapping[int, Hashable], new: Mapping[int, Hashable]) -> dict[int, int]:
    """Old numbers by new ones, found by what the lines say."""
    if old == new:
        return {number: number for number in old}
    first, second = list(old), list(new)
    found: dict[int, int] = {}
    matched = SequenceMatcher(None, _codes(old), _codes(new), autojunk=False)
    for _, start, end, other, last in matched.get_opcodes():
        if end - start == last - other:  # as many as before: the same lines, with other words
            found |= zip(first[start:end], second[other:last], strict=True)
    return found


def _codes(lines: Mapping[int, Hashable]) -> Sequence[Hashable]:
    return list(lines.values())
