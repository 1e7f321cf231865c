"""A rule of a sound workbook: its number, how grave a breach is, its source and what looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from finsam_xl.linting.examined import Examined

Place = tuple[str, int, int]
"""A sheet's title, a row and a column, counted from one."""


class Found(NamedTuple):
    """Where a rule is broken and by what; `severity` where this breach differs from the rule's."""

    place: str
    what: str = ""
    severity: str = ""


class UnjudgedError(Exception):
    """What a rule looks at cannot be read, or is too much to look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: `foreign` is how grave it is in a workbook that is not ours, if it applies there.

    An error makes numbers wrong or hides something, a warning is bad practice, a note is taste.
    """

    id: str
    severity: str
    foreign: str | None
    source: str
    find: Callable[[Examined], Iterable[Found]]
