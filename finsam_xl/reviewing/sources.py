"""Where a table comes from: a workbook, a file of fields, or text pasted from a document.

A pasted row is one text whose columns only spaces tell; a row of fields has a cell for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from finsam_xl.books.cells import book_cells
from finsam_xl.errors import BookError, InputError
from finsam_xl.inputs.personal_numbers import refuse_personal_number
from finsam_xl.inputs.reading import tidy_text
from finsam_xl.package.archive import open_package
from finsam_xl.population_scb.files import Sheet, content_of, decoded, sheets_in

STANDARD_INPUT = "-"
JOINED = "_"
"""What stands for a no-break space between digits, which joins them for certain."""

_NO_BREAK = re.compile(r"(?<=\d)[\u00a0\u202f\u2009](?=\d{3}(?!\d))")
_FEWEST_ROWS = 3
_NUMBERS_ONLY = re.compile(r"[-\u2212]?\d[\d ,_]*[´*]*")
_LONGEST_LABEL = 70


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was found: its cells and where they stand. A pasted row is one cell."""

    place: str
    cells: tuple[str, ...]
    places: tuple[str, ...] = ()

    @property
    def loose(self) -> bool:
        """Whether the row was pasted, so that only spaces part its columns."""
        return not self.places

    @property
    def sheet(self) -> str:
        """The file's sheet that the row stands on; nothing in a text."""
        return self.place.rpartition("!")[0]

    @property
    def text(self) -> str:
        """The whole row as one text."""
        return " ".join(cell for cell in self.cells if cell)

    def place_of(self, column: int) -> str:
        """The place of a cell, or of the row."""
        return self.places[column] if column < len(self.places) else self.place


def read_rows(path: Path, content: bytes) -> tuple[Row, ...]:
    """The rows of a file's content that hold something, in order.

    Refuses with InputError a text that looks like a personal identity number.
    """
    if content.startswith(b"PK"):
        _refuse_our_own(content, path)
    if content.startswith(b"PK") or path.suffix.casefold() == ".csv":
        return tuple(_of_sheets(sheets_in(content, path)))
    text = decoded(content, path)
    if _has_fields(text):
        return tuple(_of_sheets(sheets_in(content, path)))
    return _joined(tuple(_pasted(text, path.name)))


def _refuse_our_own(content: bytes, path: Path) -> None:
    """Refuse a book that holds our sheets: it is examined by its own verb, and more strictly."""
    names = book_cells(open_package(content, path.name)).names
    if any(str(name).casefold().startswith("fs_grant") for name in names):
        raise InputError("review_own_book", place=path.name)


def file_rows(path: Path) -> tuple[Row, ...]:
    """The rows of a file."""
    try:
        return read_rows(path, content_of(path))
    except BookError as refused:
        if refused.key == "population_empty":
            raise InputError("review_nothing", place=path.name) from None
        raise


def pasted_rows(content: bytes) -> tuple[Row, ...]:
    """The rows of standard input; refuses it where it is empty."""
    if not content.strip():
        raise InputError("review_nothing", place=STANDARD_INPUT)
    return read_rows(Path(STANDARD_INPUT), content)


def _has_fields(text: str) -> bool:
    """Whether tabs or semicolons part the rows: at least half of those that hold something."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return len(lines) >= _FEWEST_ROWS and any(
        2 * sum(separator in line for line in lines) >= len(lines) for separator in "\t;")


def _of_sheets(sheets: tuple[Sheet, ...]) -> Iterator[Row]:
    for sheet in sheets:
        for number, cells in enumerate(sheet.rows):
            if any(cells):
                places = tuple(sheet.place(number, column) for column in range(len(cells)))
                first = next(column for column, cell in enumerate(cells) if cell)
                yield Row(places[first], cells, places)


def _pasted(text: str, name: str) -> Iterator[Row]:
    for number, line in enumerate(text.splitlines(), start=1):
        place = f"{name}:{number}"
        refuse_personal_number(line, place)
        plain = tidy_text(_NO_BREAK.sub(JOINED, line).replace("\t", "   "))
        if plain:
            yield Row(place, (plain,))


def _joined(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows, numbers that stand on a line of their own put behind the label before them."""
    found: list[Row] = []
    for row in rows:
        before = found[-1].cells[0] if found else ""
        if (_NUMBERS_ONLY.fullmatch(row.text) and before and len(before) <= _LONGEST_LABEL
                and not before[-1].isdigit() and before[-1] not in ".*´"):
            found[-1] = Row(found[-1].place, (f"{before}   {row.text}",))
        else:
            found.append(row)
    return tuple(found)
