"""Cells become PlanInputs: each understood by its kind, the whole shaped by the years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from finsam_xl.domain.form import Room
from finsam_xl.domain.inputs import InputValue, Municipality, PlanInputs
from finsam_xl.domain.municipalities import refuse_unknown_municipality
from finsam_xl.domain.names import Name, day_of, slot
from finsam_xl.domain.quantities import NUMBERS, QUANTITIES, Kind
from finsam_xl.errors import InputError
from finsam_xl.inputs.raw import RawCell, Rewritten
from finsam_xl.inputs.reading import Reader
from finsam_xl.inputs.total_rows import refuse_total_row
from finsam_xl.texts import LANGUAGES, texts_in

_SPARE = {"municipalities": 3, "dates": 1, "activities": 4, "administration": 3, "notes": 1,
          "changes": 8, "ceilings": 1}
_BLOCKS = {"municipalities": "municipality_code", "dates": "population_date",
           "activities": "activity_name", "administration": "administration_name",
           "notes": "plan_note", "changes": "change_what", "ceilings": "ceiling_income"}


def known_words() -> dict[str, str]:
    """The key of every word of a choice, in every language and as the key itself."""
    keys = {choice for quantity in QUANTITIES.values() for choice in quantity.choices}
    words = {key.casefold(): key for key in keys}
    for language in LANGUAGES:
        words |= {texts_in(language).words[key].casefold(): key for key in keys}
    return words


def build_inputs(
    cells: Mapping[Name, RawCell], language: str
) -> tuple[PlanInputs, tuple[Rewritten, ...]]:
    """Understand every cell; refuses the first that cannot be understood, by its place."""
    reader = Reader(known_words(), words=texts_in(language).words)
    values: dict[Name, InputValue] = {}
    for name, cell in _funding_in_its_column(cells, reader).items():
        quantity = QUANTITIES.get(name.quantity)
        if quantity is None or quantity.kind is Kind.LIVE:
            raise InputError("unknown_name", place=cell.place, value=str(name))
        found = reader.read(cell, quantity)
        if found is not None:
            values[name] = found
    municipalities = _municipalities(values, cells)
    places = {name: cell.place for name, cell in cells.items()}
    year = _budget_year(values, places)
    inputs = _shaped(_names_as_written(values, municipalities), year, municipalities, language)
    return _population_by_code(inputs, places), tuple(reader.rewritten)


def retyped(
    inputs: PlanInputs, cells: Mapping[Name, RawCell], places: Mapping[Name, str]
) -> tuple[PlanInputs, tuple[Rewritten, ...]]:
    """The inputs with some cells typed anew, shaped again: a row may have come or gone.

    `places` says where the others stand. Refuses what `build_inputs` refuses.
    """
    reader = Reader(known_words(), words=texts_in(inputs.language).words)
    read = {name: reader.read(cell, QUANTITIES[name.quantity]) for name, cell in cells.items()}
    if all(_is_other_number(name, value, inputs) for name, value in read.items()):
        return inputs.changed(read), tuple(reader.rewritten)
    values = {_by_row(name, inputs): value for name, value in inputs.values.items()}
    values |= {_by_row(name, inputs): value for name, value in read.items()}
    stand = {_by_row(name, inputs): place for name, place in places.items()}
    kept: dict[Name, InputValue] = {name: value for name, value in values.items()
                                    if value is not None}
    rows = {name: RawCell(place, None) for name, place in stand.items()}
    municipalities = _municipalities(kept, rows)
    shaped = _shaped(_names_as_written(kept, municipalities), _budget_year(kept, stand),
                     municipalities, inputs.language)
    return _population_by_code(shaped, stand), tuple(reader.rewritten)


def _is_other_number(name: Name, value: InputValue, inputs: PlanInputs) -> bool:
    """Whether a number is typed where one stands: the shape stays."""
    return (value is not None and name in inputs.values
            and QUANTITIES[name.quantity].kind in NUMBERS)


def _by_row(name: Name, inputs: PlanInputs) -> Name:
    """A population cell by its row and column, wherever its code and date come from."""
    if name.quantity != "population":
        return name
    row = next((slot(each.row) for each in inputs.municipalities if each.code == name.member), "")
    column = next((slot(number) for number, when in inputs.date_slots()
                   if when is not None and day_of(when) == name.day), "")
    return Name("population", f"row_{row}" if row else name.member,
                day=f"date_{column}" if column else name.day)


def _names_as_written(
    values: dict[Name, InputValue], municipalities: tuple[Municipality, ...]
) -> dict[Name, InputValue]:
    """Hosts, beneficiaries and the chosen alternative in the letters of what they name."""
    written = [each.name for each in municipalities]
    written += [value for name, value in values.items()
                if name.quantity in ("joint_name", "scenario_name") and isinstance(value, str)]
    exact = {name.casefold(): name for name in written}
    picked = ("activity_host", "activity_beneficiary", "scenario_chosen")
    return {
        name: exact.get(value.casefold(), value)
        if name.quantity in picked and isinstance(value, str) else value
        for name, value in values.items()
    }


def _funding_in_its_column(
    cells: Mapping[Name, RawCell], reader: Reader
) -> Mapping[Name, RawCell]:
    """`Projektmedel` written as an amount says who pays: it moves to the funding column."""
    moved = dict(cells)
    for name, cell in cells.items():
        word = cell.content.strip().casefold() if isinstance(cell.content, str) else ""
        if name.quantity == "activity_amount" and reader.choices.get(word) == "external_funds":
            moved[Name("activity_funding", name.member)] = RawCell(cell.place, "external_funds")
            moved[name] = RawCell(cell.place, None)
            reader.rewritten.append(Rewritten(cell.place, str(cell.content), ""))
    return moved


def _municipalities(
    values: Mapping[Name, InputValue], cells: Mapping[Name, RawCell]
) -> tuple[Municipality, ...]:
    """The municipalities in the order of their rows; each once, with code and name."""
    rows = sorted(name.slot for name in values if name.quantity in _MUNICIPALITY)
    found: dict[str, Municipality] = {}
    for row in dict.fromkeys(rows):
        code, name = (values.get(Name(quantity, slot(row))) for quantity in _MUNICIPALITY)
        place = _place(cells, row)
        refuse_total_row(name, _place(cells, row, "municipality_name"))
        if not isinstance(code, str) or not isinstance(name, str):
            raise InputError("municipality_incomplete", place=place, row=row)
        if code in found:
            raise InputError("municipality_twice", place=place, code=code, name=name)
        refuse_unknown_municipality(code, name, place)
        found[code] = Municipality(row, code, name)
    return tuple(found.values())


_MUNICIPALITY = ("municipality_code", "municipality_name")


def _place(cells: Mapping[Name, RawCell], row: int, *quantities: str) -> str:
    names = [Name(quantity, slot(row)) for quantity in quantities or _MUNICIPALITY]
    return next((cells[name].place for name in names if name in cells), "")


def _budget_year(values: Mapping[Name, InputValue], places: Mapping[Name, str]) -> int:
    """The year that shapes everything else."""
    name = Name("budget_year")
    year = values.get(name)
    if not isinstance(year, int):
        raise InputError("missing", place=places.get(name, ""), what=str(name))
    return year


def _shaped(
    values: Mapping[Name, InputValue], budget_year: int,
    municipalities: tuple[Municipality, ...], language: str,
) -> PlanInputs:
    before = budget_year - 1
    return PlanInputs(
        budget_year=budget_year,
        reference=any(name.year == before and name.quantity == "basis" for name in values),
        municipalities=municipalities,
        values=values,
        room=_room(values),
        language=language,
    )


def _room(values: Mapping[Name, InputValue]) -> Room:
    """Rows enough for what is written, with spare ones after the last."""
    least = Room()
    rows = {
        part: max(
            [getattr(least, part),
             *(name.slot + _SPARE[part] for name in values if name.quantity == quantity)]
        )
        for part, quantity in _BLOCKS.items()
    }
    return Room(**rows)


def _population_by_code(inputs: PlanInputs, places: Mapping[Name, str]) -> PlanInputs:
    """Population cells take their names from the code of their row and the date above them."""
    values: dict[Name, InputValue] = {}
    for name, value in inputs.values.items():
        if name.quantity == "population" and name.member.startswith("row_"):
            column = int(name.day.removeprefix("date_"))
            if name.slot not in {each.row for each in inputs.municipalities}:
                raise InputError("municipality_incomplete", row=name.slot,
                                 place=places.get(name, ""))
            values[inputs.population_name(name.slot, column)] = value
        else:
            values[name] = value
    return replace(inputs, values=values)
