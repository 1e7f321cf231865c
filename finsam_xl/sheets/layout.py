"""Laying out: every figure is put in exactly one cell, and shown elsewhere by reference.

All sheets are laid out before any formula is spelled, so sheets may refer to each other freely.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from finsam_xl.addresses import Position
from finsam_xl.domain.cells import InputCells
from finsam_xl.domain.names import Name
from finsam_xl.domain.quantities import QUANTITIES, Kind
from finsam_xl.errors import AgreementError
from finsam_xl.figures.figure import Figure
from finsam_xl.sheets.draft import Chart, Conditional, Printing, Validation
from finsam_xl.sheets.style import Style
from finsam_xl.texts import Texts

MARGIN_PX = 28
PAPER_PX = {False: 656, True: 984}
UNITS = {
    Kind.TKR: "tkr", Kind.PEOPLE: "people", Kind.COUNT: "count", Kind.PERCENT: "percent",
    Kind.SHARE: "percent", Kind.STEP: "kr", Kind.YEAR: "year", Kind.DATE: "date",
}


class Placed(NamedTuple):
    """What stands in a cell: a text, or a figure put here or shown from elsewhere."""

    style: Style
    text: str | None = None
    number: int | None = None
    figure: Figure | None = None
    shown: bool = False
    link: str | None = None
    rich: tuple[tuple[Style | None, str], ...] = ()
    unknown: str = ""


class NamePlace(NamedTuple):
    """A name's cell, with the label and unit a reader needs to understand it."""

    name: Name
    page: str
    position: Position
    kind: str
    unit: str
    label: str


@dataclass
class Page:
    """A sheet while it is being laid out; rows and columns count from nothing."""

    layout: Layout
    key: str
    title: str
    tab: str
    columns: tuple[int, ...]
    cells: dict[Position, Placed] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    frozen: Position | None = None
    headings: bool = True
    printing: Printing = field(default_factory=Printing)
    validations: list[Validation] = field(default_factory=list)
    conditionals: list[Conditional] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)

    def text(self, row: int, column: int, text: str, style: Style, link: str | None = None) -> None:
        """Write a label."""
        self._place(row, column, Placed(style, text=text, link=link))

    def number(self, row: int, column: int, number: int, style: Style) -> None:
        """Write a number that is a heading, not an input."""
        self._place(row, column, Placed(style, number=number))

    def blank(self, row: int, columns: range, style: Style) -> None:
        """Give empty cells the looks of their row."""
        for column in columns:
            if (row, column) not in self.cells:
                self._place(row, column, Placed(style))

    def rich(self, row: int, column: int, style: Style, *parts: tuple[Style | None, str]) -> None:
        """Write a label of several looks."""
        self._place(row, column, Placed(style, text="".join(t for _, t in parts), rich=parts))

    def put(
        self, row: int, column: int, figure: Figure, style: Style,
        name: Name | None = None, *, label: str = "", unit: str = "kr",
    ) -> None:
        """Put a figure in its one home; a second put is our own fault."""
        self.layout.settle(figure, self.key, (row, column))
        self._place(row, column, Placed(style, figure=figure))
        if name is not None:
            self.layout.name(NamePlace(name, self.key, (row, column), "figure", unit, label))

    def record(self, row: int, column: int, figure: Figure, style: Style, unknown: str) -> None:
        """Put a number that is recorded, not computed; `unknown` stands where there is none."""
        self.layout.settle(figure, self.key, (row, column))
        self._place(row, column, Placed(style, figure=figure, unknown=unknown))

    def show(self, row: int, column: int, figure: Figure, style: Style) -> None:
        """Show a figure that has its home elsewhere."""
        self._place(row, column, Placed(style, figure=figure, shown=True))

    def typed(
        self, row: int, column: int, name: Name, style: Style, *, label: str = "", unit: str = ""
    ) -> None:
        """Put an input cell: named, and unlocked if its style says so."""
        figure = self.layout.cells.named(name)
        self.layout.settle(figure, self.key, (row, column))
        self._place(row, column, Placed(style, figure=figure))
        unit = unit or UNITS.get(QUANTITIES[name.quantity].kind, "")
        self.layout.name(NamePlace(name, self.key, (row, column), "input", unit, label))

    def _place(self, row: int, column: int, placed: Placed) -> None:
        if (row, column) in self.cells and self.cells[row, column].text is None and (
            self.cells[row, column].figure is not None
        ):
            raise AgreementError("cell_taken", place=f"{self.title} {row},{column}")
        self.cells[row, column] = placed

    def height(self, row: int, points: float) -> None:
        """Set a row's height."""
        self.heights[row] = points

    def check_width(self, *, landscape: bool, last: int | None = None) -> None:
        """Refuse a grid that does not fill its paper exactly."""
        width = sum(self.columns[1:last])
        if width != PAPER_PX[landscape]:
            raise AgreementError("grid_width", place=self.title, width=width)


@dataclass
class Layout:
    """All pages, and where every figure has its home."""

    cells: InputCells
    texts: Texts
    titles: Mapping[str, str] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    homes: dict[Figure, tuple[str, Position]] = field(default_factory=dict)
    names: list[NamePlace] = field(default_factory=list)

    def page(self, key: str, columns: tuple[int, ...], tab: str) -> Page:
        """Begin a page; the first column is the margin."""
        page = Page(self, key, self.title(key), tab, (MARGIN_PX, *columns))
        self.pages[key] = page
        return page

    def title(self, key: str) -> str:
        """A sheet's title: as its host has renamed it, else in the book's language."""
        return self.titles.get(key) or self.texts.sheet(key)

    def settle(self, figure: Figure, page: str, position: Position) -> None:
        """Give a figure its home."""
        if figure in self.homes:
            raise AgreementError("second_home", place=f"{page} {position}", figure=repr(figure))
        self.homes[figure] = (page, position)

    def name(self, place: NamePlace) -> None:
        """Remember a name's cell."""
        self.names.append(place)
