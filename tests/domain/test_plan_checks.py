"""Every check can fail: what must change in a clean plan for each of them to say so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from finsam_xl.domain.checks import STATUSES, Check
from finsam_xl.domain.inputs import InputValue, PlanInputs
from finsam_xl.domain.names import Name
from finsam_xl.domain.plan import Calculation, Run, plain
from finsam_xl.domain.plan_checks import check_calculation
from finsam_xl.domain.share_key import EXACT_LIMIT
from finsam_xl.figures.figure import Figure
from finsam_xl.figures.rules import plus
from finsam_xl.plans import blank, check_plan, compute_plan, recorded_plan
from finsam_xl.texts import texts_in

if TYPE_CHECKING:
    from tests.conftest import Table

Changes = Mapping[Name, InputValue]


def at(quantity: str, member: str = "", year: int | None = None, day: str = "") -> Name:
    """The name of an input."""
    return Name(quantity, member, year, day)


def printed_of(inputs: PlanInputs) -> dict[Name, InputValue]:
    """Everything a plan may print, printed as it is computed: nothing to remark upon."""
    plan = compute_plan(inputs)
    paid = plan.years[2026]
    printed: dict[Name, InputValue] = {
        at("printed", member, 2026): amount for member, amount in paid.contributions.items()
    }
    shares = dict.fromkeys(("FK", "AF", "region"), Fraction(25, 100))
    shares |= {code: Fraction(hundredths, 100) for code, hundredths in
               zip(inputs.codes, (52, 24, 16, 8), strict=True)}
    printed |= {at("printed_share", member): share for member, share in shares.items()}
    overhead = plain(plan.calculation.shown.costs[0].overhead)
    return {**printed, at("printed_total", year=2026): paid.total,
            at("printed_costs", year=2026): paid.costs,
            at("printed_overhead", year=2026): overhead,
            at("printed_result", year=2026): paid.result,
            at("printed_participants", year=2026): 173}


@pytest.fixture(scope="module")
def clean(ovning: PlanInputs) -> PlanInputs:
    """A plan with everything filled in, printed figures and a ceiling too."""
    return ovning.changed({
        **printed_of(ovning),
        at("ceiling_income", "01"): 20_000_000, at("ceiling_equity", "01"): 2_000_000,
    })


@pytest.fixture(scope="module")
def calculation(clean: PlanInputs) -> Calculation:
    """The recorded calculation of the clean plan."""
    return recorded_plan(clean).calculation


def checks_of(calculation: Calculation) -> dict[str, Check]:
    """The checks of a calculation by their ids, none twice."""
    made = check_calculation(calculation)
    found = {check.id: check for check in made}
    assert len(found) == len(made)
    return found


def status(check: Check) -> str:
    """How a check came out, as JSON says it."""
    assert isinstance(check.code.value, int)
    return STATUSES[check.code.value]


def amounts(check: Check) -> tuple[int | None, int | None, int | None]:
    """Expected, actual and difference."""
    return plain(check.expected), plain(check.actual), plain(check.difference)


CLEAN_KEYS = {
    "grant_even", "state_pays_grant", "region_part", "municipalities_part", "part_fills_steps",
    "shares_sum_to_quarter", "parties_sum_to_total", "within_exactness", "municipalities_placed",
    "municipalities_once", "population_in_numbers", "population_complete",
    "population_has_source", "population_of_june", "same_key_as_budget", "grant_decided",
    "grant_rise", "equity_floor", "equity_ceiling", "deficit_has_motive", "printed_share",
    "printed_amount", "printed_total", "printed_overhead", "printed_costs", "printed_result",
    "printed_participants", "equity_follows_result", "lines_sum_by_hosting",
    "lines_sum_by_benefit", "costs_sum", "participants_sum", "base_offer_everywhere",
    "activity_rows_named", "activity_in_numbers", "administration_rows_named",
    "administration_in_numbers", "alternatives_live", "alternative_exists", "rules_known",
    "follows_known",
}


def test_every_check_of_a_clean_plan_passes(calculation: Calculation) -> None:
    checks = checks_of(calculation)
    assert {name: status(check) for name, check in checks.items()} == dict.fromkeys(checks, "pass")
    assert {check.key for check in checks.values()} == CLEAN_KEYS


# -- each check is brought to fail by a change of the inputs ----------------------------------

Case = tuple[Changes, str, tuple[int | None, int | None, int | None]]

FAILING: dict[str, Case] = {
    "rules_known_2026": ({at("basis", year=2026): None}, "fail", (2, 1, -1)),
    "rules_known_2027": ({at("rounding", year=2027): None}, "fail", (2, 1, -1)),
    "follows_known_2026": ({at("region_follows", year=2026): None}, "fail", (2, 1, -1)),
    "grant_even_2026": ({at("grant", year=2026): 4_250_001}, "fail", (0, 1, 1)),
    "state_pays_grant_2025": (
        {at("stated", "FK", 2025): 2_051_000}, "fail", (4_100_000, 4_101_000, 1_000)),
    "region_part_2025": (
        {at("stated", "region", 2025): 2_051_000}, "fail", (2_050_000, 2_051_000, 1_000)),
    "region_part_2026": (
        {at("region_follows", year=2026): "at_least", at("region_stated", year=2026): 2_124_999},
        "fail", (2_125_000, 2_124_999, -1)),
    "municipalities_part_2025": (
        {at("stated", "9904", 2025): 160_000}, "fail", (2_050_000, 2_049_000, -1_000)),
    "municipalities_part_2026": (
        {at("municipalities_follow", year=2026): "at_least",
         at("municipalities_stated", year=2026): 2_000_000},
        "fail", (2_125_000, 2_000_000, -125_000)),
    "part_fills_steps_2026": (
        {at("step", year=2026): 1000, at("grant", year=2026): 4_251_000}, "fail", (0, 500, 500)),
    "shares_sum_to_quarter_2027": (
        {at("rounding", year=2027): "by_row", at("grant", year=2027): 4_302_000},
        "warn", (2_151_000, 2_150_000, -1_000)),
    "parties_sum_to_total_2027": (
        {at("rounding", year=2027): "by_row", at("grant", year=2027): 4_302_000},
        "warn", (8_604_000, 8_603_000, -1_000)),
    "within_exactness_2026": ({at("grant", year=2026): EXACT_LIMIT}, "fail", (0, 1, 1)),
    "municipalities_placed": (
        {at("municipality_code", "05"): "9905", at("municipality_name", "05"): "Asp"},
        "fail", (4, 5, 1)),
    "municipalities_once": ({at("municipality_code", "05"): "9904"}, "fail", (4, 3, -1)),
    "population_in_numbers": (
        {at("population", "9903", day="2025_06_30"): -12_480}, "fail", (0, 1, 1)),
    "population_complete_2026": (
        {at("population", "9903", day="2025_06_30"): None}, "fail", (4, 3, -1)),
    "population_has_source_2026": ({at("population_source", "01"): None}, "fail", (1, 0, -1)),
    "population_of_june_2026": (
        {at("reference_date", year=2026): date(2024, 6, 30)}, "warn", (45_838, 45_473, -365)),
    "same_key_as_budget_2027": (
        {at("reference_date", year=2027): date(2024, 6, 30)}, "warn", (45_838, 45_473, -365)),
    "grant_decided_2026": ({at("grant_status", year=2026): "preliminary"}, "warn", (1, 0, -1)),
    "grant_rise_2027": (
        {at("grant", year=2027): 4_676_000}, "warn", (4_675_000, 4_676_000, 1_000)),
    "equity_floor_2026": (
        {at("equity_opening", year=2026): 964_999}, "fail", (800_000, 799_999, -1)),
    "equity_ceiling_2026": (
        {at("ceiling_equity", "01"): 1_484_999}, "warn", (1_484_999, 1_485_000, 1)),
    "deficit_has_motive_2026": ({at("deficit_motive", year=2026): None}, "warn", (1, 0, -1)),
    "printed_share_9901": (
        {at("printed_share", "9901"): Fraction(53, 100)}, "warn", (52, 53, 1)),
    "printed_share_region": (
        {at("printed_share", "region"): Fraction(26, 100)}, "warn", (25, 26, 1)),
    "printed_amount_9904_2026": (
        {at("printed", "9904", 2026): 165_000}, "warn", (165_122, 165_000, -122)),
    "printed_amount_FK_2026": (
        {at("printed", "FK", 2026): 2_126_000}, "warn", (2_125_000, 2_126_000, 1_000)),
    "printed_total_2026": (
        {at("printed_total", year=2026): 8_500_020}, "warn", (8_500_000, 8_500_020, 20)),
    "printed_overhead_2026": (
        {at("printed_overhead", year=2026): 1_650_000}, "warn", (1_655_000, 1_650_000, -5_000)),
    "printed_costs_2026": (
        {at("printed_costs", year=2026): 8_666_000}, "warn", (8_665_000, 8_666_000, 1_000)),
    "printed_result_2026": (
        {at("printed_result", year=2026): -164_000}, "warn", (-165_000, -164_000, 1_000)),
    "printed_participants_2026": (
        {at("printed_participants", year=2026): 174}, "warn", (173, 174, 1)),
    "equity_follows_result_2026": (
        {at("equity_opening", year=2026): None}, "warn", (-165_000, None, None)),
    "lines_sum_by_hosting_2026": (
        {at("activity_host", "01"): "Asp"}, "fail", (7_010_000, 4_060_000, -2_950_000)),
    "lines_sum_by_benefit_2026": (
        {at("activity_beneficiary", "05"): "Hela länet"},
        "fail", (7_010_000, 5_890_000, -1_120_000)),
    "costs_sum_2027": ({at("cost_change", year=2027): None}, "warn", (None, None, None)),
    "participants_sum": ({at("activity_kind", "07"): None}, "fail", (263, 203, -60)),
    "base_offer_everywhere": ({at("activity_base", "04"): "no"}, "fail", (4, 3, -1)),
    "activity_rows_named": ({at("activity_amount", "09", 2027): 10_000}, "fail", (0, 1, 1)),
    "activity_in_numbers": ({at("activity_amount", "01", 2028): -1_000}, "fail", (0, 1, 1)),
    "administration_rows_named": ({at("administration_name", "03"): None}, "fail", (0, 1, 1)),
    "administration_in_numbers": (
        {at("administration_amount", "01", 2026): -140_000}, "fail", (0, 1, 1)),
    "alternative_exists": ({at("scenario_chosen"): "Större kansli"}, "fail", (1, 0, -1)),
}


@pytest.mark.parametrize("check_id", FAILING)
def test_a_check_says_so_when_it_does_not_hold(clean: PlanInputs, check_id: str) -> None:
    changes, expected, sides = FAILING[check_id]
    check = checks_of(recorded_plan(clean.changed(changes)).calculation)[check_id]
    assert (status(check), amounts(check)) == (expected, sides)
    words = texts_in("sv").words
    assert check.status.value == words[f"status_{expected}"]


def test_every_check_is_shown_failing(calculation: Calculation) -> None:
    """By a change of the inputs above, or by an overwritten formula below."""
    shown = {check.key for name, check in checks_of(calculation).items()
             if name in {*FAILING, *OVERWRITTEN}}
    assert shown == CLEAN_KEYS


# -- checks of our own arithmetic: somebody overwrites a formula ------------------------------

Overwriting = Callable[[Calculation], Calculation]


def _run(calculation: Calculation, **parts: object) -> Calculation:
    run: Run = replace(calculation.shown, **parts)  # type: ignore[arg-type]
    return replace(calculation, shown=run)


def _funding(calculation: Calculation, **figures: object) -> Calculation:
    """The budget year's funding with a figure that somebody has overwritten."""
    funding = tuple(
        replace(each, **figures) if each.year == 2026 else each  # type: ignore[arg-type]
        for each in calculation.shown.funding
    )
    return _run(calculation, funding=funding)


