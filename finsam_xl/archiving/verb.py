"""The verb that packs a book for the registry: archive."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from finsam_xl.archiving.pack import packed
from finsam_xl.archiving.tables import change_log, decisions, named_cells
from finsam_xl.books.replacing import replace_file, same_file
from finsam_xl.delivery import refuse_existing, refuse_other_suffix
from finsam_xl.findings.finding import findings_report, is_clean
from finsam_xl.inputs.plan_writing import plan_text
from finsam_xl.keeping import found_on_sheets
from finsam_xl.plans import check_results
from finsam_xl.proof.printed import book_as_text
from finsam_xl.report import plan_report
from finsam_xl.screen import FAILED, PASSED, say, say_json, say_read
from finsam_xl.texts import Texts, texts_in
from finsam_xl.verifying.examination import Examination, examination
from finsam_xl.verifying.paper import WORKBOOK, as_paper
from finsam_xl.verifying.recalculating import ONE
from finsam_xl.verifying.signing import beside


def archive(asked: argparse.Namespace) -> int:
    """Pack a book with everything that is needed to read and recompute it; the book stays as it is.

    Refuses as `verify` does, and returns its exit code.
    """
    texts, path = texts_in(asked.lang), Path(asked.book)
    target = path.with_suffix(".zip") if asked.out is None else Path(asked.out)
    refuse_other_suffix(target, ".zip")
    refuse_existing(target, force=asked.force and not same_file(target, path))
    found = examination(path, asked.lang, [each() for each in ONE])
    read, stood = found.book.read, found.book.proven
    say_read(read, texts)
    found_on_sheets(found.book.book, stood.draft)
    members = _members(found, path, texts)
    replace_file(target, packed(members))
    clean = is_clean(found.findings)
    if not clean:
        say(texts.say("pack_unclean", path=path))
    if asked.json:
        say_json({"ok": clean, "path": str(target), "members": list(members)})
    else:
        say(texts.say("written", path=target))
        print(*members, sep="\n")
    return PASSED if clean else FAILED


def _members(found: Examination, path: Path, texts: Texts) -> dict[str, bytes]:
    """What goes into the pack, by name, the book first; its signature, where it has one, next."""
    read, stood = found.book.read, found.book.proven
    results = check_results(stood, texts.language)
    signed = beside(path)
    return {
        path.name: found.book.package.content,
        **({signed.name: signed.read_bytes()} if signed.exists() else {}),
        texts.say("pack_inputs_toml"): plan_text(read.inputs).encode(),
        texts.say("pack_inputs_csv"): named_cells(stood, "input", texts),
        texts.say("pack_figures_csv"): named_cells(stood, "figure", texts),
        texts.say("pack_checks"): _as_json(plan_report(stood.plan, results)),
        texts.say("pack_log"): change_log(read.inputs, texts),
        texts.say("pack_decisions"): decisions(read.setting.chain, texts),
        texts.say("pack_cells"): book_as_text(path).encode(),
        texts.say("pack_findings"): _as_json(
            findings_report(found.findings, compared=found.compared)),
        texts.say("pack_report"): as_paper(found, WORKBOOK),
    }


def _as_json(told: dict[str, Any]) -> bytes:
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()
