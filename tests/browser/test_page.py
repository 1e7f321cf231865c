"""The page in a headless browser: one person's way through it, and what it must never do.

The built folder is served on loopback by `web serve`'s own server; `journey.mjs` and `offline.mjs`
go through it and print what they saw.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from finsam_xl.cli import main
from finsam_xl.plans import check_results, compute_plan, draft_plan, read_inputs
from finsam_xl.report import plan_report
from finsam_xl.screen import PASSED
from finsam_xl.verifying.examination import verified
from finsam_xl.verifying.examined import examined
from finsam_xl.web.asked import Page
from finsam_xl.web.bridge import answered
from finsam_xl.web.building import build
from finsam_xl.web.serving import LOOPBACK, server
from tests.browser.tools import HERE, fetched, tool

BOOK = HERE.parent.parent / "workbooks" / "sjuharad-2026.xlsx"
TABLE = """Medlem;2026
Försäkringskassan;4386,5
Arbetsförmedlingen;4386,5
Västra Götalandsregionen;4386,5
Borås;4386,52
Summa;17546
"""
CHANGED = 8_600_000
COSTS = 18_380_000

pytestmark = pytest.mark.browser
"""One journey, judged by many tests: they belong to one worker."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tool("npm")
    folder = tmp_path_factory.mktemp("web") / "site"
    build(folder)
    return folder


@pytest.fixture(scope="module")
def scripts() -> Path:
    """The folder of the scripts, with what npm fetches for them."""
    return fetched()


@contextmanager
def served(site: Path) -> Iterator[str]:
    with server(site, 0) as serving:
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        try:
            yield f"http://{LOOPBACK}:{serving.server_port}/"
        finally:
            serving.shutdown()
            thread.join()


