"""Amounts far beyond their neighbours: kronor typed where thousands of kronor belong."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.names import Name, slot

_FAR, _BEYOND = 100, 10
_ROWS = {"activity": "activities", "administration": "administration"}


def suspected_units(inputs: PlanInputs) -> Iterator[tuple[Name, int, int]]:
    """Amounts that seem to be in another unit, each with its kronor and those it is held against.

    A grant is held against the year before it, the first one against what the state paid in the
    reference year; a cost against all that the members pay that year.
    """
    yield from _grants(inputs)
    yield from _costs(inputs)


def _grants(inputs: PlanInputs) -> Iterator[tuple[Name, int, int]]:
    before = _state_paid(inputs)
    for year in inputs.years:
        grant = Name("grant", year=year)
        amount = inputs.amount_named(grant)
        if amount and before and _far(amount, before):
            yield grant, amount, before
        before = amount or before


def _state_paid(inputs: PlanInputs) -> int:
    year = inputs.budget_year - 1
    return sum(inputs.amount("stated", party, year) or 0 for party in ("FK", "AF"))


def _costs(inputs: PlanInputs) -> Iterator[tuple[Name, int, int]]:
    for year in inputs.cost_years:
        everything = 2 * abs(inputs.amount("grant", year=year) or 0)
        for key, room in _ROWS.items():
            for row in inputs.used_rows(f"{key}_name", getattr(inputs.room, room)):
                name = Name(f"{key}_amount", slot(row), year)
                amount = inputs.amount_named(name) or 0
                if everything and amount > _BEYOND * everything:
                    yield name, amount, everything


def _far(one: int, other: int) -> bool:
    smaller, larger = sorted((abs(one), abs(other)))
    return larger >= _FAR * smaller
