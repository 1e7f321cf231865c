"""Equity: opening and result make closing, held against the floor and what it would take.

Source: the plan's sections 3 and 6 (floor; the difference is taken from equity), KL 11:5.
"""

from __future__ import annotations

from dataclasses import dataclass

from finsam_xl.domain.cells import InputCells
from finsam_xl.domain.costs import YearCosts
from finsam_xl.domain.funding import YearFunding
from finsam_xl.figures.figure import Figure
from finsam_xl.figures.rules import (
    bracket,
    carried,
    choose,
    equal,
    hundredths,
    known,
    kronor,
    larger,
    look_up,
    minus,
    plus,
    times,
    whole_part,
    whole_up,
)


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The equity ceiling for an income: its row in the typed table, and the kronor."""

    row: Figure
    share: Figure
    amount: Figure


@dataclass(frozen=True, slots=True)
class YearEquity:
    """One year's result and equity, whole kronor; None where it is not known.

    `balancing_grant` is the grant at which funding meets costs, `fitting_costs` the costs that
    leave exactly the floor, `needed_opening` the opening equity that keeps the floor.
    """

    result: Figure
    opening: Figure
    closing: Figure
    floor: Figure
    room: Figure
    needed_opening: Figure
    balancing_grant: Figure
    fitting_costs: Figure
    ceiling: Ceiling


def equity_chain(
    cells: InputCells, funding: tuple[YearFunding, ...], costs: tuple[YearCosts, ...]
) -> tuple[YearEquity, ...]:
    """Result and equity year by year, each opening carried from the closing before."""
    chain: list[YearEquity] = []
    for paid, spent in zip(funding, costs, strict=True):
        if chain:
            opening = carried(chain[-1].closing)
        else:
            opening = kronor(cells("equity_opening", year=paid.year))
        chain.append(_year_equity(cells, paid, spent, opening))
    return tuple(chain)


def _year_equity(
    cells: InputCells, paid: YearFunding, spent: YearCosts, opening: Figure
) -> YearEquity:
    result = minus(paid.total, spent.costs)
    closing = plus(opening, result)
    floor = kronor(cells("equity_floor"))
    return YearEquity(
        result=result, opening=opening, closing=closing, floor=floor,
        room=minus(closing, floor),
        needed_opening=minus(floor, result),
        balancing_grant=balancing_grant(cells, paid, spent),
        fitting_costs=plus(paid.total, minus(opening, floor)),
        ceiling=equity_ceiling(cells, paid),
    )


def balancing_grant(cells: InputCells, paid: YearFunding, spent: YearCosts) -> Figure:
    """The smallest grant whose funding covers the costs, its half a whole number of steps.

    A part with a stated amount does not follow the grant; each part that does adds a half.
    """
    at_least = cells.words["at_least"]
    stated = equal(cells("basis", year=paid.year), cells.words["stated"])
    sides = (
        (cells("region_follows", year=paid.year), paid.parties[2]),
        (cells("municipalities_follow", year=paid.year), paid.municipal_total),
    )
    fixed = [choose(equal(rule, at_least), amount, choose(stated, amount, 0))
             for rule, amount in sides]
    halves = [choose(equal(rule, at_least), 0, choose(stated, 0, 1)) for rule, _ in sides]
    return _twice_the_half(
        missing=minus(spent.costs, plus(*fixed)),
        halves=plus(2, *halves),
        step=paid.division.step,
    )


def _twice_the_half(*, missing: Figure, halves: Figure, step: Figure) -> Figure:
    in_steps = whole_up(larger(missing, 0), times(halves, step))
    return times(2, times(in_steps, step))


def equity_ceiling(cells: InputCells, paid: YearFunding) -> Ceiling:
    """The ceiling for this income by the typed table; unknown while the table is empty."""
    rows = cells.inputs.room.ceilings
    row = bracket(cells.block("ceiling_income", rows), paid.total)
    typed = look_up(cells.block("ceiling_equity", rows), row, 1, 1)
    share = hundredths(look_up(cells.block("ceiling_percent", rows), row, 1, 1))
    by_share = whole_part(times(paid.total, share), times(100, 100))
    return Ceiling(row=row, share=share, amount=choose(known(typed), kronor(typed), by_share))
