"""An examination as a whole: the book, who recalculated it, and all that was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from finsam_xl.findings.finding import Finding, worst_first
from finsam_xl.proof.engines import Engine
from finsam_xl.texts import Texts
from finsam_xl.verifying.around import name_findings, setting_findings, sheet_findings
from finsam_xl.verifying.comparing_cells import cell_findings, strange_cells
from finsam_xl.verifying.examined import Examined, examined
from finsam_xl.verifying.history import check_findings, history_findings, typing_findings
from finsam_xl.verifying.recalculating import engine_findings, wanted_cells


@dataclass(frozen=True)
class Examination:
    """What was examined, the engines that recalculated it, and the findings, the worst first."""

    book: Examined
    engines: tuple[str, ...]
    findings: tuple[Finding, ...]
    formulas: int

    @property
    def compared(self) -> dict[str, Any]:
        """What was compared, in numbers."""
        return {"formulas": self.formulas, "names": len(self.book.proven.draft.names),
                "engines": list(self.engines)}


def examination(path: Path, language: str, engines: Sequence[Engine]) -> Examination:
    """Examine a book; nothing is written in it.

    Refuses what `check` refuses, what is no book of ours, and an engine that is not installed.
    """
    book = examined(path, language)
    return Examination(book, tuple(each.name for each in engines),
                       worst_first(verified(book, engines)), len(wanted_cells(book)))


def verified(book: Examined, engines: Sequence[Engine]) -> Iterator[Finding]:
    """All that an examination finds; of what an engine finds, only cells not named before."""
    before = list(cell_findings(book))
    yield from before
    named = {each.place for each in before}
    for engine in engines:
        for each in engine_findings(book, engine):
            if each.place not in named:
                named.add(each.place)
                yield each
    for look in (name_findings, sheet_findings, setting_findings, typing_findings,
                 history_findings, check_findings, strange_cells):
        yield from look(book)


def rules(texts: Texts) -> Mapping[str, str]:
    """What each rule of an examination is, by its key."""
    return {key.removesuffix("_rule"): text for key, text in texts.tables["verify"].items()
            if key.endswith("_rule")}
