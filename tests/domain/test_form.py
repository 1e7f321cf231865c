"""A book tells its own form in one line, so that a later run knows which cells were ours."""

from __future__ import annotations

from dataclasses import replace

import pytest

from finsam_xl.domain.form import Form, Room, read_form
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.names import Name
from finsam_xl.plans import blank

OLDER = "11 3 16 8 6 20 5|1|1:9901 2:9902 3:9903 4:9904|1 2 3|1 2 3 4 5 6 7|1 2 3|"
LINE = f"{OLDER}|activity_participants"


def test_a_form_is_read_back_from_its_line(
    ovning: PlanInputs, sjuharad_2026: PlanInputs, sjuharad_2022: PlanInputs
) -> None:
    assert ovning.form.text() == LINE
    for inputs in (ovning, sjuharad_2026, sjuharad_2022, blank(2027)):
        assert read_form(inputs.form.text()) == inputs.form


@pytest.mark.parametrize("line", [
    "", "11 3 16", LINE + "|", LINE.replace("1:9901", "9901"), LINE.replace("11 3", "elva 3"),
    LINE.replace(" 5|1|", " 5 6|1|"), LINE + " activity_weight",
])
def test_a_line_that_is_no_form_is_none(line: str) -> None:
    assert read_form(line) is None


def test_a_form_of_before_says_nothing_of_participants(ovning: PlanInputs) -> None:
    """Alternatives could change grant, cost change and amounts, and no more."""
    form = read_form(OLDER)
    assert form == replace(ovning.form, levers=())
    assert form.text() == OLDER


def test_what_decides_the_layout_is_part_of_the_form(ovning: PlanInputs) -> None:
    """Other amounts, the same form; another row, alternative or printed figure, another."""
    same = ovning.changed({Name("grant", year=2026): 4_000_000})
    assert same.form == ovning.form
    for name, value in (
        (Name("activity_name", "08"), "Ny"), (Name("administration_name", "04"), "Ny"),
        (Name("scenario_name", "04"), "Ny"), (Name("printed", "FK", 2026), 2_125_000),
        (Name("printed_share", "FK"), 0), (Name("printed_total", year=2026), 8_500_000),
    ):
        assert ovning.changed({name: value}).form != ovning.form


def test_the_same_values_may_be_laid_out_in_an_older_form(ovning: PlanInputs) -> None:
    before = Form(
        room=Room(activities=20), reference=False, municipalities=((1, "9901"), (9, "9909")),
        scenarios=(1,), activities=(1, 2), administration=(1,), printed=("2026", "share"),
    )
    older = ovning.formed_as(before)
    assert older.form == before
    assert older.scenarios == (1,)
    assert older.years == (2026, 2027, 2028)
    assert [(each.row, each.code, each.name) for each in older.municipalities] == [
        (1, "9901", "Alm"), (9, "9909", "9909")]
    assert dict(older.values) == dict(ovning.values)
