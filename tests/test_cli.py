"""The command line: its verbs, its exit codes, and what goes where."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import openpyxl
import pytest

from finsam_xl import cli, desk
from finsam_xl.books.cells import book_cells
from finsam_xl.package.archive import read_package
from finsam_xl.plans import EXAMPLES, read_plan
from finsam_xl.proof.engines import Cell, Formualizer
from finsam_xl.sheets.draft import CellValue
from finsam_xl.version import VERSION

if TYPE_CHECKING:
    from tests.conftest import Answer

Run = Callable[..., "Answer"]
TypeInto = Callable[[Path, Mapping[str, object]], None]
PACKAGE = Path(cli.__file__).parent


def front_page(path: Path) -> list[str]:
    """The texts that stand on the first sheet of a book."""
    first, *_ = book_cells(read_package(path)).sheets.values()
    return [cell.content for cell in first.values() if isinstance(cell.content, str)]


# -- new --------------------------------------------------------------------------------------


def test_new_makes_a_book_that_plan_leaves_as_it_is(tmp_path: Path, finsam_xl: Run) -> None:
    """Its book already holds values: planning it again changes no byte."""
    path = tmp_path / "plan.xlsx"
    made = finsam_xl("new", path, "--example", "sjuharad-2026")
    assert (made.code, made.err) == (0, f"Skriven: {path}\n")
    assert "17\u00a0546\u00a0000" in made.out
    content = path.read_bytes()
    planned = finsam_xl("plan", path)
    assert (planned.code, planned.err) == (0, f"Oförändrad: {path}\n")
    assert planned.out == made.out
    assert path.read_bytes() == content


def test_new_refuses_to_replace_a_book_unless_forced(book: Path, finsam_xl: Run) -> None:
    content = book.read_bytes()
    refused = finsam_xl("new", book, "--blank", "--year", "2030")
    assert (refused.code, refused.out) == (2, "")
    assert "--force" in refused.err
    assert book.read_bytes() == content
    assert finsam_xl("new", book, "--blank", "--year", "2030", "--force").code == 0
    assert read_plan(book).budget_year == 2030


def test_a_blank_book_is_made_and_plan_lists_what_it_lacks(
    tmp_path: Path, finsam_xl: Run
) -> None:
    path = tmp_path / "tom.xlsx"
    made = finsam_xl("new", path, "--blank", "--year", "2027", "--lang", "en")
    assert made.code == 0
    content = path.read_bytes()
    assert read_plan(path).years == (2026, 2027, 2028, 2029)
    assert read_plan(path).language == "en"
    assert made.out.startswith("Base plan, kr")
    titles = openpyxl.load_workbook(path, read_only=True).sheetnames
    assert not set(titles) & {"Översikt", "Förutsättningar", "Befolkning", "Kontroller"}
    planned = finsam_xl("--lang", "en", "plan", path)
    assert (planned.code, planned.out) == (2, "")
    assert planned.err.startswith("finsam-xl: Assumptions!")
    for name in ("fs_association_name", "fs_municipality_code_01", "fs_grant_2027",
                 "fs_reference_date_2027"):
        assert name in planned.err
    assert path.read_bytes() == content


# -- plan -------------------------------------------------------------------------------------


def test_plan_reads_computes_and_writes_what_was_typed(
    book: Path, finsam_xl: Run, type_into: TypeInto
) -> None:
    """Numbers as people write them are rewritten and reported; a second run changes nothing."""
    type_into(book, {
        "fs_grant_2026": "4 260", "fs_activity_amount_01_2026": "2950*",
        "fs_activity_amount_07_2026": "Projektmedel", "fs_municipality_code_01": 9901,
        "fs_activity_name_08": "Ny insats", "fs_activity_kind_08": "Individ",
        "fs_activity_host_08": "Alm", "fs_activity_beneficiary_08": "Alm",
        "fs_activity_amount_08_2026": 100.5, "fs_activity_comment_08": "Beslutas i maj",
        "fs_change_why_03": "Nytt behov", "fs_total_2026": 9_999,
    })
    answer = finsam_xl("plan", book)
    assert answer.code == 0
    assert '"4 260" skrivs som 4260.' in answer.err
    assert '"2950*" skrivs som 2950.' in answer.err
    assert '"Projektmedel" flyttas till kolumnen Finansiering' in answer.err
    assert '"9901" skrivs som 9901.' in answer.err
    assert "cellen var överskriven och är återställd." in answer.err
    assert "Indata har ändrats" in answer.err
    assert answer.err.endswith(f"Skriven: {book}\n")
    assert "8\u00a0520\u00a0000" in answer.out
    inputs = read_plan(book)
    assert inputs.amount("grant", year=2026) == 4_260_000
    assert inputs.value("activity_funding", "07") == "external_funds"
    assert inputs.amount("activity_amount", "08", 2026) == 100_500
    assert inputs.text("activity_comment", "08") == "Beslutas i maj"
    assert inputs.text("change_why", "03") == "Nytt behov"
    content = book.read_bytes()
    again = finsam_xl("plan", book)
    assert (again.code, again.err) == (0, f"Oförändrad: {book}\n")
    assert book.read_bytes() == content


def test_a_book_that_lost_a_name_is_neither_checked_nor_rolled(
    book: Path, tmp_path: Path, finsam_xl: Run
) -> None:
    """What stands in the nameless cell would be forgotten."""
    workbook = openpyxl.load_workbook(book)
    del workbook.defined_names["fs_administration_amount_02_2028"]
    workbook.save(book)
    for words in (("check", book),
                  ("roll", book, "--to", "2027", "--out", tmp_path / "ny.xlsx")):
        answer = finsam_xl(*words)
        assert answer.code == 2
        assert "fs_administration_amount_02_2028" in answer.err
    assert list(tmp_path.iterdir()) == [book]


def test_plan_shows_another_alternative_in_another_file(
    book: Path, tmp_path: Path, finsam_xl: Run
) -> None:
    content = book.read_bytes()
    out = tmp_path / "alternativ.xlsx"
    answer = finsam_xl("plan", book, "--scenario", "mindre kansli", "--out", out)
    assert answer.code == 0
    assert book.read_bytes() == content
    assert read_plan(out).text("scenario_chosen") == "Mindre kansli"
    assert answer.out.startswith("Mindre kansli, kr")


def test_a_failed_check_is_written_and_said_on_the_first_page(
    book: Path, finsam_xl: Run, type_into: TypeInto
) -> None:
    type_into(book, {"fs_equity_opening_2026": 900})
    answer = finsam_xl("plan", book, "--json")
    assert answer.code == 1
    assert answer.err.endswith(f"Skriven: {book}\n")
    said = json.loads(answer.out)
    failed = {check["id"]: check["difference"] for check in said["checks"]
              if check["status"] == "fail"}
    assert said["ok"] is False
    assert failed["equity_floor_2026"] == 900_000 - 165_000 - 800_000
    assert read_plan(book).amount("equity_opening", year=2026) == 900_000
    assert any("✕" in text for text in front_page(book))


def test_a_plan_file_becomes_a_book(tmp_path: Path, finsam_xl: Run) -> None:
    source = PACKAGE.parent / "workbooks" / "ovning.toml"
    out = tmp_path / "plan.xlsx"
    assert finsam_xl("plan", source, "--out", out).code == 0
    assert read_plan(out) == read_plan(source)


def test_a_plan_file_is_never_written_over(tmp_path: Path, finsam_xl: Run) -> None:
    source = tmp_path / "plan.toml"
    source.write_bytes((PACKAGE.parent / "workbooks" / "ovning.toml").read_bytes())
    assert finsam_xl("plan", source).code == 2
    assert source.read_bytes().startswith(b"# Norra")


@pytest.mark.parametrize("lock", ["~$plan.xlsx", ".~lock.plan.xlsx#"])
def test_a_book_that_is_open_elsewhere_is_not_planned(
    book: Path, finsam_xl: Run, lock: str
) -> None:
    (book.parent / lock).write_bytes(b"")
    answer = finsam_xl("plan", book)
    assert answer.code == 2
    assert lock in answer.err


# -- proof ------------------------------------------------------------------------------------


def disagreeing(engine: Formualizer, package: bytes, cells: list[Cell]) -> Iterator[
    tuple[Cell, CellValue]
]:
    """An engine that comes to 42 in the first cell it is asked for."""
    del engine, package
    yield cells[0], 42


def test_a_book_that_an_engine_disagrees_with_is_never_written(
    book: Path, finsam_xl: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 3: it is our fault, and the book is as it was."""
    monkeypatch.setattr(Formualizer, "recalculated", disagreeing)
    content = book.read_bytes()
    answer = finsam_xl("plan", book, "--scenario", "Mindre kansli", "--json")
    assert answer.code == 3
    error = json.loads(answer.out)["error"]
    assert error["kind"] == "agreement"
    assert "42" in error["fault"]
    assert "!" in error["place"]
    assert book.read_bytes() == content
    assert list(book.parent.iterdir()) == [book]


