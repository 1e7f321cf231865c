"""Rules of formulas together: copies, chains, sums and what they are made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from openpyxl.formula.tokenizer import Token

from finsam_xl.domain.quantities import QUANTITIES, Kind
from finsam_xl.linting.examined import Examined
from finsam_xl.linting.places import box_of, relative, shown
from finsam_xl.linting.roles import Roles
from finsam_xl.linting.rule import Found, Place
from finsam_xl.sheets.draft import NamedCell

_WAYS = ((1, 0), (0, 1))
_SHORTEST_RUN, _MAJORITY = 4, 0.75
_OWN_TO_EACH_CHECK = (3, 4, 5, 7, 8)  # title, expected, actual, tolerance, level
_YEARS = range(1900, 2101)
_MOST_CELLS = 20_000
_MEANT = frozenset({Kind.TKR, Kind.PEOPLE, Kind.COUNT, Kind.PERCENT, Kind.SHARE, Kind.STEP,
                    Kind.DATE, Kind.CODE, Kind.CHOICE})
_FOR_READERS = ("decision", "change_", "ceiling_date", "ceiling_source", "population_published")
_ABOUT = ("date", "status", "source", "comment")
_UNREAD_PART = 4


def a_block_of_formulas_is_one_formula_copied(book: Examined) -> Iterator[Found]:
    """F07: where three of four in a row or column are alike, all are, or like a neighbour.

    First and last may differ: a chain begins somewhere and a column ends in its sum. On our
    sheet of checks every row is a rule of its own; there only what is common to them counts.
    """
    checks = book.roles.titles["checks"] if book.roles is not None else None
    shapes = {place: relative(formula, place) for place, formula in book.formulas.items()
              if place[0] != checks or place[2] not in _OWN_TO_EACH_CHECK}
    seen = set()
    for way in _WAYS:
        for run in _runs(shapes, way):
            for place in _outliers(run, shapes):
                alike = any(shapes[place] == shapes.get(beside(place, other, steps))
                            for other in _WAYS for steps in (-1, 1))
                if not alike and place not in seen:
                    seen.add(place)
                    yield Found(shown(place), book.formulas[place])


def beside(place: Place, way: tuple[int, int], steps: int) -> Place:
    """The place so many steps along rows or columns."""
    return place[0], place[1] + steps * way[0], place[2] + steps * way[1]


def _runs(shapes: Mapping[Place, str], way: tuple[int, int]) -> Iterator[list[Place]]:
    """Formulas that stand next to one another, along rows or along columns."""
    for place in shapes:
        if beside(place, way, -1) not in shapes:
            run = [place]
            while beside(run[-1], way, 1) in shapes:
                run.append(beside(run[-1], way, 1))
            yield run


def _outliers(run: list[Place], shapes: Mapping[Place, str]) -> list[Place]:
    """The few of a run that differ from nearly all the others."""
    common, times = Counter(shapes[place] for place in run).most_common(1)[0]
    if len(run) < _SHORTEST_RUN or times < _MAJORITY * len(run):
        return []
    return [place for place in run[1:-1] if shapes[place] != common]


def no_typed_number_interrupts_a_block_of_formulas(book: Examined) -> Iterator[Found]:
    """F08."""
    shapes = {place: relative(formula, place) for place, formula in book.formulas.items()}
    for place, value in book.typed.items():
        if any(shapes.get(beside(place, way, -1), "none") == shapes.get(beside(place, way, 1))
               for way in _WAYS):
            yield Found(shown(place), f"{value:f}")


def no_cell_is_made_from_itself(book: Examined) -> Iterator[Found]:
    """F11: one cell of each circle is told."""
    done: set[Place] = set()
    for start in book.formulas:
        yield from (Found(shown(place), book.formulas.get(place, ""))
                    for place in _closing(book, start, done))


def _closing(book: Examined, start: Place, done: set[Place]) -> Iterator[Place]:
    within: set[Place] = set()
    waiting: list[tuple[Place, bool]] = [(start, False)]
    while waiting:
        place, left = waiting.pop()
        if left:
            within.discard(place)
            done.add(place)
        elif place in within:
            yield place
        elif place not in done and place in book.formulas:
            within.add(place)
            waiting.append((place, True))
            waiting.extend((each, False) for each in sorted(book.references.get(place, ())))


def a_sum_covers_its_whole_block(book: Examined) -> Iterator[Found]:
    """F12: no number of the same row or column stands just outside what is summed."""
    for place, tokens in book.tokens.items():
        for before, token in pairwise(tokens):
            if before.value.upper() == "SUM(" and token.subtype == Token.RANGE:
                for each in _left_out(book, place, token.value):
                    yield Found(shown(place), f"{book.formulas[place]} – {shown(each)}")


def _left_out(book: Examined, place: Place, reference: str) -> list[Place]:
    found = box_of(reference, place[0])
    if found is None:
        return []
    title, (left, top, right, bottom) = found
    if left == right and top != bottom:
        outside = [(title, top - 1, left), (title, bottom + 1, left)]
    elif top == bottom and left != right:
        outside = [(title, top, left - 1), (title, top, right + 1)]
    else:
        return []
    if max(bottom - top, right - left) > _MOST_CELLS:
        return []
    block = [(title, row, column) for row in range(top, bottom + 1)
             for column in range(left, right + 1)]
    shapes = {relative(book.formulas[each], each) for each in block if each in book.formulas}
    return [
        each for each in outside
        if each != place and each in book.numbers and not _is_year(book, each)
        and (each not in book.formulas or relative(book.formulas[each], each) in shapes)
    ]


def _is_year(book: Examined, place: Place) -> bool:
    """Whether a typed number is a heading over figures, as years are."""
    return place in book.typed and book.typed[place] in _YEARS


def every_figure_traces_to_inputs_and_every_input_is_used(book: Examined) -> Iterator[Found]:
    """F13: in a book that is not ours, numbers that no formula reads where others are read."""
    if book.roles is None:
        yield from _unread(book)
        return
    roles = book.roles
    read = {each for references in book.references.values() for each in references}
    known = roles.inputs | roles.written
    for each in read - book.formulas.keys():
        if each[0] in roles.ours and each not in known and each in book.numbers:
            yield Found(shown(each), f"{book.numbers[each]:f}")
    for place, named in roles.named.items():
        if named.kind == "figure" and not named.quantity.startswith("about") \
                and not book.reached(place) & roles.inputs:
            yield Found(shown(place), named.name)
        if place in roles.inputs and place in book.values and place not in read \
                and _is_meant(named):
            yield Found(shown(place), named.name)


def _is_meant(named: NamedCell) -> bool:
    """Whether an input is to be read by a formula: it is neither a remark nor for readers."""
    quantity = named.quantity
    about = quantity.rpartition("_")
    noted = about[0] in QUANTITIES and about[2] in _ABOUT
    return (QUANTITIES[quantity].kind in _MEANT and not noted
            and not quantity.startswith(_FOR_READERS))


def _unread(book: Examined) -> Iterator[Found]:
    """Typed numbers that nothing reads, in columns where most others are read."""
    read = {each for references in book.references.values() for each in references}
    columns: dict[tuple[str, int], list[Place]] = {}
    for place in book.typed:
        if not _is_year(book, place):
            columns.setdefault((place[0], place[2]), []).append(place)
    for places in columns.values():
        loose = [place for place in places if place not in read]
        if loose and len(loose) * _UNREAD_PART <= len(places):
            yield from (Found(shown(place), f"{book.typed[place]:f}") for place in loose)


def every_check_feeds_the_master_check_on_the_first_sheet(book: Examined) -> Iterator[Found]:
    """K01."""
    roles = book.roles
    if roles is None:
        return
    reached = book.reached(roles.master)
    for check, place in roles.checks.items():
        if place not in reached:
            yield Found(shown(place), check)
    yield from _master_is_shown(book, roles)


def _master_is_shown(book: Examined, roles: Roles) -> Iterator[Found]:
    first = roles.titles.get("overview", "")
    if not any(roles.master in book.reached(place) for place in book.formulas
               if place[0] == first):
        yield Found(first, shown(roles.master))