def _krona_more(figure: Figure) -> Figure:
    return plus(figure, 1)


def _paid(calculation: Calculation, part: str) -> Figure:
    figure = getattr(calculation.shown.funding_of(2026), part)
    assert isinstance(figure, Figure)
    return figure


OVERWRITTEN: dict[str, Overwriting] = {
    "state_pays_grant_2026": lambda plan: _funding(
        plan, state_total=_krona_more(_paid(plan, "state_total"))),
    "shares_sum_to_quarter_2026": lambda plan: _funding(
        plan, municipal_part=_krona_more(_paid(plan, "municipal_part"))),
    "parties_sum_to_total_2026": lambda plan: _funding(
        plan, total=_krona_more(_paid(plan, "total"))),
    "costs_sum_2026": lambda plan: _run(plan, costs=(
        replace(plan.shown.costs[0], costs=_krona_more(plan.shown.costs[0].costs)),
        *plan.shown.costs[1:])),
    "equity_follows_result_2026": lambda plan: _run(plan, equity=(
        replace(plan.shown.equity[0], closing=_krona_more(plan.shown.equity[0].closing)),
        *plan.shown.equity[1:])),
    "participants_sum": lambda plan: _run(plan, participants=replace(
        plan.participants, everyone=_krona_more(plan.participants.everyone))),
    "alternatives_live": lambda plan: replace(plan, names=plan.names[:-1]),
}


