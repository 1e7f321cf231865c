"""Scenarios: what a named alternative changes, and the levers that carry the change.

A lever is an input as the calculation meets it: from the base plan, from one alternative, or
from the one chosen on the front page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from finsam_xl.domain.cells import InputCells
from finsam_xl.domain.names import Name, slot
from finsam_xl.figures.figure import Figure
from finsam_xl.figures.rules import carried, choose, hundredths, known, kronor, pick

Unit = Callable[[Figure], Figure]

LEVERS: dict[str, Unit] = {
    "grant": kronor,
    "cost_change": hundredths,
    "administration_amount": kronor,
    "activity_amount": kronor,
    "activity_participants": carried,
}
"""The inputs an alternative may change, and how the typed value becomes a whole number."""


def override_name(lever: Name, scenario: int) -> Name:
    """The name of the cell in which an alternative changes an input.

    >>> str(override_name(Name("grant", year=2026), 2))
    'fs_scenario_grant_02_2026'
    >>> str(override_name(Name("activity_amount", "07", 2026), 2))
    'fs_scenario_activity_amount_02_07_2026'
    >>> str(override_name(Name("activity_participants", "07"), 2))
    'fs_scenario_activity_participants_02_07'
    """
    member = f"{slot(scenario)}_{lever.member}" if lever.member else slot(scenario)
    return Name(f"scenario_{lever.quantity}", member, lever.year)


def levers_of(cells: InputCells) -> tuple[Name, ...]:
    """Every input an alternative may change, in the order of the sheet."""
    inputs = cells.inputs
    years = inputs.cost_years
    names = [Name("grant", year=year) for year in years]
    names += [Name("cost_change", year=year) for year in years[1:]]
    for quantity, rows in (
        ("administration_amount", inputs.form.administration),
        ("activity_amount", inputs.form.activities),
    ):
        names += [Name(quantity, slot(row), year) for row in rows for year in years]
    names += [Name(quantity, slot(row)) for quantity in inputs.form.levers
              for row in inputs.form.activities]
    return tuple(names)


@dataclass
class Levers:
    """The inputs of one run: whole kronor, hundredths of a per cent or numbers of people."""

    source: Callable[[Name], Figure]
    _made: dict[Name, Figure] = field(default_factory=dict)

    def __call__(self, quantity: str, member: str = "", year: int | None = None) -> Figure:
        """The lever of this name."""
        name = Name(quantity, member, year)
        if name not in self._made:
            self._made[name] = self.source(name)
        return self._made[name]


def base_levers(cells: InputCells) -> Levers:
    """The base plan: every input as typed."""
    return Levers(lambda name: LEVERS[name.quantity](cells.named(name)))


def scenario_levers(
    cells: InputCells, base: Levers, scenario: int, overridable: set[Name]
) -> Levers:
    """One alternative: what it changes, and the base plan's own where it is blank."""

    def source(name: Name) -> Figure:
        plain = base(name.quantity, name.member, name.year)
        if name not in overridable:
            return plain
        own = cells.named(override_name(name, scenario))
        return choose(known(own), LEVERS[name.quantity](own), plain)

    return Levers(source)


def chosen_levers(place: Figure, options: tuple[Levers, ...], overridable: set[Name]) -> Levers:
    """The alternative chosen on the front page, as a place among base plan and alternatives."""

    def source(name: Name) -> Figure:
        offers = [each(name.quantity, name.member, name.year) for each in options]
        return pick(place, tuple(offers)) if name in overridable else offers[0]

    return Levers(source)
