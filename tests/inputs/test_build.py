"""Cells become inputs: municipalities by their codes, rows with room, words where they belong."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.names import Name, parse_name
from finsam_xl.domain.plan import plain
from finsam_xl.errors import InputError
from finsam_xl.inputs.build import build_inputs
from finsam_xl.inputs.plan_file import read_plan_file
from finsam_xl.inputs.raw import Content, RawCell, Rewritten
from finsam_xl.plans import recorded_plan

WORKBOOKS = Path(__file__).parents[2] / "workbooks"
Cells = Mapping[Name, RawCell]


@pytest.fixture(scope="module")
def cells() -> Cells:
    """The cells of `ovning`, as its plan file has them."""
    return read_plan_file(WORKBOOKS / "ovning.toml")


def named(text: str) -> Name:
    """A name by its spelling."""
    name = parse_name(text)
    assert name is not None
    return name


def built(cells: Cells, typed: Mapping[str, Content]) -> tuple[PlanInputs, tuple[Rewritten, ...]]:
    """The inputs of cells in which something else was typed, each in a place of its own."""
    return build_inputs({
        **cells, **{named(text): RawCell(f"Blad!{text}", content)
                    for text, content in typed.items()},
    }, "sv")


def refused(cells: Cells, typed: Mapping[str, Content]) -> InputError:
    """How the cells are refused."""
    with pytest.raises(InputError) as fault:
        built(cells, typed)
    return fault.value


def test_projektmedel_in_the_amount_column_says_who_pays(cells: Cells) -> None:
    """It moves to the funding column, the amount is blank, and the participants still count."""
    inputs, rewritten = built(cells, {"fs_activity_amount_05_2026": " Projektmedel "})
    assert inputs.value("activity_funding", "05") == "external_funds"
    assert inputs.value("activity_amount", "05", 2026) is None
    assert [each.before.strip() for each in rewritten] == ["Projektmedel"]
    assert rewritten[0].place == "Blad!fs_activity_amount_05_2026"
    plan = recorded_plan(inputs)
    assert plan.years[2026].costs == 8_665_000 - 1_120_000
    assert plain(plan.calculation.participants.everyone) == 263


def test_amounts_as_people_write_them_are_all_reported(cells: Cells) -> None:
    inputs, rewritten = built(cells, {
        "fs_grant_2026": "4 250", "fs_administration_amount_01_2026": "135´",
        "fs_activity_amount_01_2026": "2950*",
    })
    assert inputs.amount("grant", year=2026) == 4_250_000
    assert inputs.amount("administration_amount", "01", 2026) == 135_000
    assert inputs.amount("activity_amount", "01", 2026) == 2_950_000
    assert {(each.before, each.after) for each in rewritten} == {
        ("4 250", "4250"), ("135´", "135"), ("2950*", "2950")}


def test_people_belong_to_the_code_of_their_row_and_not_to_its_number(cells: Cells) -> None:
    """Alm and Rönn change rows, counts and all: nothing in the plan changes."""
    swapped, _ = built(cells, {
        "fs_municipality_code_01": "9904", "fs_municipality_name_01": "Rönn",
        "fs_municipality_code_04": "9901", "fs_municipality_name_04": "Alm",
        "fs_population_row_01_date_01": Decimal(6127),
        "fs_population_row_04_date_01": Decimal(41_210),
    })
    before = recorded_plan(build_inputs(cells, "sv")[0]).years[2026]
    after = recorded_plan(swapped).years[2026]
    assert swapped.codes == ("9904", "9902", "9903", "9901")
    assert dict(after.contributions) == dict(before.contributions)


def test_blank_rows_inside_a_block_are_skipped(cells: Cells) -> None:
    inputs, _ = built(cells, {
        "fs_municipality_code_07": "9907", "fs_municipality_name_07": "Sälg",
        "fs_activity_name_11": "Sent ute",
    })
    assert [each.row for each in inputs.municipalities] == [1, 2, 3, 4, 7]
    assert inputs.used_rows("activity_name", inputs.room.activities)[-1] == 11


def test_there_is_always_room_for_a_few_rows_more(cells: Cells) -> None:
    base, _ = build_inputs(cells, "sv")
    grown, _ = built(cells, {
        "fs_activity_name_30": "Trettionde", "fs_administration_name_10": "Tionde",
        "fs_municipality_code_12": "9912", "fs_municipality_name_12": "Tolfte",
        "fs_population_date_04": Decimal(45_107), "fs_plan_note_09": "Nionde",
    })
    assert (base.room.activities, base.room.municipalities, base.room.dates) == (16, 11, 3)
    assert grown.room.activities > 30
    assert grown.room.administration > 10
    assert grown.room.municipalities > 12
    assert grown.room.dates > 4
    assert grown.room.notes > 9


def test_a_code_that_lost_its_zero_is_given_it_back_and_reported(cells: Cells) -> None:
    inputs, rewritten = built(cells, {
        "fs_municipality_code_05": Decimal(180), "fs_municipality_name_05": "Stockholm",
    })
    assert inputs.codes[-1] == "0180"
    assert Rewritten("Blad!fs_municipality_code_05", "180", "0180") in rewritten


def test_a_municipality_needs_code_and_name(cells: Cells) -> None:
    for typed in ({"fs_municipality_code_05": "9905"}, {"fs_municipality_name_05": "Asp"}):
        fault = refused(cells, typed)
        assert fault.key == "municipality_incomplete"
        assert fault.place == f"Blad!{next(iter(typed))}"


def test_a_total_row_among_the_municipalities_is_refused(cells: Cells) -> None:
    fault = refused(cells, {"fs_municipality_name_05": "Summa",
                            "fs_population_row_05_date_01": Decimal(78_850)})
    assert (fault.key, fault.facts["value"]) == ("total_row", "Summa")


@pytest.mark.parametrize(("code", "name", "key"), [
    ("9901", "Alm", "municipality_twice"),
    ("1500", "Ingenstans", "municipality_unknown"),
    ("1490", "Mark", "municipality_misnamed"),
])
def test_a_municipality_that_cannot_be_one_more_is_refused(
    cells: Cells, code: str, name: str, key: str
) -> None:
    fault = refused(cells, {"fs_municipality_code_05": code, "fs_municipality_name_05": name})
    assert (fault.key, fault.place) == (key, "Blad!fs_municipality_code_05")


def test_a_double_municipality_by_a_number_for_a_code_is_still_double(cells: Cells) -> None:
    fault = refused(cells, {"fs_municipality_code_05": Decimal(9901),
                            "fs_municipality_name_05": "Alm"})
    assert fault.key == "municipality_twice"


def test_a_name_of_no_quantity_is_refused(cells: Cells) -> None:
    strange = {**cells, Name("grnt", year=2026): RawCell("Blad!C9", Decimal(5))}
    with pytest.raises(InputError) as fault:
        build_inputs(strange, "sv")
    assert (fault.value.key, fault.value.place) == ("unknown_name", "Blad!C9")


def test_without_a_budget_year_there_is_no_plan(cells: Cells) -> None:
    fault = refused(cells, {"fs_budget_year": None})
    assert fault.key == "missing"
    assert "fs_budget_year" in fault.fault()


def test_a_reference_year_is_there_when_it_has_a_basis(
    cells: Cells, sjuharad_2022: PlanInputs
) -> None:
    assert build_inputs(cells, "sv")[0].reference
    assert not sjuharad_2022.reference
    assert sjuharad_2022.years == (2022, 2023, 2024)


def test_people_without_a_municipality_are_not_lost(cells: Cells) -> None:
    """A count in a spare row belongs to nobody yet: it is refused, not dropped."""
    fault = refused(cells, {"fs_population_row_05_date_01": Decimal(1_000)})
    assert fault.place == "Blad!fs_population_row_05_date_01"
