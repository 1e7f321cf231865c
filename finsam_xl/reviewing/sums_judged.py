"""Whether a financing table sums: the municipalities to their part, all rows to the total."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from finsam_xl.findings.finding import Finding
from finsam_xl.reviewing.columns import Column, columns_of, municipal_rows, party_rows, same
from finsam_xl.reviewing.fitting import suspect, without_residual
from finsam_xl.reviewing.judging import Reviewed
from finsam_xl.reviewing.members import ALL_MUNICIPALITIES, STATE
from finsam_xl.reviewing.quarters import quarters_of
from finsam_xl.reviewing.tables import FinancingTable, MemberRow
from finsam_xl.reviewing.wording import found, said


def sum_findings(table: FinancingTable, review: Reviewed) -> Iterator[Finding]:
    """Every sum of a table that its rows do not make, each cause once."""
    for column in columns_of(table):
        if column.complete and table.rows:
            yield from _municipal(column, review)
            yield from _total(column, review)
            yield from _state(column, review)


def _municipal(column: Column, review: Reviewed) -> Iterator[Finding]:
    """The municipalities' amounts against their part, where the table tells what that is."""
    rows, part = municipal_rows(column.table), _part(column)
    if not rows or part is None:
        return
    paid = column.sum_of(rows)
    if same(paid, part):
        return
    if abs(paid - part) <= column.rounding(rows):
        yield _residual(column, part, review)
    else:
        yield _wrong_row(column, part, review)


def _part(column: Column) -> Fraction | None:
    """The municipalities' part: as printed, else as total or quarters say it."""
    for row in column.table.subtotals:
        if row.member == ALL_MUNICIPALITIES and column.of(row) is not None:
            return column.of(row)
    rows, quarters, total = municipal_rows(column.table), quarters_of(column), column.total
    paid, others = column.sum_of(rows), column.sum_of(party_rows(column.table))
    if quarters is None:
        return None
    about = abs(paid - quarters.due) <= column.rounding(rows)
    presupposed = total is not None and same(total - others, quarters.due)
    return quarters.due if about or presupposed else None


def _residual(column: Column, part: Fraction, review: Reviewed) -> Finding:
    """Kronor that are left because each row was rounded alone."""
    table, rows = column.table, municipal_rows(column.table)
    paid, step = column.sum_of(rows), column.smallest_step(rows)
    exact = without_residual(column, part, review.keys)
    better = [f"{row.name} {review.money(amount, table)}" for row, amount in exact]
    return found(
        review.texts, "residual", "warning" if part % step == 0 else "note",
        column.place(rows[0]), way="residual" if better else "residual_unknown",
        expected=part, actual=paid, year=column.called, unit=table.unit, number=len(rows),
        paid=review.money(paid, table), part=review.money(part, table),
        kronor=review.several([abs(paid - part)], "kr"), better=", ".join(better),
        more=said(review.texts, "too_much" if paid > part else "too_little"))


def _wrong_row(column: Column, part: Fraction, review: Reviewed) -> Finding:
    table, rows = column.table, municipal_rows(column.table)
    paid = column.sum_of(rows)
    row = suspect(column, paid - part, review.keys)
    facts = {"row": row.name, "amount": review.money(_of(column, row), table),
             "right": review.money(_of(column, row) - (paid - part), table)} if row else {}
    return found(
        review.texts, "sum_differs", "error", column.place(row or _place(column, rows)),
        way="sum_differs_row" if row else "sum_differs_part", expected=part, actual=paid,
        year=column.called, unit=table.unit, part=review.money(part, table),
        paid=review.money(paid, table), difference=review.money(abs(paid - part), table), **facts)


def _place(column: Column, rows: tuple[MemberRow, ...]) -> MemberRow:
    """Where a sum is told: its own row, else the first that it is made of."""
    subtotals = [row for row in column.table.subtotals if row.member == ALL_MUNICIPALITIES]
    told = [*subtotals, *([column.table.total] if column.table.total else []), *rows]
    return told[0]


def _of(column: Column, row: MemberRow) -> Fraction:
    return column.of(row) or Fraction(0)


def _total(column: Column, review: Reviewed) -> Iterator[Finding]:
    """The total against all rows, or with the municipalities' part in their stead.

    A total that is written in coarser steps may be rounded.
    """
    table, total = column.table, column.total
    if table.total is None or total is None:
        return
    paid, step = column.sum_of(table.rows), column.step(table.total)
    coarser = step > column.smallest_step(table.rows)
    part = _part(column)
    whole = paid if part is None else part + column.sum_of(party_rows(table))
    if any(same(total, each) or (coarser and abs(total - each) <= step / 2)
           for each in (paid, whole)):
        return
    yield found(
        review.texts, "sum_differs", "error", column.place(table.total), expected=paid,
        actual=total, year=column.called, unit=table.unit,
        terms=review.several([_of(column, row) for row in table.rows], table.unit),
        paid=review.money(paid, table), total=review.money(total, table),
        difference=review.money(abs(total - paid), table))


def _state(column: Column, review: Reviewed) -> Iterator[Finding]:
    """The state's own sum against its two rows."""
    for row in column.table.subtotals:
        amount = column.of(row)
        if row.member != STATE or amount is None:
            continue
        rows = tuple(each for each in party_rows(column.table) if each.member in ("FK", "AF"))
        paid = column.sum_of(rows)
        if not same(amount, paid):
            yield found(
                review.texts, "sum_differs", "error", column.place(row), expected=paid,
                actual=amount, year=column.called, unit=column.table.unit,
                terms=review.several([_of(column, each) for each in rows], column.table.unit),
                paid=review.money(paid, column.table), total=review.money(amount, column.table),
                difference=review.money(abs(amount - paid), column.table))
