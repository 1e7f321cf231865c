"""Defined names of a workbook or of a sheet, each a name of xlwings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xlwings import base_classes

from finsam_xl.errors import BookError
from finsam_xl.libreoffice.addressing import referred

if TYPE_CHECKING:
    from finsam_xl.libreoffice.books import Book
    from finsam_xl.libreoffice.ranges import Range


class Names(base_classes.Names):
    """The names of a sheet, or where `scope` is blank those of a workbook and all its sheets."""

    def __init__(self, book: Book, scope: str) -> None:
        self.book = book
        self.scope = scope

    @property
    def api(self) -> Names:
        """The names themselves."""
        return self

    def _all(self) -> list[Name]:
        told = self.book.ask("names", sheets=[self.scope] if self.scope else [])
        return [Name(self.book, scope, word) for scope, word in told]

    def __call__(self, name_or_index: str | int) -> Name:
        """A name by its place from 1 or its word; raises KeyError if there is none."""
        found = self._all()
        if isinstance(name_or_index, int):
            return found[name_or_index - 1]
        for name in found:
            if name.is_called(name_or_index, self.scope):
                return name
        raise KeyError(name_or_index)

    def snapshot(self) -> list[tuple[str, Name]]:
        """Every name with its word, in one round trip."""
        return [(name.name, name) for name in self._all()]

    def contains(self, name_or_index: str | int) -> bool:
        """Whether there is a name with that word."""
        if isinstance(name_or_index, int):
            return 1 <= name_or_index <= len(self)
        return any(name.is_called(name_or_index, self.scope) for name in self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Name]:
        return iter(self._all())

    def add(self, name: str, refers_to: str) -> Name:
        """Define a name for what a formula in Excel's words stands for."""
        home, _, word = name.rpartition("!")
        scope = home.strip("'") or self.scope
        self.book.ask("define", scope=scope, name=word, refers_to=refers_to.removeprefix("="))
        return Name(self.book, scope, word)

    def of(self, cells: Range) -> Name | None:
        """The first name that stands for exactly some cells, in two round trips."""
        wanted = (cells.sheet.name.casefold(), cells.area)
        for name, reference in self.table():
            found = referred(reference)
            if found and (found[0].casefold(), found[1]) == wanted:
                return name
        return None

    def table(self) -> list[tuple[Name, str]]:
        """Every name and what it stands for, in two round trips."""
        names = self._all()
        told = self.book.ask("refers to", names=[[name.scope, name.word] for name in names])
        return list(zip(names, told, strict=True))


class Name(base_classes.Name):
    """A defined name: its word, and the sheet it is known in (blank for the whole workbook)."""

    def __init__(self, book: Book, scope: str, word: str) -> None:
        self.book = book
        self.scope = scope
        self.word = word

    @property
    def api(self) -> Name:
        """The name itself."""
        return self

    def is_called(self, word: str, scope: str) -> bool:
        """Whether it is what a word means to somebody who looks in a scope."""
        known = {self.name.casefold()}
        if self.scope == scope:
            known.add(self.word.casefold())
        return word.casefold() in known

    @property
    def name(self) -> str:
        """The word, after its sheet's title if it is known there only."""
        return f"{self.scope}!{self.word}" if self.scope else self.word

    @name.setter
    def name(self, value: str) -> None:
        self.book.ask("rename name", scope=self.scope, name=self.word, to=value)
        self.word = value

    @property
    def refers_to(self) -> str:
        """What it stands for, as a formula in Excel's words."""
        return str(self.book.ask("refers to", names=[[self.scope, self.word]])[0])

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.book.ask("define", scope=self.scope, name=self.word,
                      refers_to=value.removeprefix("="))

    @property
    def refers_to_range(self) -> Range:
        """The cells it stands for; raises BookError if it stands for something else."""
        found = referred(self.refers_to)
        if found is None:
            raise BookError("name_no_cells", place=self.name)
        return self.book.sheets(found[0]).range(found[1].address())

    def delete(self) -> None:
        """Delete it."""
        self.book.ask("undefine", scope=self.scope, name=self.word)
