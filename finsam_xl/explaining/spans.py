"""Cells of a sheet written as ranges, so that many are told in few words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from finsam_xl.addresses import Position, cell_name


def spans(cells: Iterable[Position]) -> tuple[str, ...]:
    """The ranges that hold these cells and no other, from the upper left.

    >>> spans([(8, 3), (9, 3), (8, 4), (9, 4), (2, 0)])
    ('A3', 'D9:E10')
    """
    columns = defaultdict[int, list[int]](list)
    for row, column in sorted(set(cells)):
        columns[column].append(row)
    begun, ended = dict[tuple[int, int], int](), list[tuple[Position, Position]]()
    for column in range(max(columns, default=-1) + 2):
        here = set(_runs(columns.get(column, [])))
        for run in [run for run in begun if run not in here]:
            ended.append(((run[0], begun.pop(run)), (run[1], column - 1)))
        for run in here:
            begun.setdefault(run, column)
    return tuple(cell_name(first) if first == last else f"{cell_name(first)}:{cell_name(last)}"
                 for first, last in sorted(ended))


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """The rows that follow each other, as first and last."""
    first = 0
    for place, row in enumerate(rows):
        if place + 1 == len(rows) or rows[place + 1] != row + 1:
            yield rows[first], row
            first = place + 1
