"""Areas of cells by row and column, counted from 1, and their addresses as Excel writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass

LAST_ROW, LAST_COLUMN = 1_048_576, 1024
_CELLS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d+)(?::\$?([A-Za-z]{1,3})\$?(\d+))?")
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_ROWS = re.compile(r"\$?(\d+):\$?(\d+)")
_REFERENCE = re.compile(r"=?(?:'((?:[^']|'')+)'|([^'!:]+))!([$A-Za-z\d:]+)")
_PLAIN_TITLE = re.compile(r"[^\W\d][\w.]*")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells from its top left to its bottom right, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns."""
        return self.bottom - self.top + 1, self.right - self.left + 1

    @property
    def counted_from_0(self) -> tuple[int, int, int, int]:
        """The same as LibreOffice counts."""
        return self.top - 1, self.left - 1, self.bottom - 1, self.right - 1

    def part(self, top: int, left: int, rows: int = 1, columns: int = 1) -> Area:
        """A rectangle at a row and a column of this one, which may reach outside of it."""
        first_row, first_column = self.top + top - 1, self.left + left - 1
        return Area(first_row, first_column, first_row + rows - 1, first_column + columns - 1)

    def around(self, other: Area) -> Area:
        """The least rectangle with both."""
        return Area(min(self.top, other.top), min(self.left, other.left),
                    max(self.bottom, other.bottom), max(self.right, other.right))

    def address(self, *, row_absolute: bool = True, column_absolute: bool = True) -> str:
        """The address as Excel writes it.

        >>> Area(1, 1, 3, 28).address(), Area(2, 2, 2, 2).address(row_absolute=False)
        ('$A$1:$AB$3', '$B2')
        """
        row, column = "$" * row_absolute, "$" * column_absolute
        first = f"{column}{letters(self.left)}{row}{self.top}"
        last = f"{column}{letters(self.right)}{row}{self.bottom}"
        return first if self.shape == (1, 1) else f"{first}:{last}"


def from_0(corners: list[int]) -> Area:
    """An area as LibreOffice tells of it."""
    top, left, bottom, right = corners
    return Area(top + 1, left + 1, bottom + 1, right + 1)


def letters(column: int) -> str:
    """The letters of a column counted from 1."""
    found = ""
    while column:
        column, letter = divmod(column - 1, 26)
        found = chr(ord("A") + letter) + found
    return found


def column_of(text: str) -> int:
    """The column of its letters, counted from 1."""
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def area_at(address: str) -> Area | None:
    """The area of an address; None if it is none.

    >>> area_at("$B$2:A1"), area_at("1:2").right, area_at("budget")
    (Area(top=1, left=1, bottom=2, right=2), 1024, None)
    """
    if found := _CELLS.fullmatch(address):
        left, top, right, bottom = found.groups()
        first = Area(int(top), column_of(left), int(top), column_of(left))
        if right is None:
            return first
        last = Area(int(bottom), column_of(right), int(bottom), column_of(right))
        return first.around(last)
    if found := _COLUMNS.fullmatch(address):
        left, right = sorted(map(column_of, found.groups()))
        return Area(1, left, LAST_ROW, right)
    if found := _ROWS.fullmatch(address):
        top, bottom = sorted(map(int, found.groups()))
        return Area(top, 1, bottom, LAST_COLUMN)
    return None


def referred(reference: str) -> tuple[str, Area] | None:
    """The sheet and the area of a reference; None if it is something else.

    >>> referred("='Å ä'!$A$1")
    ('Å ä', Area(top=1, left=1, bottom=1, right=1))
    """
    if found := _REFERENCE.fullmatch(reference):
        quoted, plain, address = found.groups()
        if area := area_at(address):
            return (quoted.replace("''", "'") if quoted else plain), area
    return None


def quoted(title: str) -> str:
    """A sheet's title as a reference writes it: between apostrophes, where it needs them."""
    plain = _PLAIN_TITLE.fullmatch(title) and not area_at(title)
    return title if plain else "'" + title.replace("'", "''") + "'"
