"""The verb that judges any workbook by the rules, or tells what one rule says."""

from __future__ import annotations

import argparse
from pathlib import Path

from finsam_xl.errors import FinsamError, InputError
from finsam_xl.linting.examined import Examined
from finsam_xl.linting.judging import judged
from finsam_xl.linting.roles import roles_in
from finsam_xl.linting.rule import Rule
from finsam_xl.linting.table import RULES
from finsam_xl.package.archive import read_package
from finsam_xl.package.structure import structure
from finsam_xl.screen import PASSED, say, say_findings, say_json
from finsam_xl.texts import Lint, lint_in

_MOST_LINES = 10
"""How many places of one rule are said in lines; programs are told all."""


def lint(asked: argparse.Namespace) -> int:
    """Judge a book, or explain a rule; one of them must be asked for."""
    words = lint_in(asked.lang)
    if asked.explain is not None:
        return _explain(_known(asked.explain, "--explain"), asked, words)
    if asked.book is None:
        raise InputError("lint_nothing", place="finsam-xl lint")
    rules = [_known(each, "--rule") for each in asked.rule] or list(RULES.values())
    package = read_package(Path(asked.book))
    roles = roles_in(structure(package))
    if isinstance(roles, FinsamError):
        say(words.say("not_a_plan", why=roles.sentence(asked.lang)))
        roles = None
    most = None if asked.json or asked.sarif is not None else _MOST_LINES
    verdict = judged(Examined(package, roles), rules, words, most=most)
    if verdict.not_applicable and not asked.rule and not asked.json:
        say(words.say("not_applicable", rules=", ".join(verdict.not_applicable)))
    return say_findings(
        verdict.findings, asked, verb="lint", file=asked.book,
        rules={rule.id: words.rule(rule.id, "rule") for rule in rules},
        judged=[rule.id for rule in rules if rule.id not in verdict.not_applicable],
        not_applicable=list(verdict.not_applicable))


def _known(key: str, option: str) -> Rule:
    found = RULES.get(key.upper())
    if found is None:
        raise InputError("lint_unknown", place=option, value=key, known=", ".join(RULES))
    return found


def _explain(rule: Rule, asked: argparse.Namespace, words: Lint) -> int:
    told = {"rule": words.rule(rule.id, "rule"), "why": words.rule(rule.id, "why"),
            "cure": words.rule(rule.id, "cure"), "source": rule.source}
    if asked.json:
        say_json({"id": rule.id, "severity": rule.severity, "foreign": rule.foreign, **told})
        return PASSED
    severity = words.severity(rule.severity)
    elsewhere = words.severity(rule.foreign) if rule.foreign else words.say("no_severity")
    print(words.say("severities", id=rule.id, ours=severity, foreign=elsewhere))
    for key, text in told.items():
        print(f"{words.say(key)}: {text}")
    return PASSED
