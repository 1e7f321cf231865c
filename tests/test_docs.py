"""The documents tell the truth: the handbook's commands run, and answer what it says they do."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from finsam_xl.books.cells import book_cells
from finsam_xl.cli import main
from finsam_xl.domain.quantities import QUANTITIES
from finsam_xl.domain.share_key import divide_by_population
from finsam_xl.package.archive import open_package
from finsam_xl.plans import EXAMPLES, draft_plan, example, recorded_plan
from finsam_xl.sheets.setting import Setting
from finsam_xl.texts import LANGUAGES, texts_in
from finsam_xl.version import VERSION
from scripts.budget_book import budget_book

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
HANDBOOK = (DOCS / "handbok.md").read_text(encoding="utf-8")
WORKBOOK = (DOCS / "workbook.md").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
PAGES = [ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
LEFT_OUT = "…"


@dataclass(frozen=True)
class Step:
    """A command of the handbook, and what it says that the command answers."""

    command: str
    answer: tuple[str, ...]

    def is_answered_by(self, printed: str) -> bool:
        """Whether that is so: line by line, where `…` stands for whatever was left out."""
        shown = "".join(_pattern(line) for line in self.answer)
        return not self.answer or bool(re.fullmatch(shown, _even(printed)))


def _pattern(line: str) -> str:
    if line == LEFT_OUT:
        return r"(?:[^\n]*\n)*?"
    parts = _even(line).rstrip("\n").split(LEFT_OUT)
    return "[^\n]*".join(map(re.escape, parts)) + "\n"


def _even(text: str) -> str:
    """The same text with single plain spaces, so that columns may stand as they like."""
    return "".join(" ".join(line.split()) + "\n" for line in text.splitlines())


def steps_of(text: str) -> list[Step]:
    """The commands of a document's console blocks, in order."""
    steps: list[Step] = []
    for block in re.findall(r"^```console\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *answer = part.splitlines()
            steps.append(Step(command, tuple(answer)))
    return steps


def test_an_answer_is_compared_line_by_line() -> None:
    step = Step("names", ("first  line", LEFT_OUT, "last … 3"))
    assert step.is_answered_by("first line\nlast 1 2 3\n")
    assert step.is_answered_by("first\u00a0line\nanother\nlast 3 3\n")
    assert not step.is_answered_by("another\nfirst line\nlast 1 2 3\n")
    assert not step.is_answered_by("first line\nlast 1 2 3\nanother\n")


@pytest.mark.office
@pytest.mark.thorough
def test_the_commands_of_the_handbook_answer_what_it_says(tmp_path: Path) -> None:
    """From the first to the last in one folder; one that is refused is followed by `echo $?`.

    The finance service's budget lies there already, as on the handbook's picture.
    """
    commands, folder = tmp_path / "bin", tmp_path / "folder"
    commands.mkdir()
    folder.mkdir()
    (folder / "budget.xlsx").write_bytes(budget_book())
    shim = commands / "finsam-xl"
    shim.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m finsam_xl.cli "$@"\n',
                    encoding="utf-8")
    shim.chmod(0o755)
    path = f"{commands}{os.pathsep}{os.environ['PATH']}"
    code, steps = 0, steps_of(HANDBOOK)
    for step, after in zip(steps, [*steps[1:], Step("", ())], strict=True):
        printed, code = run(step.command, folder, path, code)
        assert step.is_answered_by(printed), f"$ {step.command}\n{printed}"
        assert code == 0 or after.command == "echo $?", f"$ {step.command}\n{printed}"


