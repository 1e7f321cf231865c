"""The spreadsheet program that holds the book: Excel where there is one, else LibreOffice.

A program that was running already, and a window that a person looks at, are left running.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import xlwings as xw

from finsam_xl.books.host_faults import told
from finsam_xl.libreoffice.engine import engine
from finsam_xl.libreoffice.starting import Settings

EXCEL = "excel"


@dataclass(frozen=True)
class Host:
    """A running program, and whether it is ours to end."""

    app: xw.App
    ours: bool = False

    def open(self, path: Path) -> tuple[xw.Book, bool]:
        """The book at a path, and whether it was open already."""
        with told(str(path)):
            found = _among(self.app, path)
            if found is not None:
                return found, True
            return self.app.books.open(str(path)), False

    def end(self) -> None:
        """End the program if nobody else uses it."""
        if self.ours:
            with contextlib.suppress(Exception):
                self.app.quit()


def host_for(path: Path, *, hidden: bool) -> Host:
    """The program in which a book is open, or a new one; refuses where there is none."""
    with told(str(path)):
        running = next((app for app in _running() if _among(app, path) is not None), None)
    if running is not None:
        return Host(running)
    if EXCEL in {each.name for each in xw.engines} and not hidden:
        with told(str(path)):
            running = next(iter(_running()), None)
            return Host(running or xw.App(visible=True, add_book=False))
    return _libreoffice(hidden=hidden)


def _libreoffice(*, hidden: bool) -> Host:
    """A LibreOffice: without a window it has a profile of its own and is ours to end."""
    return Host(engine(Settings()).apps.add(visible=not hidden, add_book=False), ours=hidden)


def _running() -> Iterator[xw.App]:
    for each in xw.engines:
        if each.name == EXCEL:
            yield from each.apps


def _among(app: xw.App, path: Path) -> xw.Book | None:
    """The book among those that a program has open."""
    for book in app.books:
        with contextlib.suppress(OSError, ValueError):
            if Path(book.fullname).resolve() == path.resolve():
                return book
    return None
