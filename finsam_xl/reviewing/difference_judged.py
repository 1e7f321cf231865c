"""A difference between costs and income that a text states, against the tables themselves."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from finsam_xl.findings.finding import Finding
from finsam_xl.reviewing.amounts import TKR
from finsam_xl.reviewing.columns import columns_of, same
from finsam_xl.reviewing.costs_judged import kronor
from finsam_xl.reviewing.judging import Reviewed
from finsam_xl.reviewing.tables import SUMMARY, Statement
from finsam_xl.reviewing.wording import found, listed, number, said


def difference_findings(review: Reviewed) -> Iterator[Finding]:
    """A stated difference between costs and income against the tables' own."""
    costs = _costs(review)
    incomes = _incomes(review)
    if costs is None or not incomes:
        return
    for stated in review.document.statements:
        yield _told(stated, costs, incomes, review)


def _told(
    stated: Statement, costs: Fraction, incomes: list[tuple[str, Fraction]], review: Reviewed
) -> Finding:
    """Whether a statement follows in the plan's first year, and in which others."""
    texts, (year, income) = review.texts, incomes[0]
    facts = {"costs": number(costs / TKR, texts), "income": number(income / TKR, texts),
             "difference": number((costs - income) / TKR, texts), "year": year}
    if same(costs - income, stated.costs_less_income):
        return found(texts, "totals_right", "note", stated.place, way="difference_right", **facts)
    others = [other for other, amount in incomes
              if same(costs - amount, stated.costs_less_income)]
    return found(
        texts, "difference_does_not_follow", "error", stated.place, expected=costs - income,
        actual=stated.costs_less_income,
        stated=number(stated.costs_less_income / TKR, texts),
        other=" " + said(texts, "other_year", years=listed(others, texts)) if others else "",
        **facts)


def _costs(review: Reviewed) -> Fraction | None:
    """The sum of the summary of costs, where there is one."""
    summaries = [table for table in review.document.costs
                 if table.kind == SUMMARY and table.total is not None]
    if len(summaries) != 1 or summaries[0].total is None:
        return None
    return kronor(summaries[0].total.amount, summaries[0].unit)


def _incomes(review: Reviewed) -> list[tuple[str, Fraction]]:
    """The members' sums by year, that of the plan's first year at the head."""
    if len(review.document.financing) != 1:
        return []
    table = review.document.financing[0]
    columns = sorted(columns_of(table), key=lambda each: each.number != table.budget_column)
    return [(each.called, each.sum_of(table.rows) if each.total is None else each.total)
            for each in columns]
