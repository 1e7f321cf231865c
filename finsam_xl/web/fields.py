"""The fields of the page: every input that somebody may type in, with what it says now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from finsam_xl.addresses import cell_name
from finsam_xl.domain.names import parse_name
from finsam_xl.domain.quantities import QUANTITIES, STEPS, Kind
from finsam_xl.sheets import style as s
from finsam_xl.sheets.compiling import cell_value
from finsam_xl.sheets.desk import LEAD_ROW
from finsam_xl.sheets.draft import DraftCell, DraftSheet, NamedCell
from finsam_xl.texts import texts_in
from finsam_xl.web.session import Session, Standing, standing_of
from finsam_xl.web.shown import shown
from finsam_xl.web.typed import PER_CENT, is_open

_LEVERS = {"grant": 100, "activity_amount": 50, "activity_participants": 5}
"""What is pulled to see what happens, and by how much at a time: tkr, and people."""

_LABEL_COLUMN = 1


def fields(session: Session) -> list[dict[str, Any]]:
    """Every open input, in the order of the sheets."""
    laid = session.standing if session.stood is None else standing_of(session.seen)
    open_cells = [each for each in laid.names.values() if is_open(session, each)]
    spare = _spare_rows(laid, open_cells)
    headings = {title: _headings(sheet) for title, sheet in laid.sheets.items()}
    return [_field(session, each, laid.cell(each), headings[each.sheet],
                   spare=(each.sheet, each.position[0]) in spare) for each in open_cells]


def changed_fields(session: Session) -> list[dict[str, Any]]:
    """The open inputs whose number the last step changed."""
    laid, cells = session.standing, session.plan.calculation.cells
    named = {name: laid.names[str(name)] for name in session.numbers if str(name) in laid.names}
    headings = {title: _headings(laid.sheets[title])
                for title in {each.sheet for each in named.values()}}
    return [_field(session, each,
                   laid.cell(each)._replace(value=cell_value(cells.named(name).value)),
                   headings[each.sheet], spare=False)
            for name, each in named.items() if is_open(session, each)]


def _field(
    session: Session, named: NamedCell, cell: DraftCell, headings: Mapping[int, str], *,
    spare: bool,
) -> dict[str, Any]:
    kind = QUANTITIES[named.quantity].kind
    found: dict[str, Any] = {
        "name": named.name, "label": named.label, "sheet": named.sheet,
        "cell": cell_name(named.position), "shown": shown(cell.value, cell.style.number),
        "value": _value(cell, kind), "unit": named.unit or None,
        "group": headings[named.position[0]], "year": named.year,
        "member": named.member or None, "quantity": named.quantity,
    }
    choices = _choices(session, named)
    found |= {"choices": choices} if choices else {}
    found |= {"spare": True} if spare else {}
    return found | _limits(session, named, found["value"])


def _value(cell: DraftCell, kind: Kind) -> int | float | str | None:
    """What stands there: a number in its unit, per cent as per cent; a date or a text as one."""
    value = cell.value
    if isinstance(value, float) or (kind in PER_CENT and isinstance(value, int)):
        hundred = 100 if kind in PER_CENT else 1
        found = round(float(value) * hundred, 9)
        return int(found) if found.is_integer() else found
    return shown(value, s.DATE) if kind is Kind.DATE else value


def _headings(sheet: DraftSheet) -> dict[int, str]:
    """The heading that each row stands under; the sheet's title where there is none."""
    found, heading = {}, sheet.title
    for row in range(max((at[0] for at in sheet.cells), default=0) + 1):
        cell = sheet.cells.get((row, _LABEL_COLUMN))
        if cell is not None and row > LEAD_ROW and _is_heading(cell):
            heading = shown(cell.value, cell.style.number)
        found[row] = heading
    return found


def _is_heading(cell: DraftCell) -> bool:
    style = cell.style
    return (style.bold and style.colour == s.TEAL and style.vertical == "bottom"
            and style.size >= s.GROUP.size and bool(cell.value))


def _choices(session: Session, named: NamedCell) -> list[str]:
    """The words that may be chosen among: those of the cell's own list."""
    quantity = QUANTITIES[named.quantity]
    if quantity.choices:
        words = texts_in(session.inputs.language).words
        return [words[choice] for choice in quantity.choices]
    if quantity.kind is Kind.STEP:
        return [str(step) for step in STEPS]
    if quantity.kind is not Kind.TEXT:
        return []
    return [str(word) for each in session.standing.sheets[named.sheet].validations
            if isinstance(each.rule.get("source"), list)
            and each.first[0] <= named.position[0] <= each.last[0]
            and each.first[1] <= named.position[1] <= each.last[1]
            for word in each.rule["source"]]


def _limits(session: Session, named: NamedCell, value: object) -> dict[str, int]:
    """How far a lever goes: from nothing to twice what it was when the plan was opened."""
    step = _LEVERS.get(named.quantity)
    years = (None, *session.inputs.cost_years)
    if step is None or named.year not in years or not isinstance(value, (int, float)):
        return {}
    name = parse_name(named.name)
    was = session.start.values.get(name) if name else None
    begun = was // (1000 if named.unit == "tkr" else 1) if isinstance(was, int) else 0
    most = max(2 * begun, int(value), 10 * step)
    return {"minimum": 0, "maximum": -(-most // step) * step, "step": step}


def _spare_rows(laid: Standing, open_cells: list[NamedCell]) -> set[tuple[str, int]]:
    """The rows of tables in which nothing is typed yet."""
    rows: dict[tuple[str, int], bool] = {}
    for each in _of_tables(open_cells):
        row = (each.sheet, each.position[0])
        value = laid.cell(each).value
        rows[row] = rows.get(row, True) and value in (None, "")
    return {row for row, blank in rows.items() if blank}


def _of_tables(open_cells: list[NamedCell]) -> Iterator[NamedCell]:
    """The inputs that stand in numbered rows."""
    return (each for each in open_cells
            if each.member.removeprefix("row_").replace("_", "").isdigit()
            and each.quantity != "population")
