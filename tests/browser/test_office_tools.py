"""What Excel is told of the add-in, before Microsoft's own tools: its functions, its manifest."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from finsam_xl.web.manifest import IDENTITY, manifest
from finsam_xl.web.ribbon import VERBS
from tests.browser.tools import HERE, fetched, tool

SITE = HERE.parents[1] / "finsam_xl" / "web" / "site"
TOOLS = HERE / "office_tools"
ADDRESS = "https://finsam.example.se/plan"


@pytest.mark.browser
def test_the_metadata_is_what_custom_functions_metadata_makes(tmp_path: Path) -> None:
    node = tool("node")
    maker = fetched(TOOLS) / "node_modules" / "custom-functions-metadata" / "cli.js"
    made = tmp_path / "functions.json"
    source = SITE / "modules" / "office" / "functions.js"
    subprocess.run([node, maker, "generate", source, made], check=True)  # noqa: S603 - pinned
    assert json.loads(made.read_text("utf8")) == json.loads(
        (SITE / "functions.json").read_text("utf8"))


@pytest.mark.browser
def test_the_manifest_passes_the_schema_and_says_there_what_it_says_here(tmp_path: Path) -> None:
    found = held_against_schema(manifest(ADDRESS), tmp_path)
    assert found["faults"] == []
    told = found["told"]
    assert told["id"] == IDENTITY
    assert [each["name"] for each in told["authorization"]["permissions"]["resourceSpecific"]] == [
        "Document.ReadWrite.User"]
    [extension] = told["extensions"]
    pages = [each["code"]["page"] for each in extension["runtimes"] if "page" in each["code"]]
    assert set(pages) == {f"{ADDRESS}/pane.html"}
    actions = [each["id"] for run in extension["runtimes"] for each in run.get("actions", ())]
    assert actions == list(VERBS)
    [tab] = extension["ribbons"][0]["tabs"]
    assert [each["actionId"] for each in tab["groups"][0]["controls"]] == list(VERBS)


@pytest.mark.browser
def test_a_manifest_that_office_would_not_take_is_told(tmp_path: Path) -> None:
    broken = manifest(ADDRESS).replace(b'size="80"', b'size="81"')
    with pytest.raises(subprocess.CalledProcessError) as refused:
        held_against_schema(broken, tmp_path)
    assert "missing required size 80" in refused.value.stderr


def held_against_schema(content: bytes, folder: Path) -> dict[str, Any]:
    """What Microsoft's converter makes of a manifest, and what its schema has against that."""
    node, script = tool("node"), fetched(TOOLS) / "manifest.mjs"
    path = folder / "manifest.xml"
    path.write_bytes(content)
    done = subprocess.run([node, script, path, folder / "told"],  # noqa: S603 - our own script
                          check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
