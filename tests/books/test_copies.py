"""A copy of the old file is laid beside the new one before that takes its place."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NoReturn

import pytest

from finsam_xl.books.replacing import replace_file
from tests.books.replaced import AFTER, BEFORE, refused

LONG_AGO = 1_000_000_000_123_456_789


def test_a_copy_of_the_old_file_is_laid_beside_it(path: Path, backup: Path) -> None:
    """With its content, its permissions and its time."""
    path.chmod(0o640)
    os.utime(path, ns=(LONG_AGO, LONG_AGO))
    assert replace_file(path, AFTER, expected=BEFORE, backup=backup) is True
    assert (path.read_bytes(), backup.read_bytes()) == (AFTER, BEFORE)
    assert stat.S_IMODE(backup.stat().st_mode) == 0o640
    assert backup.stat().st_mtime_ns == LONG_AGO
    assert path.stat().st_mtime_ns != LONG_AGO
    assert set(path.parent.iterdir()) == {path, backup}


def test_a_secret_book_is_secret_from_the_first_byte(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither its temporary file nor its copy's is ever anybody else's to read."""
    path.chmod(0o600)
    seen: list[int] = []
    written, chmod = os.fsync, Path.chmod

    def watched(handle: int) -> None:
        seen.append(stat.S_IMODE(os.fstat(handle).st_mode))
        written(handle)

    def changed(found: Path, mode: int) -> None:
        seen.append(mode)
        chmod(found, mode)

    monkeypatch.setattr(os, "fsync", watched)
    monkeypatch.setattr(Path, "chmod", changed)
    replace_file(path, AFTER, backup=backup)
    assert set(seen[:-1]) == {0o600}  # the last is the folder


def test_a_new_file_has_no_copy(tmp_path: Path) -> None:
    replace_file(tmp_path / "ny.xlsx", AFTER, backup=tmp_path / "kopia.xlsx")
    assert list(tmp_path.iterdir()) == [tmp_path / "ny.xlsx"]


def test_an_older_copy_gives_way(path: Path, backup: Path) -> None:
    backup.write_bytes(b"en kopia")
    backup.chmod(0o664)
    path.chmod(0o600)
    replace_file(path, AFTER, backup=backup)
    assert backup.read_bytes() == BEFORE
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


@pytest.mark.parametrize("led_to", ["plan.xlsx", "annan.xlsx", "saknas.xlsx"])
def test_a_symlink_where_the_copy_goes_gives_way_and_what_it_led_to_stays(
    path: Path, backup: Path, led_to: str
) -> None:
    """Even one to the book itself."""
    (path.parent / "annan.xlsx").write_bytes(b"en annan bok")
    backup.symlink_to(path.parent / led_to)
    replace_file(path, AFTER, backup=backup)
    assert not backup.is_symlink()
    assert (path.read_bytes(), backup.read_bytes()) == (AFTER, BEFORE)
    assert (path.parent / "annan.xlsx").read_bytes() == b"en annan bok"


def test_a_folder_where_the_copy_goes_is_refused(path: Path, backup: Path) -> None:
    backup.mkdir()
    fault = refused(path, backup=backup)
    assert (fault.key, fault.place) == ("file_is_folder", str(backup))
    assert path.read_bytes() == BEFORE


def test_without_a_copy_nothing_is_replaced(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk, a folder that is not there, a copy that another program holds."""
    fault = refused(path, backup=path.parent / "saknas" / "kopia.xlsx")
    assert fault.key == "folder_unwritable"
    assert "saknas" in fault.place

    def held(found: Path, target: Path) -> NoReturn:
        assert target == backup
        raise PermissionError(13, "in use", str(found), 0, str(target))

    monkeypatch.setattr(Path, "replace", held)
    assert refused(path, backup=backup).place == str(backup)
    assert path.read_bytes() == BEFORE
