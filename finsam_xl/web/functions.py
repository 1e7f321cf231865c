"""The functions of the add-in in Excel's own runtime: many cells' questions in one call.

Each is the same function as on the desktop, with the same sentences where it refuses.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from finsam_xl.errors import InputError

if TYPE_CHECKING:
    from finsam_xl.functions.binding import Answer
    from finsam_xl.web.asked import Asked, Page, Reply

NAMES = ("ANDEL", "KONTROLL", "FORKLARA", "BEFOLKNING", "SHARE", "CHECK", "EXPLAIN", "POPULATION")
"""What stands after `FINSAM.` in a cell."""


def answered_functions(page: Page, asked: Asked) -> Reply:
    """The answers of some cells, in the order asked: `{"asked": [{"name", "given"}]}`."""
    del page
    return {"answers": [_answer(str(each["name"]), each["given"])
                        for each in asked.arguments.get("asked") or ()]}, []


def _answer(name: str, given: list[object]) -> Answer:
    if name not in NAMES:
        raise InputError("web_no_call", place="", value=name)
    while given and given[-1] is None:
        given.pop()
    return _function(name)(*(_blank(each) for each in given))


def _function(name: str) -> Callable[..., Answer]:
    from finsam_xl import functions  # noqa: PLC0415 - only who asks for one waits for them

    found: Callable[..., Answer] = getattr(functions, f"FINSAM_{name}")
    return found


def _blank(given: object) -> object:
    """What Excel gives, with its empty texts as blanks."""
    if isinstance(given, list):
        return [_blank(each) for each in given]
    return None if given == "" else given
