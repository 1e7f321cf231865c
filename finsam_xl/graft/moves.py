"""Where the cells of a sheet have gone when it is laid out anew with other rows or columns."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from finsam_xl.addresses import Position
from finsam_xl.sheets.draft import BookDraft, DraftSheet, NamedCell

_ADDRESS = re.compile(r"\$?[A-Z]{1,3}\$?\d+")
_NUMBER = re.compile(r"\d+")
_HEADING_CELLS = 3
_ROW, _COLUMN = 0, 1
What = dict[Position, Hashable]
Lines = Mapping[int, Hashable]


@dataclass(frozen=True, slots=True)
class Moves:
    """The rows and columns of an old layout by their place in the new one.

    `content` are the cells that were laid out, `size` how many rows and columns they fill; blank
    lines between them go with those around. `named` cells may move within their lines.
    """

    rows: Mapping[int, int]
    columns: Mapping[int, int]
    content: frozenset[Position]
    size: Position
    named: Mapping[Position, Position] = field(default_factory=dict)

    def of(self, at: Position) -> Position | None:
        """Where a cell is now; None where its row or column is no longer there.

        A place beyond everything that was laid out means the same as before.
        """
        if at in self.named:
            return self.named[at]
        row, column = self.row(at[0]), self.column(at[1])
        return None if row is None or column is None else (row, column)

    def row(self, number: int) -> int | None:
        """Where a row is now."""
        return self.rows.get(number, None if number < self.size[_ROW] else number)

    def column(self, number: int) -> int | None:
        """Where a column is now."""
        return self.columns.get(number, None if number < self.size[_COLUMN] else number)

    def stays(self, at: Position) -> bool:
        """Whether a cell, or a whole line (-1 the other way), is still where it was."""
        if min(at) < 0:
            return self.column(at[1]) == at[1] if at[0] < 0 else self.row(at[0]) == at[0]
        return at not in self.content or self.of(at) == at

    @property
    def none(self) -> bool:
        """Whether every cell is where it was."""
        numbers = all(old == new for each in (self.rows, self.columns)
                      for old, new in each.items())
        return numbers and all(old == new for old, new in self.named.items())


def moves(before: BookDraft, after: BookDraft, key: str) -> Moves:
    """How a sheet's cells have moved from one layout to another.

    Columns are told by what heads them, rows by what stands in the columns that are in both.
    """
    old = _what(before, key)
    new = old if before is after else _what(after, key)
    columns = _aligned(_columns(old, _years(before, key)), _columns(new, _years(after, key)))
    rows = _aligned(_rows(old, columns), _rows(new, {each: each for each in columns.values()}))
    lines = [{at[way] for at in old} for way in (_ROW, _COLUMN)]
    size = max(lines[_ROW], default=-1) + 1, max(lines[_COLUMN], default=-1) + 1
    return Moves(_filled(rows, lines[_ROW]), _filled(columns, lines[_COLUMN]), frozenset(old),
                 size, _carried(before, after, key))


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
    named = {each.position: each.name for each in _named(draft, key)}
    return {at: named.get(at) or (_shape(cell.formula),
                                  cell.value if isinstance(cell.value, str) else "")
            for at, cell in sheet.cells.items()}


def _named(draft: BookDraft, key: str) -> list[NamedCell]:
    sheet = sheet_of(draft, key)
    return [each for each in draft.names if sheet is not None and each.sheet == sheet.title]


def _carried(before: BookDraft, after: BookDraft, key: str) -> dict[Position, Position]:
    """Where the cells are now whose name is in both layouts."""
    now = {each.name: each.position for each in _named(after, key)}
    return {each.position: now[each.name] for each in _named(before, key) if each.name in now}


def _years(draft: BookDraft, key: str) -> dict[int, int | None]:
    """The year that a column speaks of, told by the uppermost name in it."""
    upwards = sorted(_named(draft, key), key=lambda each: each.position, reverse=True)
    return {each.position[_COLUMN]: each.year for each in upwards if each.year is not None}


def _shape(formula: str | None) -> str:
    return _NUMBER.sub("0", _ADDRESS.sub("#", formula)) if formula else ""


def _columns(what: What, years: Mapping[int, int | None]) -> Lines:
    """The columns by what heads them, wherever the heads stand."""
    lines: dict[int, list[Hashable]] = {}
    for at in sorted(what):
        lines.setdefault(at[_COLUMN], []).append(what[at])
    return {number: (years.get(number), *found[:_HEADING_CELLS])
            for number, found in sorted(lines.items())}


def _rows(what: What, columns: Mapping[int, int]) -> Lines:
    """The rows by what stands in some columns, each told by its new number."""
    lines: dict[int, list[Hashable]] = {at[_ROW]: [] for at in sorted(what)}
    for at in sorted(what):
        if at[_COLUMN] in columns:
            lines[at[_ROW]].append((columns[at[_COLUMN]], what[at]))
    return {number: tuple(found) for number, found in lines.items()}


def _aligned(old: Lines, new: Lines) -> dict[int, int]:
    """Old numbers by new ones, found by what the lines say."""
    if old == new:
        return {number: number for number in old}
    first, second = list(old), list(new)
    found: dict[int, int] = {}
    matched = SequenceMatcher(None, list(old.values()), list(new.values()), autojunk=False)
    for _, start, end, other, last in matched.get_opcodes():
        if end - start == last - other:  # as many as before: the same lines, with other words
            found |= zip(first[start:end], second[other:last], strict=True)
    return found


def _filled(found: Mapping[int, int], lines: set[int]) -> dict[int, int]:
    """The same with the blank lines, where those around them have moved alike."""
    filled = dict(found)
    shift, waiting = 0, list[int]()
    for number in range(max(lines, default=-1) + 1):
        if number not in lines:
            waiting.append(number)
        elif number in found:
            if found[number] - number == shift:
                filled |= {blank: blank + shift for blank in waiting}
            shift, waiting = found[number] - number, []
    return filled


class Ways(Mapping[str, Moves]):
    """How each sheet of ours has moved, by its title whatever its letters; found when asked for."""

    def __init__(self, before: BookDraft, after: BookDraft) -> None:
        self.before, self.after = before, after
        self.known = {sheet.title.casefold(): sheet.key for sheet in before.sheets}
        self.found: dict[str, Moves] = {}

    def __getitem__(self, title: str) -> Moves:
        key = self.known[title.casefold()]
        if key not in self.found:
            self.found[key] = moves(self.before, self.after, key)
        return self.found[key]

    def __iter__(self) -> Iterator[str]:
        return (sheet.title for sheet in self.before.sheets)

    def __len__(self) -> int:
        return len(self.known)
