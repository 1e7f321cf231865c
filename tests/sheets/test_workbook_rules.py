"""Every rule of workbook-rules.md, for every book delivered."""

from __future__ import annotations

from functools import lru_cache

import pytest

from finsam_xl.books.cells import book_cells
from finsam_xl.linting.examined import Examined
from finsam_xl.linting.places import shown
from finsam_xl.linting.roles import Roles
from finsam_xl.linting.table import RULES
from finsam_xl.package.archive import open_package
from finsam_xl.plans import blank, compute_plan, draft_plan, example, recorded_plan
from tests.everyday import first

BOOKS = {
    "sjuharad-2026": lambda: compute_plan(example("sjuharad-2026")),
    "sjuharad-2022": lambda: compute_plan(example("sjuharad-2022")),
    "ovning": lambda: compute_plan(example("ovning")),
    "blank": lambda: recorded_plan(blank(2027)),
    "practice in English": lambda: compute_plan(example("ovning", "en")),
}
_MOST_SHOWN = 8
_PRINTED = "sjuharad-2026"


@lru_cache(maxsize=len(BOOKS))
def _book(name: str) -> Examined:
    proven = draft_plan(BOOKS[name]())
    return Examined(open_package(proven.package, name), Roles(proven))


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("name", first(1, BOOKS))
def test_a_delivered_book_keeps_the_rule(name: str, rule: str) -> None:
    found = list(RULES[rule].find(_book(name)))
    assert found[:_MOST_SHOWN] == [], f"{len(found)} in all"


def test_no_rule_is_forgotten() -> None:
    """F, S, C, T, E, K, P, D, L, N, U and M."""
    numbered = {"S": 6, "C": 3, "T": 7, "F": 13, "E": 3, "K": 2, "P": 1, "D": 3, "L": 2, "N": 1,
                "U": 1, "M": 1}
    wanted = {f"{letter}{number:02d}" for letter, most in numbered.items()
              for number in range(1, most + 1)}
    assert set(RULES) == wanted


@pytest.mark.parametrize("name", BOOKS)
def test_the_package_is_read_back_by_our_own_reader(name: str) -> None:
    """What another reader finds is what our own finds: no cell is lost on the way."""
    book = _book(name)
    read = book_cells(book.package)
    assert book.formulas
    assert [shown(place) for place in book.formulas
            if (place[1] - 1, place[2] - 1) not in read.sheets[place[0]]] == []


def test_the_rules_look_at_what_is_there() -> None:
    """Else they would all hold by not looking."""
    book = _book(_PRINTED)
    assert book.roles is not None
    assert min(map(len, (book.formulas, book.tokens, book.references, book.numbers,
                         book.recalculated, book.roles.inputs, book.roles.checks))) > 0
    assert book.tokens.keys() == book.formulas.keys()
