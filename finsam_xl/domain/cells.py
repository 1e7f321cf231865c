"""Input cells as figures: each typed value is recorded once, under its name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from finsam_xl.domain.inputs import InputValue, PlanInputs
from finsam_xl.domain.names import Name, slot
from finsam_xl.domain.quantities import QUANTITIES, Kind
from finsam_xl.figures.figure import Figure, Value, typed, typed_text

CALENDAR_GAP = 1462
"""Days between the calendars of spreadsheets that count from 1900 and from 1904."""

DAY_ZERO = date(1899, 12, 30)
"""The day before the first of a spreadsheet's day numbers."""

Words = Mapping[str, str]


def serial(when: date) -> int:
    """A date as a spreadsheet's day number.

    >>> serial(date(2025, 6, 30))
    45838
    """
    return (when - DAY_ZERO).days


class InputCells:
    """The figures of all input cells, made when they are first asked for.

    Amounts stand as they are typed, in tkr; choices stand as the word shown in the sheet.
    """

    def __init__(self, inputs: PlanInputs, words: Words) -> None:
        self.inputs = inputs
        self.words = words
        self._cells: dict[Name, Figure] = {}
        self._blocks: dict[tuple[str, int, int | None], tuple[Figure, ...]] = {}
        self._population: tuple[Figure, ...] | None = None

    def __call__(self, quantity: str, member: str = "", year: int | None = None) -> Figure:
        """The figure of the input of this name."""
        return self.named(Name(quantity, member, year))

    def named(self, name: Name) -> Figure:
        """The figure of an input by its ready name."""
        figure = self._cells.get(name)
        if figure is None:
            kind = QUANTITIES[name.quantity].kind
            value = as_typed(self.inputs.values.get(name), kind, self.words)
            if kind in (Kind.TEXT, Kind.CODE, Kind.CHOICE):
                figure = typed_text(value if isinstance(value, str) else None, str(name))
            else:
                figure = typed(value, str(name))
            self._cells[name] = figure
        return figure

    def block(self, quantity: str, rows: int, year: int | None = None) -> tuple[Figure, ...]:
        """A whole input column: the rows of a block, spare ones included."""
        key = (quantity, rows, year)
        if key not in self._blocks:
            self._blocks[key] = tuple(
                self(quantity, slot(row), year) for row in range(1, rows + 1)
            )
        return self._blocks[key]

    def people(self, row: int, date_slot: int) -> Figure:
        """The population cell in a row and a date column."""
        return self.named(self.inputs.population_name(row, date_slot))

    def population_table(self) -> tuple[Figure, ...]:
        """The whole population block, row by row."""
        if self._population is None:
            room = self.inputs.room
            self._population = tuple(
                self.people(row, column)
                for row in range(1, room.municipalities + 1)
                for column in range(1, room.dates + 1)
            )
        return self._population


def as_typed(value: InputValue, kind: Kind, words: Words) -> Value:
    """An input as it stands in its cell: tkr, the word of a choice, the number of a day."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, date):
        return serial(value)
    if kind is Kind.TKR and isinstance(value, int):
        tkr = Fraction(value, 1000)
        return tkr.numerator if tkr.denominator == 1 else tkr
    if kind is Kind.CHOICE and isinstance(value, str):
        return words[value]
    return value