@pytest.mark.parametrize("check_id", OVERWRITTEN)
def test_an_overwritten_formula_breaks_the_sum_it_belongs_to(
    calculation: Calculation, check_id: str
) -> None:
    check = checks_of(OVERWRITTEN[check_id](calculation))[check_id]
    assert status(check) == ("warn" if check_id == "alternatives_live" else "fail")
    assert abs(plain(check.difference) or 0) == 1


# -- by example -------------------------------------------------------------------------------


def test_row_by_row_warns_of_the_twenty_kronor_too_much(sjuharad_2026: PlanInputs) -> None:
    by_row = sjuharad_2026.changed({at("rounding", year=2026): "by_row"})
    checks = checks_of(compute_plan(by_row).calculation)
    for check_id, sides in (
        ("shares_sum_to_quarter_2026", (4_386_500, 4_386_520, 20)),
        ("parties_sum_to_total_2026", (17_546_000, 17_546_020, 20)),
    ):
        assert (status(checks[check_id]), amounts(checks[check_id])) == ("warn", sides)
    printed = {name: check for name, check in checks.items()
               if name.startswith("printed_amount") and name.endswith("2026")}
    assert {status(check) for check in printed.values()} == {"pass"}


def test_printed_amounts_of_the_plan_years_are_reported_as_different(
    table: Table, sjuharad_2026: PlanInputs
) -> None:
    """
    Skillnad = tryckt − beräknat, in tkr.

    Kommun      Kod   2026   2027  2028
    Bollebygd   1443     0     −1    −1
    Borås       1490     0     −5    −9
    Herrljunga  1466     0      0     0
    Mark        1463     0      1     4
    Svenljunga  1465  0,01      2     4
    Tranemo     1452     0      1     3
    Ulricehamn  1491  0,01      5     3
    Vårgårda    1442     0     −3    −4
    """
    checks = checks_of(compute_plan(sjuharad_2026).calculation)
    for year in ("2026", "2027", "2028"):
        for code, difference in zip(table.texts("Kod"), table.kronor(year), strict=True):
            check = checks[f"printed_amount_{code}_{year}"]
            assert plain(check.difference) == difference
            assert status(check) == ("warn" if difference else "pass")


