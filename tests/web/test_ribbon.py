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

IN_ORDER = {
    "VersionOverrides": ("Requirements", "Hosts", "Resources"),
    "Host": ("Runtimes", "AllFormFactors", "DesktopFormFactor"),
    "DesktopFormFactor": ("FunctionFile", "ExtensionPoint"),
    "CustomTab": ("Group", "Label"),
    "Group": ("Label", "Icon", "Control"),
    "Control": ("Label", "Supertip", "Icon", "Action"),
    "Supertip": ("Title", "Description"),
    "Resources": ("Images", "Urls", "ShortStrings", "LongStrings"),
}
"""What stands in each element, in the order of Microsoft's TaskPaneAppVersionOverridesV1_0.xsd."""
FUNCTIONS = ("Script", "Page", "Metadata", "Namespace")


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


def test_elements_stand_in_the_order_that_the_schema_asks_for() -> None:
    overrides = told().find(f"{OVERRIDES}VersionOverrides")
    assert overrides is not None
    for each in overrides.iter():
        name, stands = bare(each), tuple(dict.fromkeys(map(bare, each)))
        if name in IN_ORDER:
            assert stands == IN_ORDER[name], name
    points = [tuple(map(bare, each)) for each in overrides.iter(f"{OVERRIDES}ExtensionPoint")]
    assert points == [FUNCTIONS, ("CustomTab",)]
    assert all(len(resid) <= 32 for each in overrides.iter() if (resid := each.get("resid")))


def bare(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
