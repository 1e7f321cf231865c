"""What stands in an amount's place: nothing, or a text that is no amount."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from finsam_xl.findings.finding import Finding
from finsam_xl.reviewing.columns import Column, columns_of
from finsam_xl.reviewing.judging import Reviewed
from finsam_xl.reviewing.splitting import EXTERNAL
from finsam_xl.reviewing.tables import CostTable, FinancingTable, MemberRow
from finsam_xl.reviewing.wording import found, said


def amount_findings(table: FinancingTable, review: Reviewed) -> Iterator[Finding]:
    """Cells of members without an amount; a year that no member has one for is left out."""
    for column in columns_of(table):
        rows = [*table.rows, *table.subtotals, *([table.total] if table.total else [])]
        if not any(row.cells[column.number].amount or row.cells[column.number].text
                   for row in table.rows):
            continue
        empty = [row for row in rows if column.of(row) is None]
        for row in empty:
            text = row.cells[column.number].text
            if text or not any(cell.text for cell in row.cells):
                yield _without(column, row, text, _hint(column, row, len(empty), review), review)


def _without(
    column: Column, row: MemberRow, text: str, hint: str, review: Reviewed
) -> Finding:
    return found(review.texts, "text_as_amount" if text else "amount_missing", "error",
                 column.place(row), actual=text or None, name=row.name, year=column.called,
                 text=text, what=hint, unit=column.table.unit)


def _hint(column: Column, row: MemberRow, empty: int, review: Reviewed) -> str:
    """What the amount must be, where the sum and all other rows tell it."""
    if column.total is None or row not in column.table.rows or empty > 1:
        return said(review.texts, "hint_source")
    rest = column.total - column.sum_of(column.table.rows)
    return said(review.texts, "hint_sum", total=review.money(column.total, column.table),
                rest=review.money(rest, column.table), unit=column.table.unit)


def cost_cell_findings(table: CostTable, review: Reviewed) -> Iterator[Finding]:
    """Rows of costs without an amount, and those that others pay for."""
    for row in (*table.rows, *((table.total,) if table.total else ())):
        text = row.amount.text
        if EXTERNAL.match(text):
            yield found(review.texts, "external_money", "note", row.amount.place,
                        expected=Fraction(0), actual=text, name=row.name, text=text)
        elif row.amount.amount is None:
            yield found(
                review.texts, "text_as_amount" if text else "amount_missing", "error",
                row.amount.place, actual=text or None, name=row.name, text=text,
                year=table.title or said(review.texts, f"kind_{table.kind}"), unit=table.unit,
                what=said(review.texts, "hint_source"))
