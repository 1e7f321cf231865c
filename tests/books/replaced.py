"""What a book holds before and after it is replaced, and how a refusal is looked at."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from finsam_xl.books.replacing import replace_file
from finsam_xl.errors import BookError

BEFORE, AFTER, CHANGED = b"en gammal bok", b"en ny bok", b"en bok som sparats av en annan"


def refused(
    path: Path, *, expected: bytes | None = None, backup: Path | None = None
) -> BookError:
    """How replacing is refused; nothing has come or gone."""
    before = _there(path.parent)
    with pytest.raises(BookError) as fault:
        replace_file(path, AFTER, expected=expected, backup=backup)
    assert fault.value.exit_code == 2
    assert _there(path.parent) == before
    return fault.value


def _there(folder: Path) -> dict[str, int | None]:
    """What a folder holds, temporary files and all; of what is no file only that it is there."""
    with suppress(OSError):
        return {each.name: each.stat().st_mtime_ns if each.is_file() else None
                for each in folder.iterdir()}
    return {}


def left_behind(book: Path, name: str = "") -> Path:
    """A temporary file of a book as a run that was killed leaves it."""
    left = book.with_name(name or f".{book.name}.0123456789abcdef.finsam-xl.tmp")
    left.write_bytes(AFTER[:4])
    return left
