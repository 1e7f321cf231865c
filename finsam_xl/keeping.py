"""What a person put into the book and we cannot rebuild is named and refused, never lost."""

from __future__ import annotations

import re

from finsam_xl.addresses import Position, cell_name
from finsam_xl.errors import BookError, LayoutError
from finsam_xl.inputs.from_book import is_empty
from finsam_xl.inputs.raw import BookCells, FoundCell
from finsam_xl.sheets.about import LAYOUT_VERSION
from finsam_xl.sheets.draft import BookDraft, DraftSheet

_FOREIGN = re.compile(
    r"^(xl/(comments|threadedComments|persons|media|pivotTables|pivotCache|tables|slicers|"
    r"externalLinks|embeddings|ctrlProps|activeX|queryTables|connections|model)|customXml/|"
    r"_xmlsignatures/)"
)
_CHARTS = re.compile(r"^xl/charts/chart\d+\.xml$")


def refuse_loss(book: BookCells, draft: BookDraft) -> tuple[str, ...]:
    """Refuse to rebuild a book that holds what we did not put there.

    Returns the cells in which a formula of ours had been overwritten; it is put back.
    """
    found = book.properties.get("finsam_xl_layout")
    if found is not None and found != LAYOUT_VERSION:
        raise LayoutError("layout_newer", place=book.path, found=found, known=LAYOUT_VERSION)
    for part in book.parts:
        if _FOREIGN.match(part):
            raise BookError("foreign_part", place=book.path, part=part)
    charts = sum(len(sheet.charts) for sheet in draft.sheets)
    if sum(1 for part in book.parts if _CHARTS.match(part)) > charts:
        raise BookError("foreign_part", place=book.path, part="xl/charts")
    ours = {sheet.title: sheet for sheet in draft.sheets}
    overwritten: list[str] = []
    for title, grid in book.sheets.items():
        if title not in ours:
            raise BookError("foreign_sheet", place=book.path, sheet=title)
        for at, cell in grid.items():
            if not is_empty(cell) and _is_strange(ours[title], at, cell, title, overwritten):
                raise BookError("foreign_cell", place=f"{title}!{cell_name(at)}",
                                value=cell.content)
    return tuple(overwritten)


def _is_strange(
    sheet: DraftSheet, at: Position, cell: FoundCell, title: str, overwritten: list[str]
) -> bool:
    """Whether a cell holds something that no cell of ours would take its place."""
    ours = sheet.cells.get(at)
    if ours is None:
        return True
    if ours.formula is not None:
        if cell.formula is None:
            overwritten.append(f"{title}!{cell_name(at)}")
        return False
    empty = ours.value in (None, "")
    return empty and not ours.style.unlocked
