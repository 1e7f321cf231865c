"""Plans as pandas tables, for those who script; made outside the domain, whole numbers only."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from finsam_xl.domain.plan import FinancingPlan
from finsam_xl.plans import CheckResult


def contributions_frame(plan: FinancingPlan) -> pd.DataFrame:
    """Contributions in whole kronor: a row per member, a column per year (Int64, NA if unknown)."""
    columns = {year: pd.Series(dict(each.contributions), dtype="Int64")
               for year, each in plan.years.items()}
    return pd.DataFrame(columns).rename_axis(index="member", columns="year")


def years_frame(plan: FinancingPlan) -> pd.DataFrame:
    """Total, costs, result and equity in whole kronor: a row per year."""
    keys = ("total", "costs", "result", "equity_opening", "equity_closing")
    columns = {key: pd.Series({year: getattr(each, key) for year, each in plan.years.items()},
                              dtype="Int64") for key in keys}
    return pd.DataFrame(columns).rename_axis(index="year")


def checks_frame(checks: Iterable[CheckResult]) -> pd.DataFrame:
    """Checks: a row each, by id."""
    rows = [{"id": each.id, "status": each.status, "expected": each.expected,
             "actual": each.actual, "difference": each.difference, "unit": each.unit,
             "place": each.place, "message": each.message} for each in checks]
    columns = ["id", "status", "expected", "actual", "difference", "unit", "place", "message"]
    frame = pd.DataFrame(rows, columns=columns)
    for key in ("expected", "actual", "difference"):
        frame[key] = frame[key].astype("Int64")
    return frame.set_index("id")
