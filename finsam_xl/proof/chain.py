"""The chain of decisions through a book's life: each link holds the seal of the one before.

A seal is short enough to be written in the minutes; there nobody can change it afterwards.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from finsam_xl.errors import InputError

LONGEST_PARAGRAPH = 60
_DIGITS = 40
_SHOWN = 12
_MARK = "|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One decision: its day and paragraph, the alternative decided on, and what was decided.

    `scenario` is the number of the alternative, 0 for the base plan; `state` sums up inputs,
    formulas and values; `previous` is the seal of the decision before, empty for the first.
    """

    day: date
    paragraph: str
    scenario: int
    state: str
    previous: str

    @property
    def text(self) -> str:
        """The link as one line."""
        return _MARK.join((self.day.isoformat(), str(self.scenario), self.state, self.previous,
                           self.paragraph))

    @property
    def whole_seal(self) -> str:
        """What the next link holds of this one."""
        return _digest(self.text)

    @property
    def seal(self) -> str:
        """The first characters, as they are written in the minutes."""
        found = self.whole_seal[:_SHOWN]
        return " ".join(found[start:start + 4] for start in range(0, _SHOWN, 4))


def state_of(properties: Mapping[str, str]) -> str:
    """What is decided on: the inputs, formulas and values that a book records."""
    return _digest("\n".join(properties.get(key, "") for key in ("inputs", "formulas", "values")))


def next_link(
    chain: tuple[str, ...], *, day: date, paragraph: str, scenario: int, state: str
) -> Link:
    """The link that a decision adds; refuses with InputError a paragraph that no line can hold."""
    written = paragraph.strip()
    if not written or len(written) > LONGEST_PARAGRAPH or not written.isprintable() or (
        _MARK in written
    ):
        raise InputError("paragraph_unfit", place="--paragraph", value=paragraph,
                         most=LONGEST_PARAGRAPH)
    links = links_of(chain)
    previous = links[-1].whole_seal if links else ""
    return Link(day=day, paragraph=written, scenario=scenario, state=state, previous=previous)


def links_of(chain: tuple[str, ...]) -> tuple[Link, ...]:
    """The links of a chain as it stands in a book; a line that is none ends it."""
    found: list[Link] = []
    for text in chain:
        parts = text.split(_MARK, 4)
        try:
            day, scenario, state, previous, paragraph = parts
            found.append(Link(day=date.fromisoformat(day), paragraph=paragraph, state=state,
                              scenario=int(scenario), previous=previous))
        except ValueError:
            break
    return tuple(found)


def broken_at(chain: tuple[str, ...]) -> int | None:
    """The number of the first link that does not hold the seal of the one before, from one.

    >>> first = Link(day=date(2025, 11, 24), paragraph="§ 56", scenario=0, state="ab", previous="")
    >>> second = Link(day=date(2026, 2, 9), paragraph="§ 4", scenario=0, state="cd",
    ...               previous=first.whole_seal)
    >>> broken_at((first.text, second.text)), broken_at((second.text,))
    (None, 1)
    """
    previous = ""
    links = links_of(chain)
    for number, link in enumerate(links, start=1):
        if link.previous != previous:
            return number
        previous = link.whole_seal
    return None if len(links) == len(chain) else len(links) + 1


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
