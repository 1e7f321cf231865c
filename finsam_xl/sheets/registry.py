"""The only list of the workbook's sheets, in reading order, and how they are laid out together."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import lru_cache

from finsam_xl.domain.checks import Check
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.plan import Calculation, Run
from finsam_xl.domain.quantities import SHAPING
from finsam_xl.sheets import (
    about,
    assumptions,
    chart_data,
    checks,
    costs,
    decision_support,
    overview,
    plan,
    scenario_work,
    scenarios,
    shares,
    summary,
    tables,
)
from finsam_xl.sheets.compiling import Spelled, compile_draft
from finsam_xl.sheets.desk import Desk
from finsam_xl.sheets.draft import BookDraft
from finsam_xl.sheets.layout import Layout
from finsam_xl.texts import texts_in

READING_ORDER = (
    "overview", "assumptions", "population", "activities", "administration", "costs", "shares",
    "plan", "summary", "decision_support", "scenarios", "scenario_work", "checks", "change_log",
    "about", "chart_data",
)


def draft_book(
    calculation: Calculation, made: tuple[Check, ...], *, fingerprint: str, version: str,
    titles: Mapping[str, str] | None = None, spelled: bool = True,
    written: Run | None = None,
) -> BookDraft:
    """The whole workbook as plain data: laid out first, spelled after.

    `titles` holds, by key, what the sheets are called where somebody has renamed them. One that
    is not `spelled` is to be looked at only: its formulas are left out. `written` is the base plan
    as it was last written, where that is another than the one it has now.
    """
    layout = Layout(calculation.cells, texts_in(calculation.inputs.language), titles or {})
    desk = Desk(layout, calculation, made, fingerprint, version, written)
    assumptions.lay_out(desk)
    tables.lay_out_population(desk)
    tables.lay_out_activities(desk)
    tables.lay_out_administration(desk)
    costs.lay_out(desk)
    shares.lay_out(desk)
    plan.lay_out(desk)
    summary.lay_out(desk)
    words = scenario_work.lay_out(desk) if calculation.alternatives else ()
    scenarios.lay_out(desk, words)
    verdicts = checks.lay_out(desk)
    decision_support.lay_out(desk, verdicts)
    tables.lay_out_change_log(desk)
    about.lay_out(desk)
    data = chart_data.lay_out(desk, verdicts)
    overview.lay_out(desk, verdicts, data)
    layout.pages = {key: layout.pages[key] for key in READING_ORDER if key in layout.pages}
    return compile_draft(layout, {
        "layout": about.LAYOUT_VERSION, "fingerprint": fingerprint, "version": version,
        "language": calculation.inputs.language,
    }, spelled=spelled, known=spelled_before(_shape(calculation.inputs, layout)))


def _shape(inputs: PlanInputs, layout: Layout) -> tuple[Hashable, ...]:
    """What the formulas of a book follow from; whatever else is typed, they are the same."""
    shaping = tuple((name, value) for name, value in inputs.values.items()
                    if name.quantity in SHAPING)
    return (inputs.form, inputs.years, inputs.language, shaping,
            *((key, page.title) for key, page in layout.pages.items()))


@lru_cache(maxsize=8)
def spelled_before(shape: tuple[Hashable, ...]) -> Spelled:
    """The formulas of a book of this shape; they are put there when the first is spelled."""
    del shape
    return {}
