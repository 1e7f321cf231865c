"""People in a municipality, read from a block of Befolkning that the formula points at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from finsam_xl.domain.municipalities import (
    code_of,
    municipality_names,
    plain_name,
    refuse_unknown_municipality,
)
from finsam_xl.domain.quantities import Kind
from finsam_xl.errors import InputError
from finsam_xl.functions.arguments import Arguments, Block, block, raw_cell, read_day, text_in

_CODE = re.compile(r"\d{3,4}")


@dataclass(frozen=True, slots=True)
class Table:
    """Codes in the first column, names in the second, people by day in the others.

    `days` are the columns of the days in the first row that has any.
    """

    arguments: Arguments
    rows: Block
    days: tuple[tuple[date, int], ...]

    def column(self, day: date | None) -> int:
        """The column of a day; refuses a day that is not there, or none where there are many."""
        offered = ", ".join(each.isoformat() for each, _ in self.days)
        if day is None and len(self.days) > 1:
            raise InputError("function_which_day", place=self.arguments.name("day"),
                             offered=offered)
        found = [column for each, column in self.days if day in (None, each)]
        if len(found) != 1:
            raise InputError("function_no_such_day", place=self.arguments.name("day"),
                             day=day, offered=offered)
        return found[0]

    def row(self, wanted: str) -> int:
        """The one row of a municipality, by its code or its name in any letters."""
        code, name = known(wanted)
        found = [place for place, row in enumerate(self.rows, start=1)
                 if (own := self._code(place, row)) and (
                     own == code if code
                     else plain_name(self._name(place, row)) == plain_name(name))]
        if not found:
            key = "function_not_in_table" if _exists(code) else "function_not_a_municipality"
            raise InputError(key, place=self.arguments.name("municipality"), value=wanted)
        if len(found) > 1:
            raise InputError("function_twice_in_table", value=wanted,
                             place=self.arguments.place("table", found[1]))
        place, row = found[0], self.rows[found[0] - 1]
        refuse_unknown_municipality(self._code(place, row), self._name(place, row),
                                    self.arguments.place("table", place))
        return place

    def _code(self, place: int, row: list[object]) -> str:
        text = text_in(row[0], self.arguments.place("table", place))
        return text.zfill(4) if _CODE.fullmatch(text) else ""

    def _name(self, place: int, row: list[object]) -> str:
        return text_in(row[1], self.arguments.place("table", place))


def known(wanted: str) -> tuple[str, str]:
    """A municipality's code; for a name that none of Sweden's has, no code but the name."""
    if _CODE.fullmatch(wanted):
        return wanted.zfill(4), ""
    return code_of(wanted), wanted


def _exists(code: str) -> bool:
    return code in municipality_names() or code.startswith("99")


def table_of(arguments: Arguments, given: object) -> Table:
    """The block as a table; refuses one that has no days above its people."""
    rows = block(given)
    for place, row in enumerate(rows, start=1):
        dated = [(column, cell) for column, cell in enumerate(row)
                 if column > 1 and raw_cell(cell, "").dated]
        if dated:
            where = arguments.place("table", place)
            days = ((read_day(cell, where), column) for column, cell in dated)
            return Table(arguments, rows,
                         tuple((day, column) for day, column in days if day is not None))
    raise InputError("function_no_days", place=arguments.name("table"))


def population(language: str, municipality: object, table: object, day: object) -> float:
    """The people of a municipality on a day; refuses what is not in the table."""
    arguments = Arguments(language)
    wanted = arguments.text("municipality", municipality)
    found = table_of(arguments, table)
    column = found.column(arguments.day(day))
    row = found.row(wanted)
    people = arguments.number(found.rows[row - 1][column], arguments.place("table", row),
                              Kind.PEOPLE)
    if people is None:
        raise InputError("function_blank", place=arguments.place("table", row))
    return float(people)
