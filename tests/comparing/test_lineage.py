"""What moved a figure, judged by trying: each change made alone, and two of them together."""

from __future__ import annotations

from random import Random

import pytest

from finsam_xl.comparing.comparison import compared
from finsam_xl.comparing.sides import Side
from finsam_xl.domain.inputs import InputValue, PlanInputs
from finsam_xl.domain.names import Name
from finsam_xl.plans import EXAMPLES, example
from tests.comparing.pairs import kept_nowhere
from tests.proof.random_plans import random_inputs

_AMOUNTS = frozenset({
    "grant", "population", "activity_amount", "administration_amount", "stated", "equity_opening",
    "equity_floor", "activity_participants", "activity_weight", "scenario_grant", "region_stated",
    "scenario_activity_amount", "scenario_administration_amount", "municipalities_stated"})


def causes(old: Side, new: Side) -> dict[str, set[str]]:
    """The figures that differ and what is said to have moved each."""
    return {each.name: set(each.inputs) for each in compared(old, new, "sv").figures}


def two_changes(inputs: PlanInputs, chance: Random) -> tuple[dict[Name, InputValue], ...]:
    """Two inputs, each with another value."""
    names = [name for name, value in inputs.values.items()
             if name.quantity in _AMOUNTS and isinstance(value, int)]
    found: list[dict[Name, InputValue]] = []
    for name in chance.sample(names, 2):
        before = inputs.amount_named(name) or 0
        found.append({name: before + (2000 if before > 1000 else 1) * chance.randint(1, 90)})
    return tuple(found)


def judged(inputs: PlanInputs, chance: Random) -> int:
    """Change two inputs, apart and together; returns how many figures were judged."""
    changes = two_changes(inputs, chance)
    names = [str(next(iter(change))) for change in changes]
    old = kept_nowhere(inputs)
    alone = [causes(old, kept_nowhere(inputs.changed(change))) for change in changes]
    both = causes(old, kept_nowhere(inputs.changed(changes[0] | changes[1])))
    for name, moved in zip(names, alone, strict=True):
        assert all(found == {name} for found in moved.values()), (name, moved)
    for figure, found in both.items():
        wanted = {name for name, moved in zip(names, alone, strict=True) if figure in moved}
        assert found
        assert found >= wanted, (figure, found, wanted)
    return sum(map(len, (*alone, both)))


@pytest.mark.thorough
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_input_is_named_where_it_moved_a_figure(name: str) -> None:
    assert sum(judged(example(name), Random(f"{name} {seed}"))  # noqa: S311 - a seed
               for seed in range(2)) > 0


@pytest.mark.thorough
def test_an_input_is_named_where_it_moved_a_figure_of_a_random_plan() -> None:
    assert sum(judged(random_inputs(seed), Random(f"trace {seed}"))  # noqa: S311 - a seed
               for seed in range(6)) > 0
