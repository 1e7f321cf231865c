"""The verb: what is read and said, exit codes, JSON and SARIF, and what is refused."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.reviewing.clean import clean
from tests.reviewing.printed import PLAN_2026

if TYPE_CHECKING:
    from tests.conftest import Answer

Run = Callable[..., "Answer"]
TABLE = """\
Medlem;Andel;2026
Försäkringskassan;0,25;100
Arbetsförmedlingen;0,25;100
Region X;0,25;100
Alm;0,6;60
Björk;0,4;40
Summa;1;400
"""
KEYS = """\
kod;kommun;datum;folkmängd
9901;Alm;2025-06-30;600
9902;Björk;2025-06-30;400
9901;Alm;2025-12-31;500
9902;Björk;2025-12-31;500
"""


@pytest.fixture(name="plan")
def _plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN_2026, encoding="utf-8")
    return path


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_the_first_line_says_what_was_read_and_then_the_gravest_comes_first(
    plan: Path, finsam_xl: Run
) -> None:
    answer = finsam_xl("review", plan)
    lines = answer.out.splitlines()
    assert (answer.code, answer.err) == (1, "")
    assert lines[0] == (
        "Läst: en finansieringstabell med 11 medlemmar för 2025, 2026, 2027 och 2028 i tkr, "
        "3 kostnadstabeller med 21 rader och en angiven skillnad mellan kostnader och intäkter.")
    assert lines[1] == "0 fel, 4 varningar, 3 noteringar."
    assert [line.split()[0] for line in lines[2:]] == ["Varning"] * 4 + ["Notering"] * 3


def test_clean_tables_end_with_nought(tmp_path: Path, finsam_xl: Run) -> None:
    tables = clean(3)
    path = tmp_path / "plan.xlsx"
    path.write_bytes(tables.xlsx())
    keys = written(tmp_path / "keys.csv", tables.keys)
    assert finsam_xl("review", path, "--population", keys).code == 0


def test_json_is_the_contracts_with_what_was_read_and_the_keys(
    plan: Path, finsam_xl: Run
) -> None:
    told = json.loads(finsam_xl("review", plan, "--json").out)
    assert list(told) == ["ok", "read", "keys", "findings"]
    assert not told["ok"]
    assert list(told["findings"][0]) == [
        "id", "severity", "place", "message", "expected", "actual", "cure"]
    assert [each["date"] for each in told["keys"]] == [
        "2024-06-30", "2025-06-30", "2023-06-30", "2022-12-31"]
    assert [each["inferred"] for each in told["keys"]] == [True, False, True, False]
    assert [each["exact"] for each in told["keys"]] == [False, True, False, False]
    assert told["read"]["financing"][0]["years"] == [2025, 2026, 2027, 2028]


def test_sarif_is_written_with_every_rule(plan: Path, tmp_path: Path, finsam_xl: Run) -> None:
    finsam_xl("review", plan, "--sarif", tmp_path / "found.sarif")
    run = json.loads((tmp_path / "found.sarif").read_text(encoding="utf-8"))["runs"][0]
    assert "residual" in [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(run["results"]) == 7


def test_a_pasted_table_is_read_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, finsam_xl: Run
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PLAN_2026.encode())))
    assert finsam_xl("review", "-").code == 1
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b" \n")))
    assert finsam_xl("review", "-").code == 2


def test_a_made_up_association_is_known_by_the_names_of_its_keys(
    tmp_path: Path, finsam_xl: Run
) -> None:
    table, keys = written(tmp_path / "t.csv", TABLE), written(tmp_path / "k.csv", KEYS)
    assert finsam_xl("review", table, "--population", keys).code == 0
    told = json.loads(finsam_xl("review", table, "--population", keys, "--json").out)
    assert told["findings"] == []
    assert told["keys"][0]["date"] == "2025-06-30"


def test_a_population_after_the_decision_is_never_the_key(
    tmp_path: Path, finsam_xl: Run
) -> None:
    table = written(tmp_path / "t.csv", TABLE.replace("60\n", "50\n").replace("40\n", "50\n"))
    keys = written(tmp_path / "k.csv", KEYS)
    told = json.loads(finsam_xl("review", table, "--population", keys, "--json").out)
    assert [each["date"] for each in told["keys"]] == ["2025-06-30"]
    assert {each["id"] for each in told["findings"]} == {"off_key", "share_differs"}


@pytest.mark.parametrize(("keys", "place"), [
    ("kod;kommun;folkmängd\n", "k.csv:1"),
    ("kod;kommun;datum;folkmängd\n", "k.csv:1"),
    ("kod;kommun;datum;folkmängd\n1463;Mark;2025-06-30\n", "k.csv:2"),
    ("kod;kommun;datum;folkmängd\n146;Mark;2025-06-30;9\n", "k.csv:2"),
    ("kod;kommun;datum;folkmängd\n1463;Borås;2025-06-30;9\n", "k.csv:2"),
    ("kod;kommun;datum;folkmängd\n1463;Mark;30/6 2025;9\n", "k.csv:2"),
    ("kod;kommun;datum;folkmängd\n1463;Mark;2025-06-30;cirka 9\n", "k.csv:2"),
    ("kod;kommun;datum;folkmängd\n1463;Mark;2025-06-30;9\n1463;Mark;2025-06-30;8\n", "k.csv:3"),
])
def test_keys_that_cannot_be_read_are_refused_by_their_line(
    tmp_path: Path, finsam_xl: Run, keys: str, place: str
) -> None:
    table = written(tmp_path / "t.csv", TABLE)
    answer = finsam_xl("review", table, "--population", written(tmp_path / "k.csv", keys))
    assert answer.code == 2
    assert f"{place}: " in answer.err


@pytest.mark.parametrize(("name", "text", "said"), [
    ("t.txt", "", "filen är tom"),
    ("t.txt", "Bara prosa om 2026 och pengar.\n", "ingen tabell hittades"),
    ("t.csv", TABLE.replace("Björk", "19121212-1212"), "t.csv, A6: texten ser ut som ett person"),
    ("t.txt", "Medlem 2026\nMark 19121212-1212 100\n", "t.txt:2: texten ser ut som ett person"),
    ("t.pdf", "%PDF-1.7\n", "varken en tabell i text (CSV) eller en Excel-bok"),
])
def test_what_cannot_be_read_is_refused_with_its_place(
    tmp_path: Path, finsam_xl: Run, name: str, text: str, said: str
) -> None:
    answer = finsam_xl("review", written(tmp_path / name, text))
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, finsam_xl: Run) -> None:
    assert finsam_xl("review", tmp_path / "none.csv").code == 2