def test_without_an_engine_nothing_is_delivered(
    tmp_path: Path, finsam_xl: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "formualizer", None)
    path = tmp_path / "tom.xlsx"
    answer = finsam_xl("new", path, "--blank", "--year", "2027")
    assert answer.code == 2
    assert "formualizer" in answer.err
    assert not path.exists()


def test_a_fault_of_our_own_is_loud_and_exits_with_three(
    book: Path, finsam_xl: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> NoReturn:
        message = "som ingen tänkt på"
        raise ZeroDivisionError(message)

    monkeypatch.setattr(desk, "check", broken)
    answer = finsam_xl("check", book, "--json")
    assert answer.code == 3
    assert "Traceback" in answer.err
    assert "ZeroDivisionError: som ingen tänkt på" in answer.err
    assert json.loads(answer.out)["error"]["kind"] == "agreement"


# -- check and names --------------------------------------------------------------------------


def test_check_reports_and_writes_nothing(
    book_2026: Path, finsam_xl: Run, type_into: TypeInto
) -> None:
    """Results go to standard output, messages to standard error."""
    type_into(book_2026, {"fs_grant_2026": "8 773"})
    before = book_2026.stat()
    answer = finsam_xl("check", book_2026)
    after = book_2026.stat()
    assert (answer.code, answer.err) == (0, 'Förutsättningar!C17: "8 773" skrivs som 8773.\n')
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)
    lines = answer.out.splitlines()
    assert lines[0].split() == ["Grundplan,", "kr", "2025", "2026", "2027", "2028"]
    assert any(line.startswith("Bollebygd") and "187\u00a0170" in line for line in lines)
    assert any(line.startswith("  ▲ Varning") and "Svenljunga" in line for line in lines)
    assert not any("✕" in line for line in lines)


