"""Rules of a workbook's formulas, by their number in workbook-rules.md."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from openpyxl.formula.tokenizer import Token

from tests.sheets.delivered import Delivered, Place, box_of, relative, shown

_VOLATILE = {"NOW", "TODAY", "RAND", "RANDBETWEEN", "RANDARRAY", "OFFSET", "INDIRECT", "CELL",
             "INFO"}
_CONSTANTS = {"0", "1", "2", "100", "1000"}
_INEXACT = {"VLOOKUP", "HLOOKUP", "LOOKUP", "XLOOKUP", "XMATCH"}
_EXACT_MATCH = re.compile(r"MATCH\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*,0\)")
_LONGEST = 200
_DEEPEST = 2


def _functions(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            yield token.value.rstrip("(").upper()


def f01_nothing_is_volatile_or_indirect(book: Delivered) -> list[str]:
    """F01."""
    return [shown(place) for place, tokens in book.tokens.items()
            if _VOLATILE & set(_functions(tokens))]


def f02_formulas_hold_no_numbers_of_their_own(book: Delivered) -> list[str]:
    """F02: 0, 1, -1, 2, 100 and 1000 are allowed, and texts."""
    return [
        f"{shown(place)} {book.formulas[place]}" for place, tokens in book.tokens.items()
        if any(token.type == Token.OPERAND and token.subtype == Token.NUMBER
               and token.value not in _CONSTANTS for token in tokens)
    ]


def f03_iferror_only_turns_an_error_into_a_failed_check(book: Delivered) -> list[str]:
    """F03."""
    checks = book.title("checks")
    whole = re.compile(r"^=IFERROR\((.*),2\)$")
    return [
        f"{shown(place)} {formula}" for place, formula in book.formulas.items()
        if re.search(r"\bIF(?:ERROR|NA)\(", formula)
        and not (place[0] == checks and whole.match(formula) and formula.count("IFERROR(") == 1)
    ]


def f04_no_if_stands_deeper_than_in_another_if(book: Delivered) -> list[str]:
    """F04: at most two levels."""
    return [f"{shown(place)} {book.formulas[place]}" for place, tokens in book.tokens.items()
            if _depth(tokens) > _DEEPEST]


def _depth(tokens: list[Token]) -> int:
    open_functions: list[str] = []
    deepest = 0
    for token in tokens:
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            open_functions.append(token.value.upper())
        elif token.type == Token.FUNC and token.subtype == Token.CLOSE:
            open_functions.pop()
        deepest = max(deepest, open_functions.count("IF("))
    return deepest


def f05_every_formula_fits_on_one_line(book: Delivered) -> list[str]:
    """F05: at most 200 characters."""
    return [f"{shown(place)} {len(formula)}: {formula[:100]}"
            for place, formula in book.formulas.items()
            if len(formula) > _LONGEST or "\n" in formula]


def f06_every_look_up_asks_for_an_exact_match(book: Delivered) -> list[str]:
    """F06."""
    return [
        f"{shown(place)} {formula}" for place, formula in book.formulas.items()
        if _INEXACT & set(_functions(book.tokens[place]))
        or formula.count("MATCH(") != len(_EXACT_MATCH.findall(formula))
    ]


def f07_a_block_of_formulas_is_one_formula_copied(book: Delivered) -> list[str]:
    """F07: where three of four in a row or column are alike, all are, or like a neighbour.

    First and last may differ: a chain begins somewhere and a column ends in its sum. On the
    sheet of checks every row is a rule of its own; there only what is common to them counts.
    """
    own = {(book.title("checks"), column) for column in _OWN_TO_EACH_CHECK}
    shapes = {place: relative(formula, place) for place, formula in book.formulas.items()
              if (place[0], place[2]) not in own}
    return [
        f"{shown(place)} {book.formulas[place]}" for way in _WAYS for run in _runs(shapes, way)
        for place in _outliers(run, shapes)
        if not any(shapes[place] == shapes.get(_beside(place, other, steps))
                   for other in _WAYS for steps in (-1, 1))
    ]


_WAYS = ((1, 0), (0, 1))
_SHORTEST_RUN, _MAJORITY = 4, 0.75
_OWN_TO_EACH_CHECK = (3, 4, 5, 7, 8)  # title, expected, actual, tolerance, level


def _beside(place: Place, way: tuple[int, int], steps: int) -> Place:
    return place[0], place[1] + steps * way[0], place[2] + steps * way[1]


def _runs(shapes: dict[Place, str], way: tuple[int, int]) -> Iterator[list[Place]]:
    """Formulas that stand next to one another, along rows or along columns."""
    for place in shapes:
        if _beside(place, way, -1) not in shapes:
            run = [place]
            while _beside(run[-1], way, 1) in shapes:
                run.append(_beside(run[-1], way, 1))
            yield run


def _outliers(run: list[Place], shapes: dict[Place, str]) -> list[Place]:
    """The few of a run that differ from nearly all the others."""
    common, times = Counter(shapes[place] for place in run).most_common(1)[0]
    if len(run) < _SHORTEST_RUN or times < _MAJORITY * len(run):
        return []
    return [place for place in run[1:-1] if shapes[place] != common]


def f08_no_typed_number_interrupts_a_block_of_formulas(book: Delivered) -> list[str]:
    """F08."""
    shapes = {place: relative(formula, place) for place, formula in book.formulas.items()}
    typed = [place for place, value in book.values.items()
             if place not in book.formulas and isinstance(value, (int, float))]
    return [
        shown(place) for place in typed for way in _WAYS
        if shapes.get(_beside(place, way, -1), "none") == shapes.get(_beside(place, way, 1))
    ]


def f09_every_formula_is_understood_by_another_parser(book: Delivered) -> list[str]:
    """F09."""
    return [
        shown(place) for place, tokens in book.tokens.items()
        if not book.formulas[place].startswith("=") or _unbalanced(tokens)
        or any(token.type == Token.OPERAND and token.subtype == Token.ERROR for token in tokens)
    ]


def _unbalanced(tokens: list[Token]) -> bool:
    opened = sum(token.subtype == Token.OPEN for token in tokens)
    return opened != sum(token.subtype == Token.CLOSE for token in tokens)


def f11_no_cell_is_made_from_itself(book: Delivered) -> list[str]:
    """F11."""
    done: set[Place] = set()
    return [shown(place) for place in book.formulas if _circles(book, place, done)]


def _circles(book: Delivered, start: Place, done: set[Place]) -> bool:
    path: list[Place] = []
    waiting: list[tuple[Place, bool]] = [(start, False)]
    while waiting:
        place, left = waiting.pop()
        if left:
            path.remove(place)
            done.add(place)
        elif place in path:
            return True
        elif place not in done:
            path.append(place)
            waiting.append((place, True))
            waiting.extend((each, False) for each in book.references.get(place, ()))
    return False


def f12_a_sum_covers_its_whole_block(book: Delivered) -> list[str]:
    """F12: no number of the same row or column stands just outside what is summed."""
    found = []
    for place, tokens in book.tokens.items():
        for before, token in pairwise(tokens):
            if before.value == "SUM(" and token.subtype == Token.RANGE:
                found += [f"{shown(place)} leaves out {shown(each)}"
                          for each in _left_out(book, place, token.value)]
    return found


def _left_out(book: Delivered, place: Place, reference: str) -> list[Place]:
    title, (left, top, right, bottom) = box_of(reference, place[0])
    if left == right and top != bottom:
        beside = [(title, top - 1, left), (title, bottom + 1, left)]
    elif top == bottom and left != right:
        beside = [(title, top, left - 1), (title, top, right + 1)]
    else:
        return []
    block = {relative(book.formulas[each], each) for each in _cells(title, left, top, right, bottom)
             if each in book.formulas}
    return [
        each for each in beside if each != place and each in book.values
        and isinstance(book.values[each], (int, float))
        and (each not in book.formulas or relative(book.formulas[each], each) in block)
    ]


def _cells(title: str, left: int, top: int, right: int, bottom: int) -> Iterator[Place]:
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            yield title, row, column


def f13_every_figure_traces_to_input_cells_and_to_no_loose_number(book: Delivered) -> list[str]:
    """F13, outputs: what a formula ends in is an input, a label or a blank cell.

    Or the base plan as it was when the book was last written.
    """
    ends = {each for references in book.references.values() for each in references
            if each not in book.formulas}
    loose = [shown(each) for each in ends
             if each not in book.inputs | book.written
             and isinstance(book.values.get(each), (int, float))]
    figures = [place for name, place in book.names.items()
               if book.kinds.get(place) == "figure" and not name.quantity.startswith("about")]
    return loose + [shown(place) for place in figures if not book.reached(place) & book.inputs]
