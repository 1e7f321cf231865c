"""A workbook printed as text, formula beside value, so that a change is reviewed in its diff.

It is read by openpyxl, so that what is printed is what another reader finds in the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook import Workbook


def book_as_text(path: Path) -> str:
    """Every written cell of every sheet, then every name: one line each, in reading order."""
    formulas, values = load_workbook(path), load_workbook(path, data_only=True)
    lines: list[str] = []
    for sheet in formulas.worksheets:
        lines += ["", f"# {sheet.title}"]
        stored = values[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    value = stored[cell.coordinate].value
                    lines.append(_line(cell.coordinate, cell.value, value))
    lines += ["", "# names", *_names(formulas), ""]
    return "\n".join(lines).lstrip("\n")


def _line(cell: str, written: object, value: object) -> str:
    if isinstance(written, str) and written.startswith("="):
        return f"{cell:<7}{written} | {_plain(value)}"
    return f"{cell:<7}{_plain(written)}"


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _names(book: Workbook) -> Iterator[str]:
    for name in sorted(book.defined_names):
        yield f"{name}  {book.defined_names[name].attr_text}"
