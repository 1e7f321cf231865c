"""The plan itself: what each pays, what it costs, what is left, in both of Sjuhärad's plans."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from finsam_xl.domain.funding import change, shares
from finsam_xl.domain.inputs import InputValue, PlanInputs
from finsam_xl.domain.names import Name
from finsam_xl.domain.plan import Calculation, FinancingPlan, plain
from finsam_xl.errors import InputError
from finsam_xl.figures.figure import Figure, typed
from finsam_xl.plans import chosen, compute_plan, recorded_plan

if TYPE_CHECKING:
    from tests.conftest import Table

PARTS = ("FK", "AF", "region")


def at(name: str, member: str = "", year: int | None = None) -> Name:
    """The name of an input."""
    return Name(name, member, year)


def changed(inputs: PlanInputs, values: dict[Name, InputValue]) -> FinancingPlan:
    """The plan of changed inputs, refused if it should be."""
    return compute_plan(inputs.changed(values))


def numbers(figures: tuple[Figure, ...]) -> list[int | None]:
    """The plain numbers of figures."""
    return [plain(figure) for figure in figures]


# -- what the plans print ---------------------------------------------------------------------


def test_totals_are_those_that_both_plans_print(
    table: Table, sjuharad_2022: PlanInputs, sjuharad_2026: PlanInputs
) -> None:
    """
    Plan  År    Summa, tkr
    2022  2022      19 032
    2022  2023      20 000
    2022  2024      20 000
    2026  2025      17 670
    2026  2026      17 546
    2026  2027      20 000
    2026  2028      20 000
    """
    computed = [year.total for inputs in (sjuharad_2022, sjuharad_2026)
                for year in compute_plan(inputs).years.values()]
    assert computed == table.kronor("Summa, tkr")


def test_every_printed_contribution_but_two_comes_out_to_the_krona(
    table: Table, sjuharad_2026: PlanInputs
) -> None:
    """
    2025 is stated as printed, 2026 is computed: the plan prints 204,09 and 477,46 in 2026.

    Medlem  2025     2026
    FK      4417,5   4386,5
    AF      4417,5   4386,5
    region  4417,5   4386,5
    1443    187,9    187,17
    1490    2210,4   2196,58
    1466    181,8    181,76
    1463    679,4    673,40
    1465    206,8    204,08
    1452    228,2    227,37
    1491    482,8    477,45
    1442    240,2    238,69
    """
    years = compute_plan(sjuharad_2026).years
    assert list(years[2025].contributions) == table.texts("Medlem")
    for year in (2025, 2026):
        assert list(years[year].contributions.values()) == table.kronor(str(year))


def test_each_year_says_how_certain_it_is(
    sjuharad_2022: PlanInputs, sjuharad_2026: PlanInputs, ovning: PlanInputs
) -> None:
    said = {inputs.budget_year: [year.status for year in compute_plan(inputs).years.values()]
            for inputs in (sjuharad_2022, sjuharad_2026)}
    assert said == {2022: ["stated"] * 3, 2026: ["stated"] + ["preliminary"] * 3}
    assert compute_plan(ovning).years[2026].status == "decided"


def test_costs_and_results_are_those_that_both_plans_print(
    table: Table, sjuharad_2022: PlanInputs, sjuharad_2026: PlanInputs
) -> None:
    """
    År    Kostnad  Administration  Resultat
    2022   19 605           2 850      −573
    2026   18 380           2 755      −834
    """
    for place, inputs in enumerate((sjuharad_2022, sjuharad_2026)):
        plan = compute_plan(inputs)
        year = plan.years[inputs.budget_year]
        assert year.costs == table.kronor("Kostnad")[place]
        assert year.result == table.kronor("Resultat")[place]
        overhead = plan.calculation.shown.costs[0].overhead
        assert plain(overhead) == table.kronor("Administration")[place]


def test_participants_of_the_base_offer_and_of_everything(
    table: Table, sjuharad_2022: PlanInputs, sjuharad_2026: PlanInputs
) -> None:
    """
    År    Aktiv Kraft  Individ  Volym  Alla
    2022          660      790    200   990
    2026          520      575     80   655
    """
    for place, inputs in enumerate((sjuharad_2022, sjuharad_2026)):
        people = compute_plan(inputs).calculation.participants
        assert plain(people.base_offer) == table.numbers("Aktiv Kraft")[place]
        assert plain(people.individual) == table.numbers("Individ")[place]
        assert plain(people.structural) == table.numbers("Volym")[place]
        assert plain(people.everyone) == table.numbers("Alla")[place]


def test_hosting_is_shown_apart_from_benefit(
    table: Table, sjuharad_2022: PlanInputs, sjuharad_2026: PlanInputs
) -> None:
    """
    Joint activities booked on Borås: 2 700 tkr in 2022 and 1 835 tkr in 2026.

    Kommun      Värd 2022  Nytta 2022  Värd 2026  Nytta 2026
    Bollebygd         650         650        610         610
    Borås           8 750       6 050      8 175       6 340
    Herrljunga        650         650        610         610
    Mark            2 370       2 370      2 225       2 225
    Svenljunga        750         750        705         705
    Tranemo           800         800        750         750
    Ulricehamn      1 650       1 650      1 550       1 550
    Vårgårda          800         800        750         750
    Gemensamt         135       2 835          0       1 835
    Struktur          200         200        250         250
    """
    for inputs in (sjuharad_2022, sjuharad_2026):
        spent = compute_plan(inputs).calculation.shown.costs[0]
        for side, rows in (("Värd", (*spent.hosting, spent.hosting_joint)),
                           ("Nytta", (*spent.benefit, spent.benefit_joint))):
            printed = table.kronor(f"{side} {inputs.budget_year}")
            assert numbers((*rows, spent.structural)) == printed
            assert sum(printed) == plain(spent.activities)


def test_the_alternative_of_2022_lowers_overhead_to_2277_and_balances(
    table: Table, sjuharad_2022: PlanInputs
) -> None:
    """
    Plan        Administration  Kostnad  Resultat
    Grundplan            2 850   19 605      −573
    Alternativ           2 277   19 032         0
    """
    plan = compute_plan(chosen(sjuharad_2022, "Alternativ"))
    assert plan.scenario == "Alternativ"
    assert (plan.years[2022].costs, plan.years[2022].result) == (19_032_000, 0)
    runs = plan.calculation.alternatives
    assert numbers(tuple(run.costs[0].overhead for run in runs)) == table.kronor("Administration")
    assert numbers(tuple(run.costs[0].costs for run in runs)) == table.kronor("Kostnad")
    assert numbers(tuple(run.equity[0].result for run in runs)) == table.kronor("Resultat")
    base = compute_plan(sjuharad_2022)
    assert (base.scenario, base.years[2022].result) == ("Grundplan", -573_000)


# -- who pays ---------------------------------------------------------------------------------


def test_each_part_is_half_the_grant_and_the_whole_is_twice_it(ovning: PlanInputs) -> None:
    paid = compute_plan(ovning).years[2026]
    assert [paid.contributions[part] for part in PARTS] == [2_125_000] * 3
    assert sum(amount or 0 for amount in paid.contributions.values()) == paid.total == 8_500_000


def test_a_part_that_follows_at_least_pays_exactly_what_is_stated(ovning: PlanInputs) -> None:
    plan = changed(ovning, {
        at("region_follows", year=2026): "at_least",
        at("region_stated", year=2026): 2_500_000,
        at("municipalities_follow", year=2026): "at_least",
        at("municipalities_stated", year=2026): 2_400_001,
    })
    paid = plan.years[2026].contributions
    assert paid["region"] == 2_500_000
    assert sum(paid[code] or 0 for code in ovning.codes) == 2_400_001
    assert plan.years[2026].total == 4_250_000 + 2_500_000 + 2_400_001


def test_a_negative_grant_is_a_repayment_by_the_same_key(ovning: PlanInputs) -> None:
    paid = compute_plan(ovning).years[2026].contributions
    back = changed(ovning, {at("grant", year=2026): -4_250_000}).years[2026].contributions
    assert back == {member: -(amount or 0) for member, amount in paid.items()}


def test_row_by_row_keeps_the_total_of_the_parts(sjuharad_2026: PlanInputs) -> None:
    """The eight rows sum to 4 386,52 tkr; the plan's total row says 17 546 all the same."""
    plan = changed(sjuharad_2026, {at("rounding", year=2026): "by_row"})
    rows = [plan.years[2026].contributions[code] for code in sjuharad_2026.codes]
    assert rows == [187_170, 2_196_580, 181_760, 673_400, 204_090, 227_370, 477_460, 238_690]
    assert sum(row or 0 for row in rows) == 4_386_520
    assert plan.years[2026].total == 17_546_000


