"""Everything a person decides or imports: the one thing a plan is computed from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from finsam_xl.domain.form import Form, Room
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
    room: Room = field(default_factory=Room)
    language: str = "sv"
    fixed_form: Form | None = None

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
        if when and any(self.when("population_date", slot(n)) == when for n in range(1, date_slot)):
            when = None
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

    @cached_property
    def form(self) -> Form:
        """What decides the layout; it follows from the values unless it was fixed."""
        if self.fixed_form is not None:
            return self.fixed_form
        return Form(
            room=self.room, reference=self.reference,
            municipalities=tuple((each.row, each.code) for each in self.municipalities),
            scenarios=self.used_rows("scenario_name", SCENARIO_SLOTS),
            activities=self.used_rows("activity_name", self.room.activities),
            administration=self.used_rows("administration_name", self.room.administration),
            printed=tuple(self._printed()),
        )

    def _printed(self) -> Iterator[str]:
        """Which printed figures were typed: whole years of amounts, shares and sums."""
        names = {name for name, value in self.values.items() if value is not None}
        yield from sorted({str(name.year) for name in names if name.quantity == "printed"})
        if any(name.quantity == "printed_share" for name in names):
            yield "share"
        sums = ("printed_total", "printed_overhead", "printed_costs", "printed_result",
                "printed_participants")
        yield from sorted(f"{name.quantity.removeprefix('printed_')}_{name.year}"
                          for name in names if name.quantity in sums)

    def formed_as(self, form: Form) -> PlanInputs:
        """The same values in another form: laid out as a book was before."""
        names = {each.row: each.name for each in self.municipalities}
        return replace(
            self, fixed_form=form, room=form.room, reference=form.reference,
            municipalities=tuple(Municipality(row, code, names.get(row, code))
                                 for row, code in form.municipalities),
        )

    @property
    def scenarios(self) -> tuple[int, ...]:
        """The slots of Alternativ that are live: those with a name."""
        return self.form.scenarios

    @property
    def people_vary(self) -> bool:
        """Whether there are alternatives that may have other planned participants."""
        return bool(self.scenarios) and "activity_participants" in self.form.levers

    def changed(self, values: Mapping[Name, InputValue]) -> PlanInputs:
        """The same inputs with some of them changed; None empties a cell."""
        merged = {**self.values, **values}
        return replace(self, values={k: v for k, v in merged.items() if v is not None})
