"""A figure refuses to decide anything in Python, and names the rule that decides instead."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import pytest

from finsam_xl.figures.figure import Figure, typed, typed_text
from finsam_xl.figures.rules import plus, total

Decision = Callable[[Any, Any], object]

DECISIONS: dict[str, tuple[Decision, str]] = {
    "if figure": (lambda figure, _: 1 if figure else 2, "choose(condition, a, b)"),
    "not figure": (lambda figure, _: not figure, "choose(condition, a, b)"),
    "figure and other": (lambda figure, other: figure and other, "choose(condition, a, b)"),
    "figure == 3": (lambda figure, _: figure == 3, "equal(a, b)"),
    "figure == other": (operator.eq, "equal(a, b)"),
    "figure != other": (operator.ne, "equal(a, b)"),
    "figure in [other, 3]": (lambda figure, other: figure in [other, 3], "equal(a, b)"),
    "figure < other": (operator.lt, "at_most(a, b), less_than(a, b) or larger(a, b)"),
    "figure <= 3": (lambda figure, _: figure <= 3, "at_most(a, b)"),
    "figure > other": (operator.gt, "at_most(a, b)"),
    "3 >= figure": (lambda figure, _: figure <= 3, "at_most(a, b)"),
    "max(figure, other)": (max, "larger(a, b)"),
    "min(figure, other)": (min, "less_than(a, b)"),
    "sorted([figure, other])": (lambda figure, other: sorted([figure, other]), "at_most(a, b)"),
    "round(figure)": (lambda figure, _: round(figure), "half_up(a, b)"),
    "round(figure, 2)": (lambda figure, _: round(figure, 2), "half_up(a, b)"),
    "int(figure)": (lambda figure, _: int(figure), "whole_part(a, b)"),
    "range(figure)": (lambda figure, _: range(figure), "whole_part(a, b)"),
    "3 in figure": (lambda figure, _: 3 in figure, "count_equal(block, key)"),
    "for part in figure": (lambda figure, _: list(figure), "pass it as an operand of a rule"),
}


@pytest.mark.parametrize("written", DECISIONS)
def test_a_decision_in_python_is_refused_with_its_cure(written: str) -> None:
    decide, cure = DECISIONS[written]
    with pytest.raises(TypeError, match="its formula would not follow") as refused:
        decide(typed(3, "fs_step_2026"), typed(4, "fs_step_2027"))
    assert cure in str(refused.value)


def test_a_figure_is_itself_and_may_be_a_key() -> None:
    figure = typed(3, "fs_step_2026")
    homes = {figure: "Förutsättningar!E20"}
    assert homes[figure] == "Förutsättningar!E20"
    assert operator.eq(figure, figure)
    assert figure in (figure, typed(4, "fs_step_2027"))


def test_a_typed_number_may_always_be_missing_and_a_text_is_then_empty() -> None:
    number, blank = typed(8_773, "fs_grant_2026"), typed(None, "fs_grant_2027")
    text, silence = typed("Lika", "fs_rounding_2026"), typed_text(None, "fs_rounding_2027")
    assert [each.nullable for each in (number, blank, text, silence)] == [True, True, False, False]
    assert silence.value == ""
    assert all(each.is_typed for each in (number, blank, text, silence))
    assert repr(number) == "Figure(8773, fs_grant_2026)"


def test_parents_are_listed_in_the_order_of_the_operands() -> None:
    first, second, third = (typed(n, f"cell {n}") for n in (1, 2, 3))
    block = total((first, second))
    together = plus(third, block, 4)
    assert not together.is_typed
    assert [parent.value for parent in together.parents()] == [3, 3]
    assert [parent.typed_as for parent in block.parents()] == ["cell 1", "cell 2"]
    assert list(first.parents()) == []


def test_a_block_of_one_operand_and_a_figure_alone_are_told_apart() -> None:
    cell = typed(3, "cell")
    assert total((cell,)).operands == ((cell,),)
    assert isinstance(plus(cell), Figure)
