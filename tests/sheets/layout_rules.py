"""Rules of a workbook's sheets, looks and inputs, by their number in workbook-rules.md."""

from __future__ import annotations

import re

from finsam_xl.domain.names import Name
from finsam_xl.domain.quantities import QUANTITIES, Kind
from finsam_xl.sheets import style as s
from finsam_xl.texts import texts_in
from tests.sheets.delivered import Delivered, Place, cells_of, shown

_NUMBER_AS_TEXT = re.compile(
    "^[\\s\u00a0\u202f]*[-+\u2212]?\\d[\\d\\s.,\u00a0\u202f]*%?[\\s\u00a0\u202f]*$")
_NUMBERS = {Kind.TKR, Kind.PEOPLE, Kind.COUNT, Kind.PERCENT, Kind.SHARE, Kind.STEP}
_MEANT = _NUMBERS | {Kind.DATE, Kind.CODE, Kind.CHOICE}
_BY_LAW = {"budget_year", "required_date", "exact_limit"}
_FOR_READERS = ("decision", "change_", "ceiling_date", "ceiling_source", "population_published")
_ABOUT = ("date", "status", "source", "comment")
_LONG_SHEET = 50


def t01_no_sheet_is_hidden(book: Delivered) -> list[str]:
    """T01."""
    return [sheet.title for sheet in book.sheets if sheet.sheet_state != "visible"]


def t02_inputs_stand_on_sheets_of_their_own(book: Delivered) -> list[str]:
    """T02: but for the chooser, the overrides of Alternativ and what `live` writes."""
    others = {*map(book.title, ("overview", "scenarios", "decision_support")),
              *book.input_sheets}
    titles = {sheet.title for sheet in book.sheets}
    return [title for title in book.input_sheets if title not in titles] + [
        shown(place) for place in book.inputs if place[0] not in others]


def t03_there_is_a_sheet_of_checks(book: Delivered) -> list[str]:
    """T03."""
    checks = book.title("checks")
    rows = {place[1] for place in book.formulas if place[0] == checks}
    return [] if len(rows) >= len(book.proven.checks) else [checks]


def t04_the_book_says_what_it_is_by_whom_and_in_which_units(book: Delivered) -> list[str]:
    """T04: in a book without amounts nobody has yet said by whom."""
    wanted = ["purpose", "version", "layout", "fingerprint"]
    if book.proven.plan.inputs.text("association_name"):
        wanted.append("author")
    told = {name.quantity for name, place in book.names.items() if book.values.get(place)}
    texts = {value for place, value in book.values.items() if place[0] == book.title("about")}
    headings = [texts_in(book.proven.draft.language).label(key)
                for key in ("colour_key", "about_units_title")]
    missing = [f"about_{key}" for key in wanted if f"about_{key}" not in told]
    missing += [heading for heading in headings if heading not in texts]
    log = book.title("change_log")
    return missing + ([] if any(sheet.title == log for sheet in book.sheets) else [log])


def t05_no_row_or_column_is_hidden(book: Delivered) -> list[str]:
    """T05."""
    return [
        f"{sheet.title} {key}" for sheet in book.sheets
        for dimensions in (sheet.row_dimensions, sheet.column_dimensions)
        for key, each in dimensions.items() if each.hidden
    ]


def t06_input_sheets_hold_no_formulas(book: Delivered) -> list[str]:
    """T06, first half."""
    return [f"{shown(place)} {formula}" for place, formula in book.formulas.items()
            if place[0] in book.input_sheets]


def t06_other_sheets_hold_no_typed_numbers(book: Delivered) -> list[str]:
    """T06, second half: but for input cells and the base plan as it was last written."""
    return [
        f"{shown(place)} {value}" for place, value in book.values.items()
        if isinstance(value, (int, float)) and place not in book.formulas
        and place not in book.inputs | book.written and place[0] not in book.input_sheets
    ]


def t07_no_value_is_invisible(book: Delivered) -> list[str]:
    """T07."""
    found = []
    for place in book.values:
        cell = book.cell(place)
        colour = str(cell.font.color.rgb) if cell.font.color is not None else ""
        ground = _fill(book, place) or s.WHITE
        if colour.endswith(ground) or cell.number_format.replace('"', "") == ";;;":
            found.append(shown(place))
    return found


def _fill(book: Delivered, place: Place) -> str:
    fill = book.cell(place).fill
    return str(fill.fgColor.rgb)[-6:] if fill.patternType == "solid" else ""


