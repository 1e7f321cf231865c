"""A book that another program has saved is nobody's work: our sheets are made anew as ours."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.graft.bench import (
    NEW_MUNICIPALITY,
    OTHER_GRANT,
    Bench,
    alone,
    bench_of,
    draft_of,
    opened,
    planned_again,
)
from tests.graft.saved import as_excel_saves, as_openpyxl_saves, unlike
from tests.hosts.typing import Typed, typed_into

pytestmark = pytest.mark.thorough

SAVED: dict[str, Callable[[bytes], bytes]] = {
    "openpyxl": as_openpyxl_saves, "Excel, more or less": as_excel_saves}
CHARTS = 3


@pytest.mark.parametrize(("program", "typed"), [
    ("openpyxl", OTHER_GRANT), ("Excel, more or less", OTHER_GRANT),
    ("Excel, more or less", NEW_MUNICIPALITY),
])
def test_nothing_is_a_persons_doing(program: str, typed: Typed) -> None:
    """Something was typed before it was saved; with a municipality more the layout grows."""
    now = planned_again(SAVED[program](typed_into(alone(), typed)), {})
    fresh = bench_of(alone(), typed)
    assert unlike(now, fresh, draft_of(fresh.content)) == []
    drawing = next(name for name in now.parts if "/drawings/drawing" in name)
    assert now.parts[drawing] == fresh.parts["xl/drawings/drawing1.xml"]
    assert len([name for name in now.parts if "/charts/chart" in name]) == CHARTS


def test_a_difference_would_be_seen() -> None:
    """One cell bold, one column wider: the comparison of these tests is not blind."""
    now = Bench(alone())
    now.paint("Andelar", "L50", fill=(
        '<fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/></patternFill></fill>'))
    now.change("Om", ('customWidth="1"', 'customWidth="0"'))
    assert unlike(now, Bench(alone()), draft_of(alone())) == ["Andelar!L50: ('fill',)", "Om"]


def test_settings_of_a_printer_that_nobody_chose_stay_where_excel_put_them() -> None:
    now = bench_of(as_excel_saves(alone()))
    assert len([name for name in now.parts if "printerSettings" in name]) == 15
    assert all("<pageSetup r:id=" in now.text(each.part) for each in opened(now.content).sheets)
