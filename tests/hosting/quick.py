"""Attaching and planning without the command line: each plan is laid out once for all tests."""

from __future__ import annotations

from functools import cache

from finsam_xl.books.cells import book_cells
from finsam_xl.domain.names import Name
from finsam_xl.graft.workbook import SheetPlace
from finsam_xl.hosting import attached, detached, planned, verified
from finsam_xl.package.archive import open_package
from finsam_xl.plans import Proven, compute_plan, draft_plan, example, read_book
from finsam_xl.sheets.setting import Setting

GRANT = Name("grant", year=2026)


@cache
def _laid_out(grant: int | None, *, from_1904: bool) -> tuple[Proven, bytes]:
    """The example as it stands in a host, with another grant if one is given."""
    inputs = example("ovning")
    changed = inputs if grant is None else inputs.changed({GRANT: grant})
    proven = draft_plan(compute_plan(changed), Setting(from_1904=from_1904))
    return proven, proven.package


def put_in(content: bytes) -> bytes:
    """A host with our sheets in it, verified as before every write."""
    package = open_package(content, "bok.xlsx")
    proven, fresh = _laid_out(None, from_1904=book_cells(package).from_1904)
    hosted = attached(package, proven, fresh, SheetPlace())
    verified(hosted.grafted.content, package, hosted.grafted, proven)
    return hosted.grafted.content


def plan_anew(content: bytes) -> bytes:
    """Our sheets written anew from what is typed in them: the example's inputs but the grant."""
    package = open_package(content, "bok.xlsx")
    book = book_cells(package)
    grant = read_book(book).inputs.amount_named(GRANT)
    proven, fresh = _laid_out(grant, from_1904=book.from_1904)
    hosted = planned(package, book, proven, fresh, force=False)
    verified(hosted.grafted.content, package, hosted.grafted, proven)
    return hosted.grafted.content


def taken_out(content: bytes) -> bytes:
    """The host without our sheets again."""
    return detached(open_package(content, "bok.xlsx")).grafted.content
