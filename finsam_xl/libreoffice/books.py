"""Open workbooks, each a book of xlwings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from finsam_xl.libreoffice.addressing import Area, from_0
from finsam_xl.libreoffice.names import Names
from finsam_xl.libreoffice.ranges import Range
from finsam_xl.libreoffice.sheets import Sheet, Sheets

if TYPE_CHECKING:
    from finsam_xl.libreoffice.apps import App

Block = tuple[str, tuple[int, int], tuple[int, int]]


class Books(base_classes.Books):
    """The workbooks that are open in a LibreOffice, whoever opened them."""

    def __init__(self, app: App) -> None:
        self.app = app

    @property
    def api(self) -> Books:
        """The books themselves."""
        return self

    def _told(self) -> list[dict[str, str]]:
        told: list[dict[str, str]] = self.app.bridge.ask("books")
        return told

    @property
    def active(self) -> Book:
        """The workbook in front, or the one last made active where there are no windows."""
        told = self.app.bridge.ask("active book")
        if told is None:
            raise KeyError
        return Book(self.app, told)

    def __call__(self, name_or_index: str | int) -> Book:
        """A workbook by its place from 1, its name or its path; raises KeyError if not open."""
        told = self._told()
        if isinstance(name_or_index, int):
            return Book(self.app, told[name_or_index - 1])
        for each in told:
            if name_or_index.casefold() in (_name(each).casefold(), each["path"].casefold()):
                return Book(self.app, each)
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._told())

    def __iter__(self) -> Iterator[Book]:
        return iter([Book(self.app, each) for each in self._told()])

    def add(self) -> Book:
        """A new workbook."""
        return self._opened(self.app.bridge.ask("new", hidden=self.app.hidden))

    def open(
        self, fullname: str, update_links: None = None, read_only: bool | None = None,
        format: None = None, password: str | None = None,  # noqa: A002 - xlwings' own word
        *others: None, hidden: bool | None = None,
    ) -> Book:
        """Open a file, or find it again; without a window if `hidden`, or if there are none.

        Raises:
            BookError: it cannot be opened, or others have it open.

        """
        return self._opened(self.app.bridge.ask(
            "open", path=str(Path(fullname).absolute()), read_only=bool(read_only),
            password=password or "", hidden=self.app.hidden if hidden is None else hidden))

    def _opened(self, told: dict[str, str]) -> Book:
        if self.app.manual:
            self.app.bridge.ask("automatic", to=False)
        return Book(self.app, told)


def _name(told: dict[str, str]) -> str:
    return Path(told["path"]).name if told["path"] else told["title"]


class Book(base_classes.Book):
    """An open workbook, known by a mark that LibreOffice gave it."""

    def __init__(self, app: App, told: dict[str, str]) -> None:
        self._app = app
        self._told = told
        self.mark = told["book"]

    @property
    def api(self) -> Book:
        """The book itself."""
        return self

    @property
    def app(self) -> App:
        """The LibreOffice that has it open."""
        return self._app

    def ask(self, do: str, **facts: Any) -> Any:
        """A step in this workbook, in a round trip of its own."""
        return self._app.bridge.ask(do, book=self.mark, **facts)

    @property
    def name(self) -> str:
        """The file's name, or the title of a workbook that was never saved.

        It is what was last heard, when the book was found, saved or asked for its full name:
        xlwings asks for it at every turn, and should not pay a round trip each time.
        """
        return _name(self._told)

    @property
    def fullname(self) -> str:
        """The path, or the title of a workbook that was never saved."""
        self._told = self.ask("book")
        return self._told["path"] or self._told["title"]

    @property
    def sheets(self) -> Sheets:
        """Its sheets."""
        return Sheets(self)

    @property
    def names(self) -> Names:
        """Its defined names, those of its sheets among them."""
        return Names(self, "")

    @property
    def selection(self) -> Range | None:
        """The selected cells."""
        told = self.ask("selection")
        return told and Range(Sheet(self, told["sheet"]), from_0(told["area"]))

    def activate(self) -> None:
        """Make it the active workbook, and bring its window forward."""
        self.ask("activate book")

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Save where it came from, or as another file; raises BookError if that cannot be."""
        if path is None and not self.ask("book")["path"]:
            path = f"{self.name}.xlsx"
        self._told = self.ask(
            "save", path=str(Path(path).absolute()) if path else "", password=password or "")

    def close(self) -> None:
        """Close without saving."""
        self.ask("close")

    def read_many(self, blocks: Sequence[Block]) -> list[dict[str, list[list[Any]]]]:
        """Values and formulas of many ranges in one round trip, each counted from 1.

        Each answer is `{"values": rows, "formulas": rows}` of what JSON can hold: numbers
        (dates by their serial, truths as 0 and 1), texts, None and `{"error": "#N/A"}`.
        """
        steps = [
            {"do": "read", "book": self.mark, "sheet": sheet, "what": ["plain", "formulas"],
             "area": Area(*first, *last).counted_from_0}
            for sheet, first, last in blocks]
        return self._app.bridge.ask_all(steps)

    def changes(self) -> int:
        """How many times it has changed, by anybody, since this was first asked."""
        return int(self.ask("changes"))

    def protected(self, sheet: str) -> bool:
        """Whether a sheet is protected."""
        return bool(self.ask("protected", sheet=sheet))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Book) and (other.app, other.mark) == (self.app, self.mark)

    def __hash__(self) -> int:
        return hash(self.mark)