def test_a_stated_year_needs_no_population(sjuharad_2022: PlanInputs) -> None:
    """The people of June 2021 are not in the source; the amounts are stated as printed."""
    assert not any(name.quantity == "population" for name in sjuharad_2022.values)
    assert compute_plan(sjuharad_2022).years[2022].total == 19_032_000


def test_a_plan_year_follows_the_budget_years_date_until_it_has_its_own(
    ovning: PlanInputs
) -> None:
    by_2024 = changed(ovning, {at("reference_date", year=2027): date(2024, 6, 30)})
    followed, own = compute_plan(ovning).years, by_2024.years
    assert [each.contributions["9904"] for each in followed.values()][2:] == [167_000, 171_000]
    assert [each.contributions["9904"] for each in own.values()][2:] == [169_000, 171_000]
    dates = by_2024.calculation.population
    assert [dates[year].date.value for year in (2026, 2027, 2028)] == [45_838, 45_473, 45_838]


def test_a_blank_grant_of_a_plan_year_is_not_known_and_not_refused(ovning: PlanInputs) -> None:
    """What can be said is said: 2027's costs are known, and 2028's funding."""
    years = changed(ovning, {at("grant", year=2027): None}).years
    assert set(years[2027].contributions.values()) == {None}
    assert (years[2027].total, years[2027].result, years[2027].equity_closing) == (None,) * 3
    assert years[2027].costs == 8_794_975
    assert years[2027].equity_opening == years[2026].equity_closing == 1_485_000
    assert (years[2028].total, years[2028].result) == (8_800_000, -9_050)
    assert (years[2028].equity_opening, years[2028].equity_closing) == (None, None)


