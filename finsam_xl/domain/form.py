"""The form of a book: everything about its inputs that decides where its cells stand.

Two plans of the same form have the same layout. The form is written in the book, so that a
later run knows which cells were ours before a row, a municipality, an alternative or another
thing to change was added.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Room:
    """How many rows each input block has, spare ones included."""

    municipalities: int = 11
    dates: int = 3
    activities: int = 16
    administration: int = 8
    notes: int = 6
    changes: int = 20
    ceilings: int = 5


LEVERS = ("activity_participants",)
"""What an alternative may change besides what it always could, in the order it was added."""


@dataclass(frozen=True, slots=True)
class Form:
    """What decides a layout: rooms, placed municipalities, live rows and printed figures.

    `levers` are what alternatives may change besides grant, cost change and amounts.
    """

    room: Room
    reference: bool
    municipalities: tuple[tuple[int, str], ...]
    scenarios: tuple[int, ...]
    activities: tuple[int, ...]
    administration: tuple[int, ...]
    printed: tuple[str, ...]
    levers: tuple[str, ...] = LEVERS

    def text(self) -> str:
        """The form as one line.

        >>> Form(Room(), True, ((1, "1443"),), (), (1, 2), (), ("2026",)).text()
        '11 3 16 8 6 20 5|1|1:1443||1 2||2026|activity_participants'
        """
        parts = (
            _words(astuple(self.room)), str(int(self.reference)),
            " ".join(f"{row}:{code}" for row, code in self.municipalities),
            _words(self.scenarios), _words(self.activities), _words(self.administration),
            " ".join(self.printed), *filter(None, (" ".join(self.levers),)),
        )
        return "|".join(parts)


def read_form(text: str) -> Form | None:
    """Read a form back; None where the line is not one.

    A book in which alternatives could not change more than they always could says nothing of it.

    >>> read_form("11 3 16 8 6 20 5|1|1:1443||1 2||2026|activity_participants").activities
    (1, 2)
    >>> read_form("11 3 16 8 6 20 5|1|1:1443||1 2||2026").levers
    ()
    """
    parts = text.split("|")
    try:
        room, reference, placed, scenarios, activities, administration, printed, *later = parts
        levers = tuple(" ".join(later).split())
        if len(later) > 1 or not set(levers) <= set(LEVERS):
            return None
        members = tuple(each.split(":") for each in placed.split())
        return Form(
            room=Room(*_numbers(room)), reference=reference == "1",
            municipalities=tuple((int(row), code) for row, code in members),
            scenarios=_numbers(scenarios), activities=_numbers(activities),
            administration=_numbers(administration), printed=tuple(printed.split()),
            levers=levers,
        )
    except (ValueError, TypeError):
        return None


def _words(numbers: tuple[int, ...]) -> str:
    return " ".join(map(str, numbers))


def _numbers(words: str) -> tuple[int, ...]:
    return tuple(int(word) for word in words.split())
