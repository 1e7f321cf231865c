"""Which of the changed inputs moved a figure: its lineage followed in both books at once.

Where the same rule made a figure in both, only what differs is followed, so that an input is
named when the difference went from it, step by step, to the figure. Where the rules differ, the
lineage of each book is followed by itself, along the choices that were made in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import zip_longest

from finsam_xl.figures.figure import Figure, Operand

Pair = tuple[Figure | None, Figure | None]
_CHOICES = frozenset({"choose", "pick", "look_up"})


def moved_by(
    old: Figure | None, new: Figure | None, cause_of: Callable[[str], str | None]
) -> frozenset[str]:
    """The names of the changed inputs that a figure's difference comes from.

    `cause_of` says which changed input a typed cell stands for, None where it is none.
    """
    found: set[str | None] = set()
    waiting: list[Pair] = [(old, new)]
    seen: set[tuple[int, int]] = set()
    while waiting:
        pair = waiting.pop()
        key = (id(pair[0]), id(pair[1]))
        if key not in seen:
            seen.add(key)
            found.update(cause_of(each.typed_as) for each in pair
                         if each is not None and each.is_typed)
            waiting += _below(*pair)
    return frozenset(each for each in found if each is not None)


def _below(old: Figure | None, new: Figure | None) -> Iterator[Pair]:
    """The pairs of figures below a pair that may carry the difference."""
    if old is None or new is None or not _alike(old, new):
        yield from ((each, None) for each in _used(old))
        yield from ((None, each) for each in _used(new))
        return
    pairs = _of_choice(old, new) if _is_choice(old) else zip_longest(old.parents(), new.parents())
    for before, now in pairs:
        if before is None or now is None or before.value != now.value:
            yield before, now


def _alike(old: Figure, new: Figure) -> bool:
    """Whether the same rule made both of the same kinds of operands."""
    return (old.rule is not None and new.rule is not None and old.rule.name == new.rule.name
            and [isinstance(each, tuple) for each in old.operands]
            == [isinstance(each, tuple) for each in new.operands])


def _used(figure: Figure | None) -> Iterator[Figure]:
    """What a figure was made from; of a choice, what decided and what was chosen."""
    if figure is None:
        return
    if not _is_choice(figure):
        yield from figure.parents()
        return
    chosen = _chosen(figure, figure)
    yield from _deciding(figure)
    if isinstance(chosen, Figure):
        yield chosen


def _is_choice(figure: Figure) -> bool:
    return figure.rule is not None and figure.rule.name in _CHOICES


def _of_choice(old: Figure, new: Figure) -> Iterator[Pair]:
    """What the new book chose, in both; and what decided, if another choice would have mattered."""
    chosen = _chosen(old, new), _chosen(new, new)
    yield (chosen[0] if isinstance(chosen[0], Figure) else None,
           chosen[1] if isinstance(chosen[1], Figure) else None)
    if _value(chosen[0]) != old.value or _value(_chosen(new, old)) != new.value:
        yield from zip_longest(_deciding(old), _deciding(new))


def _deciding(figure: Figure) -> Iterator[Figure]:
    operands = figure.operands[1:] if _looks_up(figure) else figure.operands[:1]
    return (each for each in operands if isinstance(each, Figure))


def _chosen(figure: Figure, choosing: Figure) -> Operand | None:
    """What a figure would be by the choice of another that the same rule made."""
    operands = figure.operands
    decided = [_value(each) for each in choosing.operands]
    if _looks_up(figure):
        return _at(operands[0], _place(*decided[1:]))
    if figure.rule is not None and figure.rule.name == "pick":
        return _at(operands[1], decided[0])
    return operands[1 if decided[0] else 2]


def _looks_up(figure: Figure) -> bool:
    return figure.rule is not None and figure.rule.name == "look_up"


def _place(row: object, column: object, columns: object) -> int | None:
    """The place of a cell in a table that is read row by row, counted from one."""
    if isinstance(row, int) and isinstance(column, int) and isinstance(columns, int):
        return (row - 1) * columns + column
    return None


def _at(block: Operand, place: object) -> Figure | None:
    """The figure in a place of a block, counted from one, if there is one."""
    if isinstance(block, tuple) and isinstance(place, int) and 0 < place <= len(block):
        found: Figure = block[place - 1]
        return found
    return None


def _value(operand: Operand | None) -> object:
    return operand.value if isinstance(operand, Figure) else operand
