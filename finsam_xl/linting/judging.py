"""A workbook judged by the rules: what was found, and what does not apply to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from finsam_xl.findings.finding import Finding
from finsam_xl.linting.examined import Examined
from finsam_xl.linting.rule import Found, Rule, UnjudgedError
from finsam_xl.texts import Lint, spelled


@dataclass(frozen=True, slots=True)
class Verdict:
    """The findings, and the rules that do not apply to the book."""

    findings: tuple[Finding, ...]
    not_applicable: tuple[str, ...]


def judged(
    book: Examined, rules: Iterable[Rule], words: Lint, *, most: int | None = None
) -> Verdict:
    """Judge a book by some rules; a rule that cannot be judged is a note, never a crash.

    Of one rule at most so many places are told one by one; the rest are counted.
    """
    findings: list[Finding] = []
    apart = []
    for rule in rules:
        if book.roles is None and rule.foreign is None:
            apart.append(rule.id)
        else:
            findings.extend(_judged(book, rule, words, most))
    return Verdict(tuple(findings), tuple(apart))


def _judged(
    book: Examined, rule: Rule, words: Lint, most: int | None
) -> Iterator[Finding]:
    try:
        found = list(dict.fromkeys(rule.find(book)))
    except UnjudgedError as fault:
        yield _note(rule, words, words.reason(str(fault)))
        return
    except Exception as fault:  # noqa: BLE001 - odd content must not stop the other rules
        yield _note(rule, words, f"{type(fault).__name__}: {fault}")
        return
    severity = rule.severity if book.roles is not None else rule.foreign or rule.severity
    for each in found[:most]:
        yield _finding(rule, each, each.severity or severity, words)
    if most is not None and len(found) > most:
        more = words.say("more", more=len(found) - most, most=most)
        yield Finding(id=rule.id, severity=severity, place="", message=f"{rule.id} {more}")


def _finding(rule: Rule, found: Found, severity: str, words: Lint) -> Finding:
    what = words.rule(rule.id, "found")
    told = f"{rule.id} {what}: {spelled(found.what)}." if found.what else f"{rule.id} {what}."
    return Finding(id=rule.id, severity=severity, place=found.place,
                   message=f"{told} {words.rule(rule.id, 'why')}",
                   actual=found.what or None, cure=words.rule(rule.id, "cure"))


def _note(rule: Rule, words: Lint, why: str) -> Finding:
    return Finding(id=rule.id, severity="note", place="",
                   message=f"{rule.id} {words.say('unjudged', why=spelled(why))}")
