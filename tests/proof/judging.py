"""Judging: where an engine, given poisoned stored values, differs from what a draft stores."""

from __future__ import annotations

from pathlib import Path

from finsam_xl.addresses import cell_name
from finsam_xl.books.cells import book_cells
from finsam_xl.inputs.raw import BookCells, FoundCell
from finsam_xl.package.archive import read_package
from finsam_xl.proof.agreement import formula_cells, same_value
from finsam_xl.proof.engines import Engine
from finsam_xl.proof.stripping import with_false_values
from finsam_xl.sheets.draft import BookDraft, CellValue

MOST_SHOWN = 10


def differences(draft: BookDraft, package: bytes, engine: Engine) -> list[str]:
    """The cells in which an engine comes to something else, each as one readable line."""
    stored = {(sheet.title, at): cell for sheet in draft.sheets for at, cell in sheet.cells.items()}
    found = engine.recalculated(with_false_values(package), list(formula_cells(draft)))
    return [
        f"{title}!{cell_name(at)} {stored[title, at].formula}: stored "
        f"{stored[title, at].value!r}, {engine.name} {value!r}"
        for (title, at), value in found if not same_value(stored[title, at].value, value)
    ][:MOST_SHOWN]


def office_differences(draft: BookDraft, copy: Path) -> list[str]:
    """The same of a file that LibreOffice has recalculated and saved."""
    book = book_cells(read_package(copy))
    stored = {(sheet.title, at): cell for sheet in draft.sheets for at, cell in sheet.cells.items()}
    return [
        f"{title}!{cell_name(at)} {stored[title, at].formula}: stored "
        f"{stored[title, at].value!r}, libreoffice {_shown(book, title, at)!r}"
        for title, at in formula_cells(draft)
        if not same_value(stored[title, at].value, _shown(book, title, at))
    ][:MOST_SHOWN]


def _shown(book: BookCells, title: str, at: tuple[int, int]) -> CellValue:
    found: FoundCell | None = book.sheets[title].get(at)
    content = found.content if found else None
    return content if content is None or isinstance(content, (str, bool)) else float(content)
