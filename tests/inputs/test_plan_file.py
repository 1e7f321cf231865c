"""A plan file is the inputs as reviewable text; what is misspelt in it is never ignored."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.names import parse_name
from finsam_xl.errors import FinsamError, InputError
from finsam_xl.inputs.build import build_inputs
from finsam_xl.inputs.plan_file import cells_of
from finsam_xl.plans import compute_plan, read_inputs, read_plan

if TYPE_CHECKING:
    from tests.conftest import Table

SMALL = """
budget_year = 2026
notes = ["Ett.", "Två."]
signatures = ["Justeras"]

[association]
name = "Lilla förbundet"
region = "Regionen"
joint = "Gemensamt"

[decision]
status = "decided"
date = 2025-11-18

[limits]
equity_floor = { value = 500, source = "VP", date = 2025-11-18, comment = "Prövas" }

[[year]]
year = 2026
grant = { value = 400, status = "decided" }
step = 10
reference_date = 2025-06-30
equity_opening = 700.5

[[year]]
year = 2027
grant = { status = "assumption" }
cost_change = 0.015

[[municipality]]
code = "0180"
name = "Stockholm"

[[municipality]]
code = "1490"
name = "Borås"
comment = "Värdkommun"

[[population]]
date = 2025-06-30
source = "SCB"
people = { 0180 = 300, 1490 = 100 }

[printed_share]
0180 = 0.75

[printed.2026]
0180 = 150

[printed_sums.2026]
total = 800

[[activity]]
name = "Kurs"
kind = "individual"
host = "Borås"
beneficiary = "Gemensamt"
base = "yes"
participants = 12
weight = 2
amount = { 2026 = 250.125 }

[[administration]]
name = "Kansli"
amount = { 2026 = "135´" }

[[ceiling]]
income = 1000
percent = 0.2

[[scenario]]
name = "Lägre"
reason = "Mindre anslag"
grant = { 2026 = 300 }
cost_change = { 2027 = 0.02 }
change = [
  { administration = 1, year = 2026, amount = 100 },
  { activity = 1, year = 2027, amount = 9 },
  { activity = 1, participants = 15 },
]

[[change]]
date = 2025-09-24
what = "Samråd"
"""


def parsed(text: str) -> PlanInputs:
    """The inputs of a plan file's text."""
    table = tomllib.loads(text, parse_float=Decimal)
    return build_inputs(cells_of(table, "liten.toml"), "sv")[0]


def test_every_part_of_a_plan_file_comes_under_its_name(table: Table) -> None:
    """
    Amounts in whole kronor, whatever the file writes in tkr; a date as it is written.

    Namn                                       Värde
    fs_budget_year                             2026
    fs_plan_note_02                            Två.
    fs_signature_01                            Justeras
    fs_association_name                        Lilla förbundet
    fs_decision_status                         decided
    fs_decision_date                           2025-11-18
    fs_equity_floor                            500000
    fs_equity_floor_source                     VP
    fs_equity_floor_date                       2025-11-18
    fs_equity_floor_comment                    Prövas
    fs_grant_2026                              400000
    fs_grant_status_2026                       decided
    fs_grant_status_2027                       assumption
    fs_step_2026                               10
    fs_reference_date_2026                     2025-06-30
    fs_equity_opening_2026                     700500
    fs_cost_change_2027                        3/200
    fs_municipality_code_01                    0180
    fs_municipality_comment_02                 Värdkommun
    fs_population_date_01                      2025-06-30
    fs_population_0180_2025_06_30              300
    fs_population_1490_2025_06_30              100
    fs_printed_share_0180                      3/4
    fs_printed_0180_2026                       150000
    fs_printed_total_2026                      800000
    fs_activity_name_01                        Kurs
    fs_activity_weight_01                      2
    fs_activity_amount_01_2026                 250125
    fs_administration_amount_01_2026           135000
    fs_ceiling_income_01                       1000000
    fs_ceiling_percent_01                      1/5
    fs_scenario_name_01                        Lägre
    fs_scenario_grant_01_2026                  300000
    fs_scenario_cost_change_01_2027            1/50
    fs_scenario_administration_amount_01_01_2026  100000
    fs_scenario_activity_amount_01_01_2027     9000
    fs_scenario_activity_participants_01_01    15
    fs_change_date_01                          2025-09-24
    fs_change_what_01                          Samråd
    """
    inputs = parsed(SMALL)
    for row in table.rows:
        name = parse_name(row["Namn"])
        assert name is not None
        assert str(inputs.values[name]) == row["Värde"]
    assert inputs.reference is False
    assert inputs.codes == ("0180", "1490")
    assert inputs.value("grant", year=2027) is None


