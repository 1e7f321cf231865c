"""Alternativ: planned participants stand side by side there, and the chosen ones everywhere."""

from __future__ import annotations

import pytest

from finsam_xl.addresses import Position
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.names import Name
from finsam_xl.plans import chosen, compute_plan, draft_plan
from finsam_xl.sheets.draft import BookDraft, DraftCell, NamedCell

CHANGED = Name("scenario_activity_participants", "02_01")


def laid_out(inputs: PlanInputs) -> BookDraft:
    """The workbook of a plan."""
    return draft_plan(compute_plan(inputs)).draft


def cells_of(draft: BookDraft, key: str) -> dict[Position, DraftCell]:
    """The cells of a sheet."""
    return next(sheet.cells for sheet in draft.sheets if sheet.key == key)


def named(draft: BookDraft, name: str) -> NamedCell:
    """The cell that a name points to."""
    return next(each for each in draft.names if each.name == name)


def row_of(draft: BookDraft, label: str) -> list[object]:
    """What stands to the right of a label on Alternativ."""
    cells = cells_of(draft, "scenarios")
    row = next(at[0] for at, cell in cells.items() if cell.value == label)
    return [cell.value for at, cell in sorted(cells.items()) if at[0] == row and at[1] > 1]


@pytest.mark.parametrize("choice", ["Grundplan", "Mindre kansli"])
def test_planned_participants_stand_beside_the_base_plans(ovning: PlanInputs, choice: str) -> None:
    """Base plan; then each alternative with its difference in people and per cent."""
    draft = laid_out(chosen(ovning.changed({CHANGED: 120}), choice))
    assert row_of(draft, "Planerade deltagare") == [
        263, 263, 0, 0.0, 293, 30, 30 / 263, 263, 0, 0.0]


def test_the_participants_of_the_chosen_alternative_are_shown(ovning: PlanInputs) -> None:
    draft = laid_out(chosen(ovning.changed({CHANGED: 120}), "Mindre kansli"))
    shown = named(draft, "fs_participants_2026")
    assert cells_of(draft, "summary")[shown.position].value == 293
    assert [cells_of(draft, "costs")[row, 14].value for row in (8, 9)] == [120, 42]


def test_an_override_of_participants_is_an_input_like_those_of_the_activities(
    ovning: PlanInputs
) -> None:
    """Whole and not negative, with a label of its own; a blank follows the base plan."""
    draft = laid_out(ovning)
    found = named(draft, str(CHANGED))
    assert (found.kind, found.unit, found.label) == (
        "input", "count", "Grenverket, Alm, deltagare, alternativ 2")
    sheet = next(sheet for sheet in draft.sheets if sheet.key == "scenarios")
    cell = sheet.cells[found.position]
    assert (cell.value, cell.style.unlocked) == (None, True)
    rules = [each.rule for each in sheet.validations if each.first == found.position]
    assert [(rule["validate"], rule["minimum"]) for rule in rules] == [("integer", 0)]


def test_without_alternatives_the_participants_are_summed_where_they_are_typed(
    sjuharad_2026: PlanInputs
) -> None:
    draft = laid_out(sjuharad_2026)
    shown = named(draft, "fs_participants_2026")
    assert cells_of(draft, "summary")[shown.position].formula == "=SUM(Insatser!H6:H21)"
    assert not any(column > 13 for _, column in cells_of(draft, "costs"))
