"""Cell by cell: the formula that stands against ours, the stored value against what it is to be."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from finsam_xl.addresses import Position
from finsam_xl.findings.finding import Finding, FoundValue
from finsam_xl.inputs.from_book import is_empty
from finsam_xl.inputs.raw import Content, FoundCell
from finsam_xl.proof.agreement import same_value
from finsam_xl.sheets.draft import CellValue, DraftCell
from finsam_xl.verifying.examined import Examined, place_in


def cell_findings(book: Examined) -> Iterator[Finding]:
    """What stands in our cells and is not what the inputs give."""
    calculated = _is_calculated(book)
    if not calculated:
        yield book.found("values_missing", "warning", book.book.path)
    for title, at, cell in book.cells():
        if place_in(title, at) in book.unjudged:
            continue
        found = book.book.sheets[title].get(at)
        if cell.formula is not None:
            yield from _computed(book, title, at, cell, calculated=calculated)
        elif not cell.style.unlocked and cell.value not in (None, ""):
            yield from _written(book, title, at, cell, found)
        if found is not None and found.error and not cell.style.unlocked:
            yield book.found("error_value", "error", place_in(title, at), actual=_plain(found))


def _is_calculated(book: Examined) -> bool:
    """Whether any formula has a stored value: a program that only writes files stores none."""
    return any(found is not None and found.content not in (None, "")
               for title, at, cell in book.cells() if cell.formula is not None
               for found in [book.book.sheets[title].get(at)])


def _computed(
    book: Examined, title: str, at: Position, cell: DraftCell, *, calculated: bool
) -> Iterator[Finding]:
    place, found = place_in(title, at), book.book.sheets[title].get(at)
    formula, wanted = book.formula(title, at), (cell.formula or "").removeprefix("=")
    if cell.style.unlocked:
        yield book.found("linked", "note", place, actual=formula)
        return
    if formula is None:
        yield book.found("formula_gone", "error", place, expected=f"={wanted}",
                         actual=_plain(found))
    elif formula != wanted:
        yield book.found("formula_changed", "error", place, expected=f"={wanted}",
                         actual=f"={formula}")
    stored = found.content if found else None
    if isinstance(stored, str) and _is_number(cell.value) and stored:
        yield book.found("number_as_text", "error", place, expected=cell.value,
                         actual=stored)
    elif calculated and not _same(cell.value, stored):
        yield book.found("stored_differs", "error", place, expected=cell.value,
                         actual=_plain(found))


def _written(
    book: Examined, title: str, at: Position, cell: DraftCell, found: FoundCell | None
) -> Iterator[Finding]:
    """A label of ours, or a number that is a heading."""
    stored = found.content if found else None
    if _same(cell.value, stored) and book.formula(title, at) is None:
        return
    grave = "error" if book.follows else "note"
    yield book.found("label_changed", grave, place_in(title, at), expected=cell.value,
                     actual=_plain(found))


def strange_cells(book: Examined) -> Iterator[Finding]:
    """Cells that people wrote on our sheets: they are theirs, and nobody vouches for them."""
    for sheet in book.sheets:
        for at, found in book.book.sheets[sheet.title].items():
            ours = sheet.cells.get(at)
            empty = ours is None or (not ours.style.unlocked and ours.formula is None
                                     and ours.value in (None, ""))
            if empty and not is_empty(found):
                yield book.found("own_cell", "note", place_in(sheet.title, at),
                                 actual=_plain(found))


def _same(wanted: CellValue, stored: Content) -> bool:
    """Whether a stored value is the one wanted: a whole number exactly, else to its digits."""
    if isinstance(stored, Decimal):
        if not _is_number(wanted):
            return False
        whole = isinstance(wanted, int) or float(wanted or 0).is_integer()
        return stored == Decimal(int(wanted or 0)) if whole else same_value(wanted, float(stored))
    if isinstance(stored, bool) or isinstance(wanted, bool):
        return stored == wanted
    return same_value(wanted, stored)


def _is_number(value: CellValue) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _plain(found: FoundCell | None) -> FoundValue:
    """What stands in a cell, for JSON."""
    content = found.content if found else None
    if isinstance(content, Decimal):
        return int(content) if content == content.to_integral_value() else float(content)
    return content
