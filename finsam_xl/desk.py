"""The verbs of the command line, each a few lines over the plan's straight line."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from finsam_xl.books.replacing import refuse_open_elsewhere, replace_file
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.names import Name
from finsam_xl.errors import BookError, InputError
from finsam_xl.inputs.raw import Rewritten
from finsam_xl.inputs.reading import refuse_other_years
from finsam_xl.keeping import refuse_loss, refuse_missing_names
from finsam_xl.plans import (
    CheckResult,
    Proven,
    ReadInputs,
    as_it_was,
    blank,
    check_results,
    chosen,
    compute_plan,
    draft_plan,
    example,
    grouped,
    member_name,
    read_inputs,
    recorded_plan,
)
from finsam_xl.proof.agreement import prove
from finsam_xl.proof.engines import Formualizer
from finsam_xl.report import names_report, place_of, plan_report
from finsam_xl.rolling import roll as roll_plan
from finsam_xl.texts import Texts, texts_in

PASSED, FAILED = 0, 1


def new(asked: argparse.Namespace) -> int:
    """Make a new book from an example or without amounts."""
    texts, path = texts_in(asked.lang), Path(asked.book)
    _refuse_existing(path, force=asked.force)
    if asked.example and asked.year is not None:
        raise InputError("usage", place="--year", what="--blank")
    if asked.example:
        proven = draft_plan(compute_plan(example(asked.example, asked.lang)))
    else:
        year = datetime.now(tz=UTC).year + 1 if asked.year is None else asked.year
        refuse_other_years(year)
        proven = draft_plan(recorded_plan(blank(year, asked.lang)))
    _deliver(proven, path, texts)
    results = check_results(proven, asked.lang)
    _say(texts.say("written", path=path))
    _report(proven, results, asked)
    return PASSED if asked.blank else _code(results)


def plan(asked: argparse.Namespace) -> int:
    """Read, compute, validate, prove and write the plan of a book."""
    texts, path = texts_in(asked.lang), Path(asked.book)
    target = path if asked.out is None else Path(asked.out)
    _refuse_other_suffix(target)
    if target.resolve() != path.resolve():
        _refuse_existing(target, force=asked.force)
    refuse_open_elsewhere(target.resolve())
    with _progress(texts.say("progress_read")):
        read = read_inputs(path)
    _say_rewritten(read.rewritten, texts)
    inputs = read.inputs if asked.scenario is None else chosen(read.inputs, asked.scenario)
    with _progress(texts.say("progress_compute")):
        proven = draft_plan(compute_plan(inputs, read.places))
    if read.book is not None:
        for place in refuse_loss(read.book, as_it_was(proven, read.book).draft):
            _say(texts.say("overwritten", place=place))
        _say_changed(read, proven, texts)
    changed = _deliver(proven, target, texts)
    results = check_results(proven, asked.lang)
    _say(texts.say("written" if changed else "unchanged", path=target))
    _report(proven, results, asked)
    return _code(results)


def check(asked: argparse.Namespace) -> int:
    """Report a book's checks without writing anything."""
    read = read_inputs(Path(asked.book))
    _say_rewritten(read.rewritten, texts_in(asked.lang))
    inputs = read.inputs if asked.scenario is None else chosen(read.inputs, asked.scenario)
    proven = draft_plan(compute_plan(inputs, read.places))
    results = check_results(proven, asked.lang)
    if read.book is not None:
        before = as_it_was(proven, read.book)
        refuse_missing_names(read.book, before.draft)
        stands = {each.id: each.place for each in check_results(before, asked.lang)}
        results = tuple(replace(each, place=stands.get(each.id, "")) for each in results)
    _report(proven, results, asked)
    return _code(results)


def names(asked: argparse.Namespace) -> int:
    """List every named input and figure of a book."""
    read = read_inputs(Path(asked.book))
    proven = draft_plan(recorded_plan(read.inputs))
    found = names_report(as_it_was(proven, read.book) if read.book else proven)
    if asked.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return PASSED
    for each in found:
        value = "" if each["value"] is None else each["value"]
        print(f"{each['name']}\t{each['sheet']}!{each['cell']}\t{value}\t{each['unit'] or ''}\t"
              f"{each['label']}")
    return PASSED


