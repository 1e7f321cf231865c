"""Every rule of workbook-rules.md that concerns a book alone, for every book delivered."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pytest

from finsam_xl.plans import blank, compute_plan, draft_plan, example, recorded_plan
from tests.sheets import formula_rules, layout_rules, package_rules
from tests.sheets.delivered import Delivered

Rule = Callable[[Delivered], list[str]]
BOOKS = {
    "sjuharad-2026": lambda: compute_plan(example("sjuharad-2026")),
    "sjuharad-2022": lambda: compute_plan(example("sjuharad-2022")),
    "ovning": lambda: compute_plan(example("ovning")),
    "blank": lambda: recorded_plan(blank(2027)),
    "practice in English": lambda: compute_plan(example("ovning", "en")),
}
RULES: list[Rule] = [
    rule for rules in (package_rules, formula_rules, layout_rules)
    for name, rule in vars(rules).items() if name[1:3].isdigit() and name[3] == "_"
]
_MOST_SHOWN = 8


@lru_cache(maxsize=len(BOOKS))
def _book(name: str) -> Delivered:
    proven = draft_plan(BOOKS[name]())
    return Delivered(proven, proven.package)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("name", BOOKS)
def test_a_delivered_book_keeps_the_rule(name: str, rule: Rule) -> None:
    found = rule(_book(name))
    assert found[:_MOST_SHOWN] == [], f"{len(found)} in all"


def test_no_rule_is_forgotten() -> None:
    """F, S, C, T, E, K, P, D, L, N, U and M: all but K02, which is a test of its own."""
    numbered = {"S": 6, "C": 3, "T": 7, "F": 13, "E": 3, "K": 1, "P": 1, "D": 3, "L": 2, "N": 1,
                "U": 1, "M": 1}
    wanted = {f"{letter}{number:02d}" for letter, most in numbered.items()
              for number in range(1, most + 1)}
    assert wanted - {rule.__name__[:3].upper() for rule in RULES} == set()
