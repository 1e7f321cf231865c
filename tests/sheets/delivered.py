"""A delivered workbook as an examiner meets it: parts, cells, formulas, names and looks."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from finsam_xl.domain.names import Name, parse_name
from finsam_xl.plans import Proven
from finsam_xl.sheets.decision_support import WRITTEN
from finsam_xl.sheets.desk import INPUT_SHEETS
from finsam_xl.texts import texts_in

Place = tuple[str, int, int]
"""A sheet's title, a row and a column, counted from one."""

_CORNER = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)")


@dataclass(frozen=True)
class Delivered:
    """A workbook made by the package, read back without it."""

    proven: Proven
    package: bytes

    @cached_property
    def parts(self) -> Mapping[str, bytes]:
        """Every part of the package."""
        with zipfile.ZipFile(BytesIO(self.package)) as opened:
            return {member.filename: opened.read(member) for member in opened.infolist()}

    @cached_property
    def members(self) -> list[str]:
        """The names of all members, twice given ones twice."""
        with zipfile.ZipFile(BytesIO(self.package)) as opened:
            return opened.namelist()

    @cached_property
    def workbook(self) -> Workbook:
        """The workbook with its formulas."""
        return load_workbook(BytesIO(self.package))

    @cached_property
    def stored(self) -> Workbook:
        """The workbook with its stored values."""
        return load_workbook(BytesIO(self.package), data_only=True)

    @property
    def sheets(self) -> list[Worksheet]:
        """Its worksheets in reading order."""
        return list(self.workbook.worksheets)

    @cached_property
    def formulas(self) -> Mapping[Place, str]:
        """Every formula."""
        return {(sheet.title, cell.row, cell.column): str(cell.value)
                for sheet in self.sheets for cell in cells_of(sheet) if cell.data_type == "f"}

    @cached_property
    def tokens(self) -> Mapping[Place, list[Token]]:
        """Every formula taken apart by a parser that is not ours."""
        return {place: Tokenizer(formula).items for place, formula in self.formulas.items()}

    @cached_property
    def written(self) -> frozenset[Place]:
        """The numbers that stand as the base plan was when the book was last written."""
        places = {place for figure, place in self.proven.draft.places.items()
                  if figure.typed_as.startswith(f"{WRITTEN} ")}
        return frozenset(
            (title, *coordinate_to_tuple(cell))
            for title, _, cell in (place.rpartition("!") for place in places))

    @cached_property
    def values(self) -> Mapping[Place, object]:
        """What every cell holds, formulas by their stored value."""
        return {(sheet.title, cell.row, cell.column): cell.value
                for sheet in self.stored.worksheets for cell in cells_of(sheet)
                if cell.value is not None}

    @cached_property
    def references(self) -> Mapping[Place, frozenset[Place]]:
        """The cells that each formula reads."""
        return {place: frozenset(self._read(place, tokens))
                for place, tokens in self.tokens.items()}

    def _read(self, place: Place, tokens: list[Token]) -> Iterator[Place]:
        for token in tokens:
            if token.type == Token.OPERAND and token.subtype == Token.RANGE:
                title, box = box_of(token.value, place[0])
                for row in range(box[1], box[3] + 1):
                    for column in range(box[0], box[2] + 1):
                        yield title, row, column

    @cached_property
    def names(self) -> Mapping[Name, Place]:
        """Our defined names and their cells."""
        found = {}
        for text, defined in self.workbook.defined_names.items():
            name = parse_name(text)
            if name is not None:
                title, box = box_of(defined.attr_text, "")
                found[name] = (title, box[1], box[0])
        return found

    @cached_property
    def kinds(self) -> Mapping[Place, str]:
        """Whether a named cell is an input or a figure."""
        return {
            (each.sheet, each.position[0] + 1, each.position[1] + 1): each.kind
            for each in self.proven.draft.names
        }

    @cached_property
    def inputs(self) -> frozenset[Place]:
        """The input cells."""
        return frozenset(place for place, kind in self.kinds.items() if kind == "input")

    def title(self, key: str) -> str:
        """A sheet's title in the book's language."""
        return texts_in(self.proven.draft.language).sheet(key)

    @property
    def input_sheets(self) -> list[str]:
        """The sheets that hold nothing but inputs."""
        return [self.title(key) for key in INPUT_SHEETS]

    def cell(self, place: Place) -> Cell:
        """A cell with its looks."""
        found = self.workbook[place[0]].cell(place[1], place[2])
        assert isinstance(found, Cell)
        return found

    def reached(self, start: Place) -> frozenset[Place]:
        """Every cell that a cell is made from, near or far."""
        seen: set[Place] = set()
        waiting = [start]
        while waiting:
            place = waiting.pop()
            if place not in seen:
                seen.add(place)
                waiting.extend(self.references.get(place, ()))
        return frozenset(seen)


def cells_of(sheet: Worksheet) -> Iterator[Cell]:
    """The cells of a sheet, blank ones included."""
    for row in sheet.iter_rows():
        yield from (cell for cell in row if isinstance(cell, Cell))


def box_of(reference: str, home: str) -> tuple[str, tuple[int, int, int, int]]:
    """A reference's sheet, and its first column and row and last column and row."""
    sheet, _, cells = reference.rpartition("!")
    title = sheet.strip("'").replace("''", "'") or home
    box = range_boundaries(cells)
    assert None not in box
    return title, (int(box[0] or 0), int(box[1] or 0), int(box[2] or 0), int(box[3] or 0))


def shown(place: Place) -> str:
    """A place as a reader writes it.

    >>> shown(("Andelar", 3, 2))
    'Andelar!B3'
    """
    letters, column = "", place[2]
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{place[0]}!{letters}{place[1]}"


def relative(formula: str, place: Place) -> str:
    """A formula as it reads from its own cell, so that copies are alike."""
    def moved(found: re.Match[str]) -> str:
        fixed_column, letters, fixed_row, digits = found.groups()
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        row = digits if fixed_row else f"[{int(digits) - place[1]}]"
        return f"R{row}C{column if fixed_column else f'[{column - place[2]}]'}"

    return _CORNER.sub(moved, formula)
