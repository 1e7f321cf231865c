"""Tables of costs: their sums, and the overhead that two of them tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from finsam_xl.findings.finding import Finding
from finsam_xl.reviewing.amounts import amount_in
from finsam_xl.reviewing.columns import KRONA, same
from finsam_xl.reviewing.judging import Reviewed
from finsam_xl.reviewing.slips import FACTORS
from finsam_xl.reviewing.tables import ADMINISTRATION, SUMMARY, Cell, CostRow, CostTable
from finsam_xl.reviewing.wording import found, money, said

_OVERHEAD = re.compile(r"overhead|styrning|administration", re.IGNORECASE)
_FAR = 50
"""Sums that are so far from each other are not of the same thing."""
_INCLUDED = re.compile(r"(\d[\d ]*(?:,\d+)?\s?(?:´|tkr\b|kr\b))")


def cost_findings(review: Reviewed) -> Iterator[Finding]:
    """Sums of costs that do not hold, and at last that the others do."""
    right: list[str] = []
    wrong = False
    for table in review.document.costs:
        faults = [*_people(table, review), *_sum(table, review)]
        yield from faults
        wrong = wrong or bool(faults)
        if not faults and table.total is not None and _known(table):
            right.append(_said_sum(table, review))
    yield from _overhead(review)
    if right:
        yield found(review.texts, "totals_right", "note", review.file,
                    way="other_totals_right" if wrong else "" if len(right) > 1
                    else "only_total_right",
                    sums="; ".join(right), number=len(right))


def _known(table: CostTable) -> bool:
    """Whether the sum and every row has an amount, or is paid by others."""
    return table.total is not None and table.total.amount.amount is not None and all(
        row.amount.amount is not None or row.amount.text for row in table.rows)


def kronor(cell: Cell | None, unit: str) -> Fraction:
    """What a cell says, in kronor; nothing where it says no amount."""
    return (Fraction(0) if cell is None or cell.amount is None
            else cell.amount.kronor(unit))


def called(table: CostTable, review: Reviewed) -> str:
    """A table's title, or its kind where it has none."""
    return table.title or said(review.texts, f"kind_{table.kind}")


def _said_sum(table: CostTable, review: Reviewed) -> str:
    """A sum that holds, with its arithmetic."""
    terms = [kronor(row.amount, table.unit) for row in table.rows if row.amount.amount]
    total = kronor(table.total.amount if table.total else None, table.unit)
    included = total - sum(terms, Fraction(0))
    if included:
        terms.append(included)
    people = table.total.participants if table.total else None
    also = said(review.texts, "and_people", number=people.amount.number) if (
        people and people.amount) else ""
    return (f"{called(table, review)} {review.several(terms, table.unit)} = "
            f"{money(total, table.unit, review.texts)} {table.unit}{also}")


def _sum(table: CostTable, review: Reviewed) -> Iterator[Finding]:
    if table.total is None or not _known(table):
        return
    paid = sum((kronor(row.amount, table.unit) for row in table.rows), Fraction(0))
    total = kronor(table.total.amount, table.unit)
    if same(paid, total) or any(same(paid + each, total)
                                for each in _included(table.total.name, table.unit)):
        return
    slip = _slip(table, total - paid)
    if slip is not None:
        row, factor = slip
        amount = kronor(row.amount, table.unit)
        yield found(
            review.texts, "unit_slip", "error", row.amount.place, expected=amount * factor,
            actual=amount, name=row.name, year=called(table, review), unit=table.unit,
            amount=money(amount, table.unit, review.texts),
            right=money(amount * factor, table.unit, review.texts))
        return
    yield _differs(table, table.total.amount, paid, total, review,
                   lambda row: kronor(row.amount, table.unit), table.unit)


def _slip(table: CostTable, lacking: Fraction) -> tuple[CostRow, Fraction] | None:
    """The one row, or the sum, that a thousand makes right."""
    rows = [*table.rows, *([table.total] if table.total else [])]
    found_slips = [
        (row, factor) for row in rows for factor in FACTORS
        if (amount := kronor(row.amount, table.unit))
        and same(lacking, (amount * factor - amount) * (-1 if row is table.total else 1))]
    return found_slips[0] if len(found_slips) == 1 else None


def _included(label: str, unit: str) -> Iterator[Fraction]:
    """Amounts that a sum's label says are in it, such as `inkluderar JMT (135´)`."""
    if "inkl" in label.casefold():
        for each in _INCLUDED.findall(label):
            amount = amount_in(each)
            if amount is not None:
                yield amount.kronor(unit)


def _people(table: CostTable, review: Reviewed) -> Iterator[Finding]:
    """The sum of planned participants."""
    cell = table.total.participants if table.total else None
    if cell is None or cell.amount is None:
        return
    paid = sum((kronor(row.participants, "kr") for row in table.rows), Fraction(0))
    total = kronor(cell, "kr")
    if paid != total:
        yield _differs(table, cell, paid, total, review,
                       lambda row: kronor(row.participants, "kr"),
                       said(review.texts, "participants"))


def _differs(
    table: CostTable, cell: Cell, paid: Fraction, total: Fraction, review: Reviewed,
    of: Callable[[CostRow], Fraction], unit: str,
) -> Finding:
    scale = "tkr" if unit == "tkr" else "kr"
    return found(
        review.texts, "sum_differs", "error", cell.place, expected=paid, actual=total,
        year=called(table, review), unit=unit,
        terms=review.several([each for each in map(of, table.rows) if each], scale),
        paid=money(paid, scale, review.texts), total=money(total, scale, review.texts),
        difference=money(abs(total - paid), scale, review.texts))


def _overhead(review: Reviewed) -> Iterator[Finding]:
    """The summary's overhead against the sum of its own table."""
    costs = review.document.costs
    own = [table for table in costs if table.kind == ADMINISTRATION and table.total]
    rows = [(table, row) for table in costs if table.kind == SUMMARY
            for row in table.rows if _OVERHEAD.search(row.name) and row.amount.amount]
    if len(own) != 1 or len(rows) != 1 or own[0].total is None:
        return
    table, row = rows[0]
    told = kronor(row.amount, table.unit)
    total = kronor(own[0].total.amount, own[0].unit)
    if not total / _FAR < told < total * _FAR:
        return
    if abs(told - total) >= max(KRONA, row.amount.amount.step(table.unit) / 2
                                if row.amount.amount else KRONA) and not same(told, total):
        yield found(
            review.texts, "overhead_differs", "error", row.amount.place, expected=total,
            actual=told, name=row.name, unit=table.unit, title=called(own[0], review),
            told=money(told, table.unit, review.texts),
            total=money(total, table.unit, review.texts),
            difference=money(abs(told - total), table.unit, review.texts))
