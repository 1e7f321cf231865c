"""Faults that real plans have, each planted alone in clean tables, and where it must be found."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

from finsam_xl.domain.share_key import divide_by_population
from tests.reviewing.clean import Clean

FIRST_ROW, FIRST_COLUMN = 2, 2
"""Where the members and their amounts begin, counted from nothing."""


@dataclass(frozen=True)
class Planted:
    """Tables with one fault, the rule that finds it, and its cell; `said` must be in its words."""

    tables: Clean
    rule: str
    row: int | None
    column: int | None = None
    said: str = ""


def number(text: str) -> Decimal:
    """An amount as it is written, as a number."""
    return Decimal(text.replace("\u00a0", "").replace(" ", "").replace(",", "."))


def written(amount: Decimal) -> str:
    """A number as people write it."""
    return format(amount.normalize(), "f").replace(".", ",")


def _municipal(tables: Clean, chance: random.Random) -> int:
    return chance.randrange(3, len(tables.rows) - 1)


def _column(tables: Clean, chance: random.Random) -> int:
    return chance.randrange(len(tables.years))


def _budget(tables: Clean) -> int:
    return len(tables.years) - 3


def _plus(tables: Clean, row: int, column: int, by: Decimal) -> Clean:
    amount = number(tables.rows[row].amounts[column])
    return tables.with_amount(row, column, written(amount + by))


def _much(tables: Clean) -> Decimal:
    return Decimal(97_000) if tables.unit == "kr" else Decimal(97)


def wrong_total(tables: Clean, chance: random.Random) -> Planted:
    """The sum of all members is wrong."""
    row, column = len(tables.rows) - 1, _column(tables, chance)
    return Planted(_plus(tables, row, column, _much(tables)), "sum_differs",
                   FIRST_ROW + row, FIRST_COLUMN + column)


def wrong_row(tables: Clean, chance: random.Random) -> Planted:
    """A municipality's amount is wrong, and the sum is as it was."""
    row, column = _municipal(tables, chance), _column(tables, chance)
    return Planted(_plus(tables, row, column, _much(tables)), "sum_differs", FIRST_ROW + row
                   if len(tables.rows) > 6 else None, said=tables.rows[row].label
                   if len(tables.rows) > 6 else "")


def wrong_key(tables: Clean, chance: random.Random) -> Planted:
    """Two municipalities' amounts are off by as much, so that every sum holds."""
    column = _column(tables, chance)
    row, other = chance.sample(range(3, len(tables.rows) - 1), 2)
    changed = _plus(_plus(tables, row, column, _much(tables)), other, column, -_much(tables))
    return Planted(changed, "off_key", None, said=str(tables.years[column]))


def wrong_part(tables: Clean, chance: random.Random) -> Planted:
    """A party's amount is not a quarter."""
    row, column = chance.randrange(3), _column(tables, chance)
    return Planted(_plus(tables, row, column, _much(tables)), "parts_not_equal",
                   FIRST_ROW + row, FIRST_COLUMN + column)


def wrong_share(tables: Clean, chance: random.Random) -> Planted:
    """A share is five hundredths of the whole wrong."""
    number_of_row = chance.randrange(len(tables.rows) - 1)
    row = tables.rows[number_of_row]
    share = Decimal(row.share.removesuffix(" %").replace(",", "."))
    changed = replace(row, share=f"{share + 20 if share < 50 else share - 20} %".replace(".", ","))
    return Planted(tables.with_row(number_of_row, changed), "share_differs",
                   FIRST_ROW + number_of_row)


def older_key(tables: Clean, chance: random.Random) -> Planted:
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


def headers_off(tables: Clean, chance: random.Random) -> Planted:
    """Every header is a year early or late."""
    by = chance.choice((-1, 1))
    return Planted(replace(tables, years=tuple(year + by for year in tables.years)),
                   "headers_off_a_year", 1)


def text(tables: Clean, chance: random.Random) -> Planted:
    """A text stands where an amount should."""
    row, column = _municipal(tables, chance), _column(tables, chance)
    return Planted(tables.with_amount(row, column, "cirka"), "text_as_amount",
                   FIRST_ROW + row, FIRST_COLUMN + column)