def test_a_blank_stated_amount_of_a_plan_year_or_the_reference_year_is_not_known(
    sjuharad_2022: PlanInputs, sjuharad_2026: PlanInputs
) -> None:
    """Required are the budget year's amounts; any other blank is "not known"."""
    reference = changed(sjuharad_2026, {at("stated", "1443", 2025): None}).years[2025]
    assert reference.contributions["1443"] is None
    assert reference.contributions["1490"] == 2_210_400
    assert reference.total is None
    planned = changed(sjuharad_2022, {at("stated", "AF", 2024): None}).years[2024]
    assert (planned.contributions["AF"], planned.total) == (None, None)


def test_shares_are_fractions_of_the_whole_and_of_the_quarter(sjuharad_2026: PlanInputs) -> None:
    found = shares(compute_plan(sjuharad_2026).calculation.shown.funding_of(2026))
    whole, quarter = found.of_whole, found.of_quarter
    assert [figure.value for figure in whole[:3]] == [Fraction(1, 4)] * 3
    assert sum(Fraction(_number(figure)) for figure in quarter) == 1
    assert quarter[3].value == Fraction(673_400, 4_386_500)
    assert found.state_of_whole.value == Fraction(1, 2)
    assert found.municipal_of_whole.value == Fraction(1, 4)
    assert (found.sum_of_whole.value, found.sum_of_quarter.value) == (1, 1)


def _number(figure: Figure) -> int | Fraction:
    assert isinstance(figure.value, (int, Fraction))
    return figure.value


def test_a_change_against_nothing_has_no_percentage() -> None:
    grown = change(typed(8_773_000, "now"), typed(8_835_000, "before"))
    assert (grown.amount.value, grown.share.value) == (-62_000, Fraction(-62, 8_835))
    begun = change(typed(8_773_000, "now"), typed(0, "before"))
    assert (begun.amount.value, begun.share.value) == (8_773_000, None)


# -- what it costs ----------------------------------------------------------------------------


def test_a_plan_year_follows_the_budget_year_with_a_change_in_percent(
    table: Table, ovning: PlanInputs
) -> None:
    """
    1,5 per cent to 2027 and none to 2028, where Kansli has an amount of its own: 1 430.

    Administration         2026       2027   2028
    Styrelse                140      142,1  142,1
    Kansli                1 395  1 415,925  1 430
    Ekonomi och revision    120      121,8  121,8
    """
    lines = compute_plan(ovning).calculation.shown.administration.amount
    for column, year in zip(lines, ("2026", "2027", "2028"), strict=True):
        assert numbers(column)[:3] == table.kronor(year)
        assert numbers(column)[3:] == [None] * (ovning.room.administration - 3)


