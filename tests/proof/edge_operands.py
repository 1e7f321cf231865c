"""The edge operands of every rule: zero, one, negative, blank, tie, text and huge."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from finsam_xl.domain.parameters import parameters
from finsam_xl.figures import rules
from finsam_xl.figures.rules import Rule
from finsam_xl.proof.rulebook import Block, Case, Held, Lined, Made, Of, column, row

HALF, TENTH = Fraction(1, 2), Fraction(1, 10)
HUGE = parameters()["exact_limit"]["kronor"]
"""The amount up to which parameters.toml promises exactness, in kronor."""

TRUE, FALSE = Made(rules.less_than, (0, 1)), Made(rules.less_than, (1, 0))
MAYBE = Made(rules.less_than, (None, 1))
_NEVER_BLANK = Made(rules.known, (1,))
_PAIRS: tuple[Case, ...] = (
    (0, 0), (1, 0), (0, 1), (1, 1), (-1, 1), (7, -3), (7, 3), (HUGE, 1), (1, HUGE), (HUGE, HUGE),
    (-HUGE, HUGE), (None, 1), (1, None), (None, None), (HALF, 2), (-3, -7), (-7, -3),
)
_QUOTIENTS: tuple[Case, ...] = (
    (0, 1), (1, 1), (1, 2), (2, 1), (7, 3), (-7, 3), (-1, 3), (6, 3), (-6, 3), (5, 2), (-5, 2),
    (HUGE, 1), (HUGE, 7), (HUGE - 1, HUGE), (HUGE + 1, HUGE), (1, HUGE), (8_773_000, 229_442),
    (99_999_999_999_999, 10_000_000), (None, 3), (3, None),
)
_WORDS: Case = (column("Alm", "Björk", "alm", "", "A*", "A?m", "Alm"),)
_KINDS = column("enskild", "enskild", "strukturell", "enskild", "", "enskild", "strukturell")
_AMOUNTS = column(1, 20, 300, 4000, 50_000, 600_000, 7_000_000)
_SPARSE = column(1, None, 300, 0, "text", -600_000, HUGE)
_LINES = (3, None, 0, "text", -7, HUGE, HALF)

CASES: Mapping[Rule, tuple[Case, ...]] = {
    rules.plus: (
        *_PAIRS, (1, 2, 3), (1, None, 3), (0, Held(1)), (Held(2), -1), (HALF, HALF),
        (Made(rules.minus, (5, 7)), Made(rules.times, (2, 3))),
    ),
    rules.minus: (
        *_PAIRS, (Held(0), 5), (5, Held(1)), (Held(0), -5),
        (10, Made(rules.plus, (3, 4))), (10, Made(rules.minus, (3, 4))),
        (Made(rules.minus, (3, 4)), 10), (1, Made(rules.whole_up, (7, 2))),
        (1, Made(rules.remainder, (7, 2))), (1, Made(rules.bracket, (column(1, 2), 1500))),
        (100, Made(rules.place_in_order, (5, column(5, 9), 1, column(1, 1), "1",
                                          column("1", "2")))),
        (10, Made(rules.plus, (3, None))),
    ),
    rules.times: (
        *_PAIRS, (3_000_000_000, 3_000_000), (Held(2), 21), (Held(100), Held(100)),
        (Made(rules.plus, (1, 2)), Made(rules.minus, (9, 4))),
        (Made(rules.times, (2, 3)), Made(rules.half, (7,))),
        (3, Made(rules.whole_up, (7, 2))), (3, Made(rules.thousands, (5,))),
        (2, Made(rules.remainder, (7, 4))), (2, Made(rules.bracket, (column(1, 2), 1500))),
        (2, Made(rules.place_in_order, (5, column(5, 9), 1, column(1, 1), "1",
                                        column("1", "2")))),
    ),
    rules.total: (
        (column(0),), (column(1),), (column(1, 2, 3),), (row(1, -2, 30),), (column(1, None, 3),),
        (column(5, None),),
        (column(None, None),), (column(HUGE, HUGE, 1),), (column(-HUGE, HUGE - 1),),
        (Lined((1, 2, None)),), (Lined((1, 2, 4)),), (column(HALF, HALF),),
    ),
    rules.total_given: (
        (column(0),), (column(None),), (column(1, None, 3),), (column(None, None),),
        (row(-5, None, HUGE),), (Lined((1, None, 4)),),
    ),
    rules.total_for: (
        *((*_WORDS, key, _AMOUNTS) for key in ("Alm", "ALM", "björk", "Ek", "", "A*", "A?m",
                                               Held("Alm"), Held("A*"))),
        (*_WORDS, "Alm", column(1, 2, None, 4, 5, 6, 7)), (*_WORDS, "Ek", column(*(None,) * 7)),
        (column("a"), "a", column(HUGE)), (column("a"), "b", column(HUGE)),
        (column("a", "a"), "a", column(-5, 3)),
    ),
    rules.total_for_both: (
        *((*_WORDS, key, _KINDS, kind, _AMOUNTS)
          for key in ("Alm", "alm", "Björk", "A*", "", "Ek")
          for kind in (Held("enskild"), "strukturell", "ENSKILD", "")),
        (*_WORDS, "Alm", _KINDS, "enskild", column(1, 2, 3, None, 5, 6, 7)),
        (column("a", "a"), "a", column("x", "x"), "x", column(-5, HUGE)),
    ),
    rules.people_for: tuple(
        (*_WORDS, key, people)
        for key in ("Alm", "Björk", "A?m", "", Held("alm"))
        for people in (_AMOUNTS, _SPARSE)
    ),
    rules.people_for_both: tuple(
        (*_WORDS, key, _KINDS, kind, people)
        for key in ("Alm", "Björk", "") for kind in (Held("enskild"), "strukturell")
        for people in (_AMOUNTS, _SPARSE)
    ),
    rules.whole_part: (
        *_QUOTIENTS, (Made(rules.plus, (7, 8)), Made(rules.minus, (5, 2))),
        (Made(rules.times, (7, 8)), Made(rules.times, (5, 2))), (17, Held(2)),
        (17, Made(rules.times, (Held(100), Held(100)))), (Made(rules.plus, (7, None)), 2),
        (17, Made(rules.half, (8,))), (17, Made(rules.thousands, (8000,))),
    ),
    rules.remainder: (
        *_QUOTIENTS, (Made(rules.plus, (7, 8)), Made(rules.minus, (9, 2))),
        (17, Made(rules.times, (5, 2))), (17, Held(2)), (-17, Held(2)), (18, Held(2)),
    ),
    rules.whole_up: (
        *_QUOTIENTS, (Made(rules.minus, (3, 10)), 2), (Made(rules.times, (3, 5)), 4),
        (2_833_999, Held(1000)), (2_834_000, Held(1000)), (17, Made(rules.times, (5, 2))),
    ),
    rules.half_up: (
        *_QUOTIENTS, (3, 2), (-3, 2), (1, 3), (2, 3), (Made(rules.times, (5, 100)), 1000),
        (Made(rules.plus, (5, 100)), Made(rules.times, (5, 2))),
    ),
    rules.size_of: tuple(
        (each,) for each in (0, 1, -1, HUGE, -HUGE, -HALF, None, Made(rules.minus, (3, 5)))
    ),
    rules.sign_of: tuple(
        (each,) for each in (0, 1, -1, HUGE, -HUGE, -HALF, None, Made(rules.minus, (3, 5)))
    ),
    rules.half: tuple(
        (each,) for each in (0, 1, -1, 2, 8_773_000, -7, HUGE, None, Made(rules.plus, (3, 5)))
    ),
    rules.larger: (*_PAIRS, (5, Held(0)), (-5, Held(0)), (Made(rules.minus, (3, 5)), Held(0))),
    rules.all_of: (
        (column(1, 2, 3),), (column(0, 0),), (column(1, None),), (column(HUGE, -1),), (row(5, 5),),
    ),
    rules.in_percent: (
        (0, 1), (1, 1), (1, 3), (2, 3), (1, 200), (1, 201), (0, 0), (5, 0), (None, 1), (1, None),
        (673_400, 4_386_500), (770_000, 5_000_000), (10**10, 3 * 10**10),
    ),
    rules.share_of: (
        (0, 1), (1, 1), (1, 3), (-1, 3), (1, -3), (0, 0), (1, 0), (None, 1), (1, None), (HUGE, 3),
        (1, HUGE), (1_376_600, 4_386_500), (-834_000, 18_380_000),
    ),
    rules.increased: (
        (0, 0), (100, 0), (100, 100), (1, 4999), (1, 5000), (1, -5000), (3, 5000), (-1, 5000),
        (2_950_000, 150), (1_395_001, 115), (100, -10_000), (999_999, 1), (49_999, 1), (50_000, 1),
        (150_000, 1), (-50_000, 1), (None, 100), (100, None), (10**10, 1), (10**10 + 1, 4000),
    ),
    rules.kronor: tuple(
        (each,) for each in (
            0, 1, -1, None, Fraction(1, 1000), Fraction(-1, 1000), Fraction(1005, 1000),
            Fraction(-1005, 1000), Fraction(4_386_501, 1000), Fraction(8_190_535, 1000),
            Fraction(999_999_999_999, 1000), -(10**9), 10**9,
        )
    ),
    rules.thousands: tuple(
        (each,) for each in (0, 1, -1, 999, 1000, 1001, -4_386_500, HUGE, HUGE - 1, None,
                             Made(rules.plus, (3, 5)), Made(rules.minus, (3, 5)))
    ),
    rules.hundredths: tuple(
        (each,) for each in (
            0, 1, -1, None, Fraction(1, 10_000), Fraction(-1, 10_000), Fraction(15, 1000),
            Fraction(115, 10_000), Fraction(-115, 10_000), Fraction(5501, 10_000),
            Fraction(29, 10_000), TENTH,
        )
    ),
    rules.percent: tuple(
        (each,) for each in (
            0, 1, None, Fraction(16, 100), Fraction(17, 100), Fraction(29, 100), Fraction(57, 100),
            Fraction(58, 100), Fraction(1, 100), Fraction(994, 1000), Fraction(996, 1000),
            Fraction(125, 1000), Fraction(145, 1000), Fraction(1555, 10_000),
        )
    ),
    rules.choose: (
        (TRUE, 1, 2), (FALSE, 1, 2), (TRUE, None, 2), (FALSE, None, 2), (TRUE, 1, None),
        (FALSE, 1, None), (MAYBE, 1, 2), (TRUE, 0, -1), (FALSE, 0, -1), (TRUE, HUGE, Held(0)),
        (TRUE, Held("ja"), Held("nej")), (FALSE, Held("ja"), Held('"nej"')),
        (_NEVER_BLANK, 5, 6), (TRUE, Made(rules.kronor, (None,)), 2),
        (FALSE, Made(rules.kronor, (None,)), 2), (TRUE, Made(rules.minus, (5, 7)), 2),
        (FALSE, 3, Made(rules.choose, (TRUE, None, 4))), (FALSE, 3, Made(rules.choose, (TRUE, 5,
                                                                                       4))),
        (Made(rules.equal, ("Alm", Held("alm"))), 1, 2), (Made(rules.given, ("",)), 1, 2),
    ),
    rules.pick: (
        (1, Lined((11, 22, 33))), (2, Lined((11, 22, 33))), (3, Lined((11, 22, 33))),
        (2, Lined((11, None, 33))), (1, Lined((11, None, 33))), (None, Lined((11, 22, 33))),
        (1, Lined((0,))), (2, Lined((-HUGE, HUGE))), (2, column("Alm", "Björk")),
        (3, row(0, 1, -1)),
    ),
    rules.equal: (
        ("Alm", "Alm"), ("Alm", "ALM"), ("Alm", "Alm "), ("A*", "Alm"),
        ("", ""), ("", "Alm"), ("0180", "180"), ("Alm", Held("alm")), ("", Held("")),
        (1, 1), (0, None), (1, None), (None, None), (HUGE, HUGE - 1), ("1", 1),
        ('"', Held('"')),
    ),
    rules.one_of_two: (
        ("Lika", Held("Lika"), Held("Minst")), ("Minst", Held("Lika"), Held("Minst")),
        ("", Held("Lika"), Held("Minst")), ("minst", Held("Lika"), Held("Minst")),
        ("Kanske", Held("Lika"), Held("Minst")),
    ),
    rules.same_number: (
        (0, 0), (0, 1), (None, 0), (0, None), (None, None), ("", 0), ("1", 1), (1, Held(1)),
        (HUGE, HUGE), (HUGE, HUGE - 1), (-1, 1), (Made(rules.count_given, (column("a", ""),)),
                                                 Held(1)),
    ),
    rules.given: tuple((each,) for each in (0, 1, None, "", " ", "text", -1)),
    rules.known: tuple((each,) for each in (0, 1, None, "", "text", "1", -1, HUGE)),
    rules.at_most: (*_PAIRS, (0, Held(0)), (Made(rules.minus, (3, 5)), Held(0))),
    rules.less_than: (*_PAIRS, (Held(0), 0), (Held(0), 1), (Made(rules.minus, (3, 5)), Held(0))),
    rules.both: tuple((a, b) for a in (TRUE, FALSE, MAYBE) for b in (TRUE, FALSE, MAYBE)),
    rules.opposite: ((TRUE,), (FALSE,), (MAYBE,)),
    rules.one_if: ((TRUE,), (FALSE,), (MAYBE,), (_NEVER_BLANK,)),
    rules.carried: (
        (0,), (1,), (-1,), (HUGE,), (None,), (HALF,), (Held(0),), (Held(100),),
        (Made(rules.minus, (3, 5)),), (Made(rules.minus, (None, 5)),), ("Alm",),
    ),
    rules.rows_of: ((column(1),), (column(1, None, 3),), (column("a", "b"),)),
    rules.columns_of: ((row(1),), (row(1, None, 3),), (row("a", "b"),)),
    rules.count_marked: (
        (*_WORDS, "Alm", column("x", "x", "", "", "", "", "x")),
        (*_WORDS, "A*", column(*"abcdefg")),
        (*_WORDS, "", column("", "", "", "x", "", "", "")), (*_WORDS, "", column(*("",) * 7)),
        (row(45_838, 45_473, None), 45_838, row("SCB", "SCB", "")),
        (row(45_838, 45_473, None), 45_838, row("", "SCB", "")),
        (row(45_838, 45_838, None), 45_838, row("SCB", "SCB", "")),
        (row(45_838, 45_473, None), None, row("SCB", "SCB", "x")),
        (*_WORDS, "Alm", column(0, 0, 0, None, None, None, 1)),
    ),
    rules.count_known: (
        (column(*_LINES),), (column(None, None),), (column(0),), (column(None),),
        (Lined((1, None, 3)),), (column("", "x"),),
    ),
    rules.count_given: (
        (column(*_LINES),), (column("", "x", ""),), (column(""),), (column(0),), (column(" "),),
        (Lined((1, None, 3)),),
    ),
    rules.count_equal: (
        (column(0, 1, 2, 2, 1), Held(2)), (column(0, 1, 2, 2, 1), Held(1)), (column(0), Held(0)),
        (column(None, 0, 1), Held(0)), (column("a", "A", "b"), "a"), (column("A*", "Ab"), "A*"),
        (column("a", ""), ""), (column(1, "1"), 1), (Lined((2, 1, 0)), Held(2)),
    ),
    rules.count_texts: (
        (column(*_LINES),), (column(1, None),), (column(""),), (column("x"),),
        (column("1", 1, " "),), (Lined((1, None)),),
    ),
    rules.count_above_nothing: (
        (column(0, 1, -1, 2),), (column(0),), (column(HUGE, TENTH, 0),), (row(1, -HUGE),),
        (Lined((1, None, 3)),), (Lined((1, 0, 3)),),
    ),
    rules.count_below_nothing: (
        (column(*_LINES),), (column(0),), (column(-1),), (column(-HALF, None, "x", ""),),
        (column(1, 2),),
    ),
    rules.count_unnamed: (
        (column("Alm", "", "Ek"), column(1, 2, None)), (column("", ""), column(None, 0)),
        (column("", "", ""), column("x", -1, "")), (column("Alm"), column(5)),
        (column(" "), column(5)),
        (column("Alm", "", ""), Block((1, 2, 3, None, 5, "x"), 2, down=True)),
    ),
    rules.find_place: (
        ("Björk", column("Alm", "Björk", "Ek")), ("björk", column("Alm", "Björk", "Ek")),
        ("Rönn", column("Alm", "Björk", "Ek")), ("Alm", column("Alm", "Björk", "Alm")),
        ("0180", column("1480", "0180", "")),
        ("", column("Alm", "", "")), ("", column("Alm", "Björk")), ("", column("Alm", "", "Ek")),
        ("Plan ?", Lined(("Plan 1", "Plan ?"))), ("P*", Lined(("Plan 1", "P*", "Plan"))),
        ("P~1", Lined(("P1", "P~1"))), ("Plan", Lined(("Plan 1", "Plan"))),
        (45_838, row(45_838, 45_473, None)), (45_473, row(45_838, 45_473, None)),
        (45_000, row(45_838, 45_473, None)), (None, row(45_838, 45_473, None)),
        (45_838, row(45_838, 45_838, None)), (1, row(2, "1", 1)),
    ),
    rules.first_place: (
        (1, column(0, 1, 1)), (1, column(0, 0, 0)), (0, column(3, 2, 0)), (2, column(2)),
        (3, column(2)), (1, Lined((0, 1, 0))), (None, column(1, 2)), (Held(1), row(0, 1)),
        (1, column(0, None, 1)),
    ),
    rules.look_up: (
        *((Block((1, 2, 3, 40, None, 60, 700, "x", -900), 3), line, place, Held(3))
          for line, place in ((1, 1), (1, 3), (2, 1), (2, 2), (3, 2), (3, 3), (3, 1), (None, 1),
                              (1, None))),
        *((column(5, None, 0), line, Held(1), Held(1)) for line in (1, 2, 3, 4)),
    ),
    rules.bracket: (
        (column(1, 2, None), 500), (column(1, 2, None), 1000), (column(1, 2, None), 1001),
        (column(1, 2, None), 2000), (column(1, 2, None), 2001), (column(None, None), 5),
        (column(1), 0), (column(1), -5), (column(HUGE // 1000), HUGE), (column(1), None),
        (column(Fraction(1005, 1000), 3), 1005), (column(Fraction(1005, 1000), 3), 1006),
        (column(Fraction(8_190_535, 1000), None), 8_190_535), (column(1, "text", None), 1500),
        (column(0, 1), 1),
    ),
    rules.place_in_order: tuple(
        (Of(1, line), column(5, 9, 5, 9, 0), Of(3, line), column(10, 10, 10, 20, 30), Of(5, line),
         column("9905", "9902", "9903", "9904", "9901"))
        for line in range(5)
    ) + tuple(
        (Of(1, line), column(0, 0, 0), Of(3, line), column(0, 0, 0), Of(5, line),
         column("0180", "0114", "1443"))
        for line in range(3)
    ) + tuple(
        (Of(1, 0), rests, Of(3, 0), people, Of(5, 0), codes)
        for rests, people, codes in (
            (column(1), column(1), column("9901")), (column(None), column(1), column("9901")),
            (column(1), column(None), column("9901")),
            (column(None, 1), column(1, 1), column("9901", "9902")),
            (column(1, None), column(1, 1), column("9901", "9902")),
            (column(2, 1), column(None, 1), column("9901", "9902")),
            (column(HUGE, HUGE + 1), column(1, 1), column("9901", "9902")),
        )
    ),
    rules.joined: (
        ("Alm", " ", "Ek"), ("Alm", Held(" "), ""), ("", ""), ("✕ ", 3, " fel"), ("a", None, "b"),
        (Held("="), Held('"')), (HUGE, "kr"), (-5, "kr"), ("Alm",), ("",), (5,),
        (Held("a"), Made(rules.whole_up, (7, 2)), Held("b")),
        (Held("a"), Made(rules.minus, (7, 2)), Held("b")),
        (Held("a"), Made(rules.minus, (None, 2)), Held("b")),
    ),
    rules.verdict: tuple(
        (wanted, found, difference, tolerance, level)
        for wanted, found, difference, tolerance in (
            (0, 0, 0, 0), (5, 6, 1, 0), (6, 5, -1, 0), (5, 6, 1, 1), (6, 5, -1, 1), (6, 4, -2, 1),
            (None, 1, None, 0), (1, None, None, 0), (None, None, None, None), (0, HUGE, HUGE, 0),
            (0, HUGE, HUGE, HUGE), ("x", 1, 0, 0),
        )
        for level in (0, 1, 2)
    ),
    rules.word_for: (
        *((code, Held("godkänd"), Held('"varning"'), "fel") for code in (0, 1, 2, None)),
        (Made(rules.minus, (3, 2)), Held("a"), Held("b")),
    ),
}
"""The edge operands of every rule that has a spelling."""