def test_marks_printed_sixteen_per_cent_is_reported(
    sjuharad_2022: PlanInputs, sjuharad_2026: PlanInputs
) -> None:
    """Every other printed share of the municipal quarter agrees."""
    for inputs in (sjuharad_2022, sjuharad_2026):
        checks = checks_of(compute_plan(inputs).calculation)
        mark = checks["printed_share_1463"]
        assert (status(mark), amounts(mark)) == ("warn", (15, 16, 1))
        others = [status(checks[f"printed_share_{code}"])
                  for code in inputs.codes if code != "1463"]
        assert others == ["pass"] * 7


def test_the_plan_of_2022_does_not_give_each_part_a_quarter(sjuharad_2022: PlanInputs) -> None:
    checks = checks_of(compute_plan(sjuharad_2022).calculation)
    shares = {member: amounts(checks[f"printed_share_{member}"])[0]
              for member in ("FK", "AF", "region")}
    assert shares == {"FK": 24, "AF": 24, "region": 26}


def test_none_of_the_examples_fails_a_check(
    sjuharad_2022: PlanInputs, sjuharad_2026: PlanInputs, ovning: PlanInputs
) -> None:
    for inputs in (sjuharad_2022, sjuharad_2026, ovning):
        statuses = {status(check) for check in check_calculation(compute_plan(inputs).calculation)}
        assert "fail" not in statuses