def test_a_change_lets_the_half_krona_rise(ovning: PlanInputs) -> None:
    plan = changed(ovning, {
        at("administration_amount", "01", 2026): 100,
        at("cost_change", year=2027): Fraction(1, 200),
    })
    assert plain(plan.calculation.shown.administration.amount[1][0]) == 101


def test_costs_of_a_plan_year_without_amounts_or_change_are_not_known(
    sjuharad_2026: PlanInputs
) -> None:
    years = compute_plan(sjuharad_2026).years
    assert [years[year].costs for year in (2025, 2026, 2027)] == [None, 18_380_000, None]


def test_external_money_costs_the_association_nothing_and_its_people_still_count(
    ovning: PlanInputs
) -> None:
    """Steget ut is paid by the social fund: an amount written there is not the association's."""
    base = compute_plan(ovning)
    with_amount = changed(ovning, {at("activity_amount", "06", 2026): 500_000})
    assert with_amount.years[2026].costs == base.years[2026].costs == 8_665_000
    own = changed(ovning, {
        at("activity_amount", "06", 2026): 500_000, at("activity_funding", "06"): "own_funds",
    })
    assert own.years[2026].costs == 9_165_000
    assert plain(own.calculation.participants.everyone) == 263
    assert plain(base.calculation.participants.everyone) == 263


def test_a_weight_counts_one_participant_as_several_places(ovning: PlanInputs) -> None:
    """Unga vuxna framåt: 18 people take 36 places; a blank weight is one place each."""
    people = compute_plan(ovning).calculation.participants
    assert numbers(people.places)[:7] == [90, 42, 27, 14, 36, 12, 60]
    assert plain(people.weighed) == 281
    unweighted = changed(ovning, {at("activity_weight", "05"): None}).calculation.participants
    assert plain(unweighted.weighed) == 263


def test_the_base_offer_is_counted_in_each_municipality(sjuharad_2026: PlanInputs) -> None:
    offers = compute_plan(sjuharad_2026).calculation.participants.offers
    assert numbers(offers) == [24, 242, 24, 85, 27, 29, 60, 29]


# -- what is left -----------------------------------------------------------------------------


def test_equity_is_carried_from_year_to_year(table: Table, ovning: PlanInputs) -> None:
    """
    År    Ingående   Resultat    Utgående   Över golvet
    2026  1 650      −165        1 485      685
    2027  1 485      −194,975    1 290,025  490,025
    2028  1 290,025  −9,05       1 280,975  480,975
    """
    chain = compute_plan(ovning).calculation.shown.equity
    assert numbers(tuple(year.opening for year in chain)) == table.kronor("Ingående")
    assert numbers(tuple(year.result for year in chain)) == table.kronor("Resultat")
    assert numbers(tuple(year.closing for year in chain)) == table.kronor("Utgående")
    assert numbers(tuple(year.room for year in chain)) == table.kronor("Över golvet")


def test_without_an_opening_equity_it_is_said_what_it_would_have_to_be(
    table: Table, sjuharad_2022: PlanInputs, sjuharad_2026: PlanInputs
) -> None:
    """
    Neither plan prints its opening equity; the floor is 2 000 tkr in both.

    År    Behöver vara minst
    2022               2 573
    2026               2 834
    """
    for place, inputs in enumerate((sjuharad_2022, sjuharad_2026)):
        equity = compute_plan(inputs).calculation.shown.equity[0]
        assert numbers((equity.opening, equity.closing, equity.room)) == [None] * 3
        assert plain(equity.needed_opening) == table.kronor("Behöver vara minst")[place]


def test_three_more_years_at_the_same_loss_are_carried(sjuharad_2026: PlanInputs) -> None:
    """With 4 502 tkr and −834 each year the third year closes at the floor."""
    costs = {at("cost_change", year=year): 0 for year in (2027, 2028)}
    grants = {at("grant", year=year): 8_773_000 for year in (2027, 2028)}
    plan = changed(sjuharad_2026, {
        **costs, **grants, at("equity_opening", year=2026): 4_502_000,
        at("step", year=2027): 10, at("step", year=2028): 10,
    })
    closing = [plan.years[year].equity_closing for year in (2026, 2027, 2028)]
    assert closing == [3_668_000, 2_834_000, 2_000_000]


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_the_balancing_grant_balances_and_nothing_less_does(
    ovning: PlanInputs, year: int
) -> None:
    """The smallest grant, half of it in whole steps, at which funding meets costs."""
    place = year - 2026
    figures = compute_plan(ovning).calculation.shown.equity[place].balance
    grant, step = plain(figures.grant), ovning.amount("step", year=year)
    assert grant is not None
    assert step is not None
    enough = changed(ovning, {at("grant", year=year): grant}).years[year]
    short = changed(ovning, {at("grant", year=year): grant - 2 * step}).years[year]
    assert enough.result is not None
    assert short.result is not None
    assert short.result < 0 <= enough.result


