"""The rulebook: a workbook in which every rule stands alone on edge operands.

Zero, one, negative, blank, tie, text and huge: what whole plans seldom meet. It is laid out,
spelled and packed as a plan is, so a misspelled rule cannot hide behind the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from finsam_xl.domain.cells import InputCells
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.figures import rules
from finsam_xl.figures.figure import Figure, Operand, typed, typed_text
from finsam_xl.figures.rules import Rule
from finsam_xl.sheets import style as s
from finsam_xl.sheets.compiling import compile_draft
from finsam_xl.sheets.draft import BookDraft
from finsam_xl.sheets.layout import Layout, Page
from finsam_xl.texts import texts_in

Typed: TypeAlias = int | Fraction | str | None
_RULE, _RESULT, _FIRST = 1, 2, 3
_WIDEST = 9


@dataclass(frozen=True, slots=True)
class Block:
    """A block of typed cells: row by row, or column by column where `down` says so."""

    values: tuple[Typed, ...]
    columns: int = 1
    down: bool = False


@dataclass(frozen=True, slots=True)
class Lined:
    """A row of cells, each with a formula that carries a typed cell."""

    values: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A number or a word that stands in the formula itself."""

    value: int | str


@dataclass(frozen=True, slots=True)
class Made:
    """A figure without a cell of its own, spelled where it is used."""

    rule: Rule
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Of:
    """A cell of another operand: which operand, and which of its cells, counted from nothing."""

    operand: int
    cell: int


Given: TypeAlias = "Typed | Block | Lined | Held | Made | Of"
Case = tuple[Given, ...]


def column(*values: Typed) -> Block:
    """A column of typed cells."""
    return Block(values)


def row(*values: Typed) -> Block:
    """A row of typed cells."""
    return Block(values, len(values))


def rulebook(cases: Mapping[Rule, Sequence[Case]]) -> BookDraft:
    """The workbook of some rules and their operands, every figure with its exact value."""
    inputs = PlanInputs(budget_year=2026, reference=False)
    texts = texts_in("sv")
    layout = Layout(InputCells(inputs, texts.words), texts)
    for rule, operands in cases.items():
        _lay_out(layout, rule, operands)
    _show_all(layout)
    return compile_draft(layout, {})


def _lay_out(layout: Layout, rule: Rule, cases: Sequence[Case]) -> None:
    page = Page(layout, rule.name, rule.name, s.TEAL, (28, 160, *(90,) * _WIDEST))
    layout.pages[rule.name] = page
    page.text(1, _RULE, rule.name, s.TITLE)
    sheet = _Sheet(page, 3)
    for case in cases:
        sheet.case(rule, case)


def _show_all(layout: Layout) -> None:
    """A sheet of its own that shows every cell of the others by reference."""
    homes = list(layout.homes)
    page = Page(layout, "shown", "Visas igen", s.TEAL, (28, 160))
    layout.pages["shown"] = page
    page.text(1, _RULE, page.title, s.TITLE)
    for line, figure in enumerate(homes, start=3):
        page.show(line, _RULE, figure, s.BODY)


@dataclass
class _Sheet:
    """A rule's sheet and the row on which the next case begins."""

    page: Page
    row: int

    def case(self, rule: Rule, case: Case) -> None:
        """Lay out the operands, each below the other, and then the figure made of them."""
        start = self.row
        made = {place: self.operand(each) for place, each in enumerate(case)
                if not isinstance(each, Of)}
        operands = tuple(
            _cell_of(made[each.operand], each.cell) if isinstance(each, Of) else made[place]
            for place, each in enumerate(case)
        )
        figure = _made(rule, operands)
        self.page.put(start, _RESULT, figure, s.NUMBER.but(number=s.GENERAL))
        self.row = max(self.row, start + 1) + 1

    def operand(self, given: Given) -> Operand:
        """One operand, in cells of its own or without any."""
        if isinstance(given, Held):
            return given.value
        if isinstance(given, Made):
            operands = tuple(self.operand(each) for each in given.given)
            return _made(given.rule, operands)
        if isinstance(given, Block):
            figures = [_typed(value) for value in given.values]
            return self.block(figures, given.columns, down=given.down)
        if isinstance(given, Lined):
            sources = self.block([_typed(value) for value in given.values], len(given.values))
            return self.block([rules.carried(each) for each in sources], len(sources))
        if isinstance(given, Of):
            raise TypeError(given)
        return self.block([_typed(given)], 1)[0]

    def block(
        self, figures: Sequence[Figure], columns: int, *, down: bool = False
    ) -> tuple[Figure, ...]:
        """Put a block of figures below what already stands there."""
        lines = -(-len(figures) // columns)
        for place, figure in enumerate(figures):
            across, line = divmod(place, lines) if down else divmod(place, columns)[::-1]
            self.page.put(self.row + line, _FIRST + across, figure, s.BODY)
        self.row += lines
        return tuple(figures)


def _made(rule: Rule, operands: tuple[Operand, ...]) -> Figure:
    """A rule's figure; what only constants make is recorded too."""
    made: Figure | int = rule(*operands)
    return made if isinstance(made, Figure) else rule.recorded(made, operands)


def _cell_of(block: Operand, cell: int) -> Figure:
    figure = block[cell] if isinstance(block, tuple) else None
    if not isinstance(figure, Figure):
        raise TypeError(block)
    return figure


def _typed(value: Typed) -> Figure:
    return typed_text(value, repr(value)) if isinstance(value, str) else typed(value, repr(value))
