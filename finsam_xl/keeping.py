"""What a person wrote on our sheets is found: put back, taken along, or refused by its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from finsam_xl.addresses import Position, cell_name
from finsam_xl.domain.quantities import INPUTS
from finsam_xl.errors import BookError, LayoutError
from finsam_xl.inputs.from_book import is_empty
from finsam_xl.inputs.raw import BookCells, FoundCell
from finsam_xl.sheets.about import KNOWN_LAYOUTS, LAYOUT_VERSION
from finsam_xl.sheets.desk import INPUT_SHEETS
from finsam_xl.sheets.draft import BookDraft, DraftSheet
from finsam_xl.texts import texts_in

_FACTS = re.compile(r"\{(\w+)\}")
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
        read_by_name = (named.kind == "input" and named.quantity in INPUTS
                        and named.quantity != "population")
        if read_by_name and named.name not in book.names:
            raise LayoutError("name_missing", place=book.path, name=named.name)


@dataclass(frozen=True, slots=True)
class Found:
    """What stands on our sheets besides what we put there.

    `overwritten` are cells of ours that are put back; `loose` are cells of a person's own, by the
    key of their sheet, that go with the sheet when it is made anew.
    """

    overwritten: tuple[str, ...]
    loose: Mapping[str, Mapping[Position, FoundCell]]


def found_on_sheets(book: BookCells, draft: BookDraft) -> Found:
    """Tell what people wrote on our sheets; `draft` is the layout the book was made with.

    Refuses another layout, an input without its name, and a value on an input sheet that no
    cell of ours would read: it looks like an input and is none.
    """
    refuse_other_layout(book)
    refuse_missing_names(book, draft)
    labels = _labels(draft)
    overwritten: list[str] = []
    loose: dict[str, dict[Position, FoundCell]] = {}
    for sheet in draft.sheets:
        for at, cell in book.sheets.get(sheet.title, {}).items():
            if is_empty(cell) or not _is_strange(sheet, at, cell, labels, overwritten):
                continue
            if sheet.key in INPUT_SHEETS:
                raise BookError("foreign_cell", place=f"{sheet.title}!{cell_name(at)}",
                                value=cell.content)
            loose.setdefault(sheet.key, {})[at] = cell
    return Found(tuple(overwritten), loose)


def refuse_other_layout(book: BookCells) -> None:
    """Refuse a book whose layout this program does not know; older ones are brought up."""
    found = book.recorded.get("layout")
    if found is not None and found not in KNOWN_LAYOUTS:
        raise LayoutError("layout_newer", place=book.path, found=found, known=LAYOUT_VERSION)


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