def test_a_small_plan_file_is_a_whole_plan(tmp_path: Path) -> None:
    path = tmp_path / "liten.toml"
    path.write_text(SMALL, encoding="utf-8")
    year = compute_plan(read_plan(path)).years[2026]
    assert year.contributions == {
        "FK": 200_000, "AF": 200_000, "region": 200_000, "0180": 150_000, "1490": 50_000,
    }
    assert (year.total, year.costs, year.equity_closing) == (800_000, 385_125, 1_115_375)


def test_the_examples_are_plan_files_with_exact_amounts(sjuharad_2026: PlanInputs) -> None:
    assert sjuharad_2026.amount("stated", "FK", 2025) == 4_417_500
    assert sjuharad_2026.amount("printed", "1443", 2026) == 187_170
    assert sjuharad_2026.value("printed_share", "1463") == Fraction(16, 100)
    assert sjuharad_2026.people("1443", date(2025, 6, 30)) == 9_790


def test_a_fault_in_a_plan_file_names_the_file_and_the_part(tmp_path: Path) -> None:
    path = tmp_path / "liten.toml"
    path.write_text(SMALL.replace("participants = 12", "participants = 12.5"), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_plan(path)
    assert refused.value.key == "not_whole_cell"
    assert refused.value.place == "liten.toml [activity 1]"


def test_an_input_of_a_plan_file_that_is_unfit_is_refused_by_its_part(tmp_path: Path) -> None:
    path = tmp_path / "liten.toml"
    path.write_text(SMALL.replace("value = 400,", "value = 400.001,"), encoding="utf-8")
    read = read_inputs(path)
    with pytest.raises(InputError) as refused:
        compute_plan(read.inputs, read.places)
    assert (refused.value.key, refused.value.place) == ("odd_grant", "liten.toml [year 2026]")


BROKEN = {
    "not TOML at all": ("budget_year = 2026", "budget_year = = 2026"),
    "no budget year": ("budget_year = 2026", ""),
    "a budget year in words": ("budget_year = 2026", 'budget_year = "nästa"'),
    "no municipality": ("municipality", "kommun"),
    "a part nobody knows": ("[[administration]]", "[[adminstration]]"),
    "an association's key nobody knows": ('region = "Regionen"', 'regoin = "Regionen"'),
    "a limit nobody knows": ("equity_floor =", "equity_flor ="),
    "a key of a year nobody knows": ("cost_change = 0.015", "cost_chnage = 0.015"),
    "a key of an activity nobody knows": ("participants = 12", "particpants = 12"),
    "a key of a note nobody knows": ('source = "VP"', 'sourse = "VP"'),
    "a year in words": ("year = 2027", 'year = "nästa"'),
    "a year outside the plan": ("year = 2027", "year = 2031"),
    "an amount for a year outside the plan": ("{ 2026 = 250.125 }", "{ 2031 = 250.125 }"),
    "a year that is missing": ("year = 2027\n", ""),
    "people in a municipality that is not a member": ("1490 = 100", "1491 = 100"),
    "printed sums nobody knows": ("total = 800", "totals = 800"),
    "a change of nothing": ("administration = 1, year", "kansli = 1, year"),
    "a change without an amount": ("year = 2026, amount = 100", "year = 2026"),
    "a change of the participants of an office": ("activity = 1, part", "administration = 1, part"),
    "participants of a plan year": ("participants = 15", "year = 2027, participants = 15"),
    "half a participant more": ("participants = 15", "participants = 15.5"),
    "participants owed": ("participants = 15", "participants = -15"),
    "a key of a change nobody knows": ("participants = 15", "participants = 15, amonut = 1"),
    "an amount without end": ("participants = 12", "participants = inf"),
    "an amount that is no number": ("income = 1000", "income = nan"),
    "a list for an amount": ("income = 1000", "income = [1000]"),
    "a municipality without code": ('code = "0180"\n', ""),
    "a printed amount for a stranger": ("0180 = 150\n", "0181 = 150\n"),
    "a year for a text": ("[printed.2026]", "[printed.nu]"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_plan_file_that_is_wrong_is_refused_and_never_read_in_part(
    tmp_path: Path, case: str
) -> None:
    """A misspelt key would lose an amount without a word."""
    before, after = BROKEN[case]
    assert before in SMALL
    path = tmp_path / "liten.toml"
    path.write_text(SMALL.replace(before, after), encoding="utf-8")
    with pytest.raises(FinsamError) as refused:
        compute_plan(read_plan(path))
    assert refused.value.exit_code == 2
    assert refused.value.place


def test_a_plan_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FinsamError) as refused:
        read_plan(tmp_path / "saknas.toml")
    assert refused.value.key == "file_missing"


def test_a_plan_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gammal.toml"
    path.write_bytes(SMALL.encode("cp1252"))
    with pytest.raises(FinsamError) as refused:
        read_plan(path)
    assert refused.value.exit_code == 2