def run(command: str, folder: Path, path: str, code: int) -> tuple[str, int]:
    """What a command prints, and its exit code; `code` is that of the command before it."""
    done = subprocess.run(  # noqa: S603 - the handbook's own commands
        ["/bin/sh", "-c", f"(exit {code})\n{command}"], cwd=folder, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"})
    return done.stdout, done.returncode


def test_the_handbook_has_every_verb_in_a_command() -> None:
    commands = "\n".join(step.command for step in steps_of(HANDBOOK))
    for verb in verbs():
        assert f"finsam-xl {verb} " in commands


def test_the_python_of_the_handbook_gives_what_it_says(
    tmp_path: Path, built: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan-2026.xlsx").write_bytes(built("sjuharad-2026"))
    blocks = "\n".join(re.findall(r"```python\n(.*?)```", HANDBOOK, re.DOTALL))
    told_so = doctest.DocTestParser().get_doctest(blocks, {}, "handbok", "handbok.md", 0)
    assert told_so.examples
    assert doctest.DocTestRunner().run(told_so).failed == 0


@cache
def verbs() -> list[str]:
    """The verbs that the command line knows, from its own help."""
    help_text = subprocess.run(
        [sys.executable, "-m", "finsam_xl.cli", "--help"], cwd=ROOT, check=True,
        capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"}).stdout
    return re.findall(r"^    ([a-z]+) ", help_text, re.MULTILINE)


def test_every_verb_has_a_heading_in_the_handbook() -> None:
    headings = re.findall(r"^### finsam-xl (\w+)$", HANDBOOK, re.MULTILINE)
    assert verbs()
    assert headings == verbs()


def test_every_option_of_a_verb_is_in_the_handbook(capsys: pytest.CaptureFixture[str]) -> None:
    for verb in verbs():
        main([verb, "--help"])
        for option in re.findall(r"^  (?:-h, )?(--\w+)", capsys.readouterr().out, re.MULTILINE):
            assert option in HANDBOOK, (verb, option)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_is_told_of(language: str) -> None:
    for key, title in texts_in(language).tables["sheets"].items():
        assert f"| {title} |" in WORKBOOK, key
        assert language != "sv" or f"| **{title}** |" in HANDBOOK, key


def test_every_check_has_its_row_in_the_handbook() -> None:
    checks = texts_in("sv").tables["checks"]
    for key, title in checks.items():
        if key.endswith("_title"):
            told_as = title.format(year="ÅÅÅÅ", member="MEDLEM")
            assert f"| {told_as} | `{key.removesuffix('_title')}` |" in HANDBOOK


def test_every_exit_code_is_told_of() -> None:
    for page in (HANDBOOK, WORKBOOK):
        assert re.findall(r"^\| (\d) \|", page, re.MULTILINE) == ["0", "1", "2", "3"]


def test_the_rounding_of_2026_is_as_the_handbook_tells() -> None:
    rows = re.findall(r"^\| (\w+) \| ([\d ]+) \| ([\d ,]+) \| ([\d ,]+) \|$", HANDBOOK,
                      re.MULTILINE)
    people, exact, by_row = (tuple(whole(row[column]) for row in rows[:-1])
                             for column in (1, 2, 3))
    division = divide_by_population(4_386_500, 10, people, tuple(row[0] for row in rows[:-1]))
    assert (division.left, tuple(amount // 10 for amount in division.exact)) == (5, exact)
    assert tuple(amount // 10 for amount in division.by_row) == by_row
    assert tuple(map(whole, rows[-1][1:])) == (sum(people), sum(exact), sum(by_row))


def whole(text: str) -> int:
    """A figure's digits as a whole number: people, or hundredths of a tkr."""
    return int(re.sub(r"\D", "", text))


def test_every_quantity_is_in_the_workbook_s_contract() -> None:
    """The date, status, source and comment that stand beside a value are told of once."""
    for quantity in QUANTITIES.keys() | figures():
        value = re.sub(r"_(date|status|source|comment)$", "", quantity)
        beside = value != quantity and value in QUANTITIES
        assert beside or f"`{quantity}`" in WORKBOOK, quantity


def figures() -> set[str]:
    """What the named figures of the examples are of."""
    books = (draft_plan(recorded_plan(example(name))) for name in EXAMPLES)
    return {named.quantity for book in books for named in book.draft.names}


def test_the_functions_of_the_formulas_are_those_of_the_contract(
    built: Callable[..., bytes]
) -> None:
    used: set[str] = set()
    for name in EXAMPLES:
        for grid in book_cells(open_package(built(name), name)).sheets.values():
            for cell in grid.values():
                bare = re.sub(r'"[^"]*"', "", cell.formula or "")
                used |= set(re.findall(r"([A-Z]+)\(", bare))
    section = re.search(r"^## Functions\n(.*?)^## ", WORKBOOK, re.DOTALL | re.MULTILINE)
    assert section
    assert set(re.findall(r"`([A-Z]+)`", section[1])) == used


def test_the_properties_of_a_book_are_those_of_the_contract(built: Callable[..., bytes]) -> None:
    """A decided book has two more; those that are numbered are told of once."""
    properties = {*book_cells(open_package(built(), "ovning")).recorded,
                  *Setting(chain=("a decision",), locked=True).decisions}
    told_of = re.findall(r"`finsam_xl_(\w+)`", WORKBOOK)
    assert set(told_of) == {re.sub(r"_\d\d$", "_01", key) for key in properties}


def test_the_changelog_begins_with_this_version() -> None:
    """Every entry says who notices, which years and sheets, and whether any krona changes."""
    assert re.findall(r"^## (\S+)", CHANGELOG, re.MULTILINE)[0] == VERSION
    entries = re.findall(r"^- (.*?)(?=^- |^#|\Z)", CHANGELOG, re.DOTALL | re.MULTILINE)
    assert entries
    for entry in entries:
        assert [word for word in ("Who:", "Years and sheets:", "Kronor:") if word in entry] == [
            "Who:", "Years and sheets:", "Kronor:"], entry


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_says_question_choice_and_what_was_given_up(page: Path) -> None:
    headings = re.findall(r"^## (.*)", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == ["Question", "Choice", "Given up"]


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(page.name[:3]) for page in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target, anchor in re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", text):
        leads_to = (page.parent / target).resolve() if target else page
        assert leads_to.exists(), target
        if anchor:
            assert anchor in anchors(leads_to.read_text(encoding="utf-8")), f"{target}#{anchor}"


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings: lower case, hyphens for spaces, no punctuation."""
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
