"""What the verbs say: messages to standard error, results to standard output."""

from __future__ import annotations

import argparse
import contextlib
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from finsam_xl.addresses import FORMULA_LIKE
from finsam_xl.books.hidden import hidden_sheets
from finsam_xl.books.replacing import replace_file
from finsam_xl.findings.finding import (
    SEVERITIES,
    Finding,
    findings_report,
    is_clean,
    worst_first,
)
from finsam_xl.findings.sarif import sarif
from finsam_xl.inputs.from_book import our_titles
from finsam_xl.inputs.raw import Rewritten
from finsam_xl.inputs.wrong_units import suspected_units
from finsam_xl.plans import (
    CheckResult,
    Proven,
    ReadInputs,
    changed_since,
    grouped,
    member_name,
)
from finsam_xl.report import place_of, plan_report
from finsam_xl.texts import Texts, spelled, texts_in

PASSED, FAILED = 0, 1
_MOST_CHANGED = 8
_TYPED_ON = ("assumptions", "population", "activities", "administration", "scenarios")


def code(results: tuple[CheckResult, ...]) -> int:
    """The exit code of checks."""
    return FAILED if any(result.status == "fail" for result in results) else PASSED


def say(message: str) -> None:
    """A message."""
    print(message, file=sys.stderr)


def say_json(found: object) -> None:
    """A result for programs."""
    print(json.dumps(found, ensure_ascii=False, indent=2))


def field(value: object) -> object:
    """A value as a field between tabs: a text is one line and never begins as a formula does.

    >>> field("=1+1"), field(-5)
    ("'=1+1", -5)
    """
    if not isinstance(value, str):
        return value
    mark = "'" if value.startswith(FORMULA_LIKE) else ""
    return mark + re.sub(r"[\t\r\n]+", " ", value)


def say_read(read: ReadInputs, texts: Texts) -> None:
    """What is worth a word about inputs that were read, and refused by nobody."""
    for sentence in read_sentences(read, texts):
        say(sentence)


def read_sentences(read: ReadInputs, texts: Texts) -> Iterator[str]:
    """The same as sentences."""
    yield from rewritten_sentences(read.rewritten, texts)
    if read.package is not None and read.book is not None:
        ours = our_titles(read.book)
        typed_on = [title for key, title in ours.items() if key in _TYPED_ON]
        for title in hidden_sheets(read.package, typed_on):
            yield texts.say("hidden_inputs", sheet=title)
    for name, amount, other in suspected_units(read.inputs):
        yield texts.say("unit_suspected", place=read.places.get(name, name),
                        value=grouped(amount), other=grouped(other))


def say_rewritten(rewritten: tuple[Rewritten, ...], texts: Texts) -> None:
    """What was understood as a number and is written as one."""
    for sentence in rewritten_sentences(rewritten, texts):
        say(sentence)


def rewritten_sentences(rewritten: tuple[Rewritten, ...], texts: Texts) -> Iterator[str]:
    """The same as sentences."""
    for each in rewritten:
        key = "rewritten" if each.after else "funding_moved"
        yield texts.say(key, place=each.place, before=spelled(each.before),
                        after=spelled(each.after))


def say_changed(read: ReadInputs, proven: Proven, texts: Texts) -> None:
    """Inputs that changed since the last plan are worth a word, and no fault."""
    before = read.book.recorded.get("fingerprint") if read.book else None
    if before is None or before == proven.draft.properties["fingerprint"]:
        return
    say(texts.say("inputs_changed", before=before, after=proven.draft.properties["fingerprint"]))
    changed = changed_since(read, proven) or ()
    for named in changed[:_MOST_CHANGED]:
        say(texts.say("input_changed", place=place_of(named), label=named.label))
    if len(changed) > _MOST_CHANGED:
        say(texts.say("and_more", number=len(changed) - _MOST_CHANGED))


@contextlib.contextmanager
def progress(message: str) -> Iterator[None]:
    """Show what is being done, on a terminal only."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # noqa: PLC0415 - only where somebody looks

    with Console(stderr=True).status(message):
        yield


def report(
    proven: Proven, results: tuple[CheckResult, ...], asked: argparse.Namespace,
    written: dict[str, Any] | None = None,
) -> None:
    """The plan and its checks, as JSON or as a short table; `written` is what was touched."""
    if asked.json:
        more = {} if written is None else {"written": written}
        say_json({**plan_report(proven.plan, results), **more})
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


def counted(findings: Sequence[Finding], texts: Texts) -> str:
    """How many findings there are of each severity, as a sentence."""
    numbers = {severity: sum(each.severity == severity for each in findings)
               for severity in SEVERITIES}
    told = (texts.say(f"one_{severity}" if number == 1 else f"many_{severity}", number=number)
            for severity, number in numbers.items())
    return f"{', '.join(told)}."


def say_findings(
    findings: Sequence[Finding], asked: argparse.Namespace, *, verb: str, file: str,
    rules: Mapping[str, str], **more: Any,  # noqa: ANN401 - what the verb adds to its JSON
) -> int:
    """Findings as JSON or as lines, the gravest first, and as SARIF where that is asked for.

    `rules` says what each rule is, by its key. Returns the exit code.
    """
    texts, found = texts_in(asked.lang), worst_first(findings)
    if asked.sarif is not None:
        told = json.dumps(sarif(found, file, verb=verb, rules=rules), ensure_ascii=False, indent=2)
        replace_file(Path(asked.sarif), f"{told}\n".encode())
        say(texts.say("written", path=asked.sarif))
    if asked.json:
        say_json(findings_report(found, **more))
    else:
        print(counted(found, texts))
        for each in found:
            place = f"{each.place}: " if each.place else ""
            line = f"{place}{each.message} {each.cure}".rstrip()
            print(f"  {texts.words[f'severity_{each.severity}']}  {line}")
    return PASSED if is_clean(found) else FAILED


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
