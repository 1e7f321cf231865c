"""A file is replaced all or nothing, and never if somebody has changed it meanwhile."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from finsam_xl.books import replacing
from finsam_xl.books.replacing import real_path, replace_file
from finsam_xl.errors import BookError
from tests.books.replaced import AFTER, BEFORE, CHANGED, left_behind, refused

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


# -- written, replaced, left alone ---------------------------------------------------------------


def test_a_new_file_is_written(tmp_path: Path) -> None:
    path = tmp_path / "ny.xlsx"
    assert replace_file(path, AFTER) is True
    assert path.read_bytes() == AFTER
    assert list(tmp_path.iterdir()) == [path]


def test_an_old_file_is_replaced_whole(path: Path) -> None:
    assert replace_file(path, AFTER) is True
    assert path.read_bytes() == AFTER
    assert list(path.parent.iterdir()) == [path]


def test_an_unchanged_file_is_left_alone(path: Path, backup: Path) -> None:
    before = path.stat()
    assert replace_file(path, BEFORE, expected=BEFORE, backup=backup) is False
    after = path.stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)
    assert not backup.exists()


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


def test_symlinks_in_a_circle_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "en.xlsx").symlink_to(tmp_path / "annan.xlsx")
    (tmp_path / "annan.xlsx").symlink_to(tmp_path / "en.xlsx")
    with pytest.raises(BookError, match="kan inte läsas"):
        real_path(tmp_path / "en.xlsx")
    assert refused(tmp_path / "en.xlsx").key == "file_locked"


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_permissions_are_kept(path: Path, mode: int) -> None:
    path.chmod(mode)
    replace_file(path, AFTER)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(not IS_ROOT, reason="only root may give files away")
def test_owner_and_group_are_kept(path: Path, backup: Path) -> None:
    """A book in a shared folder stays its group's."""
    os.chown(path, 1234, 5678)
    replace_file(path, AFTER, backup=backup)
    assert [(each.stat().st_uid, each.stat().st_gid) for each in (path, backup)] == [
        (1234, 5678)] * 2


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        replace_file(tmp_path / "ny.xlsx", AFTER)
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "ny.xlsx").stat().st_mode) == 0o640


