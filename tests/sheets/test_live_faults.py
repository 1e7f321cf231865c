"""What somebody mistypes in the live sheet: a check fails or warns, and page one shows no error."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import formualizer
import pytest

from finsam_xl.plans import Proven, compute_plan, draft_plan, example
from tests.everyday import first

FAULTS: dict[str, dict[str, object]] = {
    "nobody lives anywhere": {f"fs_population_99{row:02d}_2025_06_30": 0 for row in range(1, 5)},
    "people written as text": {"fs_population_9901_2025_06_30": "många"},
    "people below nothing": {"fs_population_9902_2025_06_30": -5},
    "a step of nothing": {"fs_step_2026": 0},
    "a step written as text": {"fs_step_2026": "tio"},
    "a grant written as text": {"fs_grant_2026": "8 773"},
    "an odd grant": {"fs_grant_2026": 4250.001},
    "a code taken away": {"fs_municipality_code_02": None},
    "a code given twice": {"fs_municipality_code_02": "9901"},
    "a municipality in a spare row": {"fs_municipality_code_05": "9905",
                                      "fs_municipality_name_05": "Ask"},
    "a reference date that is not counted": {"fs_reference_date_2026": 45_000},
    "a reference date taken away": {"fs_reference_date_2026": None},
    "an alternative that is not there": {"fs_scenario_chosen": "Sommarplan"},
    "an amount written as text": {"fs_activity_amount_01_2026": "19605*"},
    "an amount below nothing": {"fs_administration_amount_01_2026": -1},
    "an amount in a row without a name": {"fs_activity_amount_12_2026": 100},
    "a host nobody knows": {"fs_activity_host_01": "Atlantis"},
    "a beneficiary nobody knows": {"fs_activity_beneficiary_01": "Atlantis"},
    "a kind nobody knows": {"fs_activity_kind_01": "Annat"},
    "a basis nobody knows": {"fs_basis_2026": "Gissat"},
    "a rounding nobody knows": {"fs_rounding_2026": "Uppåt"},
    "participants written as text": {"fs_activity_participants_01": "många"},
    "a grant beyond exactness": {"fs_grant_2026": 10**12},
    "an equity ceiling written as text": {"fs_ceiling_income_01": "allt"},
    "everything of the budget year taken away": {
        "fs_grant_2026": None, "fs_reference_date_2026": None, "fs_equity_opening_2026": None},
}


@lru_cache(maxsize=1)
def _proven() -> Proven:
    return draft_plan(compute_plan(example("ovning")))


@lru_cache(maxsize=len(FAULTS) + 1)
def _typed(fault: str) -> Any:  # noqa: ANN401 - an engine without types
    """The book with a fault typed into it, or none, recalculated."""
    proven = _proven()
    book = formualizer.Workbook.from_bytes(proven.package)
    places = {each.name: each for each in proven.draft.names}
    for name, value in FAULTS.get(fault, {}).items():
        row, column = places[name].position
        book.set_value(places[name].sheet, row + 1, column + 1, value)
    book.evaluate_all()
    return book


def _verdict(fault: str) -> tuple[object, ...]:
    """How many checks fail, and how many warn."""
    named = {each.name: each for each in _proven().draft.names}
    return tuple(
        _typed(fault).get_value(named[name].sheet, named[name].position[0] + 1,
                                named[name].position[1] + 1)
        for name in ("fs_master_check", "fs_warnings")
    )


@pytest.mark.parametrize("fault", first(10, FAULTS))
def test_a_fault_typed_live_turns_a_check_and_shows_no_error_on_page_one(fault: str) -> None:
    first = _proven().draft.sheets[0]
    found = _verdict(fault)
    assert all(isinstance(number, (int, float)) for number in found)
    assert found != _verdict("none")
    assert [
        (at, cell.formula) for at, cell in first.cells.items() if cell.formula
        and isinstance(_typed(fault).get_value(first.title, at[0] + 1, at[1] + 1), dict)
    ] == []
