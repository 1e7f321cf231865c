"""Engines that recalculate a workbook independently of us, behind one small method each.

Each is given a package without stored values and asked for the cells it is to vouch for.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from finsam_xl.addresses import Position
from finsam_xl.books.cells import book_cells
from finsam_xl.errors import BookError
from finsam_xl.package.archive import read_package
from finsam_xl.proof.converting import converted
from finsam_xl.sheets.draft import CellValue

Cell = tuple[str, Position]
Results = Iterator[tuple[Cell, CellValue]]
_DAY_ZERO = date(1899, 12, 30)


class Engine(Protocol):
    """Recalculates a workbook and says what its cells become."""

    name: str

    def recalculated(self, package: bytes, cells: Iterable[Cell]) -> Results:
        """The value of each cell asked for; refuses with BookError if it is not installed."""


def _module(name: str) -> Any:  # noqa: ANN401 - an engine without type information
    try:
        return importlib.import_module(name)
    except ImportError as missing:
        raise BookError("no_engine", engine=name) from missing


class Formualizer:
    """The engine that proves every delivered book (a Rust engine, MIT)."""

    name = "formualizer"

    def recalculated(self, package: bytes, cells: Iterable[Cell]) -> Results:
        """Recalculate in memory."""
        book = self.opened(package)
        book.evaluate_all()
        for sheet, (row, column) in cells:
            yield (sheet, (row, column)), _value(book.get_value(sheet, row + 1, column + 1))

    def opened(self, package: bytes) -> Any:  # noqa: ANN401 - an engine without type information
        """The book in the engine, whose cells can be changed and calculated anew."""
        return _module("formualizer").Workbook.from_bytes(package)


class IronCalc:
    """A second, independent engine (Rust, MIT or Apache)."""

    name = "ironcalc"

    def recalculated(self, package: bytes, cells: Iterable[Cell]) -> Results:
        """Recalculate through a temporary file."""
        ironcalc = _module("ironcalc")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "copy.xlsx"
            path.write_bytes(package)
            with _quiet():
                model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
        model.evaluate()
        titles = [sheet["name"] for sheet in model.get_worksheets_properties()]
        for sheet, (row, column) in cells:
            found = model.get_cell_value(titles.index(sheet), row + 1, column + 1)
            yield (sheet, (row, column)), _value(found)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """IronCalc writes a line to the screen for every formula without a stored value."""
    saved = [os.dup(1), os.dup(2)]
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):
        os.dup2(nowhere, number)
    try:
        yield
    finally:
        for number, kept in enumerate(saved, start=1):
            os.dup2(kept, number)
            os.close(kept)
        os.close(nowhere)


class LibreOffice:
    """LibreOffice Calc without a window: the host that many will open the book in."""

    name = "libreoffice"

    def recalculated(self, package: bytes, cells: Iterable[Cell]) -> Results:
        """Recalculate by converting a copy and reading what it stored."""
        calculated = converted(package, "xlsx")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "copy.xlsx"
            path.write_bytes(calculated)
            book = book_cells(read_package(path))
        for sheet, at in cells:
            found = book.sheets[sheet].get(at)
            yield (sheet, at), _value(found.content if found else None)


def _value(found: Any) -> CellValue:  # noqa: ANN401 - engines answer in types of their own
    if isinstance(found, datetime):
        found = found.date()
    if isinstance(found, date):
        return (found - _DAY_ZERO).days
    if isinstance(found, Decimal):
        return float(found)
    known = found is None or isinstance(found, (bool, int, float, str))
    return found if known else str(found)