def blank(tables: Clean, chance: random.Random) -> Planted:
    """An amount is missing."""
    row, column = _municipal(tables, chance), _column(tables, chance)
    return Planted(tables.with_amount(row, column, ""), "amount_missing",
                   FIRST_ROW + row, FIRST_COLUMN + column)


def slip(tables: Clean, chance: random.Random) -> Planted:
    """An amount is a thousand times too large or too small."""
    row, column = chance.randrange(len(tables.rows)), _column(tables, chance)
    factor = chance.choice((Decimal(1000), Decimal("0.001")))
    amount = number(tables.rows[row].amounts[column]) * factor
    return Planted(tables.with_amount(row, column, written(amount)), "unit_slip",
                   FIRST_ROW + row, FIRST_COLUMN + column)


def missing(tables: Clean, chance: random.Random) -> Planted:
    """A member has no row."""
    row = chance.randrange(len(tables.rows) - 1)
    names = ("Försäkringskassan", "Arbetsförmedlingen", "regionen")
    name = names[row] if row < 3 else tables.rows[row].label
    return Planted(tables.with_row(row, None), "member_missing", 1, said=name)


def twice(tables: Clean, chance: random.Random) -> Planted:
    """A member has two rows."""
    row = _municipal(tables, chance)
    rows = (*tables.rows[:-1], tables.rows[row], tables.rows[-1])
    return Planted(replace(tables, rows=rows), "member_twice",
                   FIRST_ROW + len(rows) - 2, said=tables.rows[row].label)


def _costs_from(tables: Clean) -> int:
    """The row where the summary of costs begins."""
    return FIRST_ROW + len(tables.rows) + 2 + len(tables.overhead) + 2


def _with_cost(tables: Clean, row: int, amount: Decimal) -> Clean:
    label, _ = tables.costs[row]
    return replace(tables, costs=(*tables.costs[:row], (label, written(amount)),
                                  *tables.costs[row + 1:]))


def wrong_costs(tables: Clean, chance: random.Random) -> Planted:
    """A cost is changed, and its sum is as it was."""
    row = chance.randrange(len(tables.costs) - 2)
    amount = number(tables.costs[row][1]) + _much(tables)
    return Planted(_with_cost(tables, row, amount), "sum_differs",
                   _costs_from(tables) + len(tables.costs) - 1, 1)


def slip_of_cost(tables: Clean, chance: random.Random) -> Planted:
    """A cost is a thousand times too large or too small."""
    row = chance.randrange(len(tables.costs))
    factor = chance.choice((Decimal(1000), Decimal("0.001")))
    amount = number(tables.costs[row][1]) * factor
    return Planted(_with_cost(tables, row, amount), "unit_slip", _costs_from(tables) + row, 1)


def wrong_overhead(tables: Clean, chance: random.Random) -> Planted:
    """The overhead of the summary is not that of its own table, though every sum holds."""
    del chance  # it stands in one cell
    last = len(tables.costs) - 1
    more = _with_cost(tables, last - 1, number(tables.costs[last - 1][1]) + _much(tables))
    return Planted(_with_cost(more, last, number(tables.costs[last][1]) + _much(tables)),
                   "overhead_differs", _costs_from(tables) + last - 1, 1)


def wrong_difference(tables: Clean, chance: random.Random) -> Planted:
    """The difference that is stated does not follow."""
    del chance  # it stands in one sentence
    before, amount = tables.stated.removesuffix(" tkr.").split(" med ")
    changed = f"{before} med {written(number(amount) + 11)} tkr."
    return Planted(replace(tables, stated=changed), "difference_does_not_follow",
                   _costs_from(tables) + len(tables.costs))


Fault: TypeAlias = Callable[[Clean, random.Random], Planted]

FAULTS: tuple[Fault, ...] = (
    wrong_total, wrong_row, wrong_key, wrong_part, wrong_share, older_key, headers_off, text,
    blank, slip, missing, twice, wrong_costs, slip_of_cost, wrong_overhead, wrong_difference,
)
