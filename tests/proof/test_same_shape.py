"""Other values, the same formulas: no code may peek at what a figure is worth."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

import pytest

from finsam_xl.domain.inputs import InputValue, PlanInputs
from finsam_xl.domain.names import Name
from finsam_xl.domain.quantities import QUANTITIES, SHAPING, STEPS, Kind
from finsam_xl.plans import EXAMPLES, draft_plan, example, recorded_plan
from finsam_xl.sheets.registry import spelled_before
from tests.everyday import first
from tests.proof.random_plans import random_inputs

_STRUCTURE = SHAPING | {
    "budget_year", "municipality_code", "activity_name", "administration_name", "scenario_name",
}
_NEVER_BLANK = ("printed", "population", "basis", "municipality", "region_name", "joint_name",
                "association_name")


def _formulas(inputs: PlanInputs) -> Mapping[str, str]:
    spelled_before.cache_clear()
    draft = draft_plan(recorded_plan(inputs)).draft
    return {f"{sheet.key} {at}": cell.formula for sheet in draft.sheets
            for at, cell in sheet.cells.items() if cell.formula is not None}


def _otherwise(inputs: PlanInputs, seed: int) -> PlanInputs:
    """The same structure with every value another one, and some of them blank."""
    chance = random.Random(seed)  # noqa: S311 - not a secret
    names = [*inputs.values, *_blank_amounts(inputs)]
    changed = {
        name: _other_value(name, inputs.values.get(name), chance) for name in names
        if name.quantity not in _STRUCTURE
    }
    return inputs.changed(changed)


def _blank_amounts(inputs: PlanInputs) -> list[Name]:
    """Amounts and people that were left blank and may as well be filled in."""
    rows = {name.member for name in inputs.values if name.quantity == "activity_name"}
    names = [Name("activity_amount", row, year) for row in sorted(rows)
             for year in inputs.cost_years]
    names += [Name("activity_participants", row) for row in sorted(rows)]
    names += [Name("scenario_activity_participants", f"{number:02d}_{row}")
              for number in inputs.scenarios for row in sorted(rows)]
    names += [Name(quantity, year=year) for year in inputs.cost_years
              for quantity in ("grant", "region_stated", "municipalities_stated")]
    names += [Name("stated", member, year) for member in inputs.members for year in inputs.years]
    names.append(Name("equity_opening", year=inputs.budget_year))
    return [name for name in names if name not in inputs.values]


def _other_value(name: Name, value: InputValue, chance: random.Random) -> InputValue:
    quantity = QUANTITIES[name.quantity]
    may_be_blank = not name.quantity.startswith(_NEVER_BLANK)
    if may_be_blank and chance.random() < 0.3:
        return None
    made: dict[Kind, InputValue] = {
        Kind.TKR: 2 * chance.randint(-10**6, 10**9), Kind.PEOPLE: chance.randint(1, 10**5),
        Kind.COUNT: chance.randint(0, 500), Kind.PERCENT: Fraction(chance.randint(-900, 900),
                                                                   10_000),
        Kind.SHARE: Fraction(chance.randint(0, 100), 100), Kind.STEP: chance.choice(STEPS),
        Kind.DATE: date(2024, 6, 30) + timedelta(days=chance.randint(0, 700)),
        Kind.CHOICE: chance.choice(quantity.choices or ("",)),
    }
    if quantity.kind in made:
        return made[quantity.kind]
    return value if quantity.kind is not Kind.TEXT else f"{value} {chance.randint(0, 99)}"


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("seed", first(1, range(2)))
def test_an_example_with_other_values_has_the_same_formulas(name: str, seed: int) -> None:
    inputs = example(name)
    assert _formulas(_otherwise(inputs, seed)) == _formulas(inputs)


def test_formulas_of_the_same_shape_are_spelled_once() -> None:
    inputs = example("ovning")
    _formulas(inputs)
    spelled = spelled_before.cache_info()
    draft_plan(recorded_plan(_otherwise(inputs, 1)))
    draft_plan(recorded_plan(inputs.changed({Name("activity_name", "09"): "En till"})))
    assert spelled_before.cache_info().hits == spelled.hits + 1
    assert spelled_before.cache_info().misses == spelled.misses + 1


@pytest.mark.parametrize("seed", first(2, range(1, 9)))
def test_a_random_plan_with_other_values_has_the_same_formulas(seed: int) -> None:
    inputs = random_inputs(seed)
    assert _formulas(_otherwise(inputs, seed)) == _formulas(inputs)
