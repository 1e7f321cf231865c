"""What Excel gives a function, understood strictly: each cell by its argument's name and row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from finsam_xl.domain.cells import DAY_ZERO, serial
from finsam_xl.domain.quantities import Kind, Quantity
from finsam_xl.errors import InputError
from finsam_xl.inputs.personal_numbers import refuse_personal_number
from finsam_xl.inputs.raw import RawCell
from finsam_xl.inputs.reading import Reader
from finsam_xl.texts import texts_in

_FAULTS = range(-2_146_827_000, -2_146_826_000)
"""Excel's error values as whole numbers: those that xlwings has no name for arrive so."""

Block = list[list[object]]


@dataclass(frozen=True, slots=True)
class Line:
    """A column or a row of whole numbers, None where a cell is blank."""

    numbers: tuple[int | None, ...]
    upright: bool

    @property
    def given(self) -> tuple[int, ...]:
        """The numbers, without the blanks."""
        return tuple(number for number in self.numbers if number is not None)

    def laid_out(self, numbers: tuple[float | None, ...]) -> list[list[float | None]]:
        """Other numbers, in cells that lie as these did."""
        return [[number] for number in numbers] if self.upright else [list(numbers)]


@dataclass(frozen=True, slots=True)
class Arguments:
    """Reads what a function was given; refuses with InputError, by the argument's own name."""

    language: str

    def name(self, argument: str) -> str:
        """What an argument is called in the function's language."""
        return texts_in(self.language).tables["functions"][argument]

    def place(self, argument: str, row: int) -> str:
        """Where in an argument a cell stands, its rows counted from one."""
        return texts_in(self.language).tables["functions"]["place"].format(
            argument=self.name(argument), row=row)

    def needed(self, argument: str, given: object, kind: Kind = Kind.COUNT) -> int:
        """One whole number, zero or more, that must be there."""
        number = self.number(self._one(argument, given), self.name(argument), kind)
        if number is None:
            raise InputError("function_blank", place=self.name(argument))
        return number

    def step(self, given: object) -> int:
        """A rounding step in kronor; one where the argument is left out, but no blank cell."""
        return 1 if given is None else self.needed("step", given, Kind.STEP)

    def line(self, argument: str, given: object, kind: Kind = Kind.COUNT) -> Line:
        """A column or a row of whole numbers, zero or more; refuses a wider block."""
        rows = block(given)
        upright = len(rows) > 1
        if upright and any(len(row) != 1 for row in rows):
            raise InputError("function_not_a_line", place=self.name(argument))
        cells = [row[0] for row in rows] if upright else rows[0]
        numbers = tuple(self.number(cell, self.place(argument, place), kind)
                        for place, cell in enumerate(cells, start=1))
        if all(number is None for number in numbers):
            raise InputError("function_blank", place=self.name(argument))
        return Line(numbers, upright)

    def text(self, argument: str, given: object) -> str:
        """A text, or a number as its digits; refuses a blank and personal identity numbers."""
        text = text_in(self._one(argument, given), self.name(argument))
        if not text:
            raise InputError("function_blank", place=self.name(argument))
        return text

    def day(self, given: object) -> date | None:
        """A day, as Excel's own or written as 2025-06-30; None where the argument is left out."""
        if given is None:
            return None
        day = read_day(self._one("day", given), self.name("day"))
        if day is None:
            raise InputError("function_blank", place=self.name("day"))
        return day

    def _one(self, argument: str, given: object) -> object:
        rows = block(given)
        if len(rows) != 1 or len(rows[0]) != 1:
            raise InputError("function_not_a_cell", place=self.name(argument))
        return rows[0][0]

    def number(self, content: object, place: str, kind: Kind) -> int | None:
        """A cell's whole number, None where it is blank; as people it is no identity number."""
        found = _read(content, place, kind)
        if found is None:
            return None
        number = int(str(found))
        if kind is Kind.PEOPLE:
            refuse_personal_number(str(number), place)
        return number


def block(given: object) -> Block:
    """What Excel gives as rows of cells: a single cell is a block of one."""
    if not isinstance(given, list | tuple) or not given:
        return [[None if isinstance(given, list | tuple) else given]]
    if not isinstance(given[0], list | tuple):
        return [list(given)]
    return [list(row) for row in given]


def read_day(content: object, place: str) -> date | None:
    """A cell's day; None where it is blank, and refused where it is none."""
    found = _read(content, place, Kind.DATE)
    return found if isinstance(found, date) else None


def text_in(content: object, place: str) -> str:
    """A cell as a text; empty where it is blank."""
    found = _read(content, place, Kind.TEXT)
    return "" if found is None else str(found)


def _read(content: object, place: str, kind: Kind) -> object:
    cell = raw_cell(content, place)
    return Reader({}).read(cell, Quantity(kind))


def raw_cell(content: object, place: str) -> RawCell:
    """A cell as Excel gives it: numbers exactly as they are written, days as days."""
    if content is None or isinstance(content, bool | Decimal):
        return RawCell(place, content)
    if isinstance(content, str):
        return RawCell(place, content, error=content.startswith("#"))
    if isinstance(content, int) and content in _FAULTS:
        return RawCell(place, f"#{content}", error=True)
    if isinstance(content, int | float):
        return RawCell(place, Decimal(repr(content)))
    if isinstance(content, date):
        return RawCell(place, _serial(content), dated=True)
    raise InputError("not_a_number", place=place, value=repr(content))


def _serial(day: date) -> Decimal:
    """A day as Excel counts it; a time of day is a fraction, and no day."""
    if not isinstance(day, datetime):
        return Decimal(serial(day))
    since = day.replace(tzinfo=None) - datetime.combine(DAY_ZERO, time())
    return Decimal(since.days) + Decimal(since.seconds) / 86_400
