"""What `--json` says, to the letter of the contract: whole kronor, null where not known."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from finsam_xl.addresses import position_of
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.names import parse_name
from finsam_xl.domain.quantities import QUANTITIES

if TYPE_CHECKING:
    from tests.conftest import Answer

Run = Callable[..., "Answer"]
Report = dict[str, Any]

YEAR_KEYS = ["status", "contributions", "total", "costs", "result", "equity_opening",
             "equity_closing"]
CHECK_KEYS = ["id", "status", "expected", "actual", "difference", "unit", "place", "message"]
NAME_KEYS = ["name", "sheet", "cell", "kind", "quantity", "member", "year", "date", "unit",
             "label", "source", "value"]
SJUHARAD = ["FK", "AF", "region", "1443", "1490", "1466", "1463", "1465", "1452", "1491", "1442"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the books of this module."""
    return tmp_path_factory.mktemp("json")


@pytest.fixture(scope="module")
def path(folder: Path, built: Callable[..., bytes]) -> Path:
    """The book of Sjuhärad's plan 2026; nobody writes to it here."""
    found = folder / "plan.xlsx"
    found.write_bytes(built("sjuharad-2026"))
    return found


@pytest.fixture(scope="module")
def report(path: Path, finsam_xl: Run) -> Report:
    """What `check --json` says of it."""
    answer = finsam_xl("check", path, "--json")
    assert (answer.code, answer.err) == (0, "")
    found: Report = json.loads(answer.out)
    return found


@pytest.fixture(scope="module")
def names(path: Path, finsam_xl: Run) -> list[Report]:
    """What `names --json` says of it."""
    answer = finsam_xl("names", path, "--json")
    assert (answer.code, answer.err) == (0, "")
    found: list[Report] = json.loads(answer.out)
    return found


def test_a_plan_says_whether_it_holds_and_which_alternative_it_shows(report: Report) -> None:
    assert list(report) == ["ok", "scenario", "unit", "years", "checks"]
    assert (report["ok"], report["scenario"], report["unit"]) == (True, "Grundplan", "kr")


def test_each_year_has_status_contributions_and_sums(report: Report) -> None:
    assert list(report["years"]) == ["2025", "2026", "2027", "2028"]
    for year in report["years"].values():
        assert list(year) == YEAR_KEYS
        assert list(year["contributions"]) == SJUHARAD
    assert [year["status"] for year in report["years"].values()] == [
        "stated", "preliminary", "preliminary", "preliminary"]


def test_amounts_are_whole_kronor_and_null_where_not_known(report: Report) -> None:
    assert report["years"]["2026"] == {
        "status": "preliminary",
        "contributions": {
            "FK": 4_386_500, "AF": 4_386_500, "region": 4_386_500, "1443": 187_170,
            "1490": 2_196_580, "1466": 181_760, "1463": 673_400, "1465": 204_080,
            "1452": 227_370, "1491": 477_450, "1442": 238_690},
        "total": 17_546_000, "costs": 18_380_000, "result": -834_000,
        "equity_opening": None, "equity_closing": None,
    }
    for year in report["years"].values():
        for amount in (*year["contributions"].values(), *(year[key] for key in YEAR_KEYS[2:])):
            assert amount is None or type(amount) is int


def test_each_check_has_its_sides_its_place_and_its_sentence(report: Report) -> None:
    checks = {check["id"]: check for check in report["checks"]}
    assert len(checks) == len(report["checks"]) > 100
    for check in checks.values():
        assert list(check) == CHECK_KEYS
        assert check["status"] in ("pass", "warn", "fail")
        assert all(check[key] is None or type(check[key]) is int
                   for key in ("expected", "actual", "difference"))
        assert all(isinstance(check[key], str) and check[key]
                   for key in ("unit", "place", "message"))
        assert "!" in check["place"]
        if check["expected"] is not None and check["actual"] is not None:
            assert check["difference"] == check["actual"] - check["expected"]
        else:
            assert check["difference"] is None
    svenljunga = checks["printed_amount_1465_2026"]
    assert {key: svenljunga[key] for key in CHECK_KEYS[:6]} == {
        "id": "printed_amount_1465_2026", "status": "warn", "expected": 204_080,
        "actual": 204_090, "difference": 10, "unit": "kr"}


def test_warnings_leave_a_plan_ok(report: Report) -> None:
    assert {check["status"] for check in report["checks"]} == {"pass", "warn"}
    assert report["ok"] is True


def test_what_is_refused_is_said_in_the_same_four_words(folder: Path, finsam_xl: Run) -> None:
    missing = folder / "saknas.xlsx"
    for verb, words in (("plan", ()), ("check", ()), ("names", ()),
                        ("roll", ("--to", "2027", "--out", folder / "ny.xlsx"))):
        answer = finsam_xl(verb, missing, *words, "--json")
        assert answer.code == 2
        assert json.loads(answer.out) == {
            "ok": False,
            "error": {"kind": "book", "place": str(missing), "fault": "filen finns inte.",
                      "cure": "Kontrollera sökvägen; finsam-xl new gör en ny bok."}}
        assert answer.err.startswith("finsam-xl: ")


