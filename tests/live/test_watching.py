"""`finsam-xl live` from end to end: commands from the terminal, and how it ends."""

from __future__ import annotations

import argparse
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from finsam_xl.books.patch import Patch, Receipt
from finsam_xl.cli import main
from finsam_xl.errors import BookError
from finsam_xl.live.alone import alone_with
from finsam_xl.live.hosts import host_for
from finsam_xl.live.session import Session
from finsam_xl.live.watching import Watch
from tests.office.soffice import soffice_or_skip, uno_or_skip

EXAMPLES = Path(__file__).parent.parent.parent / "workbooks"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    shutil.copy(EXAMPLES / "sjuharad-2026.xlsx", path)
    return path


def _live(book: Path, typed: str, monkeypatch: pytest.MonkeyPatch, *more: str) -> int:
    soffice_or_skip()
    uno_or_skip()
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    return main(["live", str(book), "--hidden", *more])


@pytest.mark.office
def test_commands_of_the_terminal_are_answered_and_the_end_of_them_ends_it(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = book.read_bytes()
    code = _live(book, "hjälp\nberäkna\nförklara; fs_result_2026\n", monkeypatch)
    said = capsys.readouterr()
    assert code == 0
    assert "104 kontroller godkända, 34 varningar, 0 avvikelser." in said.out
    assert "Resultat 2026: −834\xa0000 kr" in said.out
    assert "Beräkna och kontrollera" in said.err
    assert book.read_bytes() == before


@pytest.mark.office
def test_what_is_refused_ends_with_two_and_is_an_object_in_json(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = _live(book, "gör; ; därför; AC\nsluta\nberäkna\n", monkeypatch, "--json")
    text = capsys.readouterr().out
    found = [json.loads(line) for line in text.splitlines()]
    assert code == 2
    assert found[0]["ok"]
    assert found[-1] == {"ok": False, "error": {
        "kind": "input", "place": "Grundplan", "fault": "grundplanen visas redan.",
        "cure": found[-1]["error"]["cure"]}}


@pytest.mark.office
def test_a_program_that_is_gone_ends_it_with_a_sentence(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    soffice_or_skip()
    uno_or_skip()
    host = host_for(book, hidden=True)
    session = Session(book, host, "sv")
    host.app.kill()
    monkeypatch.setattr(sys, "stdin", io.StringIO("beräkna\n"))
    code = Watch(session, argparse.Namespace(lang="sv", json=False)).watch()
    said = capsys.readouterr().err
    assert code == 0
    assert "kalkylprogrammet eller boken har stängts" in said
    assert "Slut." in said


@pytest.mark.office
def test_a_sheet_with_its_live_cells_locked_only_silences_it(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    soffice_or_skip()
    uno_or_skip()
    host = host_for(book, hidden=True)
    try:
        session = Session(book, host, "sv")
        refused = BookError("sheet_protected", place="Beslutsstöd")
        monkeypatch.setattr(session.book, "write", _refusing(refused))
        title, at = session.book.names["fs_grant_2026"]
        session.book.host.sheets[title].range((at[0] + 1, at[1] + 1)).value = 8500
        assert session.look() is not None
        assert session.muted is refused
        assert session.counts()["fail"] == 0
    finally:
        host.end()


def _refusing(fault: BookError) -> Callable[[Patch], Receipt]:
    def write(patch: Patch) -> Receipt:
        del patch
        raise fault

    return write


@pytest.mark.office
def test_a_plan_written_from_the_terminal_is_in_the_file(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _live(book, "skriv; ; Inför samråd; A. Chef\n", monkeypatch) == 0
    assert "Skriven: plan.xlsx" in capsys.readouterr().out
    assert main(["names", str(book), "--json"]) == 0
    names = {each["name"]: each["value"] for each in json.loads(capsys.readouterr().out)}
    assert (names["fs_change_author_01"], names["fs_change_what_01"]) == (
        "A. Chef", "Planen skriven")


def test_a_second_session_for_the_same_book_is_refused(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with alone_with(book):
        assert main(["live", str(book), "--hidden"]) == 2
    assert "är redan igång" in capsys.readouterr().err
    with alone_with(book):
        pass


def test_another_book_may_be_followed_at_the_same_time(book: Path, tmp_path: Path) -> None:
    with (alone_with(book), alone_with(tmp_path / "other.xlsx"), pytest.raises(BookError),
          alone_with(book)):
        pass


_LOADED = """
import sys
import xlwings
before = {name for name in sys.modules if name.startswith("xlwings.pro")}
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("xlwings.pro") and name not in before:
            raise AssertionError(f"{name} was asked for")
sys.meta_path.insert(0, Blocked())
import finsam_xl.live.watching
import finsam_xl.books.live
import finsam_xl.libreoffice.engine
after = {name for name in sys.modules if name.startswith("xlwings.pro")}
assert after == before, after - before
"""


def test_nothing_of_the_paid_part_of_xlwings_is_loaded() -> None:
    """No more than what `import xlwings` itself loads; no licence is asked for."""
    done = subprocess.run([sys.executable, "-c", _LOADED], check=False, capture_output=True,  # noqa: S603
                          text=True)
    assert done.returncode == 0, done.stderr
    package = Path(__file__).parent.parent.parent / "finsam_xl"
    asking = [path for path in package.rglob("*.py")
              if "LICENSE_KEY" in path.read_text(encoding="utf-8") and "addin" not in path.parts]
    assert asking == []
