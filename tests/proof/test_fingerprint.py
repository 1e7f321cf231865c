"""What a book records of itself, and the chain of decisions."""

from __future__ import annotations

from datetime import date

import pytest

from finsam_xl.domain.names import Name
from finsam_xl.errors import InputError
from finsam_xl.plans import compute_plan, draft_plan, example
from finsam_xl.proof.chain import broken_at, links_of, next_link, state_of
from finsam_xl.proof.fingerprint import changed_inputs, inputs_hash, recorded
from finsam_xl.sheets.setting import Setting

DAY = date(2025, 11, 24)


def test_a_changed_input_is_told_by_name_and_nothing_else() -> None:
    inputs = example("ovning")
    proven = draft_plan(compute_plan(inputs))
    assert changed_inputs(proven.draft.properties, proven.draft, inputs) == ()
    grant, people = Name("grant", year=2026), Name("population", "9901", day="2025_06_30")
    assert isinstance(inputs.values[people], int)
    changed = inputs.changed({grant: 9_000_000, people: 41_211, Name("plan_note", "01"): "Ny"})
    found = changed_inputs(proven.draft.properties, proven.draft, changed)
    assert found is not None
    assert {each.name for each in found} == {
        "fs_grant_2026", "fs_population_9901_2025_06_30", "fs_plan_note_01"}


def test_marks_of_another_layout_say_nothing() -> None:
    inputs = example("ovning")
    proven = draft_plan(compute_plan(inputs))
    assert changed_inputs({"marks_01": "abcd"}, proven.draft, inputs) is None


def test_the_log_and_the_alternative_shown_are_no_part_of_the_inputs_hash() -> None:
    inputs = example("ovning")
    logged = inputs.changed({Name("change_what", "01"): "Något",
                             Name("scenario_chosen"): inputs.text("scenario_name", "01")})
    assert inputs_hash(logged) == inputs_hash(inputs)
    assert inputs_hash(inputs.changed({Name("grant", year=2026): 2})) != inputs_hash(inputs)


def test_a_renamed_sheet_has_the_same_formulas() -> None:
    plan = compute_plan(example("ovning"))
    alone = draft_plan(plan).draft.properties
    renamed = draft_plan(plan, Setting(titles={"shares": "Våra andelar", "plan": "Plan 1"}))
    properties = renamed.draft.properties
    assert [properties[key] for key in ("inputs", "formulas", "values")] == [
        alone[key] for key in ("inputs", "formulas", "values")]


def test_another_grant_gives_the_same_formulas_and_other_values() -> None:
    inputs = example("ovning")
    first = draft_plan(compute_plan(inputs)).draft
    other = inputs.changed({Name("grant", year=2026): 4_300_000})
    second = recorded(draft_plan(compute_plan(other)).draft, other)
    assert second["formulas"] == first.properties["formulas"]
    assert second["values"] != first.properties["values"]
    assert state_of(second) != state_of(first.properties)


def test_no_property_is_longer_than_excel_holds() -> None:
    properties = draft_plan(compute_plan(example("sjuharad-2026"))).draft.properties
    assert max(map(len, properties.values())) <= 255


def test_each_link_holds_the_seal_of_the_one_before() -> None:
    first = next_link((), day=DAY, paragraph="§ 56", scenario=0, state="aa")
    second = next_link((first.text,), day=date(2026, 2, 9), paragraph=" § 4 ", scenario=1,
                       state="bb")
    chain = (first.text, second.text)
    assert links_of(chain) == (first, second)
    assert second.previous == first.whole_seal
    assert broken_at(chain) is None
    assert broken_at((first.text.replace("§ 56", "§ 57"), second.text)) == 2
    assert broken_at((first.text, "något annat")) == 2
    assert len(second.seal.replace(" ", "")) == 12


@pytest.mark.parametrize("paragraph", ["", "  ", "a|b", "två\nrader", "x" * 61])
def test_a_paragraph_that_no_line_can_hold_is_refused(paragraph: str) -> None:
    with pytest.raises(InputError, match="beslutskedjan"):
        next_link((), day=DAY, paragraph=paragraph, scenario=0, state="aa")

