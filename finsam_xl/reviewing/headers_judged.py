"""Whether the years over the amounts are the years that the plan is called by."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_xl.findings.finding import Finding
from finsam_xl.reviewing.judging import Reviewed
from finsam_xl.reviewing.tables import FinancingTable
from finsam_xl.reviewing.wording import found, said


def header_findings(table: FinancingTable, review: Reviewed) -> Iterator[Finding]:
    """Headers that are a year off."""
    late = table.years_late
    if late and table.plan_years is not None:
        first, last = table.plan_years
        wanted = " ".join(str(year + late) for year in table.years)
        headers = " ".join(map(str, table.years))
        yield found(review.texts, "headers_off_a_year", "warning", table.place,
                    expected=wanted, actual=headers, headers=headers, wanted=wanted,
                    plan=f"{first}\u2013{last}",
                    off=said(review.texts, "early" if late > 0 else "late"))
