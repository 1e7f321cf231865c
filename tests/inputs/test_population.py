"""Populations written into inputs: the column of their date, or the first that is spare."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from finsam_xl.books.cells import book_cells
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.names import Name
from finsam_xl.inputs.build import build_inputs
from finsam_xl.inputs.from_book import input_cells
from finsam_xl.inputs.population import (
    PopulationFound,
    Recount,
    recounts,
    with_population,
    years_of,
)
from finsam_xl.package.archive import open_package
from finsam_xl.plans import compute_plan, draft_plan

JUNE, DECEMBER = date(2025, 6, 30), date(2025, 12, 31)
PEOPLE = {"9901": 41_300, "9902": 19_000, "9903": 12_480, "9904": 6_200}


def found(when: date, published: date | None = None) -> PopulationFound:
    return PopulationFound(when, PEOPLE, "SCB, folkmängd", published)


def columns(inputs: PlanInputs) -> list[date | None]:
    return [when for _, when in inputs.date_slots()]


def test_a_date_that_is_there_keeps_its_column(ovning: PlanInputs) -> None:
    after = with_population(ovning, found(JUNE))
    assert columns(after) == columns(ovning)
    assert {code: after.people(code, JUNE) for code in after.codes} == PEOPLE
    assert after.value("population_source", "01") == "SCB, folkmängd"
    assert after.value("population_published", "01") == date(2025, 8, 21)
    assert with_population(ovning, found(JUNE, published=date(2025, 8, 28))).value(
        "population_published", "01") == date(2025, 8, 28)


def test_other_dates_and_the_years_dates_stay(ovning: PlanInputs) -> None:
    after = with_population(ovning, found(DECEMBER))
    assert columns(after) == [JUNE, date(2024, 6, 30), DECEMBER, None]
    assert after.people("9901", JUNE) == ovning.people("9901", JUNE)
    assert after.reference_date(2026) == JUNE


def test_a_column_without_date_in_which_something_stands_is_not_spare(ovning: PlanInputs) -> None:
    noted = ovning.changed({Name("population_source", "03"): "väntas i februari"})
    after = with_population(noted, found(DECEMBER))
    assert columns(after) == [JUNE, date(2024, 6, 30), None, DECEMBER, None]
    begun = ovning.changed({Name("population", "9901", day="date_03"): 5})
    assert columns(with_population(begun, found(DECEMBER)))[3] == DECEMBER


def test_what_differs_is_told_by_municipality(ovning: PlanInputs) -> None:
    assert recounts(ovning, found(JUNE)) == (
        Recount("9901", "Alm", 41_210, 41_300), Recount("9902", "Björk", 19_033, 19_000),
        Recount("9904", "Rönn", 6_127, 6_200))
    assert [each.before for each in recounts(ovning, found(DECEMBER))] == [None] * 4
    assert recounts(with_population(ovning, found(JUNE)), found(JUNE)) == ()


def test_years_that_are_stated_have_no_date_to_tell(ovning: PlanInputs) -> None:
    assert dict(years_of(ovning)) == {2026: JUNE, 2027: JUNE, 2028: JUNE}


@pytest.mark.parametrize("when", [JUNE, DECEMBER])
def test_a_book_of_it_reads_back_the_same(ovning: PlanInputs, when: date) -> None:
    after = with_population(ovning, found(when))
    package = draft_plan(compute_plan(after)).package
    read = build_inputs(input_cells(book_cells(open_package(package, "bok.xlsx"))), "sv")[0]
    assert read.room == after.room
    assert dict(read.values) == dict(after.values)
    assert replace(read, values={}) == replace(after, values={})
