"""The short public list: plain ints and frozen dataclasses, for those who script."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import finsam_xl
from finsam_xl import (
    check_plan,
    checks_frame,
    compute_plan,
    contributions_frame,
    municipal_shares,
    read_plan,
    write_plan,
    years_frame,
)
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.names import Name
from finsam_xl.errors import AgreementError, BookError, FinsamError, InputError, LayoutError
from finsam_xl.plans import CheckResult, blank, example, grouped, in_language, recorded_plan

ROOT = Path(finsam_xl.__file__).parent.parent


def test_the_public_list_is_short_and_every_name_on_it_is_there() -> None:
    assert finsam_xl.__all__ == [
        "check_plan", "checks_frame", "compute_plan", "contributions_frame", "municipal_shares",
        "read_plan", "write_plan", "years_frame",
    ]
    for name in finsam_xl.__all__:
        assert callable(getattr(finsam_xl, name))
        assert getattr(finsam_xl, name).__doc__
    with pytest.raises(AttributeError, match="compute_budget"):
        _ = finsam_xl.compute_budget


def test_the_straight_line_from_a_file_to_a_book(tmp_path: Path) -> None:
    """Read, change, compute, check, write, read back."""
    inputs = read_plan(ROOT / "workbooks" / "sjuharad-2026.toml")
    known = inputs.changed({Name("equity_opening", year=2026): 2_834_000, **FORMULA_LIKE})
    plan = compute_plan(known)
    assert plan.years[2026].equity_closing == 2_000_000
    results = {result.id: result for result in check_plan(plan)}
    assert results["equity_floor_2026"].status == "pass"
    path = tmp_path / "plan.xlsx"
    write_plan(path, plan)
    assert read_plan(path) == known
    assert compute_plan(read_plan(path)).years == plan.years
    workbook = openpyxl.load_workbook(path)
    where = workbook.defined_names["fs_activity_comment_01"].attr_text.rpartition("!")[2]
    cell = workbook["Insatser"][where.replace("$", "")]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", "=1+1", True)


FORMULA_LIKE = {Name("activity_comment", f"{row:02d}"): text for row, text in enumerate(
    ("=1+1", "+46 33", "-", "@SUM(A1)", '=HYPERLINK("x")', "#REF!"), start=1)}
"""Texts that begin like a formula: they are written as texts and kept as texts."""


def test_writing_needs_no_engine_and_gives_the_same_bytes(book: Path) -> None:
    """Paths may be texts; another process on another day makes the same book."""
    script = ("import sys; sys.modules['formualizer'] = None; "
              "from finsam_xl import read_plan, compute_plan, write_plan; "
              "write_plan(sys.argv[2], compute_plan(read_plan(sys.argv[1])))")
    out = book.with_name("ny.xlsx")
    subprocess.run([sys.executable, "-c", script, str(book), str(out)], cwd=ROOT, check=True)  # noqa: S603 - our own script
    assert out.read_bytes() == book.read_bytes()


def test_a_plan_is_frozen_and_its_amounts_are_ints(ovning: PlanInputs) -> None:
    plan = compute_plan(ovning)
    with pytest.raises(dataclasses.FrozenInstanceError):
        plan.scenario = "En annan"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        plan.years[2026].total = 0  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        ovning.budget_year = 2027  # type: ignore[misc]
    for year in plan.years.values():
        amounts = (*year.contributions.values(), year.total, year.costs, year.result)
        assert all(amount is None or type(amount) is int for amount in amounts)


@pytest.fixture(scope="module")
def results_2026(sjuharad_2026: PlanInputs) -> tuple[CheckResult, ...]:
    """The checks of Sjuhärad's plan 2026."""
    return check_plan(compute_plan(sjuharad_2026))


def test_checks_are_plain_values_with_place_and_sentence(
    results_2026: tuple[CheckResult, ...]
) -> None:
    floor = next(result for result in results_2026 if result.id == "equity_floor_2026")
    assert (floor.status, floor.unit) == ("warn", "kr")
    assert (floor.expected, floor.actual, floor.difference) == (2_000_000, None, None)
    assert floor.place.startswith("Ekonomisk sammanställning!")
    assert "2\u00a0834 tkr" in floor.message


def test_shares_are_divided_without_any_plan() -> None:
    assert municipal_shares(1_000, {"0180": 3, "1490": 1}, step=10) == {"0180": 750, "1490": 250}


# -- tables of pandas -------------------------------------------------------------------------


