"""What a run that was killed left behind is cleared away; a run still at work keeps its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from finsam_xl.books import replacing
from finsam_xl.books.replacing import replace_file
from tests.books.replaced import AFTER, BEFORE, left_behind


@contextmanager
def another_program(script: str, path: Path) -> Iterator[None]:
    """Another program at work on a file, until we are done; it says when it has begun."""
    begun = subprocess.Popen(  # noqa: S603 - Python itself
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert begun.stdin is not None
    assert begun.stdout is not None
    try:
        assert begun.stdout.readline() == b"ready\n"
        yield
    finally:
        begun.communicate(b"")
    assert begun.returncode == 0


def test_what_a_killed_run_left_is_cleared_away(path: Path, backup: Path) -> None:
    """The book's and its copy's, even when there is nothing to write; others' stay."""
    others = [left_behind(path, name) for name in (
        ".annan.xlsx.0123456789abcdef.finsam-xl.tmp", ".plan.xlsx.0123456789abcdef.tmp",
        ".plan.xlsx.b.xlsx.0123456789abcdef.finsam-xl.tmp", ".plan.xlsx.finsam-xl.tmp")]
    for content in (AFTER, AFTER):
        left_behind(path)
        left_behind(backup)
        replace_file(path, content, backup=backup)
        assert set(path.parent.iterdir()) == {path, backup, *others}


def test_what_cannot_be_cleared_away_is_no_hindrance(path: Path) -> None:
    left = path.with_name(f".{path.name}.0123456789abcdef.finsam-xl.tmp")
    left.mkdir()
    assert replace_file(path, AFTER) is True
    left.rmdir()
    left.symlink_to(path)
    assert replace_file(path, BEFORE) is True
    assert left.is_symlink()


HOLDING = """
import fcntl, sys
file = open(sys.argv[1], "rb")
fcntl.flock(file, fcntl.LOCK_EX)
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows holds what is open")
def test_what_a_run_still_at_work_holds_stays(path: Path) -> None:
    left = left_behind(path)
    with another_program(HOLDING, left):
        replace_file(path, AFTER)
        assert left.read_bytes() == AFTER[:4]
    replace_file(path, BEFORE)
    assert not left.exists()


def test_a_run_at_work_holds_its_temporary_file_until_it_is_renamed(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another run on the same book, at any moment of the first, takes nothing away."""
    rename, cleared = Path.replace, 0

    def meanwhile(found: Path, target: Path) -> Path:
        nonlocal cleared
        for each in (path, backup):
            replacing._clear(each)  # noqa: SLF001 - as the other run does
        cleared += 1
        return rename(found, target)

    monkeypatch.setattr(Path, "replace", meanwhile)
    replace_file(path, AFTER, backup=backup)
    assert cleared == 2
    assert (path.read_bytes(), backup.read_bytes()) == (AFTER, BEFORE)


def test_where_files_cannot_be_held_they_are_cleared_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows has no fcntl; there what is open cannot be taken away."""
    monkeypatch.setitem(sys.modules, "fcntl", None)
    left_behind(path)
    replace_file(path, AFTER)
    assert list(path.parent.iterdir()) == [path]
