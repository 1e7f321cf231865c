"""What no plan can be computed from is refused, by cell, fault and cure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from finsam_xl.domain.inputs import InputValue, PlanInputs
from finsam_xl.domain.names import Name
from finsam_xl.domain.share_key import EXACT_LIMIT
from finsam_xl.errors import InputError
from finsam_xl.inputs.refusals import refuse_unfit
from finsam_xl.plans import compute_plan

Changes = Mapping[Name, InputValue]


def at(quantity: str, member: str = "", year: int | None = None, day: str = "") -> Name:
    """The name of an input."""
    return Name(quantity, member, year, day)


REFUSED: dict[str, tuple[Changes, str, Name]] = {
    "no grant in the budget year": (
        {at("grant", year=2026): None}, "missing_list", at("grant", year=2026)),
    "no reference date in the budget year": (
        {at("reference_date", year=2026): None}, "missing_list", at("reference_date", year=2026)),
    "a stated budget year without an amount": (
        {at("basis", year=2026): "stated"}, "missing_list", at("stated", "FK", 2026)),
    "an odd grant": (
        {at("grant", year=2026): 4_250_001}, "odd_grant", at("grant", year=2026)),
    "an odd grant in a plan year": (
        {at("grant", year=2028): 4_400_001}, "odd_grant", at("grant", year=2028)),
    "an odd grant in an alternative": (
        {at("scenario_grant", "01", 2027): 4_100_001}, "odd_grant",
        at("scenario_grant", "01", 2027)),
    "at least what the region has not said": (
        {at("region_follows", year=2026): "at_least"}, "stated_missing",
        at("region_stated", year=2026)),
    "at least what the municipalities have not said": (
        {at("municipalities_follow", year=2027): "at_least"}, "stated_missing",
        at("municipalities_stated", year=2027)),
    "a part that fills no whole steps": (
        {at("grant", year=2027): 4_301_000}, "not_whole_steps", at("grant", year=2027)),
    "a part of an alternative that fills no whole steps": (
        {at("scenario_grant", "01", 2027): 4_101_000}, "not_whole_steps",
        at("scenario_grant", "01", 2027)),
    "stated parts that fill no whole steps": (
        {at("municipalities_follow", year=2027): "at_least",
         at("municipalities_stated", year=2027): 2_150_500}, "not_whole_steps",
        at("municipalities_stated", year=2027)),
    "a grant beyond exactness": (
        {at("grant", year=2026): EXACT_LIMIT + 2}, "beyond_exact", at("grant", year=2026)),
    "a reference date without a column": (
        {at("reference_date", year=2026): date(2023, 6, 30)}, "date_missing",
        at("reference_date", year=2026)),
    "a reference date over two columns": (
        {at("population_date", "02"): date(2025, 6, 30)}, "date_twice",
        at("reference_date", year=2026)),
    "a municipality without people's count": (
        {at("population", "9903", day="2025_06_30"): None}, "population_missing",
        at("population", "9903", day="2025_06_30")),
    "nobody anywhere": (
        {at("population", code, day="2025_06_30"): 0 for code in ("9901", "9902", "9903", "9904")},
        "nobody", at("population_date", "01")),
    "a stated amount of a stranger": (
        {at("stated", "1490", 2025): 1_000}, "member_unknown", at("stated", "1490", 2025)),
    "a printed amount of a stranger": (
        {at("printed", "1490", 2026): 1_000}, "member_unknown", at("printed", "1490", 2026)),
    "a printed share of a stranger": (
        {at("printed_share", "1490"): 0}, "member_unknown", at("printed_share", "1490")),
    "a negative activity": (
        {at("activity_amount", "01", 2026): -1}, "negative_cost",
        at("activity_amount", "01", 2026)),
    "negative administration in a plan year": (
        {at("administration_amount", "02", 2028): -1}, "negative_cost",
        at("administration_amount", "02", 2028)),
    "a negative cost in an alternative": (
        {at("scenario_administration_amount", "02_02", 2026): -1}, "negative_cost",
        at("scenario_administration_amount", "02_02", 2026)),
    "an amount without an activity": (
        {at("activity_amount", "12", 2026): 1_000}, "row_unnamed",
        at("activity_amount", "12", 2026)),
    "an amount without an administration row": (
        {at("administration_name", "03"): None}, "row_unnamed",
        at("administration_amount", "03", 2026)),
    "an activity without kind": (
        {at("activity_kind", "01"): None}, "activity_incomplete", at("activity_kind", "01")),
    "an activity without host": (
        {at("activity_host", "01"): None}, "activity_incomplete", at("activity_host", "01")),
    "an activity without benefit": (
        {at("activity_beneficiary", "01"): None}, "activity_incomplete",
        at("activity_beneficiary", "01")),
    "a host that nobody knows": (
        {at("activity_host", "01"): "Asp"}, "host_unknown", at("activity_host", "01")),
    "a beneficiary that nobody knows": (
        {at("activity_beneficiary", "01"): "Hela länet"}, "host_unknown",
        at("activity_beneficiary", "01")),
    "an alternative's amount for an administration row that is gone": (
        {at("administration_name", "02"): None, at("administration_amount", "02", 2026): None,
         at("administration_amount", "02", 2028): None}, "row_unnamed",
        at("scenario_administration_amount", "02_02", 2026)),
    "an alternative's participants in an activity that is gone": (
        {at("scenario_activity_participants", "02_12"): 5}, "row_unnamed",
        at("scenario_activity_participants", "02_12")),
    "more people than there are, in an alternative": (
        {at("scenario_activity_participants", "02_01"): 100_000_001}, "beyond_exact",
        at("scenario_activity_participants", "02_01")),
    "two alternatives of one name": (
        {at("scenario_name", "02"): "OFÖRÄNDRAT anslag"}, "scenario_twice",
        at("scenario_name", "02")),
    "an alternative that is called as the base plan": (
        {at("scenario_name", "02"): "grundplan"}, "scenario_twice", at("scenario_name", "02")),
    "a choice that no alternative answers to": (
        {at("scenario_chosen"): "Större kansli"}, "scenario_unknown", at("scenario_chosen")),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_no_plan_can_be_made_of_is_refused_by_name(ovning: PlanInputs, case: str) -> None:
    changes, key, name = REFUSED[case]
    with pytest.raises(InputError) as refused:
        compute_plan(ovning.changed(changes))
    assert (refused.value.key, refused.value.place) == (key, str(name))
    assert refused.value.exit_code == 2
    for language in ("sv", "en"):
        assert refused.value.fault(language)
        assert refused.value.cure(language)


@pytest.mark.parametrize("case", ["an odd grant", "a host that nobody knows",
                                  "a municipality without people's count"])
def test_the_place_is_the_cell_where_the_input_stands(ovning: PlanInputs, case: str) -> None:
    changes, key, name = REFUSED[case]
    with pytest.raises(InputError) as refused:
        refuse_unfit(ovning.changed(changes), {name: "Blad!C9"})
    assert refused.value.key == key
    assert refused.value.sentence().startswith("Blad!C9: ")


def test_all_that_is_missing_is_listed_at_once(ovning: PlanInputs) -> None:
    blank: Changes = {at("grant", year=2026): None, at("reference_date", year=2026): None}
    with pytest.raises(InputError) as refused:
        compute_plan(ovning.changed(blank))
    assert ("Statens anslag 2026 (fs_grant_2026), Mätdatum för 2026 (fs_reference_date_2026)"
            in refused.value.fault())


BEYOND: dict[str, Name] = {
    "a region's part": at("region_stated", year=2026),
    "a reference year's amount": at("stated", "FK", 2025),
    "an activity": at("activity_amount", "01", 2026),
    "an administration row": at("administration_amount", "01", 2026),
    "an alternative's activity": at("scenario_activity_amount", "01_01", 2026),
    "opening equity": at("equity_opening", year=2026),
    "people": at("population", "9901", day="2025_06_30"),
}


@pytest.mark.parametrize("case", BEYOND)
def test_a_number_beyond_exactness_is_refused_wherever_it_stands(
    ovning: PlanInputs, case: str
) -> None:
    """A spreadsheet holds whole numbers to 2^53: what is summed must stay well below."""
    part: Changes = {at("region_follows", year=2026): "at_least",
                     at("region_stated", year=2026): 2_125_000}
    changes: Changes = {**part, BEYOND[case]: 9 * 10**15 + 1}
    with pytest.raises(InputError) as refused:
        compute_plan(ovning.changed(changes))
    assert refused.value.key == "beyond_exact"
    assert refused.value.place == str(BEYOND[case])


FIT: dict[str, Changes] = {
    "as it is": {},
    "a blank grant in a plan year": {at("grant", year=2027): None},
    "a blank floor": {at("equity_floor"): None},
    "no opening equity": {at("equity_opening", year=2026): None},
    "a negative opening equity": {at("equity_opening", year=2026): -1_000},
    "no costs at all": {at("cost_change", year=2027): None},
    "a negative grant": {at("grant", year=2026): -4_250_000},
    "a grant of nothing": {at("grant", year=2026): 0},
    "a municipality without people": {at("population", "9904", day="2025_06_30"): 0},
    "a grant at the limit": {at("grant", year=2026): EXACT_LIMIT},
    "a part below half the grant": {
        at("region_follows", year=2026): "at_least", at("region_stated", year=2026): 1_000},
    "an odd grant in a stated year": {at("grant", year=2025): 4_100_001},
    "a host in other letters": {at("activity_host", "01"): "ALM"},
    "an unnamed row with participants only": {at("activity_participants", "12"): 5},
    "nobody in an activity, in an alternative": {
        at("scenario_activity_participants", "02_01"): 0},
    "no printed figures": {at("printed_total", year=2026): None},
}


@pytest.mark.parametrize("case", FIT)
def test_what_a_plan_can_be_made_of_is_not_refused(ovning: PlanInputs, case: str) -> None:
    assert compute_plan(ovning.changed(FIT[case])).inputs.budget_year == 2026
