"""What a spreadsheet program says when it will not: told as a sentence, by what it means."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from finsam_xl.errors import BookError, FinsamError

BUSY = frozenset({-2147418111, -2147417846, -2146777998})
"""Calls that Excel puts off: a cell is being edited, or a dialogue is open."""

GONE = frozenset({-2147023174, -2147023170, -2147417848, -2147220995, -2146827864, -600, -609})
"""The program or the book is no longer there (Windows' codes, then macOS')."""

PROTECTED = frozenset({-2146827284})
"""Excel's own refusal to write, as on a protected sheet."""


@contextlib.contextmanager
def told(place: str) -> Iterator[None]:
    """Let a host's fault out as a BookError: busy, gone, or refused."""
    try:
        yield
    except FinsamError:
        raise
    except Exception as fault:
        raise _said(fault, place) from fault


def _said(fault: Exception, place: str) -> BookError:
    """The sentence for a fault, by the codes it carries."""
    codes = set(_codes(fault))
    if codes & BUSY:
        return BookError("host_busy", place=place)
    if codes & GONE or isinstance(fault, (ConnectionError, EOFError)):
        return BookError("host_gone", place=place)
    if codes & PROTECTED:
        return BookError("host_protected", place=place)
    return BookError("host_refused", place=place, what=_words(fault))


def _codes(fault: Exception) -> Iterator[int]:
    """Every number a fault carries: COM nests the program's own code inside the call's."""
    waiting: list[object] = [*fault.args, getattr(fault, "errornumber", None)]
    while waiting:
        each = waiting.pop()
        if isinstance(each, (tuple, list)):
            waiting.extend(each)
        elif isinstance(each, int) and not isinstance(each, bool):
            yield each


def _words(fault: Exception) -> str:
    """What the host said, in one line."""
    return " ".join(f"{type(fault).__name__}: {fault}".split())[:200]
