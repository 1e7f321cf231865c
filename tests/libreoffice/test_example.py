"""The example in the room's docstring does what its remarks say."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

import finsam_xl.libreoffice
from finsam_xl.libreoffice.engine import engine
from finsam_xl.libreoffice.starting import Settings
from tests.office.soffice import soffice_or_skip, uno_or_skip


@pytest.mark.office
def test_the_example_prints_what_it_says(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    engine(Settings(office=Path(soffice_or_skip()), python=uno_or_skip(),
                    profile=tmp_path / "profile"))
    text = finsam_xl.libreoffice.__doc__ or ""
    example = text[text.index("    import xlwings"):text.index("\n`visible=True`")]
    exec(dedent(example), {})  # noqa: S102 - it is ours
    said = re.search(r"print\(.*# (.*)", example)
    assert said
    assert capsys.readouterr().out.strip() == said.group(1)
