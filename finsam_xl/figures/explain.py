"""Explanation and lineage: a figure's own record, read from the result down to what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from finsam_xl.figures.figure import Figure


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an explanation: how deep it stands, its figure, and whether it came before."""

    depth: int
    figure: Figure
    told_before: bool


def steps(figure: Figure, *, deepest: int = 12) -> Iterator[Step]:
    """The steps that made a figure, each before the ones it was made from.

    A figure that has been told already is named once more but not told again.
    """
    yield from _steps(figure, 0, deepest, set())


def _steps(figure: Figure, depth: int, deepest: int, told: set[Figure]) -> Iterator[Step]:
    before = figure in told
    yield Step(depth, figure, before)
    if before or depth == deepest:
        return
    told.add(figure)
    for parent in dict.fromkeys(figure.parents()):
        yield from _steps(parent, depth + 1, deepest, told)


def typed_sources(figure: Figure) -> tuple[str, ...]:
    """The names of every input a figure depends on, in the order they are met."""
    found: dict[str, None] = {}
    seen: set[Figure] = set()
    waiting = [figure]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        if one.is_typed:
            found[one.typed_as] = None
        waiting.extend(reversed(tuple(one.parents())))
    return tuple(found)
