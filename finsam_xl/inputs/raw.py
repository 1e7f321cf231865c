"""What stands in cells before anybody has understood it, and the place where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from finsam_xl.addresses import Position

Content: TypeAlias = Decimal | str | bool | None


class RawCell(NamedTuple):
    """A cell's content: an exact decimal, a text, a truth or nothing; and where it was found."""

    place: str
    content: Content
    formula: bool = False
    error: bool = False
    dated: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text that was unambiguously a number and is written as one from now on."""

    place: str
    before: str
    after: str


class FoundCell(NamedTuple):
    """What a file holds in a cell: content, formula text if there is one, error or not."""

    content: Content
    formula: str | None = None
    error: bool = False
    dated: bool = False


Grid = Mapping[Position, FoundCell]


PROPERTY = "finsam_xl_"
"""What the name of each of our document properties begins with."""


@dataclass(frozen=True, slots=True)
class BookCells:
    """A workbook as read: grids by sheet title, names of one cell, document properties.

    A grid is read when it is first asked for. Days are counted from 1900 unless `from_1904`.
    """

    path: str
    sheets: Mapping[str, Grid]
    names: Mapping[str, tuple[str, Position]]
    properties: Mapping[str, str]
    from_1904: bool = False

    @property
    def recorded(self) -> dict[str, str]:
        """What the book records of itself in our document properties, by their keys."""
        return {name.removeprefix(PROPERTY): text for name, text in self.properties.items()
                if name.startswith(PROPERTY)}
