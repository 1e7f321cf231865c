"""Rules of a workbook's sheets and looks."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.cell.cell import Cell
from openpyxl.styles.colors import Color

from finsam_xl.linting.examined import Examined
from finsam_xl.linting.places import shown
from finsam_xl.linting.roles import Roles
from finsam_xl.linting.rule import Found, Place
from finsam_xl.sheets import style as s
from finsam_xl.texts import texts_in

_LONG_SHEET = 50
_INPUT_WORDS = ("indata", "input", "antagande", "förutsättning", "assumption", "data")
_CHECK_WORDS = ("kontroll", "check", "avstämning")
_ABOUT_WORDS = ("om", "about", "läs", "read", "info", "version", "innehåll", "content")
_APART = ("live_", "command_answer")
_WITH_INPUTS = ("overview", "scenarios", "decision_support")
_MANY = 2


def no_sheet_is_hidden(book: Examined) -> Iterator[Found]:
    """T01: what only a program can show again is an error."""
    for each in book.structure.sheets:
        if each.state != "visible":
            yield Found(each.title, each.state, "error" if each.state == "veryHidden" else "")


def _named(book: Examined, words: tuple[str, ...]) -> list[str]:
    return [each.title for each in book.structure.sheets
            if each.title.casefold().startswith(words)]


def inputs_stand_on_sheets_of_their_own(book: Examined) -> Iterator[Found]:
    """T02: but for the chooser, the overrides of Alternativ and what `live` writes."""
    if book.roles is None:
        if len(book.worksheets) > _MANY and not _named(book, _INPUT_WORDS):
            yield Found("")
        return
    roles = book.roles
    allowed = {*roles.input_sheets, *(roles.titles.get(key) for key in _WITH_INPUTS)}
    for place in roles.inputs:
        if place[0] not in allowed:
            yield Found(shown(place))


def there_is_a_sheet_of_checks(book: Examined) -> Iterator[Found]:
    """T03."""
    if book.roles is None:
        if len(book.worksheets) > _MANY and not _named(book, _CHECK_WORDS):
            yield Found("")
        return
    checks = book.roles.titles["checks"]
    rows = {place[1] for place in book.formulas if place[0] == checks}
    if len(rows) < len(book.roles.proven.checks):
        yield Found(checks, str(len(rows)))


def the_book_says_what_it_is_by_whom_and_in_which_units(book: Examined) -> Iterator[Found]:
    """T04: in a book without amounts nobody has yet said by whom."""
    if book.roles is None:
        if len(book.worksheets) > _MANY and not _named(book, _ABOUT_WORDS):
            yield Found("")
        return
    yield from (Found(book.roles.titles["about"], what) for what in _untold(book, book.roles))


def _untold(book: Examined, roles: Roles) -> Iterator[str]:
    wanted = ["purpose", "version", "layout", "fingerprint"]
    if roles.proven.plan.inputs.text("association_name"):
        wanted.append("author")
    told = {named.quantity for place, named in roles.named.items() if book.values.get(place)}
    yield from (key for key in wanted if f"about_{key}" not in told)
    about = roles.titles["about"]
    texts = {value for place, value in book.values.items() if place[0] == about}
    for key in ("colour_key", "about_units_title"):
        heading = texts_in(roles.proven.draft.language).label(key)
        if heading not in texts:
            yield heading
    if roles.titles.get("change_log") not in book.worksheets:
        yield "change_log"


def no_row_or_column_is_hidden(book: Examined) -> Iterator[Found]:
    """T05."""
    for sheet in book.sheets:
        for dimensions in (sheet.row_dimensions, sheet.column_dimensions):
            for key, each in dimensions.items():
                if each.hidden:
                    yield Found(sheet.title, str(key))


def inputs_and_formulas_stand_apart(book: Examined) -> Iterator[Found]:
    """T06: input cells and the base plan as it was last written may be numbers elsewhere."""
    if book.roles is None:
        return
    roles = book.roles
    for place, formula in book.formulas.items():
        if place[0] in roles.input_sheets and place not in roles.inputs:
            yield Found(shown(place), formula)
    known = roles.inputs | roles.written
    for place, value in book.typed.items():
        if place[0] in roles.ours and place not in known and place[0] not in roles.input_sheets:
            yield Found(shown(place), f"{value:f}")


def no_value_is_invisible(book: Examined) -> Iterator[Found]:
    """T07."""
    for place in book.values:
        cell = book.cells.get(place)
        if cell is None:
            continue
        nothing = cell.number_format.replace('"', "") == ";;;"
        if nothing or _colour(cell.font.color) == (fill_of(cell) or s.WHITE):
            yield Found(shown(place), cell.number_format if nothing else "")


def fill_of(cell: Cell) -> str:
    """The colour of a cell's ground; empty where it has none."""
    fill = cell.fill
    return _colour(fill.fgColor) if fill.patternType == "solid" else ""