def hostile_files(folder: Path) -> Path:
    """What calls itself a workbook: a page with a script, a bomb, a sheet of 900 000 rows."""
    folder.mkdir()
    (folder / "page.xlsx").write_bytes(b"<html><script>window.hurt=1</script>")
    with zipfile.ZipFile(folder / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("xl/workbook.xml", b" " * 300_000_000)
    row = b'<row r="%d"><c r="A%d"><v>7</v></c></row>'
    rows = b"".join(row % (number, number) for number in range(1, 900_001))
    with zipfile.ZipFile(BOOK) as ours, zipfile.ZipFile(
        folder / "rows.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=1
    ) as long:
        for name in ours.namelist():
            content = ours.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = re.sub(rb"<sheetData>.*</sheetData>",
                                 b"<sheetData>" + rows + b"</sheetData>", content, flags=re.DOTALL)
            long.writestr(name, content)
    return folder


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("saved")


@pytest.fixture(scope="module")
def seen(
    site: Path, scripts: Path, saved: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What was seen on the way: done once, judged below."""
    hostile = hostile_files(tmp_path_factory.mktemp("hostile") / "files")
    decided = tmp_path_factory.mktemp("decided") / "beslutad.xlsx"
    shutil.copy(BOOK, decided)
    decided.with_name("tabell.csv").write_text(TABLE, encoding="utf-8")
    assert main(["decide", str(decided), "--paragraph", "§ 56", "--date", "2025-11-24"]) == PASSED
    with served(site) as address:
        done = subprocess.run(  # noqa: S603 - our own script
            [tool("node"), "journey.mjs", address, tool("chromium", "google-chrome"),
             str(BOOK), str(hostile), str(saved), str(decided)],
            check=False, capture_output=True, text=True, cwd=scripts, timeout=600)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return {**found, "address": address}


def planned(book: Path) -> dict[str, Any]:
    """What `finsam-xl plan --json` says of a book."""
    read = read_inputs(book)
    proven = draft_plan(compute_plan(read.inputs, read.places), read.setting)
    return plan_report(proven.plan, check_results(proven, "sv"))


def members(book: Path | io.BytesIO) -> dict[str, bytes]:
    with zipfile.ZipFile(book) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_an_opened_book_gives_the_figures_and_checks_of_the_command_line(
    seen: dict[str, Any],
) -> None:
    assert seen["opened"] == planned(BOOK)


def test_a_typed_grant_moves_the_figures_at_once(seen: dict[str, Any]) -> None:
    assert seen["changed"]["years"]["2026"]["total"] == 2 * CHANGED
    assert "17 200" in seen["cards"]
    assert "−346 med dina ändringar" in seen["cards"]
    assert "−346" in seen["outcome"]


def test_a_slider_moves_the_figures_and_can_be_undone(seen: dict[str, Any]) -> None:
    assert seen["slid"]["years"]["2026"]["total"] > 2 * CHANGED
    assert seen["undone"] == seen["changed"]
    assert seen["field"] == "8\u00a0600"


def test_what_cannot_be_read_is_refused_at_its_field_with_place_and_cure(
    seen: dict[str, Any],
) -> None:
    assert seen["refused"]["place"] == "Förutsättningar!C17"
    assert seen["fault"] == seen["refused"]["sentence"].replace("\xa0", " ")


def test_an_amount_that_can_be_read_in_two_ways_is_refused_as_in_a_book(
    seen: dict[str, Any],
) -> None:
    assert "två sätt" in seen["twoWays"]["sentence"]


def test_the_saved_book_is_the_plan_and_verify_passes(
    seen: dict[str, Any], saved: Path,
) -> None:
    (book,) = saved.glob("sjuharad-2026*.xlsx")
    assert planned(book) == seen["changed"]
    found = verified(examined(book, "sv"), [])
    assert all(each.severity == "note" for each in found)


@pytest.mark.usefixtures("seen")
def test_the_saved_book_is_the_desktops_own_member_for_member(saved: Path) -> None:
    (book,) = saved.glob("sjuharad-2026*.xlsx")
    desktop = Page()
    asked: tuple[dict[str, Any], ...] = (
        {"call": "open", "name": BOOK.name},
        {"call": "change", "changes": [{"name": "fs_grant_2026", "value": "8 600"}]},
        {"call": "save"})
    for each in asked:
        _, made = answered(desktop, each, [BOOK.read_bytes()], "sv")
    assert list(members(book).items()) == list(members(io.BytesIO(made[0])).items())


@pytest.mark.usefixtures("seen")
def test_the_parts_that_the_change_does_not_touch_are_as_they_were(saved: Path) -> None:
    (book,) = saved.glob("sjuharad-2026*.xlsx")
    before, after = members(BOOK), members(book)
    assert list(before) == list(after)
    moved = {name for name in before if before[name] != after[name]}
    assert all(name.startswith(("xl/worksheets/", "xl/charts/", "docProps/")) for name in moved)


def test_a_clicked_figure_is_explained(seen: dict[str, Any]) -> None:
    assert "Resultat 2026" in seen["explained"]
    assert "fs_result_2026" in seen["explained"]


def test_verify_on_the_page_finds_nothing_graver_than_notes(seen: dict[str, Any]) -> None:
    assert {each["severity"] for each in seen["verified"]} <= {"note"}


def test_a_second_engine_in_the_tab_agrees_in_every_cell(seen: dict[str, Any]) -> None:
    assert seen["second"].startswith("✓ En andra räknemotor, IronCalc")
    assert "2 936 celler, alla lika" in seen["second"]


def test_a_comparison_names_what_was_changed(seen: dict[str, Any]) -> None:
    assert "Statens anslag 2026 8 773 8 600" in seen["compared"]


def test_a_pasted_plan_is_reviewed(seen: dict[str, Any]) -> None:
    assert [each["id"] for each in seen["reviewed"]] == ["sum_differs"]


def test_what_was_found_before_a_change_says_so_and_what_was_pasted_stays(
    seen: dict[str, Any],
) -> None:
    found, pasted = seen["stale"]
    assert found.startswith("Prövat före den senaste ändringen.")
    assert pasted.startswith("Medlem")


def test_what_is_not_saved_is_asked_about_before_another_book_comes(
    seen: dict[str, Any],
) -> None:
    assert len(seen["questions"]) == 5
    assert all("not saved" in each for each in seen["questions"])


def test_after_breaking_off_the_book_stands_as_it_was(seen: dict[str, Any]) -> None:
    (result, *_) = seen["resumed"]["lines"]
    assert (result["name"], result["value"]) == ("fs_result_2026", 2 * CHANGED - COSTS)


@pytest.mark.usefixtures("seen")
def test_a_book_saved_in_its_own_file_is_the_one_that_is_downloaded(
    seen: dict[str, Any], saved: Path,
) -> None:
    (book,) = saved.glob("sjuharad-2026*.xlsx")
    assert seen["same"] == hashlib.sha256(book.read_bytes()).hexdigest()
    assert "written.xlsx" in seen["named"]


def test_an_alternative_is_kept_and_made_the_plan(seen: dict[str, Any]) -> None:
    assert [each["name"] for each in seen["kept"]] == ["Grundplan", "Mindre"]
    adopted = seen["adopted"]
    assert [each["name"] for each in adopted["scenarios"]] == ["Grundplan"]
    assert adopted["report"]["years"]["2026"]["total"] == 17_300_000


def test_a_pasted_population_is_taken_in(seen: dict[str, Any]) -> None:
    assert "8 municipalities on 2025-06-30" in " ".join(seen["population"]["said"])
    fields = {each["name"]: each["value"] for each in seen["population"]["inputs"]}
    assert fields["fs_population_1490_2025_06_30"] == 114_000


def test_a_file_is_reviewed_against_another_population(seen: dict[str, Any]) -> None:
    assert [each["id"] for each in seen["reviewedFile"]["findings"]] == ["sum_differs"]
    assert "2026" in seen["reviewedFile"]["text"]


def test_a_decided_book_is_saved_as_a_new_version_only(
    seen: dict[str, Any], saved: Path
) -> None:
    assert seen["decided"] is True
    assert "is not written over" in seen["versions"]
    assert "is not written over" not in seen["versioned"], "the new version is open"
    read = read_inputs(saved / "beslutad, new version.xlsx")
    assert read.setting.locked is False
    assert read.inputs.amount("grant", year=2026) == CHANGED


def test_the_page_speaks_both_languages(seen: dict[str, Any]) -> None:
    assert "Översikt Ändra Alternativ" in seen["swedish"]
    assert seen["language"] == "en"
    assert "Overview Change Alternatives" in seen["english"]
    assert "Ändra" not in seen["english"]


def test_axe_finds_nothing_light_and_wide_or_dark_and_narrow(seen: dict[str, Any]) -> None:
    assert {tab: found for tab, found in seen["axe"].items() if found} == {}


def test_nothing_is_wider_than_320_pixels(seen: dict[str, Any]) -> None:
    assert {tab: pixels for tab, pixels in seen["wide"].items() if pixels > 0} == {}


def test_html_in_a_label_stays_a_text(seen: dict[str, Any]) -> None:
    assert seen["organisation"].startswith("<img src=x")
    assert seen["hurt"] == [None, 0]


def test_a_hostile_file_gets_a_sentence_and_the_tab_lives_on(seen: dict[str, Any]) -> None:
    assert set(seen["hostile"]) == {"page.xlsx", "bomb.xlsx", "rows.xlsx"}
    for name, found in seen["hostile"].items():
        assert not found["ok"]
        assert found["sentence"].startswith(name)
    assert seen["again"]["years"] == seen["opened"]["years"]


def test_only_the_pages_own_origin_is_asked_and_no_rule_is_broken(seen: dict[str, Any]) -> None:
    own = urlsplit(seen["address"]).netloc
    others = {url for url in seen["asked"]
              if urlsplit(url).scheme not in {"blob", "data"} and urlsplit(url).netloc != own}
    assert (others, seen["forbidden"], seen["faults"]) == (set(), [], [])


def test_after_one_visit_the_page_needs_no_network(
    site: Path, scripts: Path, tmp_path: Path,
) -> None:
    with served(site) as address:
        visit = subprocess.Popen(  # noqa: S603 - our own script
            [tool("node"), "offline.mjs", address, tool("chromium", "google-chrome"),
             str(tmp_path)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=scripts)
        assert visit.stdout is not None
        assert visit.stdout.readline() == "visited\n"
    told, _ = visit.communicate("the server has ended\n", timeout=300)
    assert json.loads(told)["total"] == planned(BOOK)["years"]["2026"]["total"]


def test_the_pages_scripts_are_strictly_typed(scripts: Path) -> None:
    done = subprocess.run([tool("npm"), "run", "--silent", "check"], check=False,  # noqa: S603
                          cwd=scripts, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
