"""Writing a file all or nothing: a temporary file beside it, flushed to disk, then renamed."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from finsam_xl.errors import BookError


def replace_file(path: Path, content: bytes) -> bool:
    """Replace a file's content; the old one survives any crash. False if it already was so.

    A symlink is followed, permissions are kept. Refuses with BookError a folder that is not
    there, a file that may not be written and a book that Excel or LibreOffice holds open.
    """
    target = path.resolve()
    refuse_open_elsewhere(target)
    try:
        before = _mode(target)
        if before is not None and target.read_bytes() == content:
            return False
    except IsADirectoryError:
        raise BookError("file_is_folder", place=str(path)) from None
    except NotADirectoryError:
        raise BookError("folder_unwritable", place=str(path)) from None
    except OSError:
        raise BookError("file_locked", place=str(path)) from None
    if before is not None and not os.access(target, os.W_OK):
        raise BookError("file_locked", place=str(path))
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp",
                                             dir=target.parent)
    except OSError as fault:
        raise BookError("folder_unwritable", place=str(path)) from fault
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(before if before is not None else _fresh_mode())
        Path(temporary).replace(target)
    except OSError as fault:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise BookError("file_locked", place=str(path)) from fault
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
    _flush_folder(target.parent)
    return True


def refuse_open_elsewhere(target: Path) -> None:
    """Refuse a book beside which Excel or LibreOffice has laid its lock file."""
    for name in (f"~${target.name}", f".~lock.{target.name}#"):
        lock = target.parent / name
        if lock.exists():
            raise BookError("file_open", place=str(target), lock=name)


def _mode(path: Path) -> int | None:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
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
