"""A rule in words or signs with its operands filled in, and the figures that are told below it."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TypeGuard

from finsam_xl.domain.names import parse_name
from finsam_xl.explaining.finding import Atlas
from finsam_xl.explaining.folding import folded
from finsam_xl.explaining.values import said, unit_of
from finsam_xl.figures.figure import Figure, Operand
from finsam_xl.texts import Texts

_SIGNS = {
    "minus": "{0} − {1}", "times": "{0} × {1}", "half": "{0} ÷ 2", "share_of": "{0} ÷ {1}",
}
_LOOSE = frozenset({"plus", "minus", "increased", "whole_part", "remainder"})
_READ = frozenset({"equal", "one_of_two", "given"})
_SUMS = {"total": 0, "total_given": 0, "total_for": 2, "total_for_both": 4, "people_for": 2,
         "people_for_both": 4}
"""Sums whose parts are told, and which operand the parts stand in."""

_UNITS = {"thousands": "tkr", "hundredths": "hundredths", "percent": "", "share_of": "percent",
          "in_percent": "", "sign_of": "", "one_if": "", "verdict": "", "rows_of": "",
          "columns_of": "", "find_place": "", "first_place": ""}
_CARRIED = frozenset({"carried", "choose", "pick", "minus", "plus", "larger", "half", "times",
                      "look_up", "remainder", "size_of"})


@dataclass
class Expression:
    """One figure's arithmetic while it is being put into words."""

    atlas: Atlas
    texts: Texts
    before: AbstractSet[Figure] = frozenset()
    told: list[Figure] = field(default_factory=list)
    ranges: list[str] = field(default_factory=list)

    def of(self, figure: Figure) -> str:
        """The rule that made a figure, with values in the place of its operands."""
        name = figure.rule.name if figure.rule else ""
        own = {"plus": self._sum, "times": self._product, "size_of": self._size,
               "one_if": self._one_if, "at_most": self._comparison,
               "less_than": self._comparison}.get(name)
        if own is not None:
            return own(figure)
        if name in _SUMS:
            self._parts(figure, _SUMS[name])
        filled = [self._operand(operand, name) for operand in figure.operands]
        if name == "joined":
            return self.texts.rule(name).format(" + ".join(filled))
        return (_SIGNS.get(name) or self.texts.rule(name)).format(*filled)

    def constant(self, figure: Figure, value: object) -> str:
        """A value that a choice holds itself, and the condition that led to it."""
        condition = figure.operands[0]
        if isinstance(condition, Figure):
            return f"{value} {self._since(condition)}"
        return self.texts.explain("constant")

    def _since(self, condition: Figure) -> str:
        said_so = self.of(condition)
        key = "since" if condition.value or condition.rule is None or condition.rule.name in (
            "at_most", "less_than") else "since_not"
        return "(" + self.texts.explain(key, what=said_so) + ")"

    def _comparison(self, figure: Figure) -> str:
        name = figure.rule.name if figure.rule else ""
        first, second = (self._operand(operand, name) for operand in figure.operands)
        signs = {"at_most": ("\u2264", ">"), "less_than": ("<", "\u2265")}[name]
        return f"{first} {signs[0 if figure.value in (True, None) else 1]} {second}"

    def _sum(self, figure: Figure) -> str:
        """Terms added; a product that comes to nothing and has no cell is not said."""
        filled = [self._operand(term, "plus") for term in self._terms(figure)]
        return " + ".join(filled).replace("+ \u2212", "\u2212 ")

    def _terms(self, figure: Figure) -> tuple[Operand, ...]:
        terms = tuple(term for term in figure.operands if not self._is_nothing(term))
        return terms or figure.operands

    def _is_nothing(self, term: Operand) -> bool:
        return (isinstance(term, Figure) and term.rule is not None and term.value == 0
                and term.rule.name == "times" and not self.atlas.home(term))

    def _product(self, figure: Figure) -> str:
        """A product; the sign of an amount above nothing is not said."""
        first, second = figure.operands
        if isinstance(first, Figure) and first.rule is not None and (
            first.rule.name == "sign_of" and first.value == 1
        ):
            return self.of(second) if self._is_inner(second) else self._operand(second, "times")
        return _SIGNS["times"].format(self._operand(first, "times"),
                                      self._operand(second, "times"))

    def _size(self, figure: Figure) -> str:
        """The size of an amount above nothing is the amount."""
        amount = self._operand(figure.operands[0], "size_of")
        below = isinstance(figure.operands[0], Figure) and figure.operands[0].value != figure.value
        return self.texts.rule("size_of").format(amount) if below else amount

    def _one_if(self, figure: Figure) -> str:
        condition = figure.operands[0]
        value = said(figure.value, "", self.texts)
        return f"{value} {self._since(condition)}" if isinstance(condition, Figure) else value

    def _operand(self, operand: Operand, within: str) -> str:
        if isinstance(operand, tuple):
            return self._block(operand)
        if not isinstance(operand, Figure):
            return said(operand, "", self.texts)  # type: ignore[arg-type]
        if not self._is_inner(operand) or operand.rule is None:
            value = self._value(operand)
            if within in _READ and operand.is_typed and isinstance(operand.value, str):
                self.ranges.append(self.atlas.home(operand))
                return f"{value} {self.atlas.home(operand)}"
            return f"({value})" if value.startswith("\u2212") and within == "minus" else value
        inner = self.of(operand)
        loose = operand.rule.name in _LOOSE and within != "plus" and (
            operand.rule.name != "plus" or len(self._terms(operand)) > 1)
        return f"({inner})" if loose else inner

    def _is_inner(self, operand: Operand) -> TypeGuard[Figure]:
        """Whether an operand has no cell of its own and is told within its formula."""
        return (isinstance(operand, Figure) and not operand.is_typed
                and not self.atlas.home(operand) and folded(operand).core is operand
                and operand.rule is not None and operand.rule.name != "choose")

    def _value(self, operand: Figure) -> str:
        """An operand's value; the figure itself is told on a line of its own."""
        if not isinstance(operand.value, str) or not folded(operand).core.is_typed:
            self.told.append(operand)
        unit = unit_of_figure(self.atlas, operand)
        return said(operand.value, unit if unit in ("percent", "hundredths", "date", "year",
                                                    "tkr") else "", self.texts)

    def _block(self, block: tuple[Figure, ...]) -> str:
        places = [self.atlas.home(part) for part in block]
        spread = [place for place in (places[0], places[-1]) if place] if places else []
        where = spread[0] if len(set(spread)) == 1 else ":".join(
            (spread[0], spread[1].rpartition("!")[2])) if spread else ""
        if where:
            self.ranges.append(where)
        return self.texts.explain("block", number=len(block), place=where).strip()

    def _parts(self, figure: Figure, place: int) -> None:
        """The parts of a sum that come to something, or are not known.

        Where some of them are told already, the others were made in the same way.
        """
        block = figure.operands[place]
        if not isinstance(block, tuple) or any(part in self.before for part in block):
            return
        keys = [(figure.operands[n], figure.operands[n + 1]) for n in range(0, place, 2)]
        for row, part in enumerate(block):
            if part.value != 0 and all(_holds(column, key, row) for column, key in keys) and not (
                part.value is None and part.is_typed):
                self.told.append(part)


def _holds(column: Operand, key: Operand, row: int) -> bool:
    wanted = key.value if isinstance(key, Figure) else key
    found = column[row].value if isinstance(column, tuple) else None
    return str(found or "").lower() == str(wanted or "").lower()


def unit_of_figure(atlas: Atlas, figure: Figure) -> str:
    """A figure's unit: as its name or role says, else by the rule that made it."""
    name = parse_name(figure.typed_as) if figure.is_typed else None
    if name is not None:
        return unit_of(name.quantity)
    known = atlas.unit_of(figure)
    return _unit_of_rule(atlas, figure) if known is None else known


def _unit_of_rule(atlas: Atlas, figure: Figure) -> str:
    rule = figure.rule.name if figure.rule else ""
    if rule in _UNITS:
        return _UNITS[rule]
    carried = [part for part in figure.operands if isinstance(part, Figure)]
    if rule in _CARRIED and carried:
        onward = folded(figure).core
        return unit_of_figure(atlas, onward if onward is not figure else carried[-1])
    return ""
