"""Faults that real plans have, each planted alone in clean tables, and where it must be found."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias

from finsam_xl.domain.share_key import divide_by_population
from tests.reviewing.handmade import Handmade
from tests.reviewing.planted_costs import (
    slip_of_cost,
    wrong_costs,
    wrong_difference,
    wrong_overhead,
)
from tests.reviewing.planting import FIRST_COLUMN, FIRST_ROW, Planted, much, number, written


def _municipal(tables: Handmade, chance: random.Random) -> int:
    return chance.randrange(3, len(tables.rows) - 1)


def _column(tables: Handmade, chance: random.Random) -> int:
    return chance.randrange(len(tables.years))


def _budget(tables: Handmade) -> int:
    return len(tables.years) - 3


def _plus(tables: Handmade, row: int, column: int, by: Decimal) -> Handmade:
    amount = number(tables.rows[row].amounts[column])
    return tables.with_amount(row, column, written(amount + by))


def wrong_total(tables: Handmade, chance: random.Random) -> Planted:
    """The sum of all members is wrong."""
    row, column = len(tables.rows) - 1, _column(tables, chance)
    return Planted(_plus(tables, row, column, much(tables)), "sum_differs",
                   FIRST_ROW + row, FIRST_COLUMN + column)


def wrong_row(tables: Handmade, chance: random.Random) -> Planted:
    """A municipality's amount is wrong, and the sum is as it was."""
    row, column = _municipal(tables, chance), _column(tables, chance)
    return Planted(_plus(tables, row, column, much(tables)), "sum_differs", FIRST_ROW + row
                   if len(tables.rows) > 6 else None, said=tables.rows[row].label
                   if len(tables.rows) > 6 else "")


def wrong_key(tables: Handmade, chance: random.Random) -> Planted:
    """Two municipalities' amounts are off by as much, so that every sum holds."""
    column = _column(tables, chance)
    row, other = chance.sample(range(3, len(tables.rows) - 1), 2)
    changed = _plus(_plus(tables, row, column, much(tables)), other, column, -much(tables))
    return Planted(changed, "off_key", None, said=str(tables.years[column]))


def wrong_part(tables: Handmade, chance: random.Random) -> Planted:
    """A party's amount is not a quarter."""
    row, column = chance.randrange(3), _column(tables, chance)
    return Planted(_plus(tables, row, column, much(tables)), "parts_not_equal",
                   FIRST_ROW + row, FIRST_COLUMN + column)


def wrong_share(tables: Handmade, chance: random.Random) -> Planted:
    """A share is five hundredths of the whole wrong."""
    number_of_row = chance.randrange(len(tables.rows) - 1)
    row = tables.rows[number_of_row]
    share = Decimal(row.share.removesuffix(" %").replace(",", "."))
    changed = replace(row, share=f"{share + 20 if share < 50 else share - 20} %".replace(".", ","))
    return Planted(tables.with_row(number_of_row, changed), "share_differs",
                   FIRST_ROW + number_of_row)


def older_key(tables: Handmade, chance: random.Random) -> Planted:
    """A plan year is divided by the oldest population."""
    column = chance.randrange(_budget(tables), len(tables.years))
    people: dict[str, dict[str, int]] = {}
    for line in tables.keys.splitlines()[1:]:
        code, _, day, many = line.split(";")
        people.setdefault(day, {})[code] = int(many)
    oldest = min(people)
    rows = tables.rows[3:-1]
    codes = tuple(tables.codes[row.label] for row in rows)
    scale = 1 if tables.unit == "kr" else 1000
    part = int(number(tables.rows[0].amounts[column]) * scale)
    divided = divide_by_population(part, tables.steps[column],
                                   tuple(people[oldest][code] for code in codes), codes)
    for place, amount in enumerate(divided.exact, start=3):
        tables = tables.with_amount(place, column, written(Decimal(amount) / scale))
    return Planted(tables, "older_key", FIRST_ROW + 3, FIRST_COLUMN + column, said=oldest)


def headers_off(tables: Handmade, chance: random.Random) -> Planted:
    """Every header is a year early or late."""
    by = chance.choice((-1, 1))
    return Planted(replace(tables, years=tuple(year + by for year in tables.years)),
                   "headers_off_a_year", 1)


def text(tables: Handmade, chance: random.Random) -> Planted:
    """A text stands where an amount should."""
    row, column = _municipal(tables, chance), _column(tables, chance)
    return Planted(tables.with_amount(row, column, "cirka"), "text_as_amount",
                   FIRST_ROW + row, FIRST_COLUMN + column)


def blank(tables: Handmade, chance: random.Random) -> Planted:
    """An amount is missing."""
    row, column = _municipal(tables, chance), _column(tables, chance)
    return Planted(tables.with_amount(row, column, ""), "amount_missing",
                   FIRST_ROW + row, FIRST_COLUMN + column)


def slip(tables: Handmade, chance: random.Random) -> Planted:
    """An amount is a thousand times too large or too small."""
    row, column = chance.randrange(len(tables.rows)), _column(tables, chance)
    factor = chance.choice((Decimal(1000), Decimal("0.001")))
    amount = number(tables.rows[row].amounts[column]) * factor
    return Planted(tables.with_amount(row, column, written(amount)), "unit_slip",
                   FIRST_ROW + row, FIRST_COLUMN + column)


def missing(tables: Handmade, chance: random.Random) -> Planted:
    """A member has no row."""
    row = chance.randrange(len(tables.rows) - 1)
    names = ("Försäkringskassan", "Arbetsförmedlingen", "regionen")
    name = names[row] if row < 3 else tables.rows[row].label
    return Planted(tables.with_row(row, None), "member_missing", 1, said=name)


def twice(tables: Handmade, chance: random.Random) -> Planted:
    """A member has two rows."""
    row = _municipal(tables, chance)
    rows = (*tables.rows[:-1], tables.rows[row], tables.rows[-1])
    return Planted(replace(tables, rows=rows), "member_twice",
                   FIRST_ROW + len(rows) - 2, said=tables.rows[row].label)


Fault: TypeAlias = Callable[[Handmade, random.Random], Planted]

FAULTS: tuple[Fault, ...] = (
    wrong_total, wrong_row, wrong_key, wrong_part, wrong_share, older_key, headers_off, text,
    blank, slip, missing, twice, wrong_costs, slip_of_cost, wrong_overhead, wrong_difference,
)
