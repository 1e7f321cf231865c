"""Amounts that are a thousand times too large or too small: kronor for thousands, or the reverse.

A slip is told once, and the table is judged on as if it were mended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from finsam_xl.findings.finding import Finding
from finsam_xl.reviewing.amounts import TKR, Amount
from finsam_xl.reviewing.columns import Column, columns_of
from finsam_xl.reviewing.judging import Reviewed
from finsam_xl.reviewing.tables import FinancingTable, MemberRow
from finsam_xl.reviewing.wording import found

LEAST, MOST = Fraction(100_000), Fraction(1_000_000_000)
"""No association's year is smaller or larger, in kronor."""

_ABOUT = (Fraction(1, 4), Fraction(4))
FACTORS = (Fraction(1, TKR), Fraction(TKR))


def mended(
    table: FinancingTable, review: Reviewed
) -> tuple[FinancingTable, tuple[Finding, ...]]:
    """A table without its slips, and the slips."""
    found_slips: list[Finding] = []
    for column in columns_of(table):
        if not column.complete:
            continue
        whole = _whole_year(column)
        if whole is not None:
            found_slips.append(_told(column, _sum_row(column), whole, review, way="unit_slip_year"))
            table = _scaled(table, column.number, (*table.rows, *table.subtotals, table.total),
                            whole)
            continue
        slip = _one_cell(Column(table, column.number))
        if slip is not None:
            row, factor = slip
            found_slips.append(_told(column, row, factor, review))
            table = _scaled(table, column.number, (row,), factor)
    return table, tuple(found_slips)


def _sum_row(column: Column) -> MemberRow:
    total = column.table.total
    return total if total is not None and column.total is not None else column.table.rows[0]


def _told(
    column: Column, row: MemberRow, factor: Fraction, review: Reviewed, way: str = ""
) -> Finding:
    amount = column.of(row) or Fraction(0)
    right = amount * factor
    return found(
        review.texts, "unit_slip", "error", column.place(row), way=way, expected=right,
        actual=amount, name=row.name, year=column.called, unit=column.table.unit,
        amount=review.money(amount, column.table), right=review.money(right, column.table))


def _whole_year(column: Column) -> Fraction | None:
    """The factor of a year that is a thousand times too much or too little as a whole."""
    paid = column.sum_of(column.table.rows)
    if paid <= 0:
        return None
    if paid > MOST and (column.total is None or column.total > MOST):
        return FACTORS[0] if _most_are(column, paid, FACTORS[0]) else None
    if paid < LEAST and (column.total is None or column.total < LEAST):
        return FACTORS[1] if _most_are(column, paid, FACTORS[1]) else None
    return None


def _most_are(column: Column, paid: Fraction, factor: Fraction) -> bool:
    """Whether it is the whole year and no single row that is off."""
    largest = max(column.of(row) or Fraction(0) for row in column.table.rows)
    return factor > 1 or largest < paid * Fraction(9, 10)


def _one_cell(column: Column) -> tuple[MemberRow, Fraction] | None:
    """The one amount that makes the sum right when a thousand is taken off it or put on it."""
    table, paid, total = column.table, column.sum_of(column.table.rows), column.total
    within = column.smallest_step(table.rows) * len(table.rows) / 2
    if total is not None and table.total is not None and abs(total - paid) > within:
        for factor in FACTORS:
            if abs(total * factor - paid) <= within * max(factor, Fraction(1)):
                return table.total, factor
        fitting = [(row, factor) for row in table.rows for factor in FACTORS
                   if (amount := column.of(row))
                   and abs(paid - amount + amount * factor - total) <= within]
        if len(fitting) == 1:
            return fitting[0]
    return _against_other_years(column, table.rows)


def _against_other_years(
    column: Column, rows: Sequence[MemberRow]
) -> tuple[MemberRow, Fraction] | None:
    """An amount that is a thousand times, or a thousandth, of the same row's other years."""
    others = [other for other in columns_of(column.table) if other.number != column.number]
    for row in rows:
        amount = column.of(row)
        beside = [each for other in others if (each := other.of(row))]
        if not amount or not beside:
            continue
        for factor in FACTORS:
            if (all(_ABOUT[0] < amount * factor / each < _ABOUT[1] for each in beside)
                    and (len(beside) > 1 or _alone_so(column, row, amount, factor))):
                return row, factor
    return None


def _alone_so(column: Column, row: MemberRow, amount: Fraction, factor: Fraction) -> bool:
    """Whether it is this year's amount that is off, and not the only one beside it."""
    others = [column.of(other) or Fraction(0) for other in column.table.rows if other is not row]
    return factor < 1 and amount > sum(others, Fraction(0))


def _scaled(
    table: FinancingTable, number: int, rows: Sequence[MemberRow | None], factor: Fraction
) -> FinancingTable:
    """A table with one year's amounts of some rows times a factor."""
    decimals = max((cell.amount.decimals for row in table.rows
                    if row not in rows and (cell := row.cells[number]).amount), default=0)

    def mend(row: MemberRow) -> MemberRow:
        cell = row.cells[number]
        if row not in rows or cell.amount is None:
            return row
        mended_cell = replace(cell, amount=_times(cell.amount, factor, decimals))
        return replace(row, cells=(*row.cells[:number], mended_cell, *row.cells[number + 1:]))

    return replace(table, rows=tuple(map(mend, table.rows)),
                   subtotals=tuple(map(mend, table.subtotals)),
                   total=None if table.total is None else mend(table.total))


def _times(amount: Amount, factor: Fraction, decimals: int) -> Amount:
    """An amount times a factor, with as many decimals as the amounts beside it or as it needs."""
    needed = next(places for places in range(amount.decimals + 4)
                  if (amount.number * factor * 10**places).denominator == 1)
    return replace(amount, number=amount.number * factor, decimals=max(needed, decimals))
