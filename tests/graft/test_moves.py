"""Where cells have gone is told by what stands in them; areas are cut as with scissors."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from finsam_xl.domain.form import Form
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.graft.areas import Area, areas, left_of, written
from finsam_xl.graft.moves import Moves, Ways
from finsam_xl.graft.person import qualified
from finsam_xl.plans import draft_plan, example, recorded_plan
from finsam_xl.sheets.draft import BookDraft
from tests.everyday import first


@cache
def inputs() -> PlanInputs:
    """The made-up association's inputs."""
    return example("ovning")


@cache
def draft(form: Form | None = None) -> BookDraft:
    """Its book, perhaps in another form than its inputs want."""
    return draft_plan(recorded_plan(inputs().formed_as(form) if form else inputs())).draft


def smaller(case: str) -> Form:
    """The form of a book that has not grown yet."""
    form = inputs().form
    return {
        "a municipality": replace(form, municipalities=(
            *form.municipalities[:1], *form.municipalities[2:])),
        "rows for activities": replace(form, room=replace(form.room, activities=14)),
        "a date": replace(form, room=replace(form.room, dates=2)),
        "a date and rows": replace(form, room=replace(form.room, dates=2, municipalities=9)),
        "a reference year": replace(form, reference=False),
    }[case]


CASES = ("a municipality", "rows for activities", "a date", "a date and rows",
         "a reference year")


@pytest.mark.parametrize("case", first(3, CASES))
def test_every_name_is_found_where_it_now_stands(case: str) -> None:
    """The names tell where each cell really went; the moves are to say the same."""
    before, after = draft(smaller(case)), draft()
    ways = Ways(before, after)
    now = {each.name: each for each in after.names}
    moved = 0
    for each in before.names:
        if each.name in now:
            there = now[each.name].position
            assert ways[each.sheet].of(each.position) == there, each.name
            moved += there != each.position
    assert moved or case == "rows for activities"  # below them stands nothing with a name


@pytest.mark.parametrize("case", [case for case in CASES if case != "a reference year"])
def test_lines_tell_the_same_as_names(case: str) -> None:
    """Only the reference year's column moves what stands beside it, and not what is below."""
    before, after = draft(smaller(case)), draft()
    ways = Ways(before, after)
    now = {each.name: each.position for each in after.names}
    for each in before.names:
        way = ways[each.sheet]
        if each.name in now:
            assert (way.row(each.position[0]), way.column(each.position[1])) == now[each.name]


def test_without_another_form_nothing_moves() -> None:
    ways = Ways(draft(), draft())
    assert all(ways[title].none for title in ways)
    for sheet in draft().sheets:
        far = [(0, 0), (3, 0), (500, 2), (2, 90)]
        assert all(ways[sheet.title].of(at) == at for at in (*sheet.cells, *far))


@pytest.mark.parametrize(("at", "to"), [
    ((15, 4), (15, 4)), ((20, 4), (21, 4)), ((20, 0), (21, 0)), ((20, 99), (21, 99)),
    ((200, 4), (200, 4)),
])
def test_blank_columns_and_what_lies_beyond_go_with_their_rows(
    at: tuple[int, int], to: tuple[int, int]
) -> None:
    """A municipality is added between rows 14 and 15 of Finansieringsplan, counted from 0."""
    assert Ways(draft(smaller("a municipality")), draft())["finansieringsplan"].of(at) == to


def test_a_line_that_is_gone_is_nowhere() -> None:
    ways = Ways(draft(), draft(smaller("a date")))
    assert ways["Befolkning"].column(5) is None
    assert not ways["Befolkning"].stays((5, 5))
    assert not ways["Befolkning"].stays((-1, 6))
    assert ways["Befolkning"].stays((5, -1))


def test_moves_of_an_empty_sheet_leave_everything() -> None:
    assert Moves({}, {}, frozenset(), (0, 0)).of((4, 4)) == (4, 4)


@pytest.mark.parametrize(("listed", "taken", "left"), [
    ("A1:A10", "A4:B5", "A1:A3 A6:A10"), ("B2:D4", "C3", "B2:D2 B3 D3 B4:D4"),
    ("A1 C1:C2", "C1:D9", "A1"), ("A1:B2", "D4", "A1:B2"), ("B2", "A1:C3", ""),
])
def test_what_is_left_of_ranges(listed: str, taken: str, left: str) -> None:
    assert written(left_of(areas(listed), areas(taken))) == left


def test_areas_know_what_lies_in_them() -> None:
    whole = Area(0, 0, 9, 9)
    assert Area(1, 1, 2, 2).inside(whole)
    assert not whole.inside(Area(1, 1, 9, 9))
    assert whole.touches(Area(9, 9, 20, 20))
    assert areas("$B$2:C5 hela E7") == [Area(1, 1, 4, 2), Area(6, 4, 6, 4)]


@pytest.mark.parametrize(("formula", "told"), [
    ("E9*2", "Plan!E9*2"), ("SUM($E$9:H9)/fs_total_2026", "SUM(Plan!$E$9:H9)/fs_total_2026"),
    ('Dolt!A1&"B2"', 'Dolt!A1&"B2"'), ("'A, b'!A1:B2+LOG10(C3)", "'A, b'!A1:B2+LOG10(Plan!C3)"),
    ("SUM(E:E)", "SUM(Plan!E:E)"), ("SUM(3:4)", "SUM(Plan!3:4)"), ("Tabell1[A1]", "Tabell1[A1]"),
    ("[1]Blad1!A1", "[1]Blad1!A1"), ("1.5E3+A1", "1.5E3+Plan!A1"),
])
def test_a_formula_names_the_sheet_that_it_stands_on(formula: str, told: str) -> None:
    assert qualified(formula, "Plan") == told
