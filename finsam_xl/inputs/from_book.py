"""A workbook's own input cells become raw cells, found by their defined names.

Population is read by the code in its row and the date above it, never by its name alone, so
that a table edited by hand is read as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from finsam_xl.addresses import Position, cell_name
from finsam_xl.domain.names import Name, parse_name, slot
from finsam_xl.domain.quantities import QUANTITIES
from finsam_xl.errors import LayoutError
from finsam_xl.inputs.raw import BookCells, FoundCell, RawCell
from finsam_xl.texts import LANGUAGES, texts_in

_NEEDED = ("budget_year", "association_name", "scenario_chosen", "municipality_code")


def language_of(book: BookCells) -> str:
    """The language a book was made in, by the titles of its sheets."""
    for language in LANGUAGES:
        if texts_in(language).sheet("assumptions") in book.sheets:
            return language
    return LANGUAGES[0]


def input_cells(book: BookCells) -> dict[Name, RawCell]:
    """Every input cell of a book by its name; refuses a book without our names."""
    named = {name: at for text, at in book.names.items()
             if (name := parse_name(text)) is not None}
    _refuse_strange(book, named)
    cells = {
        name: _raw(book, title, at) for name, (title, at) in named.items()
        if name.quantity in QUANTITIES and name.quantity != "population"
        and not (name.quantity == "equity_opening" and f"{name}" not in _typed_openings(book))
    }
    cells.update(_population(book, named))
    return cells


def _typed_openings(book: BookCells) -> set[str]:
    """The opening equity that a person types: the one that stands on Förutsättningar."""
    titles = {texts_in(language).sheet("assumptions") for language in LANGUAGES}
    return {text for text, (title, _) in book.names.items() if title in titles}


def _refuse_strange(book: BookCells, named: dict[Name, tuple[str, Position]]) -> None:
    quantities = {name.quantity for name in named}
    if not quantities & set(_NEEDED):
        raise LayoutError("not_our_book", place=book.path)
    for language in (language_of(book),):
        texts = texts_in(language)
        for key in ("assumptions", "population", "activities", "administration", "overview"):
            if texts.sheet(key) not in book.sheets:
                raise LayoutError("sheet_missing", place=book.path, sheet=texts.sheet(key))
    for quantity in _NEEDED:
        if quantity not in quantities:
            raise LayoutError("name_missing", place=book.path, name=f"fs_{quantity}")
    for name, (title, _) in named.items():
        if title not in book.sheets:
            raise LayoutError("name_broken", place=book.path, name=str(name))


def _raw(book: BookCells, title: str, at: Position) -> RawCell:
    found = book.sheets[title].get(at)
    place = f"{title}!{cell_name(at)}"
    if found is None:
        return RawCell(place, None)
    return RawCell(place, found.content, formula=found.formula is not None, error=found.error,
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
            yield name, _raw(book, title, (at_row, at_column))


def is_empty(found: FoundCell | None) -> bool:
    """Whether a cell holds nothing that anybody could lose."""
    return found is None or (found.content in (None, "") and found.formula is None)