def test_what_does_not_follow_the_grant_is_taken_from_what_it_must_cover(
    table: Table, sjuharad_2022: PlanInputs, sjuharad_2026: PlanInputs
) -> None:
    """
    In 2022 region and municipalities pay 5 000 each whatever the state pays: of 19 605 tkr
    9 605 are left for FK and AF, 4 802,5 each, which in whole thousands is 4 803.

    År    Fasta delar  Halvor  Anslag i balans
    2022       10 000       2            9 606
    2026            0       4            9 190
    """
    for place, inputs in enumerate((sjuharad_2022, sjuharad_2026)):
        balance = compute_plan(inputs).calculation.shown.equity[0].balance
        fixed = sum(number or 0 for number in numbers(balance.fixed))
        assert fixed == table.kronor("Fasta delar")[place]
        assert plain(balance.halves) == table.numbers("Halvor")[place]
        assert plain(balance.grant) == table.kronor("Anslag i balans")[place]


def test_the_cost_that_would_fit_leaves_exactly_the_floor(ovning: PlanInputs) -> None:
    """8 500 in, 1 650 before and a floor of 800: 9 350 tkr may be spent in 2026."""
    equity = compute_plan(ovning).calculation.shown.equity[0]
    assert plain(equity.fitting_costs) == 9_350_000
    dearer = changed(ovning, {at("activity_amount", "01", 2026): 2_950_000 + 685_000})
    assert dearer.years[2026].costs == 9_350_000
    assert plain(dearer.calculation.shown.equity[0].room) == 0


def test_the_equity_ceiling_is_looked_up_by_income(ovning: PlanInputs) -> None:
    """Up to 8 000 tkr of income 1 000 tkr; up to 8 550 tkr 15 per cent; above that no row."""
    plan = changed(ovning, {
        at("ceiling_income", "01"): 8_000_000, at("ceiling_equity", "01"): 1_000_000,
        at("ceiling_income", "02"): 8_550_000, at("ceiling_percent", "02"): Fraction(15, 100),
        at("grant", year=2027): 4_000_000,
    })
    ceilings = [each.ceiling for each in plan.calculation.shown.equity]
    assert numbers(tuple(each.row for each in ceilings)) == [2, 1, 3]
    assert numbers(tuple(each.amount for each in ceilings)) == [1_275_000, 1_000_000, None]


def test_an_empty_ceiling_table_says_nothing(ovning: PlanInputs) -> None:
    equity = compute_plan(ovning).calculation.shown.equity
    assert [each.ceiling.amount.value for each in equity] == [None] * 3


# -- alternatives -----------------------------------------------------------------------------


def test_every_alternative_stands_beside_the_base_plan(table: Table, ovning: PlanInputs) -> None:
    """
    Closing equity by plan, whichever is chosen.

    Plan               2026   2027       2028
    Grundplan          1 485  1 290,025  1 280,975
    Oförändrat anslag  1 185  590,025    −19,025
    Mindre kansli      1 830  1 985,95   2 341,9
    Dyrare insatser    1 485  1 073,4    580,168
    """
    for choice in table.texts("Plan"):
        calculation = compute_plan(chosen(ovning, choice)).calculation
        for run, row in zip(calculation.alternatives, table.rows, strict=True):
            closing = numbers(tuple(year.closing for year in run.equity))
            assert closing == [_kronor(row[year]) for year in ("2026", "2027", "2028")]


def _kronor(text: str) -> int:
    return int(Fraction(text.replace(" ", "").replace("−", "-").replace(",", ".")) * 1000)


def test_the_chosen_alternative_is_shown_everywhere(ovning: PlanInputs) -> None:
    plan = compute_plan(chosen(ovning, "Oförändrat anslag"))
    assert plan.scenario == "Oförändrat anslag"
    assert [year.total for year in plan.years.values()] == [8_200_000] * 4
    assert plan.years[2026].equity_closing == 1_185_000


