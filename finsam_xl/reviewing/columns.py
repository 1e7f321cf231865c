"""One year of a financing table: who pays what, in kronor, and the steps it was rounded in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from finsam_xl.reviewing.members import ALL_MUNICIPALITIES, PARTIES
from finsam_xl.reviewing.tables import FinancingTable, MemberRow

KRONA = Fraction(1)
STEPS = tuple(map(Fraction, (1000, 100, 10, 1)))
"""The steps that a plan is rounded in, in kronor."""


def same(one: Fraction, other: Fraction) -> bool:
    """Whether two amounts are the same but for what a spreadsheet's numbers lose."""
    return abs(one - other) < KRONA / 2


@dataclass(frozen=True, slots=True)
class Column:
    """A year's column of a table; amounts are kronor, and None where none is written."""

    table: FinancingTable
    number: int

    @property
    def year(self) -> int:
        """The year that the column is for."""
        return self.table.meant(self.number)

    @property
    def called(self) -> str:
        """The year, with its header beside it where they differ."""
        header = self.table.years[self.number]
        return str(self.year) if self.year == header else f"{self.year} (\u201d{header}\u201d)"

    def of(self, row: MemberRow) -> Fraction | None:
        """What a row says of this year."""
        amount = row.cells[self.number].amount
        return None if amount is None else amount.kronor(self.table.unit)

    def place(self, row: MemberRow) -> str:
        """Where a row says it."""
        return row.cells[self.number].place

    @property
    def complete(self) -> bool:
        """Whether every row has an amount."""
        return all(self.of(row) is not None for row in self.table.rows)

    def sum_of(self, rows: tuple[MemberRow, ...]) -> Fraction:
        """The sum of some rows."""
        return sum((self.of(row) or Fraction(0) for row in rows), Fraction(0))

    @property
    def total(self) -> Fraction | None:
        """The printed sum."""
        return None if self.table.total is None else self.of(self.table.total)

    def rounding(self, rows: tuple[MemberRow, ...]) -> Fraction:
        """How far rows, each rounded alone, may be from their sum."""
        return self.smallest_step(rows) * len(rows) / 2

    def step(self, row: MemberRow) -> Fraction:
        """The step that a row's amount is written in."""
        amount = row.cells[self.number].amount
        return KRONA if amount is None else amount.step(self.table.unit)

    def smallest_step(self, rows: tuple[MemberRow, ...]) -> Fraction:
        """The step that amounts are rounded in: the largest that all of them are whole in."""
        return _step_of([self.of(row) for row in rows], strangers=0)

    def steps(self, rows: tuple[MemberRow, ...]) -> tuple[Fraction, ...]:
        """The same, and the step where one row is wrong."""
        amounts = [self.of(row) for row in rows]
        return tuple({_step_of(amounts, strangers): None for strangers in (0, 1)})


def _step_of(amounts: Sequence[Fraction | None], strangers: int) -> Fraction:
    """The largest step that all amounts are whole in but for some strangers."""
    return next((step for step in STEPS if sum(
        amount is not None and amount % step != 0 for amount in amounts) <= strangers), KRONA)


def columns_of(table: FinancingTable) -> tuple[Column, ...]:
    """The columns of a table from left to right."""
    return tuple(Column(table, number) for number in range(len(table.years)))


def municipal_rows(table: FinancingTable) -> tuple[MemberRow, ...]:
    """The municipalities, unknown names among them too."""
    return tuple(row for row in table.rows if row.member not in (*PARTIES, ALL_MUNICIPALITIES))


def party_rows(table: FinancingTable) -> tuple[MemberRow, ...]:
    """The state's two, or the state in one, and the region."""
    return tuple(row for row in table.rows if row.member in PARTIES)


def municipal_part(column: Column) -> Fraction | None:
    """What the municipalities pay together: as printed, else their sum; None where not known."""
    for row in (*column.table.subtotals, *column.table.rows):
        if row.member == ALL_MUNICIPALITIES and column.of(row) is not None:
            return column.of(row)
    rows = municipal_rows(column.table)
    return column.sum_of(rows) if rows else None
