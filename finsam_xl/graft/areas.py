"""Ranges of cells as rectangles: what touches what, and what is left when some is taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from finsam_xl.addresses import Position, cell_name, position_of

_RANGE = re.compile(r"([A-Z]{1,3}\d+)(?::([A-Z]{1,3}\d+))?")


class Area(NamedTuple):
    """A rectangle of cells, its corners included; rows and columns count from nothing."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def first(self) -> Position:
        """The upper left corner."""
        return self.top, self.left

    @property
    def corners(self) -> tuple[Position, Position]:
        """The upper left corner and the lower right one."""
        return (self.top, self.left), (self.bottom, self.right)

    def touches(self, other: Area) -> bool:
        """Whether the two have a cell in common."""
        return (self.top <= other.bottom and other.top <= self.bottom
                and self.left <= other.right and other.left <= self.right)

    def inside(self, other: Area) -> bool:
        """Whether every cell lies in the other."""
        return (other.top <= self.top and self.bottom <= other.bottom
                and other.left <= self.left and self.right <= other.right)

    def without(self, other: Area) -> Iterator[Area]:
        """What is left when another is taken away: at most four areas.

        >>> written(Area(0, 0, 9, 0).without(Area(3, 0, 4, 5)))
        'A1:A3 A6:A10'
        """
        if not self.touches(other):
            yield self
            return
        top, bottom = max(self.top, other.top), min(self.bottom, other.bottom)
        if self.top < top:
            yield Area(self.top, self.left, top - 1, self.right)
        if self.left < other.left:
            yield Area(top, self.left, bottom, other.left - 1)
        if other.right < self.right:
            yield Area(top, other.right + 1, bottom, self.right)
        if bottom < self.bottom:
            yield Area(bottom + 1, self.left, self.bottom, self.right)


def areas(ranges: str) -> list[Area]:
    """A list of ranges as a sheet writes it, such as `B2:C5 E7`.

    >>> areas("$B$2:C5 E7")
    [Area(top=1, left=1, bottom=4, right=2), Area(top=6, left=4, bottom=6, right=4)]
    """
    found = []
    for each in ranges.replace("$", "").split():
        cells = _RANGE.fullmatch(each)
        if cells:
            first, last = position_of(cells[1]), position_of(cells[2] or cells[1])
            found.append(Area(*first, *last))
    return found


def left_of(listed: Iterable[Area], taken: Iterable[Area]) -> list[Area]:
    """What is left of some areas when others are taken away."""
    left = list(listed)
    for other in taken:
        left = [part for each in left for part in each.without(other)]
    return left


def written(listed: Iterable[Area]) -> str:
    """Areas as a sheet writes them."""
    return " ".join(
        cell_name(each.first) if each.corners[0] == each.corners[1]
        else ":".join(map(cell_name, each.corners)) for each in listed)
