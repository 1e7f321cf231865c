"""The financing plan: inputs in, every figure out, along one straight line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from finsam_xl.domain.cells import InputCells, Words
from finsam_xl.domain.costs import (
    CostLines,
    Participants,
    YearCosts,
    activity_lines,
    administration_lines,
    participants,
    planned_people,
    year_costs,
)
from finsam_xl.domain.equity import YearEquity, equity_chain, starting_equity
from finsam_xl.domain.funding import (
    Population,
    YearFunding,
    municipality_codes,
    municipality_rows,
    year_funding,
    year_population,
)
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.names import Name, slot
from finsam_xl.domain.scenario import (
    Levers,
    base_levers,
    chosen_levers,
    levers_of,
    scenario_levers,
)
from finsam_xl.figures.figure import Figure
from finsam_xl.figures.rules import (
    carried,
    choose,
    find_place,
    joined,
    known,
    minus,
    plus,
    wording,
)


@dataclass(frozen=True, slots=True)
class Run:
    """One calculation from levers to equity: the plan shown, the base plan or an alternative."""

    levers: Levers
    funding: tuple[YearFunding, ...]
    activities: CostLines
    administration: CostLines
    costs: tuple[YearCosts, ...]
    equity: tuple[YearEquity, ...]
    participants: Participants

    def funding_of(self, year: int) -> YearFunding:
        """The funding of a year."""
        return next(each for each in self.funding if each.year == year)


@dataclass(frozen=True, slots=True)
class Calculation:
    """The recorded calculation: what is shown, and all alternatives side by side."""

    cells: InputCells
    years: tuple[Figure, ...]
    codes: tuple[Figure, ...]
    rows: tuple[Figure, ...]
    population: Mapping[int, Population]
    shown: Run
    alternatives: tuple[Run, ...]
    found: Figure | None
    chosen: Figure | None
    names: tuple[Figure, ...]
    overridable: tuple[Name, ...]

    @property
    def inputs(self) -> PlanInputs:
        """The inputs it was computed from."""
        return self.cells.inputs

    @property
    def base(self) -> Run:
        """The base plan, which is what is shown while there is no alternative."""
        return self.alternatives[0] if self.alternatives else self.shown

    @property
    def participants(self) -> Participants:
        """The planned participants that are shown."""
        return self.shown.participants


def calculate(inputs: PlanInputs, words: Words) -> Calculation:
    """Record the whole calculation; blank inputs give unknown figures, never an error."""
    cells = InputCells(inputs, words)
    codes, rows = municipality_codes(cells), municipality_rows(cells)
    population = {year: year_population(cells, year, rows) for year in inputs.years}
    base, start = base_levers(cells), starting_equity(cells)
    overridable = levers_of(cells) if inputs.scenarios else ()
    found: Figure | None = None
    chosen: Figure | None = None
    names: tuple[Figure, ...] = ()
    shown = base
    options: tuple[Levers, ...] = ()
    if inputs.scenarios:
        free = set(overridable)
        others = (scenario_levers(cells, base, each, free) for each in inputs.scenarios)
        options = (base, *others)
        names = _names(cells)
        found = find_place(cells("scenario_chosen"), names)
        chosen = choose(known(found), found, 1)
        shown = chosen_levers(chosen, options, free)
    return Calculation(
        cells=cells, years=_years(cells), codes=codes, rows=rows, population=population,
        shown=_run(cells, shown, population, codes, start, planned_people(cells, shown)),
        alternatives=tuple(
            _run(cells, each, _counted_again(population, inputs.budget_year), codes,
                 carried(start), _carried(planned_people(cells, each)))
            for each in options
        ),
        found=found, chosen=chosen, names=names, overridable=overridable,
    )


def _counted_again(
    population: Mapping[int, Population], budget_year: int
) -> dict[int, Population]:
    """The people of budget and plan years, carried to an alternative's own calculation."""
    return {
        year: replace(each, people=_carried(each.people))
        for year, each in population.items() if year >= budget_year
    }


def _carried(people: tuple[Figure, ...]) -> tuple[Figure, ...]:
    return tuple(carried(many) for many in people)


