"""From an input to all that it touches: the figures and checks whose lineage reaches it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from finsam_xl.explaining.finding import atlas_of
from finsam_xl.explaining.touching import told_touched, touched
from finsam_xl.figures.figure import Figure
from finsam_xl.plans import Proven, compute_plan, draft_plan, example

if TYPE_CHECKING:
    from tests.conftest import Answer

Run = Callable[..., "Answer"]


@cache
def proven() -> Proven:
    return draft_plan(compute_plan(example("ovning")))


def lineage(figure: Figure) -> set[Figure]:
    """Everything that a figure was made from, found backwards from the figure."""
    found, ahead = set[Figure](), list(figure.parents())
    while ahead:
        each = ahead.pop()
        if each not in found:
            found.add(each)
            ahead.extend(each.parents())
    return found


@pytest.mark.parametrize("name", ["fs_grant_2026", "fs_rounding_2026", "fs_association"])
def test_what_is_touched_is_what_has_the_input_in_its_lineage(name: str) -> None:
    atlas = atlas_of(proven())
    if name not in {each.name for each in proven().draft.names}:
        name = next(each.name for each in proven().draft.names if each.kind == "input")
    _, typed = atlas.find(name)
    figures = {named.name for place, named in atlas.names.items()
               if typed in lineage(atlas.figures[place])}
    checks = {check.id for check in proven().checks
              if any(typed in lineage(part)
                     for part in (check.expected, check.actual, check.code))}
    found = touched(proven(), name)
    assert {each.name for each in found if each.kind == "figure"} == figures
    assert {each.name for each in found if each.kind == "check"} == checks


def test_the_grant_touches_members_equity_and_checks_sheet_by_sheet() -> None:
    found = touched(proven(), "fs_grant_2026")
    names = [each.name for each in found]
    assert {"fs_total_2026", "fs_equity_closing_2028", "parties_sum_to_total_2026"} <= set(names)
    titles = [sheet.title for sheet in proven().draft.sheets]
    order = [titles.index(each.sheet) for each in found]
    assert order == sorted(order)
    text = told_touched(found, "sv")
    assert all(f"{each.label}: {each.shown}  [{each.place}]" in text for each in found)


def test_a_figure_never_touches_itself_nor_what_it_was_made_of() -> None:
    names = {each.name for each in touched(proven(), "fs_equity_closing_2026")}
    assert "fs_equity_closing_2027" in names
    assert not names & {"fs_equity_closing_2026", "fs_total_2026"}


def test_a_text_that_nothing_rests_on_touches_nothing() -> None:
    assert touched(proven(), "fs_grant_comment_2026") == ()
    assert told_touched((), "en") == "Reaches no named figure and no check."


def test_touches_is_said_after_the_explanation_and_in_json(finsam_xl: Run, book: Path) -> None:
    plain = finsam_xl("explain", book, "fs_grant_2026")
    more = finsam_xl("explain", book, "fs_grant_2026", "--touches")
    assert more.out.startswith(plain.out)
    assert "\nAndelar\n" in more.out
    said = json.loads(finsam_xl("explain", book, "fs_grant_2026", "--touches", "--json").out)
    total = next(each for each in said["touches"] if each["name"] == "fs_total_2026")
    assert list(total) == ["kind", "name", "label", "place", "value", "unit", "shown"]
    assert (total["kind"], total["value"], total["unit"]) == ("figure", 8_500_000, "kr")
    checks = {each["value"] for each in said["touches"] if each["kind"] == "check"}
    assert checks <= {"pass", "warn", "fail", "na"}
