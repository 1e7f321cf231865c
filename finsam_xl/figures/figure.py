"""A figure is an exact value together with the step that made it.

Figures flow through the rules of `rules.py` as plain numbers would; whatever asks a figure
for a decision in Python (`if`, `==`, `max`) is told which rule to use instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NoReturn, TypeAlias

if TYPE_CHECKING:
    from finsam_xl.figures.rules import Rule

Value: TypeAlias = int | Fraction | str | bool | None
"""A whole number, an exact fraction, a text, a truth, or None where it is not known."""

Operand: TypeAlias = "Figure | int | str | Sequence[Figure]"
"""What a rule takes: a figure, a constant of the rule's own text, or a block of figures."""


class Figure:
    """An exact value and the step that made it: a rule and its operands, or a typed cell.

    `nullable` says whether the value can ever be unknown. It follows from how the figure was
    made, never from its value, so that the same plan always gives the same formulas.
    """

    __slots__ = ("nullable", "operands", "rule", "typed_as", "value")

    def __init__(
        self,
        value: Value,
        rule: Rule | None = None,
        operands: tuple[Operand, ...] = (),
        *,
        nullable: bool = False,
        typed_as: str = "",
    ) -> None:
        self.value = value
        self.rule = rule
        self.operands = operands
        self.nullable = nullable
        self.typed_as = typed_as

    @property
    def is_typed(self) -> bool:
        """Whether a person typed this figure (no rule made it)."""
        return self.rule is None

    def parents(self) -> Iterator[Figure]:
        """The figures this one was made from, in the order of its operands."""
        for operand in self.operands:
            if isinstance(operand, Figure):
                yield operand
            elif isinstance(operand, tuple):
                yield from operand

    def __repr__(self) -> str:
        made = self.typed_as if self.rule is None else self.rule.name
        return f"Figure({self.value!r}, {made})"

    def _refuse(self, instead: str) -> NoReturn:
        message = f"a figure cannot decide this in Python, its formula would not follow: {instead}"
        raise TypeError(message)

    def __bool__(self) -> bool:  # noqa: PLE0304 - it never returns
        self._refuse("use choose(condition, a, b)")

    def __eq__(self, other: object) -> bool:
        if self is not other:
            self._refuse("use equal(a, b)")
        return True

    __hash__ = object.__hash__

    def __lt__(self, other: object) -> bool:
        self._refuse("use at_most(a, b), less_than(a, b) or larger(a, b)")

    __le__ = __gt__ = __ge__ = __lt__

    def __int__(self) -> int:
        self._refuse("use whole_part(a, b)")

    def __round__(self, digits: int = 0) -> int:
        self._refuse("use half_up(a, b)")

    __index__ = __trunc__ = __int__

    def __iter__(self) -> Iterator[object]:
        self._refuse("pass it as an operand of a rule")

    def __contains__(self, other: object) -> bool:
        self._refuse("use count_equal(block, key)")


def typed(value: Value, typed_as: str) -> Figure:
    """A figure a person typed into a cell; a number may always be missing, a text is then empty.

    >>> typed(8773, "fs_grant_2026")
    Figure(8773, fs_grant_2026)
    """
    return Figure(value, typed_as=typed_as, nullable=not isinstance(value, str))


def typed_text(value: str | None, typed_as: str) -> Figure:
    """A text a person typed; an empty cell is an empty text."""
    return Figure(value or "", typed_as=typed_as)
