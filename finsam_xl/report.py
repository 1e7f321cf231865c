"""Plans, checks and names as JSON: whole kronor, null where not known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from finsam_xl.addresses import cell_name
from finsam_xl.domain.plan import FinancingPlan, YearPlan
from finsam_xl.errors import FinsamError
from finsam_xl.plans import CheckResult, Proven
from finsam_xl.sheets.draft import CellValue, NamedCell


def plan_report(plan: FinancingPlan, checks: tuple[CheckResult, ...]) -> dict[str, Any]:
    """What `plan` and `check` say."""
    return {
        "ok": all(check.status != "fail" for check in checks),
        "scenario": plan.scenario,
        "unit": "kr",
        "years": years_report(plan.years),
        "checks": [_check(check) for check in checks],
    }


def years_report(years: Mapping[int, YearPlan]) -> dict[str, dict[str, Any]]:
    """Every year's members and sums."""
    return {str(year): _year(each) for year, each in years.items()}


def _year(year: YearPlan) -> dict[str, Any]:
    return {
        "status": year.status, "contributions": dict(year.contributions), "total": year.total,
        "costs": year.costs, "result": year.result, "equity_opening": year.equity_opening,
        "equity_closing": year.equity_closing,
    }


def _check(check: CheckResult) -> dict[str, Any]:
    return {key: getattr(check, key) for key in (
        "id", "status", "expected", "actual", "difference", "unit", "place", "message")}


def names_report(proven: Proven) -> list[dict[str, Any]]:
    """What `names` says: every named input and figure, in the cell's own unit."""
    sheets = {sheet.title: sheet for sheet in proven.draft.sheets}
    return [_name(named, sheets[named.sheet].cells[named.position].value)
            for named in proven.draft.names]


def _name(named: NamedCell, value: CellValue) -> dict[str, Any]:
    return {
        "name": named.name, "sheet": named.sheet, "cell": cell_name(named.position),
        "kind": named.kind, "quantity": named.quantity, "member": named.member or None,
        "year": named.year, "date": named.date, "unit": named.unit or None,
        "label": named.label, "source": named.source or None,
        "value": None if value == "" else value,
    }


def place_of(named: NamedCell) -> str:
    """The cell of a name, with its sheet."""
    return f"{named.sheet}!{cell_name(named.position)}"


def refusal(error: FinsamError, language: str) -> dict[str, Any]:
    """What is said in JSON when something is refused."""
    return {"ok": False, "error": {"kind": error.kind, "place": error.place,
                                   "fault": error.fault(language), "cure": error.cure(language)}}
