"""What Excel is told of our functions is what Microsoft's own tool makes of their source."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.browser.tools import HERE, fetched, tool

SITE = HERE.parents[1] / "finsam_xl" / "web" / "site"


@pytest.mark.browser
def test_the_metadata_is_what_custom_functions_metadata_makes(tmp_path: Path) -> None:
    node = tool("node")
    maker = fetched(HERE / "functions") / "node_modules" / "custom-functions-metadata" / "cli.js"
    made = tmp_path / "functions.json"
    source = SITE / "modules" / "office" / "functions.js"
    subprocess.run([node, maker, "generate", source, made], check=True)  # noqa: S603 - pinned
    assert json.loads(made.read_text("utf8")) == json.loads(
        (SITE / "functions.json").read_text("utf8"))
