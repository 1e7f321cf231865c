"""Next year's book: the budget year becomes the stated reference, the plan years move up."""

from __future__ import annotations

from dataclasses import dataclass, replace

from finsam_xl.domain.inputs import InputValue, PlanInputs
from finsam_xl.domain.names import Name
from finsam_xl.domain.parameters import with_parameters
from finsam_xl.domain.plan import FinancingPlan, plain
from finsam_xl.errors import InputError
from finsam_xl.texts import texts_in

_DECIDED_ANEW = ("decision_", "deficit_motive", "equity_opening", "printed", "reference_date",
                 "required_date", "scenario_", "change_")
_KEPT_NAMES = ("change_",)


@dataclass(frozen=True, slots=True)
class Rolled:
    """Next year's inputs, and the names of what must be decided anew."""

    inputs: PlanInputs
    to_decide: tuple[Name, ...]


def roll(plan: FinancingPlan, to: int) -> Rolled:
    """Move a plan one year on; `to` is the new budget year.

    Amounts of the new reference year are stated as the plan computed them. Grants of the years
    that move up carry over; whatever must be decided anew is blank and listed.
    """
    inputs = plan.inputs
    if to != inputs.budget_year + 1:
        raise InputError("year_gap", place="--to", year=to, budget=inputs.budget_year,
                         next=inputs.budget_year + 1)
    values = {name: value for name, value in inputs.values.items() if _carries(name, inputs)}
    values |= _stated(plan)
    values[Name("budget_year")] = to
    rolled = replace(inputs, budget_year=to, reference=True, values={})
    rolled = rolled.changed(_new_last_year(values, rolled))
    rolled = with_parameters(rolled, texts_in(inputs.language).words["base_plan"])
    return Rolled(rolled, tuple(_to_decide(rolled)))


def _carries(name: Name, inputs: PlanInputs) -> bool:
    """Whether an input stays: everything but last year's reference and what is decided anew."""
    if name.quantity.startswith(_DECIDED_ANEW):
        return name.quantity.startswith(_KEPT_NAMES)
    if name.quantity.startswith("plan_note"):
        return False
    year = name.year
    if year is None:
        return True
    if name.quantity in ("activity_amount", "administration_amount", "cost_change"):
        return year > inputs.budget_year + (name.quantity == "cost_change")
    return year >= inputs.budget_year and name.quantity != "stated"


def _stated(plan: FinancingPlan) -> dict[Name, InputValue]:
    """The old budget year's amounts, stated as they were computed."""
    year = plan.inputs.budget_year
    stated: dict[Name, InputValue] = {Name("basis", year=year): "stated"}
    for member, amount in plan.years[year].contributions.items():
        if amount is None:
            raise InputError("roll_unknown", place=str(year), member=member, year=year)
        stated[Name("stated", member, year)] = amount
    grant = plain(plan.calculation.shown.funding_of(year).grant)
    stated[Name("grant", year=year)] = grant
    return stated


def _new_last_year(
    values: dict[Name, InputValue], rolled: PlanInputs
) -> dict[Name, InputValue]:
    """The rules of the last year go on into the year that is added."""
    last = rolled.years[-1]
    rules = ("basis", "region_follows", "region_stated", "municipalities_follow",
             "municipalities_stated", "step", "rounding")
    added = {Name(rule, year=last): values[Name(rule, year=last - 1)]
             for rule in rules if Name(rule, year=last - 1) in values}
    if added.get(Name("basis", year=last)) == "stated":
        added[Name("basis", year=last)] = "computed"
    for year in rolled.cost_years:
        if values.get(Name("basis", year=year)) == "stated":
            added[Name("basis", year=year)] = "computed"
    return {**values, **added}


def _to_decide(rolled: PlanInputs) -> list[Name]:
    """What the new plan needs and does not have."""
    budget, last = rolled.budget_year, rolled.years[-1]
    wanted = [Name("grant", year=year) for year in (budget, last)]
    wanted += [
        Name("reference_date", year=budget), Name("equity_opening", year=budget),
        Name("deficit_motive", year=budget), Name("decision_paragraph"), Name("decision_date"),
        Name("plan_note", "01"),
    ]
    rows = (("activity", rolled.room.activities), ("administration", rolled.room.administration))
    for key, room in rows:
        wanted += [Name(f"{key}_amount", f"{row:02d}", budget)
                   for row in rolled.used_rows(f"{key}_name", room)]
    return [name for name in wanted if rolled.values.get(name) is None]
