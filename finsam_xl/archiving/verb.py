"""The verb that packs a book for the registry: archive."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from finsam_xl.archiving.pack import packed
from finsam_xl.archiving.tables import change_log, decisions, named_cells
from finsam_xl.books.replacing import replace_file, same_file
from finsam_xl.delivery import refuse_existing, refuse_other_suffix
from finsam_xl.errors import LayoutError
from finsam_xl.inputs.plan_writing import plan_text
from finsam_xl.keeping import found_on_sheets
from finsam_xl.plans import (
    CheckResult,
    Proven,
    ReadInputs,
    as_it_was,
    check_results,
    compute_plan,
    draft_plan,
    read_inputs,
)
from finsam_xl.proof.printed import book_as_text
from finsam_xl.report import plan_report
from finsam_xl.screen import code, say, say_json, say_read
from finsam_xl.texts import Texts, texts_in


def archive(asked: argparse.Namespace) -> int:
    """Pack a book with everything that is needed to read and recompute it; the book stays as it is.

    Refuses as `check` does. Returns the exit code of the checks.
    """
    texts, path = texts_in(asked.lang), Path(asked.book)
    target = path.with_suffix(".zip") if asked.out is None else Path(asked.out)
    refuse_other_suffix(target, ".zip")
    refuse_existing(target, force=asked.force and not same_file(target, path))
    read = read_inputs(path)
    if read.package is None or read.book is None:
        raise LayoutError("not_our_book", place=asked.book)
    say_read(read, texts)
    proven = draft_plan(compute_plan(read.inputs, read.places), read.setting)
    stood = as_it_was(proven, read.book)
    found_on_sheets(read.book, stood.draft)
    results = check_results(proven, asked.lang)
    members = _members(read, stood, results, path, texts)
    replace_file(target, packed(members))
    if asked.json:
        say_json({"ok": code(results) == 0, "path": str(target), "members": list(members)})
    else:
        say(texts.say("written", path=target))
        print(*members, sep="\n")
    return code(results)


def _members(
    read: ReadInputs, stood: Proven, results: tuple[CheckResult, ...], path: Path, texts: Texts
) -> dict[str, bytes]:
    """What goes into the pack, by name, the book first."""
    content = read.package.content if read.package is not None else b""
    told = json.dumps(plan_report(stood, results), ensure_ascii=False, indent=2)
    return {
        path.name: content,
        texts.say("pack_inputs_toml"): plan_text(read.inputs).encode(),
        texts.say("pack_inputs_csv"): named_cells(stood, "input", texts),
        texts.say("pack_figures_csv"): named_cells(stood, "figure", texts),
        texts.say("pack_checks"): f"{told}\n".encode(),
        texts.say("pack_log"): change_log(read.inputs, texts),
        texts.say("pack_decisions"): decisions(read.setting.chain, texts),
        texts.say("pack_cells"): book_as_text(path).encode(),
    }
