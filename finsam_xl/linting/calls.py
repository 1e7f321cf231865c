"""The functions that a formula calls, each with its arguments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from openpyxl.formula.tokenizer import Token

VOLATILE = frozenset({"NOW", "TODAY", "RAND", "RANDBETWEEN", "RANDARRAY", "OFFSET", "INDIRECT",
                      "CELL", "INFO"})
"""Functions that change by themselves, or read what their text leads to."""


@dataclass(slots=True)
class Call:
    """A function and what it is given; blanks between are left out."""

    name: str
    arguments: list[list[Token]] = field(default_factory=lambda: [[]])


def calls(tokens: list[Token]) -> Iterator[Call]:
    """Every function that is called, inner ones first.

    >>> from openpyxl.formula import Tokenizer
    >>> [(call.name, len(call.arguments)) for call in calls(Tokenizer("=IF(SUM(A1,2)>0,1)").items)]
    [('SUM', 2), ('IF', 2)]
    """
    within: list[Call] = []
    for token in tokens:
        if token.subtype == Token.CLOSE and within:
            done = within.pop()
            if done.name:
                yield done
        elif token.type == Token.SEP and token.subtype == Token.ARG and within:
            within[-1].arguments.append([])
            continue
        for call in within:
            if token.type != Token.WSPACE:
                call.arguments[-1].append(token)
        if token.subtype == Token.OPEN:
            name = token.value.rstrip("(").upper() if token.type == Token.FUNC else ""
            within.append(Call(name.removeprefix("_XLFN.")))
