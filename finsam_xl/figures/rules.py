"""The rules: every step a plan may take, each with its name and its exact arithmetic.

Called with figures a rule records itself; called with plain numbers it only computes. How a
rule is written in a spreadsheet stands in another room (`sheets/spelling.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, TypeGuard, overload

from finsam_xl.figures.figure import Figure, Operand, Value

Plain = int | Fraction


class Rule:
    """One named step of calculation.

    `absorbs` lists the operands that may be unknown without making the result unknown: the
    branches of a choice, the block of a count. `opens` marks a rule whose result may be
    unknown although everything it was given is known, such as a failed look-up.
    """

    __slots__ = ("absorbs", "arithmetic", "keeps", "name", "opens")

    def __init__(
        self,
        arithmetic: Callable[..., Any],
        *,
        absorbs: Sequence[int] = (),
        keeps: Sequence[int] = (),
        opens: bool = False,
    ) -> None:
        self.name = arithmetic.__name__
        self.arithmetic = arithmetic
        self.absorbs = frozenset(absorbs) | frozenset(keeps)
        self.keeps = frozenset(keeps)
        self.opens = opens

    def __repr__(self) -> str:
        return f"Rule({self.name})"

    @overload  # all plain is the narrower of the two, and mypy takes the first that fits
    def __call__(self, *operands: Plain | tuple[int, ...]) -> int: ...  # type: ignore[overload-overlap]

    @overload
    def __call__(self, *operands: Operand) -> Figure: ...

    def __call__(self, *operands: Any) -> Any:
        """Compute, and record where a figure took part. Never raises for an unknown value."""
        for operand in operands:
            kind = type(operand)
            if kind is Figure or (kind is tuple and (not operand or type(operand[0]) is Figure)):
                return self.record(*operands)
        return self.arithmetic(*operands) if operands else self.record()

    def record(self, *operands: Operand) -> Figure:
        """Compute and record, whether or not a figure took part."""
        values: list[Any] = []
        unknown, nullable = False, self.opens
        absorbs = self.absorbs
        for place, operand in enumerate(operands):
            if type(operand) is Figure:
                values.append(operand.value)
                blank, open_ended = operand.value is None, operand.nullable
            elif type(operand) is tuple:
                block = tuple([part.value for part in operand])
                values.append(block)
                blank, open_ended = None in block, any(part.nullable for part in operand)
            else:
                values.append(operand)
                continue
            if place not in absorbs:
                unknown = unknown or blank
                nullable = nullable or open_ended
            elif open_ended and place in self.keeps:
                nullable = True
        outcome = None if unknown else self.arithmetic(*values)
        if type(outcome) is Fraction and outcome.denominator == 1:
            outcome = outcome.numerator
        return Figure(outcome, self, operands, nullable=nullable)

    def recorded(self, value: Value, operands: tuple[Operand, ...]) -> Figure:
        """A figure of this rule with a value that was computed beside it."""
        nullable = self.opens or any(
            part.nullable
            for place, operand in enumerate(operands)
            if place not in self.absorbs or place in self.keeps
            for part in _figures(operand)
        )
        return Figure(value, self, operands, nullable=nullable)


def _figures(operand: Operand) -> tuple[Figure, ...]:
    if isinstance(operand, Figure):
        return (operand,)
    if isinstance(operand, tuple) and operand and isinstance(operand[0], Figure):
        return operand
    return ()


def rule(
    *, absorbs: Sequence[int] = (), keeps: Sequence[int] = (), opens: bool = False
) -> Callable[[Callable[..., Any]], Rule]:
    """Make a function a rule of the same name."""
    return lambda arithmetic: Rule(arithmetic, absorbs=absorbs, keeps=keeps, opens=opens)


# -- sums and differences ---------------------------------------------------------------------


@rule()
def plus(*terms: Plain) -> Plain:
    """Terms added."""
    return sum(terms)


@rule()
def minus(first: Plain, second: Plain) -> Plain:
    """The first less the second."""
    return first - second


@rule()
def times(first: Plain, second: Plain) -> Plain:
    """A product."""
    return first * second


@rule()
def total(block: Sequence[Plain]) -> Plain:
    """The sum of a block; unknown as soon as one of it is."""
    return sum(block)


@rule(opens=True)
def all_of(block: Sequence[int]) -> int | None:
    """The sum of a block that something is divided by; nothing is as good as unknown."""
    return sum(block) or None


@rule(absorbs=(0,))
def total_given(block: Sequence[Plain | None]) -> Plain:
    """The sum of what is given in a block; the rest counts as nothing."""
    return sum(part for part in block if part is not None)


@rule()
def total_for(keys: Sequence[str], key: str, amounts: Sequence[Plain]) -> Plain:
    """The amounts whose key is the one asked for."""
    return sum(amount for name, amount in zip(keys, amounts, strict=True) if _same(name, key))


@rule()
def total_for_both(
    keys: Sequence[str], key: str, others: Sequence[str], other: str, amounts: Sequence[Plain]
) -> Plain:
    """The amounts that carry both the keys asked for."""
    rows = zip(keys, others, amounts, strict=True)
    return sum(amount for name, kind, amount in rows if _same(name, key) and _same(kind, other))


@rule(absorbs=(2,))
def people_for(keys: Sequence[str], key: str, people: Sequence[Value]) -> Plain:
    """The people whose key is the one asked for; a blank row counts as nobody."""
    rows = zip(keys, people, strict=True)
    return sum(many for name, many in rows if _same(name, key) and _number(many))


@rule(absorbs=(4,))
def people_for_both(
    keys: Sequence[str], key: str, others: Sequence[str], other: str, people: Sequence[Value]
) -> Plain:
    """The people who carry both the keys asked for; a blank row counts as nobody."""
    rows = zip(keys, others, people, strict=True)
    return sum(
        many
        for name, kind, many in rows
        if _same(name, key) and _same(kind, other) and _number(many)
    )


def _same(first: object, second: object) -> bool:
    """Equal as a spreadsheet says it: texts without regard to case, a text never a number."""
    if isinstance(first, str) and isinstance(second, str):
        return first.lower() == second.lower()
    if first is None or second is None:
        return (first or "") == (second or "")
    return first == second


# -- whole numbers ----------------------------------------------------------------------------


@rule()
def whole_part(amount: int, by: int) -> int:
    """How many times a number goes into another, as a whole number."""
    return amount // by


@rule()
def remainder(amount: int, by: int) -> int:
    """What is left when a number has gone into another a whole number of times."""
    return amount % by


@rule()
def whole_up(amount: int, by: int) -> int:
    """How many times a number must be taken to reach another, as a whole number."""
    return -(-amount // by)


@rule()
def half_up(amount: int, by: int) -> int:
    """A quotient rounded to a whole number, the half upwards."""
    return (2 * amount + by) // (2 * by)


@rule()
def size_of(amount: Plain) -> Plain:
    """A number without its sign."""
    return amount if amount >= 0 else -amount


@rule()
def sign_of(amount: Plain) -> int:
    """One, nothing or minus one."""
    return (amount > 0) - (amount < 0)


@rule()
def half(amount: int) -> Fraction:
    """Half of an amount."""
    return Fraction(amount, 2)


@rule()
def larger(first: Plain, second: Plain) -> Plain:
    """The larger of two."""
    return max(first, second)


@rule(opens=True)
def in_percent(part: int, whole: int) -> int | None:
    """A part of its whole in whole per cent, the half upwards; unknown where it is nothing."""
    return (2 * 100 * part + whole) // (2 * whole) if whole else None


@rule(opens=True)
def share_of(part: Plain, whole: Plain) -> Fraction | None:
    """A part divided by its whole, not rounded; unknown where the whole is nothing."""
    return Fraction(part) / Fraction(whole) if whole else None


@rule()
def increased(amount: int, hundredths_of_percent: int) -> int:
    """An amount changed by a per cent given in hundredths, to whole kronor, the half upwards."""
    return (2 * amount * (10_000 + hundredths_of_percent) + 10_000) // 20_000


# -- units ------------------------------------------------------------------------------------


@rule()
def kronor(thousands_typed: Plain) -> int:
    """Kronor from an amount typed in thousands (tkr)."""
    return _rounded(thousands_typed, 1000)


@rule()
def thousands(amount: Plain) -> Fraction:
    """Thousands of kronor (tkr) from kronor."""
    return Fraction(amount) / 1000


@rule()
def hundredths(percent_typed: Plain) -> int:
    """Hundredths of a per cent from a typed percentage."""
    return _rounded(percent_typed, 10_000)


@rule()
def percent(share_typed: Plain) -> int:
    """Whole per cent from a typed share."""
    return _rounded(Fraction(_rounded(share_typed, 10_000), 100), 1)


def _rounded(amount: Plain, scale: int) -> int:
    """A scaled number rounded to a whole one, the half away from nothing."""
    if type(amount) is int:
        return amount * scale
    scaled = abs(Fraction(amount)) * scale
    size = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return size if amount >= 0 else -size


# -- choices ----------------------------------------------------------------------------------


@rule(keeps=(1, 2))
def choose(condition: bool, yes: Value, no: Value) -> Value:  # noqa: FBT001 - a figure
    """One of two, by a condition."""
    return yes if condition else no


@rule(keeps=(1,))
def pick(place: int, options: Sequence[Value]) -> Value:
    """The option that stands in a place, counted from one."""
    return options[place - 1]


@rule(absorbs=(0, 1))
def equal(first: Value, second: Value) -> bool:
    """Whether two texts are the same."""
    return _same(first, second)


@rule(absorbs=(0, 1))
def same_number(first: Value, second: Value) -> bool:
    """Whether two numbers are the same; an unknown one is the same as none."""
    return _number(first) and _number(second) and first == second


@rule(absorbs=(0,))
def given(cell: Value) -> bool:
    """Whether something is written in a cell."""
    return cell not in (None, "")


@rule(absorbs=(0,))
def known(amount: Value) -> bool:
    """Whether a number is known."""
    return amount is not None and not isinstance(amount, str)


@rule()
def at_most(first: Plain, second: Plain) -> bool:
    """Whether the first is not above the second."""
    return first <= second


@rule()
def less_than(first: Plain, second: Plain) -> bool:
    """Whether the first is below the second."""
    return first < second


@rule(absorbs=(0, 1, 2))
def one_of_two(cell: Value, first: Value, second: Value) -> bool:
    """Whether a text is one of two words."""
    return _same(cell, first) or _same(cell, second)


@rule()
def both(first: bool, second: bool) -> bool:  # noqa: FBT001 - figures
    """Whether two conditions hold."""
    return first and second


@rule()
def opposite(condition: bool) -> bool:  # noqa: FBT001 - a figure
    """Whether a condition does not hold."""
    return not condition


@rule()
def one_if(condition: bool) -> int:  # noqa: FBT001 - a figure
    """One where a condition holds, else nothing."""
    return 1 if condition else 0


@rule()
def carried(amount: Value) -> Value:
    """The same value, carried to a place of its own."""
    return amount


def fixed(value: int) -> Figure:
    """A number that a rule of the plan itself holds, such as the level of a check."""
    return carried.recorded(value, (value,))


# -- counting and finding ---------------------------------------------------------------------


@rule(absorbs=(0,))
def rows_of(column: Sequence[Value]) -> int:
    """How many rows a column of cells has."""
    return len(column)


@rule(absorbs=(0,))
def columns_of(row: Sequence[Value]) -> int:
    """How many columns a row of cells has."""
    return len(row)


@rule(absorbs=(0, 2))
def count_marked(keys: Sequence[Value], key: Value, marks: Sequence[Value]) -> int:
    """How many cells of a block hold a key and have something written beside them."""
    rows = zip(keys, marks, strict=True)
    return sum(_same(found, key) and mark not in (None, "") for found, mark in rows)


@rule(absorbs=(0,))
def count_known(block: Sequence[Value]) -> int:
    """How many of a block are known numbers."""
    return sum(part is not None and not isinstance(part, str) for part in block)


@rule(absorbs=(0,))
def count_given(block: Sequence[Value]) -> int:
    """In how many cells of a block something is written."""
    return sum(part not in (None, "") for part in block)


@rule(absorbs=(0, 1))
def count_equal(block: Sequence[Value], key: Value) -> int:
    """How many cells of a block hold a key."""
    return sum(_same(part, key) for part in block)


@rule(absorbs=(0,))
def count_texts(block: Sequence[Value]) -> int:
    """How many cells of a block of numbers hold text instead."""
    return sum(isinstance(part, str) and part != "" for part in block)


@rule(absorbs=(0,))
def count_below_nothing(block: Sequence[Value]) -> int:
    """How many numbers of a block are negative."""
    return sum(not isinstance(part, str) and part is not None and part < 0 for part in block)


@rule()
def count_above_nothing(block: Sequence[Plain]) -> int:
    """How many numbers of a block are more than nothing."""
    return sum(part > 0 for part in block)


@rule(absorbs=(0, 1))
def count_unnamed(names: Sequence[Value], amounts: Sequence[Value]) -> int:
    """How many amounts stand in rows without a name; column after column of the same rows."""
    return sum(
        names[place % len(names)] in (None, "") and _number(amount)
        for place, amount in enumerate(amounts)
    )


@rule(absorbs=(1,), opens=True)
def find_place(key: Value, block: Sequence[Value]) -> int | None:
    """The place of a key that stands exactly once in a block; else unknown."""
    places = [place for place, part in enumerate(block, start=1) if _same(part, key)]
    return places[0] if len(places) == 1 and key not in (None, "") else None


@rule()
def first_place(key: int, block: Sequence[int]) -> int:
    """The first place where a number stands in a block; nothing where it does not."""
    return block.index(key) + 1 if key in block else 0


@rule(absorbs=(0,), opens=True)
def look_up(table: Sequence[Value], row: int, column: int, columns: int) -> Value:
    """The number in a row and a column of a table; unknown where no number stands."""
    place = (row - 1) * columns + column - 1
    found = table[place] if place < len(table) else None
    return found if found is not None and not isinstance(found, str) else None


@rule(absorbs=(0,))
def bracket(limits: Sequence[Value], income: Plain) -> int:
    """The place of the first limit (tkr) that an income (kr) does not pass."""
    return 1 + sum(
        1 for limit in limits if isinstance(limit, (int, Fraction)) and limit * 1000 < income
    )


@rule()
def place_in_order(
    rest: int, rests: Sequence[int], people: int, everyone: Sequence[int], code: str,
    codes: Sequence[str],
) -> int:
    """A row's place: largest rest first, then more people, then the lower code."""
    mine = (-rest, -people, code)
    theirs = zip(rests, everyone, codes, strict=True)
    return 1 + sum((-r, -p, c) < mine for r, p, c in theirs)


