"""The lines of an explanation as a tree, and their texts made safe for pages and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from finsam_xl.explaining.derivation import Line

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Step:
    """A line and the lines that it was made of; `number` counts them from the first, 0."""

    number: int
    line: Line
    below: list[Step] = field(default_factory=list)


def grown(lines: Iterable[Line]) -> Step:
    """The tree that the depths of the lines tell of; the first line is its root."""
    trail: list[Step] = []
    for number, line in enumerate(lines):
        step = Step(number, line)
        del trail[line.depth:]
        if trail:
            trail[-1].below.append(step)
        trail.append(step)
    return trail[0]


def numbers(lines: Iterable[Line]) -> dict[str, int]:
    """The number of the line that tells a cell first, by its place and by its home."""
    found: dict[str, int] = {}
    for number, line in enumerate(lines):
        for place in (line.place, line.home):
            if place:
                found.setdefault(place, number)
    return found


def safe(text: str) -> str:
    """A text as it may stand in a page or a picture, in an element or in an attribute.

    >>> safe('<b a="1">')
    '&lt;b a=&quot;1&quot;&gt;'
    """
    return escape(_NO_XML.sub("\ufffd", text), quote=True)
