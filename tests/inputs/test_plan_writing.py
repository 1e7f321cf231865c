"""A plan written as a plan file is read back as the same plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.names import Name
from finsam_xl.inputs.plan_writing import plan_text
from finsam_xl.plans import EXAMPLES, example, read_plan


def read_again(inputs: PlanInputs, folder: Path) -> PlanInputs:
    path = folder / "plan.toml"
    path.write_text(plan_text(inputs), encoding="utf-8")
    return read_plan(path)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_comes_back_as_it_was(name: str, tmp_path: Path) -> None:
    inputs = example(name)
    again = read_again(inputs, tmp_path)
    assert again.values == inputs.values
    assert replace(again, values={}) == replace(inputs, values={})


@pytest.mark.parametrize(("name", "value"), [
    (Name("plan_note", "03"), 'En not med "citat", \\ och\nny rad'),
    (Name("activity_name", "13"), "En insats med en tom rad före"),
    (Name("administration_comment", "05"), "I en rad utan namn"),
    (Name("scenario_chosen"), "Mindre kansli"),
    (Name("decision_date"), date(2025, 11, 24)),
    (Name("grant", year=2026), 4_386_520),
])
def test_what_somebody_typed_comes_back(name: Name, value: object, tmp_path: Path) -> None:
    inputs = example("ovning")
    assert isinstance(value, (str, int, date))
    changed = inputs.changed({name: value})
    assert read_again(changed, tmp_path).values == changed.values


@settings(max_examples=30, deadline=None)
@given(grant=st.integers(0, 10**9), text=st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=30))
def test_any_amount_and_text_comes_back(
    grant: int, text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    inputs = example("sjuharad-2026").changed({Name("grant", year=2026): grant * 2})
    again = read_again(inputs, tmp_path_factory.mktemp("plan"))
    assert again.amount("grant", year=2026) == grant * 2
    assert f'"{text}"' in plan_text(inputs.changed({Name("plan_note", "01"): text})) or any(
        sign in text for sign in '"\\')
