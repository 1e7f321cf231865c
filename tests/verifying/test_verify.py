"""The verb `verify`: what it finds in a book that somebody touched, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import openpyxl
import pytest

from finsam_xl.errors import FinsamError
from finsam_xl.findings.finding import Finding, is_clean
from finsam_xl.plans import EXAMPLES, read_inputs
from finsam_xl.proof.engines import Formualizer
from finsam_xl.verifying.examination import verified
from finsam_xl.verifying.examined import Examined, examined
from tests.everyday import first
from tests.office.soffice import recalculated_files
from tests.verifying.tampering import KINDS, Tampered, Victim, victim

if TYPE_CHECKING:
    from tests.conftest import Answer

Run = Callable[..., "Answer"]
TypeInto = Callable[[Path, Mapping[str, object]], None]
Kind = Callable[[Victim, Random], Tampered]

SEED = 20251124


def findings(path: Path, *, engine: bool = False) -> tuple[Finding, ...]:
    return tuple(verified(examined(path, "sv"), [Formualizer()] if engine else []))


def is_caught(tampered: Tampered, path: Path, clean: Examined) -> bool:
    """Whether all that was touched is named, in a finding or in the sentence of a refusal.

    Where inputs and setting are those of the clean book, its plan is not computed again.
    """
    path.write_bytes(tampered.content)
    try:
        read = read_inputs(path)
        assert read.book is not None
        assert read.package is not None
        same = (read.inputs, read.setting) == (clean.read.inputs, clean.read.setting)
        book = replace(clean, read=read, book=read.book, package=read.package) if same else (
            examined(path, "sv"))
        grave = {each.place for each in verified(book, []) if each.severity != "note"}
    except FinsamError as refused:
        return all(named in refused.sentence() for named in tampered.named)
    return grave.issuperset(tampered.named)


@pytest.mark.parametrize("name", first(1, EXAMPLES))
def test_an_example_is_clean(name: str, built: Callable[..., bytes], tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(built(name))
    assert is_clean(findings(path, engine=True))


@pytest.mark.parametrize("kind", first(4, KINDS), ids=lambda kind: kind.__name__)
def test_what_was_touched_is_named(
    kind: Kind, built: Callable[..., bytes], tmp_path: Path
) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(built("ovning"))
    clean = examined(path, "sv")
    assert is_caught(kind(victim(built("ovning")), Random(1)), path, clean)  # noqa: S311 - a seed


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_thousand_tampered_copies_are_all_caught(
    kind: Kind, built: Callable[..., bytes], tmp_path: Path
) -> None:
    """125 of each kind, over the three examples."""
    random, path = Random(f"{SEED} {kind.__name__}"), tmp_path / "plan.xlsx"  # noqa: S311 - a seed
    missed = []
    for name, copies in zip(EXAMPLES, (42, 42, 41), strict=True):
        book = victim(built(name))
        path.write_bytes(built(name))
        clean = examined(path, "sv")
        for _ in range(copies):
            tampered = kind(book, random)
            if not is_caught(tampered, path, clean):
                missed.append(tampered.named)
    assert missed == []


@pytest.mark.thorough
def test_an_engine_comes_to_what_the_formulas_that_stand_there_give(
    built: Callable[..., bytes], tmp_path: Path
) -> None:
    """The engine reads the book itself, not what the layout would have written."""
    book = victim(built("ovning"))
    part = book.sheets["Ekonomisk sammanställning"]
    path = tmp_path / "plan.xlsx"
    name = openpyxl.load_workbook("workbooks/ovning.xlsx").defined_names["fs_result_2026"]
    cell = name.attr_text.rpartition("!")[2].replace("$", "")
    before, _, after = book.parts[part].partition(f'r="{cell}"'.encode())
    formula, _, rest = after.partition(b"</f>")
    path.write_bytes(book.changed(part, before + f'r="{cell}"'.encode() + formula + b"+1</f>"
                                  + rest).content)
    place = f"Ekonomisk sammanställning!{cell}"
    engines = {each.id: each for each in findings(path, engine=True) if each.id == "engine_differs"}
    changed = next(each for each in findings(path) if each.place == place)
    assert changed.id == "formula_changed"
    assert engines, "what is made from the result is another amount too"


@pytest.mark.thorough
def test_inputs_that_changed_since_the_plan_are_told_by_name(
    book: Path, finsam_xl: Run, type_into: TypeInto
) -> None:
    """The program that typed it stored no values: that is told once, not for every cell."""
    type_into(book, {"fs_grant_2026": 4300})
    answer = finsam_xl("verify", book, "--json")
    told = json.loads(answer.out)
    assert answer.code == 1
    changed = [each for each in told["findings"] if each["id"] == "input_changed"]
    assert [each["place"] for each in changed] == ["Förutsättningar!C17"]
    assert {each["id"] for each in told["findings"] if each["severity"] != "note"} == {
        "values_missing"}
    assert told["compared"]["engines"] == ["formualizer"]


@pytest.mark.thorough
def test_a_decided_book_is_told_so_and_one_changed_after_it_too(
    book: Path, finsam_xl: Run, type_into: TypeInto
) -> None:
    finsam_xl("decide", book, "--paragraph", "§ 56", "--date", "2025-11-24")
    first = finsam_xl("verify", book)
    assert first.code == 0
    assert "fastställd § 56 den 2025-11-24. Sigill" in first.out
    type_into(book, {"fs_plan_note_01": "En annan not"})
    second = finsam_xl("verify", book)
    assert second.code == 1
    assert "ändrad sedan den fastställdes § 56" in second.out
    assert second.out.count("är ändrat sedan boken senast skrevs") == 1


@pytest.mark.thorough
def test_what_nobody_vouches_for_is_said(book: Path) -> None:
    """A sheet and a cell that somebody added."""
    opened = openpyxl.load_workbook(book)
    opened.create_sheet("Mina anteckningar")["A1"] = "Hej"
    opened["Andelar"]["Z40"] = "min egen rad"
    opened.save(book)
    told = {each.id: each for each in findings(book) if each.severity == "note"}
    assert told["stranger"].place == "Mina anteckningar"
    assert told["own_cell"].place == "Andelar!Z40"


@pytest.mark.thorough
@pytest.mark.parametrize(("code", "caught"), [
    (";;;", True), ('"4 386 500"', True), ('"1"#,##0', True), ("#,##0", False), ("0", False),
])
def test_a_number_in_disguise_is_found(code: str, caught: bool, book: Path) -> None:  # noqa: FBT001
    opened = openpyxl.load_workbook(book)
    name = opened.defined_names["fs_total_2026"].attr_text
    sheet, _, cell = name.replace("$", "").replace("'", "").rpartition("!")
    opened[sheet][cell].number_format = code
    opened.save(book)
    places = [each.place for each in findings(book) if each.id == "disguised"]
    assert places == ([f"{sheet}!{cell}"] if caught else [])


def test_findings_are_written_as_sarif(book: Path, finsam_xl: Run, tmp_path: Path) -> None:
    target = tmp_path / "found.sarif"
    book.write_bytes(KINDS[0](victim(book.read_bytes()), Random(2)).content)  # noqa: S311 - a seed
    assert finsam_xl("verify", book, "--sarif", target).code == 1
    run = json.loads(target.read_text(encoding="utf-8"))["runs"][0]
    assert run["results"][0]["ruleId"] == "stored_differs"
    assert run["tool"]["driver"]["name"] == "finsam-xl verify"


@pytest.mark.office
def test_a_book_that_libreoffice_has_saved_is_clean_in_three_engines(
    book: Path, finsam_xl: Run, tmp_path: Path
) -> None:
    saved = recalculated_files([book], tmp_path)[book]
    answer = finsam_xl("verify", saved, "--engines", "all")
    assert answer.out.splitlines()[1].startswith("0 fel, 0 varningar")
    assert "formualizer, ironcalc, libreoffice" in answer.out
