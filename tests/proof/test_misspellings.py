"""A misspelled rule must be caught by the rulebook alone, whichever rule and however subtle."""

from __future__ import annotations

import pytest

from finsam_xl.books.new_file import package
from finsam_xl.figures import rules
from finsam_xl.figures.rules import Rule
from finsam_xl.proof.agreement import disagreements
from finsam_xl.proof.engines import Formualizer
from finsam_xl.proof.rulebook import rulebook
from finsam_xl.sheets import spelling
from finsam_xl.sheets.spelling import BETWEEN, SPELLINGS, Spelled, Token
from tests.everyday import first
from tests.proof.edge_operands import CASES

MISSPELLINGS: dict[Rule, tuple[str, ...]] = {
    rules.minus: ("{1}-{0}", "{0}+{1}", "ABS({0}-{1})"),
    rules.times: ("{0}+{1}", "{0}/{1}", "{0}*{0}"),
    rules.total: ("SUM({0})-1", "AVERAGE({0})", "MAX({0})", "SUMPRODUCT(ABS({0}))"),
    rules.total_given: ("SUM({0})+1", "COUNT({0})", "MAX({0})"),
    rules.total_for: (
        "SUMIF({0},{1},{2})", "SUMPRODUCT(({0}<>{1})*{2})", "SUM({2})",
        "SUMPRODUCT(EXACT({0},{1})*{2})",
    ),
    rules.total_for_both: (
        "SUMPRODUCT(({0}={1})*{4})", "SUMPRODUCT(({2}={3})*{4})",
        "SUMIFS({4},{0},{1},{2},{3})", "SUMPRODUCT((({0}={1})+({2}={3})>0)*{4})",
    ),
    rules.people_for: (
        "SUMIF({0},{1},{2})", "SUMPRODUCT(--({0}<>{1}),{2})", "SUMPRODUCT(({0}={1})*{2})",
    ),
    rules.people_for_both: (
        "SUMPRODUCT(({0}={1})*1,{4})", "SUMPRODUCT(({2}={3})*1,{4})",
        "SUMPRODUCT(({0}={1})*({2}={3})*{4})",
    ),
    rules.whole_part: ("TRUNC({0}/{1})", "ROUND({0}/{1},0)", "{0}/{1}", "INT({1}/{0})"),
    rules.whole_up: (
        "INT({0}/{1})", "INT({0}/{1})+1", "ROUND({0}/{1},0)", "ROUNDUP({0}/{1},0)",
    ),
    rules.remainder: (
        "{0}-{1}*ROUND({0}/{1},0)", "{0}-INT({0}/{1})", "{0}-{1}*TRUNC({0}/{1})", "{1}-{0}",
    ),
    rules.half_up: (
        "INT({0}/{1})", "ROUND({0}/{1},0)", "INT((2*{0}+{1})/{1})", "INT((2*{0}+1)/(2*{1}))",
    ),
    rules.size_of: ("{0}", "-{0}", "MAX({0},0)"),
    rules.sign_of: ("ABS(SIGN({0}))", "IF({0}<0,-1,1)", "-SIGN({0})"),
    rules.half: ("{0}*2", "INT({0}/2)", "ROUND({0}/2,0)"),
    rules.larger: ("MIN({0},{1})", "{0}", "{1}", "MAX({0},{1},0)"),
    rules.all_of: ("SUM({0})", 'IF(SUM({0})=0,"",COUNT({0}))', 'IF(SUM({0})<0,"",SUM({0}))'),
    rules.in_percent: (
        "INT((2*100*{0}+{1})/(2*{1}))", 'IF({1}=0,"",INT(100*{0}/{1}))',
        'IF({1}=0,"",100*{0}/{1})', 'IF({0}=0,"",INT((2*100*{0}+{1})/(2*{1})))',
    ),
    rules.share_of: (
        "{0}/{1}", "IF({1}=0,0,{0}/{1})", 'IF({0}=0,"",{0}/{1})', 'IF({1}<=0,"",{0}/{1})',
        'IF({1}=0,"",ROUND({0}/{1},9))',
    ),
    rules.increased: (
        "INT((2*{0}*(100*100+{1}))/(2*100*100))", "ROUND({0}*(100*100+{1})/(100*100),0)",
        "{0}*(100*100+{1})/(100*100)", "INT((2*{0}*(100*100-{1})+100*100)/(2*100*100))",
    ),
    rules.kronor: ("{0}*1000", "INT({0}*1000)", "ROUND({0},0)*1000", "ROUND({0}*100,0)"),
    rules.thousands: ("{0}/100", "INT({0}/1000)", "ROUND({0}/1000,0)", "{0}*1000"),
    rules.hundredths: (
        "ROUND({0}*100,0)", "{0}*100*100", "INT({0}*100*100)", "ROUND({0}*1000,0)",
    ),
    rules.percent: ("{0}*100", "INT({0}*100)", "ROUND({0}*1000,0)"),
    rules.choose: ("IF({0},{2},{1})", "IF(NOT({0}),{1},{2})", "{1}", "{2}"),
    rules.pick: ("INDEX({1},1)", "INDEX({1},{0}+1)", "SUM({1})", "MAX({1})"),
    rules.equal: ("{0}<>{1}", "EXACT({0},{1})", "LEN({0})=LEN({1})"),
    rules.same_number: (
        "{0}={1}", "AND(ISNUMBER({0}),{0}={1})", "AND(ISNUMBER({0}),ISNUMBER({1}))",
        "AND(ISNUMBER({1}),{0}={1})",
    ),
    rules.given: ('{0}=""', "ISNUMBER({0})", "ISTEXT({0})", "{0}<>0"),
    rules.known: ("ISTEXT({0})", '{0}<>""', "NOT(ISTEXT({0}))", "NOT(ISNUMBER({0}))"),
    rules.at_most: ("{0}<{1}", "{0}>={1}", "{1}<={0}", "{0}={1}"),
    rules.less_than: ("{0}<={1}", "{0}>{1}", "{1}<{0}", "{0}<>{1}"),
    rules.one_of_two: ("{0}={1}", "{0}={2}", "AND({0}={1},{0}={2})", "{0}<>{1}"),
    rules.both: ("OR({0},{1})", "AND({0},{0})", "AND({1},{1})", "NOT(AND({0},{1}))"),
    rules.opposite: ("AND({0})", "TRUE", "FALSE"),
    rules.one_if: ("IF({0},0,1)", "IF({0},1,2)", "1", "0"),
    rules.carried: ("-{0}", "{0}+1", "ABS({0})", "ROUND({0},0)"),
    rules.rows_of: ("COLUMNS({0})", "ROWS({0})+1", "COUNT({0})"),
    rules.columns_of: ("ROWS({0})", "COLUMNS({0})-1", "COUNT({0})"),
    rules.count_marked: (
        "SUMPRODUCT(--({0}={1}))", 'SUMPRODUCT(--({2}<>""))',
        'SUMPRODUCT(({0}={1})*({2}=""))', 'COUNTIFS({0},{1},{2},"?*")',
    ),
    rules.count_known: ("COUNTA({0})", "ROWS({0})", "SUM({0})", "COUNTBLANK({0})"),
    rules.count_given: ("COUNT({0})", 'SUMPRODUCT(--({0}=""))', "ROWS({0})", "COUNTA({0})"),
    rules.count_equal: (
        "SUMPRODUCT(--({0}<>{1}))", "SUMPRODUCT(--({0}>={1}))", "COUNTIF({0},{1})",
    ),
    rules.count_texts: ("COUNT({0})", "COUNTA({0})", 'SUMPRODUCT(--({0}<>""))'),
    rules.count_above_nothing: (
        "SUMPRODUCT(--({0}>=0))", "SUMPRODUCT(--({0}<0))", "SUMPRODUCT(--({0}<>0))",
        "SUMPRODUCT(--({0}>=1))",
    ),
    rules.count_below_nothing: (
        'COUNTIF({0},"<=0")', 'COUNTIF({0},">0")', "SUMPRODUCT(--({0}<=0))",
    ),
    rules.count_unnamed: ("COUNT({1})", 'SUMPRODUCT(--({0}=""))', 'SUMPRODUCT(({0}="")*({1}<>""))'),
    rules.find_place: (
        "MATCH({0},{1},0)", 'IF(SUMPRODUCT(--({1}={0}))>0,MATCH({0},{1},0),"")',
        "IF(SUMPRODUCT(--({1}={0}))=1,MATCH({0},{1},1),0)",
        "IF(SUMPRODUCT(--({1}={0}))=1,MATCH({0},{1},0),0)",
    ),
    rules.first_place: (
        "MATCH({0},{1},0)", "IF(SUMPRODUCT(--({1}={0}))=0,0,MATCH({0},{1},1))",
        "IF(SUMPRODUCT(--({1}={0}))=1,MATCH({0},{1},0),0)", "SUMPRODUCT(--({1}={0}))",
    ),
    rules.look_up: (
        "INDEX({0},{1},{2})", "INDEX({0},{2},{1})", "IF(ISNUMBER(INDEX({0},{1},{2})),1,0)",
        'IF(ISTEXT(INDEX({0},{1},{2})),"",INDEX({0},{1},{2}))',
    ),
    rules.bracket: (
        'COUNTIF({0},"<"&{1}/1000)', '1+COUNTIF({0},"<="&{1}/1000)', '1+COUNTIF({0},"<"&{1})',
        "1+SUMPRODUCT(--({0}*1000<{1}))", "1+COUNT({0})",
    ),
    rules.place_in_order: (
        "1+SUMPRODUCT(--({1}>{0}))", "1+SUMPRODUCT(--({1}>={0}))",
        "1+SUMPRODUCT(({1}>{0})+({1}={0})*({3}>{2}))",
        "1+SUMPRODUCT(({1}>{0})+({1}={0})*(({3}<{2})+({3}={2})*({5}<{4})))",
        "1+SUMPRODUCT(({1}>{0})+({1}={0})*(({3}>{2})+({3}={2})*({5}>{4})))",
        "1+SUMPRODUCT(({1}<{0})+({1}={0})*(({3}>{2})+({3}={2})*({5}<{4})))",
        "1+SUMPRODUCT(({1}>{0})+({1}={0})*({5}<{4}))",
        "SUMPRODUCT(({1}>{0})+({1}={0})*(({3}>{2})+({3}={2})*({5}<{4})))",
    ),
    rules.verdict: (
        "IF(ABS({2})<={3},0,{4})",
        "IFERROR(IF(COUNT({0},{1})<1,MIN({4},1),IF(ABS({2})<={3},0,{4})),2)",
        "IFERROR(IF(COUNT({0},{1})<2,{4},IF(ABS({2})<={3},0,{4})),2)",
        "IFERROR(IF(COUNT({0},{1})<2,MIN({4},1),IF(ABS({2})<{3},0,{4})),2)",
        "IFERROR(IF(COUNT({0},{1})<2,MIN({4},1),IF({2}<={3},0,{4})),2)",
        "IFERROR(IF(COUNT({0},{1})<2,1,IF(ABS({2})<={3},0,{4})),2)",
        "IFERROR(IF(COUNT({0},{1})<2,0,IF(ABS({2})<={3},0,{4})),2)", "0",
    ),
}
STRANGE_BETWEENS: dict[Rule, tuple[str, ...]] = {
    rules.plus: ("-", "*", "+1+"), rules.joined: ("+", '&" "&', '&"0"&'),
}
NEEDS_PARENTHESES = (
    rules.plus, rules.minus, rules.times, rules.remainder, rules.half, rules.thousands,
    rules.place_in_order, rules.bracket,
)
MISCOUNTED_CHOICES = ("CHOOSE(", "CHOOSE(2+", "CHOOSE(1+2*")


