"""Printed shares against the amounts: of the whole, or of the municipalities' quarter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from finsam_xl.findings.finding import Finding
from finsam_xl.reviewing.columns import Column, columns_of, municipal_rows, party_rows
from finsam_xl.reviewing.judging import Reviewed
from finsam_xl.reviewing.members import ALL_MUNICIPALITIES
from finsam_xl.reviewing.quarters import quarters_of
from finsam_xl.reviewing.tables import FinancingTable, MemberRow
from finsam_xl.reviewing.wording import found, said, share

_OF_THE_QUARTER = Fraction(1, 2)
"""Shares of municipalities that sum to more than this are shares of their quarter."""


def share_findings(table: FinancingTable, review: Reviewed) -> Iterator[Finding]:
    """Shares that agree with the amounts of no year; the plan's first year is told."""
    columns = [column for column in columns_of(table) if column.complete]
    if not columns:
        return
    told = next((each for each in columns if each.number == table.budget_column), columns[0])
    rows = municipal_rows(table)
    quarter = sum((_share(row) for row in rows), Fraction(0)) > _OF_THE_QUARTER
    for row in rows:
        yield from _differs(row, columns, told, rows if quarter else table.rows, review)
    for row in party_rows(table):
        yield from _differs(row, columns, told, table.rows, review)
    for row in (*table.subtotals, *((table.total,) if table.total else ())):
        if not (quarter and row.member == ALL_MUNICIPALITIES and _share(row) == 1):
            yield from _differs(row, columns, told, table.rows, review)


def _share(row: MemberRow) -> Fraction:
    return Fraction(0) if row.share is None else row.share.number


def _differs(
    row: MemberRow, columns: Sequence[Column], told: Column, of: tuple[MemberRow, ...],
    review: Reviewed,
) -> Iterator[Finding]:
    if row.share is None or any(_agrees(row, column, of) for column in columns):
        return
    texts, table, decimals = review.texts, told.table, row.share.decimals
    amount, whole = told.of(row), _whole(told, of)
    if amount is None or not whole:
        return
    ratio = amount / whole
    yield found(
        texts, "share_differs", "warning", told.place(row),
        expected=share(ratio, decimals, texts), actual=share(row.share.number, decimals, texts),
        name=row.name, printed=share(row.share.number, decimals, texts),
        right=share(ratio, decimals, texts), exact=share(ratio, decimals + 2, texts),
        amount=review.money(amount, table), whole=review.money(whole, table),
        year=told.called, plug=_plug(row, told, of, review))


def _whole(column: Column, of: tuple[MemberRow, ...]) -> Fraction:
    """What shares are of: the municipalities' part as due, else the rows together."""
    quarters = quarters_of(column) if of == municipal_rows(column.table) else None
    paid = column.sum_of(of)
    if quarters is not None and abs(paid - quarters.due) <= column.rounding(of):
        return quarters.due
    return paid


def _agrees(row: MemberRow, column: Column, of: tuple[MemberRow, ...]) -> bool:
    """Whether a share is an amount's, but for the rounding of both."""
    amount, whole = column.of(row), _whole(column, of)
    if amount is None or row.share is None or not whole:
        return True
    unit = Fraction(1, 10**row.share.decimals)
    within = unit / 2 + column.smallest_step(of) / 2 / whole
    return abs(row.share.number - amount / whole) <= within


def _plug(
    row: MemberRow, column: Column, of: tuple[MemberRow, ...], review: Reviewed
) -> str:
    """That the shares sum to a whole only by this one, where that is so."""
    whole = _whole(column, of)
    if row.share is None or row not in of or not whole:
        return ""
    decimals = max(each.share.decimals for each in of if each.share is not None)
    printed = sum((_share(each) for each in of), Fraction(0))
    rounded = sum((Fraction(round((column.of(each) or Fraction(0)) / whole * 10**decimals),
                            10**decimals) for each in of), Fraction(0))
    if printed != 1 or rounded == 1:
        return ""
    return " " + said(review.texts, "plug", printed=share(printed, decimals, review.texts),
                      rounded=share(rounded, decimals, review.texts))
