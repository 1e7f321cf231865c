"""What people put into a book is kept, or refused by name; it is never lost without a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from finsam_xl.addresses import cell_name, position_of
from finsam_xl.books.cells import book_cells
from finsam_xl.domain.cells import serial
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.plan import FinancingPlan
from finsam_xl.errors import FinsamError, LayoutError
from finsam_xl.inputs.build import build_inputs
from finsam_xl.inputs.from_book import input_cells, language_of
from finsam_xl.inputs.raw import BookCells, FoundCell
from finsam_xl.keeping import Found, found_on_sheets
from finsam_xl.package.archive import open_package
from finsam_xl.plans import as_it_was, compute_plan, draft_plan
from finsam_xl.sheets.draft import BookDraft

if TYPE_CHECKING:
    from tests.conftest import Answer

Run = Callable[..., "Answer"]
Typed = Mapping[str, FoundCell | Decimal | str | None]


@pytest.fixture(scope="module")
def found(built: Callable[..., bytes]) -> BookCells:
    """The book of `ovning` as it is read."""
    return book_cells(open_package(built("ovning"), "plan.xlsx"))


@pytest.fixture(scope="module")
def draft(ovning: PlanInputs) -> BookDraft:
    """What `ovning` would be rebuilt as."""
    return draft_plan(compute_plan(ovning)).draft


def edited(book: BookCells, typed: Typed) -> BookCells:
    """The same book with other content in some cells, by defined name or by `Sheet!A1`."""
    sheets = {title: dict(grid) for title, grid in book.sheets.items()}
    for where, value in typed.items():
        title, _, cell = where.rpartition("!")
        sheet, at = (title, position_of(cell)) if title else book.names[where]
        sheets[sheet][at] = value if isinstance(value, FoundCell) else FoundCell(value)
    return replace(book, sheets=sheets)


NOTHING = Found((), {})


def rebuilt(book: BookCells) -> tuple[FinancingPlan, tuple[str, ...]]:
    """A book's plan, and what of ours had to be put back; nothing of anybody's beside it."""
    inputs = build_inputs(input_cells(book), language_of(book))[0]
    proven = draft_plan(compute_plan(inputs))
    found = found_on_sheets(book, as_it_was(proven, book).draft)
    assert found.loose == {}
    return proven.plan, found.overwritten


def refused(book: BookCells, draft: BookDraft) -> FinsamError:
    """How the rebuilding of a book is refused."""
    with pytest.raises(FinsamError) as fault:
        found_on_sheets(book, draft)
    assert fault.value.exit_code == 2
    return fault.value


def test_our_own_book_holds_nothing_strange(found: BookCells, draft: BookDraft) -> None:
    assert found_on_sheets(found, draft) == NOTHING


def test_a_book_of_before_the_participants_holds_nothing_strange_and_misses_nothing(
    ovning: PlanInputs
) -> None:
    """Its alternatives have fewer inputs and stand elsewhere: its own form says so."""
    path = Path(__file__).parent / "layouts" / "layout-2.xlsx"
    book = book_cells(open_package(path.read_bytes(), path.name))
    plan, overwritten = rebuilt(book)
    assert overwritten == ()
    assert plan.years == compute_plan(ovning).years
    moved = edited(book, {"fs_scenario_grant_03_2026": Decimal(4_000), "Alternativ!Z60": "Not"})
    proven = draft_plan(compute_plan(build_inputs(input_cells(moved), "sv")[0]))
    kept = found_on_sheets(moved, as_it_was(proven, moved).draft)
    assert kept == Found((), {"scenarios": {position_of("Z60"): FoundCell("Not")}})


def test_a_book_of_today_may_not_lack_the_participants_of_its_alternatives(
    found: BookCells, draft: BookDraft
) -> None:
    gone = {name: at for name, at in found.names.items()
            if not name.startswith("fs_scenario_activity_participants_")}
    assert refused(replace(found, names=gone), draft).key == "name_missing"


# -- what is refused --------------------------------------------------------------------------


@pytest.mark.parametrize(("where", "content"), [
    ("Insatser!T6", "kolla med Borås"),
    ("Befolkning!B60", "1490"),
    ("Insatser!B60", "En insats under tabellen"),
    ("Administration!C40", Decimal(100)),
    ("Förutsättningar!B200", "Ännu en förutsättning"),
])
def test_a_value_beside_or_below_the_inputs_is_refused_by_its_cell(
    found: BookCells, draft: BookDraft, where: str, content: FoundCell | Decimal | str
) -> None:
    """It looks like an input, and no cell of ours would read it."""
    fault = refused(edited(found, {where: content}), draft)
    assert (fault.key, fault.place) == ("foreign_cell", where)


@pytest.mark.parametrize(("where", "key", "content"), [
    ("Översikt!Z90", "overview", "minnesanteckning"),
    ("Finansieringsplan!M9", "plan", Decimal(5)),
    ("Kontroller!N4", "checks", FoundCell(Decimal(2), "1+1")),
])
def test_a_value_beside_our_results_goes_along(
    found: BookCells, draft: BookDraft, where: str, key: str, content: FoundCell | Decimal | str
) -> None:
    cell = content if isinstance(content, FoundCell) else FoundCell(content)
    loose = found_on_sheets(edited(found, {where: content}), draft).loose
    assert loose == {key: {position_of(where.partition("!")[2]): cell}}


def test_a_value_in_a_locked_empty_cell_of_an_input_sheet_is_refused(
    found: BookCells, draft: BookDraft
) -> None:
    """Between the columns of Förutsättningar, where looks alone stand."""
    sheet = next(each for each in draft.sheets if each.key == "assumptions")
    at = next(at for at, cell in sheet.cells.items()
              if cell.value in (None, "") and cell.formula is None and not cell.style.unlocked)
    where = f"{sheet.title}!{cell_name(at)}"
    assert refused(edited(found, {where: Decimal(7)}), draft).place == where


def test_an_empty_cell_with_looks_is_nobodys_loss(found: BookCells, draft: BookDraft) -> None:
    blank = edited(found, {"Översikt!Z90": FoundCell(None), "Insatser!T6": FoundCell("")})
    assert found_on_sheets(blank, draft) == NOTHING


def test_a_book_of_another_layout_is_refused(found: BookCells, draft: BookDraft) -> None:
    newer = replace(found, properties={**found.properties, "finsam_xl_layout": "99"})
    fault = refused(newer, draft)
    assert isinstance(fault, LayoutError)
    assert (fault.key, "99" in fault.fault()) == ("layout_newer", True)


# -- what is put back -------------------------------------------------------------------------


def test_an_overwritten_formula_is_put_back_and_reported(
    found: BookCells, draft: BookDraft
) -> None:
    sheet, at = found.names["fs_total_2026"]
    where = f"{sheet}!{cell_name(at)}"
    assert found_on_sheets(edited(found, {where: Decimal(9_999)}), draft).overwritten == (where,)


def test_an_overwritten_label_is_not_lost_without_a_word(
    found: BookCells, draft: BookDraft
) -> None:
    """Somebody has unlocked the sheet and written a note over a heading."""
    sheet, (row, column) = found.names["fs_grant_2026"]
    where = f"{sheet}!{cell_name((row, column - 1))}"
    assert found.sheets[sheet][row, column - 1].content == "Statens anslag 2026"
    noted = edited(found, {where: "Ring Försäkringskassan om detta"})
    assert found_on_sheets(noted, draft).overwritten == (where,)


# -- what people may do with their own cells --------------------------------------------------


def activity(row: str, name: str = "Ny insats") -> Typed:
    """A new activity of 100 tkr, written into a spare row."""
    return {
        f"fs_activity_name_{row}": name, f"fs_activity_kind_{row}": "Individ",
        f"fs_activity_host_{row}": "Alm", f"fs_activity_beneficiary_{row}": "Alm",
        f"fs_activity_amount_{row}_2026": Decimal(100),
    }


def test_new_activities_and_administration_in_spare_rows_are_planned(found: BookCells) -> None:
    """After a row left blank, and in the very last: the book grows as it must."""
    plan, reported = rebuilt(edited(found, {
        **activity("09"), **activity("16", "Ännu en"),
        "fs_administration_name_08": "Revision",
        "fs_administration_amount_08_2026": Decimal(50)}))
    assert plan.years[2026].costs == 8_665_000 + 250_000
    assert plan.inputs.room.activities > 16
    assert plan.inputs.room.administration > 8
    assert reported == ()


def test_a_new_municipality_in_a_spare_row_is_placed(found: BookCells) -> None:
    """It pays by its people from the budget year on; it paid nothing known the year before."""
    sheet, (line, _) = found.names["fs_municipality_code_05"]
    columns = [found.names[f"fs_population_date_0{n}"][1][1] for n in (1, 2)]
    people = {f"{sheet}!{cell_name((line, column))}": Decimal(1_000) for column in columns}
    plan, reported = rebuilt(edited(found, {
        "fs_municipality_code_05": "9905", "fs_municipality_name_05": "Asp", **people}))
    paid = plan.years[2026].contributions
    assert plan.inputs.codes == ("9901", "9902", "9903", "9904", "9905")
    assert paid["9905"] == 26_612
    assert sum(paid[code] or 0 for code in plan.inputs.codes) == 2_125_000
    assert plan.years[2025].contributions["9905"] is None
    assert reported == ()


def test_every_spare_cell_may_be_filled_in(found: BookCells) -> None:
    """A date, notes and log rows to the last, the table of the ceiling, printed figures."""
    notes = {name: "Not" for name in found.names if name.startswith("fs_plan_note_")}
    log = {name: "Rad" for name in found.names if name.startswith("fs_change_what_")}
    plan, reported = rebuilt(edited(found, {
        **notes, **log,
        "fs_population_date_03": Decimal(serial(date(2023, 6, 30))),
        "fs_population_source_03": "SCB",
        "fs_ceiling_income_01": Decimal(20_000), "fs_ceiling_equity_01": Decimal(2_000),
        "fs_printed_9901_2026": Decimal(1_110), "fs_printed_total_2026": Decimal(8_500),
        "fs_printed_share_9901": Decimal("0.52")}))
    assert plan.inputs.when("population_date", "03") == date(2023, 6, 30)
    assert plan.inputs.room.notes > len(notes)
    assert plan.inputs.room.changes > len(log)
    assert plan.inputs.amount("printed", "9901", 2026) == 1_110_000
    assert reported == ()


def test_whatever_is_renamed_is_renamed_everywhere_without_alarm(found: BookCells) -> None:
    """Labels follow what people type: none of them was overwritten."""
    plan, reported = rebuilt(edited(found, {
        "fs_association_name": "Södra Skogens samordningsförbund",
        "fs_region_name": "Region Söderskog", "fs_municipality_name_03": "Eken",
        "fs_activity_name_07": "Möten", "fs_activity_host_03": "Eken",
        "fs_activity_beneficiary_03": "Eken", "fs_administration_name_01": "Styrelsen",
        "fs_scenario_name_01": "Som förut", "fs_plan_note_01": "En annan not."}))
    assert plan.inputs.municipalities[2].name == "Eken"
    assert reported == ()


def test_an_overwritten_formula_is_reported_though_rows_were_added(found: BookCells) -> None:
    sheet, at = found.names["fs_total_2026"]
    where = f"{sheet}!{cell_name(at)}"
    _, reported = rebuilt(edited(found, {**activity("08"), where: Decimal(9_999)}))
    assert reported == (where,)


def test_a_new_alternative_becomes_live(found: BookCells) -> None:
    plan, reported = rebuilt(edited(found, {
        "fs_scenario_name_04": "Fjärde", "fs_scenario_grant_04_2026": Decimal(4_200)}))
    assert [run.funding[0].total.value for run in plan.calculation.alternatives] == [
        8_500_000, 8_200_000, 8_500_000, 8_500_000, 8_400_000]
    assert reported == ()


def test_alternatives_and_activities_may_be_taken_away(found: BookCells) -> None:
    none = {name: None for name in found.names if name.startswith("fs_scenario_")
            and name != "fs_scenario_chosen"}
    gone = {name: None for name in found.names
            if name.startswith("fs_activity_") and "_07" in name}
    plan, reported = rebuilt(edited(found, {**none, **gone}))
    assert plan.calculation.alternatives == ()
    assert plan.years[2026].costs == 8_665_000 - 185_000
    assert reported == ()


def test_the_first_alternative_may_be_written_into_a_book_without_any(
    built: Callable[..., bytes]
) -> None:
    book = book_cells(open_package(built("sjuharad-2026"), "plan.xlsx"))
    plan, reported = rebuilt(edited(book, {
        "fs_scenario_name_01": "Lägre", "fs_scenario_grant_01_2026": Decimal(8_000)}))
    assert len(plan.calculation.alternatives) == 2
    assert reported == ()
