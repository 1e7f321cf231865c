"""Shares of an amount by population: given, checked and explained, as a cell answers them."""

from __future__ import annotations

from dataclasses import dataclass

from finsam_xl.domain.quantities import Kind
from finsam_xl.domain.share_key import Division, divide_by_population, municipal_shares
from finsam_xl.errors import InputError
from finsam_xl.figures.figure import Figure, typed, typed_text
from finsam_xl.functions.arguments import Arguments, Line
from finsam_xl.plans import grouped
from finsam_xl.texts import texts_in

_NAMES = {"amount_kr": "amount", "population": "people", "step": "step"}


@dataclass(frozen=True, slots=True)
class Asked:
    """An amount in kronor, the people it is divided by, and the rounding step in kronor."""

    arguments: Arguments
    amount: int
    people: Line
    step: int

    def shares(self) -> tuple[int | None, ...]:
        """Whole kronor for each row that has people, blank where there are none given.

        Ties go to the larger municipality and then to the row that stands first: a column of
        numbers has no municipality codes, so the rows' order stands in for theirs.
        """
        people = {_code(place): many for place, many in enumerate(self.people.numbers, start=1)
                  if many is not None}
        try:
            given = municipal_shares(self.amount, people, step=self.step)
        except InputError as refused:
            refused.place = self.arguments.name(_NAMES[refused.place])
            raise
        return tuple(given.get(_code(place)) for place in range(1, len(self.people.numbers) + 1))

    def recorded(self) -> Division[Figure]:
        """The division with every step of it recorded; the rows that are blank are left out."""
        people, codes = [], []
        for place, many in enumerate(self.people.numbers, start=1):
            if many is not None:
                people.append(typed(many, f"people_{place}"))
                codes.append(typed_text(_code(place), f"row_{place}"))
        return divide_by_population(typed(self.amount, "amount"), typed(self.step, "step"),
                                    tuple(people), tuple(codes))


def _code(place: int) -> str:
    return f"{place:07}"


def asked(language: str, amount: object, people: object, step: object) -> Asked:
    """What a function was asked to divide."""
    arguments = Arguments(language)
    return Asked(arguments, arguments.needed("amount", amount),
                 arguments.line("people", people, Kind.PEOPLE), arguments.step(step))


def share(language: str, amount: object, people: object, step: object) -> list[list[float | None]]:
    """The shares, in cells that lie as the people did; Excel's numbers are floats, ours whole."""
    question = asked(language, amount, people, step)
    return question.people.laid_out(tuple(None if own is None else float(own)
                                          for own in question.shares()))


def check(language: str, amount: object, parts: object, people: object, step: object) -> str:
    """Whether parts sum exactly to an amount, and are the exact shares if people are given."""
    arguments = Arguments(language)
    whole, line = arguments.needed("amount", amount), arguments.line("parts", parts)
    faults = _sum_faults(language, whole, line)
    if people is not None:
        faults += _row_faults(asked(language, amount, people, step), line)
        key = "holds_by_people"
    else:
        arguments.step(step)
        key = "holds"
    facts = {"number": len(line.given), "amount": grouped(whole)}
    return f"✕ {' '.join(faults)}" if faults else f"✓ {_say(language, key, **facts)}"


def _sum_faults(language: str, amount: int, parts: Line) -> list[str]:
    total = sum(parts.given)
    if total == amount:
        return []
    return [_say(language, "sum_differs", total=grouped(total), amount=grouped(amount),
                 difference=_signed(total - amount))]


def _row_faults(question: Asked, parts: Line) -> list[str]:
    arguments, exact = question.arguments, question.shares()
    if len(parts.numbers) != len(exact):
        raise InputError("function_lengths_differ", place=arguments.name("parts"),
                         parts=len(parts.numbers), people=len(exact))
    rows = [(place, own or 0, right or 0)
            for place, (own, right) in enumerate(zip(parts.numbers, exact, strict=True), start=1)
            if (own or 0) != (right or 0)]
    return [_say(arguments.language, "row_differs", row=place, actual=grouped(own),
                 expected=grouped(right), difference=_signed(own - right))
            for place, own, right in rows]


def _signed(difference: int) -> str:
    return f"+{grouped(difference)}" if difference > 0 else grouped(difference)


def explain(language: str, amount: object, people: object, row: object, step: object) -> str:
    """How a row's share came about, in a few lines, read from the recorded division."""
    question = asked(language, amount, people, step)
    arguments, numbers = question.arguments, question.people.numbers
    wanted = arguments.needed("row", row)
    if not 1 <= wanted <= len(numbers):
        raise InputError("function_no_such_row", place=arguments.name("row"), row=wanted,
                         rows=len(numbers))
    if numbers[wanted - 1] is None:
        raise InputError("function_blank", place=arguments.place("people", wanted))
    question.shares()
    at = sum(many is not None for many in numbers[:wanted - 1])
    return _told(language, wanted, at, question.recorded())


def _told(language: str, row: int, at: int, division: Division[Figure]) -> str:
    value = {name: grouped(_whole(figure)) for name, figure in {
        "many": division.people[at], "everyone": division.everyone, "steps": division.steps,
        "step": division.step, "whole": division.whole[at], "rest": division.rest[at],
        "left": division.left, "place": division.place[at], "share": division.exact[at],
    }.items()}
    more = _whole(division.place[at]) <= _whole(division.left)
    keys = ("explain_people", "explain_whole", "explain_more" if more else "explain_no_more",
            "explain_share")
    return "\n".join(_say(language, key, row=row, **value) for key in keys)


def _whole(figure: Figure) -> int:
    return int(str(figure.value))


def _say(language: str, key: str, **facts: object) -> str:
    return texts_in(language).tables["functions"][key].format(**facts)
