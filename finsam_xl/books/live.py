"""LiveBook: a workbook that is open in Excel or LibreOffice, through xlwings' free core.

A sheet's block is read, and written, as one range, whatever its size. Nothing is saved here.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlwings as xw

from finsam_xl.addresses import Position
from finsam_xl.books.cells import exact, one_cell
from finsam_xl.books.host_faults import told
from finsam_xl.books.patch import Block, Content, Formula, Patch, Receipt, plain_number
from finsam_xl.books.typing_rules import (
    refuse_changed,
    refuse_other_cells,
    standing,
    told_by,
    unnamed,
)
from finsam_xl.domain.cells import CALENDAR_GAP, serial
from finsam_xl.inputs import raw
from finsam_xl.inputs.raw import BookCells, FoundCell, Grid

Area = tuple[str, Position, Position]
"""A rectangle of a sheet: its title, its first cell and its last."""

_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_READ_AS_SOMETHING_ELSE = re.compile(r"^[=+\-@'\d(.,]|^\w+\.?[ -/]\d+$|^(true|false|sant|falskt)$",
                                     re.IGNORECASE)


class LiveBook:
    """A workbook of ours in a running spreadsheet program.

    `kept` is the same book as it was read from its file: its properties, and its names until the
    host's own have been asked for. `reads` and `writes` count the ranges asked of the host.
    """

    def __init__(self, host: xw.Book, kept: BookCells) -> None:
        self.host = host
        self.path = kept.path
        self.kept = kept
        self.names: Mapping[str, tuple[str, Position]] = kept.names
        self.reads = 0
        self.writes = 0
        self._extents: dict[str, Position] = {}

    def cells(self, *titles: str) -> BookCells:
        """What stands in the book now: some sheets read at once, others when asked for."""
        areas: list[Area] = [(title, (0, 0), self.extent(title)) for title in titles]
        found = dict(zip(titles, self.blocks(areas), strict=True)) if areas else {}
        return BookCells(self.path, _Grids(self, found), self.names, self.kept.properties,
                         self.kept.from_1904)

    def look_up_names(self) -> None:
        """Ask the host where the names point: rows may have been put in by hand."""
        with told(self.path):
            self._extents.clear()
            found = dict(_told_names(self.host))
        self.names = {name: at for name, text in found.items()
                      if (at := one_cell(text or "")) is not None}

    def follow_names(self) -> None:
        """Look the names up anew if the last one of any sheet has moved."""
        last: dict[str, tuple[Position, str]] = {}
        for name, (title, at) in self.names.items():
            last[title] = max(last.get(title, ((-1, -1), "")), (at, name))
        with told(self.path):
            moved = any(one_cell(self.host.names[name].refers_to or "") != (title, at)
                        for title, (at, name) in last.items())
        if moved:
            self.look_up_names()

    def read(self, names: Collection[str]) -> Mapping[str, raw.Content]:
        """The contents of named cells; each sheet that holds one of them is read once."""
        places = {name: self.names.get(name) or unnamed(self.path, name) for name in names}
        found: dict[str, list[Position]] = {}
        for title, at in places.values():
            found.setdefault(title, []).append(at)
        areas = [(title, *_corners(cells)) for title, cells in found.items()]
        grids = dict(zip(found, self.blocks(areas), strict=True))
        return {name: told_by(grids[title].get(at)) for name, (title, at) in places.items()}

    def blocks(self, areas: Sequence[Area]) -> list[Grid]:
        """Rectangles of sheets: all at once where the host can, else one after another."""
        with told(self.path):
            if hasattr(self.host.impl, "read_many"):
                self.reads += 1
                found = self.host.impl.read_many([
                    (title, (first[0] + 1, first[1] + 1), (last[0] + 1, last[1] + 1))
                    for title, first, last in areas])
                pairs = [(each["values"], each["formulas"]) for each in found]
            else:
                self.reads += len(areas)
                pairs = [self._pair(*area) for area in areas]
        return [self._grid(first, *pair)
                for (_, first, _), pair in zip(areas, pairs, strict=True)]

    def _pair(self, title: str, first: Position, last: Position) -> tuple[Any, Any]:
        """The values and the formulas of a rectangle, each as rows."""
        area = self._range(title, first, last)
        return area.options(ndim=2, err_to_str=True).value, _square(area.formula)

    def _grid(self, first: Position, values: Any, formulas: Any) -> Grid:  # noqa: ANN401
        return {
            (first[0] + down, first[1] + across): found
            for down, (row, written) in enumerate(zip(values, formulas, strict=True))
            for across, (value, formula) in enumerate(zip(row, written, strict=True))
            if (found := _found(value, formula, from_1904=self.kept.from_1904)) is not None
        }

    def count(self) -> int | None:
        """How often the book has changed, from a host that counts; None from one that does not."""
        if not hasattr(self.host.impl, "changes"):
            return None
        with told(self.path):
            return int(self.host.impl.changes())

    def extent(self, title: str) -> Position:
        """The last cell that a sheet has used, as last asked for."""
        if title not in self._extents:
            with told(title):
                last = self.host.sheets[title].used_range.last_cell
            self._extents[title] = (last.row - 1, last.column - 1)
        return self._extents[title]

    def write(self, patch: Patch) -> Receipt:
        """Write every block as one range; where one fails, those before it are put back."""
        refuse_other_cells(patch, self.names, self.path)
        before: list[Block] = []
        with self._quietly():
            try:
                for block in patch.blocks:
                    before.append(standing(block, self._there(block)))
                    self._put(block)
            except Exception:
                for block in before[:-1]:
                    self._put(block)
                raise
        return Receipt(patch, Patch(tuple(before)))

    def undo(self, receipt: Receipt) -> None:
        """Put back what stood there; refuses where somebody has typed since."""
        for block in receipt.written.blocks:
            refuse_changed(block, self._there(block))
        with self._quietly():
            for block in receipt.before.blocks:
                self._put(block)

    @contextlib.contextmanager
    def _quietly(self) -> Iterator[None]:
        """No flicker while several blocks are written; the host is as before afterwards."""
        with told(self.path):
            app = self.host.app
            shown = app.screen_updating
            app.screen_updating = False
        try:
            yield
        finally:
            with told(self.path):
                app.screen_updating = shown

    def _there(self, block: Block) -> Grid:
        """What stands in the cells of a block."""
        return self.blocks([(block.sheet, block.first, block.last)])[0]

    def _put(self, block: Block) -> None:
        with told(block.place):
            area = self._range(block.sheet, block.first, block.last)
            self.writes += 1
            rows = [[_for_host(content) for content in row] for row in block.rows]
            if any(isinstance(content, Formula) for row in block.rows for content in row):
                area.formula = rows
            else:
                area.value = rows

    def _range(self, title: str, first: Position, last: Position) -> xw.Range:
        return self.host.sheets[title].range(
            (first[0] + 1, first[1] + 1), (last[0] + 1, last[1] + 1))


class _Grids(Mapping[str, Grid]):
    """The sheets of a live book, each read once and only if asked for."""

    def __init__(self, book: LiveBook, found: dict[str, Grid]) -> None:
        self.book = book
        self.found = found

    def __getitem__(self, title: str) -> Grid:
        if title not in self.book.kept.sheets:
            raise KeyError(title)
        if title not in self.found:
            self.found[title] = self.book.cells(title).sheets[title]
        return self.found[title]

    def __iter__(self) -> Iterator[str]:
        return iter(self.book.kept.sheets)

    def __len__(self) -> int:
        return len(self.book.kept.sheets)

    def __contains__(self, title: object) -> bool:
        return title in self.book.kept.sheets


def _told_names(host: xw.Book) -> Iterator[tuple[str, str | None]]:
    """Every name and what it stands for: at once from a host that has them in a table."""
    if hasattr(host.names.impl, "table"):
        yield from ((name.name, refers_to) for name, refers_to in host.names.impl.table())
    else:
        yield from ((name.name, name.refers_to) for name in host.names)


def _corners(places: Iterable[Position]) -> tuple[Position, Position]:
    rows, columns = zip(*places, strict=True)
    return (min(rows), min(columns)), (max(rows), max(columns))


def _square(found: Any) -> tuple[tuple[Any, ...], ...]:  # noqa: ANN401 - a cell, or rows of cells
    """What a host gives of one cell is put in a row of its own."""
    return found if isinstance(found, (tuple, list)) else ((found,),)  # type: ignore[return-value]


def _found(value: Any, formula: Any, *, from_1904: bool) -> FoundCell | None:  # noqa: ANN401
    """A cell's content as a file would hold it; None where it is blank."""
    is_formula = isinstance(formula, str) and formula.startswith("=") and formula != value
    written = formula[1:] if is_formula else None
    if value is None:
        return FoundCell("", written) if is_formula else None
    if isinstance(value, datetime):
        day = serial(value.date()) - (CALENDAR_GAP if from_1904 else 0)
        return FoundCell(Decimal(day), written, dated=True)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return FoundCell(exact(value), written)
    if isinstance(value, dict):
        return FoundCell(str(value["error"]), written, error=True)
    error = value in _ERRORS
    return FoundCell(value, written, error=error)


def _for_host(content: Content) -> Any:  # noqa: ANN401 - what a host takes
    """A content as a host takes it: a text that it would read as something else is marked."""
    if isinstance(content, Formula):
        return content.text
    if isinstance(content, Decimal):
        return plain_number(content)
    if isinstance(content, str) and _READ_AS_SOMETHING_ELSE.match(content):
        return f"'{content}"
    return content
