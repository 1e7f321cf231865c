"""The eight municipalities of Sjuhärad and their people, and files that say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import openpyxl

from finsam_xl.domain.inputs import Municipality

JUNE, DECEMBER = date(2025, 6, 30), date(2024, 12, 31)
NAMES = {"1443": "Bollebygd", "1490": "Borås", "1466": "Herrljunga", "1463": "Mark",
         "1465": "Svenljunga", "1452": "Tranemo", "1491": "Ulricehamn", "1442": "Vårgårda"}
IN_JUNE = {"1443": 9790, "1490": 114895, "1466": 9507, "1463": 35223,
           "1465": 10675, "1452": 11893, "1491": 24974, "1442": 12485}
IN_DECEMBER = {"1443": 9802, "1490": 114872, "1466": 9497, "1463": 35155,
               "1465": 10747, "1452": 11839, "1491": 24985, "1442": 12474}
MEMBERS = tuple(Municipality(row, code, name)
                for row, (code, name) in enumerate(NAMES.items(), start=1))

Row = Sequence[object]


def by_code(*heads: str) -> list[Row]:
    """A table of codes, names and people in June, and in December if there is a heading for it."""
    numbers = (IN_JUNE, IN_DECEMBER)[:len(heads)]
    return [("kod", "kommun", *heads),
            *((code, name, *(each[code] for each in numbers)) for code, name in NAMES.items())]


def text_file(path: Path, rows: Iterable[Row], separator: str = ";",
              encoding: str = "utf-8") -> Path:
    """Rows as a text file."""
    lines = [separator.join(map(str, row)) for row in rows]
    path.write_bytes("\r\n".join([*lines, ""]).encode(encoding))
    return path


def workbook(path: Path, **sheets: Iterable[Row]) -> Path:
    """Rows as a workbook, a sheet for each title."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path
