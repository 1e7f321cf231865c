"""The add-in's manifest: the pane, its buttons, and the one right that it asks for."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from finsam_xl.web.manifest import manifest
from finsam_xl.web.ribbon import VERBS

SITE = Path(__file__).parents[2] / "finsam_xl" / "web" / "site"
SPACE = "{http://schemas.microsoft.com/office/appforoffice/1.1}"
OVERRIDES = "{http://schemas.microsoft.com/office/taskpaneappversionoverrides}"
BASIC = "{http://schemas.microsoft.com/office/officeappbasictypes/1.0}"


def told() -> ET.Element:
    return ET.fromstring(manifest("https://finsam.example.se/plan/"))  # noqa: S314 - our own


def test_the_add_in_may_read_and_type_in_the_open_book_and_nothing_else() -> None:
    assert told().findtext(f"{SPACE}Permissions") == "ReadWriteDocument"
    assert (SITE / "pane.html").is_file()


def test_each_button_runs_a_verb_that_the_pane_has() -> None:
    buttons = [each.text for each in told().iter(f"{OVERRIDES}FunctionName")]
    keys = re.search(r"const KEYS = \[(.*?)\]", (SITE / "modules/office/main.js").read_text("utf8"))
    assert keys is not None
    assert buttons == list(VERBS)
    assert set(re.findall(r'"(\w+)"', keys[1])) == set(VERBS)


def test_every_text_and_picture_that_is_pointed_at_is_there_and_as_short_as_office_takes() -> None:
    tree = told()
    kept = {each.get("id"): each for each in tree.iter() if each.get("id")}
    assert {each.get("resid") for each in tree.iter() if each.get("resid")} <= kept.keys()
    for each in tree.iter(f"{BASIC}String"):
        most = 250 if str(each.get("id")).endswith(".Tip") else 125
        said = [each.get("DefaultValue"), *(other.get("Value") for other in each)]
        assert all(text and len(text) <= most for text in said)
