"""A difference between costs and income that a text states, against the tables themselves."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from finsam_xl.findings.finding import Finding
from finsam_xl.reviewing.columns import columns_of, same
from finsam_xl.reviewing.costs_judged import kronor
from finsam_xl.reviewing.judging import Reviewed
from finsam_xl.reviewing.tables import SUMMARY
from finsam_xl.reviewing.wording import found, listed, number, said


def difference_findings(review: Reviewed) -> Iterator[Finding]:
    """A stated difference between costs and income against the tables' own."""
    costs = _costs(review)
    incomes = _incomes(review)
    if costs is None or not incomes:
        return
    for stated in review.document.statements:
        follows = [costs - income for _, income in incomes]
        if any(same(each, stated.costs_less_income) for each in follows[:1]):
            continue
        year, income = incomes[0]
        others = [other for (other, _), each in zip(incomes, follows, strict=True)
                  if same(each, stated.costs_less_income)]
        tell = review.texts
        yield found(
            tell, "difference_does_not_follow", "error", stated.place,
            expected=follows[0], actual=stated.costs_less_income, year=year,
            stated=number(abs(stated.costs_less_income) / 1000, tell),
            costs=number(costs / 1000, tell), income=number(income / 1000, tell),
            difference=number(follows[0] / 1000, tell),
            other=" " + said(tell, "other_year", years=listed(others, tell)) if others else "")


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
