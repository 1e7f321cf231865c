"""Next year's book: the budget year becomes the reference, the plan years move up."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from finsam_xl.books.cells import book_cells
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.names import Name
from finsam_xl.domain.plan_checks import check_calculation
from finsam_xl.errors import InputError
from finsam_xl.inputs.build import build_inputs
from finsam_xl.inputs.from_book import input_cells
from finsam_xl.package.archive import open_package
from finsam_xl.plans import chosen, compute_plan, draft_plan, read_plan, recorded_plan
from finsam_xl.rolling import Rolled, roll

if TYPE_CHECKING:
    from tests.conftest import Answer, Table

Run = Callable[..., "Answer"]


@pytest.fixture(scope="module")
def rolled(ovning: PlanInputs) -> Rolled:
    """`ovning` of 2026 rolled to 2027."""
    return roll(compute_plan(ovning), 2027)


def at(quantity: str, member: str = "", year: int | None = None) -> Name:
    """The name of an input."""
    return Name(quantity, member, year)


def test_the_budget_year_becomes_the_stated_reference_to_the_krona(
    rolled: Rolled, ovning: PlanInputs
) -> None:
    inputs, before = rolled.inputs, compute_plan(ovning).years[2026]
    assert (inputs.budget_year, inputs.years) == (2027, (2026, 2027, 2028, 2029))
    assert inputs.value("basis", year=2026) == "stated"
    for member, amount in before.contributions.items():
        assert inputs.value("stated", member, 2026) == amount
    after = recorded_plan(inputs).years[2026]
    assert (after.status, after.total) == ("stated", before.total)
    assert dict(after.contributions) == dict(before.contributions)


def test_the_plan_years_move_up_with_their_grants_rules_and_costs(
    table: Table, rolled: Rolled
) -> None:
    """
    The last year takes over the rules of the one before it; its grant is to be decided.

    År    Anslag  Steg
    2026   4 250     1
    2027   4 300  1000
    2028   4 400  1000
    """
    inputs = rolled.inputs
    for year, grant, step in zip((2026, 2027, 2028), table.kronor("Anslag"),
                                 table.numbers("Steg"), strict=True):
        assert inputs.value("grant", year=year) == grant
        assert inputs.value("step", year=year) == step
    assert inputs.value("grant", year=2029) is None
    assert inputs.value("step", year=2029) == 1_000
    assert inputs.value("rounding", year=2029) == "exact"
    assert inputs.value("grant_status", year=2027) == "assumption"
    assert inputs.value("cost_change", year=2028) == 0
    assert inputs.value("administration_amount", "02", 2028) == 1_430_000


def test_members_rows_and_limits_carry_over(rolled: Rolled, ovning: PlanInputs) -> None:
    inputs = rolled.inputs
    assert inputs.municipalities == ovning.municipalities
    for name in ("association_name", "region_name", "equity_floor", "grant_rise_limit",
                 "equity_floor_source"):
        assert inputs.value(name) == ovning.value(name)
    for row in ("01", "05", "07"):
        for column in ("name", "kind", "host", "beneficiary", "base", "funding", "participants"):
            name = f"activity_{column}"
            assert inputs.value(name, row) == ovning.value(name, row)
    assert inputs.value("administration_name", "03") == "Ekonomi och revision"
    assert inputs.people("9901", date(2025, 6, 30)) == 41_210


def test_what_people_wrote_in_the_log_is_kept(rolled: Rolled, ovning: PlanInputs) -> None:
    assert rolled.inputs.value("change_what", "02") == ovning.value("change_what", "02")
    assert rolled.inputs.value("change_date", "01") == ovning.value("change_date", "01")


def test_what_must_be_decided_anew_is_blank_and_listed(rolled: Rolled) -> None:
    """Each of them is a cell of the new book, and none holds last year's word."""
    listed = {str(name) for name in rolled.to_decide}
    assert {
        "fs_grant_2029", "fs_reference_date_2027", "fs_equity_opening_2027",
        "fs_activity_amount_01_2027", "fs_activity_amount_07_2027",
        "fs_administration_amount_01_2027", "fs_administration_amount_03_2027",
        "fs_decision_paragraph", "fs_decision_date", "fs_deficit_motive_2027",
    } <= listed
    assert "fs_grant_2027" not in listed
    for name in rolled.to_decide:
        assert rolled.inputs.values.get(name) is None


def test_what_was_last_years_own_does_not_come_along(rolled: Rolled) -> None:
    values = rolled.inputs.values
    assert not [str(name) for name in values if name.year == 2025]
    assert not [str(name) for name in values if name.quantity.startswith("printed")]
    assert rolled.inputs.value("scenario_chosen") == "Grundplan"
    assert rolled.inputs.scenarios == ()
    assert rolled.inputs.value("required_date", year=2027) == date(2026, 6, 30)
    assert rolled.inputs.value("decision_status") == "preliminary"