def test_a_stated_year_is_exempt_from_what_only_a_computed_one_can_break(
    sjuharad_2022: PlanInputs
) -> None:
    """No population, no steps, no reference date: not tested, and said to be so."""
    checks = checks_of(compute_plan(sjuharad_2022).calculation)
    untested = {check.key for check in checks.values()
                if check.status.value == texts_in("sv").words["status_none"]}
    assert untested == {
        "grant_even", "part_fills_steps", "shares_sum_to_quarter", "population_complete",
        "population_has_source", "population_of_june", "same_key_as_budget", "equity_ceiling",
    }
    assert all(status(check) == "pass" for check in checks.values() if check.key in untested)
    compared = ("state_pays_grant", "region_part", "municipalities_part", "parties_sum_to_total")
    for key in compared:
        assert checks[f"{key}_2022"].status.value == texts_in("sv").words["status_pass"]


def test_the_ceiling_has_a_verdict_only_when_its_table_is_filled(ovning: PlanInputs) -> None:
    table = {at("ceiling_income", "01"): 20_000_000, at("ceiling_equity", "01"): 1_484_999}
    silent, speaking = (checks_of(compute_plan(inputs).calculation)["equity_ceiling_2026"]
                        for inputs in (ovning, ovning.changed(table)))
    assert silent.status.value == texts_in("sv").words["status_none"]
    assert (status(silent), status(speaking)) == ("pass", "warn")


def test_an_income_above_the_whole_ceiling_table_is_not_known_and_warns(
    clean: PlanInputs
) -> None:
    low = clean.changed({at("ceiling_income", "01"): 8_499_999})
    check = checks_of(compute_plan(low).calculation)["equity_ceiling_2026"]
    assert (status(check), amounts(check)) == ("warn", (None, 1_485_000, None))


@pytest.mark.parametrize(("amount", "expected"), [
    (2_124_999, "fail"), (2_125_000, "pass"), (2_125_001, "pass"), (5_000_000, "pass"),
])
def test_at_least_is_half_the_grant_or_more(
    clean: PlanInputs, amount: int, expected: str
) -> None:
    """A part below is not refused: its check fails, and the book says so."""
    for rule, stated, check_id in (
        ("region_follows", "region_stated", "region_part_2026"),
        ("municipalities_follow", "municipalities_stated", "municipalities_part_2026"),
    ):
        changes: Changes = {at(rule, year=2026): "at_least", at(stated, year=2026): amount}
        check = checks_of(compute_plan(clean.changed(changes)).calculation)[check_id]
        assert status(check) == expected


def test_a_part_that_shall_be_equal_may_not_be_more_either(clean: PlanInputs) -> None:
    more = clean.changed({at("stated", "region", 2025): 2_050_001})
    check = checks_of(compute_plan(more).calculation)["region_part_2025"]
    assert (status(check), amounts(check)) == ("fail", (2_050_000, 2_050_001, 1))


@pytest.mark.parametrize(("grant", "expected"), [
    (4_674_000, "pass"), (4_675_000, "pass"), (4_676_000, "warn"), (1_000_000, "pass"),
])
def test_a_plan_years_grant_may_be_ten_per_cent_above_the_budget_years(
    clean: PlanInputs, grant: int, expected: str
) -> None:
    plan = compute_plan(clean.changed({at("grant", year=2028): grant, at("step", year=2028): 1}))
    assert status(checks_of(plan.calculation)["grant_rise_2028"]) == expected


def test_the_limit_for_a_rise_is_the_one_that_is_typed(clean: PlanInputs) -> None:
    plan = compute_plan(clean.changed({at("grant_rise_limit"): Fraction(1, 100)}))
    check = checks_of(plan.calculation)["grant_rise_2027"]
    assert (status(check), amounts(check)) == ("warn", (4_292_500, 4_300_000, 7_500))


