"""Why a municipality pays another amount: the total, the population, or the rounding.

The total's effect is the new amount divided by the old key, less the old amount divided by it.
The population's is the new amount divided by the new key, less the same divided by the old. Both
are in whole kronor; the rest is rounding, so that the three always add up to the change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.plan import FinancingPlan, plain
from finsam_xl.domain.share_key import divide_by_population

OVER_VERSIONS, OVER_YEARS, OVER_BUDGETS = "versions", "years", "budgets"


@dataclass(frozen=True, slots=True)
class YearShares:
    """What the municipalities pay in one year, in whole kronor, and the key it is divided by.

    The key is people, by code; where the year's amounts are stated they are the key themselves.
    """

    year: int
    stated: bool
    total: int
    charged: Mapping[str, int]
    key: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One municipality's change in whole kronor: total + population + rounding = change.

    `before` or `now` is None where it was no member.
    """

    code: str
    name: str
    before: int | None
    now: int | None
    total: int
    population: int
    rounding: int

    @property
    def change(self) -> int:
        """The change of what it pays."""
        return (self.now or 0) - (self.before or 0)


@dataclass(frozen=True, slots=True)
class Split:
    """The municipalities' changes from one year's shares to another's.

    `kind` says what is compared: two versions of a year, a year and the year before, or the
    budget years of two books.
    """

    kind: str
    before: YearShares
    now: YearShares
    rows: tuple[Row, ...]

    @property
    def sums(self) -> Row:
        """The rows added."""
        return Row("", "", sum(row.before or 0 for row in self.rows),
                   sum(row.now or 0 for row in self.rows), *(
                       sum(getattr(row, part) for row in self.rows)
                       for part in ("total", "population", "rounding")))

    @property
    def moves(self) -> bool:
        """Whether anybody pays another amount."""
        return any(row.change for row in self.rows)


def shares_of(plan: FinancingPlan, year: int) -> YearShares | None:
    """A year's shares and key; None where one of them is not known or nothing divides."""
    inputs, paid = plan.inputs, plan.calculation.shown.funding_of(year)
    stated = inputs.value("basis", year=year) == "stated"
    charged = _whole(inputs, paid.municipal)
    key = charged if stated else _whole(inputs, paid.division.people)
    total = plain(paid.municipal_total)
    if total is None or charged is None or key is None:
        return None
    if not sum(key.values()) or min(key.values()) < 0:
        return None
    return YearShares(year, stated, total, charged, key)


def _whole(inputs: PlanInputs, figures: tuple[object, ...]) -> dict[str, int] | None:
    found = {code: plain(figure)  # type: ignore[arg-type]
             for code, figure in zip(inputs.codes, figures, strict=True)}
    known = {code: amount for code, amount in found.items() if amount is not None}
    return known if known and len(known) == len(found) else None


def split(kind: str, before: YearShares, now: YearShares, names: Mapping[str, str]) -> Split:
    """The change of every municipality that is a member in either, parted in three.

    Who is no member has nobody in the key: the whole amount of one that joined is the
    population's effect.
    """
    codes = tuple(dict.fromkeys((*before.charged, *now.charged)))
    old_key, new_key = ({code: each.key.get(code, 0) for code in codes} for each in (before, now))
    start, between, end = (_divided(total, key) for total, key in (
        (before.total, old_key), (now.total, old_key), (now.total, new_key)))
    rows = []
    for code in codes:
        was, is_now = before.charged.get(code), now.charged.get(code)
        total, population = between[code] - start[code], end[code] - between[code]
        rest = (is_now or 0) - (was or 0) - total - population
        rows.append(Row(code, names.get(code, code), was, is_now, total, population, rest))
    return Split(kind, before, now, tuple(rows))


def _divided(total: int, key: Mapping[str, int]) -> dict[str, int]:
    """An amount divided by a key in whole kronor, by the plan's own rule."""
    division = divide_by_population(total, 1, tuple(key.values()), tuple(key))
    return dict(zip(key, division.exact, strict=True))


def splits(old: FinancingPlan, new: FinancingPlan) -> tuple[Split, ...]:
    """Every split of two plans in which all is known.

    Each year that both have, the new budget year against the year before it, and the budget years
    against each other where they are not the same.
    """
    names = {each.code: each.name
             for plan in (old, new) for each in plan.inputs.municipalities}
    was, now = old.inputs.budget_year, new.inputs.budget_year
    wanted = [(OVER_VERSIONS, old, year, year) for year in new.years if year in old.years]
    if now - 1 in new.years:
        wanted.append((OVER_YEARS, new, now - 1, now))
    if was != now:
        wanted.append((OVER_BUDGETS, old, was, now))
    found = []
    for kind, start, first, last in wanted:
        before, after = shares_of(start, first), shares_of(new, last)
        if before is not None and after is not None:
            found.append(split(kind, before, after, names))
    return tuple(found)