def test_an_alternatives_participants_go_with_the_alternative(ovning: PlanInputs) -> None:
    """The plan's own stay: they are next year's until somebody says otherwise."""
    override = Name("scenario_activity_participants", "02_01")
    rolled = roll(compute_plan(ovning.changed({override: 120})), 2027)
    assert override not in rolled.inputs.values
    assert rolled.inputs.value("activity_participants", "01") == 90


def test_a_rolled_book_read_back_has_the_inputs_it_was_made_from(rolled: Rolled) -> None:
    """Nothing is left over that no cell of the new book shows."""
    package = draft_plan(recorded_plan(rolled.inputs)).package
    read = build_inputs(input_cells(book_cells(open_package(package, "2027.xlsx"))), "sv")[0]
    assert dict(read.values) == dict(rolled.inputs.values)


def test_a_rolled_plan_is_whole_when_what_is_listed_is_filled_in(
    rolled: Rolled, ovning: PlanInputs
) -> None:
    filled = rolled.inputs.changed({
        at("reference_date", year=2027): date(2025, 6, 30), at("grant", year=2029): 4_500_000,
        at("equity_opening", year=2027): 1_485_000, at("cost_change", year=2029): 0,
        **{name: 100_000 for name in rolled.to_decide if name.quantity.endswith("_amount")},
    })
    plan = compute_plan(filled)
    assert [year.total for year in plan.years.values()] == [
        8_500_000, 8_600_000, 8_800_000, 9_000_000]
    assert plan.years[2027].equity_opening == 1_485_000
    assert plan.years[2027].contributions == compute_plan(ovning).years[2027].contributions


def test_a_stated_plan_goes_on_as_a_computed_one(sjuharad_2022: PlanInputs) -> None:
    """2022's printed amounts become the reference; the years to come are to be computed."""
    inputs = roll(compute_plan(sjuharad_2022), 2023).inputs
    assert inputs.years == (2022, 2023, 2024, 2025)
    assert inputs.value("stated", "1490", 2022) == 2_504_000
    assert [inputs.value("basis", year=year) for year in inputs.years] == [
        "stated", "computed", "computed", "computed"]
    assert inputs.value("region_follows", year=2025) == "at_least"
    assert inputs.value("region_stated", year=2025) == 5_000_000


def test_the_reference_agrees_with_its_grant_whichever_alternative_was_shown(
    ovning: PlanInputs
) -> None:
    """An alternative is not the plan: what is rolled must be consistent with itself."""
    inputs = roll(compute_plan(chosen(ovning, "Oförändrat anslag")), 2027).inputs
    checks = {check.id: check for check in check_calculation(recorded_plan(inputs).calculation)}
    for name in ("state_pays_grant_2026", "region_part_2026", "municipalities_part_2026",
                 "parties_sum_to_total_2026"):
        assert checks[name].code.value == 0


def test_a_plan_rolls_one_year_at_a_time(ovning: PlanInputs) -> None:
    for to in (2025, 2026, 2028):
        with pytest.raises(InputError) as refused:
            roll(compute_plan(ovning), to)
        assert (refused.value.key, refused.value.place) == ("year_gap", "--to")
        assert "2027" in refused.value.cure()


def test_an_unknown_contribution_cannot_become_a_reference(sjuharad_2026: PlanInputs) -> None:
    unknown = sjuharad_2026.changed({at("grant", year=2026): None})
    with pytest.raises(InputError) as refused:
        roll(recorded_plan(unknown), 2027)
    assert refused.value.key == "roll_unknown"


def test_roll_writes_a_book_and_lists_what_is_left_to_decide(
    book: Path, tmp_path: Path, finsam_xl: Run
) -> None:
    content, path = book.read_bytes(), tmp_path / "nästa.xlsx"
    answer = finsam_xl("roll", book, "--to", "2027", "--out", path, "--json")
    assert answer.code == 0
    assert answer.err == f"Skriven: {path}\n"
    assert book.read_bytes() == content
    said = json.loads(answer.out)
    assert said["ok"] is True
    listed = {each["name"]: each for each in said["to_decide"]}
    assert listed["fs_reference_date_2027"]["place"].startswith("Förutsättningar!C")
    assert listed["fs_activity_amount_01_2027"]["place"].startswith("Insatser!")
    assert all(each["label"] for each in said["to_decide"])
    assert read_plan(path).budget_year == 2027
    planned = finsam_xl("plan", path)
    assert planned.code == 2
    assert "fs_reference_date_2027" in planned.err
