"""Cells, as a range of xlwings; one get or set of a whole range is one round trip."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from xlwings import base_classes, utils

from finsam_xl.libreoffice.addressing import Area, from_0, quoted
from finsam_xl.libreoffice.values import filled, given, rows_taken, taken, typed

if TYPE_CHECKING:
    from finsam_xl.libreoffice.names import Name
    from finsam_xl.libreoffice.sheets import Sheet

_CHARACTER_PIXELS, _PADDING_PIXELS = 7, 5
_STEPS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}


class Range(base_classes.Range):
    """A rectangle of cells of a sheet."""

    def __init__(self, sheet: Sheet, area: Area) -> None:
        self._sheet = sheet
        self.area = area
        self.options: dict[str, Any] = {}

    def ask(self, do: str, **facts: Any) -> Any:
        """A step with these cells, in a round trip of its own."""
        return self._sheet.ask(do, area=self.area.counted_from_0, **facts)

    @property
    def api(self) -> Range:
        """The range itself."""
        return self

    def __bool__(self) -> bool:
        return True

    @property
    def sheet(self) -> Sheet:
        """Its sheet."""
        return self._sheet

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        """The sheet's title, the first row and column, and how many of each."""
        return (self._sheet.name, self.row, self.column, *self.shape)

    @property
    def row(self) -> int:
        """The first row, counted from 1."""
        return self.area.top

    @property
    def column(self) -> int:
        """The first column, counted from 1."""
        return self.area.left

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns."""
        return self.area.shape

    def __len__(self) -> int:
        rows, columns = self.shape
        return rows * columns

    def __call__(self, *args: int) -> Range:
        """The cell at a row and a column, or at a place along the rows, each counted from 1."""
        if len(args) == 1:
            row, column = divmod(args[0] - 1, self.shape[1])
            return Range(self._sheet, self.area.part(row + 1, column + 1))
        return Range(self._sheet, self.area.part(*args))

    @property
    def raw_value(self) -> Any:
        """The values: one, or a list of rows."""
        rows = [[given(value) for value in row]
                for row in self.ask("read", what=["values"])["values"]]
        return rows[0][0] if self.shape == (1, 1) else rows

    @raw_value.setter
    def raw_value(self, value: object) -> None:
        self._write(value, taken)

    @property
    def formula(self) -> Any:
        """The formulas as Excel writes them, and of other cells what stands in them."""
        rows = self.ask("read", what=["formulas"])["formulas"]
        return rows[0][0] if self.shape == (1, 1) else rows

    @formula.setter
    def formula(self, value: object) -> None:
        self._write(value, typed)

    formula2 = formula

    def _write(self, value: object, take: Callable[[object], Any]) -> None:
        rows = rows_taken(value, self.shape, take)
        if not isinstance(value, list | tuple):
            rows = filled(rows, *self.area.counted_from_0[:2])
        area = self.area.part(1, 1, len(rows), len(rows[0]))
        self._sheet.ask("write", area=area.counted_from_0, rows=rows)

    def clear_contents(self) -> None:
        """Clear the contents and leave the formats."""
        self.ask("clear")

    def end(self, direction: str) -> Range:
        """The last cell of the filled or blank run that begins here, as Ctrl and an arrow go."""
        down, right = _STEPS[direction]
        used = self._sheet.used_range.area
        last = Area(1, 1, 1, 1).around(used).around(self.area)
        row, column = self.row, self.column
        line = Area(row, column, row, column).around(Area(
            (row, 1, last.bottom)[down], (column, 1, last.right)[right],
            (row, 1, last.bottom)[down], (column, 1, last.right)[right]))
        filled_cells = [bool(text) for texts in Range(self._sheet, line).ask(
            "read", what=["formulas"])["formulas"] for text in texts]
        if -1 in (down, right):
            filled_cells.reverse()
        steps = _run(filled_cells)
        return Range(self._sheet, self.area.part(1 + down * steps, 1 + right * steps))

    @property
    def current_region(self) -> Range:
        """The cells around, as far as blank rows and columns."""
        return Range(self._sheet, from_0(self.ask("region")))

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        """The address, with book and sheet if `external`."""
        address = self.area.address(row_absolute=row_absolute, column_absolute=col_absolute)
        if not external:
            return address
        home = quoted(f"[{self._sheet.book.name}]{self._sheet.name}")
        return f"{home}!{address}"

    @property
    def address(self) -> str:
        """The address, such as $A$1:$C$3."""
        return self.area.address()

    def select(self) -> None:
        """Select the cells and bring their sheet forward."""
        self.ask("select")

    @property
    def name(self) -> Name | None:
        """The first name that stands for exactly these cells."""
        return self._sheet.book.names.of(self)

    @name.setter
    def name(self, value: str) -> None:
        self._sheet.book.names.add(value, f"={quoted(self._sheet.name)}!{self.address}")

    @property
    def number_format(self) -> str | None:
        """The number format as Excel writes it in English; None where there are several."""
        found: str | None = self.ask("number format")
        return found

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.ask("set number format", text=value)

    @property
    def color(self) -> tuple[int, ...] | None:
        """The background's red, green and blue; None if there is none, or several."""
        found = self.ask("color")
        return tuple(found) if found else None

    @color.setter
    def color(self, color_or_rgb: tuple[int, int, int] | int | str | None) -> None:
        if isinstance(color_or_rgb, str):
            color_or_rgb = utils.hex_to_rgb(color_or_rgb)  # type: ignore[no-untyped-call]
        elif isinstance(color_or_rgb, int):
            color_or_rgb = utils.int_to_rgb(color_or_rgb)  # type: ignore[no-untyped-call]
        self.ask("set color", color=color_or_rgb)

    @property
    def column_width(self) -> float | None:
        """The width in characters, about; None where columns differ."""
        pixels = self.ask("sizes")["width"]
        return None if pixels is None else round(
            max(pixels - _PADDING_PIXELS, 0) / _CHARACTER_PIXELS, 2)

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.ask("resize", sizes={"width": value * _CHARACTER_PIXELS + _PADDING_PIXELS})

    @property
    def row_height(self) -> float | None:
        """The height in points; None where rows differ."""
        points = self.ask("sizes")["height"]
        return None if points is None else round(points, 2)

    @row_height.setter
    def row_height(self, value: float) -> None:
        self.ask("resize", sizes={"height": value})


def _run(cells: list[bool]) -> int:
    """How many steps an arrow with Ctrl takes along cells that are filled or not."""
    start = 1 if cells[:2] == [True, True] else next(
        (place for place, full in enumerate(cells) if place and full), len(cells) - 1)
    if cells[:2] != [True, True]:
        return start
    return next((place - 1 for place, full in enumerate(cells) if not full), len(cells) - 1)
