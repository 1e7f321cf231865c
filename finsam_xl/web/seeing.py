"""A plan laid out to be looked at: values and looks in their places, in half the time."""

from __future__ import annotations

from dataclasses import replace

from finsam_xl.domain.plan import FinancingPlan
from finsam_xl.domain.plan_checks import check_calculation
from finsam_xl.plans import Proven
from finsam_xl.proof.fingerprint import fingerprint
from finsam_xl.sheets.registry import draft_book
from finsam_xl.sheets.setting import ALONE, Setting, settled
from finsam_xl.version import VERSION


def plan_to_see(
    plan: FinancingPlan, setting: Setting = ALONE, was: FinancingPlan | None = None
) -> Proven:
    """A plan laid out to be looked at, in the calendar of 1900: no formula, nothing recorded.

    `was` is the plan that changes are measured from, where it has the same members and years.
    """
    made = check_calculation(plan.calculation)
    alike = was is not None and (was.inputs.codes, was.inputs.years) == (
        plan.inputs.codes, plan.inputs.years)
    draft = draft_book(plan.calculation, made, fingerprint=fingerprint(plan.inputs),
                       version=VERSION, titles=setting.titles, spelled=False,
                       written=was.calculation.base if was is not None and alike else None)
    return Proven(plan, made, settled(draft, replace(setting, from_1904=False)), setting)
