"""What a session takes for somebody's typing, and what for its own words."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

from finsam_xl.inputs.raw import BookCells, FoundCell, Grid
from finsam_xl.live.session import Session

ANSWER = (28, 3)


def watched(overview: Grid, population: Grid) -> dict[str, Grid]:
    """What is watched of a book whose answer stands in Översikt!D29."""
    session = Session.__new__(Session)
    session.titles = {"overview": "Översikt", "population": "Befolkning"}
    names = {"fs_command_answer": ("Översikt", ANSWER)}
    session.book = SimpleNamespace(names=names)  # type: ignore[assignment]
    return session._watched(BookCells(  # noqa: SLF001 - the one place where it is decided
        "plan.xlsx", {"Översikt": overview, "Befolkning": population}, names, {}))


def test_the_answer_is_its_own_and_the_same_cell_of_another_sheet_is_not() -> None:
    """The people of a municipality on row 29 stand where the answer does on Översikt."""
    before, after = ({ANSWER: FoundCell(Decimal(people))} for people in (9_790, 9_800))
    assert watched({}, before) != watched({}, after)
    assert watched({ANSWER: FoundCell("Klart")}, before) == watched({}, before)
