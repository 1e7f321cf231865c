"""What an examination says, to a person and to programs."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from finsam_xl.findings.finding import Finding, findings_report, is_clean, worst_first
from finsam_xl.findings.sarif import sarif
from finsam_xl.screen import say_findings

NOTE = Finding(id="stranger", severity="note", place="Budget", message="Ett annat blad.")
ERROR = Finding(id="value", severity="error", place="Andelar!H6", expected=4, actual=5,
                message="Värdet är 5, ska vara 4.", cure="Kör plan.")


def asked(**more: object) -> argparse.Namespace:
    return argparse.Namespace(**{"json": False, "sarif": None, "lang": "sv", **more})


def test_only_notes_are_clean() -> None:
    assert is_clean([NOTE])
    assert not is_clean([NOTE, ERROR])


def test_the_gravest_stands_first() -> None:
    assert worst_first([NOTE, ERROR]) == (ERROR, NOTE)


def test_json_has_every_field_and_null_where_nothing_is_said() -> None:
    report = findings_report([NOTE], cells=3)
    assert report == {"ok": True, "cells": 3, "findings": [{
        "id": "stranger", "severity": "note", "place": "Budget", "message": "Ett annat blad.",
        "expected": None, "actual": None, "cure": None}]}


def test_sarif_names_the_file_the_cell_and_the_rule() -> None:
    run = sarif([ERROR], "min bok.xlsx", verb="verify", rules={"value": "Värden"})["runs"][0]
    result = run["results"][0]
    assert (result["level"], result["ruleId"]) == ("error", "value")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "value"
    location = result["locations"][0]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "min%20bok.xlsx"
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "Andelar!H6"


def test_the_screen_shows_place_sentence_and_cure(capsys: pytest.CaptureFixture[str]) -> None:
    assert say_findings([NOTE, ERROR], asked(), verb="verify", file="bok.xlsx", rules={}) == 1
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "1 fel, 0 varningar, 1 notering."
    assert printed[1:3] == ["  Fel  Andelar!H6: Värdet är 5, ska vara 4. Kör plan.",
                            "  Notering  Budget: Ett annat blad."]


def test_sarif_is_written_beside_what_the_screen_shows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "found.sarif"
    code = say_findings([NOTE], asked(json=True, sarif=str(target)), verb="lint",
                        file="bok.xlsx", rules={})
    assert code == 0
    assert json.loads(capsys.readouterr().out)["ok"] is True
    assert json.loads(target.read_text(encoding="utf-8"))["version"] == "2.1.0"
