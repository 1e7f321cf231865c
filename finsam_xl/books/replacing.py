"""Writing a file all or nothing: a temporary file beside it, flushed to disk, then renamed.

The old file survives a crash at any moment. What a run that was killed left behind is cleared
away by the next one.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from finsam_xl.books.lock_files import refuse_open_elsewhere
from finsam_xl.errors import BookError

__all__ = ["real_path", "refuse_open_elsewhere", "replace_file"]

_SUFFIX = ".finsam-xl.tmp"
_MOST_BYTES = 100
"""Of a file's name that its temporary one repeats: a name has room for 255."""
_FRESH = (os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
          | getattr(os, "O_NOFOLLOW", 0))
_PAUSES = (0.05, 0.1, 0.2, 0.4) if os.name == "nt" else ()
"""Seconds: a virus scanner looks into a fresh file, and Windows renames none meanwhile."""


def replace_file(
    path: Path, content: bytes, *, expected: bytes | None = None, backup: Path | None = None
) -> bool:
    """Replace a file's content; the old one survives any crash. False if it already was so.

    `expected` is what the file held when it was read: a file that has changed since is refused.
    `backup` is where a copy of the old file is laid before it is replaced; a symlink there gives
    way to the copy. A symlink to the file itself is followed; permissions are kept. Refuses with
    BookError a folder that is not there, a file that may not be written and a book that Excel or
    LibreOffice holds open.
    """
    target = real_path(path)
    refuse_open_elsewhere(target)
    for each in filter(None, (target, backup)):
        _clear(each)
    before = _content(target, path)
    if before == content:
        return False
    _refuse_changed(before, expected, path)
    if before is not None and not os.access(target, os.W_OK):
        raise BookError("file_locked", place=str(path))
    like = _stat(target)
    with _temporary(target, content, like, path) as temporary:
        if backup is not None and before is not None:
            _copy(before, like, backup)
        if expected is not None:
            _refuse_changed(_content(target, path), expected, path)
        refuse_open_elsewhere(target)
        _rename(temporary, target, path)
    _flush_folder(target.parent)
    return True


def real_path(path: Path) -> Path:
    """Where a path leads, its symlinks followed; refuses those that go round in circles."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        raise BookError("file_locked", place=str(path)) from None


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file, whatever it is called there."""
    first, second = real_path(one), real_path(other)
    try:
        return first == second or first.samefile(second)
    except OSError:
        return False


def _refuse_changed(now: bytes | None, expected: bytes | None, path: Path) -> None:
    if expected is not None and now != expected:
        raise BookError("file_changed", place=str(path))


def _content(target: Path, path: Path) -> bytes | None:
    """What a file holds; None where there is none."""
    try:
        return target.read_bytes()
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        raise BookError("folder_unwritable", place=str(path)) from None
    except OSError:
        _refuse_folder(target, path)
        raise BookError("file_locked", place=str(path)) from None


def _refuse_folder(target: Path, path: Path) -> None:
    if os.path.isdir(target):  # noqa: PTH112 - Path.is_dir raises where a name is too long
        raise BookError("file_is_folder", place=str(path)) from None


@contextlib.contextmanager
def _temporary(
    target: Path, content: bytes, like: os.stat_result | None, path: Path
) -> Iterator[Path]:
    """The content on disk beside its target; gone again if anything goes wrong.

    It is held until it is renamed, lest another run takes it for one left behind. Windows holds
    what is open, and renames only what is not.
    """
    temporary = target.with_name(f".{_head(target)}.{os.urandom(8).hex()}{_SUFFIX}")
    try:
        handle = os.open(temporary, _FRESH, 0o600)
    except OSError as fault:
        raise BookError("folder_unwritable", place=str(path)) from fault
    try:
        with os.fdopen(handle, "w+b") as file:
            _hold(file.fileno())
            _fill(file, content, path)
            _dress(temporary, like)
            if os.name == "nt":
                file.close()
            yield temporary
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _fill(file: IO[bytes], content: bytes, path: Path) -> None:
    """Write, flush and read again: what is renamed is what was meant."""
    try:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        file.seek(0)
        same = file.read() == content
    except OSError as fault:
        raise BookError("file_locked", place=str(path)) from fault
    if not same:
        raise BookError("disk_differs", place=str(path))


def _dress(temporary: Path, like: os.stat_result | None) -> None:
    """The owner and permissions of the old file, as far as the disk knows of any.

    A new file has those of any new file. Some network shares and memory sticks allow no change.
    """
    if like is not None and hasattr(os, "chown"):
        for owner in (like.st_uid, -1):
            with contextlib.suppress(OSError):
                os.chown(temporary, owner, like.st_gid)
                break
    with contextlib.suppress(OSError):
        temporary.chmod(_fresh_mode() if like is None else stat.S_IMODE(like.st_mode))


def _rename(temporary: Path, target: Path, path: Path) -> None:
    pauses = iter(_PAUSES)
    while True:
        try:
            temporary.replace(target)
        except OSError as fault:
            pause = next(pauses, None)
            if pause is None:
                raise BookError("file_locked", place=str(path)) from fault
            time.sleep(pause)
        else:
            return


def _copy(content: bytes, like: os.stat_result | None, backup: Path) -> None:
    """A copy of the old file, with its permissions and its time, all or nothing."""
    _refuse_folder(backup, backup)
    with _temporary(backup, content, like, backup) as temporary:
        if like is not None:
            with contextlib.suppress(OSError):
                os.utime(temporary, ns=(like.st_atime_ns, like.st_mtime_ns))
        _rename(temporary, backup, backup)


def _clear(target: Path) -> None:
    """Clear away what runs that were killed left beside a file; one still at work holds its own."""
    left = re.compile(rf"\.{re.escape(_head(target))}\.[0-9a-z_]{{8,16}}{re.escape(_SUFFIX)}")
    with contextlib.suppress(OSError):
        for each in target.parent.iterdir():
            if left.fullmatch(each.name):
                with contextlib.suppress(OSError):
                    _unlink_unless_held(each)


def _head(target: Path) -> str:
    """As much of a file's name as its temporary one repeats."""
    return target.name.encode("utf-8", "ignore")[:_MOST_BYTES].decode("utf-8", "ignore")


def _hold(handle: int) -> None:
    """Hold a file for as long as it is open, where the system can; Windows does so itself."""
    with contextlib.suppress(ImportError, OSError):
        import fcntl  # noqa: PLC0415 - not on every system

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _unlink_unless_held(path: Path) -> None:
    """Take a file away, if nobody holds it; OSError says that somebody does, or may."""
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ImportError:
        path.unlink()
        return
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        path.unlink()
    finally:
        os.close(handle)


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _fresh_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _flush_folder(folder: Path) -> None:
    """Make the rename itself durable, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
