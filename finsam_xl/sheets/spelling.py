"""Spelling: how a recorded rule is written as a spreadsheet formula.

One template per rule. A formula that needs a number which may be missing begins by counting
that it is there; so the unknown stays blank instead of becoming nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple, TypeAlias

from finsam_xl.addresses import Position
from finsam_xl.errors import AgreementError
from finsam_xl.figures import rules
from finsam_xl.figures.figure import Figure, Operand
from finsam_xl.figures.rules import Rule
from finsam_xl.sheets.layout import Layout

SPELLINGS: dict[Rule, str] = {
    rules.minus: "{0}-{1}",
    rules.times: "{0}*{1}",
    rules.total: "SUM({0})",
    rules.all_of: 'IF(SUM({0})=0,"",SUM({0}))',
    rules.total_given: "SUM({0})",
    rules.total_for: "SUMPRODUCT(({0}={1})*{2})",
    rules.total_for_both: "SUMPRODUCT(({0}={1})*({2}={3})*{4})",
    rules.people_for: "SUMPRODUCT(--({0}={1}),{2})",
    rules.people_for_both: "SUMPRODUCT(({0}={1})*({2}={3}),{4})",
    rules.whole_part: "INT({0}/{1})",
    rules.whole_up: "-INT(-{0}/{1})",
    rules.remainder: "{0}-{1}*INT({0}/{1})",
    rules.half_up: "INT((2*{0}+{1})/(2*{1}))",
    rules.size_of: "ABS({0})",
    rules.sign_of: "SIGN({0})",
    rules.half: "{0}/2",
    rules.larger: "MAX({0},{1})",
    rules.share_of: 'IF({1}=0,"",{0}/{1})',
    rules.increased: "INT((2*{0}*(100*100+{1})+100*100)/(2*100*100))",
    rules.kronor: "ROUND({0}*1000,0)",
    rules.thousands: "{0}/1000",
    rules.hundredths: "ROUND({0}*100*100,0)",
    rules.percent: "ROUND(ROUND({0}*100*100,0)/100,0)",
    rules.in_percent: 'IF({1}=0,"",INT((2*100*{0}+{1})/(2*{1})))',
    rules.choose: "IF({0},{1},{2})",
    rules.pick: "INDEX({1},{0})",
    rules.equal: "{0}={1}",
    rules.one_of_two: "OR({0}={1},{0}={2})",
    rules.same_number: "AND(ISNUMBER({0}),ISNUMBER({1}),{0}={1})",
    rules.given: '{0}<>""',
    rules.known: "ISNUMBER({0})",
    rules.at_most: "{0}<={1}",
    rules.less_than: "{0}<{1}",
    rules.both: "AND({0},{1})",
    rules.opposite: "NOT({0})",
    rules.one_if: "IF({0},1,0)",
    rules.carried: "{0}",
    rules.rows_of: "ROWS({0})",
    rules.columns_of: "COLUMNS({0})",
    rules.count_marked: 'SUMPRODUCT(({0}={1})*({2}<>""))',
    rules.count_known: "COUNT({0})",
    rules.count_given: 'SUMPRODUCT(--({0}<>""))',
    rules.count_equal: "SUMPRODUCT(--({0}={1}))",
    rules.count_texts: 'SUMPRODUCT(--({0}>""))',
    rules.count_above_nothing: "SUMPRODUCT(--({0}>0))",
    rules.count_below_nothing: "SUMPRODUCT(--({0}<0))",
    rules.count_unnamed: 'SUMPRODUCT(({0}="")*({1}<""))',
    rules.find_place: 'IF(AND({0}<>"",SUMPRODUCT(--({1}={0}))=1),'
                      'MATCH(1,INDEX(--({1}={0}),0),0),"")',
    rules.first_place: "IF(SUMPRODUCT(--({1}={0}))=0,0,MATCH({0},{1},0))",
    rules.look_up: 'IF(ISNUMBER(INDEX({0},{1},{2})),INDEX({0},{1},{2}),"")',
    rules.bracket: '1+SUMPRODUCT(({0}<"")*({0}<{1}/1000))',
    rules.place_in_order: "1+SUMPRODUCT(({1}>{0})+({1}={0})*(({3}>{2})+({3}={2})*({5}<{4})))",
    rules.verdict: "IFERROR(IF(COUNT({0},{1})<2,MIN({4},1),IF(ABS({2})<={3},0,{4})),2)",
}
"""How each rule of a set number of operands is written."""

BETWEEN: dict[Rule, str] = {rules.plus: "+", rules.joined: "&"}
"""The rules of any number of operands, and what stands between them."""

_LOOSE = frozenset({
    rules.plus, rules.minus, rules.times, rules.whole_up, rules.remainder, rules.half,
    rules.thousands, rules.equal, rules.given, rules.at_most, rules.less_than, rules.joined,
    rules.place_in_order, rules.bracket,
})
_FIELD = re.compile(r"\{(\d+)\}")


_GUARD = "IF(COUNT("


class Reference(NamedTuple):
    """A cell or block of a page that a formula points to."""

    page: str
    first: Position
    last: Position
    needed: bool
    typed: bool
    block: bool

    @property
    def cells(self) -> int:
        """How many cells it covers."""
        rows = self.last[0] - self.first[0] + 1
        return rows * (self.last[1] - self.first[1] + 1)


    def covers(self, other: Reference) -> bool:
        """Whether another reference lies within this one."""
        return self.page == other.page and all(
            first <= inner_first and inner_last <= last
            for first, inner_first, inner_last, last in zip(
                self.first, other.first, other.last, self.last, strict=True)
        )


Token: TypeAlias = str | Reference


class Spelled(NamedTuple):
    """A formula in pieces, and the references that must hold numbers for it to be known."""

    tokens: tuple[Token, ...]
    needs: tuple[Reference, ...] = ()

    def guarded(self) -> tuple[Token, ...]:
        """The formula, blank where something it needs is not known."""
        lone = len(self.tokens) == 1 and isinstance(self.tokens[0], Reference)
        if lone and not self.tokens[0].typed:  # type: ignore[union-attr]
            return self.tokens
        needs = _without_covered(tuple(dict.fromkeys(self.needs)))
        if not needs:
            return self.tokens
        counted = [token for need in needs for token in (need, ",")][:-1]
        return (_GUARD, *counted, ")<", *_how_many(needs), ',"",', *self.tokens, ")")


def _how_many(needs: tuple[Reference, ...]) -> tuple[Token, ...]:
    """The number of cells in some references, written without a constant above two."""
    blocks = [need for need in needs if need.block]
    twos, ones = divmod(len(needs) - len(blocks), 2)
    terms: list[tuple[Token, ...]] = [*[("2",)] * twos, *[("1",)] * ones]
    for need in blocks:
        tall, wide = need.last[0] > need.first[0], need.last[1] > need.first[1]
        rows, columns = ("ROWS(", need, ")"), ("COLUMNS(", need, ")")
        terms.append((*rows, "*", *columns) if tall and wide else columns if wide else rows)
    return tuple(token for term in terms for token in ("+", *term))[1:]


def _without_covered(needs: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """References without those that lie within another."""
    if not any(need.block for need in needs):
        return needs
    return tuple(
        need for place, need in enumerate(needs)
        if not any(
            other.covers(need) and (other.cells > need.cells or before < place)
            for before, other in enumerate(needs) if before != place
        )
    )


@dataclass(frozen=True, slots=True)
class Speller:
    """Spells the figures of one layout."""

    layout: Layout
    _references: dict[tuple[int, ...], Reference] = field(default_factory=dict)

    def spelled(self, figure: Figure) -> tuple[Token, ...]:
        """The formula of a figure in its own home."""
        return self._made(figure).guarded()

    def shown(self, figure: Figure) -> tuple[Token, ...]:
        """The formula that shows a figure somewhere else; a homeless one is spelled there."""
        if figure in self.layout.homes:
            reference = self._reference((figure,))
            if figure.is_typed and not figure.nullable:
                return ("IF(", reference, '="","",', reference, ")")
            return Spelled((reference,), (reference,) if figure.nullable else ()).guarded()
        return self.spelled(figure)

    def _made(self, figure: Figure) -> Spelled:
        rule = figure.rule
        if rule is None:
            raise AgreementError("typed_without_home", place=figure.typed_as)
        parts = [self._operand(rule, place, operand)
                 for place, operand in enumerate(figure.operands)]
        if rule is rules.word_for:
            return _word_for(parts)
        needs = tuple(
            need for place, part in enumerate(parts) if place not in rule.absorbs
            for need in part.needs
        )
        if rule in BETWEEN:
            pieces = [token for part in parts for token in (*part.tokens, BETWEEN[rule])]
            if rule is rules.joined and len(parts) == 1:
                return Spelled((*pieces, '""'), needs)
            return Spelled(tuple(pieces[:-1]), needs)
        template = SPELLINGS[rule]
        if rule is rules.look_up:
            parts = parts[:3]
        return Spelled(tuple(_filled(template, parts)), needs)

    def _operand(self, rule: Rule, place: int, operand: Operand) -> Spelled:
        if not isinstance(operand, Figure):
            return self._plain(operand)
        if operand in self.layout.homes:
            reference = self._reference((operand,))
            whole = Spelled((reference,), (reference,) if operand.nullable else ())
            return Spelled(whole.guarded()) if place in rule.keeps else whole
        _refuse_hidden_gap(rule, place, operand)
        made = self._made(operand)
        if place in rule.absorbs:
            made = Spelled(made.guarded())
        loose = operand.rule in _LOOSE or (operand.rule is rules.carried and len(made.tokens) > 1)
        if loose and made.tokens[0] != _GUARD:
            return Spelled(("(", *made.tokens, ")"), made.needs)
        return made

    def _plain(self, operand: Operand) -> Spelled:
        """A constant of the rule's own text, or a block of cells."""
        if isinstance(operand, (str, int)):
            return Spelled((_quoted(operand) if isinstance(operand, str) else str(operand),))
        if not operand:
            return Spelled(("0",))
        figures = operand if isinstance(operand, tuple) else ()
        reference = self._reference(figures, block=True)
        return Spelled((reference,), (reference,) if reference.needed else ())

    def _reference(self, figures: tuple[Figure, ...], *, block: bool = False) -> Reference:
        key = (block, *map(id, figures))
        found = self._references.get(key)
        if found is None:
            found = self._references[key] = self._placed(figures, block=block)
        return found

    def _placed(self, figures: tuple[Figure, ...], *, block: bool) -> Reference:
        try:
            homes = [self.layout.homes[figure] for figure in figures]
        except KeyError as missing:
            raise AgreementError("homeless", place=repr(missing.args[0])) from missing
        page = homes[0][0]
        rows = [row for _, (row, _) in homes]
        columns = [column for _, (_, column) in homes]
        first, last = (min(rows), min(columns)), (max(rows), max(columns))
        needed = any(figure.nullable for figure in figures)
        typed = any(figure.is_typed for figure in figures)
        reference = Reference(page, first, last, needed=needed, typed=typed, block=block)
        if reference.cells != len(figures) or any(home[0] != page for home in homes):
            raise AgreementError("scattered_block", place=f"{page} {first}-{last}")
        return reference