def _is_caught(*asked: Rule) -> bool:
    """Whether the rulebook of some rules, or of all, disagrees with Formualizer."""
    draft = rulebook({rule: CASES[rule] for rule in asked or CASES})
    return any(disagreements(draft, package(draft), Formualizer()))


def _spelled_rules() -> list[Rule]:
    return [*SPELLINGS, *BETWEEN, rules.word_for]


def test_every_spelled_rule_has_edge_operands_and_a_planted_misspelling() -> None:
    planted = {*MISSPELLINGS, *STRANGE_BETWEENS, rules.word_for}
    assert [each.name for each in _spelled_rules() if each not in CASES] == []
    assert [each.name for each in _spelled_rules() if each not in planted] == []


@pytest.mark.parametrize("rule", first(12, (each for each in MISSPELLINGS if each in SPELLINGS)),
                         ids=lambda each: each.name)
def test_every_misspelled_template_is_caught(
    rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    survivors = []
    for wrong in MISSPELLINGS[rule]:
        assert wrong != SPELLINGS[rule]
        with monkeypatch.context() as planted:
            planted.setitem(SPELLINGS, rule, wrong)
            if not _is_caught(rule):
                survivors.append(wrong)
    assert survivors == []


@pytest.mark.parametrize("rule", first(4, STRANGE_BETWEENS), ids=lambda each: each.name)
def test_every_wrong_sign_between_operands_is_caught(
    rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    for wrong in STRANGE_BETWEENS[rule]:
        with monkeypatch.context() as planted:
            planted.setitem(BETWEEN, rule, wrong)
            assert _is_caught(rule), wrong


@pytest.mark.parametrize("wrong", MISCOUNTED_CHOICES)
def test_every_miscounted_choice_of_words_is_caught(
    wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def misspelled(parts: list[Spelled]) -> Spelled:
        words: list[Token] = [token for part in parts[1:] for token in (",", *part.tokens)]
        return Spelled((wrong, *parts[0].tokens, *words, ")"), parts[0].needs)

    monkeypatch.setattr(spelling, "_word_for", misspelled)
    assert _is_caught(rules.word_for)


@pytest.mark.parametrize("rule", first(4, NEEDS_PARENTHESES), ids=lambda each: each.name)
def test_forgotten_parentheses_are_caught(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "_LOOSE", spelling._LOOSE - {rule})  # noqa: SLF001
    assert _is_caught()


def test_a_forgotten_guard_against_the_unknown_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Spelled, "guarded", lambda spelled: spelled.tokens)
    assert _is_caught(rules.minus)
    assert _is_caught(rules.total)


def test_a_guard_that_counts_one_cell_too_few_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "_how_many", lambda _: ("1",))
    assert _is_caught(rules.minus)
    assert _is_caught(rules.total)
