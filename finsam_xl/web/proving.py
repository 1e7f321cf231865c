"""A saved book taken apart for an engine that reads no files: what is typed in it, cell by cell.

No stored value of a formula goes along: the engine comes to each by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from finsam_xl.addresses import cell_name, quoted_title
from finsam_xl.books.cells import book_cells
from finsam_xl.inputs.raw import BookCells, Content, FoundCell
from finsam_xl.package.archive import open_package
from finsam_xl.proof.agreement import formula_cells
from finsam_xl.sheets.draft import BookDraft

_NUMBERED = re.compile(r'--\((?=(?:[^"]*"[^"]*")*[^"]*$)')
"""Truths made numbers. The engine loses a double minus when it is typed; `1*` says the same."""


def proof_of(draft: BookDraft, content: bytes, name: str) -> dict[str, Any]:
    """Sheets with their cells as somebody would type them, names, and what formulas come to.

    Rows and columns count from one.
    """
    book = book_cells(open_package(content, name))
    return {
        "sheets": [{"title": title, "cells": list(_typed(book, title))} for title in book.sheets],
        "names": [{"name": name, "formula": f"={quoted_title(title)}!"
                   f"{cell_name(at, fix_row=True, fix_column=True)}"}
                  for name, (title, at) in book.names.items()],
        "cells": list(_expected(draft, book)),
    }


def _typed(book: BookCells, title: str) -> Iterator[tuple[int, int, str]]:
    for (row, column), found in book.sheets[title].items():
        text = _as_typed(found)
        if text:
            yield row + 1, column + 1, text


def _as_typed(found: FoundCell) -> str:
    """What somebody would type to have this: a formula, a number, or a text that stays one."""
    if found.formula:
        return f"={_NUMBERED.sub('1*(', found.formula)}"
    return _content(found.content)


def _content(content: Content) -> str:
    if isinstance(content, bool):
        return str(content).upper()
    if isinstance(content, Decimal):
        return format(content, "f")
    return f"'{content}" if content else ""


def _expected(draft: BookDraft, book: BookCells) -> Iterator[dict[str, Any]]:
    sheets = {sheet.title: sheet for sheet in draft.sheets}
    for title, at in formula_cells(draft):
        found = book.sheets[title].get(at) if title in book.sheets else None
        if found is not None and found.formula is not None:
            yield {"sheet": title, "cell": cell_name(at), "row": at[0] + 1, "column": at[1] + 1,
                   "expected": sheets[title].cells[at].value}
