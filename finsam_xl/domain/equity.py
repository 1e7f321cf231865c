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
    both,
    bracket,
    choose,
    equal,
    hundredths,
    known,
    kronor,
    larger,
    look_up,
    minus,
    one_if,
    opposite,
    plus,
    times,
    whole_part,
    whole_up,
)


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The equity ceiling for an income: its row in the typed table, and the kronor."""

    row: Figure
    typed: Figure
    percent: Figure
    amount: Figure


@dataclass(frozen=True, slots=True)
class Balance:
    """The grant that balances a year: what does not follow it, and the halves that do."""

    fixed: tuple[Figure, ...]
    halves: Figure
    grant: Figure


@dataclass(frozen=True, slots=True)
class YearEquity:
    """One year's result and equity, whole kronor; None where it is not known.

    `balance` is the grant at which funding meets costs, `fitting_costs` the costs that
    leave exactly the floor, `needed_opening` the opening equity that keeps the floor.
    """

    result: Figure
    opening: Figure
    closing: Figure
    floor: Figure
    room: Figure
    needed_opening: Figure
    balance: Balance
    fitting_costs: Figure
    ceiling: Ceiling


def equity_chain(
    cells: InputCells, start: Figure, funding: tuple[YearFunding, ...],
    costs: tuple[YearCosts, ...],
) -> tuple[YearEquity, ...]:
    """Result and equity year by year, each opening what the year before closed with."""
    chain: list[YearEquity] = []
    for paid, spent in zip(funding, costs, strict=True):
        opening = plus(chain[-1].opening, chain[-1].result) if chain else start
        chain.append(_year_equity(cells, paid, spent, opening))
    return tuple(chain)


def starting_equity(cells: InputCells) -> Figure:
    """The equity with which the year before the budget year closes, as typed."""
    return kronor(cells("equity_opening", year=cells.inputs.budget_year))


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
        balance=balance(cells, paid, spent),
        fitting_costs=plus(paid.total, minus(opening, floor)),
        ceiling=equity_ceiling(cells, paid),
    )


def balance(cells: InputCells, paid: YearFunding, spent: YearCosts) -> Balance:
    """What it takes to balance: the smallest grant whose half is a whole number of steps.

    A part with a stated amount does not follow the grant; each part that does adds a half.
    """
    at_least = cells.words["at_least"]
    stated = equal(cells("basis", year=paid.year), cells.words["stated"])
    sides = (
        (cells("region_follows", year=paid.year), paid.parties[2]),
        (cells("municipalities_follow", year=paid.year), paid.municipal_total),
    )
    fixed = tuple(choose(equal(rule, at_least), amount, choose(stated, amount, 0))
                  for rule, amount in sides)
    halves = plus(2, *(one_if(both(opposite(equal(rule, at_least)), opposite(stated)))
                       for rule, _ in sides))
    in_steps = whole_up(larger(minus(spent.costs, plus(*fixed)), 0),
                        times(halves, paid.division.step))
    return Balance(fixed=fixed, halves=halves,
                   grant=times(2, times(in_steps, paid.division.step)))


def equity_ceiling(cells: InputCells, paid: YearFunding) -> Ceiling:
    """The ceiling for this income by the typed table; unknown while the table is empty."""
    rows = cells.inputs.room.ceilings
    row = bracket(cells.block("ceiling_income", rows), paid.total)
    typed = look_up(cells.block("ceiling_equity", rows), row, 1, 1)
    percent = look_up(cells.block("ceiling_percent", rows), row, 1, 1)
    by_share = whole_part(whole_part(times(paid.total, hundredths(percent)), 100), 100)
    return Ceiling(row=row, typed=typed, percent=percent,
                   amount=choose(known(typed), kronor(typed), by_share))
