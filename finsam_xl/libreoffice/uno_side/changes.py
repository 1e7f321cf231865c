"""How many times a workbook has changed since somebody began to count."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from finsam_xl.libreoffice.uno_side.host import Host, Steps


def _changes(host: Host, book: str) -> int:
    """The count, which begins at 0 the first time it is asked for."""
    document = host.document(book)
    if book not in host.listeners:
        host.listeners[book] = listener = _listener()
        document.addModifyListener(listener)
    return int(host.listeners[book].count)


def _listener() -> Any:
    bases = (import_module("unohelper").Base,
             import_module("uno").getClass("com.sun.star.util.XModifyListener"))
    return type("Listener", bases, {"count": 0, "modified": _modified, "disposing": _ignore})()


def _modified(listener: Any, event: object) -> None:
    listener.count += 1


def _ignore(listener: object, event: object) -> None:
    """A workbook that is closed is forgotten elsewhere."""


STEPS: Steps = {"changes": _changes}
"""What can be asked of changes."""
