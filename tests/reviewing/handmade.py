"""A financing table and its costs as texts, written in the ways that people write them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook


@dataclass(frozen=True)
class Row:
    """A row of a table: a label, a share, and amounts as they are written."""

    label: str
    share: str
    amounts: tuple[str, ...]


@dataclass(frozen=True)
class Handmade:
    """A plan's financing table and costs as texts, and the keys that it was divided by."""

    title: str
    years: tuple[int, ...]
    unit: str
    rows: tuple[Row, ...]
    costs: tuple[tuple[str, str], ...]
    overhead: tuple[tuple[str, str], ...]
    stated: str
    keys: str
    codes: dict[str, str] = field(default_factory=dict)
    steps: tuple[int, ...] = ()

    def with_row(self, number: int, row: Row | None) -> Handmade:
        """The same with another row there, or without it."""
        changed = (*self.rows[:number], *(() if row is None else (row,)), *self.rows[number + 1:])
        return replace(self, rows=changed)

    def with_amount(self, number: int, column: int, amount: str) -> Handmade:
        """The same with another amount in one cell."""
        row = self.rows[number]
        amounts = (*row.amounts[:column], amount, *row.amounts[column + 1:])
        return self.with_row(number, replace(row, amounts=amounts))

    def grid(self) -> list[list[str]]:
        """All rows of fields: the members, then overhead and costs."""
        return [
            [self.title], ["Medlem", f"Andel, {self.unit}", *map(str, self.years)],
            *([row.label, row.share, *row.amounts] for row in self.rows),
            [], ["Styrning och administration", self.unit], *map(list, self.overhead),
            [], ["Kostnader, sammanställning", self.unit], *map(list, self.costs),
            [self.stated]]

    def csv(self) -> bytes:
        """The tables as fields between semicolons."""
        width = 2 + len(self.years)
        lines = (";".join([*row, *[""] * (width - len(row))]) for row in self.grid())
        return "\n".join(lines).encode()

    def pasted(self, gap: str = "  ") -> bytes:
        """The tables as a document gives them: spaces, blank lines, shares before the state's."""
        lines = []
        for row in self.grid():
            if len(row) > 2 and row[1].startswith("25,00") and row[0] != self.rows[3].label:
                row = [row[1], row[0], *row[2:]]  # noqa: PLW2901 - as the documents print it
            lines += [gap.join(cell for cell in row if cell), ""]
        return "\n".join(lines).encode()

    def xlsx(self) -> bytes:
        """The tables as a workbook with numbers in its cells."""
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "Plan"
        for row in self.grid():
            sheet.append([_number(cell) for cell in row])
        written = BytesIO()
        book.save(written)
        return written.getvalue()


def _number(text: str) -> object:
    """A cell's number, where it is one that a person would type as such."""
    bare = text.replace("\u00a0", "").replace(" ", "").replace(",", ".")
    if bare.endswith("%"):
        return float(Decimal(bare[:-1]) / 100)
    try:
        value = Decimal(bare)
    except ArithmeticError:
        return text or None
    return int(value) if value == value.to_integral_value() else float(value)
