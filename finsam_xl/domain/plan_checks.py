"""The checks of a financing plan, in the order in which the sheet lists them."""

from __future__ import annotations

from collections.abc import Callable

from finsam_xl.domain.checks import (
    FAILED,
    WARNED,
    Check,
    CheckBench,
    applies,
    at_least,
    no_more,
)
from finsam_xl.domain.inputs import SCENARIO_SLOTS
from finsam_xl.domain.names import slot
from finsam_xl.domain.plan import Calculation
from finsam_xl.domain.printed_checks import printed_checks
from finsam_xl.figures.figure import Figure
from finsam_xl.figures.rules import (
    at_most,
    both,
    choose,
    columns_of,
    count_above_nothing,
    count_below_nothing,
    count_equal,
    count_given,
    count_known,
    count_marked,
    count_texts,
    count_unnamed,
    equal,
    fixed,
    given,
    hundredths,
    increased,
    joined,
    kronor,
    larger,
    less_than,
    minus,
    one_if,
    one_of_two,
    opposite,
    plus,
    remainder,
    rows_of,
    size_of,
    total,
)

_NAMED_SPARE_ROWS = 3


def check_calculation(calculation: Calculation) -> tuple[Check, ...]:
    """Every check of a plan, the budget year first; all are made, whatever one of them says."""
    bench = CheckBench(calculation)
    inputs = calculation.inputs
    years = (*inputs.cost_years, *(year for year in inputs.years if year < inputs.budget_year))
    for year in years:
        _funding_checks(bench, year)
    _population_checks(bench)
    for year in years:
        _year_population_checks(bench, year)
    _level_checks(bench)
    for year in calculation.inputs.cost_years:
        _equity_checks(bench, year)
    printed_checks(bench)
    _cost_checks(bench)
    _input_checks(bench)
    return tuple(bench.made)


def _is_computed(bench: CheckBench, year: int) -> Figure:
    cells = bench.calculation.cells
    return opposite(equal(cells("basis", year=year), cells.words["stated"]))


def _funding_checks(bench: CheckBench, year: int) -> None:
    cells, paid = bench.calculation.cells, bench.calculation.shown.funding_of(year)
    computed = _is_computed(bench, year)
    by_row = equal(cells("rounding", year=year), cells.words["by_row"])
    rounding_level = choose(by_row, WARNED, FAILED)
    for key, first, second, choices in (
        ("rules_known", "basis", "rounding", ("computed", "stated", "exact", "by_row")),
        ("follows_known", "region_follows", "municipalities_follow",
         ("equal", "at_least", "equal", "at_least")),
    ):
        words = [cells.words[choice] for choice in choices]
        known_words = (one_of_two(cells(first, year=year), *words[:2]),
                       one_of_two(cells(second, year=year), *words[2:]))
        bench.check(key, year=year, expected=2, actual=plus(*map(one_if, known_words)),
                    subject=cells(first, year=year), unit="count")
    bench.check("grant_even", year=year, expected=0, actual=remainder(paid.grant, 2),
                subject=cells("grant", year=year), level=applies(computed, FAILED))
    bench.check("state_pays_grant", year=year, expected=paid.grant, actual=paid.state_total,
                subject=paid.state_total)
    for party, rule, amount in (
        ("region", cells("region_follows", year=year), paid.parties[2]),
        ("municipalities", cells("municipalities_follow", year=year), paid.municipal_total),
    ):
        bench.check(f"{party}_part", year=year, expected=paid.half, actual=amount, subject=amount,
                    tolerated=_more_if(equal(rule, cells.words["at_least"])))
    bench.check("part_fills_steps", year=year, expected=0, actual=paid.division.odd,
                subject=paid.division.odd, level=applies(computed, FAILED))
    bench.check("shares_sum_to_quarter", year=year, expected=paid.municipal_part,
                actual=total(paid.computed), subject=paid.municipal_total,
                level=applies(computed, rounding_level))
    bench.check("parties_sum_to_total", year=year, expected=paid.total,
                actual=plus(total(paid.parties), total(paid.municipal)), subject=paid.total,
                level=rounding_level)
    beyond = one_if(less_than(kronor(cells("exact_limit")), size_of(paid.total)))
    bench.check("within_exactness", year=year, expected=0, actual=beyond, subject=paid.total,
                unit="count")


def _more_if(allowed: Figure) -> Callable[[Figure], Figure]:
    """What lies above the expected is tolerated where a condition holds."""
    return lambda difference: choose(allowed, larger(difference, 0), 0)


def _population_checks(bench: CheckBench) -> None:
    calculation = bench.calculation
    cells, room = calculation.cells, calculation.inputs.room
    codes = cells.block("municipality_code", room.municipalities)
    placed = calculation.inputs.municipalities
    used = {each.row for each in placed}
    spare = [slot(row) for row in range(1, room.municipalities + 1) if row not in used]
    names: list[str | Figure] = [cells.words["unplaced"]]
    for row in spare[:_NAMED_SPARE_ROWS]:
        names += [" ", cells("municipality_name", row)]
    expected = rows_of(calculation.rows) if placed else fixed(0)
    bench.check("municipalities_placed", expected=expected, actual=count_given(codes),
                subject=codes[0], unit="count",
                title=choose(at_most(count_given(codes), expected),
                             cells.words["all_placed"], joined(*names)))
    found_once = count_known(calculation.rows) if placed else fixed(0)
    bench.check("municipalities_once", expected=expected, actual=found_once, subject=codes[0],
                unit="count")
    table = cells.population_table()
    bench.check("population_in_numbers", expected=0,
                actual=plus(count_texts(table), count_below_nothing(table)), subject=table[0],
                unit="count")