def _run(
    cells: InputCells, levers: Levers, population: Mapping[int, Population],
    codes: tuple[Figure, ...], start: Figure, people: tuple[Figure, ...],
) -> Run:
    inputs = cells.inputs
    funding = tuple(
        year_funding(cells, levers, codes, population[year]) for year in population
    )
    activities = activity_lines(cells, levers)
    administration = administration_lines(cells, levers)
    costs = tuple(
        year_costs(cells, year, activities, administration) for year in inputs.cost_years
    )
    equity = equity_chain(cells, start, funding[-len(costs):], costs)
    return Run(levers=levers, funding=funding, activities=activities,
               administration=administration, costs=costs, equity=equity,
               participants=participants(cells, people))


def _names(cells: InputCells) -> tuple[Figure, ...]:
    """The names that may be chosen: the base plan's, then the alternatives' own."""
    written = (cells("scenario_name", slot(each)) for each in cells.inputs.scenarios)
    return (wording(cells.words["base_plan"]), *(joined(name) for name in written))


def _years(cells: InputCells) -> tuple[Figure, ...]:
    """The years as figures, counted from the budget year."""
    inputs = cells.inputs
    budget = cells("budget_year")
    before = (minus(budget, 1),) if inputs.reference else ()
    after = tuple(plus(budget, ahead) for ahead in range(1, inputs.plan_years + 1))
    return (*before, carried(budget), *after)


@dataclass(frozen=True, slots=True)
class YearPlan:
    """One year of the plan as plain whole kronor; None where it is not known."""

    status: str
    contributions: Mapping[str, int | None]
    total: int | None
    costs: int | None
    result: int | None
    equity_opening: int | None
    equity_closing: int | None


@dataclass(frozen=True, slots=True)
class FinancingPlan:
    """A financing plan: its years as plain numbers, and the recorded calculation behind them.

    `contributions` are keyed FK, AF, region and four-digit municipality codes.
    """

    inputs: PlanInputs
    scenario: str
    years: Mapping[int, YearPlan]
    calculation: Calculation


def financing_plan(calculation: Calculation) -> FinancingPlan:
    """Read the plain figures of a plan out of its recorded calculation."""
    inputs = calculation.inputs
    return FinancingPlan(
        inputs=inputs,
        scenario=inputs.text("scenario_chosen") or calculation.cells.words["base_plan"],
        years=_year_plans(calculation, calculation.shown),
        calculation=calculation,
    )


def side_by_side(plan: FinancingPlan) -> dict[str, Mapping[int, YearPlan]]:
    """The years of the base plan and of every alternative, by their names."""
    calculation = plan.calculation
    if not calculation.alternatives:
        return {plan.scenario: plan.years}
    names = (str(name.value) for name in calculation.names)
    return {name: _year_plans(calculation, run)
            for name, run in zip(names, calculation.alternatives, strict=True)}


def _year_plans(calculation: Calculation, run: Run) -> dict[int, YearPlan]:
    """The years of a run; a reference year is the same in all of them."""
    shown, first = calculation.shown, calculation.inputs.budget_year
    return {year: _year_plan(calculation, run if year >= first else shown, year)
            for year in calculation.inputs.years}


def _year_plan(calculation: Calculation, run: Run, year: int) -> YearPlan:
    inputs = calculation.inputs
    funding = run.funding_of(year)
    rows = zip(inputs.members, (*funding.parties, *funding.municipal), strict=True)
    place = inputs.cost_years.index(year) if year in inputs.cost_years else None
    equity = run.equity[place] if place is not None else None
    return YearPlan(
        status=year_status(inputs, year),
        contributions={member: plain(amount) for member, amount in rows},
        total=plain(funding.total),
        costs=plain(run.costs[place].costs) if place is not None else None,
        result=plain(equity.result) if equity else None,
        equity_opening=plain(equity.opening) if equity else None,
        equity_closing=plain(equity.closing) if equity else None,
    )


def year_status(inputs: PlanInputs, year: int) -> str:
    """How certain a year is: stated, or the certainty of its grant."""
    if inputs.value("basis", year=year) == "stated":
        return "stated"
    return "decided" if inputs.value("grant_status", year=year) == "decided" else "preliminary"


def plain(figure: Figure) -> int | None:
    """A figure's whole number; None where it is not known."""
    value = figure.value
    return value if isinstance(value, int) else None