def test_a_blank_override_is_the_base_plans_own(ovning: PlanInputs) -> None:
    names = [name for name in ovning.values if name.quantity.startswith("scenario_")]
    empty: dict[Name, InputValue] = dict.fromkeys(names)
    plan = changed(ovning, {**empty, at("scenario_name", "01"): "Tomt",
                            at("scenario_chosen"): "Tomt"})
    assert plan.scenario == "Tomt"
    assert plan.years == compute_plan(ovning).years


def test_an_alternative_may_change_an_activity(ovning: PlanInputs) -> None:
    plan = changed(ovning, {
        at("scenario_activity_amount", "02_01", 2026): 950_000,
        at("scenario_chosen"): "Mindre kansli",
    })
    assert plan.years[2026].costs == 8_665_000 - 2_000_000 - 345_000


def test_an_alternative_may_have_other_participants(table: Table, ovning: PlanInputs) -> None:
    """
    Mindre kansli has 120 in Grenverket, Alm, nobody in Steget ut; a blank follows Grundplan.

    Plan               Alla  Platser  Basutbudet  Alm  Individ
    Grundplan          263   281      173         90   203
    Oförändrat anslag  263   281      173         90   203
    Mindre kansli      281   299      203         120  221
    Dyrare insatser    263   281      173         90   203
    """
    inputs = ovning.changed({at("scenario_activity_participants", "02_01"): 120,
                             at("scenario_activity_participants", "02_06"): 0})
    for choice, row in zip(table.texts("Plan"), table.rows, strict=True):
        calculation = compute_plan(chosen(inputs, choice)).calculation
        shown = calculation.participants
        assert numbers((shown.everyone, shown.weighed, shown.base_offer, shown.offers[0],
                        shown.individual)) == [
            int(row[key]) for key in ("Alla", "Platser", "Basutbudet", "Alm", "Individ")]
        assert numbers(tuple(run.participants.everyone for run in calculation.alternatives)) == [
            263, 263, 281, 263]


def test_participants_not_given_stay_unknown_in_every_alternative(ovning: PlanInputs) -> None:
    """A blank is nobody in the sum, yet no nought; an alternative may well know the number."""
    inputs = ovning.changed({at("activity_participants", "01"): None,
                             at("scenario_activity_participants", "02_01"): 12})
    for choice, many, everyone in (("Grundplan", None, 173), ("Mindre kansli", 12, 185)):
        shown = compute_plan(chosen(inputs, choice)).calculation.participants
        assert numbers((shown.people[0], shown.everyone)) == [many, everyone]


def test_an_alternative_is_chosen_whatever_the_case_of_its_letters(ovning: PlanInputs) -> None:
    assert chosen(ovning, "mindre KANSLI").text("scenario_chosen") == "Mindre kansli"
    assert chosen(ovning, "grundplan").text("scenario_chosen") == "Grundplan"


def test_an_alternative_that_is_not_there_is_refused(ovning: PlanInputs) -> None:
    with pytest.raises(InputError) as refused:
        chosen(ovning, "Större kansli")
    assert (refused.value.key, refused.value.place) == ("scenario_unknown", "--scenario")


def test_without_alternatives_the_plan_has_one_run_only(sjuharad_2026: PlanInputs) -> None:
    calculation: Calculation = compute_plan(sjuharad_2026).calculation
    assert calculation.alternatives == ()
    assert calculation.names == ()
    assert calculation.chosen is None


# -- what is not there ------------------------------------------------------------------------


def test_a_plan_of_nothing_is_unknown_and_never_an_error() -> None:
    plan = recorded_plan(PlanInputs(budget_year=2026, reference=False))
    assert list(plan.years) == [2026, 2027, 2028]
    assert plan.scenario == "Grundplan"
    for year in plan.years.values():
        assert set(year.contributions.values()) == {None}
        assert (year.total, year.result, year.equity_closing) == (None, None, None)


def test_a_grant_that_cannot_be_halved_is_not_shown_as_whole_kronor(ovning: PlanInputs) -> None:
    plan = recorded_plan(ovning.changed({at("grant", year=2026): 4_250_001}))
    assert plan.years[2026].contributions["FK"] is None
    assert plan.calculation.shown.funding_of(2026).half.value == Fraction(4_250_001, 2)
