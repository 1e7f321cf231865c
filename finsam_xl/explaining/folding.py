"""Steps that only carry, choose or change the unit are told together with what they lead to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from finsam_xl.domain.names import parse_name
from finsam_xl.figures.figure import Figure, Operand

_CARRIES = frozenset({"carried", "joined", "kronor", "thousands", "hundredths", "percent"})
_RULES_OF_THE_YEAR = frozenset({"basis", "region_follows", "municipalities_follow", "rounding"})
_WORDS = frozenset({"equal", "one_of_two", "both", "opposite", "given", "known"})
_OF_A_LINE = frozenset({"activity_funding", "activity_kind"})


@dataclass(frozen=True, slots=True)
class Fold:
    """Figures told as one: the first as asked for, the last with the arithmetic.

    `because` are the typed cells that decided which way it went; `constant` is what a choice
    or a rule holds itself, where it ends there.
    """

    chain: tuple[Figure, ...]
    because: tuple[Figure, ...] = ()
    constant: int | str | None = None

    @property
    def core(self) -> Figure:
        """The figure whose rule does the work."""
        return self.chain[-1]


def folded(figure: Figure) -> Fold:
    """Follow a figure through what only carries it, along the branches that were taken."""
    chain, because = [figure], list[Figure]()
    while True:
        onward = _onward(chain[-1])
        if onward is None:
            return Fold(tuple(chain), tuple(dict.fromkeys(because)))
        if not isinstance(onward, Figure):
            if isinstance(onward, (int, str)):
                because += _deciding(chain[-1], _RULES_OF_THE_YEAR | _OF_A_LINE)
                return Fold(tuple(chain), tuple(dict.fromkeys(because)), onward)
            return Fold(tuple(chain), tuple(dict.fromkeys(because)))
        because += _deciding(chain[-1], _RULES_OF_THE_YEAR)
        chain.append(onward)


def _onward(figure: Figure) -> Operand | None:
    """What a figure only carries; None where it does something of its own."""
    rule, operands = figure.rule, figure.operands
    if rule is None:
        return None
    if rule.name in _CARRIES and len(operands) == 1:
        return operands[0]
    if rule.name == "choose" and isinstance(operands[0], Figure):
        taken = operands[0].value
        return None if taken is None else operands[1 if taken else 2]
    if rule.name == "pick":
        return _picked(operands)
    if rule.name == "look_up" and figure.value is not None:
        return _looked_up(operands)
    return None


def _picked(operands: tuple[Operand, ...]) -> Operand | None:
    place, options = operands
    if isinstance(place, Figure) and isinstance(place.value, int) and isinstance(options, tuple):
        found: Operand = options[place.value - 1]
        return found
    return None


def _looked_up(operands: tuple[Operand, ...]) -> Operand | None:
    table, *place = operands
    numbers = (each.value if isinstance(each, Figure) else each for each in place)
    row, column, columns = (number for number in numbers if isinstance(number, int))
    if not isinstance(table, tuple):
        return None
    found: Operand = table[(row - 1) * columns + column - 1]
    return found


def _deciding(figure: Figure, quantities: frozenset[str]) -> list[Figure]:
    """The typed cells that decided: such quantities of a choice, the date of a look-up."""
    if figure.rule is not None and figure.rule.name == "look_up":
        return _date_looked_up(figure.operands[2])
    if figure.rule is None or figure.rule.name != "choose":
        return []
    condition = figure.operands[0]
    read = typed_in(condition) if isinstance(condition, Figure) else ()
    return [cell for cell in read
            if (name := parse_name(cell.typed_as)) and name.quantity in quantities]


def typed_in(condition: Figure) -> Iterator[Figure]:
    """The typed cells that a condition in words reads."""
    for operand in condition.operands if condition.rule and condition.rule.name in _WORDS else ():
        if isinstance(operand, Figure):
            if operand.is_typed:
                yield operand
            yield from typed_in(operand)


def _date_looked_up(column: Operand) -> list[Figure]:
    if not isinstance(column, Figure) or not isinstance(column.operands[0], Figure):
        return []
    date = folded(column.operands[0]).core
    return [date] if date.is_typed else []
