"""Faults of costs and of what is stated of them, each planted alone in clean tables."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

from tests.reviewing.handmade import Handmade
from tests.reviewing.planting import FIRST_ROW, Planted, much, number, written


def _costs_from(tables: Handmade) -> int:
    """The row where the summary of costs begins."""
    return FIRST_ROW + len(tables.rows) + 2 + len(tables.overhead) + 2


def _with_cost(tables: Handmade, row: int, amount: Decimal) -> Handmade:
    label, _ = tables.costs[row]
    return replace(tables, costs=(*tables.costs[:row], (label, written(amount)),
                                  *tables.costs[row + 1:]))


def wrong_costs(tables: Handmade, chance: random.Random) -> Planted:
    """A cost is changed, and its sum is as it was."""
    row = chance.randrange(len(tables.costs) - 2)
    amount = number(tables.costs[row][1]) + much(tables)
    return Planted(_with_cost(tables, row, amount), "sum_differs",
                   _costs_from(tables) + len(tables.costs) - 1, 1)


def slip_of_cost(tables: Handmade, chance: random.Random) -> Planted:
    """A cost is a thousand times too large or too small."""
    row = chance.randrange(len(tables.costs))
    factor = chance.choice((Decimal(1000), Decimal("0.001")))
    amount = number(tables.costs[row][1]) * factor
    return Planted(_with_cost(tables, row, amount), "unit_slip", _costs_from(tables) + row, 1)


def wrong_overhead(tables: Handmade, chance: random.Random) -> Planted:
    """The overhead of the summary is not that of its own table, though every sum holds."""
    del chance  # it stands in one cell
    last = len(tables.costs) - 1
    more = _with_cost(tables, last - 1, number(tables.costs[last - 1][1]) + much(tables))
    return Planted(_with_cost(more, last, number(tables.costs[last][1]) + much(tables)),
                   "overhead_differs", _costs_from(tables) + last - 1, 1)


def wrong_difference(tables: Handmade, chance: random.Random) -> Planted:
    """The difference that is stated does not follow."""
    del chance  # it stands in one sentence
    before, amount = tables.stated.removesuffix(" tkr.").split(" med ")
    changed = f"{before} med {written(number(amount) + 11)} tkr."
    return Planted(replace(tables, stated=changed), "difference_does_not_follow",
                   _costs_from(tables) + len(tables.costs))