def p01_every_sheet_is_protected_and_only_inputs_are_unlocked(book: Delivered) -> list[str]:
    """P01: what law prescribes is an input by name, but locked."""
    found = [sheet.title for sheet in book.sheets if not sheet.protection.sheet]
    by_law = {place for name, place in book.names.items() if name.quantity in _BY_LAW}
    found += [f"{shown(place)} locked" for place in book.inputs - by_law
              if book.cell(place).protection.locked]
    return found + [
        f"{sheet.title}!{cell.coordinate} unlocked" for sheet in book.sheets
        for cell in cells_of(sheet)
        if not cell.protection.locked and (sheet.title, cell.row, cell.column) not in book.inputs
    ]


def d01_no_number_is_stored_as_text(book: Delivered) -> list[str]:
    """D01: but for municipality codes, which are text."""
    codes = set(book.proven.plan.inputs.codes)
    return [
        f"{shown(place)} {value!r}" for place, value in book.values.items()
        if isinstance(value, str) and _NUMBER_AS_TEXT.match(value) and value not in codes
    ]


def d03_every_input_has_a_label_and_every_number_a_unit(book: Delivered) -> list[str]:
    """D03: header, unit and one key per input."""
    found = []
    for each in book.proven.draft.names:
        if each.kind == "input":
            number = QUANTITIES[each.quantity].kind in _NUMBERS
            if not each.label or (number and not each.unit):
                found.append(each.name)
    keys = [each.name.casefold() for each in book.proven.draft.names]
    return found + [key for key in keys if keys.count(key) > 1]


def d03_every_population_has_a_date_and_a_source(book: Delivered) -> list[str]:
    """D03: date and source of each filled column."""
    inputs = book.proven.plan.inputs
    filled = {name.day for name, value in inputs.values.items()
              if name.quantity == "population" and value is not None}
    return [
        f"population {number}" for number, when in inputs.date_slots()
        if when is not None and when.isoformat().replace("-", "_") in filled
        and not inputs.text("population_source", f"{number:02d}")
    ]


def l01_no_cells_are_merged(book: Delivered) -> list[str]:
    """L01."""
    return [f"{sheet.title} {merged}" for sheet in book.sheets
            for merged in sheet.merged_cells.ranges]


def l02_long_sheets_keep_their_headings_in_sight_and_in_print(book: Delivered) -> list[str]:
    """L02."""
    long = [sheet for sheet in book.sheets if sheet.max_row > _LONG_SHEET]
    return [f"{sheet.title}: panes" for sheet in long if sheet.freeze_panes is None] + [
        f"{sheet.title}: print titles" for sheet in long if not sheet.print_title_rows]


def u01_every_input_looks_like_one_and_nothing_else_does(book: Delivered) -> list[str]:
    """U01: yellow, or a note on the line of inputs; no formula is yellow.

    What `live` writes is not typed by a person.
    """
    apart = {place for name, place in book.names.items()
             if name.quantity in _BY_LAW or name.quantity.startswith(("live_", "command_answer"))}
    found = [f"{shown(place)} looks like no input" for place in book.inputs - apart
             if not _looks_typed(book, place)]
    return found + [f"{shown(place)} is a formula in an input's colour" for place in book.formulas
                    if _fill(book, place) == s.INPUT]


def _looks_typed(book: Delivered, place: Place) -> bool:
    bottom = book.cell(place).border.bottom
    line = str(bottom.color.rgb)[-6:] if bottom is not None and bottom.color is not None else ""
    return _fill(book, place) == s.INPUT or line == s.INPUT_LINE


def k01_every_check_feeds_the_master_check_on_the_first_sheet(book: Delivered) -> list[str]:
    """K01."""
    master = book.names[Name("master_check")]
    reached = book.reached(master)
    places = book.proven.draft.places
    found = [check.id for check in book.proven.checks
             if not any(shown(place) == places[check.code] for place in reached)]
    first = book.sheets[0].title
    seen = any(master in book.reached(place) for place in book.formulas if place[0] == first)
    return found + ([] if seen else [f"{first} does not show the master check"])


def f13_every_number_choice_and_date_that_is_typed_is_used(book: Delivered) -> list[str]:
    """F13, inputs: what no formula reads must be for readers only, or blank."""
    read = {each for references in book.references.values() for each in references}
    return [
        f"{shown(place)} {name}" for name, place in book.names.items()
        if place in book.inputs and place in book.values and place not in read
        and QUANTITIES[name.quantity].kind in _MEANT and not _is_for_readers(name)
    ]


def _is_for_readers(name: Name) -> bool:
    about = name.quantity.rpartition("_")
    noted = about[0] in QUANTITIES and about[2] in _ABOUT
    return name.quantity.startswith(_FOR_READERS) or noted
