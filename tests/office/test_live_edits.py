"""What somebody types in LibreOffice is followed live, and equals what `finsam-xl plan` computes.

No Python of ours takes part in the live book; afterwards the saved copy is planned and compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from finsam_xl.books.cells import book_cells
from finsam_xl.cli import main
from finsam_xl.domain.names import parse_name
from finsam_xl.hosting import write_plan
from finsam_xl.package.archive import read_package
from finsam_xl.plans import compute_plan, draft_plan, example
from tests.office.soffice import office_host, run_script

pytestmark = pytest.mark.office


PEOPLE = ("base_offer", "individual_people", "structural_people", "participants", "places")


@dataclass(frozen=True)
class Edit:
    """Something a person types, on top of what was typed before."""

    what: str
    cells: Mapping[str, object]
    refused: bool = False


def _activity(row: int, tkr: float) -> dict[str, object]:
    return {
        f"fs_activity_name_{row}": "Ny insats", f"fs_activity_kind_{row}": "Individ",
        f"fs_activity_host_{row}": "Borås", f"fs_activity_beneficiary_{row}": "Bollebygd",
        f"fs_activity_funding_{row}": "Förbundsmedel", f"fs_activity_amount_{row}_2026": tkr,
    }


EDITS = {
    "sjuharad-2026": (
        Edit("another grant", {"fs_grant_2026": 9001.46}),
        Edit("another population", {"fs_population_1443_2025_06_30": 9_999}),
        Edit("another step", {"fs_step_2026": 1}),
        Edit("a step that is not filled", {"fs_step_2026": 1000}, refused=True),
        Edit("row by row", {"fs_step_2026": 10, "fs_rounding_2026": "Rad för rad"}),
        Edit("a new activity in the next spare row", _activity(11, 123.456)),
        Edit("an opening equity and costs of a plan year", {
            "fs_equity_opening_2026": 4_321.5, "fs_activity_amount_11_2027": 200,
            "fs_cost_change_2027": 0.025,
        }),
        Edit("a stated part of the region", {
            "fs_region_follows_2026": "Minst", "fs_region_stated_2026": 5_000}),
        Edit("a grant that is not known", {"fs_grant_2027": None}),
        Edit("a new activity in the last spare row", _activity(16, 1_000)),
    ),
    "ovning": (
        Edit("the first alternative", {"fs_scenario_chosen": "Oförändrat anslag"}),
        Edit("the third alternative", {"fs_scenario_chosen": "Dyrare insatser"}),
        Edit("an override of the alternative shown", {"fs_scenario_grant_03_2026": 4_000}),
        Edit("an override taken away", {"fs_scenario_grant_03_2026": None}),
        Edit("other participants in the alternative shown, and in the plan itself", {
            "fs_scenario_activity_participants_03_01": 120,
            "fs_scenario_activity_participants_03_05": 0, "fs_activity_participants_02": 43}),
        Edit("an alternative with the plan's own participants", {
            "fs_scenario_chosen": "Mindre kansli"}),
        Edit("the alternative with its own participants again", {
            "fs_scenario_chosen": "Dyrare insatser"}),
        Edit("participants of the alternative taken away, and those of the plan", {
            "fs_scenario_activity_participants_03_05": None, "fs_activity_participants_02": None}),
        Edit("the base plan again", {"fs_scenario_chosen": "Grundplan"}),
        Edit("a grant below the alternatives", {"fs_grant_2026": 3_900, "fs_step_2026": 100}),
    ),
}


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with office_host(tmp_path_factory.mktemp("host")) as pipe:
        yield pipe


@pytest.mark.parametrize("name", EDITS)
def test_figures_follow_every_edit_and_equal_what_plan_computes(
    name: str, host: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "book.xlsx"
    plan = compute_plan(example(name))
    write_plan(book, plan)
    figures = [each.name for each in draft_plan(plan).draft.names if each.kind == "figure"]
    steps: list[dict[str, Any]] = [{"do": "open", "path": str(book)}]
    for number, edit in enumerate(EDITS[name]):
        steps += [{"do": "set", "cells": dict(edit.cells)}, {"do": "read", "names": figures},
                  {"do": "save", "path": str(tmp_path / f"{number}.xlsx")}]
    answers = run_script(host, [*steps, {"do": "close"}])
    lives = [answer for answer in answers if isinstance(answer, dict)]
    before: Mapping[str, Any] = {}
    for number, (edit, live) in enumerate(zip(EDITS[name], lives, strict=True)):
        assert live != before, f"{edit.what}: nothing followed"
        before = live
        code, planned = _planned(tmp_path / f"{number}.xlsx", capsys)
        assert (code == 2) == edit.refused, f"{edit.what}: {planned.get('error')}"
        if edit.refused:
            assert live["fs_master_check"] > 0, edit.what
            continue
        assert _of_live(live, planned) == _of_plan(planned), edit.what
        people = _people(tmp_path / f"planned-{number}.xlsx")
        assert {each: live[each] for each in people} == people, edit.what


def _planned(copy: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    """What `finsam-xl plan --json` says of a copy saved by LibreOffice."""
    capsys.readouterr()
    code = main(["plan", str(copy), "--out", str(copy.with_name(f"planned-{copy.name}")),
                 "--json"])
    printed: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, printed


def _people(planned: Path) -> dict[str, object]:
    """The participants and places of a planned book by their names."""
    book = book_cells(read_package(planned))
    return {name: book.sheets[title][at].content for name, (title, at) in book.names.items()
            if (parsed := parse_name(name)) is not None and parsed.quantity in PEOPLE}


def _of_plan(planned: Mapping[str, Any]) -> dict[str, object]:
    """The plan's figures by the names they have in the book."""
    found: dict[str, object] = {
        "fs_master_check": sum(check["status"] == "fail" for check in planned["checks"]),
        "fs_warnings": sum(check["status"] == "warn" for check in planned["checks"]),
    }
    for year, figures in planned["years"].items():
        for member, amount in figures["contributions"].items():
            found[f"fs_contribution_{member}_{year}"] = amount
        for key in ("total", "costs", "result", "equity_closing"):
            if key == "total" or figures["costs"] is not None:
                found[f"fs_{key}_{year}"] = figures[key]
    return found


def _of_live(live: Mapping[str, Any], planned: Mapping[str, Any]) -> dict[str, object]:
    """The same figures as they stand in the live book."""
    return {name: live.get(name, "no such name") for name in _of_plan(planned)}
