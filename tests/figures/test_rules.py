"""Every rule by example, on plain numbers and recorded; and what an unknown value does to it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_xl.figures import rules
from finsam_xl.figures.figure import Figure, typed, typed_text
from finsam_xl.figures.rules import Rule

Example = tuple[Rule, tuple[Any, ...], Any]

ALM_EK = ("Alm", "Ek", "alm")
YES_NO = ("Ja", "Nej", "Ja")

EXAMPLES: list[Example] = [
    (rules.plus, (2, 3, 4), 9),
    (rules.plus, (Fraction(1, 2), Fraction(1, 2)), 1),
    (rules.minus, (17_546, 18_380), -834),
    (rules.times, (4, -5), -20),
    (rules.total, ((1, 2, 3),), 6),
    (rules.total_given, ((1, None, 3),), 4),
    (rules.total_for, (ALM_EK, "ALM", (1, 2, 4)), 5),
    (rules.total_for, (ALM_EK, "Asp", (1, 2, 4)), 0),
    (rules.total_for_both, (ALM_EK, "Alm", YES_NO, "ja", (1, 2, 4)), 5),
    (rules.people_for, (ALM_EK, "Alm", (5, 7, None)), 5),
    (rules.people_for, (ALM_EK, "Alm", ("fem", 7, 6)), 6),
    (rules.people_for_both, (ALM_EK, "Alm", YES_NO, "Ja", (5, 7, None)), 5),
    (rules.people_for_both, (ALM_EK, "Alm", ("Nej", "Ja", "Nej"), "Ja", (5, 7, 9)), 0),
    (rules.whole_part, (17, 5), 3),
    (rules.whole_part, (0, 5), 0),
    (rules.remainder, (17, 5), 2),
    (rules.whole_up, (17, 5), 4),
    (rules.whole_up, (15, 5), 3),
    (rules.whole_up, (0, 5), 0),
    (rules.half_up, (5, 2), 3),
    (rules.half_up, (4, 3), 1),
    (rules.half_up, (-5, 2), -2),
    (rules.size_of, (-7,), 7),
    (rules.size_of, (7,), 7),
    (rules.sign_of, (-7,), -1),
    (rules.sign_of, (0,), 0),
    (rules.sign_of, (7,), 1),
    (rules.half, (8_773_000,), 4_386_500),
    (rules.half, (7,), Fraction(7, 2)),
    (rules.larger, (3, -4), 3),
    (rules.in_percent, (673_400, 4_386_500), 15),
    (rules.in_percent, (1, 200), 1),
    (rules.in_percent, (1, 0), None),
    (rules.share_of, (1, 4), Fraction(1, 4)),
    (rules.share_of, (1, 0), None),
    (rules.increased, (8_665_000, 150), 8_794_975),
    (rules.increased, (100, 50), 101),
    (rules.increased, (100, -50), 100),
    (rules.kronor, (Fraction("187.17"),), 187_170),
    (rules.kronor, (Fraction("0.0005"),), 1),
    (rules.kronor, (Fraction("-0.0005"),), -1),
    (rules.thousands, (187_170,), Fraction("187.17")),
    (rules.hundredths, (Fraction("0.015"),), 150),
    (rules.percent, (Fraction("0.16"),), 16),
    (rules.choose, (True, 1, 2), 1),
    (rules.choose, (False, 1, 2), 2),
    (rules.pick, (2, (7, 8, 9)), 8),
    (rules.equal, ("Lika", "LIKA"), True),
    (rules.equal, ("Lika", "Minst"), False),
    (rules.equal, (None, ""), True),
    (rules.equal, ("1443", 1443), False),
    (rules.same_number, (5, 5), True),
    (rules.same_number, (5, 6), False),
    (rules.same_number, (None, None), False),
    (rules.same_number, ("5", "5"), False),
    (rules.given, ("Alm",), True),
    (rules.given, (0,), True),
    (rules.given, ("",), False),
    (rules.given, (None,), False),
    (rules.known, (0,), True),
    (rules.known, (None,), False),
    (rules.known, ("fem",), False),
    (rules.at_most, (2, 2), True),
    (rules.at_most, (3, 2), False),
    (rules.less_than, (2, 2), False),
    (rules.less_than, (1, 2), True),
    (rules.one_of_two, ("LIKA", "Lika", "Minst"), True),
    (rules.one_of_two, ("Ungefär", "Lika", "Minst"), False),
    (rules.one_of_two, (None, "Lika", "Minst"), False),
    (rules.both, (True, False), False),
    (rules.both, (True, True), True),
    (rules.opposite, (True,), False),
    (rules.one_if, (True,), 1),
    (rules.one_if, (False,), 0),
    (rules.carried, (8_773_000,), 8_773_000),
    (rules.rows_of, ((1, None, "fem"),), 3),
    (rules.columns_of, ((1, None, "fem"),), 3),
    (rules.count_marked, (ALM_EK, "alm", ("SCB", "SCB", None)), 1),
    (rules.count_marked, ((45_838, 45_473, None), 45_838, ("SCB", "SCB", "")), 1),
    (rules.count_known, ((1, None, "fem", 0),), 2),
    (rules.count_given, ((1, None, "", "fem"),), 2),
    (rules.count_equal, (("Alm", "ALM", None, "Ek"), "alm"), 2),
    (rules.count_texts, ((1, "fem", "", None),), 1),
    (rules.count_below_nothing, ((-1, 0, None, "fem", -3),), 2),
    (rules.all_of, ((1, 2),), 3),
    (rules.all_of, ((0, 0),), None),
    (rules.count_above_nothing, ((3, 0, -1, 1),), 2),
    (rules.count_unnamed, (("Styrelse", None, "", None), (1, 2, 3, None)), 2),
    (rules.count_unnamed, (("Styrelse", ""), (1, 2, 3, None)), 1),
    (rules.find_place, ("ek", ALM_EK), 2),
    (rules.find_place, ("Alm", ALM_EK), None),
    (rules.find_place, ("Asp", ALM_EK), None),
    (rules.find_place, ("", ("", "Alm")), None),
    (rules.first_place, (3, (1, 3, 3)), 2),
    (rules.first_place, (4, (1, 3, 3)), 0),
    (rules.look_up, ((11, 12, 21, 22), 2, 1, 2), 21),
    (rules.look_up, ((11, None, 21, 22), 1, 2, 2), None),
    (rules.look_up, ((11, 12, 21, "fem"), 2, 2, 2), None),
    (rules.look_up, ((11, 12), 2, 1, 2), None),
    (rules.bracket, ((1_000, 2_000, None), 1_000_000), 1),
    (rules.bracket, ((1_000, 2_000, None), 1_000_001), 2),
    (rules.bracket, ((1_000, 2_000, None), 2_000_001), 3),
    (rules.place_in_order, (9, (5, 9, 5), 50, (100, 50, 200), "1490", ("1443", "1490", "1466")), 1),
    (rules.place_in_order,
     (5, (5, 9, 5), 100, (100, 50, 200), "1443", ("1443", "1490", "1466")), 3),
    (rules.joined, ("Summa ", None, 2026), "Summa 2026"),
    (rules.verdict, (5, 5, 0, 0, 2), 0),
    (rules.verdict, (5, 7, 2, 0, 2), 2),
    (rules.verdict, (5, 7, 2, 0, 1), 1),
    (rules.verdict, (5, 3, -2, 2, 2), 0),
    (rules.verdict, (5, None, None, None, 2), 1),
    (rules.verdict, (5, None, None, None, 0), 0),
    (rules.word_for, (1, "ja", "kanske", "nej"), "kanske"),
]


def label(example: Example) -> str:
    """What the example looks like: `whole_part(17, 5)`."""
    return f"{example[0].name}{example[1]}"


each_example = pytest.mark.parametrize("example", EXAMPLES, ids=label)


def recorded(operand: object) -> object:
    """An operand as a cell, a block as cells; what is neither stays."""
    if isinstance(operand, tuple):
        return tuple(recorded(part) for part in operand)
    return typed_text(operand, "text") if isinstance(operand, str) else typed(operand, "cell")  # type: ignore[arg-type]


def outcome(rule: Rule, operands: Sequence[object]) -> Figure:
    """The recorded figure of a rule."""
    figure: object = rule(*operands)  # type: ignore[call-overload]
    assert isinstance(figure, Figure)
    return figure


@each_example
def test_a_rule_on_plain_numbers_only_computes(example: Example) -> None:
    rule, operands, expected = example
    computed = rule(*operands)
    assert not isinstance(computed, Figure)
    assert computed == expected


@each_example
def test_a_rule_on_figures_computes_the_same_and_remembers_it(example: Example) -> None:
    rule, operands, expected = example
    cells = tuple(recorded(operand) for operand in operands)
    figure = outcome(rule, cells)
    assert figure.value == expected
    assert type(figure.value) is not Fraction or figure.value.denominator > 1
    assert figure.rule is rule
    assert figure.operands is not None
    assert len(figure.operands) == len(cells)
    for remembered, given_ in zip(figure.operands, cells, strict=True):
        assert remembered is given_


def test_every_rule_has_an_example() -> None:
    every = {rule for rule in vars(rules).values() if isinstance(rule, Rule)}
    assert every == {example[0] for example in EXAMPLES}


@each_example
def test_what_is_not_known_makes_the_result_unknown(example: Example) -> None:
    """Each operand in turn becomes unknown: so does the result, unless the rule absorbs it."""
    rule, operands, _ = example
    for place, operand in enumerate(operands):
        if place in rule.absorbs:
            continue
        cells = [recorded(each) for each in operands]
        blank = typed(None, "blank")
        cells[place] = (*cells[place][:-1], blank) if isinstance(operand, tuple) else blank  # type: ignore[index]
        assert outcome(rule, cells).value is None


@each_example
def test_nullability_follows_the_structure_and_never_the_value(example: Example) -> None:
    """The same operands with other values, blank ones too, give the same nullability."""
    rule, operands, _ = example
    cells = [recorded(each) for each in operands]
    blank = [
        tuple(_emptied(part) for part in cell) if isinstance(cell, tuple) else _emptied(cell)
        for cell in cells
    ]
    assert outcome(rule, cells).nullable == outcome(rule, blank).nullable


def _emptied(cell: object) -> Figure:
    """The same cell with nothing in it: an empty text, or no number."""
    assert isinstance(cell, Figure)
    return typed_text(None, "text") if isinstance(cell.value, str) else typed(None, "cell")


@each_example
def test_an_unknown_result_is_always_announced_as_nullable(example: Example) -> None:
    """Whatever operand is blank: a figure without value is one that may lack it."""
    rule, operands, _ = example
    for place in range(len(operands)):
        cells = [recorded(each) for each in operands]
        cell = cells[place]
        cells[place] = tuple(map(_emptied, cell)) if isinstance(cell, tuple) else _emptied(cell)
        figure = outcome(rule, cells)
        assert figure.value is not None or figure.nullable


def test_a_figure_that_cannot_be_unknown_says_so() -> None:
    count = outcome(rules.count_known, ((typed(None, "a"), typed(3, "b")),))
    doubled = outcome(rules.times, (count, 2))
    assert (count.value, doubled.value) == (1, 2)
    assert not count.nullable
    assert not doubled.nullable


def test_a_choice_may_be_unknown_as_soon_as_one_of_its_branches_may() -> None:
    """The branch not taken does not make the value unknown, only possible to be so."""
    certain = rules.fixed(5)
    chosen = outcome(rules.choose, (rules.known(certain), certain, typed(None, "blank")))
    assert chosen.value == 5
    assert chosen.nullable
    assert not outcome(rules.choose, (rules.known(certain), certain, 0)).nullable


def test_a_sum_over_nothing_belongs_to_the_recorded_calculation() -> None:
    nothing = outcome(rules.total, ((),))
    assert nothing.value == 0


def test_a_constant_beside_a_figure_is_remembered_as_it_is() -> None:
    grant = typed(8_773_000, "fs_grant_2026")
    doubled = outcome(rules.times, (2, grant))
    assert doubled.operands[0] == 2
    assert list(doubled.parents()) == [grant]
    assert repr(doubled) == "Figure(17546000, times)"
    assert repr(rules.times) == "Rule(times)"


def test_a_number_and_a_word_of_the_plan_itself_are_figures_without_parents() -> None:
    level, word = rules.fixed(2), rules.wording("Grundplan")
    assert (level.value, word.value) == (2, "Grundplan")
    assert not list(level.parents())
    assert not list(word.parents())
    assert not level.nullable
    assert not word.nullable


ROWS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 290)),
    unique_by=lambda row: row[2], min_size=1, max_size=12,
).map(lambda rows: [(rest, people, f"{code:04d}") for rest, people, code in rows])


@given(ROWS)
def test_ranking_once_is_ranking_each_row_by_itself(rows: list[tuple[int, int, str]]) -> None:
    """`places` sorts once for speed; the rule of each row, as the sheet has it, agrees."""
    rests, people, codes = (tuple(column) for column in zip(*rows, strict=True))
    ranks = rules.places(rests, people, codes)
    assert sorted(ranks) == list(range(1, len(rows) + 1))
    alone = (rules.place_in_order.arithmetic(rest, rests, many, people, code, codes)
             for rest, many, code in rows)
    assert list(ranks) == list(alone)
    figures = rules.places(
        tuple(typed(rest, "rest") for rest in rests), tuple(typed(n, "people") for n in people),
        tuple(typed_text(code, "code") for code in codes),
    )
    assert [figure.value for figure in figures] == list(ranks)


def test_an_order_with_an_unknown_row_is_unknown_in_every_row() -> None:
    codes = tuple(typed_text(code, "code") for code in ("1443", "1490"))
    people = (typed(9_790, "people"), typed(None, "people"))
    rests = tuple(rules.remainder(many, 7) for many in people)
    places = rules.places(rests, people, codes)
    assert [place.value for place in places] == [None, None]
    assert all(place.nullable and place.rule is rules.place_in_order for place in places)
