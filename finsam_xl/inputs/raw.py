"""What stands in one cell before anybody has understood it, and the place where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

Content: TypeAlias = Decimal | str | bool | None


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell's content: an exact decimal, a text, a truth or nothing; and where it was found."""

    place: str
    content: Content
    formula: bool = False
    error: bool = False


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text that was unambiguously a number and is written as one from now on."""

    place: str
    before: str
    after: str
