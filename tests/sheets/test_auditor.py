"""An auditor that knows nothing of us finds nothing that it calls an error."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from finsam_xl.hosting import write_plan
from finsam_xl.plans import EXAMPLES, compute_plan, example
from tests.office.soffice import soffice_or_skip

_SECONDS = 300


@pytest.mark.office
@pytest.mark.parametrize("name", EXAMPLES)
def test_spreadsheet_auditor_calls_nothing_an_error(name: str, tmp_path: Path) -> None:
    """Critical and High are what its SARIF report calls errors; it recalculates with soffice."""
    soffice_or_skip()
    book = tmp_path / f"{name}.xlsx"
    write_plan(book, compute_plan(example(name)))
    command = [str(Path(sys.executable).parent / "spreadsheet-auditor"), str(book), "--format",
               "sarif", "--out", str(tmp_path / "found.sarif"), "--fail-on", "High", "--quiet"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=_SECONDS,  # noqa: S603
                          cwd=tmp_path)
    report = json.loads((tmp_path / "found.sarif").read_text(encoding="utf-8"))
    errors = [result["message"]["text"][:200] for run in report["runs"]
              for result in run["results"] if result["level"] == "error"]
    assert errors == []
    assert done.returncode == 0, done.stderr