def _refuse_hidden_gap(rule: Rule, place: int, operand: Figure) -> None:
    """A figure that can be unknown by itself needs a cell; inside a formula nobody counts it."""
    made_by = operand.rule
    if made_by is None or place in rule.absorbs or rule is rules.carried:
        return
    if made_by.opens or (made_by.keeps and operand.nullable):
        raise AgreementError("homeless", place=repr(operand))


@cache
def _pieces(template: str) -> tuple[str | tuple[int, bool], ...]:
    """A template taken apart: its text, and its fields with whether each stands alone.

    A field stands alone between brackets and commas, where an operand needs no parentheses.
    """
    pieces: list[str | tuple[int, bool]] = []
    end = 0
    for found in _FIELD.finditer(template):
        if template[end:found.start()]:
            pieces.append(template[end:found.start()])
        before, after = template[found.start() - 1:found.start()], template[found.end():][:1]
        pieces.append((int(found[1]), before in ("(", ",", "") and after in (")", ",", "")))
        end = found.end()
    return (*pieces, template[end:]) if template[end:] else tuple(pieces)


def _filled(template: str, parts: list[Spelled]) -> Iterator[Token]:
    """A template with its operands in place; parentheses only where neighbours demand them."""
    for piece in _pieces(template):
        if isinstance(piece, str):
            yield piece
            continue
        field, alone = piece
        tokens = parts[field].tokens
        bare = alone and tokens[0] == "(" and tokens[-1] == ")"
        yield from tokens[1:-1] if bare else tokens


def _word_for(parts: list[Spelled]) -> Spelled:
    words = [token for part in parts[1:] for token in (",", *part.tokens)]
    code = parts[0]
    return Spelled(("CHOOSE(1+", *code.tokens, *words, ")"), code.needs)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
