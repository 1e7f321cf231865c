"""A workbook's own input cells become raw cells, found by their defined names.

Population is read by the code in its row and the date above it, never by its name alone, so
that a table edited by hand is read as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from finsam_xl.addresses import Position, cell_name
from finsam_xl.domain.cells import CALENDAR_GAP
from finsam_xl.domain.names import MARK, Name, parse_name, slot
from finsam_xl.domain.quantities import INPUTS, QUANTITIES, Kind
from finsam_xl.errors import LayoutError
from finsam_xl.inputs.links import linked_content, read_link
from finsam_xl.inputs.raw import BookCells, FoundCell, RawCell
from finsam_xl.texts import LANGUAGES, texts_in

_NEEDED = ("budget_year", "association_name", "scenario_chosen", "municipality_code")
_INPUT_SHEETS = ("assumptions", "population", "activities", "administration", "overview")
_IN_STEP = ("grant", "reference_date")
"""What every year has that has one of them: a year that lacks the other has lost its name."""

_FIRST_LAYOUT = "fs_budget_year"
_LONGEST_TITLE, _UNFIT = 31, re.compile(r"[\[\]:*?/\\]|^'|'$")
"""What Excel takes of a title; other programs take more, and make books that it cannot open."""


def language_of(book: BookCells) -> str:
    """The language a book was made in: as it says itself, else by the titles of its sheets."""
    said = book.recorded.get("language", "")
    if said in LANGUAGES:
        return said
    for language in LANGUAGES:
        if texts_in(language).sheet("assumptions") in book.sheets:
            return language
    return LANGUAGES[0]


def our_titles(book: BookCells) -> dict[str, str]:
    """What our sheets are called in a book, by key: found by their marks, wherever they stand.

    A book of the first layout has no marks; there the titles themselves tell.
    """
    known = texts_in(language_of(book)).tables["sheets"]
    titles = {name.casefold().removeprefix(MARK): title
              for name, (title, _) in book.names.items() if name.casefold().startswith(MARK)}
    if not titles.keys() & known.keys() and _FIRST_LAYOUT in book.names:
        titles = dict(known)
    return {key: title for key, title in titles.items()
            if key in known and title in book.sheets}


def input_cells(book: BookCells) -> dict[Name, RawCell]:
    """Every input cell of a book by its name; refuses a book without our names."""
    named = {name: at for text, at in book.names.items()
             if (name := parse_name(text)) is not None and not text.startswith(MARK)}
    titles = our_titles(book)
    _refuse_strange(book, named, titles)
    typed = titles["assumptions"]
    cells = {
        name: _raw(book, title, at, QUANTITIES[name.quantity].kind)
        for name, (title, at) in named.items()
        if name.quantity in INPUTS and name.quantity != "population"
        and (name.quantity != "equity_opening" or title == typed)
    }
    cells.update(_population(book, named))
    return cells


def _refuse_strange(
    book: BookCells, named: dict[Name, tuple[str, Position]], titles: dict[str, str]
) -> None:
    quantities = {name.quantity for name in named}
    if not quantities & set(_NEEDED):
        raise LayoutError("not_our_book", place=book.path)
    for key in _INPUT_SHEETS:
        if key not in titles:
            sheet = texts_in(language_of(book)).sheet(key)
            if sheet in book.sheets:
                raise LayoutError("name_missing", place=book.path, name=f"{MARK}{key}")
            raise LayoutError("sheet_missing", place=book.path, sheet=sheet)
    _refuse_unfit_titles(book, titles)
    for name, (title, _) in named.items():
        if title not in book.sheets:
            raise LayoutError("name_broken", place=book.path, name=str(name))
    years = sorted({name.year for name in named if name.year and name.quantity in _IN_STEP})
    for needed in (*(Name(quantity) for quantity in _NEEDED if quantity not in quantities),
                   *(Name(quantity, year=year) for year in years for quantity in _IN_STEP)):
        if needed not in named:
            raise LayoutError("name_missing", place=book.path, name=str(needed))
    _refuse_astray({name: at for name, at in named.items() if name.quantity in QUANTITIES},
                   titles)


def _refuse_unfit_titles(book: BookCells, titles: dict[str, str]) -> None:
    for key, title in titles.items():
        if any(title == other for also, other in titles.items() if also < key):
            raise LayoutError("marks_together", place=book.path, sheet=title)
        if len(title.encode("utf-16-le")) > 2 * _LONGEST_TITLE or _UNFIT.search(title):
            raise LayoutError("title_unfit", place=book.path, sheet=title, most=_LONGEST_TITLE)


def _refuse_astray(
    named: dict[Name, tuple[str, Position]], titles: dict[str, str]
) -> None:
    """Refuse names of inputs that point beside our sheets, or two of them to one cell."""
    taken: dict[tuple[str, Position], Name] = {}
    for name, (title, at) in named.items():
        place = f"{title}!{cell_name(at)}"
        if title not in titles.values():
            raise LayoutError("name_astray", place=place, name=str(name))
        other = taken.setdefault((title, at), name)
        if other != name:
            raise LayoutError("names_share_cell", place=place, name=str(name), other=str(other))


def _raw(book: BookCells, title: str, at: Position, kind: Kind) -> RawCell:
    found = book.sheets[title].get(at)
    place = f"{title}!{cell_name(at)}"
    if found is None:
        return RawCell(place, None)
    link = read_link(found.formula) if found.formula is not None else None
    if link is not None:
        return RawCell(place, linked_content(book, link, place), link=link.formula)
    content = found.content
    counted = kind is Kind.DATE or (kind is Kind.TEXT and found.dated)
    if book.from_1904 and counted and isinstance(content, Decimal):
        content += CALENDAR_GAP
    return RawCell(place, content, formula=found.formula is not None, error=found.error,
                   dated=found.dated)


def _population(
    book: BookCells, named: dict[Name, tuple[str, Position]]
) -> Iterator[tuple[Name, RawCell]]:
    rows = {name.slot: at for name, (_, at) in named.items()
            if name.quantity == "municipality_code"}
    columns = {name.slot: at for name, (_, at) in named.items()
               if name.quantity == "population_date"}
    title = next(title for name, (title, _) in named.items()
                 if name.quantity == "municipality_code")
    for row, (at_row, _) in rows.items():
        for column, (_, at_column) in columns.items():
            name = Name("population", f"row_{slot(row)}", day=f"date_{slot(column)}")
            yield name, _raw(book, title, (at_row, at_column), Kind.PEOPLE)


def is_empty(found: FoundCell | None) -> bool:
    """Whether a cell holds nothing that anybody could lose."""
    return found is None or (found.content in (None, "") and found.formula is None)
