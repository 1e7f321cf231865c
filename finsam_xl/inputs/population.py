"""Populations that were found, written into the inputs as a column of Befolkning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from finsam_xl.domain.inputs import InputValue, PlanInputs
from finsam_xl.domain.names import Name, slot
from finsam_xl.inputs.raw import Rewritten


@dataclass(frozen=True, slots=True)
class PopulationFound:
    """People by four-digit code on a date, and where the numbers come from.

    `published` is None where nothing says it; `summed` says that they are sums over sex or age.
    """

    when: date
    people: Mapping[str, int]
    source: str
    published: date | None = None
    rewritten: tuple[Rewritten, ...] = ()
    summed: bool = False


@dataclass(frozen=True, slots=True)
class Recount:
    """A municipality's people before and after; `before` is None where nothing stood."""

    code: str
    name: str
    before: int | None
    after: int


def day_wanted(inputs: PlanInputs) -> date | None:
    """The date that the budget year asks for: its own, or while it has none the prescribed one."""
    year = inputs.budget_year
    return inputs.reference_date(year) or inputs.when("required_date", year=year)


def with_population(inputs: PlanInputs, found: PopulationFound) -> PlanInputs:
    """The inputs with what was found in the column of its date, or in the first spare one.

    Other dates stay, and so does every year's reference date; a column without date in which
    something stands is not spare. Municipalities that were not found keep what they have.
    """
    number = _column(inputs, found.when)
    heads: dict[Name, InputValue] = {
        Name("population_date", slot(number)): found.when,
        Name("population_source", slot(number)): found.source,
    }
    if found.published is not None:
        heads[Name("population_published", slot(number))] = found.published
    headed = inputs.changed(heads)
    counted = headed.changed({
        headed.population_name(each.row, number): found.people[each.code]
        for each in inputs.municipalities if each.code in found.people
    })
    room = replace(inputs.room, dates=max(inputs.room.dates, number + 1))
    return replace(counted, room=room)


def _column(inputs: PlanInputs, when: date) -> int:
    """The number of the column that a date has, or may have."""
    columns = dict(inputs.date_slots())
    same = [number for number, day in columns.items() if day == when]
    taken = {_column_of(name) for name in inputs.values}
    spare = [number for number, day in columns.items() if day is None and number not in taken]
    return next(iter((*same, *spare)), len(columns) + 1)


def _column_of(name: Name) -> int | None:
    """The column that a name of Befolkning stands in, where it says so by number."""
    if name.quantity == "population" and name.day.startswith("date_"):
        return int(name.day.removeprefix("date_"))
    return name.slot if name.quantity.startswith("population_") else None


def recounts(inputs: PlanInputs, found: PopulationFound) -> tuple[Recount, ...]:
    """The municipalities whose number differs from what stood for that date."""
    return tuple(
        Recount(each.code, each.name, before, found.people[each.code])
        for each in inputs.municipalities if each.code in found.people
        if (before := inputs.people(each.code, found.when)) != found.people[each.code]
    )


def years_of(inputs: PlanInputs) -> Iterator[tuple[int, date | None]]:
    """The years that are divided by population, each with its reference date."""
    for year in inputs.years:
        if inputs.value("basis", year=year) != "stated":
            yield year, inputs.reference_date(year)
