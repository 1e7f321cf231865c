"""Books that compute themselves: in memory, and in a file as `plan` writes it.

What is typed in them is followed at once, as a spreadsheet program follows it in a live book;
what no plan can be made of is refused, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from finsam_xl.addresses import Position
from finsam_xl.books.cells import book_cells
from finsam_xl.books.patch import Formula, Patch, Receipt
from finsam_xl.books.replacing import replace_file
from finsam_xl.books.typing_rules import (
    refuse_changed,
    refuse_other_cells,
    standing,
    told_by,
    unnamed,
)
from finsam_xl.hosting import rewritten
from finsam_xl.inputs import raw
from finsam_xl.inputs.raw import BookCells, FoundCell, Grid
from finsam_xl.package.archive import open_package, read_package
from finsam_xl.plans import Proven, compute_plan, draft_plan, read_book


class _Computing:
    """What both have in common: reading by name, and undoing what nobody has touched since."""

    def cells(self) -> BookCells:
        """What stands in the book."""
        raise NotImplementedError

    def write(self, patch: Patch) -> Receipt:
        """Write all of a patch or nothing."""
        raise NotImplementedError

    def read(self, names: Collection[str]) -> Mapping[str, raw.Content]:
        """The contents of named cells."""
        book = self.cells()
        found = {}
        for name in names:
            title, at = book.names.get(name) or unnamed(book.path, name)
            found[name] = told_by(book.sheets[title].get(at))
        return found

    def undo(self, receipt: Receipt) -> None:
        """Put back what stood there; refuses where somebody has typed since."""
        book = self.cells()
        for block in receipt.written.blocks:
            refuse_changed(block, book.sheets[block.sheet])
        self.write(receipt.before)


class MemoryBook(_Computing):
    """A book that is kept nowhere."""

    def __init__(self, proven: Proven) -> None:
        self.proven = proven
        self._cells = self._read()

    def cells(self) -> BookCells:
        """The book's cells, as read from the bytes it would have as a file."""
        return self._cells

    def _read(self) -> BookCells:
        return book_cells(open_package(self.proven.package, ":memory:"))

    def write(self, patch: Patch) -> Receipt:
        """Type a patch and compute the plan again."""
        book = self.cells()
        refuse_other_cells(patch, book.names, book.path)
        read = read_book(overlaid(book, patch))
        self.proven = draft_plan(compute_plan(read.inputs, read.places), read.setting)
        self._cells = self._read()
        return Receipt(patch, _undoing(book, patch))


class FileBook(_Computing):
    """A book that is kept in a file; every other part of the file stays as it is."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)

    def cells(self) -> BookCells:
        """The file's cells."""
        return book_cells(read_package(self.path))

    def write(self, patch: Patch) -> Receipt:
        """Type a patch and write the plan, all in one step."""
        package = read_package(self.path)
        book = book_cells(package)
        refuse_other_cells(patch, book.names, book.path)
        typed = overlaid(book, patch)
        read = read_book(typed)
        proven = draft_plan(compute_plan(read.inputs, read.places), read.setting)
        content = rewritten(package, typed, proven, proven.package)
        replace_file(self.path, content, expected=package.content)
        return Receipt(patch, _undoing(book, patch))


def overlaid(book: BookCells, patch: Patch) -> BookCells:
    """A book's cells with a patch typed over them."""
    typed: dict[str, dict[Position, FoundCell | None]] = {}
    for (sheet, at), content in patch.cells():
        found = FoundCell(None, content.text[1:]) if isinstance(content, Formula) else (
            None if content is None else FoundCell(content))
        typed.setdefault(sheet, {})[at] = found
    sheets: dict[str, Grid] = {}
    for title in book.sheets:
        if title not in typed:
            continue
        grid = {**book.sheets[title], **typed[title]}
        sheets[title] = {at: cell for at, cell in grid.items() if cell is not None}
    return BookCells(book.path, _Over(book.sheets, sheets), book.names, book.properties,
                     book.from_1904)


class _Over(Mapping[str, Grid]):
    """Sheets of which some have been typed on; the others are still read when asked for."""

    def __init__(self, under: Mapping[str, Grid], over: Mapping[str, Grid]) -> None:
        self.under = under
        self.over = over

    def __getitem__(self, title: str) -> Grid:
        return self.over[title] if title in self.over else self.under[title]

    def __iter__(self) -> Iterator[str]:
        return iter(self.under)

    def __len__(self) -> int:
        return len(self.under)


def _undoing(book: BookCells, patch: Patch) -> Patch:
    """What stands where a patch would write: the patch that undoes it."""
    return Patch(tuple(standing(block, book.sheets[block.sheet]) for block in patch.blocks))
