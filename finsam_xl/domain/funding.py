"""Who pays what: the state's grant, the four parts and the municipal quarter of one year.

Source: lag (2003:1210) 5 §, the plan's sections 1 and 6.
"""

from __future__ import annotations

from dataclasses import dataclass

from finsam_xl.domain.cells import InputCells
from finsam_xl.domain.inputs import PARTIES
from finsam_xl.domain.names import slot
from finsam_xl.domain.scenario import Levers
from finsam_xl.domain.share_key import Division, divide_by_population
from finsam_xl.figures.figure import Figure
from finsam_xl.figures.rules import (
    carried,
    choose,
    equal,
    find_place,
    given,
    half,
    joined,
    kronor,
    look_up,
    minus,
    plus,
    share_of,
    total,
)


@dataclass(frozen=True, slots=True)
class Population:
    """The population of one year: its date, the date's column and each municipality's row."""

    year: int
    date: Figure
    column: Figure
    people: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class YearFunding:
    """One year's funding, whole kronor; the parts in the order FK, AF, region, municipalities."""

    year: int
    grant: Figure
    half: Figure
    region_part: Figure
    municipal_part: Figure
    division: Division[Figure]
    computed: tuple[Figure, ...]
    parties: tuple[Figure, ...]
    municipal: tuple[Figure, ...]
    municipal_total: Figure
    state_total: Figure
    total: Figure


@dataclass(frozen=True, slots=True)
class Shares:
    """A year's shares, each unrounded: of the whole and of the municipal quarter."""

    of_whole: tuple[Figure, ...]
    of_quarter: tuple[Figure, ...]
    state_of_whole: Figure
    municipal_of_whole: Figure
    sum_of_whole: Figure
    sum_of_quarter: Figure


def municipality_codes(cells: InputCells) -> tuple[Figure, ...]:
    """The codes of the municipalities in the plan, one after another without gaps."""
    return tuple(joined(cells("municipality_code", slot(each.row)))
                 for each in cells.inputs.municipalities)


def municipality_rows(cells: InputCells) -> tuple[Figure, ...]:
    """The row of each municipality in the population table, found by its code."""
    inputs = cells.inputs
    codes = cells.block("municipality_code", inputs.room.municipalities)
    return tuple(
        find_place(cells("municipality_code", slot(each.row)), codes)
        for each in inputs.municipalities
    )


def year_population(cells: InputCells, year: int, rows: tuple[Figure, ...]) -> Population:
    """The people by whom one year's quarter is divided, at the year's own reference date."""
    inputs = cells.inputs
    own = cells("reference_date", year=year)
    if year > inputs.budget_year:
        when = choose(given(own), own, cells("reference_date", year=inputs.budget_year))
    else:
        when = carried(own)
    dates = cells.block("population_date", inputs.room.dates)
    column = find_place(when, dates)
    table = cells.population_table()
    people = tuple(look_up(table, row, column, inputs.room.dates) for row in rows)
    return Population(year=year, date=when, column=column, people=people)


def year_funding(
    cells: InputCells, levers: Levers, codes: tuple[Figure, ...], population: Population
) -> YearFunding:
    """One year's contributions, computed from grant and population or stated as typed."""
    inputs, words, year = cells.inputs, cells.words, population.year
    stated = equal(cells("basis", year=year), words["stated"])
    grant = levers("grant", year=year)
    each_half = half(grant)

    def follows(rule: str, amount: str) -> Figure:
        at_least = equal(cells(rule, year=year), words["at_least"])
        return choose(at_least, kronor(cells(amount, year=year)), each_half)

    def paid(member: str, amount: Figure) -> Figure:
        return choose(stated, kronor(cells("stated", member, year)), amount)

    region = follows("region_follows", "region_stated")
    municipal_part = follows("municipalities_follow", "municipalities_stated")
    division = divide_by_population(
        municipal_part, cells("step", year=year), population.people, codes
    )
    by_row = equal(cells("rounding", year=year), words["by_row"])
    computed = tuple(
        choose(by_row, single, exact)
        for single, exact in zip(division.by_row, division.exact, strict=True)
    )
    parties = tuple(
        paid(key, amount)
        for key, amount in zip(PARTIES, (each_half, each_half, region), strict=True)
    )
    municipal = tuple(
        paid(code, amount) for code, amount in zip(inputs.codes, computed, strict=True)
    )
    municipal_total = choose(stated, total(municipal), municipal_part)
    state_total = plus(parties[0], parties[1])
    return YearFunding(
        year=year, grant=grant, half=each_half, region_part=region,
        municipal_part=municipal_part, division=division,
        computed=computed, parties=parties, municipal=municipal,
        municipal_total=municipal_total, state_total=state_total,
        total=plus(state_total, parties[2], municipal_total),
    )


def shares(funding: YearFunding) -> Shares:
    """Each member's share of the whole, and each municipality's of the quarter."""
    rows = (*funding.parties, *funding.municipal)
    return Shares(
        of_whole=tuple(share_of(amount, funding.total) for amount in rows),
        of_quarter=tuple(share_of(amount, funding.municipal_total) for amount in
                         funding.municipal),
        state_of_whole=share_of(funding.state_total, funding.total),
        municipal_of_whole=share_of(funding.municipal_total, funding.total),
        sum_of_whole=share_of(funding.total, funding.total),
        sum_of_quarter=share_of(funding.municipal_total, funding.municipal_total),
    )


@dataclass(frozen=True, slots=True)
class Change:
    """A change against the year before, in whole kronor and as an unrounded share."""

    amount: Figure
    share: Figure


def change(now: Figure, before: Figure) -> Change:
    """How much an amount has changed since the year before."""
    difference = minus(now, before)
    return Change(amount=difference, share=share_of(difference, before))
