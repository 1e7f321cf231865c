"""The sentences of errors: every error raised has its fault and cure, with facts it is given."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from string import Formatter

from finsam_xl import errors
from finsam_xl.texts import LANGUAGES, texts_in

PACKAGE = Path(errors.__file__).parent


@dataclass(frozen=True, slots=True)
class Raised:
    """An error as the source raises it: its kind, its key and the facts it is given."""

    place: str
    kind: str
    key: str
    facts: frozenset[str]


def test_every_error_says_its_fault_in_both_languages() -> None:
    """And says it as a sentence, with its cure's key beside it."""
    for raised in errors_raised():
        for language in LANGUAGES:
            table = texts_in(language).tables["errors"]
            assert table.get(f"{raised.key}_fault"), raised
            assert f"{raised.key}_cure" in table, raised
            for part in ("fault", "cure"):
                assert table[f"{raised.key}_{part}"].endswith((".", "{what}")) or (
                    part == "cure" and raised.kind == "AgreementError"), raised


def test_every_error_that_a_person_can_cure_says_how() -> None:
    """Only our own faults may leave the cure blank."""
    for raised in errors_raised():
        for language in LANGUAGES:
            cure = texts_in(language).tables["errors"].get(f"{raised.key}_cure")
            assert cure or raised.kind == "AgreementError", raised


def test_every_error_is_given_the_facts_that_its_sentences_name() -> None:
    """A sentence with a fact that nobody gives would be a traceback instead."""
    for raised in errors_raised():
        for language in LANGUAGES:
            table = texts_in(language).tables["errors"]
            for part in ("fault", "cure"):
                assert facts_of(table[f"{raised.key}_{part}"]) <= raised.facts, raised


def test_no_error_has_sentences_that_nobody_raises() -> None:
    """An error that is gone takes its sentences with it."""
    for language in LANGUAGES:
        keys = {key.rpartition("_")[0] for key in texts_in(language).tables["errors"]}
        assert keys == {raised.key for raised in errors_raised()}


@cache
def errors_raised() -> tuple[Raised, ...]:
    """Every error that a module of the package raises, read from its source."""
    kinds = {kind.__name__ for kind in errors.FinsamError.__subclasses__()}
    found: list[Raised] = []
    for module in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        for call in calls_in(tree):
            kind = call.func.id if isinstance(call.func, ast.Name) else ""
            if kind in kinds:
                place = f"{module.name}:{call.lineno}"
                keys = words_in(call.args[0], bound_in(tree))
                assert keys, f"{place}: a key that this test cannot follow"
                facts = frozenset(given.arg for given in call.keywords if given.arg)
                found += [Raised(place, kind, key, facts - {"place"}) for key in keys]
    assert found
    return tuple(found)


def facts_of(text: str) -> set[str]:
    """The facts that a sentence is filled in with."""
    return {fact for _, fact, _, _ in Formatter().parse(text) if fact is not None}


def calls_in(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call of a piece of source."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def bound_in(tree: ast.AST) -> Mapping[str, list[ast.expr]]:
    """What each name of a module is bound to, by assignment or by a loop over a name."""
    bound: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets, value = node.targets, node.value
        elif isinstance(node, ast.For):
            targets, value = [node.target], node.iter
        for name in chain.from_iterable(map(ast.walk, targets)):
            if isinstance(name, ast.Name):
                bound.setdefault(name.id, []).append(value)
    return bound


def words_in(expression: ast.expr, bound: Mapping[str, list[ast.expr]]) -> set[str]:
    """The words that an expression may come out as: itself, its branches, what it is bound to."""
    if isinstance(expression, ast.IfExp):
        return words_in(expression.body, bound) | words_in(expression.orelse, bound)
    if isinstance(expression, ast.Name):
        return set().union(*(words_in(each, bound) for each in bound.get(expression.id, [])))
    if isinstance(expression, (ast.Tuple, ast.List)):
        return set().union(*(words_in(each, bound) for each in expression.elts))
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        return {expression.value}
    return set()
