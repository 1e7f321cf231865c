"""The verbs with which an auditor examines a book and vouches for it: verify and sign."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from finsam_xl.books.replacing import replace_file, same_file
from finsam_xl.delivery import refuse_existing, refuse_other_suffix
from finsam_xl.findings.finding import is_clean, worst_first
from finsam_xl.proof.engines import Engine
from finsam_xl.screen import PASSED, progress, say, say_findings, say_json
from finsam_xl.texts import texts_in
from finsam_xl.verifying.examination import Examination, examination, rules
from finsam_xl.verifying.paper import PDF, WORKBOOK, as_paper
from finsam_xl.verifying.recalculating import ALL, ONE
from finsam_xl.verifying.signing import (
    SUFFIX,
    beside,
    signature,
    signature_findings,
    signer_of,
)


def verify(asked: argparse.Namespace) -> int:
    """Examine a book; nothing is written in it. Returns 1 where anything but notes was found."""
    texts, path = texts_in(asked.lang), Path(asked.book)
    target = None if asked.report is None else Path(asked.report)
    if target is not None:
        refuse_other_suffix(target, WORKBOOK, PDF)
        refuse_existing(target, force=asked.force and not same_file(target, path))
    found = _examined(asked, [each() for each in (ALL if asked.engines == "all" else ONE)])
    if target is not None:
        replace_file(target, as_paper(found, target.suffix.lower()))
        say(texts.say("written", path=target))
    if not asked.json:
        print(texts.say("compared", cells=found.formulas, names=found.compared["names"],
                        engines=", ".join(["Python", *found.engines])))
    return say_findings(found.findings, asked, verb="verify", file=asked.book, rules=rules(texts),
                        compared=found.compared)


def _examined(asked: argparse.Namespace, engines: Sequence[Engine]) -> Examination:
    """The examination, with the signature's part of it where there is one to look at."""
    texts, path = texts_in(asked.lang), Path(asked.book)
    with progress(texts.say("progress_prove")):
        found = examination(path, asked.lang, engines)
    signed = beside(path) if asked.signature is None else Path(asked.signature)
    if asked.certificate is not None:
        more = tuple(signature_findings(found.book, signed, Path(asked.certificate)))
    elif asked.signature is not None or signed.exists():
        more = (found.book.found("signature_unread", "note", str(signed)),)
    else:
        return found
    return replace(found, findings=worst_first((*found.findings, *more)))


def sign(asked: argparse.Namespace) -> int:
    """Sign a book that an examination finds nothing wrong with; the book stays as it is.

    Returns 1, and signs nothing, where anything but notes was found.
    """
    texts, path = texts_in(asked.lang), Path(asked.book)
    target = beside(path) if asked.out is None else Path(asked.out)
    refuse_other_suffix(target, Path(SUFFIX).suffix)
    refuse_existing(target, force=asked.force and not same_file(target, path))
    signer = signer_of(Path(asked.certificate), None if asked.key is None else Path(asked.key))
    with progress(texts.say("progress_prove")):
        found = examination(path, asked.lang, [each() for each in ONE])
    if not is_clean(found.findings):
        say(texts.say("not_signed", path=path))
        return say_findings(found.findings, asked, verb="sign", file=asked.book,
                            rules=rules(texts), compared=found.compared)
    replace_file(target, signature(found.book, path, signer))
    if asked.json:
        say_json({"ok": True, "path": str(target)})
    else:
        say(texts.say("written", path=target))
    return PASSED
