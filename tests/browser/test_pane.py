"""The pane in Excel, in a headless browser, over a workbook that is open in LibreOffice."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from finsam_xl.live.hosts import Host, host_for
from finsam_xl.plans import compute_plan, read_inputs
from finsam_xl.web.building import build
from tests.browser.office_host.host import OpenWorkbook
from tests.browser.office_host.serving import served
from tests.browser.tools import HERE, fetched, tool
from tests.office.soffice import soffice_or_skip, uno_or_skip

pytestmark = [pytest.mark.browser, pytest.mark.office, pytest.mark.thorough]

BOOK = HERE.parents[1] / "workbooks" / "ovning.xlsx"
OFFICE = "https://appsforoffice.microsoft.com/lib/1/hosted/office.js"
Seen = dict[str, Any]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    soffice_or_skip()
    uno_or_skip()
    host = host_for(tmp_path_factory.mktemp("office") / "none.xlsx", hidden=True)
    yield host
    host.end()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pane")


@pytest.fixture(scope="module")
def seen(office: Host, folder: Path) -> Seen:
    node, chromium, scripts = tool("node"), tool("chromium"), fetched()
    build(folder / "site")
    workbook = OpenWorkbook(BOOK, folder, office)
    with served(folder / "site", workbook) as address:
        done = subprocess.run(  # noqa: S603 - our own script
            [node, "pane.mjs", address, chromium, str(HERE / "office_host" / "office.js"),
             str(folder)], check=False, capture_output=True, text=True, cwd=scripts, timeout=900)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    found: Seen = json.loads(done.stdout.splitlines()[-1])
    return found


def test_the_open_book_is_read_in_two_round_trips_and_agrees_with_the_plan(seen: Seen) -> None:
    assert [len(batch) > 0 for batch in seen["first"]["batches"]][:2] == [True, True]
    assert (seen["differing"], "2026" in seen["title"]) == ("", True)


def test_the_stand_in_is_as_strict_as_excel(seen: Seen) -> None:
    """
    Unknown call, property not loaded, property that is not there, sheet that is not there
    """
    assert seen["strict"] == ["TypeError", "PropertyNotLoaded", "InvalidArgument", "ItemNotFound"]


def test_nothing_is_typed_before_the_slider_is_let_go_of(seen: Seen) -> None:
    assert (seen["glanced"], seen["slid"]) == ([8_800_000, 4250], 4400)


def test_a_change_is_compared_and_typed_and_looked_at_in_one_batch_each(seen: Seen) -> None:
    """The first reads what stands there, the second types, the third reads what Excel made."""
    assert seen["batches"][0] == ["read"]
    assert seen["batches"][1] == ["write"]
    assert set(seen["batches"][2]) == {"workbook", "names", "sheets", "custom", "sheet", "read"}


def test_a_change_in_the_pane_stands_in_the_sheet_and_moves_its_formulas(seen: Seen) -> None:
    assert seen["inSheet"] == 4500
    assert seen["totalInSheet"] == seen["changed"]["years"]["2026"]["total"]


def test_an_edit_in_the_sheet_is_shown_in_the_pane(seen: Seen) -> None:
    assert seen["field"].replace("\u00a0", " ") == "4 600"
    assert seen["edited"]["years"] != seen["changed"]["years"]


def test_an_edit_made_while_python_computes_is_not_lost(seen: Seen) -> None:
    assert (seen["notLost"], "ändrades i Excel" in seen["overtaken"]) == (4700, True)


def test_while_a_cell_is_typed_in_excel_nothing_is_written_and_no_glimpse_stays(
    seen: Seen,
) -> None:
    assert seen["glimpsed"]
    refused, is_as_before = seen["busy"]
    assert refused.startswith("Excel tar inte emot något just nu. Avsluta cellen")
    assert is_as_before


def test_undo_puts_back_what_stood_there(seen: Seen) -> None:
    assert (seen["typedAgain"], seen["undone"]) == (4800, 4700)


def test_an_alternative_is_kept_and_the_base_plan_is_as_it_was(seen: Seen) -> None:
    assert (seen["baseGrant"], "Mer anslag" in seen["kept"]) == (4250, True)


def test_the_selected_figure_is_explained_and_its_sources_can_be_gone_to(seen: Seen) -> None:
    assert "Andelar!L50" in seen["explained"]
    assert "!" in seen["wentTo"]


def test_a_cell_that_is_no_figure_is_said_quietly(seen: Seen) -> None:
    assert ("ingen siffra" in seen["noFigure"][0], seen["noFigure"][1]) == (True, "")


def test_a_tampered_cell_is_said_loudly_found_and_jumped_to(seen: Seen) -> None:
    assert "Andelar!L50" in seen["tampered"]
    assert seen["found"].startswith("✕ Fel")
    assert "Andelar!L50" in seen["found"]
    assert "○ Notering" in seen["found"]
    assert seen["jumped"] == "'Andelar'!L50"


def test_a_pasted_population_is_typed_in_its_column(seen: Seen) -> None:
    assert seen["population"][1] == 41_300


def test_the_plan_is_written_as_a_book_of_its_own(seen: Seen, folder: Path) -> None:
    read = read_inputs(folder / "written.xlsx")
    assert compute_plan(read.inputs, read.places).scenario == "Grundplan"
    assert "Mer anslag" in {read.inputs.text("scenario_name", f"{n:02d}")
                            for n in read.inputs.scenarios}
    assert "skriven" in seen["written"]


def test_a_book_that_cannot_be_read_is_refused_by_its_cell_and_begun_with_once_mended(
    seen: Seen,
) -> None:
    said, hidden, went = seen["broken"]
    assert ("Förutsättningar!C17" in said, hidden, went) == (True, True, "'Förutsättningar'!C17")
    assert seen["mended"] == ""


def test_functions_in_many_cells_are_answered_by_one_call(seen: Seen) -> None:
    shares, check, refused = seen["calculated"]
    assert (shares, check[0], refused.startswith("#FINSAM: ")) == ([[750], [""], [250]], "✓", True)
    assert seen["calls"] == 1


def test_a_function_becomes_formulas_that_give_the_same_and_can_be_taken_back(seen: Seen) -> None:
    assert "Eget blad!D2" in seen["functions"]
    assert "Eget blad!E2" in seen["functions"].partition("ändra själv")[2]
    said, cells = seen["replaced"]
    assert "Funktionen är ersatt" in said
    assert cells["values"] == [[75], [""], [25]]
    assert all(row[0].startswith("=IF(") and "FINSAM" not in row[0] for row in cells["formulas"])
    again = seen["functionsAgain"]["formulas"]
    assert again[0][0].upper() == "=FINSAM.ANDEL(100,B2:B4)"


def test_nothing_but_office_js_is_asked_for_elsewhere(seen: Seen) -> None:
    elsewhere = [url for url in seen["asked"]
                 if not url.startswith(("http://127.0.0.1", "blob:", "data:"))]
    assert (elsewhere, seen["forbidden"], seen["faults"]) == ([OFFICE], [], [])


def test_the_pane_is_accessible_and_never_wider_than_its_320_pixels(seen: Seen) -> None:
    assert {key: found for key, found in seen["axe"].items() if found} == {}
    assert {key: wide for key, wide in seen["wide"].items() if wide > 0} == {}


def test_every_verb_of_the_ribbon_has_its_tab(seen: Seen) -> None:
    assert set(seen["verbs"]) == {"change", "explain", "examine", "alternatives", "population",
                                  "write"}


def test_the_pane_speaks_english(seen: Seen) -> None:
    assert "Examine" in seen["english"]