def test_check_shows_another_alternative_without_choosing_it(
    book: Path, finsam_xl: Run
) -> None:
    answer = finsam_xl("check", book, "--scenario", "Oförändrat anslag")
    assert answer.code == 1
    assert answer.out.startswith("Oförändrat anslag, kr")
    assert read_plan(book).text("scenario_chosen") == "Grundplan"


def test_names_are_listed_with_cell_value_unit_and_label(
    book_2026: Path, finsam_xl: Run
) -> None:
    answer = finsam_xl("names", book_2026)
    rows = [line.split("\t") for line in answer.out.splitlines()]
    assert answer.code == 0
    assert {len(row) for row in rows} == {5}
    listed = {row[0]: row[1:] for row in rows}
    assert listed["fs_grant_2026"] == [
        "Förutsättningar!C17", "8773", "tkr", "Statens anslag 2026"]
    assert listed["fs_total_2026"][1:3] == ["17546000", "kr"]
    assert listed["fs_equity_opening_2026"][1] == ""


# -- what is refused --------------------------------------------------------------------------

REFUSED: dict[str, tuple[str, ...]] = {
    "no verb": (),
    "a verb nobody knows": ("räkna",),
    "a flag nobody knows": ("plan", "{book}", "--snabbt"),
    "no book": ("plan",),
    "a book that is not there": ("plan", "{folder}/saknas.xlsx"),
    "a folder for a book": ("check", "{folder}"),
    "a target that is no workbook": ("plan", "{book}", "--out", "{folder}/plan.pdf"),
    "a target that is no workbook, new": ("new", "{folder}/plan.xls", "--blank"),
    "a target in a folder that is not there": (
        "new", "{folder}/saknas/ny.xlsx", "--blank", "--year", "2027"),
    "neither example nor blank": ("new", "{folder}/ny.xlsx"),
    "both example and blank": ("new", "{folder}/ny.xlsx", "--blank", "--example", "ovning"),
    "an example nobody knows": ("new", "{folder}/ny.xlsx", "--example", "skaraborg"),
    "a year that is no year": ("new", "{folder}/ny.xlsx", "--blank", "--year", "nästa"),
    "a year before the law": ("new", "{folder}/ny.xlsx", "--blank", "--year", "1999"),
    "an alternative nobody knows": ("check", "{book}", "--scenario", "Större kansli"),
    "a roll two years ahead": ("roll", "{book}", "--to", "2028", "--out", "{folder}/ny.xlsx"),
    "a roll onto a book that is there": ("roll", "{book}", "--to", "2027", "--out", "{book}"),
    "a language nobody speaks": ("plan", "{book}", "--lang", "fi"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_done_is_refused_in_one_sentence(
    book: Path, tmp_path: Path, finsam_xl: Run, case: str
) -> None:
    content = book.read_bytes()
    words = [word.format(book=book, folder=tmp_path) for word in REFUSED[case]]
    answer = finsam_xl(*words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("finsam-xl: ")
    assert "Traceback" not in answer.err
    assert len(answer.err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == [book]
    assert book.read_bytes() == content


@pytest.mark.parametrize("content", [b"", b"kod;kommun\n", b"<html>", b"PK\x03\x04"])
def test_a_file_that_is_no_book_is_refused_by_every_verb(
    tmp_path: Path, finsam_xl: Run, content: bytes
) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)
    for words in (("plan", path), ("check", path), ("names", path),
                  ("roll", path, "--to", "2027", "--out", tmp_path / "ny.xlsx")):
        answer = finsam_xl(*words)
        assert answer.code == 2
        assert answer.err.startswith(f"finsam-xl: {path}: ")
    assert path.read_bytes() == content


def test_somebody_elses_workbook_is_not_ours(tmp_path: Path, finsam_xl: Run) -> None:
    path = tmp_path / "budget.xlsx"
    openpyxl.Workbook().save(path)
    answer = finsam_xl("plan", path)
    assert answer.code == 2
    assert "finsam-xl new" in answer.err


def test_a_folder_where_a_book_should_stand_is_refused(tmp_path: Path, finsam_xl: Run) -> None:
    (tmp_path / "plan.xlsx").mkdir()
    answer = finsam_xl("new", tmp_path / "plan.xlsx", "--blank", "--year", "2027", "--force")
    assert answer.code == 2
    assert "Traceback" not in answer.err


# -- language and help ------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["new", "plan", "population", "check", "names", "roll"])
def test_every_verb_explains_itself_in_both_languages(finsam_xl: Run, verb: str) -> None:
    swedish, english = (finsam_xl(verb, "--help", "--lang", language) for language in ("sv", "en"))
    for answer in (swedish, english):
        assert (answer.code, answer.err) == (0, "")
        assert "--json" in answer.out
        assert "--lang" in answer.out
    assert "användning: finsam-xl" in swedish.out
    assert "usage: finsam-xl" in english.out
    assert swedish.out != english.out


def test_the_help_lists_verbs_and_exit_codes(finsam_xl: Run) -> None:
    answer = finsam_xl("--help")
    assert answer.code == 0
    for verb in ("new", "plan", "population", "check", "names", "roll"):
        assert re.search(rf"^ +{verb} ", answer.out, re.MULTILINE)
    assert "Slutkoder" in answer.out
    assert "Exit codes" in finsam_xl("--help", "--lang", "en").out


def test_the_version_is_said(finsam_xl: Run) -> None:
    assert finsam_xl("--version") == (0, f"{VERSION}\n", "")


def test_the_command_offers_the_examples_that_the_package_has() -> None:
    assert cli.EXAMPLES == EXAMPLES


# -- as a program -----------------------------------------------------------------------------


def program(*words: object) -> subprocess.CompletedProcess[str]:
    """The command as a program of its own."""
    command = [sys.executable, "-m", "finsam_xl.cli", *map(str, words)]
    return subprocess.run(  # noqa: S603 - our own command
        command, cwd=PACKAGE.parent, check=False, capture_output=True, encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"})


def test_the_exit_code_reaches_the_shell(tmp_path: Path) -> None:
    answer = program("check", tmp_path / "saknas.xlsx", "--json")
    assert answer.returncode == 2
    assert json.loads(answer.stdout)["ok"] is False
    assert answer.stderr.startswith("finsam-xl: ")


def test_a_reader_who_stops_reading_is_no_fault(book: Path) -> None:
    """`finsam-xl names plan.xlsx | head -1` ends quietly."""
    command = [sys.executable, "-m", "finsam_xl.cli", "names", str(book)]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, cwd=PACKAGE.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith("fs_")
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait() == 0


def test_help_needs_none_of_the_heavy_libraries() -> None:
    """They are imported when they are used: a help text comes at once."""
    heavy = ("openpyxl", "pandas", "numpy", "xlsxwriter", "formualizer", "rich")
    script = ("import sys; from finsam_xl.cli import main; main(['--help']); "
              f"print([m for m in {heavy!r} if m in sys.modules], file=sys.stderr)")
    answer = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", script], cwd=PACKAGE.parent, check=True, capture_output=True,
        encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"})
    assert answer.stderr.strip() == "[]"


def test_the_package_never_asks_what_time_it_is() -> None:
    """The same inputs give the same book on any day.

    Only a blank book's default year asks, what a person signs in the change log, and whether a
    certificate may sign today.
    """
    asks = re.compile(r"\b(now|today|utcnow|localtime|gmtime|time\.time|monotonic)\(")
    asking = [str(path.relative_to(PACKAGE)) for path in sorted(PACKAGE.rglob("*.py"))
              if asks.search(path.read_text(encoding="utf-8"))]
    assert asking == ["beginning.py", "live/commands.py", "signatures/certificates.py",
                      "web/typed.py"]
