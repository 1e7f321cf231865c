"""What LibreOffice refused, said as an error with its sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from finsam_xl.errors import BookError

_Facts = Mapping[str, str]

_SAID: dict[str, Callable[[_Facts], BookError]] = {
    "host_gone": lambda _: BookError("host_gone"),
    "host_refused": lambda facts: BookError("host_refused", what=facts["what"]),
    "book_closed": lambda _: BookError("book_closed"),
    "book_unopenable": lambda facts: BookError("book_unopenable", place=facts["path"]),
    "file_open": lambda facts: BookError(
        "file_open", place=facts["path"], owner=facts["owner"], lock=facts["lock"]),
    "file_locked": lambda facts: BookError("file_locked", place=facts["path"]),
    "save_suffix": lambda facts: BookError(
        "save_suffix", place=facts["path"], suffix=facts["suffix"], known=facts["known"]),
    "sheet_absent": lambda facts: BookError("no_such_sheet", sheet=facts["sheet"]),
    "sheet_protected": lambda facts: BookError("sheet_protected", place=facts["place"]),
    "structure_locked": lambda _: BookError("structure_locked"),
    "title_taken": lambda facts: BookError("title_taken", sheet=facts["sheet"]),
    "name_absent": lambda facts: BookError("name_absent", name=facts["name"]),
}


def said(key: str, facts: _Facts) -> BookError:
    """The error of a refusal; one without a sentence of its own is said by its word."""
    say = _SAID.get(key)
    return say(facts) if say else BookError("host_refused", what=key)
