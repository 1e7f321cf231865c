"""Faults that are seeded in a workbook are found, each by its rule and in its cell."""

from __future__ import annotations

from functools import cache

import pytest

from finsam_xl.findings.finding import Finding
from finsam_xl.linting.examined import Examined
from finsam_xl.linting.judging import judged
from finsam_xl.linting.table import RULES
from finsam_xl.package.archive import open_package
from finsam_xl.texts import lint_in
from tests.linting.seeded import SEEDS, Seed, clean_book, seeded_book

FOLLOWING = {("Kalkyl!B5", "D01"), ("Kalkyl!C5", "F02"), ("Kalkyl!B32", "E02"),
             ("Kalkyl!B30", "E03"), ("Kalkyl!B31", "E03")}
"""What follows from a seed: a text copied is a text there too, a circle ends anywhere."""


@cache
def _found() -> tuple[Finding, ...]:
    book = Examined(open_package(seeded_book(), "seeded.xlsx"))
    return judged(book, RULES.values(), lint_in("sv")).findings


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.fault)
def test_a_seeded_fault_is_found_by_its_rule_in_its_cell(seed: Seed) -> None:
    assert seed.place in {each.place for each in _found() if each.id == seed.rule}


def test_nothing_else_is_found() -> None:
    seeded = {(seed.place, seed.rule) for seed in SEEDS} | FOLLOWING
    assert [each for each in _found() if (each.place, each.id) not in seeded] == []


def test_the_same_workbook_without_faults_has_no_finding() -> None:
    book = Examined(open_package(clean_book(), "clean.xlsx"))
    assert judged(book, RULES.values(), lint_in("sv")).findings == ()


def test_each_finding_says_what_why_and_how_to_cure_it() -> None:
    words = lint_in("sv")
    for each in _found():
        assert each.message.startswith(f"{each.id} {words.rule(each.id, 'found')}")
        assert each.message.endswith(words.rule(each.id, "why"))
        assert each.cure == words.rule(each.id, "cure")
