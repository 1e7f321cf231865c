"""Checks: what should hold in a plan, each as expected, actual, difference and verdict.

A failed check is not an error but a row that a person reads. What is not known warns.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from finsam_xl.domain.plan import Calculation
from finsam_xl.figures.figure import Figure
from finsam_xl.figures.rules import (
    at_most,
    carried,
    choose,
    fixed,
    larger,
    minus,
    verdict,
    word_for,
)

PASSED, WARNED, FAILED = 0, 1, 2
STATUSES = ("pass", "warn", "fail")
STATUS_WORDS = ("status_pass", "status_warn", "status_fail")


@dataclass(frozen=True, slots=True)
class Check:
    """One check: an id, what it is about, and its figures.

    `level` is what a deviation amounts to: 0 not applicable, 1 a warning, 2 a failure.
    `subject` is the figure it is about, whose cell is its place. `title` is a live label
    where the check must name what a person typed; else the label is a text of the sheet.
    """

    key: str
    year: int | None
    member: str
    unit: str
    subject: Figure
    expected: Figure
    actual: Figure
    difference: Figure
    tolerance: Figure
    level: Figure
    code: Figure
    status: Figure
    title: Figure | None = None

    @property
    def id(self) -> str:
        """A stable name, such as `equity_floor_2026`."""
        return "_".join(str(part) for part in (self.key, self.member, self.year) if part)


def exactly(difference: Figure) -> Figure:
    """No difference is tolerated."""
    del difference
    return fixed(0)


def at_least(difference: Figure) -> Figure:
    """Whatever lies above the expected is tolerated."""
    return larger(difference, 0)


def no_more(difference: Figure) -> Figure:
    """Whatever lies below the expected is tolerated."""
    return larger(minus(0, difference), 0)


def applies(condition: Figure, level: Figure | int) -> Figure:
    """A level that counts only where a condition holds."""
    return choose(condition, level, 0)


@dataclass
class CheckBench:
    """Where checks are made: the calculation they look at and the words of the verdicts."""

    calculation: Calculation
    made: list[Check] = field(default_factory=list)

    def check(  # noqa: PLR0913 - a check has this many sides, each named where it is called
        self,
        key: str,
        *,
        expected: Figure | int,
        actual: Figure,
        subject: Figure,
        level: Figure | int = FAILED,
        unit: str = "kr",
        year: int | None = None,
        member: str = "",
        tolerated: Callable[[Figure], Figure] = exactly,
        title: Figure | None = None,
    ) -> None:
        """Add a check; `tolerated` says how much of a difference is no deviation."""
        words = self.calculation.cells.words
        wanted = fixed(expected) if isinstance(expected, int) else carried(expected)
        found = carried(actual)
        difference = minus(found, wanted)
        tolerance = tolerated(difference)
        weight = fixed(level) if isinstance(level, int) else level
        code = verdict(wanted, found, difference, tolerance, weight)
        status = choose(
            at_most(weight, 0), words["status_none"],
            word_for(code, *(words[word] for word in STATUS_WORDS)),
        )
        self.made.append(Check(
            key=key, year=year, member=member, unit=unit, subject=subject, expected=wanted,
            actual=found, difference=difference, tolerance=tolerance, level=weight, code=code,
            status=status, title=title,
        ))
