"""A year's four quarters: the state's two, the region's and the municipalities' together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from finsam_xl.reviewing.columns import Column, municipal_part, municipal_rows, party_rows, same
from finsam_xl.reviewing.members import AF, ALL_MUNICIPALITIES, FK, REGION, STATE
from finsam_xl.reviewing.tables import MemberRow

PARTS = 4


@dataclass(frozen=True, slots=True)
class Part:
    """What one of the four parts pays, the row that says so, and how it may be rounded."""

    member: str
    amount: Fraction
    row: MemberRow
    rounding: Fraction = Fraction(0)

    def is_about(self, amount: Fraction) -> bool:
        """Whether it is an amount, but for the rounding of its rows."""
        return same(self.amount, amount) or abs(self.amount - amount) <= self.rounding


@dataclass(frozen=True, slots=True)
class Quarters:
    """The parts that a column has, and the amount that each of them should be."""

    parts: tuple[Part, ...]
    due: Fraction

    @property
    def unequal(self) -> tuple[Part, ...]:
        """The parts that are not what is due."""
        return tuple(part for part in self.parts if not part.is_about(self.due))


def quarters_of(column: Column) -> Quarters | None:
    """The quarters of a complete column; None where the state's part is not in it.

    What most parts agree on is due, a quarter of the sum among them; else half of the state's.
    """
    parts = tuple(_parts(column))
    state = [part for part in parts if part.member in (FK, AF, STATE)]
    if not state or not column.complete:
        return None
    half = sum((part.amount for part in state), Fraction(0)) / len(state)
    candidates = [part.amount for part in parts]
    total = column.total
    if total is not None:
        candidates.append(total / PARTS)
    votes = {each: sum(same(other, each) for other in candidates) for each in candidates}
    most = max(votes.values())
    winners = [each for each, number in votes.items() if number == most]
    agreed = most > 1 and all(same(each, winners[0]) for each in winners)
    due = winners[0] if agreed else half
    if _pays_half_alone(parts, half):
        return None
    return Quarters(parts, due)


def _pays_half_alone(parts: tuple[Part, ...], half: Fraction) -> bool:
    """Whether there is no region and the municipality pays its part: the law's section 5 a."""
    region = any(part.member == REGION for part in parts)
    return not region and any(part.member == ALL_MUNICIPALITIES and part.is_about(2 * half)
                              for part in parts)


def _parts(column: Column) -> Iterator[Part]:
    """The parts in their order; a state that is one row counts as its two halves."""
    rows = party_rows(column.table)
    for member in (FK, AF, STATE, REGION):
        mine = tuple(row for row in rows if row.member == member)
        amount = column.sum_of(mine)
        if mine and member == STATE:
            yield Part(STATE, amount / 2, mine[0])
            yield Part(STATE, amount / 2, mine[0])
        elif mine:
            yield Part(member, amount, mine[0])
    amount_of_all = municipal_part(column)
    if amount_of_all is not None:
        printed = [row for row in (*column.table.subtotals, *column.table.rows)
                   if row.member == ALL_MUNICIPALITIES]
        rows = municipal_rows(column.table)
        rounding = Fraction(0) if printed else column.rounding(rows)
        yield Part(ALL_MUNICIPALITIES, amount_of_all, (*printed, *rows)[0], rounding)
