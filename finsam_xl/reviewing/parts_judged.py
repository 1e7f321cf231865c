"""Whether the four parts are equal, as the law divides them: half, a quarter and a quarter."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from finsam_xl.findings.finding import Finding
from finsam_xl.reviewing.columns import Column, columns_of, municipal_rows, party_rows, same
from finsam_xl.reviewing.judging import Reviewed
from finsam_xl.reviewing.members import ALL_MUNICIPALITIES
from finsam_xl.reviewing.quarters import Part, Quarters, quarters_of
from finsam_xl.reviewing.tables import FinancingTable
from finsam_xl.reviewing.wording import found, listed, said, share

_PERCENT = 100


def part_findings(table: FinancingTable, review: Reviewed) -> Iterator[Finding]:
    """Every year whose parts are not four quarters, at the parts that are not."""
    for column in columns_of(table):
        quarters = quarters_of(column)
        if quarters is None:
            continue
        unequal = [part for part in quarters.unequal if not _only_rows_are_off(column, part,
                                                                             quarters)]
        if unequal:
            yield _not_equal(column, quarters, unequal, review)


def _only_rows_are_off(column: Column, part: Part, quarters: Quarters) -> bool:
    """Whether the sum is as the parts are, so that a municipality's row is wrong and no part."""
    others = column.sum_of(party_rows(column.table))
    return (part.member == ALL_MUNICIPALITIES and column.total is not None
            and same(column.total - others, quarters.due)
            and bool(municipal_rows(column.table)))


def _not_equal(
    column: Column, quarters: Quarters, unequal: list[Part], review: Reviewed
) -> Finding:
    texts, table = review.texts, column.table
    whole = sum((part.amount for part in quarters.parts), Fraction(0)) or Fraction(1)
    amounts: dict[str, Fraction] = {}
    for part in quarters.parts:
        amounts[_name(part, review)] = amounts.get(_name(part, review), Fraction(0)) + part.amount
    told = [f"{name} {review.money(amount, table)} "
            f"({share(amount / whole * _PERCENT, 2, texts)} %)"
            for name, amount in amounts.items()]
    below = any(part.amount < quarters.due for part in unequal)
    return found(
        texts, "parts_not_equal", "error" if below else "warning",
        column.place(unequal[0].row), expected=quarters.due, actual=unequal[0].amount,
        year=column.called, parts=listed(told, texts), unit=table.unit,
        due=review.money(quarters.due, table),
        unequal=listed(list(dict.fromkeys(_name(part, review) for part in unequal)),
                                          texts))


def _name(part: Part, review: Reviewed) -> str:
    if part.member == ALL_MUNICIPALITIES:
        return said(review.texts, "all_municipalities")
    return part.row.name
