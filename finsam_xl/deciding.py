"""The verb that records the board's decision in a book and locks it: decide."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path

from finsam_xl.books.replacing import real_path, refuse_open_elsewhere
from finsam_xl.delivery import Delivery, fresh_package, refuse_other_suffix
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.names import Name
from finsam_xl.domain.quantities import QUANTITIES
from finsam_xl.errors import BookError, InputError, LayoutError
from finsam_xl.hosting import planned, refuse_guests
from finsam_xl.inputs.build import known_words
from finsam_xl.inputs.raw import RawCell
from finsam_xl.inputs.reading import Reader
from finsam_xl.plans import (
    CheckResult,
    Proven,
    ReadInputs,
    check_results,
    compute_plan,
    draft_plan,
    read_inputs,
)
from finsam_xl.proof.chain import Link, next_link, state_of
from finsam_xl.screen import PASSED, progress, report, say, say_changed, say_read
from finsam_xl.texts import Texts, texts_in
from finsam_xl.trying import Signed, logged


def decide(asked: argparse.Namespace) -> int:
    """Write the decision in the book, add a link to its chain, and lock it.

    Refuses with BookError a book that is decided already, and one with a check that fails unless
    `--force` is given.
    """
    texts, path = texts_in(asked.lang), Path(asked.book)
    refuse_other_suffix(path)
    refuse_open_elsewhere(real_path(path))
    with progress(texts.say("progress_read")):
        read = read_inputs(path)
    if read.package is None or read.book is None:
        raise LayoutError("not_our_book", place=asked.book)
    refuse_guests(read.package, read.book)
    say_read(read, texts)
    proven, link = decided(read, day=_day(asked.date), paragraph=asked.paragraph,
                           author=asked.by or "")
    results = check_results(proven, asked.lang)
    if not asked.force:
        _refuse_failing(results, path)
    say_changed(read, draft_plan(compute_plan(read.inputs, read.places), read.setting), texts)
    hosted = planned(read.package, read.book, proven, fresh_package(proven, texts), force=False)
    written = Delivery(asked, texts, "decide", read.package, path).write(hosted, proven)
    _say_decided(link, proven, texts)
    report(proven, results, asked, {**written, "decision": _told(link, proven)})
    return PASSED


def decided(
    read: ReadInputs, *, day: date, paragraph: str, author: str
) -> tuple[Proven, Link]:
    """The decided plan in its book, with one link more in the chain; `read` stays as it is.

    The link sums up the plan as it is decided, so the change log may tell of it: no figure is
    made from the log.
    """
    words = texts_in(read.inputs.language)
    paragraph = _typed("--paragraph", paragraph, "decision_paragraph")
    author = _typed("--by", author, "change_author")
    signed = Signed(author or read.inputs.text("association_name"), "", day)
    inputs = logged(read.inputs.changed({
        Name("decision_paragraph"): paragraph, Name("decision_date"): day,
        Name("decision_status"): "decided",
    }), signed, words.label("log_decided", paragraph=paragraph))
    plan = compute_plan(inputs, read.places)
    setting = read.setting_of(inputs)
    with progress(words.say("progress_compute")):
        proven = draft_plan(plan, setting)
    link = next_link(setting.chain, day=day, paragraph=paragraph,
                     scenario=_scenario(inputs), state=state_of(proven.draft.properties))
    locked = replace(setting, chain=(*setting.chain, link.text), locked=True)
    properties = {**proven.draft.properties, **locked.decisions}
    return Proven(plan, proven.checks, replace(proven.draft, properties=properties), locked), link


def _typed(option: str, text: str, quantity: str) -> str:
    """What was given in an option as its input cell would take it; refuses what that refuses."""
    found = Reader(known_words()).read(RawCell(option, text), QUANTITIES[quantity])
    return found if isinstance(found, str) else ""


def _scenario(inputs: PlanInputs) -> int:
    """The number of the alternative that is shown, 0 for the base plan."""
    name = inputs.text("scenario_chosen")
    return next((number for number in inputs.scenarios
                 if inputs.text("scenario_name", f"{number:02d}") == name), 0)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError("not_a_date", place="--date", value=text) from None


def _refuse_failing(results: tuple[CheckResult, ...], path: Path) -> None:
    failed = [each for each in results if each.status == "fail"]
    if failed:
        raise BookError("decides_failing", place=f"{path}: {failed[0].place}",
                        check=failed[0].message.rstrip("."), number=len(failed))


def _say_decided(link: Link, proven: Proven, texts: Texts) -> None:
    say(texts.say("decided", paragraph=link.paragraph, date=link.day,
                  scenario=proven.plan.scenario, seal=link.seal))


def _told(link: Link, proven: Proven) -> dict[str, str]:
    """The decision in JSON."""
    return {"date": link.day.isoformat(), "paragraph": link.paragraph,
            "scenario": proven.plan.scenario, "seal": link.whole_seal}
