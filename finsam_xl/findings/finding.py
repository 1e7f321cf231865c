"""One finding of an examination, and whether a book or a table is clean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

SEVERITIES = ("error", "warning", "note")
"""From the worst to what is only worth a word."""

FoundValue: TypeAlias = int | float | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found: the rule's key, how grave it is, where it stands, and what to do about it.

    `message` is a whole sentence; `expected` and `actual` are amounts in whole kronor, or what
    else the rule compares; None where it compares nothing.
    """

    id: str
    severity: str
    place: str
    message: str
    expected: FoundValue = None
    actual: FoundValue = None
    cure: str = ""


def is_clean(findings: Iterable[Finding]) -> bool:
    """Whether there is nothing graver than a note."""
    return all(each.severity == "note" for each in findings)


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The gravest first; findings of one gravity stay in their order."""
    return tuple(sorted(findings, key=lambda each: SEVERITIES.index(each.severity)))


def findings_report(findings: Sequence[Finding], **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """What an examination says in JSON; `more` stands between the verdict and the findings."""
    told = [{**asdict(each), "cure": each.cure or None} for each in findings]
    return {"ok": is_clean(findings), **more, "findings": told}
