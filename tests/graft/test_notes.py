"""Notes and conversations stay with their cells; one whose cell would move is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from finsam_xl.errors import BookError
from tests.graft.bench import (
    BOOKS,
    NEW_MUNICIPALITY,
    Bench,
    alone,
    bench_of,
    links_of,
    plan,
    planned_again,
)
from tests.graft.drawn import converse, note

pytestmark = pytest.mark.thorough


@pytest.mark.parametrize("kind", BOOKS)
def test_notes_and_conversations_stay_to_the_byte(kind: str) -> None:
    """On a sheet of results and at an input; the shapes of the notes too."""
    book = Bench(BOOKS[kind]())
    number = note(book, "Finansieringsplan", "F9", 8, 5)
    converse(book, "Finansieringsplan", "F9")
    now = planned_again(book.content)
    for part in ("xl/comments70.xml", "xl/drawings/vmlDrawing70.vml",
                 "xl/threadedComments/threadedComment70.xml", "xl/persons/person.xml"):
        assert now.parts[part] == book.parts[part]
    sheet = now.sheet("Finansieringsplan")
    assert f'<legacyDrawing r:id="{number}"/>' in now.text(sheet)
    assert list(links_of(now, sheet)) == list(links_of(book, sheet))


Put = Callable[[Bench], object]
MOVING: dict[str, tuple[Put, dict[str, float | str | None], str]] = {
    "a municipality is added": (
        lambda book: note(book, "Finansieringsplan", "E21", 20, 4), dict(NEW_MUNICIPALITY),
        "Finansieringsplan!E21"),
    "activities get more rows": (
        lambda book: note(book, "Kostnader", "G26", 25, 6),
        {"fs_activity_name_16": "Ny insats", "fs_activity_kind_16": "Individ",
         "fs_activity_host_16": "Alm", "fs_activity_beneficiary_16": "Alm",
         "fs_activity_amount_16_2026": 100}, "Kostnader!G26"),
    "dates get another column": (
        lambda book: note(book, "Befolkning", "G6", 5, 6),
        {"fs_population_date_03": 45107}, "Befolkning!G6"),
    "a note in the empty column before a row that moves": (
        lambda book: note(book, "Finansieringsplan", "A30", 29, 0), dict(NEW_MUNICIPALITY),
        "Finansieringsplan!A30"),
    "a conversation": (
        lambda book: converse(book, "Finansieringsplan", "E21"), dict(NEW_MUNICIPALITY),
        "Finansieringsplan!E21"),
}


@pytest.mark.parametrize("case", MOVING)
def test_a_note_whose_cell_moves_is_refused_by_its_cell(case: str) -> None:
    """With --force it goes on, and the note stays where it is."""
    put, typed, place = MOVING[case]
    book = Bench(alone())
    put(book)
    with pytest.raises(BookError) as fault:
        plan(book.content, typed)
    assert (fault.value.key, fault.value.place) == ("would_move", place)
    forced = bench_of(book.content, typed, force=True)
    kept = [name for name in book.parts if "70" in name]
    assert {name: forced.parts[name] for name in kept} == {
        name: book.parts[name] for name in kept}


@pytest.mark.parametrize(("cell", "row", "column"), [("E12", 11, 4), ("K60", 59, 10)])
def test_a_note_above_or_beyond_what_moves_stays(cell: str, row: int, column: int) -> None:
    book = Bench(alone())
    note(book, "Finansieringsplan", cell, row, column)
    now = bench_of(book.content, NEW_MUNICIPALITY)
    assert now.parts["xl/comments70.xml"] == book.parts["xl/comments70.xml"]
