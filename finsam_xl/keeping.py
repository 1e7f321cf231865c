"""What a person put into the book and we cannot rebuild is named and refused, never lost."""

from __future__ import annotations

import re

from finsam_xl.addresses import Position, cell_name
from finsam_xl.errors import BookError, LayoutError
from finsam_xl.inputs.from_book import is_empty
from finsam_xl.inputs.raw import BookCells, FoundCell
from finsam_xl.sheets.about import LAYOUT_VERSION
from finsam_xl.sheets.draft import BookDraft, DraftSheet
from finsam_xl.texts import texts_in

_OURS = re.compile(
    r"^(\[Content_Types\]\.xml|_rels/\.rels|docProps/((app|core|custom)\.xml|thumbnail\.\w+)"
    r"|xl/(workbook|styles|sharedStrings|calcChain|metadata)\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/theme/(theme\d+\.xml|_rels/.*)|xl/worksheets/(sheet\d+\.xml|_rels/sheet\d+\.xml\.rels)"
    r"|xl/drawings/(drawing\d+\.xml|_rels/drawing\d+\.xml\.rels)"
    r"|xl/charts/((chart|style|colors)\d+\.xml|_rels/chart\d+\.xml\.rels)"
    r"|xl/printerSettings/printerSettings\d+\.bin)$"
)
_CHARTS = re.compile(r"^xl/charts/chart\d+\.xml$")
_DRAWINGS = re.compile(r"^xl/drawings/drawing\d+\.xml$")
_FACTS = re.compile(r"\{(\w+)\}")
_OTHERS_NAMES = re.compile(r"^(fs_|_xlnm\.|_xlfn)")


_LABEL_TABLES = ("labels", "sheets", "checks")


def _labels(draft: BookDraft) -> frozenset[str]:
    """The labels of a draft that depend on its years alone, not on what anybody typed."""
    years = {named.year for named in draft.names if named.year is not None}
    labels: set[str] = set()
    for table in _LABEL_TABLES:
        for text in texts_in(draft.language).tables[table].values():
            if "{" not in text:
                labels.add(text)
            elif set(_FACTS.findall(text)) == {"year"}:
                labels |= {text.format(year=year) for year in years}
    return frozenset(labels - {""})


def refuse_missing_names(book: BookCells, draft: BookDraft) -> None:
    """Refuse a book in which an input cell has lost its name: what it holds would be forgotten."""
    for named in draft.names:
        read_by_name = named.kind == "input" and named.quantity != "population"
        if read_by_name and named.name not in book.names:
            raise LayoutError("name_missing", place=book.path, name=named.name)


def refuse_loss(book: BookCells, draft: BookDraft) -> tuple[str, ...]:
    """Refuse to rebuild a book that holds what we did not put there.

    `draft` is the layout the book was made with.

    Returns the cells in which a formula or label of ours was overwritten; it is put back.
    """
    _refuse_other_layout(book)
    _refuse_parts(book, draft)
    refuse_missing_names(book, draft)
    for name in (*book.names, *book.other_names):
        if not _OTHERS_NAMES.match(name):
            raise BookError("foreign_name", place=book.path, name=name)
    labels = _labels(draft)
    ours = {sheet.title: sheet for sheet in draft.sheets}
    overwritten: list[str] = []
    for title, grid in book.sheets.items():
        if title not in ours:
            raise BookError("foreign_sheet", place=book.path, sheet=title)
        for at, cell in grid.items():
            if not is_empty(cell) and _is_strange(
                ours[title], at, cell, labels, overwritten
            ):
                raise BookError("foreign_cell", place=f"{title}!{cell_name(at)}",
                                value=cell.content)
    return tuple(overwritten)


def _refuse_other_layout(book: BookCells) -> None:
    found = book.properties.get("finsam_xl_layout")
    if found is not None and found != LAYOUT_VERSION:
        raise LayoutError("layout_newer", place=book.path, found=found, known=LAYOUT_VERSION)


def _refuse_parts(book: BookCells, draft: BookDraft) -> None:
    """Refuse a package with parts that our own book would not have."""
    for part in book.parts:
        if not _OURS.match(part):
            raise BookError("foreign_part", place=book.path, part=part)
    charts = [len(sheet.charts) for sheet in draft.sheets if sheet.charts]
    for pattern, most in ((_CHARTS, sum(charts)), (_DRAWINGS, len(charts))):
        found = [part for part in book.parts if pattern.match(part)]
        if len(found) > most:
            raise BookError("foreign_part", place=book.path, part=found[-1])


def _is_strange(
    sheet: DraftSheet, at: Position, cell: FoundCell, labels: frozenset[str],
    overwritten: list[str],
) -> bool:
    """Whether a cell holds something that no cell of ours would take its place."""
    ours = sheet.cells.get(at)
    if ours is None:
        return True
    if ours.style.unlocked:
        return False
    if ours.formula is not None:
        lost = cell.formula is None
    else:
        lost = ours.value in labels and cell.content != ours.value
    if lost:
        overwritten.append(f"{sheet.title}!{cell_name(at)}")
    return ours.formula is None and ours.value in (None, "")