def roll(asked: argparse.Namespace) -> int:
    """Make next year's book."""
    texts, target = texts_in(asked.lang), Path(asked.out)
    same = target.resolve() == Path(asked.book).resolve()
    _refuse_existing(target, force=asked.force and not same)
    read = read_inputs(Path(asked.book))
    plan_now = compute_plan(read.inputs, read.places)
    if read.book is not None:
        refuse_missing_names(read.book, as_it_was(draft_plan(plan_now), read.book).draft)
    rolled = roll_plan(plan_now, asked.to)
    proven = draft_plan(recorded_plan(rolled.inputs))
    _deliver(proven, target, texts)
    _say(texts.say("written", path=target))
    cells = {named.name: named for named in proven.draft.names}
    wanted = [{"name": str(name), "label": _label(rolled.inputs, name, cells[str(name)].label),
               "place": place_of(cells[str(name)])} for name in rolled.to_decide]
    if asked.json:
        print(json.dumps({"ok": True, "to_decide": wanted}, ensure_ascii=False, indent=2))
        return PASSED
    print(texts.say("to_decide", number=len(wanted)))
    for each in wanted:
        print(f"  {each['place']}  {each['label']}")
    return PASSED


def _label(inputs: PlanInputs, name: Name, label: str) -> str:
    """What is asked for: an activity or a cost line by its own name, else the cell's label."""
    row = inputs.text(name.quantity.replace("_amount", "_name"), name.member)
    return f"{row} {name.year}" if row and name.quantity.endswith("_amount") else label


def _refuse_other_suffix(path: Path) -> None:
    if path.suffix.lower() != ".xlsx":
        raise BookError("not_xlsx", place=str(path))


def _refuse_existing(path: Path, *, force: bool) -> None:
    _refuse_other_suffix(path)
    try:
        exists, is_folder = path.exists(), path.is_dir()
    except OSError as fault:
        raise BookError("folder_unwritable", place=str(path)) from fault
    if is_folder:
        raise BookError("file_is_folder", place=str(path))
    if exists and not force:
        raise BookError("file_exists", place=str(path))


def _deliver(proven: Proven, path: Path, texts: Texts) -> bool:
    """Prove a book and write it; nothing is written that an engine disagrees with."""
    with _progress(texts.say("progress_prove")):
        package = proven.package
        prove(proven.draft, package, Formualizer())
    return replace_file(path, package)


def _code(results: tuple[CheckResult, ...]) -> int:
    return FAILED if any(result.status == "fail" for result in results) else PASSED


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def _say_rewritten(rewritten: tuple[Rewritten, ...], texts: Texts) -> None:
    for each in rewritten:
        key = "rewritten" if each.after else "funding_moved"
        _say(texts.say(key, place=each.place, before=each.before, after=each.after))


def _say_changed(read: ReadInputs, proven: Proven, texts: Texts) -> None:
    """Inputs that changed since the last plan are worth a word, and no fault."""
    before = read.book.properties.get("finsam_xl_fingerprint") if read.book else None
    if before is not None and before != proven.draft.properties["fingerprint"]:
        _say(texts.say("inputs_changed", before=before,
                       after=proven.draft.properties["fingerprint"]))


@contextlib.contextmanager
def _progress(message: str) -> Iterator[None]:
    """Show what is being done, on a terminal only."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # noqa: PLC0415 - only where somebody looks

    with Console(stderr=True).status(message):
        yield


def _report(proven: Proven, results: tuple[CheckResult, ...], asked: argparse.Namespace) -> None:
    """The plan and its checks, as JSON or as a short table."""
    if asked.json:
        print(json.dumps(plan_report(proven, results), ensure_ascii=False, indent=2))
        return
    texts = texts_in(asked.lang)
    _years_table(proven, texts)
    counts = {status: sum(result.status == status for result in results)
              for status in ("pass", "warn", "fail")}
    print(texts.say("counts", **counts))
    for status in ("fail", "warn"):
        for result in results:
            if result.status == status:
                print(f"  {texts.words[f'status_{status}']}  {result.message}  "
                      f"[{result.place}]")


def _years_table(proven: Proven, texts: Texts) -> None:
    """Members and sums by year, in whole kronor."""
    plan, inputs = proven.plan, proven.plan.inputs
    rows: list[tuple[str, list[int | None]]] = [
        (member_name(inputs, member, texts.language),
         [year.contributions[member] for year in plan.years.values()])
        for member in inputs.members
    ]
    for label, key in (("members_total", "total"), ("costs_total", "costs"),
                       ("result", "result"), ("closing", "equity_closing")):
        rows.append((texts.label(label), [getattr(year, key) for year in plan.years.values()]))
    width = max(len(label) for label, _ in rows)
    print(f"{plan.scenario + ', kr':<{width}}" + "".join(f"{year:>14}" for year in plan.years))
    for label, amounts in rows:
        cells = "".join(f"{grouped(amount) or '–':>14}" for amount in amounts)
        print(f"{label:<{width}}{cells}")
