"""The live workbook behind the stand-in for Office.js: one batch in, one batch out."""

from __future__ import annotations

import base64
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from finsam_xl.addresses import cell_name, position_of
from finsam_xl.books.cells import book_cells
from finsam_xl.live.hosts import Host
from finsam_xl.package.archive import read_package

Step = dict[str, Any]
Area = tuple[str, tuple[int, int], tuple[int, int]]


class RefusalError(Exception):
    """What Excel answers instead: its code and a message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class OpenWorkbook:
    """A workbook that is open in LibreOffice, answering as Excel would."""

    def __init__(self, source: Path, folder: Path, host: Host) -> None:
        self.path = folder / source.name
        self.folder = folder
        _unprotected(source, self.path)
        self.kept = book_cells(read_package(self.path))
        formats = openpyxl.load_workbook(self.path)
        self.formats = {sheet.title: {cell.coordinate: cell.number_format for row in sheet.rows
                                      for cell in row} for sheet in formats.worksheets}
        self.unlocked = {sheet.title: {cell.coordinate for row in sheet.rows for cell in row
                                       if not cell.protection.locked}
                         for sheet in formats.worksheets}
        self.book, _ = host.open(self.path)
        self.selected = ("Översikt", (0, 0), (0, 0))
        self.functions: dict[tuple[str, tuple[int, int]], tuple[str, tuple[int, int]]] = {}

    def answers(self, steps: Sequence[Step]) -> list[Any]:
        """The answers to a batch, in order; refuses at the first step that cannot be done."""
        return [self._DOES[step["do"]](self, step) for step in steps]

    def _titles(self) -> list[str]:
        return [sheet.name for sheet in self.book.sheets]

    def _workbook(self, step: Step) -> str:
        del step
        return self.path.name

    def _sheets(self, step: Step) -> list[Step]:
        del step
        return [{"name": title, "id": title, "visibility": "Visible"} for title in self._titles()]

    def _names(self, step: Step) -> list[Step]:
        del step
        return [{"name": name.name, "formula": refers_to, "visible": True, "scope": "Workbook"}
                for name, refers_to in self.book.names.impl.table()]

    def _custom(self, step: Step) -> list[Step]:
        del step
        return [{"key": key, "value": value, "type": "String"}
                for key, value in self.kept.properties.items()]

    def _sheet(self, step: Step) -> str | None:
        title: str = step["sheet"]
        if title in self._titles():
            return title
        if step["needed"]:
            raise RefusalError("ItemNotFound", title)
        return None

    def _area(self, step: Step) -> Area:
        if step.get("selected"):
            return self.selected
        if step.get("used"):
            last = self.book.sheets[step["sheet"]].used_range.last_cell
            return step["sheet"], (0, 0), (last.row - 1, last.column - 1)
        if step["sheet"] not in self._titles():
            raise RefusalError("ItemNotFound", step["sheet"])
        first, _, last_cell = step["address"].partition(":")
        return step["sheet"], position_of(first), position_of(last_cell or first)

    def _read(self, step: Step) -> Step | None:
        if step.get("used") and step["sheet"] not in self._titles():
            return None
        title, first, last = self._area(step)
        address = cell_name(first) if first == last else f"{cell_name(first)}:{cell_name(last)}"
        found: Step = {"address": f"'{title}'!{address}",
                       "cellCount": (last[0] - first[0] + 1) * (last[1] - first[1] + 1)}
        if {"values", "formulas"} & set(step["wanted"]):
            found |= self._contents(title, first, last)
        if "numberFormat" in step["wanted"]:
            formats = self.formats.get(title, {})
            found["numberFormat"] = [
                [formats.get(cell_name((row, column)), "General")
                 for column in range(first[1], last[1] + 1)]
                for row in range(first[0], last[0] + 1)]
        return {key: found[key] for key in step["wanted"]}

    def _contents(self, title: str, first: tuple[int, int], last: tuple[int, int]) -> Step:
        read, = self.book.impl.read_many([
            (title, (first[0] + 1, first[1] + 1), (last[0] + 1, last[1] + 1))])
        values = [[_value(each) for each in row] for row in read["values"]]
        formulas = [[_formula(*each) for each in zip(*rows, strict=True)]
                    for rows in zip(values, read["formulas"], strict=True)]
        for (sheet, at), (formula, _) in self.functions.items():
            if sheet == title and first[0] <= at[0] <= last[0] and first[1] <= at[1] <= last[1]:
                formulas[at[0] - first[0]][at[1] - first[1]] = formula
        return {"values": values, "formulas": formulas}

    def _enter(self, step: Step) -> None:
        """A person enters one of the add-in's functions, which fills some cells as it answers.

        LibreOffice knows no such function: its cells hold the answers, the formula is kept here.
        """
        if step["sheet"] not in self._titles():
            self.book.sheets.add(step["sheet"])
        self._write({**step, "person": True})
        title, first, last = self._area(step)
        self.functions[title, first] = (step["formula"], last)

    def _leave(self, title: str, at: tuple[int, int]) -> None:
        """Where something else is typed, the function is gone, and so is what it filled."""
        function = self.functions.pop((title, at), None)
        if function is not None:
            (top, left), (bottom, right) = at, function[1]
            filled = self.book.sheets[title].range((top + 1, left + 1), (bottom + 1, right + 1))
            filled.value = [[None] * (right - left + 1)] * (bottom - top + 1)

    def _write(self, step: Step) -> None:
        title, first, last = self._area(step)
        rows = step["rows"]
        shape = (last[0] - first[0] + 1, last[1] - first[1] + 1)
        if (len(rows), {len(row) for row in rows}) != (shape[0], {shape[1]}):
            raise RefusalError("InvalidArgument", "the rows are not as many as the range has")
        for down, row in enumerate(rows):
            for across, value in enumerate(row):
                at = (first[0] + down, first[1] + across)
                if value is not None:
                    self._put(title, at, value, by_person=bool(step.get("person")))

    def _put(self, title: str, at: tuple[int, int], value: object, *, by_person: bool) -> None:
        """A cell's new content; only the person may have taken the protection away."""
        self._leave(title, at)
        if not by_person and cell_name(at) not in self.unlocked.get(title, {cell_name(at)}):
            raise RefusalError("AccessDenied", f"{title}!{cell_name(at)} is locked")
        cell = self.book.sheets[title].range((at[0] + 1, at[1] + 1))
        cell.value = None if value == "" else value

    def _activate(self, step: Step) -> None:
        self._area({**step, "address": "A1"})

    def _select(self, step: Step) -> None:
        self.selected = self._area(step)

    def _file(self, step: Step) -> str:
        """The book as a file would hold it now."""
        del step
        copy = self.folder / f"copy-{len(list(self.folder.iterdir()))}.xlsx"
        self.book.save(str(copy))
        return base64.b64encode(copy.read_bytes()).decode()

    _DOES: dict[str, Callable[[OpenWorkbook, Step], Any]] = {  # noqa: RUF012 - a table
        "workbook": _workbook, "sheets": _sheets, "names": _names, "custom": _custom,
        "sheet": _sheet, "read": _read, "write": _write, "activate": _activate,
        "select": _select, "file": _file, "enter": _enter,
    }


def _unprotected(source: Path, target: Path) -> None:
    """A copy whose sheets a person has taken the protection away from."""
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w") as copy:
        for member in package.infolist():
            content = package.read(member)
            if member.filename.startswith("xl/worksheets/"):
                content = re.sub(rb"<sheetProtection[^>]*/>", b"", content)
            copy.writestr(member, content)


def _value(found: object) -> object:
    if found is None:
        return ""
    return found["error"] if isinstance(found, dict) else found


def _formula(value: object, formula: object) -> object:
    """The formula of a cell that has one, else what stands there, as Excel tells it."""
    is_formula = isinstance(formula, str) and formula.startswith("=") and formula != value
    return formula if is_formula else value
