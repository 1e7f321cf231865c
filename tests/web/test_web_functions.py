"""The functions in Excel's own runtime: the desktop's answers, and the desktop's words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from finsam_xl.functions.binding import ARGUMENTS
from finsam_xl.texts import texts_in
from finsam_xl.web.asked import Page
from finsam_xl.web.bridge import answered
from finsam_xl.web.functions import NAMES

METADATA = Path(__file__).parents[2] / "finsam_xl" / "web" / "site" / "functions.json"
TELLS = {"ANDEL": ("sv", "share"), "KONTROLL": ("sv", "check"), "FORKLARA": ("sv", "explain"),
         "BEFOLKNING": ("sv", "population"), "SHARE": ("en", "share"), "CHECK": ("en", "check"),
         "EXPLAIN": ("en", "explain"), "POPULATION": ("en", "population")}


def answers(*asked: tuple[str, list[Any]]) -> list[Any]:
    request = {"call": "functions", "asked": [
        {"name": name, "given": given} for name, given in asked]}
    found, _ = answered(Page(), request, [], "sv")
    told: list[Any] = found["answers"]
    return told


def test_many_cells_are_answered_at_once_and_blanks_stay_blank() -> None:
    """
    Belopp  Invånare  Andel
    1 000   3           750
    1 000   1           250
    """
    shares, check = answers(("ANDEL", [1000, [[3], [""], [1]], None]),
                            ("KONTROLL", [1000, [[750], [250]], None, None]))
    assert (shares, check[0]) == ([[750.0], [None], [250.0]], "✓")


def test_what_cannot_be_understood_is_a_sentence_in_its_cell() -> None:
    refused, fine = answers(("SHARE", ["ten", [[1]]]), ("SHARE", [10, [[1]]]))
    assert refused.startswith("#FINSAM: amount")
    assert fine == [[10.0]]


@pytest.mark.parametrize("name", NAMES)
def test_excel_is_told_of_a_function_in_the_words_of_the_desktop(name: str) -> None:
    language, about = TELLS[name]
    words = texts_in(language).tables["functions"]
    told = next(each for each in json.loads(METADATA.read_text("utf8"))["functions"]
                if each["id"] == name)
    explained = {words[each]: words[f"{each}_is"] for each in ARGUMENTS}
    assert told["description"] == words[f"{about}_about"]
    assert all(each["description"] == explained[each["name"]] for each in told["parameters"])
