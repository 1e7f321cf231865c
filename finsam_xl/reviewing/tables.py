"""What a review reads: financing tables, tables of costs, and what a document says of them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from finsam_xl.reviewing.amounts import Amount

PLAN_YEARS = 3
ACTIVITIES, ADMINISTRATION, SUMMARY, COSTS = "activities", "administration", "summary", "costs"
KINDS = (ACTIVITIES, ADMINISTRATION, SUMMARY, COSTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in an amount's place: an amount, or a text that is none, or nothing."""

    place: str
    amount: Amount | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """A row of a financing table: a member, or a sum, its share and an amount for each year."""

    member: str
    name: str
    place: str
    share: Amount | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FinancingTable:
    """Members by years as a plan prints them; `subtotals` are sums of other rows.

    `plan_years` is what the plan is called by, such as (2026, 2028), where something says it.
    """

    place: str
    years: tuple[int, ...]
    unit: str
    rows: tuple[MemberRow, ...]
    subtotals: tuple[MemberRow, ...] = ()
    total: MemberRow | None = None
    plan_years: tuple[int, int] | None = None

    @property
    def years_late(self) -> int:
        """How many years the headers run behind the plan; nothing but one is a slip."""
        if self.plan_years is None or len(self.years) < PLAN_YEARS:
            return 0
        reference = len(self.years) - PLAN_YEARS
        late = self.plan_years[0] - reference - self.years[0]
        return late if abs(late) == 1 and reference <= 1 else 0

    @property
    def first_year(self) -> int:
        """The plan's first year: as it is called, else by its columns; four begin with a past."""
        if self.plan_years is not None:
            return self.plan_years[0]
        return self.years[1] if len(self.years) > PLAN_YEARS else self.years[0]

    def meant(self, column: int) -> int:
        """The year that a column is for: not its header where all headers are off by one."""
        return self.years[column] + self.years_late

    @property
    def budget_column(self) -> int:
        """The column of the plan's first year; the first where no column is."""
        meant = [self.meant(column) for column in range(len(self.years))]
        return meant.index(self.first_year) if self.first_year in meant else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRow:
    """A row of costs, with planned participants where the table has them."""

    name: str
    place: str
    amount: Cell
    participants: Cell | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CostTable:
    """Costs of one kind under a title, with their sum where one is printed."""

    kind: str
    title: str
    place: str
    unit: str
    rows: tuple[CostRow, ...]
    total: CostRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A difference between costs and income that a text states, in kronor."""

    place: str
    costs_less_income: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """All that was found in a file: one table or a whole set of them."""

    financing: tuple[FinancingTable, ...]
    costs: tuple[CostTable, ...]
    statements: tuple[Statement, ...]
