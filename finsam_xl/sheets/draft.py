"""A workbook as plain data: what the sheets say and what a book of any kind can write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from finsam_xl.addresses import Position
from finsam_xl.domain.names import MARK
from finsam_xl.figures.figure import Figure
from finsam_xl.sheets.style import Style

CellValue: TypeAlias = int | float | str | bool | None


class DraftCell(NamedTuple):
    """One cell: a value, perhaps the formula that gives it, its looks and where it links."""

    value: CellValue
    style: Style
    formula: str | None = None
    link: str | None = None
    rich: tuple[tuple[Style | None, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Validation:
    """What may be typed in a range, and the note shown while typing."""

    first: Position
    last: Position
    rule: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Conditional:
    """Looks that follow the content of a range."""

    first: Position
    last: Position
    rule: dict[str, Any]
    style: Style | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart: where it stands, how large in pixels, and what it draws."""

    at: Position
    size: tuple[int, int]
    description: str
    groups: tuple[dict[str, Any], ...]
    axes: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Printing:
    """How a sheet comes out on paper."""

    landscape: bool = False
    one_page: bool = False
    repeat: tuple[int, int] | None = None
    area: tuple[int, int, int, int] | None = None
    breaks: tuple[int, ...] = ()
    header: str = ""
    footer: str = ""


@dataclass
class DraftSheet:
    """A sheet ready to be written; rows and columns count from nothing.

    A sheet without a key is no part of a plan's book.
    """

    key: str
    title: str
    tab: str
    columns: tuple[int, ...]
    cells: dict[Position, DraftCell] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    frozen: Position | None = None
    headings: bool = True
    printing: Printing = field(default_factory=Printing)
    validations: list[Validation] = field(default_factory=list)
    conditionals: list[Conditional] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)


class NamedCell(NamedTuple):
    """A defined name: the cell it points to and what is known of it, for `names --json`."""

    name: str
    sheet: str
    position: Position
    kind: str
    quantity: str
    member: str
    year: int | None
    date: str | None
    unit: str
    label: str
    source: str


@dataclass
class BookDraft:
    """A whole workbook: its sheets in reading order, its names and its properties.

    `places` says in which cell each figure has its home, `shown` which figure a cell shows
    that has its home elsewhere.
    """

    sheets: list[DraftSheet]
    names: list[NamedCell]
    properties: dict[str, str]
    language: str
    places: Mapping[Figure, str]
    shown: Mapping[str, Figure] = field(default_factory=dict)

    @property
    def marks(self) -> dict[str, str]:
        """The name that marks each sheet as ours, and the sheet's title."""
        return {MARK + sheet.key: sheet.title for sheet in self.sheets if sheet.key}