# -- words ------------------------------------------------------------------------------------


@rule(absorbs=range(30))
def joined(*parts: Value) -> str:
    """Texts put after one another."""
    return "".join("" if part is None else str(part) for part in parts)


def wording(text: str) -> Figure:
    """A text that a rule of the plan itself holds."""
    return joined.recorded(text, (text,))


@rule(absorbs=(0, 1, 2, 3))
def verdict(
    expected: Value, actual: Value, difference: Plain | None, tolerance: Plain | None, level: int
) -> int:
    """How a check came out: 0 passed, 1 warned, 2 failed; what is not known warns."""
    if not (_number(expected) and _number(actual)):
        return min(level, 1)
    size = abs(Fraction(difference or 0))
    return 0 if size <= (tolerance or 0) else level


def _number(value: object) -> TypeGuard[int]:
    """Whether a value is a known number; a fraction counts as well."""
    return value is not None and not isinstance(value, str)


@rule()
def word_for(code: int, *words: str) -> str:
    """The word that stands for a code counted from nothing."""
    return words[code]


def places(
    rests: tuple[Any, ...], people: tuple[Any, ...], codes: tuple[Any, ...]
) -> tuple[Any, ...]:
    """Every row's place in the order, ranked once: largest rest, more people, lower code."""
    if not _figures(rests):
        return tuple(ranked(list(zip(rests, people, codes, strict=True))))
    rows = list(zip(rests, people, codes, strict=True))
    operands = [(rest, rests, many, people, code, codes) for rest, many, code in rows]
    if any(rest.value is None or many.value is None for rest, many, _ in rows):
        return tuple(place_in_order.recorded(None, each) for each in operands)
    order = ranked([(rest.value, many.value, code.value) for rest, many, code in rows])
    return tuple(
        place_in_order.recorded(rank, each) for rank, each in zip(order, operands, strict=True)
    )


def ranked(rows: Sequence[tuple[int, int, str]]) -> list[int]:
    """Places counted from one for rows of (rest, people, code).

    >>> ranked([(5, 100, "1443"), (9, 50, "1490"), (5, 200, "1466")])
    [3, 1, 2]
    """
    order = sorted(range(len(rows)), key=lambda i: (-rows[i][0], -rows[i][1], rows[i][2]))
    ranks = [0] * len(rows)
    for rank, row in enumerate(order, start=1):
        ranks[row] = rank
    return ranks
