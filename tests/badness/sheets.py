"""Makers of bad sheets: what people and programs do to a sheet beside typing in it."""

from __future__ import annotations

import re

from finsam_xl.addresses import cell_name, quoted_title
from finsam_xl.graft.workbook import SheetPlace
from finsam_xl.hosting import attached
from finsam_xl.plans import compute_plan, draft_plan
from finsam_xl.sheets.setting import Setting
from tests.badness.case import Maker, opened, our_book, our_cells, our_plan, sheet_parts
from tests.badness.cells import Raw, Typed, number, typed, written_cell
from tests.badness.files import both, pointing, sheet_part, with_sheet
from tests.hosts.small import book_1904, small_book


def with_budget(value: Typed) -> Maker:
    """A sheet of somebody's own, with one figure in B1."""
    cell = written_cell("B1", value, "").decode()
    return with_sheet("Budget", f'<row r="1">{cell}</row>')


def merged(title: str, ranges: str) -> Maker:
    """Cells made into one."""
    cells = f'<mergeCells count="1"><mergeCell ref="{ranges}"/></mergeCells>'
    return sheet_part(title, ("<dataValidations", f"{cells}<dataValidations"))


def dated(name: str, written: str) -> Maker:
    """An input that is a number and looks like a date."""
    return typed({name: dated_cell(written)})


def dated_cell(written: str) -> Raw:
    """A number that looks like a date."""
    title, at = our_cells().names["fs_reference_date_2026"]
    sheet = opened(our_book()).part(sheet_parts(our_book())[title]).decode()
    cell = re.search(rf'<c r="{cell_name(at)}" s="(\d+)"', sheet)
    assert cell is not None
    return number(written, cell[1])


def stale(content: bytes) -> bytes:
    """The members' total holds another value than its formula comes to."""
    title, at = our_cells().names["fs_total_2026"]
    cell = f'<c r="{cell_name(at)}"'
    sheet = opened(content).part(sheet_parts(content)[title]).decode()
    there = re.search(cell + r"[^>]*><f>[^<]*</f><v>[^<]*</v>", sheet)
    assert there is not None
    other = re.sub("<v>[^<]*</v>", "<v>999</v>", there[0])
    return sheet_part(title, (there[0], other))(content)


def swapped(one: str, other: str) -> Maker:
    """Two inputs that were cut and pasted into each other's cells; their names went along."""
    book = our_cells()
    values = [book.sheets[title][at].content for title, at in (book.names[one], book.names[other])]
    return both(
        pointing(one, at_cell(other)), pointing(other, at_cell(one)),
        typed({one: float(str(values[0])), other: float(str(values[1]))}))


def at_cell(name: str) -> str:
    """The cell of a name, as a name points to it."""
    title, at = our_cells().names[name]
    return f"{quoted_title(title)}!{cell_name(at, fix_row=True, fix_column=True)}"


def host_1904(_: bytes) -> bytes:
    """A plan that was attached to a book whose days begin in 1904."""
    proven = draft_plan(compute_plan(our_plan()), Setting(from_1904=True))
    fresh = proven.package
    return attached(opened(book_1904()), proven, fresh, SheetPlace()).grafted.content


def our_own_book(_: bytes) -> bytes:
    """Our own book, whatever was asked for."""
    return our_book()


def other_book(_: bytes) -> bytes:
    """A book that has no plan in it."""
    return small_book()
