"""Clean tables: random associations whose amounts the project's own plan computes."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from typing import Any

from finsam_xl.domain.municipalities import municipality_names
from finsam_xl.domain.parameters import with_parameters
from finsam_xl.inputs.build import build_inputs
from finsam_xl.inputs.plan_file import cells_of
from finsam_xl.plans import recorded_plan
from finsam_xl.texts import texts_in
from tests.reviewing.handmade import Handmade, Row

PLACES = {1: 3, 10: 2, 100: 1, 1000: 0}
"""The decimals that an amount in tkr needs, by the step it is rounded in."""


def clean(seed: int) -> Handmade:
    """The clean tables of a seed."""
    return _Made(random.Random(f"clean {seed}")).tables()  # noqa: S311 - not a secret


class _Made:
    """A random association and its plan while it is being made."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.first = chance.choice((2024, 2026, 2027))
        self.reference = chance.random() < 0.5
        self.years = tuple(range(self.first - self.reference, self.first + 3))
        codes = chance.sample(sorted(municipality_names()), chance.randint(2, 12))
        self.names = {code: municipality_names()[code] for code in codes}
        self.step = {year: chance.choice((1, 10, 100, 1000)) for year in self.years}
        self.days = [date(self.first - 3 + years, month, day) for years, month, day in (
            (0, 6, 30), (0, 12, 31), (1, 6, 30), (2, 6, 30))]
        self.people = self._people()

    def _people(self) -> dict[date, dict[str, int]]:
        """Populations that drift from date to date."""
        people = {code: self.chance.randint(3_000, 130_000) for code in self.names}
        found = {}
        for day in self.days:
            people = {code: round(many * self.chance.uniform(0.97, 1.03))
                      for code, many in people.items()}
            found[day] = people
        return found

    def inputs(self) -> Any:  # noqa: ANN401 - the plan's own inputs
        """The inputs of its plan, as a plan file would hold them."""
        table: dict[str, Any] = {
            "budget_year": self.first, "limits": {},
            "association": {"name": "Förbundet Prov", "region": "Region Prov", "joint": "Alla"},
            "municipality": [{"code": code, "name": name} for code, name in self.names.items()],
            "population": [{"date": day, "people": people} for day, people in self.people.items()],
            "year": [self._year(year) for year in self.years],
            "administration": [self._cost("Styrelse"), self._cost("Kansli")],
            "activity": [
                {**self._cost(f"Insats {name}"), "kind": "individual", "host": name,
                 "beneficiary": name, "base": "yes", "funding": "own_funds"}
                for name in self.names.values()],
        }
        built, _ = build_inputs(cells_of(table, "clean"), "sv")
        return with_parameters(built, texts_in("sv").words["base_plan"])

    def _year(self, year: int) -> dict[str, Any]:
        part = self.chance.randint(10**6 // 1000, 10**7 // 1000) * 1000
        return {"year": year, "basis": "computed", "step": self.step[year], "rounding": "exact",
                "grant": {"value": Decimal(2 * part) / 1000, "status": "decided"},
                "reference_date": self.days[2] if year < self.first else self.days[3]}

    def _cost(self, name: str) -> dict[str, Any]:
        return {"name": name, "amount": {str(self.first): Decimal(self.chance.randint(50, 3000))}}

    def tables(self) -> Handmade:
        """What its plan computes, as a person writes it."""
        inputs = self.inputs()
        plan = recorded_plan(inputs)
        unit = self.chance.choice(("tkr", "tkr", "kr"))
        self.apart = self.chance.choice((" ", "\u00a0", ""))
        rows = [self._row("Försäkringskassan", "FK", plan, unit),
                self._row("Arbetsförmedlingen", "AF", plan, unit),
                self._row("Region Prov", "region", plan, unit),
                *(self._row(name, code, plan, unit) for code, name in sorted(
                    self.names.items(), key=lambda each: each[1]))]
        totals = {year: plan.years[year].total or 0 for year in self.years}
        rows.append(Row("Summa medlemmar", "100,00 %",
                        tuple(self._written(totals[year], year, unit) for year in self.years)))
        overhead, costs, total = self._costs(inputs, unit)
        assert plan.years[self.first].costs == total
        less = total - totals[self.first]
        words = ("Kostnader", "intäkter") if less >= 0 else ("Intäkter", "kostnader")
        return Handmade(
            title=f"Finansieringsplan {self.first}–{self.first + 2}", years=self.years, unit=unit,
            rows=tuple(rows), costs=costs, overhead=overhead,
            stated=f"{words[0]} överstiger {words[1]} med {self._tkr(abs(less))} tkr.",
            keys=self._keys(), codes={name: code for code, name in self.names.items()},
            steps=tuple(self.step[year] for year in self.years))

    def _costs(
        self, inputs: Any, unit: str,  # noqa: ANN401 - the plan's own inputs
    ) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...], int]:
        """Overhead and the summary of costs, each with its sum, and that sum in kronor."""
        def of(kind: str, number: int) -> list[int]:
            return [inputs.values[name] for row in range(1, number + 1)
                    for name in inputs.values
                    if str(name) == f"fs_{kind}_amount_{row:02}_{self.first}"]

        own = of("administration", 2)
        activities = of("activity", len(self.names))
        said = [self._written(each, 0, unit) for each in own]
        overhead = (("Styrelse", said[0]), ("Kansli", said[1]),
                    ("Summa", self._written(sum(own), 0, unit)))
        costs = (*((f"Insats, {name}", self._written(amount, 0, unit))
                   for name, amount in zip(self.names.values(), activities, strict=True)),
                 ("Overhead", self._written(sum(own), 0, unit)),
                 ("Summa kostnader", self._written(sum(own) + sum(activities), 0, unit)))
        return overhead, costs, sum(own) + sum(activities)

    def _row(self, label: str, member: str, plan: Any, unit: str) -> Row:  # noqa: ANN401
        year = plan.years[self.first]
        whole = year.total / 4 if member not in ("FK", "AF", "region") else year.total
        share = Decimal(year.contributions[member]) / Decimal(str(whole)) * 100
        return Row(label, f"{share:.2f} %".replace(".", ","), tuple(
            self._written(plan.years[each].contributions[member], each, unit)
            for each in self.years))

    def _written(self, kronor: int, year: int, unit: str) -> str:
        if unit == "kr":
            return self._grouped(kronor)
        return self._tkr(kronor, PLACES[self.step.get(year, 1000)])

    def _tkr(self, kronor: int, places: int = 3) -> str:
        whole, rest = divmod(kronor, 1000)
        tail = f"{rest:03d}"[:places] if places else ""
        return self._grouped(whole) + (f",{tail}" if tail.strip("0") else "")

    def _grouped(self, number: int) -> str:
        return f"{number:,}".replace(",", self.apart)

    def _keys(self) -> str:
        lines = [f"{code};{self.names[code]};{day};{many}"
                 for day, people in self.people.items() for code, many in people.items()]
        return "\n".join(["kod;kommun;datum;folkmängd", *lines])
