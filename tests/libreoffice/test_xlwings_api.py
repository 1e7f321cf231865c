"""The public API of xlwings, step by step, against a live Calc."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings

from finsam_xl.libreoffice.engine import engine
from finsam_xl.libreoffice.values import CellError
from tests.libreoffice.calc import running

pytestmark = pytest.mark.office
MOMENT = dt.datetime(2026, 1, 2, 13, 45, 6)  # noqa: DTZ001 - a cell's moment has no zone
DAY = dt.datetime(2026, 1, 2)  # noqa: DTZ001
ACROSS = 'IF(\'Å ä\'!B2>0,SUM(A1:A3),"x")'


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[xlwings.App]:
    with running(tmp_path_factory.mktemp("api")) as started:
        yield started


@pytest.fixture
def book(app: xlwings.App) -> Iterator[xlwings.Book]:
    made = app.books.add()
    made.sheets.add("Å ä", after=made.sheets[0])
    yield made
    made.close()


@pytest.fixture
def sheet(book: xlwings.Book) -> xlwings.Sheet:
    return book.sheets[0]


def test_the_engine_is_added_once(app: xlwings.App) -> None:
    assert engine() is engine()
    assert [each.name for each in xlwings.engines].count("libreoffice") == 1
    assert app.engine.name == "libreoffice"
    assert app.version.major >= 7
    assert xlwings.apps[app.pid] == app


@pytest.mark.parametrize(("written", "read", "formula"), [
    (5, 5.0, "5"),
    (0.1, 0.1, "0.1"),
    (-1e-7, -1e-7, "-1e-07"),
    (True, True, "TRUE"),
    (False, False, "FALSE"),
    (None, None, ""),
    ("text", "text", "text"),
    ("5", "5", "5"),
    ("'0180", "0180", "0180"),
    ("''x", "'x", "'x"),
    ("'=A1", "=A1", "=A1"),
    ("å\nä", "å\nä", "å\nä"),
    (MOMENT, MOMENT, "46024.57298611111"),
    (DAY.date(), DAY, "46024"),
    ("=1+1", 2.0, "=1+1"),
    ('=""', "", '=""'),
    ("=1>0", True, "=1>0"),
    ("=1/0", None, "=1/0"),
    ("=#N/A", None, "=NA()"),
    ("=#REF!+1", None, "=#REF!+1"),
    ("=IF(TRUE,2,FALSE)", 2.0, "=IF(TRUE(),2,FALSE())"),
    (f"={ACROSS}", "x", f"={ACROSS}"),
    ("=SUM(Sheet1!$C$1:C2,5)", 5.0, "=SUM(Sheet1!$C$1:C2,5)"),
    ("=INDEX({1,2;3,4},MATCH(3,{1;3},0),2)", 4.0, "=INDEX({1,2;3,4},MATCH(3,{1;3},0),2)"),
    ("=SUMPRODUCT(C1:C3*(D1:D3>0))", 0.0, "=SUMPRODUCT(C1:C3*(D1:D3>0))"),
    ('=_xlfn.CONCAT(1,"a;b,c")', "1a;b,c", '=CONCAT(1,"a;b,c")'),
    ('=IFERROR(1/0,"#N/A TRUE ~")', "#N/A TRUE ~", '=IFERROR(1/0,"#N/A TRUE ~")'),
    ("=SUM((C1:C2,D1))", 0.0, "=SUM((C1:C2,D1))"),
])
def test_a_cell_gives_back_what_it_was_given(
        sheet: xlwings.Sheet, written: object, read: object, formula: str) -> None:
    cell = sheet["B7"]
    cell.value = written
    assert (cell.value, type(cell.value)) == (read, type(read))
    assert cell.formula == formula


@pytest.mark.parametrize("formula", [
    f"={ACROSS}", "=#REF!+1", "=TRUE()", "5", "0.1", "TRUE", "text", "",
    "=INDEX(A1:C4,MATCH(2,A1:A4,0),1)", "=SUMPRODUCT(A1:A3*(B1:B3>0))", "=A:A", "=$1:2",
    '=TEXTJOIN("; ",TRUE(),A1:A2)', "='Å ä'!A1&\"it's\"", "=-A1%", "=STDEV.S(A1:A3)",
])
def test_a_formula_that_is_read_can_be_written_back(sheet: xlwings.Sheet, formula: str) -> None:
    cell = sheet["E9"]
    cell.formula = formula
    assert cell.formula == formula
    cell.formula = cell.formula
    assert cell.formula == formula


@pytest.mark.parametrize(("formula", "error"), [
    ("=1/0", "#DIV/0!"), ("=NA()", "#N/A"), ("=nosuchfunction(1)", "#NAME?"),
    ('=1+"x"', "#VALUE!"), ("=#REF!+1", "#REF!"), ("=10^400", "#NUM!"),
])
def test_an_error_is_told_to_those_who_ask(
        sheet: xlwings.Sheet, formula: str, error: str) -> None:
    cell = sheet["A1"]
    cell.value = formula
    assert cell.value is None
    assert cell.options(err_to_str=True).value == error
    assert isinstance(cell.raw_value, CellError)


def test_a_range_is_read_and_written_as_rows(sheet: xlwings.Sheet) -> None:
    rows = [[1.0, "a", None], [DAY, True, "=A1*2"]]
    sheet.range((2, 2), (3, 4)).value = rows
    assert sheet["B2:D3"].value == [[1.0, "a", None], [DAY, True, 0.0]]
    assert sheet["B2:D3"].formula == [["1", "a", ""], ["46024", "TRUE", "=A1*2"]]
    assert sheet["B2:D2"].value == [1.0, "a", None]
    assert sheet["B2:B3"].options(ndim=2).value == [[1.0], [DAY]]
    assert sheet["B2:D3"].options(empty="-", numbers=int, dates=dt.date).value == [
        [1, "a", "-"], [DAY.date(), True, 0]]
    assert sheet.used_range.address == "$B$2:$D$3"
    assert sheet["B2"].expand("right").address == "$B$2:$C$2"
    assert sheet["C3"].current_region.address == "$B$2:$D$3"


def test_one_formula_for_many_cells_moves_its_references(sheet: xlwings.Sheet) -> None:
    sheet["B2:C3"].formula = "=A1+$A$1"
    assert sheet["B2:C3"].formula == [["=A1+$A$1", "=B1+$A$1"], ["=A2+$A$1", "=B2+$A$1"]]


def test_a_number_over_a_truth_is_a_number(sheet: xlwings.Sheet) -> None:
    sheet["A1:B1"].value = [True, False]
    sheet["A1:B1"].value = [1, False]
    assert sheet["A1:B1"].value == [1.0, False]


def test_a_date_keeps_the_format_that_a_cell_has(sheet: xlwings.Sheet) -> None:
    sheet["A1"].number_format = "D/M/YY"
    sheet["A1:A2"].value = [[DAY], [DAY.date()]]
    assert [sheet["A1"].number_format, sheet["A2"].number_format] == ["D/M/YY", "YYYY-MM-DD"]
    assert sheet["A1:A2"].number_format is None
    assert sheet["C1"].number_format == "General"


def test_a_get_and_a_set_are_one_round_trip_each(app: xlwings.App, sheet: xlwings.Sheet) -> None:
    block = sheet.range((1, 1), (60, 15))
    table = [[float(row * column) for column in range(15)] for row in range(60)]
    for act in (lambda: setattr(block, "value", table), lambda: block.value,
                lambda: block.formula, lambda: setattr(block, "formula", "=A99"),
                block.clear_contents):
        before = app.impl.trips
        act()
        assert app.impl.trips == before + 1
    assert block.value == [[None] * 15] * 60


def test_many_ranges_are_read_in_one_round_trip(
        app: xlwings.App, book: xlwings.Book, sheet: xlwings.Sheet) -> None:
    sheet["A1:B2"].value = [[1, "=1/0"], [DAY, True]]
    before = app.impl.trips
    first, second = book.impl.read_many([("Sheet1", (1, 1), (2, 2)), ("Å ä", (1, 1), (1, 2))])
    assert app.impl.trips == before + 1
    assert first == {"values": [[1.0, {"error": "#DIV/0!"}], [46024.0, 1.0]],
                     "formulas": [["1", "=1/0"], ["46024", "1"]]}
    assert second == {"values": [[None, None]], "formulas": [["", ""]]}


def test_a_thousand_values_read_back(sheet: xlwings.Sheet) -> None:
    chosen = random.Random(20260102)  # noqa: S311 - the same every time
    makers: list[Callable[[], Any]] = [
        lambda: chosen.uniform(-1e9, 1e9), lambda: float(chosen.randrange(-10**12, 10**12)),
        lambda: f"text {chosen.random()}", lambda: f"'{chosen.randrange(10**6):06}",
        lambda: None, lambda: chosen.random() < 0.5,
        lambda: DAY + dt.timedelta(seconds=chosen.randrange(10**9)),
        lambda: f"={chosen.randrange(10**6)}*2",
    ]
    for _ in range(5):
        rows = [[chosen.choice(makers)() for _ in range(10)] for _ in range(20)]
        top, left = chosen.randrange(1, 99), chosen.randrange(1, 20)
        block = sheet.range((top, left), (top + 19, left + 9))
        block.number_format = "General"
        block.value = rows
        assert block.value == [[given_back(value) for value in row] for row in rows]


def given_back(value: Any) -> Any:  # noqa: ANN401 - what a cell holds
    if isinstance(value, str) and value.startswith("="):
        return float(value[1:-2]) * 2
    return value.removeprefix("'") if isinstance(value, str) else value


def test_names_stand_for_cells(book: xlwings.Book, sheet: xlwings.Sheet) -> None:
    sheet["A1:B2"].name = "budget"
    book.sheets["Å ä"].names.add("local", "='Å ä'!$C$3")
    book.names.add("twice", "=SUM(Sheet1!$A$1:$B$2)*2")
    sheet["A1"].value = 3
    sheet["C1"].value = "=twice+budget"
    assert {name.name: name.refers_to for name in book.names} == {
        "budget": "=Sheet1!$A$1:$B$2", "twice": "=SUM(Sheet1!$A$1:$B$2)*2",
        "Å ä!local": "='Å ä'!$C$3"}
    assert book.names["BUDGET"].refers_to_range == sheet["A1:B2"]
    assert [name.name for name in book.sheets["Å ä"].names] == ["Å ä!local"]
    assert sheet["budget"].address == "$A$1:$B$2"
    named = sheet["A1:B2"].name
    assert named is not None
    assert named.name == "budget"
    assert sheet["A1"].name is None
    assert sheet["C1"].formula == "=twice+budget"
    book.names["budget"].delete()
    assert "budget" not in book.names


def test_sheets_are_added_renamed_hidden_and_deleted(book: xlwings.Book) -> None:
    added = book.sheets.add("Nytt", before=book.sheets[0])
    assert [each.name for each in book.sheets] == ["Nytt", "Sheet1", "Å ä"]
    assert book.sheets.active == added
    book.sheets["å ä"].activate()
    assert book.sheets.active.name == "Å ä"
    added.name = "Än nyare"
    added["A1"].value = 1
    added.visible = False
    assert [each.visible for each in book.sheets] == [False, True, True]
    assert added.index == 1
    added.delete()
    assert [each.name for each in book.sheets] == ["Sheet1", "Å ä"]
    with pytest.raises(KeyError):
        book.sheets["Nytt"]


def test_a_selection_is_made_and_told(app: xlwings.App, book: xlwings.Book) -> None:
    book.activate()
    book.sheets["Å ä"]["B2:C3"].select()
    assert app.selection == book.sheets["Å ä"]["B2:C3"]
    assert book.selection == app.selection
    assert app.books.active == book


def test_calculation_waits_when_it_is_manual(app: xlwings.App, sheet: xlwings.Sheet) -> None:
    sheet["A1:B1"].value = [1, "=A1+1"]
    app.calculation = "manual"
    try:
        sheet["A1"].value = 5
        assert app.calculation == "manual"
        app.calculate()
        assert sheet["B1"].value == 6.0
    finally:
        app.calculation = "automatic"
    assert app.calculation == "automatic"


def test_the_looks_of_cells(sheet: xlwings.Sheet) -> None:
    cell = sheet["B2"]
    assert cell.color is None
    cell.color = "#ff8000"
    assert cell.color == (255, 128, 0)
    cell.color = None
    assert cell.color is None
    cell.column_width, cell.row_height = 20, 30
    assert cell.column_width == pytest.approx(20, abs=0.1)
    assert cell.row_height == pytest.approx(30, abs=0.1)
    assert cell.get_address(row_absolute=False) == "$B2"
    assert cell.get_address(external=True).endswith("]Sheet1'!$B$2")


def test_switches_are_remembered(app: xlwings.App, sheet: xlwings.Sheet) -> None:
    with app.properties(screen_updating=False, enable_events=False, display_alerts=False):
        assert [app.screen_updating, app.enable_events, app.display_alerts] == [False] * 3
        sheet["A1"].value = 1
    assert app.screen_updating
    assert app.enable_events
    assert app.display_alerts
    assert not app.visible
    app.status_bar = "counting"
    assert app.status_bar == "counting"


def test_books_are_saved_closed_and_opened_again(
        app: xlwings.App, book: xlwings.Book, tmp_path: Path) -> None:
    first, second = tmp_path / "första boken.xlsx", tmp_path / "second.xlsx"
    book.sheets["Å ä"]["B2"].value = 7
    book.sheets[0]["A1:A3"].value = [[f"={ACROSS}"], [True], [DAY]]
    book.save(first)
    assert (book.name, book.fullname) == (first.name, str(first))
    other = app.books.add()
    other.save(second)
    assert {each.name for each in app.books} >= {first.name, second.name}
    assert app.books.open(first) == book
    other.close()
    assert second.name not in [each.name for each in app.books]
    opened = app.books.open(second)
    opened.sheets[0]["A1"].value = "saved"
    opened.save()
    opened.close()
    assert openpyxl.load_workbook(second)["Sheet1"]["A1"].value == "saved"
    stored = openpyxl.load_workbook(first)["Sheet1"]
    assert [stored[f"A{row}"].value for row in (1, 2, 3)] == [f"={ACROSS}", True, DAY]


def test_changes_are_counted_from_the_first_time_they_are_asked_for(
        book: xlwings.Book, sheet: xlwings.Sheet) -> None:
    assert book.impl.changes() == 0
    assert sheet["A1"].value is None
    assert book.impl.changes() == 0
    sheet["A1"].value = 1
    assert book.impl.changes() > 0