def test_a_refusal_comes_in_the_language_asked_for(folder: Path, finsam_xl: Run) -> None:
    answers = [json.loads(finsam_xl("check", folder / "saknas.xlsx", "--json", "--lang", language
                                    ).out)["error"] for language in ("sv", "en")]
    assert answers[0]["fault"] != answers[1]["fault"]
    assert answers[0]["cure"] != answers[1]["cure"]


def test_each_name_says_where_it_is_and_what_it_is(names: list[Report]) -> None:
    for each in names:
        assert list(each) == NAME_KEYS
        assert each["kind"] in ("input", "figure")
        assert each["label"]
        assert each["year"] is None or type(each["year"]) is int
        assert all(each[key] is None or isinstance(each[key], str)
                   for key in ("member", "date", "unit", "source"))
        assert each["kind"] == "figure" or each["quantity"] in QUANTITIES
    assert len({each["name"] for each in names}) == len(names)


def test_a_name_is_made_of_its_quantity_member_year_and_date(names: list[Report]) -> None:
    for each in names:
        name = parse_name(each["name"])
        assert name is not None
        day = (each["date"] or "").replace("-", "_")
        assert (name.quantity, name.member or None, name.year) == (
            each["quantity"], each["member"], each["year"])
        assert name.day == day or not day


NAMED = {
    "fs_grant_2026": ("input", "grant", None, 2026, None, "tkr", 8773),
    "fs_step_2026": ("input", "step", None, 2026, None, "kr", 10),
    "fs_contribution_1443_2026": ("figure", "contribution", "1443", 2026, None, "kr", 187_170),
    "fs_contribution_FK_2026": ("figure", "contribution", "FK", 2026, None, "kr", 4_386_500),
    "fs_contribution_region_2025": (
        "figure", "contribution", "region", 2025, None, "kr", 4_417_500),
    "fs_population_1443_2025_06_30": (
        "input", "population", "1443", None, "2025-06-30", "people", 9_790),
    "fs_total_2026": ("figure", "total", None, 2026, None, "kr", 17_546_000),
    "fs_costs_2026": ("figure", "costs", None, 2026, None, "kr", 18_380_000),
    "fs_result_2026": ("figure", "result", None, 2026, None, "kr", -834_000),
    "fs_equity_opening_2026": ("input", "equity_opening", None, 2026, None, "tkr", None),
    "fs_equity_closing_2026": ("figure", "equity_closing", None, 2026, None, "kr", None),
    "fs_activity_amount_02_2026": ("input", "activity_amount", "02", 2026, None, "tkr", 6_340),
    "fs_scenario_grant_02_2026": ("input", "scenario_grant", "02", 2026, None, "tkr", None),
    "fs_participants_2026": ("figure", "participants", None, 2026, None, "people", 655),
    "fs_base_offer_2026": ("figure", "base_offer", None, 2026, None, "people", 520),
    "fs_master_check": ("figure", "master_check", None, None, None, "count", 0),
}


@pytest.mark.parametrize("name", NAMED)
def test_a_named_cell_says_its_value_in_its_own_unit(names: list[Report], name: str) -> None:
    found = {each["name"]: each for each in names}[name]
    keys = ("kind", "quantity", "member", "year", "date", "unit", "value")
    assert tuple(found[key] for key in keys) == NAMED[name]


def test_every_member_has_a_contribution_in_every_year(names: list[Report]) -> None:
    found = {each["name"] for each in names}
    for year in (2025, 2026, 2027, 2028):
        assert {f"fs_contribution_{member}_{year}" for member in SJUHARAD} <= found


def test_every_input_has_a_named_cell(names: list[Report], sjuharad_2026: PlanInputs) -> None:
    found = {each["name"] for each in names if each["kind"] == "input"}
    assert {str(name) for name in sjuharad_2026.values} <= found


def test_labels_are_words_and_never_a_programs_names(names: list[Report]) -> None:
    assert [each["label"] for each in names if "_" in each["label"]] == []


def test_names_are_those_of_the_book_and_so_are_their_values(
    names: list[Report], path: Path
) -> None:
    workbook = openpyxl.load_workbook(path, data_only=True)
    listed = {each["name"]: each for each in names}
    marks = {name for name in workbook.defined_names if name.startswith("fs_sheet_")}
    assert set(listed) == set(workbook.defined_names) - marks
    assert len(marks) == len(workbook.worksheets)
    for name, defined in workbook.defined_names.items():
        if name in marks:
            continue
        sheet, _, cell = defined.attr_text.rpartition("!")
        each = listed[name]
        assert (sheet.strip("'"), cell.replace("$", "")) == (each["sheet"], each["cell"])
        row, column = position_of(each["cell"])
        stored = workbook[each["sheet"]].cell(row + 1, column + 1).value
        if each["unit"] != "date":
            assert (stored or None) == (each["value"] or None)


def test_names_are_where_they_stand_in_the_file_and_not_where_they_will(
    book: Path, finsam_xl: Run, type_into: Callable[[Path, dict[str, object]], None]
) -> None:
    """A new municipality is typed and not yet planned: every row below it will move."""
    type_into(book, {"fs_municipality_code_05": "9905", "fs_municipality_name_05": "Asp"})
    defined = openpyxl.load_workbook(book).defined_names
    for each in json.loads(finsam_xl("names", book, "--json").out):
        sheet, _, cell = defined[each["name"]].attr_text.rpartition("!")
        assert (each["sheet"], each["cell"]) == (sheet.strip("'"), cell.replace("$", ""))
