"""Pairs of plans: a random one and the same changed at random, always the same for a seed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

from finsam_xl.comparing.sides import Side
from finsam_xl.domain.inputs import InputValue, PlanInputs
from finsam_xl.domain.names import Name
from finsam_xl.inputs.raw import BookCells
from finsam_xl.package.archive import Package
from finsam_xl.plans import ReadInputs, draft_plan, recorded_plan
from tests.proof.random_plans import random_inputs

PAIRS = 200


def random_pair(seed: int) -> tuple[PlanInputs, PlanInputs]:
    """A random plan and what became of it: other grants, people, amounts, steps and members."""
    chance, old = Random(f"pair {seed}"), random_inputs(seed)  # noqa: S311 - not a secret
    new = old.changed({name: value for name, before in old.values.items()
                       if (value := _changed(name, before, chance)) is not None})
    return (old, new) if chance.random() < 0.5 else _one_left(old, new, chance)


def kept_nowhere(inputs: PlanInputs) -> Side:
    """A plan that is kept in no file, as one of the two that are compared."""
    proven = draft_plan(recorded_plan(inputs))
    return Side(path=Path(), read=ReadInputs(inputs, {}, ()), proven=proven, stood=proven,
                book=BookCells(path="", sheets={}, names={}, properties={}),
                package=Package(path="", content=b"", parts={}, members=()))


def _changed(name: Name, before: InputValue, chance: Random) -> InputValue:
    """Another value for an input, None where it stays."""
    if chance.random() < 0.5 or not isinstance(before, (int, str)):
        return None
    if name.quantity == "rounding":
        return chance.choice(("exact", "by_row"))
    if isinstance(before, str):
        return None
    if name.quantity == "population":
        return max(1, before + chance.randint(-before // 10, 200))
    if name.quantity in ("grant", "stated", "region_stated", "municipalities_stated"):
        return max(0, before + 2000 * chance.randint(-300, 300))
    return chance.choice((1, 10, 100, 1000)) if name.quantity == "step" else None


def _one_left(
    old: PlanInputs, new: PlanInputs, chance: Random
) -> tuple[PlanInputs, PlanInputs]:
    """The pair where a municipality left, or joined."""
    if len(old.municipalities) == 1:
        return old, new
    gone = chance.choice(old.municipalities)
    fewer = replace(new, municipalities=tuple(
        each for each in new.municipalities if each != gone))
    return (old, fewer) if chance.random() < 0.5 else (fewer, old)
