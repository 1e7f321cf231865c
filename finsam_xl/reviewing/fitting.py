"""A year's municipal amounts against population keys: how well each would have given them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from finsam_xl.domain.share_key import divide_by_population
from finsam_xl.reviewing.columns import Column, municipal_rows, same
from finsam_xl.reviewing.keys import Key, Keys
from finsam_xl.reviewing.members import ALL_MUNICIPALITIES, is_municipality
from finsam_xl.reviewing.quarters import quarters_of
from finsam_xl.reviewing.tables import MemberRow

_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Fit:
    """A key, the amounts it gives in kronor under either rounding, and those that are written."""

    key: Key
    rows: tuple[MemberRow, ...]
    written: tuple[Fraction, ...]
    by_row: tuple[Fraction, ...]
    by_remainder: tuple[Fraction, ...]
    unrounded: tuple[Fraction, ...]

    @property
    def hits(self) -> tuple[bool, ...]:
        """Which amounts the key gives, after rounding in one of the two ways."""
        return tuple(same(amount, alone) or same(amount, left) or same(amount, due)
                     for amount, alone, left, due in zip(
            self.written, self.by_row, self.by_remainder, self.unrounded, strict=True))

    @property
    def exact(self) -> bool:
        """Whether the key gives every amount in one way of rounding."""
        return any(all(map(same, self.written, amounts))
                   for amounts in (self.by_row, self.by_remainder, self.unrounded))

    @property
    def deviations(self) -> tuple[Fraction, ...]:
        """How far each amount is from what the key gives, unrounded."""
        return tuple(amount - due for amount, due in zip(
            self.written, self.unrounded, strict=True))

    @property
    def largest(self) -> Fraction:
        """The largest deviation, in kronor."""
        return max(map(abs, self.deviations))


def latest_for(column: Column) -> date:
    """The day a column's plan was decided at the latest: 30 November of the year before.

    The plan years were decided with the first of them.
    """
    return date(min(column.year, column.table.first_year) - 1, 11, 30)


def due_for(column: Column) -> date:
    """The day whose population divides: 30 June of the year before, for plan years of the first."""
    return date(latest_for(column).year, 6, 30)


def fits_of(column: Column, keys: Keys) -> tuple[Fit, ...]:
    """Every key known when the plan was decided, oldest first; none where rows are unknown."""
    rows = municipal_rows(column.table)
    codes = [row.member for row in rows]
    if (len(rows) < _FEWEST or len(set(codes)) < len(rows) or not column.complete
            or not all(map(is_municipality, codes))):
        return ()
    divided = _divided(column)
    return tuple(_fit(key, column, rows, divided)
                 for key in keys.known_for(codes, latest_for(column))) if divided > 0 else ()


def _divided(column: Column) -> Fraction:
    """What is divided: the part as printed, or as the quarters say it, else the rows' sum."""
    rows = municipal_rows(column.table)
    for row in column.table.subtotals:
        amount = column.of(row)
        if row.member == ALL_MUNICIPALITIES and amount is not None:
            return amount
    paid, quarters = column.sum_of(rows), quarters_of(column)
    if quarters is None or any(part.member == ALL_MUNICIPALITIES for part in quarters.unequal):
        others = column.sum_of(tuple(row for row in column.table.rows if row not in rows))
        due = None if quarters is None or column.total is None else column.total - others
        presupposed = quarters is not None and due is not None and same(due, quarters.due)
        return quarters.due if quarters is not None and presupposed else paid
    return quarters.due


def _fit(key: Key, column: Column, rows: tuple[MemberRow, ...], amount: Fraction) -> Fit:
    """How a key fits in the step that gives most amounts: one row may be out of step."""
    fits = [_in_steps(key, column, rows, amount, int(step)) for step in column.steps(rows)]
    return max(fits, key=lambda fit: sum(fit.hits))


def _in_steps(
    key: Key, column: Column, rows: tuple[MemberRow, ...], amount: Fraction, step: int
) -> Fit:
    people = tuple(key.people[row.member] for row in rows)
    everyone = sum(people)
    divided = divide_by_population(round(amount), step, people,
                                   tuple(row.member for row in rows))
    return Fit(
        key, rows, tuple(column.of(row) or Fraction(0) for row in rows),
        by_row=tuple(map(Fraction, divided.by_row)),
        by_remainder=tuple(map(Fraction, divided.exact)),
        unrounded=tuple(amount * many / everyone for many in people))


def due_fit(column: Column, fits: Sequence[Fit]) -> Fit | None:
    """The fit of the key that should be used."""
    return next((fit for fit in fits if fit.key.day == due_for(column)), None)


def without_residual(
    column: Column, part: Fraction, keys: Keys
) -> tuple[tuple[MemberRow, Fraction], ...]:
    """The rows and amounts by which the largest remainder leaves no kronor over, if a key tells."""
    for fit in reversed(fits_of(column, keys)):
        if fit.written == fit.by_row and sum(fit.by_remainder) == part:
            return tuple((row, better) for row, amount, better in zip(
                fit.rows, fit.written, fit.by_remainder, strict=True) if amount != better)
    return ()


def suspect(column: Column, too_much: Fraction, keys: Keys) -> MemberRow | None:
    """The one row that makes a sum wrong by so much, where a key or its share gives it away."""
    rows = municipal_rows(column.table)
    for fit in reversed(fits_of(column, keys)):
        off = [(row, same(amount - too_much, right)) for row, hit, amount, right in zip(
            rows, fit.hits, fit.written, fit.by_remainder, strict=True) if not hit]
        if len(off) == 1 and (len(rows) > _FEWEST or off[0][1]):
            return off[0][0]
    others = [number for number in range(len(column.table.years)) if number != column.number]
    return _off_its_years(column, rows, others, too_much)


def _off_its_years(
    column: Column, rows: Sequence[MemberRow], others: Sequence[int], too_much: Fraction
) -> MemberRow | None:
    """The one row whose amount, but for what is too much, is as in the years beside it."""
    found = []
    for row in rows:
        amount = column.of(row) or Fraction(0)
        beside = [each for number in others
                  if (each := Column(column.table, number).of(row)) is not None]
        if any(abs(amount - too_much - each) * 10 < abs(too_much) for each in beside):
            found.append(row)
    return found[0] if len(found) == 1 else None