def test_a_disk_that_knows_no_permissions_is_written_all_the_same(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Network shares and memory sticks may refuse every change of them."""
    def refuses(*_: object, **__: object) -> NoReturn:
        raise PermissionError(1, "not here")

    for name in ("chown", "utime"):
        monkeypatch.setattr(os, name, refuses)
    monkeypatch.setattr(Path, "chmod", refuses)
    assert replace_file(path, AFTER, backup=backup) is True
    assert (path.read_bytes(), backup.read_bytes()) == (AFTER, BEFORE)


@pytest.mark.parametrize("name", ["å" * 120 + ".xlsx", "会" * 80 + ".xlsx", "n" * 250 + ".xlsx"])
def test_a_name_may_be_as_long_as_the_disk_allows(tmp_path: Path, name: str) -> None:
    """Its temporary file repeats but the beginning; a lock file would have no room beside it."""
    path = tmp_path / name
    path.write_bytes(BEFORE)
    left = left_behind(path, f"{replacing._head(path).join('..')}a1b2c3d4.finsam-xl.tmp")  # noqa: SLF001
    assert replace_file(path, AFTER) is True
    assert path.read_bytes() == AFTER
    assert not left.exists()


# -- somebody else ---------------------------------------------------------------------------------


def test_a_file_that_somebody_saved_meanwhile_is_refused(path: Path, backup: Path) -> None:
    path.write_bytes(CHANGED)
    backup.write_bytes(b"en kopia")
    fault = refused(path, expected=BEFORE, backup=backup)
    assert fault.key == "file_changed"
    assert (path.read_bytes(), backup.read_bytes()) == (CHANGED, b"en kopia")


def test_a_file_that_somebody_saves_at_the_last_moment_is_refused(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the temporary file goes to disk: what it held before is in the copy."""
    flush = os.fsync

    def saving(handle: int) -> None:
        flush(handle)
        path.write_bytes(CHANGED)

    monkeypatch.setattr(os, "fsync", saving)
    with pytest.raises(BookError, match="ändrats"):
        replace_file(path, AFTER, expected=BEFORE, backup=backup)
    assert (path.read_bytes(), backup.read_bytes()) == (CHANGED, BEFORE)
    assert set(path.parent.iterdir()) == {path, backup}


@pytest.mark.parametrize("gone", ["before", "at the last moment"])
def test_a_file_that_somebody_took_away_is_not_made_again(
    path: Path, gone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if gone == "before":
        path.unlink()
    else:
        monkeypatch.setattr(os, "fsync", lambda _: path.unlink(missing_ok=True))
    with pytest.raises(BookError, match="ändrats"):
        replace_file(path, AFTER, expected=BEFORE)
    assert list(path.parent.iterdir()) == []


# -- refused -------------------------------------------------------------------------------------


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    fault = refused(tmp_path / "saknas" / "plan.xlsx")
    assert fault.key == "folder_unwritable"
    assert "saknas" in fault.place


def test_a_file_in_a_folders_place_is_refused(path: Path) -> None:
    assert refused(path / "plan.xlsx").key == "folder_unwritable"


def no_folder(flags: int) -> Callable[..., int]:
    """os.open that opens everything but what it would make."""
    opened = os.open

    def opening(found: str | Path, asked: int, mode: int = 0o777) -> int:
        if asked & flags:
            raise PermissionError(13, "denied", str(found))
        return opened(found, asked, mode)

    return opening


def test_a_folder_that_may_not_be_written_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "open", no_folder(os.O_CREAT))
    assert refused(path).key == "folder_unwritable"
    assert path.read_bytes() == BEFORE


def test_a_file_that_may_not_be_written_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or one that Windows marks as read-only."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert refused(path).key == "file_locked"
    assert path.read_bytes() == BEFORE


def test_a_folder_in_the_files_place_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows calls it denied."""
    (tmp_path / "plan.xlsx").mkdir()
    assert refused(tmp_path / "plan.xlsx").key == "file_is_folder"

    def denied(found: Path) -> NoReturn:
        raise PermissionError(13, "denied", str(found))

    monkeypatch.setattr(Path, "read_bytes", denied)
    assert refused(tmp_path / "plan.xlsx").key == "file_is_folder"


def test_a_file_that_may_not_be_read_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(found: Path) -> NoReturn:
        raise PermissionError(13, "denied", str(found))

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    assert refused(path).key == "file_locked"


def test_a_name_that_no_disk_allows_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / f"{'n' * 300}.xlsx").key == "file_locked"
    assert refused(tmp_path / "noll\0.xlsx").key == "file_locked"


def test_the_old_file_survives_when_the_rename_fails(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace a file that another program holds."""
    def held(found: Path, target: Path) -> NoReturn:
        raise PermissionError(13, "in use", str(found), 0, str(target))

    monkeypatch.setattr(Path, "replace", held)
    assert refused(path).key == "file_locked"
    assert path.read_bytes() == BEFORE


def test_a_file_that_is_held_for_a_moment_is_waited_for(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A virus scanner on Windows looks into every fresh file."""
    rename, tries = Path.replace, 0

    def held_twice(found: Path, target: Path) -> Path:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise PermissionError(13, "in use", str(found), 0, str(target))
        return rename(found, target)

    monkeypatch.setattr(Path, "replace", held_twice)
    monkeypatch.setattr(replacing, "_PAUSES", (0, 0))
    assert replace_file(path, AFTER) is True
    assert (tries, path.read_bytes()) == (3, AFTER)


def test_the_old_file_survives_when_the_disk_is_full(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> NoReturn:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert refused(path, backup=backup).key == "file_locked"
    assert path.read_bytes() == BEFORE


def test_the_old_file_survives_when_the_disk_gives_back_something_else(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoiled(handle: int) -> None:
        os.pwrite(handle, b"?", 3)

    monkeypatch.setattr(os, "fsync", spoiled)
    assert refused(path).key == "disk_differs"
    assert path.read_bytes() == BEFORE


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