def _year_population_checks(bench: CheckBench, year: int) -> None:
    calculation = bench.calculation
    cells, inputs = calculation.cells, calculation.inputs
    population = calculation.population[year]
    computed = _is_computed(bench, year)
    people = population.people
    bench.check("population_complete", year=year, expected=rows_of(people) if people else 1,
                actual=count_known(people) if people else fixed(0),
                subject=people[0] if people else population.date,
                level=applies(computed, FAILED), unit="count")
    sourced = count_marked(cells.block("population_date", inputs.room.dates), population.date,
                           cells.block("population_source", inputs.room.dates))
    bench.check("population_has_source", year=year, expected=1, actual=sourced,
                subject=cells("population_source", "01"), level=applies(computed, FAILED),
                unit="count")
    if year == inputs.budget_year:
        bench.check("population_of_june", year=year,
                    expected=cells("required_date", year=year), actual=population.date,
                    subject=cells("reference_date", year=year),
                    level=applies(computed, WARNED), unit="date")
    elif year > inputs.budget_year:
        budget = calculation.population[inputs.budget_year]
        bench.check("same_key_as_budget", year=year, expected=budget.date,
                    actual=population.date, subject=population.date,
                    level=applies(computed, WARNED), unit="date")


def _cost_checks(bench: CheckBench) -> None:
    calculation = bench.calculation
    cells, inputs, run = calculation.cells, calculation.inputs, calculation.shown
    for place, (year, spent) in enumerate(zip(inputs.cost_years, run.costs, strict=True)):
        equity, paid = run.equity[place], run.funding_of(year)
        bench.check("equity_follows_result", year=year, expected=minus(paid.total, spent.costs),
                    actual=minus(equity.closing, equity.opening), subject=equity.closing)
        lines = total(run.activities.own[place])
        hosted = plus(total((*spent.hosting, spent.hosting_joint)), spent.structural)
        for key, sums in (("hosting", hosted), ("benefit", spent.benefit_total)):
            bench.check(f"lines_sum_by_{key}", year=year, expected=lines, actual=sums,
                        subject=spent.activities if key == "hosting" else sums)
        bench.check("costs_sum", year=year,
                    expected=plus(lines, total(run.administration.own[place])),
                    actual=spent.costs, subject=spent.costs)
    people = calculation.participants
    bench.check("participants_sum", expected=people.everyone,
                actual=plus(people.individual, people.structural), subject=people.everyone,
                unit="people")
    if people.offers:
        bench.check("base_offer_everywhere", expected=rows_of(people.offers),
                    actual=count_above_nothing(people.offers), subject=people.base_offer,
                    unit="count")
    for key, room in (("activity", inputs.room.activities),
                      ("administration", inputs.room.administration)):
        names = cells.block(f"{key}_name", room)
        blocks = [cells.block(f"{key}_amount", room, year) for year in inputs.cost_years]
        everything = tuple(cell for block in blocks for cell in block)
        bench.check(f"{key}_rows_named", expected=0, actual=count_unnamed(names, everything),
                    subject=names[0], unit="count")
        bench.check(f"{key}_in_numbers", expected=0,
                    actual=plus(count_texts(everything), count_below_nothing(everything)),
                    subject=blocks[0][0], unit="count")


def _equity_checks(bench: CheckBench, year: int) -> None:
    calculation = bench.calculation
    cells, run = calculation.cells, calculation.shown
    equity = run.equity[calculation.inputs.cost_years.index(year)]
    bench.check("equity_floor", year=year, expected=equity.floor, actual=equity.closing,
                subject=equity.closing, tolerated=at_least)
    bench.check("equity_ceiling", year=year, expected=equity.ceiling.amount, actual=equity.closing,
                subject=equity.closing, tolerated=no_more,
                level=applies(given(cells("ceiling_income", "01")), WARNED))
    motive = cells("deficit_motive", year=year)
    unexplained = both(less_than(equity.result, 0), opposite(given(motive)))
    explained = one_if(opposite(unexplained))
    bench.check("deficit_has_motive", year=year, expected=1, actual=explained, subject=motive,
                level=WARNED, unit="count")


def _level_checks(bench: CheckBench) -> None:
    calculation = bench.calculation
    cells, inputs, run = calculation.cells, calculation.inputs, calculation.shown
    decided = equal(cells("grant_status", year=inputs.budget_year), cells.words["decided"])
    bench.check("grant_decided", year=inputs.budget_year, expected=1, actual=one_if(decided),
                subject=cells("grant_status", year=inputs.budget_year), level=WARNED,
                unit="count")
    budget = run.funding_of(inputs.budget_year)
    limit = hundredths(cells("grant_rise_limit"))
    for year in inputs.cost_years[1:]:
        highest = increased(budget.grant, limit)
        bench.check("grant_rise", year=year, expected=highest,
                    actual=run.funding_of(year).grant, subject=cells("grant", year=year),
                    tolerated=no_more, level=WARNED)


def _input_checks(bench: CheckBench) -> None:
    calculation = bench.calculation
    cells = calculation.cells
    names = cells.block("scenario_name", SCENARIO_SLOTS)
    named = plus(*(one_if(given(name)) for name in names))
    live = minus(columns_of(calculation.names), 1) if calculation.names else 0
    bench.check("alternatives_live", expected=live, actual=named,
                subject=names[0], level=WARNED, unit="count")
    chosen = cells("scenario_chosen")
    base = one_if(equal(chosen, cells.words["base_plan"]))
    offered = count_equal(calculation.names, chosen) if calculation.names else base
    bench.check("alternative_exists", expected=1, actual=offered, subject=chosen, unit="count")
