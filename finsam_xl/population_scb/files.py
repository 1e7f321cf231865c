"""A file becomes sheets of texts: CSV in whatever way it was saved, or a workbook.

Every cell is the text that somebody would see in it, a date as `2025-06-30`.
"""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from finsam_xl.addresses import cell_name
from finsam_xl.books.cells import book_cells
from finsam_xl.domain.cells import CALENDAR_GAP
from finsam_xl.errors import BookError, InputError
from finsam_xl.inputs.personal_numbers import refuse_personal_number
from finsam_xl.inputs.raw import BookCells, Content, FoundCell
from finsam_xl.inputs.reading import tidy_text
from finsam_xl.package.archive import file_content, open_package
from finsam_xl.package.suspicion import refuse_other_kinds

MOST_BYTES = 20_000_000
_SEPARATORS = (";", "\t", ",")
_MOST_COLUMNS = 2_000
_DAY_ZERO = date(1899, 12, 30)
_DAYS = range(1, 73_051)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = frozenset(map(chr, (*range(9), *range(14, 32))))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a file: rows of texts, all of one length. A text file is a sheet of no title."""

    file: str
    title: str
    rows: tuple[tuple[str, ...], ...]

    def place(self, row: int, column: int) -> str:
        """A cell's place: the file, the sheet and the cell, as Excel shows the file."""
        cell = cell_name((row, column))
        return f"{self.file}, {self.title}!{cell}" if self.title else f"{self.file}, {cell}"


def read_sheets(path: Path, content: bytes | None = None) -> tuple[Sheet, ...]:
    """The sheets of a file; refuses what is too large, empty, no table or not to be opened.

    `content` is the file's, where it is read already. Refuses with InputError a text that looks
    like a personal identity number.
    """
    return sheets_in(content_of(path, content), path)


def sheets_in(content: bytes, path: Path) -> tuple[Sheet, ...]:
    """The sheets of a file's content; refuses what `read_sheets` refuses."""
    sheets = tuple(_of_workbook(content, path) if content.startswith(b"PK")
                   else [_of_text(content, path)])
    for sheet in sheets:
        _refuse_persons(sheet)
    return sheets


def content_of(path: Path, content: bytes | None = None) -> bytes:
    """A file's bytes; refuses what is too large or empty."""
    size = 0 if content is None else len(content)
    with suppress(OSError, ValueError):
        size = size or path.stat().st_size
    if size > MOST_BYTES:
        raise BookError("population_large", place=path.name, most=MOST_BYTES // 1_000_000)
    if content is None:
        content = file_content(path)
    if not content.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n;,"):
        raise BookError("population_empty", place=path.name)
    return content


def _of_text(content: bytes, path: Path) -> Sheet:
    """A text file, its letters and its separator as they show themselves to be."""
    text = decoded(content, path)
    rows = max((_parted(text, separator) for separator in _SEPARATORS), key=_evenness)
    return _sheet(path.name, "", rows)


def decoded(content: bytes, path: Path) -> str:
    """A file's text in the letters it was saved with; refuses what is no text."""
    kind = next((kind for mark, kind in _MARKS if content.startswith(mark)), None)
    if kind is None and b"\0" in content:
        kind = "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
    for tried in (kind,) if kind else ("utf-8", "cp1252"):
        with suppress(UnicodeDecodeError):
            text = content.decode(tried)
            if _CONTROL.isdisjoint(text):
                _refuse_no_table(text, path)
                return text
    raise BookError("population_binary", place=path.name)


def _refuse_no_table(text: str, path: Path) -> None:
    """Refuse a PDF, a web page or XML, by the words that a book of that kind is refused with."""
    try:
        refuse_other_kinds(text.lstrip("\ufeff").encode(), path.name)
    except BookError as refused:
        if refused.key != "kind_text":
            raise BookError("population_binary", place=path.name) from None


def _parted(text: str, separator: str) -> list[list[str]]:
    """The rows and fields of a text; a row that cannot be parted stays whole."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    try:
        return list(csv.reader((line + "\n" for line in lines), delimiter=separator))
    except csv.Error:
        return [[line] for line in lines]


def _evenness(rows: list[list[str]]) -> int:
    """How many rows have as many fields as most have that have several."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(widths.values(), default=0)


def _of_workbook(content: bytes, path: Path) -> Iterator[Sheet]:
    book = book_cells(open_package(content, path.name))
    for title, grid in book.sheets.items():
        rows = 1 + max((row for row, _ in grid), default=-1)
        texts = [[""] * min(_MOST_COLUMNS, 1 + max((column for _, column in grid), default=-1))
                 for _ in range(rows)]
        for (row, column), cell in grid.items():
            if column < _MOST_COLUMNS:
                texts[row][column] = _text(cell, book)
        yield _sheet(path.name, title, texts)


def _text(cell: FoundCell, book: BookCells) -> str:
    """What somebody would see in a cell."""
    content = cell.content
    if isinstance(content, Decimal) and content.is_finite():
        days = content + (CALENDAR_GAP if book.from_1904 else 0)
        if cell.dated and days == days.to_integral_value() and int(days) in _DAYS:
            return (_DAY_ZERO + timedelta(days=int(days))).isoformat()
        return format(content, "f").replace(".", ",")
    return _other(content)


def _other(content: Content) -> str:
    return "" if content is None else str(content)


def _sheet(file: str, title: str, rows: list[list[str]]) -> Sheet:
    """A sheet whose rows are all as long, with nothing but plain spaces around its texts."""
    width = max(map(len, rows), default=0)
    return Sheet(file, title, tuple(
        tuple(plain_text(cell) for cell in (*row, *[""] * (width - len(row)))) for row in rows))


def plain_text(text: str) -> str:
    """A text on one line, every kind of space a plain one, nothing around it.

    >>> plain_text(" 114\u2009895\u00a0")
    '114 895'
    """
    return " ".join(tidy_text(text).split())


def _refuse_persons(sheet: Sheet) -> None:
    """Refuse a personal identity number, by its cell."""
    try:
        refuse_personal_number(_whole(sheet.rows), sheet.file)
    except InputError:
        for number, row in enumerate(sheet.rows):
            for column, text in enumerate(row):
                refuse_personal_number(unicodedata.normalize("NFKC", text),
                                       sheet.place(number, column))


def _whole(rows: tuple[tuple[str, ...], ...]) -> str:
    return unicodedata.normalize("NFKC", "\n".join("\t".join(row) for row in rows))
