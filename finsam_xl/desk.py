"""The verbs of the command line that make a book or look at one."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from finsam_xl.beginning import beginning
from finsam_xl.books.replacing import real_path, replace_file, same_file
from finsam_xl.delivery import fresh_package, refuse_existing, refuse_other_suffix
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.names import Name
from finsam_xl.errors import BookError
from finsam_xl.explaining.derivation import DEEPEST, Explanation, explained
from finsam_xl.explaining.page import page
from finsam_xl.explaining.picture import picture
from finsam_xl.explaining.telling import explanation_report, told
from finsam_xl.explaining.touching import Touched, told_touched, touched, touched_report
from finsam_xl.keeping import found_on_sheets, refuse_missing_names
from finsam_xl.plans import (
    Proven,
    as_it_was,
    check_results,
    chosen,
    compute_plan,
    draft_plan,
    read_inputs,
    recorded_plan,
)
from finsam_xl.report import names_report, place_of
from finsam_xl.rolling import roll as roll_plan
from finsam_xl.screen import PASSED, code, field, report, say, say_json, say_read
from finsam_xl.texts import Texts, texts_in


def new(asked: argparse.Namespace) -> int:
    """Make a new book from an example or without amounts."""
    texts, path = texts_in(asked.lang), Path(asked.book)
    refuse_other_suffix(path, ".xlsx")
    refuse_existing(path, force=asked.force)
    begun = beginning(asked)
    proven = begun.plan()
    _deliver(proven, path, texts)
    results = check_results(proven, asked.lang)
    say(texts.say("written", path=path))
    report(proven, results, asked)
    return PASSED if begun.unfilled else code(results)


def check(asked: argparse.Namespace) -> int:
    """Report a book's checks without writing anything."""
    read = read_inputs(Path(asked.book))
    say_read(read, texts_in(asked.lang))
    inputs = read.inputs if asked.scenario is None else chosen(read.inputs, asked.scenario)
    proven = draft_plan(compute_plan(inputs, read.places), read.setting)
    results = check_results(proven, asked.lang)
    if read.book is not None:
        before = as_it_was(proven, read.book)
        found_on_sheets(read.book, before.draft)
        stands = {each.id: each.place for each in check_results(before, asked.lang)}
        results = tuple(replace(each, place=stands.get(each.id, "")) for each in results)
    report(proven, results, asked)
    return code(results)


def names(asked: argparse.Namespace) -> int:
    """List every named input and figure of a book."""
    read = read_inputs(Path(asked.book))
    proven = draft_plan(recorded_plan(read.inputs), read.setting)
    found = names_report(as_it_was(proven, read.book) if read.book else proven)
    if asked.json:
        say_json(found)
        return PASSED
    for each in found:
        place = f"{each['sheet']}!{each['cell']}"
        fields = (each["name"], place, each["value"], each["unit"], each["label"])
        print(*(field("" if value is None else value) for value in fields), sep="\t")
    return PASSED


def explain(asked: argparse.Namespace) -> int:
    """Tell how the figure of a cell came about; the book is not written.

    A page or a picture of it is written where that is asked for.
    """
    drawn = _drawings(asked)
    read = read_inputs(Path(asked.book))
    say_read(read, texts_in(asked.lang))
    inputs = read.inputs if asked.scenario is None else chosen(read.inputs, asked.scenario)
    proven = draft_plan(compute_plan(inputs, read.places), read.setting)
    if read.book is not None:
        proven = as_it_was(proven, read.book)
        found_on_sheets(read.book, proven.draft)
    deepest = DEEPEST if asked.deepest is None else max(asked.deepest, 0)
    explanation = explained(proven, asked.cell, asked.lang, deepest=deepest)
    reached = touched(proven, asked.cell, asked.lang) if asked.touches else None
    contents = [(path, draw(explanation, reached).encode()) for path, draw in drawn]
    for path, content in contents:
        changed = replace_file(path, content)
        say(texts_in(asked.lang).say("written" if changed else "unchanged", path=path))
    if asked.json:
        more: dict[str, Any] = {} if reached is None else {"touches": touched_report(reached)}
        if drawn:
            more["written"] = [str(path) for path, _ in drawn]
        say_json({**explanation_report(explanation), **more})
        return PASSED
    print(told(explanation))
    if reached is not None:
        print(told_touched(reached, asked.lang))
    return PASSED


Drawing = tuple[Path, Callable[[Explanation, tuple[Touched, ...] | None], str]]


def _drawings(asked: argparse.Namespace) -> list[Drawing]:
    """The page and the picture that are asked for.

    Refuses another suffix, a file that is there and a folder that is not, before any is written.
    """
    drawn: list[Drawing] = []
    for file, suffix, draw in ((asked.html, ".html", page), (asked.svg, ".svg", picture)):
        if file is None:
            continue
        path = Path(file)
        if path.suffix.lower() != suffix:
            raise BookError("lineage_suffix", place=file, suffix=suffix)
        refuse_existing(path, force=asked.force and not same_file(path, Path(asked.book)))
        if not os.access(real_path(path).parent, os.W_OK):
            raise BookError("folder_unwritable", place=file)
        drawn.append((path, draw))
    return drawn


def roll(asked: argparse.Namespace) -> int:
    """Make next year's book."""
    texts, target = texts_in(asked.lang), Path(asked.out)
    same = same_file(target, Path(asked.book))
    refuse_other_suffix(target, ".xlsx")
    refuse_existing(target, force=asked.force and not same)
    read = read_inputs(Path(asked.book))
    plan_now = compute_plan(read.inputs, read.places)
    if read.book is not None:
        now = draft_plan(plan_now, read.setting)
        refuse_missing_names(read.book, as_it_was(now, read.book).draft)
    rolled = roll_plan(plan_now, asked.to)
    proven = draft_plan(recorded_plan(rolled.inputs))
    _deliver(proven, target, texts)
    say(texts.say("written", path=target))
    cells = {named.name: named for named in proven.draft.names}
    wanted = [{"name": str(name), "label": _label(rolled.inputs, name, cells[str(name)].label),
               "place": place_of(cells[str(name)])} for name in rolled.to_decide]
    if asked.json:
        say_json({"ok": True, "to_decide": wanted})
        return PASSED
    print(texts.say("to_decide", number=len(wanted)))
    for each in wanted:
        print(f"  {each['place']}  {each['label']}")
    return PASSED


def _label(inputs: PlanInputs, name: Name, label: str) -> str:
    """What is asked for: an activity or a cost line by its own name, else the cell's label."""
    row = inputs.text(name.quantity.replace("_amount", "_name"), name.member)
    return f"{row} {name.year}" if row and name.quantity.endswith("_amount") else label


def _deliver(proven: Proven, path: Path, texts: Texts) -> bool:
    """Prove a book of our own and write it."""
    return replace_file(path, fresh_package(proven, texts))