def test_contributions_are_a_table_of_members_by_years(sjuharad_2026: PlanInputs) -> None:
    frame = contributions_frame(compute_plan(sjuharad_2026))
    assert list(map(str, frame.columns)) == ["2025", "2026", "2027", "2028"]
    assert list(frame.index) == ["FK", "AF", "region", *sjuharad_2026.codes]
    assert (frame.index.name, frame.columns.name) == ("member", "year")
    assert {str(kind) for kind in frame.dtypes} == {"Int64"}
    assert frame.loc["1465", 2026] == 204_080
    assert list(frame.sum()) == [17_670_000, 17_546_000, 20_000_000, 20_000_000]


def test_years_are_a_table_of_sums_with_blanks_where_not_known(sjuharad_2026: PlanInputs) -> None:
    frame = years_frame(compute_plan(sjuharad_2026))
    assert list(frame.columns) == ["total", "costs", "result", "equity_opening", "equity_closing"]
    assert list(frame.index) == [2025, 2026, 2027, 2028]
    assert {str(kind) for kind in frame.dtypes} == {"Int64"}
    assert frame.loc[2026, "result"] == -834_000
    assert frame.loc[2026, "equity_closing"] is pd.NA
    assert frame.loc[2025, "costs"] is pd.NA


def test_checks_are_a_table_by_their_ids(results_2026: tuple[CheckResult, ...]) -> None:
    frame = checks_frame(results_2026)
    assert len(frame) == len(results_2026)
    assert frame.index.is_unique
    warned = frame[frame["status"] == "warn"]
    assert warned.loc["printed_share_1463", "actual"] == 16
    assert frame.loc["equity_floor_2026", "difference"] is pd.NA
    assert {str(frame[key].dtype) for key in ("expected", "actual", "difference")} == {"Int64"}


def test_a_table_of_no_checks_has_its_columns_all_the_same() -> None:
    frame = checks_frame(())
    assert len(frame) == 0
    assert list(frame.columns) == [
        "status", "expected", "actual", "difference", "unit", "place", "message"]


# -- examples, blanks and languages -----------------------------------------------------------


def test_a_blank_plan_has_its_years_and_rules_and_nothing_else() -> None:
    inputs = blank(2030)
    assert inputs.years == (2029, 2030, 2031, 2032)
    assert recorded_plan(inputs).years[2030].total is None
    with pytest.raises(InputError) as refused:
        compute_plan(inputs)
    assert refused.value.key == "missing_list"


def test_an_example_may_be_had_in_english(ovning: PlanInputs) -> None:
    english = example("ovning", "en")
    assert english == in_language(ovning, "en")
    assert english.text("scenario_chosen") == "Base plan"
    assert compute_plan(english).years == compute_plan(ovning).years


def test_an_alternative_keeps_its_own_name_in_every_language(sjuharad_2022: PlanInputs) -> None:
    chosen = sjuharad_2022.changed({Name("scenario_chosen"): "Alternativ"})
    assert in_language(chosen, "en").text("scenario_chosen") == "Alternativ"


@pytest.mark.parametrize(("amount", "written"), [
    (0, "0"), (834, "834"), (-834, "−834"), (18_380, "18\u00a0380"),
    (-1_234_567, "−1\u00a0234\u00a0567"), (None, ""),
])
def test_whole_numbers_are_grouped_as_swedish_readers_do(amount: int | None, written: str) -> None:
    assert grouped(amount) == written


# -- errors -----------------------------------------------------------------------------------


def test_every_error_has_one_root_a_kind_and_an_exit_code() -> None:
    kinds = {kind: (kind.kind, kind.exit_code)
             for kind in (InputError, BookError, LayoutError, AgreementError)}
    assert kinds == {
        InputError: ("input", 2), BookError: ("book", 2), LayoutError: ("layout", 2),
        AgreementError: ("agreement", 3)}
    assert all(issubclass(kind, FinsamError) for kind in kinds)


def test_an_error_is_one_sentence_of_place_fault_and_cure() -> None:
    error = InputError("odd_grant", place="Förutsättningar!C17", value=8_773_001)
    assert error.sentence("sv") == (
        "Förutsättningar!C17: statens anslag 8773001 kr är udda och kan inte delas i två lika "
        "delar. Ange ett jämnt antal kronor.")
    assert error.sentence("en").startswith("Förutsättningar!C17: ")
    assert InputError("nobody").sentence("sv").startswith("Det finns inga invånare")
