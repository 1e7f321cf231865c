"""The sheets of a workbook, each a sheet of xlwings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from finsam_xl.libreoffice.addressing import LAST_COLUMN, LAST_ROW, Area, area_at, from_0
from finsam_xl.libreoffice.names import Names
from finsam_xl.libreoffice.ranges import Range

if TYPE_CHECKING:
    from finsam_xl.libreoffice.books import Book


class Sheets(base_classes.Sheets):
    """The sheets of a workbook, in order."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def api(self) -> Sheets:
        """The sheets themselves."""
        return self

    def titles(self) -> list[str]:
        """The titles, in order."""
        titles: list[str] = self.book.ask("sheets")
        return titles

    @property
    def active(self) -> Sheet:
        """The sheet in front."""
        return Sheet(self.book, self.book.ask("active sheet"))

    def __call__(self, name_or_index: str | int) -> Sheet:
        """A sheet by its place from 1 or its title; raises KeyError if there is none."""
        titles = self.titles()
        if isinstance(name_or_index, int):
            return Sheet(self.book, titles[name_or_index - 1])
        for title in titles:
            if title.casefold() == name_or_index.casefold():
                return Sheet(self.book, title)
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self.titles())

    def __iter__(self) -> Iterator[Sheet]:
        return iter([Sheet(self.book, title) for title in self.titles()])

    def __contains__(self, name: str) -> bool:
        return name.casefold() in (title.casefold() for title in self.titles())

    def add(self, before: Sheet | None = None, after: Sheet | None = None,
            name: str | None = None) -> Sheet:
        """A new sheet before or after another, or before the active one; it becomes active."""
        beside = before or after or self.active
        place = self.titles().index(beside.name) + (after is not None and before is None)
        sheet = Sheet(self.book, self.book.ask("add sheet", title=name or "", at=place))
        sheet.activate()
        return sheet


class Sheet(base_classes.Sheet):
    """A sheet, known by its title."""

    def __init__(self, book: Book, title: str) -> None:
        self._book = book
        self._title = title

    @property
    def api(self) -> Sheet:
        """The sheet itself."""
        return self

    @property
    def book(self) -> Book:
        """Its workbook."""
        return self._book

    def ask(self, do: str, **facts: Any) -> Any:
        """A step in this sheet, in a round trip of its own."""
        return self._book.ask(do, sheet=self._title, **facts)

    @property
    def name(self) -> str:
        """Its title."""
        return self._title

    @name.setter
    def name(self, value: str) -> None:
        self.ask("rename sheet", to=value)
        self._title = value

    @property
    def names(self) -> Names:
        """The names defined for it alone."""
        return Names(self._book, self._title)

    @property
    def index(self) -> int:
        """Its place, counted from 1."""
        return self._book.sheets.titles().index(self._title) + 1

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """Cells by row and column counted from 1, by an address, by a name, or between ranges."""
        first = self._area(arg1)
        return Range(self, first.around(self._area(arg2)) if arg2 is not None else first)

    def _area(self, given: Any) -> Area:
        if isinstance(given, Range):
            return given.area
        if isinstance(given, tuple):
            row, column = given
            if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
                raise IndexError(given)
            return Area(row, column, row, column)
        return area_at(given) or self._named(given)

    def _named(self, name: str) -> Area:
        home = self.names if self.names.contains(name) else self._book.names
        found = home(name).refers_to_range
        if found.sheet.name != self._title:
            raise KeyError(name)
        return found.area

    @property
    def cells(self) -> Range:
        """Every cell."""
        return Range(self, Area(1, 1, LAST_ROW, LAST_COLUMN))

    @property
    def used_range(self) -> Range:
        """The cells from the first used to the last."""
        return Range(self, from_0(self.ask("used")))

    def activate(self) -> None:
        """Bring it forward."""
        self.ask("activate sheet")

    def select(self) -> None:
        """Bring it forward."""
        self.activate()

    def clear_contents(self) -> None:
        """Clear every cell and leave the formats."""
        self.cells.clear_contents()

    def delete(self) -> None:
        """Delete it, unasked."""
        self.ask("delete sheet")

    @property
    def visible(self) -> bool:
        """Whether it is shown."""
        return bool(self.ask("visible"))

    @visible.setter
    def visible(self, value: bool) -> None:
        self.ask("visible", to=bool(value))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sheet) and (other.book, other.name) == (self.book, self.name)

    def __hash__(self) -> int:
        return hash((self._book, self._title))
