"""What inputs and figures are called, in the book, the plan files and the JSON alike."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_xl.domain.cells import InputCells, as_typed, serial
from finsam_xl.domain.inputs import InputValue, PlanInputs
from finsam_xl.domain.municipalities import municipality_names, refuse_unknown_municipality
from finsam_xl.domain.names import Name, day_of, parse_name, slot
from finsam_xl.domain.parameters import required_date, with_parameters
from finsam_xl.domain.quantities import QUANTITIES, Kind
from finsam_xl.domain.share_key import EXACT_LIMIT
from finsam_xl.errors import InputError
from finsam_xl.texts import texts_in

if TYPE_CHECKING:
    from tests.conftest import Table


def test_names_are_spelled_as_the_contract_says(table: Table) -> None:
    """
    Namn                           Storhet               Medlem  År    Datum
    fs_grant_2026                  grant                 –       2026  –
    fs_step_2026                   step                  –       2026  –
    fs_contribution_1443_2026      contribution          1443    2026  –
    fs_population_1443_2025_06_30  population            1443    –     2025_06_30
    fs_population_row_09_date_03   population            row_09  –     date_03
    fs_total_2026                  total                 –       2026  –
    fs_equity_opening_2026         equity_opening        –       2026  –
    fs_master_check                master_check          –       –     –
    fs_activity_amount_07_2026     activity_amount       07      2026  –
    fs_scenario_grant_02_2026      scenario_grant        02      2026  –
    fs_scenario_activity_participants_02_07  scenario_activity_participants  02_07  –  –
    fs_stated_FK_2025              stated                FK      2025  –
    fs_printed_share_region        printed_share         region  –     –
    fs_printed_share_2026          printed_share         2026    –     –
    fs_stated_2026_2026            stated                2026    2026  –
    fs_population_2026_2025_06_30  population            2026    –     2025_06_30
    fs_scenario_name_03            scenario_name         03      –     –
    """
    for row in table.rows:
        quantity, member, year, day = (
            "" if row[head] == "–" else row[head] for head in ("Storhet", "Medlem", "År", "Datum"))
        name = Name(quantity, member, int(year) if year else None, day)
        assert str(name) == row["Namn"]
        assert parse_name(row["Namn"]) == name


@pytest.mark.parametrize("text", [
    "Budget", "fs_", "fs_Grant_2026", "FS_grant_2026", "grant_2026", "fs_grant_2026_extra_",
    "_xlnm.Print_Area", "fs_grant 2026", "fs_grant_20260",
])
def test_a_name_that_is_not_ours_is_nobody_s(text: str) -> None:
    assert parse_name(text) is None


MEMBERS = st.sampled_from(["FK", "AF", "region", *municipality_names(), "9901", "0180"])
YEARS = st.integers(2004, 2099)


@given(st.sampled_from(["stated", "printed", "contribution"]), MEMBERS, YEARS)
def test_an_amount_of_a_member_is_read_back_from_its_name(
    quantity: str, member: str, year: int
) -> None:
    """Gagnef is 2026 and Orsa 2034: a code that looks like a year is still a code."""
    name = Name(quantity, member, year)
    assert parse_name(str(name)) == name


@given(MEMBERS, st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_count_of_people_is_read_back_from_its_name(member: str, when: date) -> None:
    name = Name("population", member, day=day_of(when))
    assert parse_name(str(name)) == name


@given(MEMBERS)
def test_a_printed_share_is_read_back_from_its_name(member: str) -> None:
    assert parse_name(str(Name("printed_share", member))) == Name("printed_share", member)


@given(st.sampled_from(sorted(QUANTITIES)), st.integers(1, 40), YEARS)
def test_every_quantity_is_read_back_with_a_row_and_a_year(
    quantity: str, row: int, year: int
) -> None:
    for name in (Name(quantity), Name(quantity, slot(row)), Name(quantity, slot(row), year)):
        assert parse_name(str(name)) == name
    if quantity != "printed_share":
        assert parse_name(str(Name(quantity, year=year))) == Name(quantity, year=year)


def test_names_are_ascii_and_the_row_stands_in_the_members_place() -> None:
    assert Name("activity_amount", "07", 2026).slot == 7
    assert Name("population", "row_09", day="date_03").slot == 9
    assert Name("scenario_activity_amount", "02_07", 2026).slot == 2
    assert all(quantity.isascii() for quantity in QUANTITIES)


# -- how an input stands in its cell ----------------------------------------------------------

AS_TYPED: list[tuple[InputValue, Kind, object]] = [
    (8_773_000, Kind.TKR, 8_773),
    (187_170, Kind.TKR, Fraction("187.17")),
    (0, Kind.TKR, 0),
    (9_790, Kind.PEOPLE, 9_790),
    (Fraction(1, 10), Kind.PERCENT, Fraction(1, 10)),
    (date(2025, 6, 30), Kind.DATE, 45_838),
    ("at_least", Kind.CHOICE, "Minst"),
    ("0180", Kind.CODE, "0180"),
    ("Alm", Kind.TEXT, "Alm"),
    (None, Kind.TKR, None),
    (True, Kind.TKR, None),
]


@pytest.mark.parametrize(("value", "kind", "expected"), AS_TYPED)
def test_an_input_stands_as_a_person_would_type_it(
    value: InputValue, kind: Kind, expected: object
) -> None:
    assert as_typed(value, kind, texts_in("sv").words) == expected


def test_a_date_is_the_day_number_of_a_spreadsheet() -> None:
    assert serial(date(1900, 3, 1)) == 61
    assert serial(date(2025, 6, 30)) == 45_838


def test_an_input_cell_is_recorded_once(ovning: PlanInputs) -> None:
    cells = InputCells(ovning, texts_in("sv").words)
    assert cells("grant", year=2026) is cells("grant", year=2026)
    assert cells("grant", year=2026).value == 4_250
    assert cells.people(1, 1).value == 41_210
    assert len(cells.population_table()) == ovning.room.municipalities * ovning.room.dates


# -- inputs -----------------------------------------------------------------------------------


def test_none_empties_a_cell_and_the_original_stays(ovning: PlanInputs) -> None:
    without = ovning.changed({Name("grant", year=2026): None})
    assert without.value("grant", year=2026) is None
    assert Name("grant", year=2026) not in without.values
    assert ovning.amount("grant", year=2026) == 4_250_000


def test_inputs_are_asked_for_by_what_they_are(ovning: PlanInputs) -> None:
    assert ovning.years == (2025, 2026, 2027, 2028)
    assert ovning.cost_years == (2026, 2027, 2028)
    assert ovning.codes == ("9901", "9902", "9903", "9904")
    assert ovning.members[:4] == ("FK", "AF", "region", "9901")
    assert ovning.people("9901", date(2025, 6, 30)) == 41_210
    assert ovning.people("9901", date(2020, 6, 30)) is None
    assert ovning.text("grant", year=2026) == ""
    assert ovning.amount("association_name") is None
    assert ovning.when("association_name") is None
    assert ovning.scenarios == (1, 2, 3)
    assert ovning.reference_date(2027) == ovning.reference_date(2026) == date(2025, 6, 30)
    assert ovning.reference_date(2025) is None


def test_a_blank_row_or_column_of_people_is_called_by_its_place(ovning: PlanInputs) -> None:
    assert str(ovning.population_name(1, 1)) == "fs_population_9901_2025_06_30"
    assert str(ovning.population_name(1, 3)) == "fs_population_9901_date_03"
    assert str(ovning.population_name(9, 1)) == "fs_population_row_09_2025_06_30"
    assert str(ovning.population_name(9, 3)) == "fs_population_row_09_date_03"


def test_law_and_plan_fill_in_what_a_plan_does_not_say(ovning: PlanInputs) -> None:
    bare = with_parameters(PlanInputs(budget_year=2030, reference=False), "Grundplan")
    assert bare.value("grant_rise_limit") == Fraction(1, 10)
    assert bare.value("required_date", year=2030) == required_date(2030) == date(2029, 6, 30)
    assert bare.value("exact_limit") == EXACT_LIMIT
    for year in (2030, 2031, 2032):
        assert bare.value("step", year=year) == 1
        assert bare.value("rounding", year=year) == "exact"
        assert bare.value("region_follows", year=year) == "equal"
    assert with_parameters(ovning, "Grundplan").value("step", year=2027) == 1_000


# -- municipalities ---------------------------------------------------------------------------


def test_sweden_has_290_municipalities_with_codes_of_four_digits() -> None:
    names = municipality_names()
    assert len(names) == len(set(names.values())) == 290
    assert all(len(code) == 4 and code.isdigit() for code in names)
    assert names["0180"] == "Stockholm"
    sjuharad = ("1443", "1490", "1466", "1463", "1465", "1452", "1491", "1442")
    assert [names[code] for code in sjuharad] == [
        "Bollebygd", "Borås", "Herrljunga", "Mark", "Svenljunga", "Tranemo", "Ulricehamn",
        "Vårgårda",
    ]


@pytest.mark.parametrize(("code", "name"), [
    ("1490", "Borås"), ("1490", "BORÅS"), ("1490", "Borås kommun"), ("0180", "Stockholm"),
    ("9901", "Alm"), ("9999", "Påhittad"),
])
def test_a_municipality_is_known_by_code_and_name(code: str, name: str) -> None:
    refuse_unknown_municipality(code, name, "Befolkning!B9")


@pytest.mark.parametrize(("code", "name", "key"), [
    ("1500", "Borås", "municipality_unknown"),
    ("0000", "Ingen", "municipality_unknown"),
    ("1483", "Göteborg", "municipality_unknown"),
    ("1490", "Mark", "municipality_misnamed"),
    ("1463", "Borås", "municipality_misnamed"),
])
def test_a_code_that_is_nobody_s_or_another_s_is_refused(code: str, name: str, key: str) -> None:
    with pytest.raises(InputError) as refused:
        refuse_unknown_municipality(code, name, "Befolkning!B9")
    assert (refused.value.key, refused.value.place) == (key, "Befolkning!B9")
    assert code in refused.value.fault()
