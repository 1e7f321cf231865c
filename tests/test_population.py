"""The verb that reads populations from a file: what it writes, tells and leaves alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from finsam_xl.plans import read_inputs, read_plan
from finsam_xl.texts import LANGUAGES

if TYPE_CHECKING:
    from tests.conftest import Answer

Run = Callable[..., "Answer"]
TypeInto = Callable[[Path, Mapping[str, object]], None]

JUNE, TURN = date(2025, 6, 30), date(2025, 12, 31)
pytestmark = pytest.mark.thorough

TABLE = """kod;kommun;2025-06-30;2025-12-31
9901;Alm;41210;41300
9902;Björk;19050;19050
9903;Ek;12480;12480
9904;Rönn;6127;6200
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A table that somebody typed for the municipalities of `ovning`."""
    path = tmp_path / "folkmangd.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_numbers_are_written_where_they_differ_and_the_plan_follows(
    book: Path, file: Path, finsam_xl: Run
) -> None:
    before = book.read_bytes()
    answer = finsam_xl("population", book, file)
    assert answer.code == 0
    assert "Befolkning: 4 kommuner per 2025-06-30 ur folkmangd.csv.\n" in answer.err
    assert "(9902): 19\u00a0033 blir 19\u00a0050.\n" in answer.err
    assert answer.err.count(" blir ") == 1
    assert "2026, 2027, 2028 fördelas efter 2025-06-30.\n" in answer.err
    assert read_plan(book).people("9902", JUNE) == 19_050
    assert book.with_name("plan.before-population.xlsx").read_bytes() == before
    assert finsam_xl("plan", book).err == f"Oförändrad: {book}\n"
    assert f"Oförändrad: {book}\n" in finsam_xl("population", book, file).err


def test_another_date_gets_a_column_of_its_own_and_no_year_changes(
    book: Path, file: Path, finsam_xl: Run
) -> None:
    was = finsam_xl("check", book).out
    answer = finsam_xl("population", book, file, "--date", "2025-12-31")
    assert (answer.code, answer.out) == (0, was)
    assert " blir " not in answer.err
    for year in (2026, 2027, 2028):
        assert f"{year} fördelas efter 2025-06-30, inte efter 2025-12-31." in answer.err
    inputs = read_plan(book)
    assert (inputs.people("9901", TURN), inputs.people("9901", JUNE)) == (41_300, 41_210)
    assert inputs.reference_date(2026) == JUNE


def test_a_book_that_is_yet_to_be_filled_in_gets_its_numbers(
    tmp_path: Path, book: Path, file: Path, finsam_xl: Run
) -> None:
    """A rolled book asks for the date that the plan prescribes; no year has one yet."""
    following = tmp_path / "2027.xlsx"
    assert finsam_xl("roll", book, "--to", "2027", "--out", following).code == 0
    file.write_text(file.read_text(encoding="utf-8").replace("2025-06-30", "2026K2"),
                    encoding="utf-8")
    answer = finsam_xl("population", following, file, "--lang", "en")
    assert answer.code == 0
    assert "2027 has no reference date. Type 2026-06-30 in Assumptions" in answer.err
    assert read_plan(following).people("9902", date(2026, 6, 30)) == 19_050
    assert read_plan(following).reference_date(2027) is None


def test_a_dry_run_and_a_refusal_write_nothing(book: Path, file: Path, finsam_xl: Run) -> None:
    before = book.read_bytes()
    told = finsam_xl("population", book, file, "--dry-run")
    assert told.code == 0
    assert f"Skulle skrivas: {book}\n" in told.err
    refused = finsam_xl("population", book, file, "--date", "2025-03-31")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("finsam-xl: folkmangd.csv: filen har folkmängden per 2025-06-30")
    for asked in ("2025-02-30", "i juni"):
        assert "--date: " in finsam_xl("population", book, file, "--date", asked).err
    assert book.read_bytes() == before
    assert sorted(path.name for path in book.parent.iterdir()) == ["folkmangd.csv", "plan.xlsx"]


def test_what_was_read_is_told_as_json(book: Path, file: Path, finsam_xl: Run) -> None:
    answer = finsam_xl("population", book, file, "--json", "--no-backup")
    written = json.loads(answer.out)["written"]
    assert written["population"] == {
        "date": "2025-06-30", "source": "folkmangd.csv", "published": None,
        "people": {"9901": 41_210, "9902": 19_050, "9903": 12_480, "9904": 6_127},
        "summed": False,
        "changed": [{"code": "9902", "name": "Björk", "before": 19_033,
                     "after": 19_050}],
        "years": {"2026": "2025-06-30", "2027": "2025-06-30", "2028": "2025-06-30"},
    }
    assert (written["changed"], written["backup"]) == (True, None)


def test_a_link_gives_way_to_another_number_only(
    budget: Path, file: Path, finsam_xl: Run
) -> None:
    """A linked number that the file agrees with stays linked; one that differs is written."""
    for code, cell in (("9901", "B1"), ("9902", "B2")):
        asked = f"fs_population_{code}_2025_06_30=Tal!{cell}"
        assert finsam_xl("plan", budget, "--link", asked, "--no-backup").code == 0
    assert finsam_xl("population", budget, file, "--no-backup").code == 0
    read = read_inputs(budget)
    assert list(read.links) == ["fs_population_9901_2025_06_30"]
    assert read.inputs.people("9902", JUNE) == 19_050


@pytest.fixture
def budget(tmp_path: Path, finsam_xl: Run) -> Path:
    """A workbook of somebody's own with two numbers of people, and the plan in it."""
    path = tmp_path / "budget.xlsx"
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Tal"
    sheet["B1"], sheet["B2"] = 41_210, 19_033
    workbook.save(path)
    assert finsam_xl("attach", path, "--example", "ovning", "--no-backup").code == 0
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_says_that_nothing_is_fetched(finsam_xl: Run, language: str) -> None:
    said = " ".join(finsam_xl("population", "--help", "--lang", language).out.split())
    assert {"sv": "Ingenting hämtas från nätet", "en": "Nothing is fetched"}[language] in said


def test_a_plan_file_is_no_book(file: Path, finsam_xl: Run) -> None:
    assert finsam_xl("population", file.with_suffix(".toml"), file).code == 2
