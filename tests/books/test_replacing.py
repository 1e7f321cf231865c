"""A file is replaced all or nothing, and never under somebody who has it open."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path
from typing import NoReturn

import pytest

from finsam_xl.books.replacing import refuse_open_elsewhere, replace_file
from finsam_xl.errors import BookError

BEFORE, AFTER = b"en gammal bok", b"en ny bok"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A book that is there already."""
    found = tmp_path / "plan.xlsx"
    found.write_bytes(BEFORE)
    return found


def refused(path: Path) -> BookError:
    """How replacing is refused; what was there still is, and nothing else."""
    with pytest.raises(BookError) as fault:
        replace_file(path, AFTER)
    assert fault.value.exit_code == 2
    return fault.value


def test_a_new_file_is_written(tmp_path: Path) -> None:
    path = tmp_path / "ny.xlsx"
    assert replace_file(path, AFTER) is True
    assert path.read_bytes() == AFTER
    assert list(tmp_path.iterdir()) == [path]


def test_an_old_file_is_replaced_whole(path: Path) -> None:
    assert replace_file(path, AFTER) is True
    assert path.read_bytes() == AFTER
    assert list(path.parent.iterdir()) == [path]


def test_an_unchanged_file_is_left_alone(path: Path) -> None:
    before = path.stat()
    assert replace_file(path, BEFORE) is False
    after = path.stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_a_symlink_is_followed_and_stays_one(path: Path) -> None:
    link = path.parent / "länk.xlsx"
    link.symlink_to(path)
    assert replace_file(link, AFTER) is True
    assert link.is_symlink()
    assert path.read_bytes() == AFTER


def test_a_symlink_to_nothing_yet_makes_what_it_points_to(tmp_path: Path) -> None:
    link = tmp_path / "länk.xlsx"
    link.symlink_to(tmp_path / "blir.xlsx")
    assert replace_file(link, AFTER) is True
    assert (tmp_path / "blir.xlsx").read_bytes() == AFTER
    assert link.is_symlink()


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_permissions_are_kept(path: Path, mode: int) -> None:
    path.chmod(mode)
    replace_file(path, AFTER)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        replace_file(tmp_path / "ny.xlsx", AFTER)
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "ny.xlsx").stat().st_mode) == 0o640


@pytest.mark.parametrize("lock", ["~$plan.xlsx", ".~lock.plan.xlsx#"])
def test_a_book_that_somebody_has_open_is_left_alone(path: Path, lock: str) -> None:
    (path.parent / lock).write_bytes(b"")
    fault = refused(path)
    assert fault.key == "file_open"
    assert lock in fault.fault()
    assert path.read_bytes() == BEFORE
    with pytest.raises(BookError):
        refuse_open_elsewhere(path)


def test_a_lock_lies_beside_the_file_itself_and_not_beside_the_link(
    path: Path, tmp_path: Path
) -> None:
    (tmp_path / "annan").mkdir()
    link = tmp_path / "annan" / "länk.xlsx"
    link.symlink_to(path)
    (path.parent / "~$plan.xlsx").write_bytes(b"")
    assert refused(link).key == "file_open"


def test_another_books_lock_is_no_hindrance(path: Path) -> None:
    (path.parent / "~$annan.xlsx").write_bytes(b"")
    assert replace_file(path, AFTER) is True


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    fault = refused(tmp_path / "saknas" / "plan.xlsx")
    assert fault.key == "folder_unwritable"
    assert "saknas" in fault.place


def test_a_folder_that_may_not_be_written_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(**_: object) -> NoReturn:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(tempfile, "mkstemp", read_only)
    assert refused(path).key == "folder_unwritable"
    assert path.read_bytes() == BEFORE


def test_a_file_that_may_not_be_written_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert refused(path).key == "file_locked"
    assert path.read_bytes() == BEFORE


def test_a_folder_in_the_files_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").mkdir()
    assert refused(tmp_path / "plan.xlsx").key in ("file_is_folder", "file_locked")


def test_a_file_that_may_not_be_read_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(found: Path) -> NoReturn:
        raise PermissionError(13, "denied", str(found))

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    assert refused(path).key == "file_locked"


def test_the_old_file_survives_when_the_rename_fails(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace a file that another program holds."""
    def held(found: Path, target: Path) -> NoReturn:
        raise PermissionError(13, "in use", str(found), 0, str(target))

    monkeypatch.setattr(Path, "replace", held)
    assert refused(path).key == "file_locked"
    assert path.read_bytes() == BEFORE
    assert list(path.parent.iterdir()) == [path]


def test_the_old_file_survives_when_the_disk_is_full(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> NoReturn:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert refused(path).exit_code == 2
    assert path.read_bytes() == BEFORE
    assert list(path.parent.iterdir()) == [path]


def test_the_old_file_survives_when_somebody_interrupts(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(found: Path, target: Path) -> NoReturn:
        raise KeyboardInterrupt(found, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        replace_file(path, AFTER)
    assert path.read_bytes() == BEFORE
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_cannot_be_flushed_is_no_failure(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some systems cannot open a folder; the file is written all the same."""
    opened = os.open

    def no_folders(found: str | Path, flags: int, mode: int = 0o777) -> int:
        if Path(found).is_dir():
            raise PermissionError(13, "denied", str(found))
        return opened(found, flags, mode)

    monkeypatch.setattr(os, "open", no_folders)
    assert replace_file(path, AFTER) is True
    assert path.read_bytes() == AFTER
