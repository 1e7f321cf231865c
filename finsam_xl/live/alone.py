"""One session a book: a second one is refused for as long as the first is running."""

from __future__ import annotations

import contextlib
import hashlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from finsam_xl.errors import BookError


@contextlib.contextmanager
def alone_with(path: Path) -> Iterator[None]:
    """Hold a book for one session; the system itself lets go of it if the session dies.

    Refuses with BookError a book that another session on this machine holds.
    """
    mark = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:24]
    file = Path(tempfile.gettempdir()) / f"finsam-xl-live-{mark}.lock"
    with file.open("a+b") as held:
        if not _taken(held):
            raise BookError("already_live", place=str(path))
        try:
            yield
        finally:
            _let_go(held)


if sys.platform == "win32":
    import msvcrt

    def _taken(held: IO[bytes]) -> bool:
        held.seek(0)
        with contextlib.suppress(OSError):
            msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)
            return True
        return False

    def _let_go(held: IO[bytes]) -> None:
        held.seek(0)
        with contextlib.suppress(OSError):
            msvcrt.locking(held.fileno(), msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _taken(held: IO[bytes]) -> bool:
        with contextlib.suppress(OSError):
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False

    def _let_go(held: IO[bytes]) -> None:
        fcntl.flock(held, fcntl.LOCK_UN)
