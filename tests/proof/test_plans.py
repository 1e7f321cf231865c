"""Whole plans: the examples and plans nobody thought of, recalculated from poisoned values."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.names import Name
from finsam_xl.domain.parameters import parameters
from finsam_xl.errors import InputError
from finsam_xl.plans import (
    EXAMPLES,
    Proven,
    blank,
    compute_plan,
    draft_plan,
    example,
    recorded_plan,
)
from finsam_xl.proof.engines import Engine, Formualizer, IronCalc
from finsam_xl.proof.stripping import with_false_values
from tests.everyday import first
from tests.office.soffice import recalculated_files
from tests.proof.judging import differences, office_differences
from tests.proof.random_plans import PLANS, random_inputs

QUICK, BATCH = 12, 20
LIMIT = parameters()["exact_limit"]["kronor"]
ENGINES: tuple[Engine, ...] = (Formualizer(), IronCalc())


def _proven(inputs: PlanInputs) -> Proven:
    return draft_plan(compute_plan(inputs))


def _judged(proven: Proven) -> list[str]:
    package = proven.package
    return [line for engine in ENGINES for line in differences(proven.draft, package, engine)]


@pytest.mark.parametrize(("name", "language"), [*((each, "sv") for each in EXAMPLES),
                                                ("ovning", "en")])
def test_two_engines_agree_on_every_formula_of_an_example(name: str, language: str) -> None:
    assert _judged(_proven(example(name, language))) == []


def test_two_engines_agree_on_a_book_without_amounts() -> None:
    assert _judged(draft_plan(recorded_plan(blank(2027)))) == []


@pytest.mark.parametrize("seed", first(3, range(QUICK)))
def test_two_engines_agree_on_every_formula_of_a_random_plan(seed: int) -> None:
    assert _judged(_proven(random_inputs(seed))) == []


@pytest.mark.office
@pytest.mark.parametrize("first", range(0, PLANS, BATCH))
def test_three_engines_agree_on_every_formula_of_twenty_random_plans(
    first: int, tmp_path: Path
) -> None:
    plans = {seed: _proven(random_inputs(seed)) for seed in range(first, first + BATCH)}
    found = {f"plan {seed}": _judged(proven) for seed, proven in plans.items() if seed >= QUICK}
    found |= _judged_by_office({f"plan {seed}": proven for seed, proven in plans.items()}, tmp_path)
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.office
def test_libreoffice_agrees_on_every_formula_of_the_examples(tmp_path: Path) -> None:
    plans = {name: _proven(example(name)) for name in EXAMPLES}
    plans["blank"] = draft_plan(recorded_plan(blank(2027)))
    found = _judged_by_office(plans, tmp_path)
    assert {name: lines for name, lines in found.items() if lines} == {}


def _judged_by_office(plans: dict[str, Proven], folder: Path) -> dict[str, list[str]]:
    """Where LibreOffice differs, by plan; all plans are recalculated in one call."""
    files = {name: folder / f"{name}.xlsx" for name in plans}
    for name, proven in plans.items():
        files[name].write_bytes(with_false_values(proven.package))
    copies = recalculated_files(list(files.values()), folder)
    return {
        name: office_differences(proven.draft, copies[files[name]])
        for name, proven in plans.items()
    }


def test_a_printed_share_of_a_plan_without_money_is_not_known_rather_than_an_accident() -> None:
    """Anslag 0, tryckt andel 16 %: summan är noll, så andelen är inte känd."""
    inputs = example("sjuharad-2026").changed({Name("grant", year=2026): 0})
    proven = _proven(inputs)
    shares = [check for check in proven.checks if check.key == "printed_share"]
    assert shares
    assert all(check.expected.value is None for check in shares)
    assert _judged(proven) == []


def _at_the_limit(kronor: int) -> PlanInputs:
    inputs = example("ovning")
    costs = {
        name: kronor // 1000 - 7_777 for name in inputs.values
        if name.quantity in {"activity_amount", "administration_amount"} and name.year == 2026
    }
    return inputs.changed({
        **costs, Name("grant", year=2026): kronor, Name("grant_rise_limit"): Fraction(1001, 10_000),
        Name("cost_change", year=2027): Fraction(123, 10_000),
        Name("cost_change", year=2028): Fraction(-77, 10_000),
        Name("grant", year=2027): LIMIT, Name("step", year=2027): 1,
    })


def _crowded(people: int) -> PlanInputs:
    inputs = example("ovning")
    counted = [name for name in inputs.values if name.quantity == "population"]
    return inputs.changed({name: people - 7 * place for place, name in enumerate(counted)})


EXTREMES: dict[str, Callable[[], PlanInputs]] = {
    "at the limit of exactness": lambda: _at_the_limit(LIMIT),
    "just below the limit of exactness": lambda: _at_the_limit(LIMIT - 2),
    "ten million people in each municipality": lambda: _crowded(10**7),
    "a billion people in each municipality": lambda: _crowded(10**9),
}


@pytest.mark.parametrize("extreme", EXTREMES)
def test_a_plan_is_exact_in_every_engine_or_refused_as_beyond_exactness(extreme: str) -> None:
    proven = None
    with contextlib.suppress(InputError):
        proven = _proven(EXTREMES[extreme]())
    if proven is not None:
        assert _judged(proven) == []
    else:
        assert extreme.startswith("a billion")


@pytest.mark.office
def test_libreoffice_is_exact_for_whatever_extreme_is_not_refused(tmp_path: Path) -> None:
    plans = {}
    for name, made in EXTREMES.items():
        with contextlib.suppress(InputError):
            plans[name] = _proven(made())
    found = _judged_by_office(plans, tmp_path)
    assert {name: lines for name, lines in found.items() if lines} == {}
