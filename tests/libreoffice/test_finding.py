"""Where LibreOffice and its Python are looked for, with files that only pretend."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from finsam_xl.libreoffice import finding
from finsam_xl.libreoffice.starting import Settings, start
from tests.libreoffice.calc import refused

NEVER = """#!/bin/sh
test "$1" = -c && exit 0
while read -r line; do echo '{"answers": [false]}'; done
"""
posix = pytest.mark.skipif(sys.platform == "win32", reason="the pretenders are shell scripts")


def pretender(path: Path, *, ends: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\nexit {ends}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@posix
@pytest.mark.parametrize("command", ["soffice", "libreoffice"])
def test_libreoffice_is_found_on_the_path(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    wanted = pretender(tmp_path / command)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert finding.soffice() == wanted


def test_libreoffice_is_found_where_its_windows_installer_puts_it(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = pretender(tmp_path / "LibreOffice" / "program" / "soffice.exe")
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    assert finding.soffice() == wanted


def test_a_libreoffice_that_is_not_there_is_missing(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(sys, "platform", "linux")
    assert refused(finding.soffice) == "office_missing"
    assert refused(finding.soffice, tmp_path / "soffice") == "office_missing"


@posix
@pytest.mark.parametrize("place", ["program/python", "Resources/python"])
def test_the_python_that_libreoffice_brings_comes_first(tmp_path: Path, place: str) -> None:
    office = pretender(tmp_path / "program" / "soffice")
    wanted = pretender(tmp_path / place)
    assert finding.python_with_uno(office) == wanted


@posix
def test_a_python_without_uno_will_not_do(tmp_path: Path) -> None:
    without = pretender(tmp_path / "python3", ends=1)
    assert refused(finding.python_with_uno, None, without) == "uno_missing"
    assert refused(finding.python_with_uno, None, tmp_path / "nowhere") == "uno_missing"


def test_the_other_python_is_not_told_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "ours")
    monkeypatch.setenv("OTHER", "theirs")
    environment = finding.environment()
    assert "PYTHONPATH" not in environment
    assert environment["OTHER"] == "theirs"


@posix
@pytest.mark.parametrize(("ends", "starts"), [
    (81, 3), (1, 3), pytest.param(0, 1, marks=pytest.mark.thorough)])
def test_a_libreoffice_that_never_answers_is_started_no_more_than_three_times(
        tmp_path: Path, ends: int, starts: int) -> None:
    """One that ends with 0 has handed over to another, and is started once."""
    office = tmp_path / "soffice"
    office.write_text(f"#!/bin/sh\necho x >> {tmp_path}/starts\nexit {ends}\n", encoding="utf-8")
    office.chmod(0o755)
    deaf = tmp_path / "python"
    deaf.write_text(NEVER, encoding="utf-8")
    deaf.chmod(0o755)
    settings = Settings(office=office, python=deaf, profile=tmp_path / "p", start_seconds=3)
    assert refused(lambda: start(settings, visible=False)) == "office_not_started"
    assert (tmp_path / "starts").read_text(encoding="utf-8").count("x") == starts
