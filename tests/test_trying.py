"""What a director tries out: changed, kept as an alternative, made the plan, thrown away."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finsam_xl.domain.inputs import InputValue, PlanInputs
from finsam_xl.domain.names import Name
from finsam_xl.errors import InputError
from finsam_xl.plans import compute_plan, example
from finsam_xl.trying import (
    Signed,
    adopted,
    changes,
    differences,
    kept_as_alternative,
    restored,
    same_values,
)

SIGNED = Signed("A. Chef", "Prövas inför samråd", date(2026, 9, 1))
GRANT = Name("grant", year=2026)
NEW_ACTIVITY: dict[Name, InputValue] = {
    Name("activity_name", "11"): "Ny insats", Name("activity_kind", "11"): "individual",
    Name("activity_host", "11"): "Borås", Name("activity_beneficiary", "11"): "Mark",
    Name("activity_funding", "11"): "own_funds", Name("activity_amount", "11", 2026): 123_456,
}


@pytest.fixture
def start() -> PlanInputs:
    return example("sjuharad-2026")


def test_the_difference_to_the_base_plan_is_told_by_member_and_year(start: PlanInputs) -> None:
    """
    S 8 773 → 8 500 tkr      2026, kr     per cent
    Försäkringskassan        −136 500        −3,1
    Bollebygd                  −5 830        −3,1
    Medlemmar, summa         −546 000        −3,1
    Resultat                 −546 000       −65,5
    """
    lower = compute_plan(start.changed({GRANT: 8_500_000}))
    found = {(each.year, each.key): each for each in differences(compute_plan(start), lower)}
    assert [found[2026, key].kronor for key in ("FK", "1443", "total", "result")] == [
        -136_500, -5_830, -546_000, -546_000]
    assert [round(float(found[2026, key].per_cent or 0), 1)
            for key in ("FK", "1443", "total", "result")] == [-3.1, -3.1, -3.1, -65.5]
    assert found[2026, "equity_closing"].kronor is None
    assert {found[2027, key].kronor for key in ("FK", "total")} == {0}


def test_a_change_kept_as_an_alternative_leaves_the_base_plan(start: PlanInputs) -> None:
    now = start.changed({GRANT: 8_500_000, **NEW_ACTIVITY})
    kept = kept_as_alternative(start, now, "Lägre anslag", SIGNED)
    shown, tried = compute_plan(kept), compute_plan(now)
    assert shown.scenario == "Lägre anslag"
    assert shown.years == tried.years
    base = compute_plan(kept.changed({Name("scenario_chosen"): "Grundplan"}))
    assert base.years == compute_plan(start).years
    assert [kept.value(f"change_{part}", "01") for part in ("date", "author", "what", "why")] == [
        SIGNED.when, "A. Chef", "Alternativet Lägre anslag sparat", SIGNED.why]


def test_an_alternative_made_the_plan_gives_the_same_figures_without_it(start: PlanInputs) -> None:
    now = start.changed({GRANT: 8_500_000, **NEW_ACTIVITY})
    kept = kept_as_alternative(start, now, "Lägre anslag", SIGNED)
    plan = adopted(kept, SIGNED)
    assert plan.scenarios == ()
    assert compute_plan(plan).scenario == "Grundplan"
    assert compute_plan(plan).years == compute_plan(now).years
    assert not [name for name in plan.values if name.quantity.startswith("scenario_")
                and name.quantity != "scenario_chosen"]


@pytest.mark.parametrize(("what", "key"), [
    ({Name("population", "1443", day="2025_06_30"): 9_999}, "alternative_cannot_carry"),
    ({Name("step", year=2026): 1, GRANT: 8_500_000}, "alternative_cannot_carry"),
    ({}, "nothing_to_keep"),
    ({Name("plan_note", "06"): "En not"}, "nothing_to_keep"),
])
def test_what_an_alternative_cannot_carry_is_refused(
    start: PlanInputs, what: dict[Name, InputValue], key: str
) -> None:
    with pytest.raises(InputError) as raised:
        kept_as_alternative(start, start.changed(what), "Alternativ", SIGNED)
    assert raised.value.key == key


def test_a_name_that_is_taken_and_a_sixth_alternative_are_refused(start: PlanInputs) -> None:
    inputs = start
    for number in range(1, 6):
        now = inputs.changed({GRANT: 8_000_000 + number * 10_000})
        inputs = kept_as_alternative(inputs, now, f"Nr {number}", SIGNED)
    with pytest.raises(InputError) as raised:
        kept_as_alternative(inputs, inputs.changed({GRANT: 1_000_000}), "nr 3", SIGNED)
    assert raised.value.key == "alternative_taken"
    with pytest.raises(InputError) as raised:
        kept_as_alternative(inputs, inputs.changed({GRANT: 1_000_000}), "Nr 6", SIGNED)
    assert raised.value.key == "alternatives_full"


def test_the_base_plan_cannot_be_made_the_plan(start: PlanInputs) -> None:
    with pytest.raises(InputError) as raised:
        adopted(start, SIGNED)
    assert raised.value.key == "nothing_to_adopt"


@settings(max_examples=40)
@given(st.dictionaries(
    st.sampled_from([GRANT, Name("grant", year=2027), Name("cost_change", year=2028),
                     Name("administration_amount", "01", 2026),
                     Name("activity_amount", "03", 2026), Name("plan_note", "01"),
                     Name("population", "1490", day="2025_06_30")]),
    st.one_of(st.none(), st.integers(1, 900).map(lambda each: each * 10_000)), max_size=7))
def test_throwing_the_changes_away_gives_back_the_start(values: dict[Name, InputValue]) -> None:
    start = example("sjuharad-2026")
    now = start.changed(values)
    again = now.changed(restored(start, now))
    assert same_values(again.values, start.values)
    assert not changes(start, again)
