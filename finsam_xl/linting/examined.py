"""A workbook as an examiner meets it: parts, cells, formulas, names and looks.

Values are read by our own reader, formulas and looks by openpyxl; each is read when first asked
for, and what cannot be read is told once and never tried again.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from finsam_xl.books.cells import cells_in
from finsam_xl.inputs.raw import FoundCell
from finsam_xl.linting.calls import VOLATILE, calls
from finsam_xl.linting.places import Box, box_of
from finsam_xl.linting.recalculating import recalculated
from finsam_xl.linting.roles import Roles
from finsam_xl.linting.rule import Place, UnjudgedError
from finsam_xl.package.archive import Package
from finsam_xl.package.structure import Structure, structure
from finsam_xl.sheets.draft import CellValue

_MOST_BYTES = 80_000_000
_MOST_MERGED = 1_000_000
_MOST_REFERENCES = 4_000_000
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([^\"']{1,40})[\"']")


@dataclass(frozen=True)
class Examined:
    """A workbook and, where it is a plan of ours, what its cells are for."""

    package: Package
    roles: Roles | None = None

    @cached_property
    def parts(self) -> Mapping[str, bytes]:
        """Every part of the package."""
        return {name: self.package.parts[name] for name in self.package.parts}

    @cached_property
    def structure(self) -> Structure:
        """Its main part, taken apart."""
        return structure(self.package)

    @cached_property
    def worksheets(self) -> Mapping[str, bytes]:
        """The parts of its worksheets by title."""
        return {each.title: self.parts.get(each.part, b"") for each in self.structure.sheets
                if each.is_worksheet}

    @cached_property
    def properties(self) -> Mapping[str, str]:
        """Its properties of its own making."""
        return cells_in(self.structure).properties

    @property
    def workbook(self) -> Workbook:
        """The workbook with its formulas and looks; refuses with UnjudgedError."""
        if isinstance(self._opened, Workbook):
            return self._opened
        raise UnjudgedError(self._opened)

    @cached_property
    def _opened(self) -> Workbook | str:
        if sum(map(len, self.worksheets.values())) > _MOST_BYTES:
            return "too_large"
        try:
            if sum(map(_area, self._merged())) > _MOST_MERGED:
                return "too_large"
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return load_workbook(BytesIO(self.package.content))
        except Exception as fault:  # noqa: BLE001 - odd content may break it anywhere
            return f"{type(fault).__name__}: {fault}"

    def _merged(self) -> Iterator[str]:
        for content in self.worksheets.values():
            for found in _MERGED.finditer(content):
                yield found[1].decode("ascii", "replace")

    @property
    def sheets(self) -> list[Worksheet]:
        """Its worksheets in reading order."""
        return list(self.workbook.worksheets)

    @cached_property
    def cells(self) -> Mapping[Place, Cell]:
        """Every cell that is written down, blank ones included."""
        return {(sheet.title, cell.row, cell.column): cell for sheet in self.sheets
                for cell in sheet._cells.values()  # noqa: SLF001 - iter_rows makes the rest up
                if isinstance(cell, Cell)}

    @cached_property
    def formulas(self) -> Mapping[Place, str]:
        """Every formula; of those that fill a range, what stands in the first cell."""
        return {place: str(getattr(cell.value, "text", None) or cell.value)
                for place, cell in self.cells.items() if cell.data_type == "f"}

    @cached_property
    def tokens(self) -> Mapping[Place, list[Token]]:
        """Every formula that can be taken apart by a parser that is not ours."""
        taken = ((place, _taken_apart(formula)) for place, formula in self.formulas.items())
        return {place: tokens for place, tokens in taken if tokens is not None}

    @cached_property
    def found(self) -> Mapping[Place, FoundCell]:
        """What every cell holds, as stored."""
        return {(title, row + 1, column + 1): cell
                for title, grid in cells_in(self.structure).sheets.items()
                for (row, column), cell in grid.items()}

    @cached_property
    def values(self) -> Mapping[Place, Decimal | str | bool]:
        """What every cell shows, formulas by their stored value."""
        return {place: cell.content for place, cell in self.found.items()
                if cell.content is not None}

    @cached_property
    def numbers(self) -> Mapping[Place, Decimal]:
        """The numbers among them that are no dates."""
        return {place: cell.content for place, cell in self.found.items()
                if isinstance(cell.content, Decimal) and not cell.dated}

    @cached_property
    def typed(self) -> Mapping[Place, Decimal]:
        """The numbers that somebody typed."""
        return {place: value for place, value in self.numbers.items()
                if place not in self.formulas}

    @cached_property
    def references(self) -> Mapping[Place, frozenset[Place]]:
        """The cells that each formula reads, within what its sheets use."""
        read, many = {}, 0
        for place, tokens in self.tokens.items():
            boxes = list(self._boxes(place, tokens))
            many += sum((box[2] - box[0] + 1) * (box[3] - box[1] + 1) for _, box in boxes)
            if many > _MOST_REFERENCES:
                raise UnjudgedError("too_large")
            read[place] = frozenset(
                (title, row, column) for title, box in boxes
                for row in range(box[1], box[3] + 1) for column in range(box[0], box[2] + 1))
        return read

    @cached_property
    def _bounds(self) -> Mapping[str, tuple[str, int, int]]:
        return {sheet.title.casefold(): (sheet.title, sheet.max_row, sheet.max_column)
                for sheet in self.sheets}

    @cached_property
    def _named(self) -> Mapping[str, str]:
        return {each.name.casefold(): each.text for each in self.structure.names}

    def _boxes(self, place: Place, tokens: list[Token]) -> Iterator[tuple[str, Box]]:
        for token in tokens:
            if token.type == Token.OPERAND and token.subtype == Token.RANGE:
                box = box_of(self._named.get(token.value.casefold(), token.value), place[0])
                bounds = self._bounds.get(box[0].casefold()) if box else None
                if box and bounds:
                    left, top, right, bottom = box[1]
                    yield bounds[0], (left, top, min(right, max(left, bounds[2])),
                                      min(bottom, max(top, bounds[1])))

    @cached_property
    def summed(self) -> frozenset[tuple[str, Box]]:
        """The ranges that sums add up."""
        return frozenset(
            box for place, tokens in self.tokens.items() for call in calls(tokens)
            if call.name == "SUM" for argument in call.arguments
            for box in self._boxes(place, argument))

    @cached_property
    def recalculated(self) -> Mapping[Place, CellValue]:
        """What another engine makes of every formula; refuses with UnjudgedError."""
        return recalculated(self.package.content, self.formulas)

    @cached_property
    def unfit(self) -> frozenset[Place]:
        """The formulas that change by themselves or come from elsewhere, and all that read them."""
        return self.readers_of(frozenset(
            place for place, formula in self.formulas.items()
            if place not in self.tokens or "[" in formula or "_xl" in formula
            or VOLATILE & {call.name for call in calls(self.tokens[place])}))

    def reached(self, start: Place) -> frozenset[Place]:
        """Every cell that a cell is made from, near or far."""
        return _closure(start, lambda place: self.references.get(place, frozenset()))

    def readers_of(self, starts: frozenset[Place]) -> frozenset[Place]:
        """Every formula that some cells are part of, near or far, and they themselves."""
        readers: dict[Place, set[Place]] = {}
        for place, read in self.references.items():
            for each in read:
                readers.setdefault(each, set()).add(place)
        found: set[Place] = set()
        for start in starts:
            if start not in found:
                found |= _closure(start, lambda place: frozenset(readers.get(place, ())))
        return frozenset(found)


def _closure(start: Place, following: Callable[[Place], frozenset[Place]]) -> frozenset[Place]:
    seen: set[Place] = set()
    waiting = [start]
    while waiting:
        place = waiting.pop()
        if place not in seen:
            seen.add(place)
            waiting.extend(following(place))
    return frozenset(seen)


def _area(reference: str) -> int:
    left, top, right, bottom = range_boundaries(reference)
    return ((right or 0) - (left or 0) + 1) * ((bottom or 0) - (top or 0) + 1)


def _taken_apart(formula: str) -> list[Token] | None:
    try:
        return list(Tokenizer(formula).items)
    except Exception:  # noqa: BLE001 - what it cannot take apart is for F09 to tell
        return None