def test_a_surplus_needs_no_motive(clean: PlanInputs) -> None:
    rich = clean.changed({at("grant", year=2026): 5_000_000,
                          at("deficit_motive", year=2026): None})
    checks = checks_of(compute_plan(rich).calculation)
    assert status(checks["deficit_has_motive_2026"]) == "pass"


def test_equity_on_the_floor_is_enough(clean: PlanInputs) -> None:
    on_the_floor = clean.changed({at("equity_opening", year=2026): 965_000})
    check = checks_of(compute_plan(on_the_floor).calculation)["equity_floor_2026"]
    assert (status(check), amounts(check)) == ("pass", (800_000, 800_000, 0))


def test_what_is_not_known_warns_and_never_fails(clean: PlanInputs) -> None:
    """Opening equity, floor and a plan year's grant and costs are blank."""
    blank: Changes = dict.fromkeys((
        at("equity_opening", year=2026), at("equity_floor"), at("grant", year=2027),
        at("cost_change", year=2028), at("grant_rise_limit"),
    ))
    checks = checks_of(compute_plan(clean.changed(blank)).calculation)
    statuses = {name: status(check) for name, check in checks.items()}
    assert "fail" not in statuses.values()
    for name in ("equity_floor_2026", "equity_follows_result_2026", "grant_rise_2027",
                 "parties_sum_to_total_2027", "deficit_has_motive_2027", "costs_sum_2028"):
        assert statuses[name] == "warn"
        assert checks[name].actual.value is None or checks[name].expected.value is None


def test_a_blank_plan_is_checked_all_the_same() -> None:
    """Nobody lives anywhere yet, which fails; the rest is not known or does not apply."""
    checks = checks_of(recorded_plan(blank(2027)).calculation)
    failed = {check.key for check in checks.values() if status(check) == "fail"}
    assert failed == {"population_complete"}
    assert "base_offer_everywhere" not in checks
    assert status(checks["municipalities_placed"]) == "pass"


def test_a_preliminary_grant_is_marked_in_its_own_year_only(clean: PlanInputs) -> None:
    for certainty, expected in (("preliminary", "warn"), ("assumption", "warn"),
                                ("decided", "pass"), (None, "warn")):
        plan = compute_plan(clean.changed({at("grant_status", year=2026): certainty}))
        assert status(checks_of(plan.calculation)["grant_decided_2026"]) == expected


def test_a_municipality_outside_the_plan_is_named_at_once(clean: PlanInputs) -> None:
    newcomer = clean.changed({at("municipality_code", "05"): "9905",
                              at("municipality_name", "05"): "Asp"})
    check = checks_of(recorded_plan(newcomer).calculation)["municipalities_placed"]
    assert check.title is not None
    assert "Asp" in str(check.title.value)


def test_a_check_names_its_place_and_says_what_is_the_matter(sjuharad_2026: PlanInputs) -> None:
    results = {result.id: result for result in check_plan(compute_plan(sjuharad_2026))}
    printed = results["printed_amount_1465_2026"]
    assert printed.status == "warn"
    assert (printed.expected, printed.actual, printed.difference) == (204_080, 204_090, 10)
    assert printed.unit == "kr"
    assert printed.place.startswith("Förutsättningar!")
    assert "Svenljunga" in printed.message
    assert "204\u00a0090 kr" in printed.message
    floor = results["equity_floor_2026"]
    assert "ingående eget kapital 2026" in floor.message.lower()
    assert "minst 2\u00a0834 tkr" in floor.message


def test_every_check_has_a_place_and_a_sentence_in_both_languages(clean: PlanInputs) -> None:
    for language in ("sv", "en"):
        texts = texts_in(language)
        for key in CLEAN_KEYS:
            facts = {"year": 2026, "member": "Alm", "expected": 1, "actual": 2, "difference": 1}
            for part in ("title", "fault", "heed"):
                assert texts.check(key, part, **facts)
            assert texts.check(key, "source")
    results = check_plan(recorded_plan(clean))
    assert [result.id for result in results if not result.place] == []
    assert [result.id for result in results if not result.message] == []
