"""A fault that is planted in clean tables, and amounts read and written while it is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tests.reviewing.handmade import Handmade

FIRST_ROW, FIRST_COLUMN = 2, 2
"""Where the members and their amounts begin, counted from nothing."""


@dataclass(frozen=True)
class Planted:
    """Tables with one fault, the rule that finds it, and its cell; `said` must be in its words."""

    tables: Handmade
    rule: str
    row: int | None
    column: int | None = None
    said: str = ""


def number(text: str) -> Decimal:
    """An amount as it is written, as a number."""
    return Decimal(text.replace("\u00a0", "").replace(" ", "").replace(",", "."))


def written(amount: Decimal) -> str:
    """A number as people write it."""
    return format(amount.normalize(), "f").replace(".", ",")


def much(tables: Handmade) -> Decimal:
    return Decimal(97_000) if tables.unit == "kr" else Decimal(97)
