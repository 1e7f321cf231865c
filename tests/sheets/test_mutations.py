"""K02: a figure that has been tampered with, or an input that was mistyped, turns a check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import formualizer
import pytest

from finsam_xl.domain.names import Name
from finsam_xl.plans import Proven, compute_plan, draft_plan, example
from finsam_xl.sheets.draft import NamedCell

FIGURES = ("contribution", "municipalities_total", "state_total", "total", "costs", "result",
           "equity_closing", "activities", "overhead")
PRINTED = ("grant", "population", "stated", "printed", "printed_share", "printed_total",
           "printed_costs", "printed_overhead", "printed_result", "printed_participants",
           "activity_amount", "administration_amount", "activity_participants")
KRONA, HUNDRED_THOUSAND = 1, 100


@lru_cache(maxsize=2)
def _proven(name: str) -> Proven:
    return draft_plan(compute_plan(example(name)))


class _Book:
    """A book in the engine, whose cells can be overwritten and put back."""

    def __init__(self, proven: Proven) -> None:
        self.proven = proven
        self.book: Any = formualizer.Workbook.from_bytes(proven.package)
        self.checks = [proven.draft.places[figure].rpartition("!") for check in proven.checks
                       for figure in (check.code, check.difference)]
        self.before = self.verdicts()

    def verdicts(self) -> list[object]:
        """Every check's code and difference."""
        self.book.evaluate_all()
        return [self.value(sheet, cell) for sheet, _, cell in self.checks]

    def value(self, sheet: str, cell: str) -> object:
        """What stands in a cell."""
        letters = cell.rstrip("0123456789")
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        return self.book.get_value(sheet, int(cell[len(letters):]), column)

    def turns(self, named: NamedCell, more: float) -> bool:
        """Whether some check answers differently when a cell holds more than it should."""
        at = (named.sheet, named.position[0] + 1, named.position[1] + 1)
        formula, value = self.book.get_formula(*at), self.book.get_value(*at)
        self.book.set_value(*at, float(value) + more)
        turned = self.verdicts() != self.before
        if formula:
            self.book.set_formula(*at, formula)
        else:
            self.book.set_value(*at, value)
        return turned


@pytest.fixture(scope="module", params=["sjuharad-2026", "ovning"])
def book(request: pytest.FixtureRequest) -> _Book:
    return _Book(_proven(request.param))


def _named(proven: Proven, kind: str, wanted: tuple[str, ...]) -> Iterator[NamedCell]:
    stored = {sheet.title: sheet for sheet in proven.draft.sheets}
    for each in proven.draft.names:
        value = stored[each.sheet].cells[each.position].value
        if each.kind == kind and each.quantity in wanted and isinstance(value, (int, float)):
            yield each


def test_one_krona_too_much_in_any_figure_of_the_plan_turns_a_check(book: _Book) -> None:
    figures = list(_named(book.proven, "figure", FIGURES))
    assert len(figures) > 30
    assert [each.name for each in figures if not book.turns(each, KRONA)] == []


def test_a_mistyped_input_of_the_printed_plan_turns_a_check() -> None:
    """The 2026 plan prints its own figures: whatever feeds them is held against the print."""
    book = _Book(_proven("sjuharad-2026"))
    plan = book.proven.plan.inputs
    dates = _dates_in_use(book.proven)
    inputs = [
        each for each in _named(book.proven, "input", PRINTED)
        if (each.quantity != "population" or each.date in dates)
        and (each.quantity != "activity_participants"
             or plan.text("activity_base", each.member) == "yes")
    ]
    assert len(inputs) > 50
    assert [each.name for each in inputs if not book.turns(each, HUNDRED_THOUSAND)] == []


def _dates_in_use(proven: Proven) -> Mapping[str, int]:
    inputs = proven.plan.inputs
    return {when.isoformat(): year for year in inputs.years
            if inputs.value("basis", year=year) != "stated"
            and (when := inputs.reference_date(year)) is not None}


def test_an_untouched_book_turns_no_check(book: _Book) -> None:
    master = next(each for each in book.proven.draft.names
                  if each.name == str(Name("master_check")))
    assert book.verdicts() == book.before
    assert book.book.get_value(master.sheet, master.position[0] + 1, master.position[1] + 1) == 0
