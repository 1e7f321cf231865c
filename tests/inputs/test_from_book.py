"""A book is read by its defined names, as it stands, and refused by the cell that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from finsam_xl.addresses import position_of
from finsam_xl.books.cells import book_cells
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.errors import FinsamError, InputError, LayoutError
from finsam_xl.inputs.build import build_inputs
from finsam_xl.inputs.from_book import input_cells, language_of, our_titles
from finsam_xl.inputs.raw import BookCells, FoundCell
from finsam_xl.keeping import refuse_missing_names
from finsam_xl.package.archive import open_package
from finsam_xl.plans import compute_plan, draft_plan, example, in_language
from finsam_xl.sheets.draft import BookDraft

Built = Callable[..., bytes]
Typed = Mapping[str, FoundCell | Decimal | str | None]


@pytest.fixture(scope="module")
def found(built: Built) -> BookCells:
    """The book of `ovning` as it is read."""
    return book_cells(open_package(built("ovning"), "plan.xlsx"))


def edited(book: BookCells, typed: Typed) -> BookCells:
    """The same book with other content in some cells, by defined name or by `Sheet!A1`."""
    sheets = {title: dict(grid) for title, grid in book.sheets.items()}
    for where, value in typed.items():
        title, _, cell = where.rpartition("!")
        sheet, at = (title, position_of(cell)) if title else book.names[where]
        content = value if isinstance(value, FoundCell) else FoundCell(value)
        sheets[sheet][at] = content
    return replace(book, sheets=sheets)


def inputs_of(book: BookCells) -> PlanInputs:
    """The inputs of a book."""
    return build_inputs(input_cells(book), language_of(book))[0]


def refused(book: BookCells) -> FinsamError:
    """How a book is refused."""
    with pytest.raises(FinsamError) as fault:
        compute_plan(inputs_of(book))
    return fault.value


@pytest.mark.parametrize("name", ["ovning", "sjuharad-2026", "sjuharad-2022"])
def test_a_book_read_back_gives_the_inputs_it_was_made_from(built: Built, name: str) -> None:
    inputs, original = inputs_of(book_cells(open_package(built(name), name))), example(name)
    assert dict(inputs.values) == dict(original.values)
    assert inputs == original


def test_an_english_book_gives_the_same_inputs(built: Built, ovning: PlanInputs) -> None:
    english = inputs_of(book_cells(open_package(built("ovning", "en"), "plan.xlsx")))
    assert english.language == "en"
    assert english == in_language(ovning, "en")
    assert compute_plan(english).years == compute_plan(ovning).years


def test_a_choice_may_be_typed_in_either_language(found: BookCells) -> None:
    typed = edited(found, {"fs_rounding_2026": "Row by row", "fs_basis_2025": "STATED"})
    assert inputs_of(typed).value("basis", year=2025) == "stated"


def test_people_are_read_by_the_code_in_the_row_and_the_date_above(found: BookCells) -> None:
    """Somebody sorts Befolkning by size, row by row: the plan is the same to the krona."""
    def row(number: int) -> dict[str, FoundCell]:
        sheet, (line, _) = found.names[f"fs_municipality_code_0{number}"]
        columns = [found.names[f"fs_{key}_0{number}"][1][1]
                   for key in ("municipality_code", "municipality_name")]
        columns += [found.names[f"fs_population_date_0{n}"][1][1] for n in (1, 2)]
        return {f"{column}": found.sheets[sheet][line, column] for column in columns}

    sheet, _ = found.names["fs_municipality_code_01"]
    sheets = {title: dict(grid) for title, grid in found.sheets.items()}
    for target, source in ((1, 4), (4, 1)):
        line = found.names[f"fs_municipality_code_0{target}"][1][0]
        for column, cell in row(source).items():
            sheets[sheet][line, int(column)] = cell
    plan, moved = (compute_plan(inputs_of(book)) for book in
                   (found, replace(found, sheets=sheets)))
    assert list(moved.inputs.codes) == ["9904", "9902", "9903", "9901"]
    for year in (2026, 2027, 2028):
        assert dict(moved.years[year].contributions) == dict(plan.years[year].contributions)


def test_an_amount_is_read_to_the_krona_from_its_exact_decimals(found: BookCells) -> None:
    typed = edited(found, {"fs_activity_amount_01_2026": Decimal("2950.001")})
    assert inputs_of(typed).amount("activity_amount", "01", 2026) == 2_950_001


WRONG: dict[str, tuple[str, FoundCell | Decimal | str, str]] = {
    "an error": ("fs_grant_2026", FoundCell("#REF!", error=True), "error_value"),
    "a formula": ("fs_grant_2026", FoundCell(Decimal(5), "1+1"), "formula_in_input"),
    "a formula without a value": (
        "fs_grant_2026", FoundCell(None, "cmd|'/c calc'!A1"), "formula_in_input"),
    "a truth": ("fs_grant_2026", FoundCell(content=True), "truth_value"),
    "words": ("fs_grant_2026", "fyra miljoner", "not_a_number"),
    "a unit": ("fs_administration_amount_01_2026", "140 tkr", "not_a_number"),
    "half a person": ("fs_activity_participants_01", Decimal("90.5"), "not_whole_cell"),
    "half a person in an alternative": (
        "fs_scenario_activity_participants_01_01", Decimal("90.5"), "not_whole_cell"),
    "people owed in an alternative": (
        "fs_scenario_activity_participants_01_01", Decimal(-1), "negative_count"),
    "a year for a date": ("fs_decision_date", Decimal(2026), "not_a_date"),
    "a personal number": ("fs_activity_comment_01", "811218-9876", "personal_number"),
    "a personal number in the log": ("fs_change_what_01", "19811218-9876", "personal_number"),
    "a personal number in a source": ("fs_grant_source_2026", "811218-9876", "personal_number"),
    "a name of no municipality": ("fs_municipality_name_01", "Al", "host_unknown"),
    "a choice of one's own": ("fs_rounding_2026", "Ungefär", "not_a_choice"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_cell_that_cannot_be_used_is_refused_by_its_place(found: BookCells, case: str) -> None:
    name, content, key = WRONG[case]
    fault = refused(edited(found, {name: content}))
    assert fault.key == key
    assert fault.exit_code == 2
    if key != "host_unknown":
        sheet, at = found.names[name]
        assert fault.place.startswith(f"{sheet}!")
        assert position_of(fault.place.rpartition("!")[2]) == at


def test_text_in_a_population_cell_is_refused_by_its_cell(found: BookCells) -> None:
    sheet, (line, _) = found.names["fs_municipality_code_02"]
    column = found.names["fs_population_date_01"][1][1]
    sheets = {title: dict(grid) for title, grid in found.sheets.items()}
    sheets[sheet][line, column] = FoundCell("många")
    fault = refused(replace(found, sheets=sheets))
    assert fault.key == "not_a_number"
    assert position_of(fault.place.rpartition("!")[2]) == (line, column)


def test_a_workbook_without_our_names_is_not_ours(found: BookCells) -> None:
    fault = refused(replace(found, names={"Budget": ("Blad1", (0, 0))}))
    assert isinstance(fault, LayoutError)
    assert (fault.key, fault.place) == ("not_our_book", "plan.xlsx")


@pytest.mark.parametrize("sheet", ["Förutsättningar", "Befolkning", "Insatser", "Administration"])
def test_an_input_sheet_that_is_gone_is_named(found: BookCells, sheet: str) -> None:
    sheets = {title: grid for title, grid in found.sheets.items() if title != sheet}
    fault = refused(replace(found, sheets=sheets))
    assert fault.key in ("sheet_missing", "name_broken")
    assert isinstance(fault, LayoutError)
    assert sheet in fault.fault() or sheet == "Förutsättningar"


def renamed(found: BookCells) -> BookCells:
    """The book after somebody has given Insatser another title; names follow by themselves."""
    sheets = {title.replace("Insatser", "Insatser 2026"): grid
              for title, grid in found.sheets.items()}
    names: dict[str, Any] = {name: (title.replace("Insatser", "Insatser 2026"), at)
                             for name, (title, at) in found.names.items()}
    return replace(found, sheets=sheets, names=names)


def test_a_sheet_with_another_title_is_known_by_its_mark(found: BookCells) -> None:
    book = renamed(found)
    assert our_titles(book)["activities"] == "Insatser 2026"
    places = {cell.place for cell in input_cells(book).values()}
    assert any(place.startswith("Insatser 2026!") for place in places)


def test_a_sheet_with_another_title_and_no_mark_is_a_sheet_that_is_gone(
    found: BookCells
) -> None:
    """As in a book of the first layout, whose sheets were told by their titles."""
    book = renamed(found)
    unmarked = {name: at for name, at in book.names.items() if not name.startswith("fs_sheet_")}
    fault = refused(replace(book, names=unmarked, properties={"finsam_xl_layout": "1"}))
    assert (fault.key, "Insatser" in fault.fault()) == ("sheet_missing", True)


@pytest.fixture(scope="module")
def draft(ovning: PlanInputs) -> BookDraft:
    """The layout that the book of `ovning` was made with."""
    return draft_plan(compute_plan(ovning)).draft


@pytest.mark.parametrize("name", [
    "fs_budget_year", "fs_association_name", "fs_scenario_chosen", "fs_municipality_code_01",
    "fs_grant_2027", "fs_activity_amount_03_2026", "fs_equity_opening_2026",
    "fs_scenario_administration_amount_02_02_2026", "fs_population_date_01",
    "fs_scenario_activity_participants_05_07",
])
def test_a_name_that_is_gone_is_missed_and_its_cell_not_forgotten(
    found: BookCells, draft: BookDraft, name: str
) -> None:
    """Its cell still holds what somebody typed: a plan without it would be another plan."""
    without = replace(found, names={each: at for each, at in found.names.items() if each != name})
    with pytest.raises(LayoutError) as fault:
        refuse_missing_names(without, draft)
    assert (fault.value.key, fault.value.exit_code) == ("name_missing", 2)
    assert name in fault.value.fault()
    refuse_missing_names(found, draft)


@pytest.mark.parametrize("name", ["fs_budget_year", "fs_municipality_code_01"])
def test_without_its_first_names_a_book_cannot_be_read(found: BookCells, name: str) -> None:
    names = {each: at for each, at in found.names.items() if each != name}
    with pytest.raises(FinsamError) as fault:
        inputs_of(replace(found, names=names))
    assert fault.value.exit_code == 2


def test_a_book_keeps_its_language(found: BookCells, built: Built) -> None:
    assert language_of(found) == "sv"
    english = book_cells(open_package(built("ovning", "en"), "plan.xlsx"))
    assert language_of(english) == "en"
    assert language_of(replace(found, sheets={})) == "sv"


def test_an_input_error_is_for_a_person_and_names_no_code(found: BookCells) -> None:
    fault = refused(edited(found, {"fs_grant_2026": "fyra miljoner"}))
    assert isinstance(fault, InputError)
    assert fault.sentence() == (
        'Förutsättningar!C17: "fyra miljoner" är inte ett tal som kan läsas på ett enda sätt. '
        "Skriv talet med siffror och decimalkomma, utan enhet."
    )
