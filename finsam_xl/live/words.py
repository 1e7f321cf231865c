"""What a session says on Beslutsstöd: sentences of checks, and a derivation, line by line."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from finsam_xl.books.patch import Content
from finsam_xl.domain.checks import STATUSES, Check
from finsam_xl.domain.names import Name, slot
from finsam_xl.domain.plan import FinancingPlan
from finsam_xl.errors import BookError
from finsam_xl.live.agreement import Differs
from finsam_xl.plans import message_of
from finsam_xl.sheets.decision_support import EXPLANATION, SENTENCES
from finsam_xl.texts import texts_in

_FITS = 170
"""How many letters stand on a line of Beslutsstöd."""


def sentences(
    plan: FinancingPlan, made: tuple[Check, ...], differs: tuple[Differs, ...], language: str
) -> Iterator[str]:
    """What is to be heeded: differences first, then failures, then warnings."""
    words = texts_in(language).words
    for each in differs:
        fault = BookError("live_differs", place=each.place, found=each.found,
                          expected=each.expected)
        yield f"✕ {fault.sentence(language)}"
    for wanted in ("fail", "warn"):
        for check in made:
            code = check.code.value
            status = STATUSES[code if isinstance(code, int) else 2]
            if status == wanted:
                mark = words[f"status_{status}"][0]
                yield f"{mark} {message_of(plan, check, status, language)}"


def sentence_lines(said: tuple[str, ...], language: str) -> dict[str, Content]:
    """The first sentences by their cells, and how many more there are."""
    shown = said[:SENTENCES]
    if len(said) > SENTENCES:
        more = texts_in(language).words["live_more"].format(number=len(said) - SENTENCES + 1)
        shown = (*shown[:-1], more)
    return _lines("live_sentence", shown, SENTENCES)


def explanation_lines(text: str, language: str) -> dict[str, Content]:
    """A derivation by its cells, long lines wrapped; where it ends too soon it says so."""
    said = [part for line in text.splitlines() for part in _wrapped(line)]
    if len(said) > EXPLANATION:
        said[EXPLANATION - 1:] = [texts_in(language).words["live_cut"]]
    return _lines("live_explanation", tuple(said), EXPLANATION)


def _wrapped(line: str) -> list[str]:
    """A line as so many as fit the sheet's width, each with the first one's indent and more."""
    indent = " " * (len(line) - len(line.lstrip()))
    return textwrap.wrap(line, _FITS, subsequent_indent=f"{indent}    ", drop_whitespace=True,
                         break_long_words=False) or [line]


def _lines(quantity: str, said: tuple[str, ...], room: int) -> dict[str, Content]:
    """Lines of text by the names of their cells, the rest blank."""
    return {str(Name(quantity, slot(n))): said[n - 1] if n <= len(said) else None
            for n in range(1, room + 1)}
