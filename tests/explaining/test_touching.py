"""From an input to all that it touches: the cells and checks whose lineage reaches it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from finsam_xl.explaining.derivation import explained
from finsam_xl.explaining.finding import Atlas, atlas_of
from finsam_xl.explaining.spans import spans
from finsam_xl.explaining.touching import by_sheet, reached_cells, told_touched, touched
from finsam_xl.figures.figure import Figure
from finsam_xl.plans import EXAMPLES, Proven, check_results, compute_plan, draft_plan, example
from finsam_xl.sheets.setting import Setting

if TYPE_CHECKING:
    from tests.conftest import Answer

Run = Callable[..., "Answer"]
OVNING_FIRST = pytest.mark.parametrize("name", [
    "ovning", *(pytest.param(name, marks=pytest.mark.thorough)
                for name in EXAMPLES if name != "ovning")])


@cache
def proven(name: str = "ovning") -> Proven:
    return draft_plan(compute_plan(example(name)))


def inputs_below(atlas: Atlas) -> dict[Figure, int]:
    """The inputs that each figure rests on, found backwards from the figures: a bit for each."""
    found: dict[Figure, int] = {}

    def rests_on(figure: Figure) -> int:
        if figure not in found:
            below = 1 << len(found) if figure.is_typed else 0
            found[figure] = below
            for parent in figure.parents():
                found[figure] |= rests_on(parent)
        return found[figure]

    for figure in atlas.figures.values():
        rests_on(figure)
    return found


@pytest.mark.parametrize("step", [50, pytest.param(1, marks=pytest.mark.thorough)])
def test_an_input_touches_a_figure_exactly_if_it_is_in_the_figure_s_lineage(step: int) -> None:
    """The inputs of a book, thoroughly every one of them, against all of its cells."""
    atlas = atlas_of(proven())
    below = inputs_below(atlas)
    inputs = [(place, figure) for place, figure in atlas.figures.items()
              if figure.is_typed and atlas.home(figure) == place]
    assert len(inputs) > 500
    for home, figure in inputs[::step]:
        expected = {place for place, other in atlas.figures.items() if below[figure] & below[other]}
        assert reached_cells(atlas, home, figure) == expected - {home}, home


@OVNING_FIRST
def test_what_an_explanation_ends_in_touches_what_it_explains(name: str) -> None:
    """Every input that the text tells of reaches the figure told."""
    atlas, reached = atlas_of(proven(name)), dict[str, set[str]]()
    for named in proven(name).draft.names:
        if named.kind != "figure":
            continue
        found = explained(proven(name), named.name)
        if found.lines[0].kind != "figure":
            continue
        ends = {line.home or line.place for line in found.lines if line.kind == "input"}
        for end in ends & set(atlas.figures):
            if end not in reached:
                reached[end] = reached_cells(atlas, end, atlas.figures[end])
            assert found.place in reached[end], (named.name, end)


@OVNING_FIRST
def test_named_figures_and_checks_are_told_apart_from_other_cells(name: str) -> None:
    grant = next(each.name for each in proven(name).draft.names
                 if each.quantity == "grant" and each.year == example(name).budget_year)
    found = touched(proven(name), grant)
    names = {each.name: each for each in proven(name).draft.names}
    checks = {each.id: each for each in check_results(proven(name), "sv")}
    kinds = {each.kind for each in found}
    assert kinds == {"figure", "check", "cell"}
    assert all(each.name in names for each in found if each.kind == "figure")
    assert all(checks[each.name].status == each.value for each in found if each.kind == "check")
    assert len({each.place for each in found}) == len(found)
    assert all(each.label and each.shown for each in found)


def test_the_grant_touches_members_equity_and_checks_sheet_by_sheet() -> None:
    found = touched(proven(), "fs_grant_2026")
    names = [each.name for each in found]
    assert {"fs_total_2026", "fs_equity_closing_2028", "parties_sum_to_total_2026"} <= set(names)
    titles = [sheet.title for sheet in proven().draft.sheets]
    order = [(titles.index(each.sheet), each.position) for each in found]
    assert order == sorted(order)
    text = told_touched(found, "sv")
    assert all(f"{each.label}: {each.shown}  [{each.place}]" in text
               for each in found if each.kind != "cell")


def test_the_ranges_told_hold_every_other_cell() -> None:
    for sheet in by_sheet(touched(proven(), "fs_grant_2026")):
        assert bool(sheet.others) == bool(sheet.spans)
    assert spans([]) == ()
    assert spans([(0, 0), (1, 0), (3, 0), (0, 1), (1, 1)]) == ("A1:B2", "A4")


def test_an_activity_s_amount_touches_its_row_where_no_cell_is_named() -> None:
    """Another cell that only shows an input is reached by it."""
    places = {each.place for each in touched(proven(), "fs_activity_amount_01_2026")}
    assert {"Kostnader!G9", "Kostnader!J9", "Alternativ!C70"} <= places
    assert "Insatser!K6" not in places


def test_a_sheet_that_the_book_does_without_is_not_touched() -> None:
    """Nor is it any figure's home."""
    setting = Setting(without=frozenset({"plan"}))
    found = touched(draft_plan(proven().plan, setting), "fs_grant_2026")
    everything = touched(proven(), "fs_grant_2026")
    assert {each.place for each in everything} - {each.place for each in found} == {
        each.place for each in everything if each.sheet == "Finansieringsplan"}


def test_a_figure_never_touches_itself_nor_what_it_was_made_of() -> None:
    names = {each.name for each in touched(proven(), "fs_result_2026")}
    assert {"fs_equity_closing_2026", "fs_equity_closing_2027"} <= names
    assert not names & {"fs_result_2026", "fs_total_2026"}


def test_a_text_that_nothing_rests_on_says_so(finsam_xl: Run, book: Path) -> None:
    assert touched(proven(), "fs_grant_comment_2026") == ()
    answer = finsam_xl("explain", book, "fs_grant_comment_2026", "--touches", "--lang", "en")
    assert answer.out.endswith(
        "\nNothing depends on it: it reaches no other cell and no check.\n")


@pytest.mark.thorough
def test_touches_is_said_after_the_explanation_and_in_json(finsam_xl: Run, book: Path) -> None:
    plain = finsam_xl("explain", book, "fs_grant_2026")
    more = finsam_xl("explain", book, "fs_grant_2026", "--touches")
    assert more.out.startswith(plain.out)
    assert "\nAndelar\n" in more.out
    answer = finsam_xl("explain", book, "fs_grant_2026", "--touches", "--json")
    said = json.loads(answer.out)
    total = next(each for each in said["touches"] if each["name"] == "fs_total_2026")
    assert list(total) == ["kind", "name", "label", "place", "value", "unit", "shown"]
    assert (total["kind"], total["value"], total["unit"]) == ("figure", 8_500_000, "kr")
    checks = {each["value"] for each in said["touches"] if each["kind"] == "check"}
    assert checks <= {"pass", "warn", "fail", "na"}
    assert len(said["touches"]) == len(touched(proven(), "fs_grant_2026"))
