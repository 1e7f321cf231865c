"""Rules of what stands in cells, and of what another engine makes of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from finsam_xl.domain.quantities import QUANTITIES, Kind
from finsam_xl.inputs.raw import FoundCell
from finsam_xl.linting.examined import Examined
from finsam_xl.linting.places import shown
from finsam_xl.linting.recalculating import ERRORS, unnoticed
from finsam_xl.linting.rule import Found, Place

_NUMBER_AS_TEXT = re.compile(
    "^[\\s\u00a0\u202f]*[-+\u2212]?\\d[\\d\\s.,\u00a0\u202f]*%?[\\s\u00a0\u202f]*$")
_CODE = re.compile(r"^\s*0\d|\d-\d|^\s*\d{1,3}(?:\.\d+){2,}")
_CODE_HEADINGS = re.compile(r"kod|code|\bid\b|\bnr\b|nummer|konto|account|number|datum|date|tel"
                            r"|post|org|version", re.IGNORECASE)
_MOJIBAKE = re.compile("[\u00c3\u00c2][\u0080-\u00bf\u2018-\u201e\u2026\u2013]|\ufffd")
_NUMBERS = frozenset({Kind.TKR, Kind.PEOPLE, Kind.COUNT, Kind.PERCENT, Kind.SHARE, Kind.STEP})
_TRIED = frozenset({"contribution", "municipalities_total", "state_total", "total", "costs",
                    "result", "equity_closing", "activities", "overhead"})
_MOST_TRIED = 36
_NEAR = Decimal("1e-9")
_HEADING_ROWS = 60


def no_formula_or_name_holds_an_error(book: Examined) -> Iterator[Found]:
    """E01."""
    for place, formula in book.formulas.items():
        if any(error in formula for error in ERRORS):
            yield Found(shown(place), formula)
    for each in book.structure.names:
        if any(error in each.text for error in ERRORS):
            yield Found("", f"{each.name} = {each.text}")


def no_cell_shows_an_error(book: Examined) -> Iterator[Found]:
    """E02: as stored, or as another engine makes it where nothing hinders it."""
    for place, cell in book.found.items():
        if cell.error or cell.content in ERRORS:
            yield Found(shown(place), str(cell.content))
    ours = "" if book.roles is not None else "warning"
    for place, value in book.recalculated.items():
        stored = book.found.get(place)
        if value in ERRORS and place not in book.unfit and not (stored and stored.error):
            yield Found(shown(place), str(value), ours)


def every_stored_value_is_what_the_formula_gives(book: Examined) -> Iterator[Found]:
    """E03: what changes by itself, or comes from elsewhere, cannot be recalculated."""
    for place, value in book.recalculated.items():
        stored = book.found.get(place)
        if stored is None or stored.content is None:
            if value not in (None, ""):
                yield Found(shown(place), "–")
        elif place not in book.unfit and not _same(stored, value):
            yield Found(shown(place), f"{_told(stored.content)} ≠ {_told(value)}")


def _same(stored: FoundCell, value: object) -> bool:
    """Whether they are alike; what the engine may not know, and errors, are let be."""
    content = stored.content
    if content is None or value is None or str(value).startswith("#"):
        return True
    if isinstance(content, bool) or isinstance(value, bool):
        return str(content).casefold() == str(value).casefold()
    if isinstance(content, Decimal) and isinstance(value, (int, float)):
        other = Decimal(repr(value))
        far = Decimal(1) if stored.dated else _NEAR * max(abs(content), abs(other), Decimal(1))
        return abs(content - other) <= far
    return str(content) == str(value)


def _told(value: object) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def no_number_is_stored_as_text(book: Examined) -> Iterator[Found]:
    """D01: but for codes, which are text.

    In a book that is not ours: where most of the column are numbers, or a sum reads it.
    """
    codes = set(book.roles.proven.plan.inputs.codes) if book.roles is not None else set()
    ours = book.roles.ours if book.roles is not None else frozenset()
    suspected = {place: value for place, value in book.values.items()
                 if isinstance(value, str) and _NUMBER_AS_TEXT.match(value)
                 and value not in codes}
    texts = Counter((title, column) for title, _, column in suspected)
    numbers = Counter((title, column) for title, _, column in book.numbers)
    for place, value in suspected.items():
        column = place[0], place[2]
        meant = numbers[column] >= texts[column] or _is_summed(book, place)
        if place[0] in ours or (meant and not _is_code(book, place, value)):
            yield Found(shown(place), repr(value))


def _is_summed(book: Examined, place: Place) -> bool:
    title, row, column = place
    return any(title == other and left <= column <= right and top <= row <= bottom
               for other, (left, top, right, bottom) in book.summed)


def _is_code(book: Examined, place: Place, value: str) -> bool:
    """Whether digits are a code by how they are written, or by the heading over them."""
    title, row, column = place
    above = (book.values.get((title, higher, column))
             for higher in range(row - 1, max(0, row - _HEADING_ROWS), -1))
    heading = next((each for each in above
                    if isinstance(each, str) and not _NUMBER_AS_TEXT.match(each)), "")
    return bool(_CODE.search(value) or _CODE_HEADINGS.search(heading))


def no_text_is_garbled(book: Examined) -> Iterator[Found]:
    """D02."""
    for place, value in book.values.items():
        if isinstance(value, str) and _MOJIBAKE.search(value):
            yield Found(shown(place), value)
    for each in book.structure.sheets:
        if _MOJIBAKE.search(each.title):
            yield Found(each.title, each.title)


def every_input_has_label_unit_key_date_and_source(book: Examined) -> Iterator[Found]:
    """D03: and every population that is filled in has its source."""
    if book.roles is None:
        return
    roles, seen = book.roles, set()
    for place, each in roles.named.items():
        number = each.kind == "input" and QUANTITIES[each.quantity].kind in _NUMBERS
        unsaid = (each.kind == "input" and not each.label) or (number and not each.unit)
        if unsaid or each.name.casefold() in seen:
            yield Found(shown(place), each.name)
        seen.add(each.name.casefold())
    inputs = roles.proven.plan.inputs
    filled = {name.day for name, value in inputs.values.items()
              if name.quantity == "population" and value is not None}
    for slot, when in inputs.date_slots():
        if when is not None and when.isoformat().replace("-", "_") in filled \
                and not inputs.text("population_source", f"{slot:02d}"):
            yield Found(roles.titles["population"], when.isoformat())


def every_changed_figure_turns_a_check(book: Examined) -> Iterator[Found]:
    """K02: one krona more in a figure of the plan is noticed; a few dozen are tried.

    Only in a plan that can be computed: one that cannot has checks that say so as it is.
    """
    if book.roles is None:
        return
    roles = book.roles
    places = [place for place, each in roles.named.items()
              if each.kind == "figure" and each.quantity in _TRIED
              and isinstance(book.values.get(place), Decimal)]
    tried = places[::len(places) // _MOST_TRIED + 1]
    for place in unnoticed(book.package.content, tried, roles.verdicts):
        yield Found(shown(place), roles.named[place].name)
