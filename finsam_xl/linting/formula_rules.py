"""Rules of a formula by itself."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from openpyxl.formula.tokenizer import Token

from finsam_xl.linting.calls import VOLATILE, Call, calls
from finsam_xl.linting.examined import Examined
from finsam_xl.linting.places import shown
from finsam_xl.linting.rule import Found

_CONSTANTS = frozenset(map(Decimal, (0, 1, 2, 100, 1000)))
_PLACES = frozenset({"ROUND", "ROUNDUP", "ROUNDDOWN", "TRUNC", "LEFT", "RIGHT", "MID", "INDEX",
                     "VLOOKUP", "HLOOKUP", "MATCH", "XLOOKUP", "XMATCH", "DATE", "CHOOSE",
                     "IFERROR", "IFNA", "SUBTOTAL", "AGGREGATE", "WEEKDAY", "TEXT"})
"""Functions whose later arguments say how many or which, and are no amounts."""
_KIND_FIRST = frozenset({"SUBTOTAL", "AGGREGATE", "CHOOSE"})
"""Those of them whose first argument says which."""
_EXACT = {"VLOOKUP": 3, "HLOOKUP": 3, "MATCH": 2}
"""The argument that asks for an exact match, counted from nothing."""
_LONGEST, _DEEPEST = 200, 2


def nothing_is_volatile_or_indirect(book: Examined) -> Iterator[Found]:
    """F01."""
    for place, tokens in book.tokens.items():
        named = VOLATILE & {call.name for call in calls(tokens)}
        if named:
            yield Found(shown(place), ", ".join(sorted(named)))


def formulas_hold_no_numbers_of_their_own(book: Examined) -> Iterator[Found]:
    """F02: 0, 1, 2, 100 and 1000 are allowed, and what says how many or which."""
    for place, tokens in book.tokens.items():
        which = {id(token) for call in calls(tokens) if call.name in _PLACES
                 for argument in call.arguments[call.name not in _KIND_FIRST:]
                 if len(argument) <= _DEEPEST
                 for token in argument}
        own = [token.value for token in tokens
               if token.type == Token.OPERAND and token.subtype == Token.NUMBER
               and id(token) not in which and _number(token.value) not in _CONSTANTS]
        if own:
            yield Found(shown(place), f"{', '.join(own)} ({book.formulas[place]})")


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.removesuffix("%"))
    except InvalidOperation:
        return None


def iferror_hides_no_error_behind_a_number(book: Examined) -> Iterator[Found]:
    """F03: on our sheets an error may only become a failed check, 2."""
    ours = book.roles.ours if book.roles is not None else frozenset()
    checks = book.roles.titles["checks"] if book.roles is not None else ""
    for place, tokens in book.tokens.items():
        hiding = [call for call in calls(tokens) if call.name in ("IFERROR", "IFNA")]
        if place[0] in ours:
            allowed = (len(hiding) == 1 and place[0] == checks
                       and _texts(hiding[0])[1:] == ["2"])
            broken = bool(hiding) and not allowed
        else:
            broken = any(_is_mask(call) for call in hiding)
        if broken:
            yield Found(shown(place), book.formulas[place])


def _texts(call: Call) -> list[str]:
    return ["".join(token.value for token in argument) for argument in call.arguments]


def _is_mask(call: Call) -> bool:
    """Whether an error becomes a number or nothing at all."""
    instead = _texts(call)[1:]
    return not instead or instead[0] in ("", '""') or _number(instead[0]) is not None


def no_if_stands_deeper_than_in_another_if(book: Examined) -> Iterator[Found]:
    """F04: at most two levels."""
    for place, tokens in book.tokens.items():
        if _depth(tokens) > _DEEPEST:
            yield Found(shown(place), f"{_depth(tokens)}: {book.formulas[place]}")


def _depth(tokens: list[Token]) -> int:
    open_functions: list[str] = []
    deepest = 0
    for token in tokens:
        if token.subtype == Token.OPEN:
            open_functions.append(token.value.upper())
        elif token.subtype == Token.CLOSE and open_functions:
            open_functions.pop()
        deepest = max(deepest, open_functions.count("IF("))
    return deepest


def every_formula_fits_on_one_line(book: Examined) -> Iterator[Found]:
    """F05: at most 200 characters."""
    for place, formula in book.formulas.items():
        if len(formula) > _LONGEST or "\n" in formula:
            yield Found(shown(place), str(len(formula)))


def every_look_up_asks_for_an_exact_match(book: Examined) -> Iterator[Found]:
    """F06: LOOKUP never does."""
    for place, tokens in book.tokens.items():
        if any(call.name == "LOOKUP" or _is_inexact(call) for call in calls(tokens)):
            yield Found(shown(place), book.formulas[place])


def _is_inexact(call: Call) -> bool:
    at = _EXACT.get(call.name)
    if at is None:
        return False
    asked = [text.strip().upper() for text in _texts(call)][at:at + 1]
    return not asked or asked[0] not in ("0", "FALSE", "FALSE()", "")


def every_formula_is_understood_by_another_parser(book: Examined) -> Iterator[Found]:
    """F09."""
    for place, formula in book.formulas.items():
        tokens = book.tokens.get(place)
        if tokens is None or not formula.startswith("=") or _unbalanced(tokens):
            yield Found(shown(place), formula)


def _unbalanced(tokens: list[Token]) -> bool:
    opened = sum(token.subtype == Token.OPEN for token in tokens)
    return opened != sum(token.subtype == Token.CLOSE for token in tokens)