def _colour(colour: Color | None) -> str:
    """A colour as six digits, or a name of its own where the theme decides."""
    if colour is None:
        return "none"
    if colour.type == "theme":
        plain = colour.theme == 0 and not colour.tint
        return s.WHITE if plain else f"theme {colour.theme} {colour.tint}"
    return str(colour.rgb)[-6:].upper() if colour.type == "rgb" else f"indexed {colour.indexed}"


def sheets_are_protected_and_only_inputs_are_unlocked(book: Examined) -> Iterator[Found]:
    """P01: what law prescribes is an input by name, but locked."""
    if book.roles is None:
        return
    roles = book.roles
    for sheet in book.sheets:
        if sheet.title in roles.ours and not sheet.protection.sheet:
            yield Found(sheet.title)
    for place, cell in book.cells.items():
        typed = place in roles.inputs - roles.by_law
        if place[0] in roles.ours and ((cell.protection.locked and typed)
                                       or (not cell.protection.locked
                                       and place not in roles.inputs)):
            yield Found(shown(place))


def no_cells_are_merged_among_figures(book: Examined) -> Iterator[Found]:
    """L01: a heading over two figures or more is not among them."""
    rows: dict[tuple[str, int], int] = {}
    for title, row, _ in book.numbers:
        rows[title, row] = rows.get((title, row), 0) + 1
    ours = book.roles.ours if book.roles is not None else frozenset()
    for sheet in book.sheets:
        for merged in sheet.merged_cells.ranges:
            figures = max(rows.get((sheet.title, row), 0)
                          for row in (merged.min_row, merged.max_row))
            if sheet.title in ours or figures >= _MANY:
                yield Found(f"{sheet.title}!{merged.coord}")


def long_sheets_keep_their_headings_in_sight_and_in_print(book: Examined) -> Iterator[Found]:
    """L02."""
    for sheet in book.sheets:
        if sheet.max_row > _LONG_SHEET:
            if sheet.freeze_panes is None:
                yield Found(sheet.title, "freeze panes")
            if not sheet.print_title_rows:
                yield Found(sheet.title, "print titles")


def inputs_look_like_inputs_and_nothing_else_does(book: Examined) -> Iterator[Found]:
    """U01: yellow, or a note on the line of inputs; no formula is yellow.

    What `live` writes is not typed by a person.
    """
    if book.roles is None:
        return
    roles = book.roles
    for place in roles.inputs - roles.by_law:
        if not roles.named[place].quantity.startswith(_APART) and not _looks_typed(book, place):
            yield Found(shown(place))
    for place, formula in book.formulas.items():
        if place[0] in roles.ours and place not in roles.inputs \
                and fill_of(book.cells[place]) == s.INPUT:
            yield Found(shown(place), formula)


def _looks_typed(book: Examined, place: Place) -> bool:
    cell = book.cells.get(place)
    if cell is None:
        return False
    bottom = cell.border.bottom
    line = _colour(bottom.color) if bottom is not None else ""
    return fill_of(cell) == s.INPUT or line == s.INPUT_LINE
