"""What was touched in somebody's workbook: parts, sheets and names, as data and as words."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from finsam_xl.graft.names import NameChanges


@dataclass(frozen=True, slots=True)
class Touched:
    """What was added, changed and removed of one kind of thing."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was touched, and how many parts were left exactly as they were."""

    parts: Touched
    sheets: Touched
    names: Touched
    untouched: int

    def as_json(self) -> dict[str, Any]:
        """The receipt as plain data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Grafted:
    """A workbook with our sheets in it, or without them again."""

    content: bytes
    receipt: Receipt


def touched_names(changes: NameChanges) -> Touched:
    """What was done with the names, each told once."""
    return Touched(*(tuple(dict.fromkeys(each)) for each in (
        changes.added, changes.changed, changes.removed)))
