"""A step that changes where cells stand: saved by the host, written by `plan`'s own way, reopened.

Nothing is closed before the new file is computed, proven and verified.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import xlwings as xw

from finsam_xl.books.cells import book_cells
from finsam_xl.books.host_faults import told
from finsam_xl.books.replacing import replace_file
from finsam_xl.delivery import fresh_package
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.errors import BookError
from finsam_xl.hosting import refuse_guests, rewritten
from finsam_xl.package.archive import read_package
from finsam_xl.plans import ReadInputs, compute_plan, draft_plan, read_book
from finsam_xl.texts import texts_in
from finsam_xl.trying import same_values


@dataclass(frozen=True)
class FileStep:
    """A step through the file: the bytes before it, and the inputs it left."""

    path: Path
    before: bytes
    after: PlanInputs
    start: PlanInputs | None

    def take_back(self, now: ReadInputs | None, book: xw.Book) -> None:
        """Put the file back as it was; refuses where an input has changed since.

        The book is closed without saving, and is to be opened again.
        """
        if now is None or not same_values(now.inputs.values, self.after.values):
            raise BookError("changed_since", place=str(self.path))
        with told(str(self.path)):
            book.close()
        replace_file(self.path, self.before)


def written_through_file(
    path: Path, book: xw.Book, change: Callable[[PlanInputs], PlanInputs], language: str,
    start: PlanInputs | None,
) -> FileStep:
    """Save the open book, write the changed plan into its file, and close it to be reopened.

    A copy of the saved book is left beside it. Refuses as `plan` does; the book is then still
    open, saved as it stood.
    """
    with told(str(path)):
        book.save()
    package = read_package(path)
    cells = book_cells(package)
    refuse_guests(package, cells)
    read = read_book(cells)
    inputs = change(read.inputs)
    proven = draft_plan(compute_plan(inputs, read.places), read.setting_of(inputs))
    content = rewritten(package, cells, proven, fresh_package(proven, texts_in(language)))
    with told(str(path)):
        book.close()
    replace_file(path, content, expected=package.content,
                 backup=path.with_name(f"{path.stem}.before-live{path.suffix}"))
    return FileStep(path, package.content, inputs, start)
