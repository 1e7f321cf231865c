"""What each figure of the calculation is: a key that finds its label, source and sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from finsam_xl.domain.costs import CostLines, YearCosts
from finsam_xl.domain.equity import YearEquity
from finsam_xl.domain.funding import YearFunding
from finsam_xl.domain.inputs import PARTIES, PlanInputs
from finsam_xl.domain.names import slot
from finsam_xl.domain.plan import Calculation, Run
from finsam_xl.figures.figure import Figure
from finsam_xl.texts import Texts, texts_in

_UNITS = {
    **dict.fromkeys(("people", "everyone", "base_offer", "individual_people",
                     "structural_people", "everyone_people", "group_offers"), "people"),
    **dict.fromkeys(("table_row", "key_column", "chosen_place", "sign", "steps", "each", "over",
                     "left", "product", "whole_part", "rest", "place", "activity_weight",
                     "places", "balancing_halves", "ceiling_place"), ""),
    "key_date": "date", "budget_year": "year", "ceiling_typed": "tkr",
    "ceiling_share": "percent", "cost_change": "hundredths", "code": "",
}


@dataclass(frozen=True, slots=True)
class Role:
    """What a figure is: a key of the texts, whose year and whose member, in which alternative."""

    key: str
    year: int | None = None
    member: str = ""
    alternative: str = ""

    @property
    def unit(self) -> str:
        """The unit of such a figure; kronor unless it is something else."""
        return _UNITS.get(self.key, "kr")

    def label(self, texts: Texts) -> str:
        """What the figure is called, as the sheets call it."""
        said = texts.label(self.key).removesuffix(", kr")
        dated = f"{said} {self.year}" if self.year else said
        whose = ", ".join(part for part in (self.member, self.alternative) if part)
        return f"{dated}: {whose}" if whose else dated


def roles(calculation: Calculation) -> dict[Figure, Role]:
    """Every figure that the calculation knows by a name of its own, and what it is.

    The plan shown comes first: what it shares with an alternative is its own.
    """
    found: dict[Figure, Role] = {}
    for figure, role in _all_roles(calculation):
        if not figure.is_typed:
            found.setdefault(figure, role)
    return found


def _all_roles(calculation: Calculation) -> Iterator[tuple[Figure, Role]]:
    inputs = calculation.inputs
    names = [each.name for each in inputs.municipalities]
    yield from _run(calculation.shown, inputs, names)
    yield from _common(calculation, names)
    for place, run in enumerate(calculation.alternatives):
        alternative = str(calculation.names[place].value)
        for figure, role in _run(run, inputs, names):
            yield figure, replace(role, alternative=alternative)


def _common(calculation: Calculation, names: list[str]) -> Iterator[tuple[Figure, Role]]:
    for year, population in calculation.population.items():
        yield population.date, Role("key_date", year)
        yield population.column, Role("key_column", year)
        yield from _each("people", year, names, population.people)
    yield from _each("code", None, names, calculation.codes)
    yield from _each("table_row", None, names, calculation.rows)
    for figure in calculation.years:
        yield figure, Role("budget_year")
    if calculation.chosen is not None:
        yield calculation.chosen, Role("chosen_place")
    people = calculation.participants
    for key, figure in (
        ("everyone_people", people.everyone), ("individual_people", people.individual),
        ("structural_people", people.structural), ("base_offer", people.base_offer),
        ("weighed_places", people.weighed),
    ):
        yield figure, Role(key)
    yield from _each("group_offers", None, names, people.offers)
    lines = _line_names(calculation.inputs, "activity", len(people.places))
    yield from _each("activity_weight", None, lines, people.weights)
    yield from _each("places", None, lines, people.places)


def _run(run: Run, inputs: PlanInputs, names: list[str]) -> Iterator[tuple[Figure, Role]]:
    for paid in run.funding:
        yield from _funding(paid, names)
    joint = inputs.text("joint_name") or texts_in(inputs.language).label("joint_name")
    for year, spent, equity in zip(inputs.cost_years, run.costs, run.equity, strict=True):
        yield from _costs(year, spent, names, joint)
        yield from _equity(year, equity)
        if year > inputs.budget_year:
            yield run.levers("cost_change", year=year), Role("cost_change", year)
    for kind, lines in (("activity", run.activities), ("administration", run.administration)):
        yield from _lines(inputs, kind, lines)


def _funding(paid: YearFunding, names: list[str]) -> Iterator[tuple[Figure, Role]]:
    year, division = paid.year, paid.division
    for party, amount in zip(PARTIES, paid.parties, strict=True):
        yield amount, Role(f"party_{party}", year)
    for key, figures in (
        ("contribution_kr", paid.municipal), ("chosen_share", paid.computed),
        ("people", division.people), ("product", division.products),
        ("whole_part", division.whole), ("rest", division.rest), ("place", division.place),
        ("exact_share", division.exact), ("by_row_share", division.by_row),
    ):
        yield from _each(key, year, names, figures)
    for key, figure in (
        ("municipalities_total", paid.municipal_total), ("state_total", paid.state_total),
        ("members_total", paid.total), ("grant_kr", paid.grant), ("half", paid.half),
        ("region_part", paid.region_part), ("municipal_part", paid.municipal_part),
        ("everyone", division.everyone), ("sign", division.sign), ("steps", division.steps),
        ("odd", division.odd), ("each", division.each), ("over", division.over),
        ("left", division.left),
    ):
        yield figure, Role(key, year)


def _costs(
    year: int, spent: YearCosts, names: list[str], joint: str
) -> Iterator[tuple[Figure, Role]]:
    yield from _each("costs_by_host", year, names, spent.hosting)
    yield from _each("costs_by_benefit", year, names, spent.benefit)
    yield spent.hosting_joint, Role("costs_by_host", year, joint)
    yield spent.benefit_joint, Role("costs_by_benefit", year, joint)
    for key, figure in (
        ("structural", spent.structural), ("activities_total", spent.activities),
        ("activities_total", spent.benefit_total), ("overhead", spent.overhead),
        ("costs_total", spent.costs),
    ):
        yield figure, Role(key, year)


def _equity(year: int, equity: YearEquity) -> Iterator[tuple[Figure, Role]]:
    balance, ceiling = equity.balance, equity.ceiling
    for key, figure in (
        ("result", equity.result), ("opening", equity.opening), ("closing", equity.closing),
        ("floor", equity.floor), ("room_left", equity.room),
        ("needed_opening", equity.needed_opening), ("region_fixed", balance.fixed[0]),
        ("municipalities_fixed", balance.fixed[1]), ("balancing_halves", balance.halves),
        ("balancing_grant", balance.grant), ("fitting_costs", equity.fitting_costs),
        ("ceiling_place", ceiling.row), ("ceiling_typed", ceiling.typed),
        ("ceiling_share", ceiling.percent), ("ceiling_amount", ceiling.amount),
    ):
        yield figure, Role(key, year)


def _lines(inputs: PlanInputs, kind: str, lines: CostLines) -> Iterator[tuple[Figure, Role]]:
    names = _line_names(inputs, kind, len(lines.own[0]))
    years = inputs.cost_years
    for key, columns, shown in (("own_funds", lines.own, years),
                                ("followed_amount", lines.amount, years),
                                ("typed_amount", lines.typed, years[1:])):
        for year, column in zip(shown, columns, strict=True):
            yield from _each(key, year, names, column)


def _line_names(inputs: PlanInputs, kind: str, rows: int) -> list[str]:
    return [inputs.text(f"{kind}_name", slot(row)) or str(row) for row in range(1, rows + 1)]


def _each(
    key: str, year: int | None, names: Iterable[str], figures: Iterable[Figure]
) -> Iterator[tuple[Figure, Role]]:
    for name, figure in zip(names, figures, strict=True):
        yield figure, Role(key, year, name)
