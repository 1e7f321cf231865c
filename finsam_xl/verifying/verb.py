"""The verb with which an auditor examines a book: verify."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from finsam_xl.findings.finding import Finding
from finsam_xl.proof.engines import Engine
from finsam_xl.screen import progress, say_findings
from finsam_xl.texts import texts_in
from finsam_xl.verifying.around import name_findings, setting_findings, sheet_findings
from finsam_xl.verifying.comparing_cells import cell_findings, strange_cells
from finsam_xl.verifying.examined import Examined, examined
from finsam_xl.verifying.history import check_findings, history_findings, typing_findings
from finsam_xl.verifying.recalculating import ALL, ONE, engine_findings, wanted_cells


def verify(asked: argparse.Namespace) -> int:
    """Examine a book; nothing is written in it. Returns 1 where anything but notes was found."""
    texts = texts_in(asked.lang)
    with progress(texts.say("progress_read")):
        book = examined(Path(asked.book), asked.lang)
    engines = [each() for each in (ALL if asked.engines == "all" else ONE)]
    with progress(texts.say("progress_prove")):
        findings = tuple(verified(book, engines))
    names = [each.name for each in engines]
    number = len(wanted_cells(book))
    if not asked.json:
        print(texts.say("compared", cells=number, names=len(book.proven.draft.names),
                        engines=", ".join(["Python", *names])))
    rules = {key.removesuffix("_rule"): text for key, text in texts.tables["verify"].items()
             if key.endswith("_rule")}
    return say_findings(findings, asked, verb="verify", file=asked.book, rules=rules, compared={
        "formulas": number, "names": len(book.proven.draft.names), "engines": names})


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
