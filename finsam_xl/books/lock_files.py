"""Who has a book open: the small files that Excel and LibreOffice lay beside it meanwhile.

Excel's holds its user's name twice, in the system's old letters and in UTF-16; LibreOffice's is
a line of fields. A program that died leaves its file behind, so the owner is named.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from finsam_xl.errors import BookError

_NOBODY = "–"
_MOST_BYTES, _LONGEST = 400, 54
_WIDE_AT = (55, 54)
"""Where Excel, and where Word, writes the name's length a second time, the name behind it."""
_FIELD = re.compile(r"((?:\\.|[^\\,;])*)[,;]?")


def refuse_open_elsewhere(target: Path) -> None:
    """Refuse a book beside which Excel or LibreOffice has laid its lock file, by its owner."""
    for name in (f"~${target.name}", f".~lock.{target.name}#"):
        lock = target.parent / name
        if os.path.exists(lock):  # noqa: PTH110 - Path.exists raises where a name is too long
            raise BookError("file_open", place=str(target), lock=name, owner=_owner(lock))


def _owner(lock: Path) -> str:
    """Who has the book open, as the lock file says; a dash where it does not."""
    try:
        with lock.open("rb") as file:
            said = file.read(_MOST_BYTES)
    except OSError:  # Excel may let nobody look
        return _NOBODY
    name = _office_name(said) if lock.name.startswith(".~lock.") else _excel_name(said)
    return "".join(letter for letter in name if letter.isprintable()).strip() or _NOBODY


def _office_name(said: bytes) -> str:
    """LibreOffice's first field that says anything: its user's name, else the system's.

    >>> _office_name(b",DATOR/asa,dator,21.10.2025 09:12,file:///home/asa;")
    'DATOR/asa'
    """
    fields = (found[1] for found in _FIELD.finditer(said.decode("utf-8", "replace")))
    return re.sub(r"\\(.)", r"\1", next(filter(str.strip, fields), ""))


def _excel_name(said: bytes) -> str:
    """Excel's user: in UTF-16 if that is a name, else in the letters of western Windows."""
    for at in _WIDE_AT:
        length = int.from_bytes(said[at:at + 2], "little")
        name = said[at + 2:at + 2 + 2 * length].decode("utf-16-le", "replace")
        if 0 < length <= _LONGEST and len(name) == length and _is_a_name(name):
            return name
    return said[1:1 + min(said[0], _LONGEST)].decode("cp1252", "replace") if said else ""


def _is_a_name(text: str) -> bool:
    return text.isprintable() and bool(text.strip()) and "\ufffd" not in text
