"""Everything a person decides or imports: the one thing a plan is computed from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from finsam_xl.domain.names import Name, day_of, slot

InputValue: TypeAlias = int | Fraction | str | date | None
"""Kronor, people, a fraction (per cent), a text, the key of a choice, a date; None if blank."""

PARTIES = ("FK", "AF", "region")
SCENARIO_SLOTS = 5


@dataclass(frozen=True, slots=True)
class Municipality:
    """A member of the municipal quarter: its row on Befolkning, four-digit code and name."""

    row: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Room:
    """How many rows each input block has, spare ones included."""

    municipalities: int = 11
    dates: int = 3
    activities: int = 16
    administration: int = 8
    notes: int = 6
    changes: int = 20
    ceilings: int = 5


@dataclass(frozen=True, kw_only=True)
class PlanInputs:
    """The inputs of a financing plan.

    `values` maps names to what stands there: amounts in whole kronor, per cent and shares as
    exact fractions, choices by their English key. A scenario is such a mapping changed.

    `years` are in order; `reference` says whether the first one is a stated reference year.
    """

    budget_year: int
    reference: bool
    plan_years: int = 2
    municipalities: tuple[Municipality, ...] = ()
    values: Mapping[Name, InputValue] = field(default_factory=dict)
    room: Room = Room()
    language: str = "sv"

    @property
    def years(self) -> tuple[int, ...]:
        """Reference year (if any), budget year and plan years."""
        first = self.budget_year - 1 if self.reference else self.budget_year
        return tuple(range(first, self.budget_year + self.plan_years + 1))

    @property
    def cost_years(self) -> tuple[int, ...]:
        """The years that have costs: budget year and plan years."""
        return tuple(year for year in self.years if year >= self.budget_year)

    def value(
        self, quantity: str, member: str = "", year: int | None = None, day: str = ""
    ) -> InputValue:
        """What stands under a name; None if nothing does."""
        return self.values.get(Name(quantity, member, year, day))

    def text(self, quantity: str, member: str = "", year: int | None = None) -> str:
        """The text under a name, empty if nothing stands there."""
        found = self.value(quantity, member, year)
        return found if isinstance(found, str) else ""

    def amount(self, quantity: str, member: str = "", year: int | None = None) -> int | None:
        """Whole kronor or another whole number under a name, None if nothing stands there."""
        found = self.value(quantity, member, year)
        return found if isinstance(found, int) else None

    def when(self, quantity: str, member: str = "", year: int | None = None) -> date | None:
        """The date under a name, None if nothing stands there."""
        found = self.value(quantity, member, year)
        return found if isinstance(found, date) else None

    @property
    def codes(self) -> tuple[str, ...]:
        """Municipality codes in the order of the table."""
        return tuple(each.code for each in self.municipalities)

    @property
    def members(self) -> tuple[str, ...]:
        """Party keys and municipality codes, as the plan lists them."""
        return (*PARTIES, *self.codes)

    def reference_date(self, year: int) -> date | None:
        """The population's date for a year; a blank plan year follows the budget year."""
        own = self.when("reference_date", year=year)
        if own is None and year > self.budget_year:
            return self.when("reference_date", year=self.budget_year)
        return own

    def date_slots(self) -> Iterator[tuple[int, date | None]]:
        """The population columns: slot number and date, None for a spare one."""
        for number in range(1, self.room.dates + 1):
            yield number, self.when("population_date", slot(number))

    def population_name(self, row: int, date_slot: int) -> Name:
        """The name of a population cell, by code and date where both are given."""
        code = next((each.code for each in self.municipalities if each.row == row), None)
        when = self.when("population_date", slot(date_slot))
        return Name(
            "population",
            code or f"row_{slot(row)}",
            day=day_of(when) if when else f"date_{slot(date_slot)}",
        )

    def people(self, code: str, when: date) -> int | None:
        """People registered in a municipality on a date."""
        return self.amount_named(Name("population", code, day=day_of(when)))

    def amount_named(self, name: Name) -> int | None:
        """Whole kronor or people under a ready name."""
        found = self.values.get(name)
        return found if isinstance(found, int) else None

    def used_rows(self, quantity: str, room: int) -> tuple[int, ...]:
        """The numbers of the rows in which a quantity is written."""
        return tuple(n for n in range(1, room + 1) if self.value(quantity, slot(n)) is not None)

    @property
    def scenarios(self) -> tuple[int, ...]:
        """The slots of Alternativ that have a name."""
        return self.used_rows("scenario_name", SCENARIO_SLOTS)

    def changed(self, values: Mapping[Name, InputValue]) -> PlanInputs:
        """The same inputs with some of them changed; None empties a cell."""
        merged = {**self.values, **values}
        return replace(self, values={k: v for k, v in merged.items() if v is not None})
