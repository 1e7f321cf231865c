"""Writing a file all or nothing: a temporary file beside it, flushed to disk, then renamed.

The old file survives a crash at any moment. What a run that was killed left behind is cleared
away by the next one.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from finsam_xl.errors import BookError

_SUFFIX = ".finsam-xl.tmp"
_OWNER_BYTES = 54


def replace_file(
    path: Path, content: bytes, *, expected: bytes | None = None, backup: Path | None = None
) -> bool:
    """Replace a file's content; the old one survives any crash. False if it already was so.

    `expected` is what the file held when it was read: a file that has changed since is refused.
    `backup` is where a copy of the old file is laid before it is replaced. A symlink is followed,
    permissions are kept. Refuses with BookError a folder that is not there, a file that may not
    be written and a book that Excel or LibreOffice holds open.
    """
    target = path.resolve()
    refuse_open_elsewhere(target)
    before = _content(target, path)
    if before == content:
        return False
    if before is not None and not os.access(target, os.W_OK):
        raise BookError("file_locked", place=str(path))
    _clear(target)
    with _temporary(target, content, path) as temporary:
        if backup is not None and before is not None:
            _copy(target, before, backup)
        if expected is not None and _content(target, path) != expected:
            raise BookError("file_changed", place=str(path))
        refuse_open_elsewhere(target)
        _rename(temporary, target, path)
    _flush_folder(target.parent)
    return True


def refuse_open_elsewhere(target: Path) -> None:
    """Refuse a book beside which Excel or LibreOffice has laid its lock file, by its owner."""
    for name in (f"~${target.name}", f"~${target.name[2:]}", f".~lock.{target.name}#"):
        lock = target.parent / name
        if lock.exists():
            raise BookError("file_open", place=str(target), lock=name, owner=_owner(lock))


def _owner(lock: Path) -> str:
    """Who has the book open, as the lock file says; a dash where it does not."""
    try:
        said = lock.read_bytes()[:400]
    except OSError:
        return "–"
    if lock.name.startswith(".~lock."):
        name = said.decode("utf-8", "replace").strip().lstrip(",").partition(",")[0]
    else:
        name = said[1:1 + min(said[0], _OWNER_BYTES)].decode("cp1252", "replace") if said else ""
    plain = "".join(letter for letter in name if letter.isprintable()).strip()
    return plain or "–"


def _content(target: Path, path: Path) -> bytes | None:
    """What a file holds; None where there is none."""
    try:
        return target.read_bytes()
    except FileNotFoundError:
        return None
    except IsADirectoryError:
        raise BookError("file_is_folder", place=str(path)) from None
    except NotADirectoryError:
        raise BookError("folder_unwritable", place=str(path)) from None
    except OSError:
        raise BookError("file_locked", place=str(path)) from None


@contextlib.contextmanager
def _temporary(target: Path, content: bytes, path: Path) -> Iterator[Path]:
    """The content on disk beside its target; gone again if anything goes wrong."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=_SUFFIX,
                                        dir=target.parent)
    except OSError as fault:
        raise BookError("folder_unwritable", place=str(path)) from fault
    temporary = Path(name)
    try:
        _fill(handle, content, target, temporary, path)
        yield temporary
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _fill(handle: int, content: bytes, target: Path, temporary: Path, path: Path) -> None:
    """Write, flush and read again: what is renamed is what was meant."""
    try:
        with os.fdopen(handle, "wb") as file:
            _hold(file.fileno())
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            same = temporary.read_bytes() == content
        mode = _mode(target)
        temporary.chmod(_fresh_mode() if mode is None else mode)
    except OSError as fault:
        raise BookError("file_locked", place=str(path)) from fault
    if not same:
        raise BookError("disk_differs", place=str(path))


def _rename(temporary: Path, target: Path, path: Path) -> None:
    try:
        temporary.replace(target)
    except OSError as fault:
        raise BookError("file_locked", place=str(path)) from fault


def _copy(target: Path, content: bytes, backup: Path) -> None:
    """A copy of the old file, with its permissions and its time, all or nothing."""
    with _temporary(backup, content, backup) as temporary:
        mode, when = _mode(target), target.stat()
        if mode is not None:
            temporary.chmod(mode)
        os.utime(temporary, ns=(when.st_atime_ns, when.st_mtime_ns))
        _rename(temporary, backup, backup)


def _clear(target: Path) -> None:
    """Clear away what runs that were killed left beside a file; one still at work holds its own."""
    for left in target.parent.glob(f".*{_SUFFIX}"):
        if left.name.startswith(f".{target.name[:100]}."):
            with contextlib.suppress(OSError):
                if not _is_held(left):
                    left.unlink()


def _hold(handle: int) -> None:
    """Hold a file for as long as it is open, where the system can; Windows does so itself."""
    with contextlib.suppress(ImportError, OSError):
        import fcntl  # noqa: PLC0415 - not on every system

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_held(path: Path) -> bool:
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ImportError:
        return False
    with path.open("rb") as file:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


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
