"""Random plans: the table of a plan file that nobody thought of, always the same for a seed."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from finsam_xl.domain.form import Room
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.parameters import parameters, with_parameters
from finsam_xl.inputs.build import build_inputs
from finsam_xl.inputs.plan_file import cells_of
from finsam_xl.texts import texts_in

PLANS = 200
HUGE = parameters()["exact_limit"]["kronor"]
_STEPS = (1, 10, 100, 1000)
_NAMES = ("Alm", "Björk", "Ek", "Rönn", "Ask", "Al", "Hassel", "Lind", "Lönn", "Oxel", "Sälg",
          "Asp & Co", 'Gran "Nya"', "Tall's")
_SCENARIOS = ("Mindre kansli", "Oförändrat anslag", "Dyrare insatser", "Plan 1", "Grundplanen")


def random_inputs(seed: int) -> PlanInputs:
    """The inputs of a random plan; four of five have no more rows than they use."""
    table = _Table(random.Random(f"plan {seed}")).made()  # noqa: S311 - not a secret
    language = "en" if seed % 10 == 9 else "sv"
    built, _ = build_inputs(cells_of(table, f"plan {seed}"), language)
    inputs = with_parameters(built, texts_in(language).words["base_plan"])
    return inputs if seed % 5 == 0 else replace(inputs, room=_tight(inputs))


def _tight(inputs: PlanInputs) -> Room:
    """Room for what is written and one spare row."""
    def used(quantity: str, most: int) -> int:
        return max((0, *inputs.used_rows(quantity, most))) + 1

    room = inputs.room
    return Room(
        municipalities=used("municipality_code", room.municipalities), dates=room.dates,
        activities=used("activity_name", room.activities),
        administration=used("administration_name", room.administration),
        notes=1, changes=2, ceilings=used("ceiling_income", room.ceilings),
    )


@dataclass
class _Table:
    """The table of a plan file while it is being made."""

    chance: random.Random
    table: dict[str, Any] = field(default_factory=dict)

    def made(self) -> Mapping[str, Any]:
        """All parts, each with its own luck."""
        self.budget = self.chance.choice((2024, 2026, 2027, 2030))
        self.reference = self.chance.random() < 0.6
        self.years = range(self.budget - self.reference, self.budget + 3)
        self.members()
        self.population()
        self.year_tables()
        self.activities()
        self.administration()
        self.scenarios()
        self.rest()
        self.scenario_people()
        return self.table

    def maybe(self, likelihood: float) -> bool:
        """Whether something happens this time."""
        return self.chance.random() < likelihood

    def members(self) -> None:
        """One to twelve municipalities, in any order of their codes."""
        number = self.chance.choice((1, 2, 3, 4, 5, 8, 12))
        codes = self.chance.sample(range(9900, 10_000), number)
        names = self.chance.sample(_NAMES, number)
        self.codes = [str(code) for code in codes]
        self.names = names
        self.table["budget_year"] = self.budget
        self.table["association"] = {"name": "Samordningsförbundet Prov", "region": "Region Prov",
                                     "joint": "Hela förbundet"}
        self.table["municipality"] = [
            {"code": code, "name": name} for code, name in zip(self.codes, names, strict=True)
        ]

    def people(self) -> int:
        """How many live in a municipality; ties, nobody and cities occur."""
        return self.chance.choice((
            self.chance.randint(2_000, 120_000), self.chance.randint(1, 9), 10_000, 10_000,
            self.chance.randint(0, 1) * 500, self.chance.randint(500_000, 1_000_000),
        ))

    def population(self) -> None:
        """One to three reference dates."""
        days = [date(self.budget - 1, 6, 30), date(self.budget - 2, 12, 31),
                date(self.budget - 1, 12, 31)][:self.chance.randint(1, 3)]
        counted = []
        for day in days:
            people = {code: self.people() for code in self.codes}
            people[self.codes[0]] = people[self.codes[0]] or 7
            table: dict[str, Any] = {"date": day, "people": people}
            if self.maybe(0.8):
                table["source"] = "SCB"
            counted.append(table)
        self.days = days
        self.table["population"] = counted

    def tkr(self, kronor: int) -> Decimal:
        """Kronor as they are typed."""
        return Decimal(kronor) / 1000

    def steps_of(self, step: int) -> int:
        """A whole number of steps: nothing, small, negative, ordinary or huge."""
        return self.chance.choice((
            0, step, -self.chance.randint(1, 10**7) * step,
            *(self.chance.randint(10**5, 10**7 // step + 10**5) * step for _ in range(6)),
            (HUGE // 2 // step - self.chance.randint(0, 999)) * step,
        ))

    def cost(self) -> Decimal:
        """What a line costs."""
        return self.tkr(self.chance.choice((
            0, 1, self.chance.randint(1, 10**7), self.chance.randint(1, 10**7),
            self.chance.randint(1, 10**4) * 1000, self.chance.randint(1, 10**9),
        )))

    def year_tables(self) -> None:
        """Every year's grant, rules and amounts."""
        self.table["year"] = [self.year_table(year) for year in self.years]
        self.table["stated"] = {
            str(each["year"]): self.stated() for each in self.table["year"]
            if each["basis"] == "stated"
        }

    def year_table(self, year: int) -> dict[str, Any]:
        """One year's table."""
        step = self.chance.choice(_STEPS)
        stated = self.maybe(0.8 if year < self.budget else 0.1)
        found: dict[str, Any] = {
            "year": year, "basis": "stated" if stated else "computed", "step": step,
            "rounding": "by_row" if self.maybe(0.3) else "exact",
        }
        part = self.steps_of(step)
        if not stated or self.maybe(0.7):
            found["grant"] = {"value": self.tkr(2 * part), "status": self.chance.choice(
                ("decided", "preliminary", "assumption"))}
        for side in ("region", "municipalities"):
            follows = "region_follows" if side == "region" else "municipalities_follow"
            if self.maybe(0.25):
                found[follows] = "at_least"
                found[f"{side}_stated"] = self.tkr(abs(self.steps_of(step)))
        if year > self.budget and self.maybe(0.2):
            found.pop("grant", None)
        if year <= self.budget or self.maybe(0.3):
            found["reference_date"] = self.chance.choice(self.days)
        if year > self.budget and self.maybe(0.7):
            found["cost_change"] = Decimal(self.chance.randint(-2000, 2000)) / 10_000
        if year == self.budget and self.maybe(0.7):
            found["equity_opening"] = self.tkr(self.chance.randint(-10**6, 10**7))
        if year >= self.budget and self.maybe(0.5):
            found["deficit_motive"] = "Enligt samråd"
        return found

    def stated(self) -> dict[str, Decimal]:
        """The amounts of a year as decided or printed."""
        return {member: self.tkr(self.chance.randint(0, 10**7))
                for member in ("FK", "AF", "region", *self.codes)}

    def activities(self) -> None:
        """Activities of either kind, some of them paid by others, some without amounts."""
        lines = []
        for number in range(self.chance.randint(0, 6)):
            hosts = (*self.names, "Hela förbundet")
            line: dict[str, Any] = {
                "name": f"Insats {number}", "kind": self.chance.choice(("individual",
                                                                        "structural")),
                "host": self.chance.choice(hosts), "beneficiary": self.chance.choice(hosts),
                "base": self.chance.choice(("yes", "no")),
                "funding": self.chance.choice(("own_funds", "own_funds", "external_funds")),
                "amount": self.costs(),
            }
            if self.maybe(0.7):
                line["participants"] = self.chance.choice((0, 1, self.chance.randint(1, 300)))
            if self.maybe(0.5):
                line["weight"] = self.chance.randint(0, 3)
            lines.append(line)
        self.table["activity"] = lines

    def costs(self) -> dict[str, Decimal]:
        """Amounts of the budget year and, now and then, of the plan years."""
        return {str(year): self.cost() for year in range(self.budget, self.budget + 3)
                if self.maybe(0.9 if year == self.budget else 0.3)}

    def administration(self) -> None:
        """Overhead in a few rows."""
        self.table["administration"] = [
            {"name": f"Rad {number}", "amount": self.costs()}
            for number in range(self.chance.randint(0, 3))
        ]

    def scenarios(self) -> None:
        """None to five alternatives, each changing a few things."""
        number = self.chance.choice((0, 0, 0, 1, 2, 5))
        made = []
        for name in _SCENARIOS[:number]:
            scenario: dict[str, Any] = {"name": name, "reason": "Prövning", "change": []}
            years = [year for year in self.years if year >= self.budget]
            if self.maybe(0.6):
                scenario["grant"] = {
                    str(year): self.tkr(2 * self.steps_of(1000)) for year in years
                    if self.maybe(0.6)
                }
            if self.maybe(0.5):
                scenario["cost_change"] = {str(year): Decimal(self.chance.randint(-900, 900))
                                           / 10_000 for year in years[1:]}
            for key in ("activity", "administration"):
                for row in range(1, len(self.table[key]) + 1):
                    if self.maybe(0.3):
                        scenario["change"].append({key: row, "year": self.chance.choice(years),
                                                   "amount": self.cost()})
            made.append(scenario)
        self.table["scenario"] = made
        self.chosen = self.chance.choice(("", *_SCENARIOS[:number]))

    def scenario_people(self) -> None:
        """Other participants in some activities of some alternatives, nobody among them."""
        for scenario in self.table["scenario"]:
            scenario["change"] += [
                {"activity": row, "participants": self.chance.choice(
                    (0, 1, self.chance.randint(1, 300)))}
                for row in range(1, len(self.table["activity"]) + 1) if self.maybe(0.4)
            ]

    def rest(self) -> None:
        """Limits, ceilings and printed figures."""
        limits: dict[str, Any] = {}
        if self.maybe(0.8):
            limits["equity_floor"] = self.tkr(self.chance.randint(0, 2 * 10**6))
        if self.maybe(0.3):
            limits["grant_rise_limit"] = Decimal(self.chance.randint(0, 2500)) / 10_000
        if self.chosen:
            limits["scenario_chosen"] = self.chosen
        self.table["limits"] = limits
        if self.maybe(0.4):
            incomes = sorted(self.chance.sample(range(1, 40_000), self.chance.randint(1, 4)))
            self.table["ceiling"] = [
                {"income": income, **self.chance.choice((
                    {"equity": self.chance.randint(0, 5000)}, {"percent": Decimal("0.2")},
                    {"equity": 1000, "percent": Decimal("0.155")}, {}))}
                for income in incomes
            ]
        self.printed()

    def printed(self) -> None:
        """Printed shares, amounts and sums, for some members of some years."""
        members = ("FK", "AF", "region", *self.codes)
        if self.maybe(0.3):
            self.table["printed_share"] = {
                member: Decimal(self.chance.randint(0, 100)) / 100 for member in members
                if self.maybe(0.8)
            }
        self.table["printed"] = {
            str(year): {member: self.cost() for member in members if self.maybe(0.8)}
            for year in self.years if self.maybe(0.3)
        }
        self.table["printed_sums"] = {
            str(year): {key: self.cost() for key in ("total", "overhead", "costs", "result")
                        if self.maybe(0.5)}
            for year in self.years if year >= self.budget and self.maybe(0.3)
        }
