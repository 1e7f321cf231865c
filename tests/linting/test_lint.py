"""`lint` on the command line: a book judged, a rule explained, in lines, JSON and SARIF."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from xlsxwriter import Workbook

from finsam_xl.findings.finding import SEVERITIES
from finsam_xl.linting.table import RULES
from finsam_xl.plans import EXAMPLES, compute_plan, draft_plan, example
from finsam_xl.texts import LANGUAGES, lint_in
from tests.hosts.zips import packed, parts_of
from tests.linting.seeded import SEEDS, seeded_book

if TYPE_CHECKING:
    from tests.conftest import Answer

Run = Callable[..., "Answer"]
CONVENTIONS = ["T06", "K01", "K02", "P01", "D03", "U01", "M01"]


@pytest.fixture
def seeded(tmp_path: Path) -> Path:
    """The workbook with a fault of each kind."""
    file = tmp_path / "budget.xlsx"
    file.write_bytes(seeded_book())
    return file


@pytest.fixture
def ovning_book(tmp_path: Path) -> Path:
    """The practice book."""
    file = tmp_path / "ovning.xlsx"
    file.write_bytes(draft_plan(compute_plan(example("ovning"))).package)
    return file


def test_all_rules_are_judged_on_a_book_of_ours(ovning_book: Path, finsam_xl: Run) -> None:
    told = json.loads(finsam_xl("lint", ovning_book, "--json").out)
    assert told == {"ok": True, "judged": list(RULES), "not_applicable": [], "findings": []}


@pytest.mark.thorough
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_has_no_finding(name: str, finsam_xl: Run) -> None:
    file = Path(__file__).parents[2] / "workbooks" / f"{name}.xlsx"
    assert finsam_xl("lint", file) == (0, "0 fel, 0 varningar, 0 noteringar.\n", "")


@pytest.mark.thorough
def test_a_figure_typed_over_in_a_book_of_ours_is_found(
    ovning_book: Path, finsam_xl: Run
) -> None:
    parts = dict(parts_of(ovning_book.read_bytes()))
    sheet = next(name for name, content in parts.items()
                 if name.startswith("xl/worksheets/") and b"<f>SUM(" in content)
    head, _, rest = parts[sheet].partition(b"<f>SUM(")
    parts[sheet] = head + rest.partition(b"</f>")[2]
    ovning_book.write_bytes(packed(parts.items()))
    answer = finsam_xl("lint", ovning_book, "--rule", "t06")
    assert answer.code == 1
    assert "T06 Formel på ett indatablad, eller inskrivet tal" in answer.out


def test_conventions_of_ours_are_not_judged_elsewhere(seeded: Path, finsam_xl: Run) -> None:
    told = json.loads(finsam_xl("lint", seeded, "--json").out)
    assert told["not_applicable"] == CONVENTIONS
    assert told["judged"] == [rule for rule in RULES if rule not in CONVENTIONS]
    assert ", ".join(CONVENTIONS) in finsam_xl("lint", seeded).err


def test_only_the_rules_asked_for_are_judged(seeded: Path, finsam_xl: Run) -> None:
    told = json.loads(finsam_xl("lint", seeded, "--rule", "f03", "--rule", "D01", "--json").out)
    assert told["judged"] == ["F03", "D01"]
    assert [(each["id"], each["place"]) for each in told["findings"]] == [
        ("F03", "Kalkyl!B24"), ("D01", "Indata!B5"), ("D01", "Kalkyl!B5")]


def test_notes_alone_are_no_failure(seeded: Path, finsam_xl: Run) -> None:
    assert finsam_xl("lint", seeded, "--rule", "F13").code == 0
    assert finsam_xl("lint", seeded, "--rule", "F02").code == 1


def test_sarif_tells_every_finding_with_its_rule(seeded: Path, finsam_xl: Run) -> None:
    report = seeded.with_suffix(".sarif")
    assert finsam_xl("lint", seeded, "--sarif", report).code == 1
    run = json.loads(report.read_text(encoding="utf-8"))["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(RULES)
    assert {seed.rule for seed in SEEDS} <= {result["ruleId"] for result in run["results"]}
    assert {result["level"] for result in run["results"]} == set(SEVERITIES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_explained(rule: str, language: str, finsam_xl: Run) -> None:
    answer = finsam_xl("lint", "--explain", rule, "--lang", language)
    words = lint_in(language)
    assert answer.code == 0
    for part in ("rule", "why", "cure"):
        assert words.rule(rule, part) in answer.out
    assert RULES[rule].source in answer.out


def test_a_rule_is_explained_to_programs(finsam_xl: Run) -> None:
    told = json.loads(finsam_xl("lint", "--explain", "F03", "--json", "--lang", "en").out)
    assert told == {
        "id": "F03", "severity": "error", "foreign": "error",
        "rule": "IFERROR hides no error behind a number.",
        "why": "The sum is wrong without showing it.",
        "cure": "Let the error show, or test its cause with IF.",
        "source": "O'Beirne, Excel 2013 Spreadsheet Inquire, EuSpRIG 2013",
    }


@pytest.mark.parametrize(("words", "said"), [
    ((), "varken arbetsbok eller --explain är angiven"),
    (("--explain", "X99"), "det finns ingen regel X99"),
    (("bok.xlsx", "--rule", "F99"), "det finns ingen regel F99"),
])
def test_what_cannot_be_answered_is_refused(
    words: tuple[str, ...], said: str, finsam_xl: Run
) -> None:
    answer = finsam_xl("lint", *words)
    assert answer.code == 2
    assert said in answer.err


def test_a_long_list_is_counted_on_the_screen_only(tmp_path: Path, finsam_xl: Run) -> None:
    file = tmp_path / "bok.xlsx"
    with Workbook(file) as book:
        sheet = book.add_worksheet()
        for row in range(30):
            sheet.write_formula(row, 0, "=3*2", None, 6)
    assert "F02 och 20 ställen till utöver de 10 första." in finsam_xl("lint", file).out
    assert len(json.loads(finsam_xl("lint", file, "--json").out)["findings"]) == 30


def test_the_texts_are_of_the_rules_that_are_judged() -> None:
    for language in LANGUAGES:
        tables = lint_in(language).tables
        assert list(tables) == ["words", *RULES]
        assert all(list(tables[rule]) == ["rule", "found", "why", "cure"] for rule in RULES)
