"""Which of the changed inputs moved a figure: its lineage followed in both books at once.

Where the same rule made a figure in both, only what differs is followed, so that an input is
named when the difference went from it, step by step, to the figure. Where the rules differ, the
lineage of each book is followed by itself, along the choices that were made in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import zip_longest

from finsam_xl.figures.figure import Figure, Operand

Pair = tuple[Figure | None, Figure | None]


def moved_by(old: Figure, new: Figure, changed: Collection[str]) -> frozenset[str]:
    """The names of the changed inputs that a figure's difference comes from."""
    found: set[str] = set()
    waiting: list[Pair] = [(old, new)]
    seen: set[tuple[int, int]] = set()
    while waiting:
        pair = waiting.pop()
        key = (id(pair[0]), id(pair[1]))
        if key in seen:
            continue
        seen.add(key)
        found.update(each.typed_as for each in pair
                     if each is not None and each.is_typed and each.typed_as in changed)
        waiting += _below(*pair)
    return frozenset(found)


def _below(old: Figure | None, new: Figure | None) -> Iterator[Pair]:
    """The pairs of figures below a pair that may carry the difference."""
    if old is None or new is None or not _alike(old, new):
        yield from ((each, None) for each in _used(old, old))
        yield from ((None, each) for each in _used(new, new))
        return
    for before, now in zip_longest(_used(old, new), _used(new, new)):
        if before is None or now is None or before.value != now.value:
            yield before, now


def _alike(old: Figure, new: Figure) -> bool:
    """Whether the same rule made both of the same kinds of operands."""
    return (old.rule is not None and new.rule is not None and old.rule.name == new.rule.name
            and [isinstance(each, tuple) for each in old.operands]
            == [isinstance(each, tuple) for each in new.operands])


def _used(figure: Figure | None, choosing: Figure | None) -> Iterator[Figure]:
    """What a figure was made from; of a choice, what decides and what was chosen.

    `choosing` is the figure whose choice it is: of two that are compared, the new book's.
    """
    if figure is None or choosing is None or figure.rule is None:
        return
    operands, decided = figure.operands, choosing.operands
    chosen: tuple[Operand, ...] = operands
    if figure.rule.name == "choose":
        chosen = (operands[0], operands[1 if _value(decided[0]) else 2])
    elif figure.rule.name == "pick":
        chosen = (operands[0], *_at(operands[1], _value(decided[0])))
    elif figure.rule.name == "look_up":
        table, row, column, columns = operands
        chosen = (row, column, *_at(table, _cell(_value(row), _value(column), _value(columns))))
    for each in chosen:
        if isinstance(each, Figure):
            yield each
        elif isinstance(each, tuple):
            yield from each


def _cell(row: object, column: object, columns: object) -> int | None:
    """The place of a cell in a table that is read row by row, counted from one."""
    if isinstance(row, int) and isinstance(column, int) and isinstance(columns, int):
        return (row - 1) * columns + column
    return None


def _at(block: Operand, place: object) -> tuple[Figure, ...]:
    """The figure in a place of a block, if there is one."""
    if isinstance(block, tuple) and isinstance(place, int) and 0 < place <= len(block):
        return (block[place - 1],)
    return ()


def _value(operand: Operand) -> object:
    return operand.value if isinstance(operand, Figure) else operand
