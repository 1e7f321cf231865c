"""What the host's own formulas, names and charts point to on our sheets goes on being that."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from finsam_xl.books.cells import book_cells
from finsam_xl.package.archive import open_package
from finsam_xl.package.structure import structure
from tests.hosts.typing import Typed, typed_into
from tests.hosts.zips import packed_of, parts_of, with_parts

if TYPE_CHECKING:
    from tests.conftest import Answer

pytestmark = pytest.mark.thorough

Run = Callable[..., "Answer"]

WRITTEN = (0, 1)
"""Exit codes of a book that was written, whatever its checks say."""

NEW_MUNICIPALITY: Typed = {
    "fs_municipality_code_05": "9905", "fs_municipality_name_05": "Asp",
    "fs_population_row_05_2025_06_30": 1000, "fs_population_row_05_2024_06_30": 1000,
}
"""A fifth municipality: on Finansieringsplan everything from the municipalities' sum moves down."""


def host(formulas: dict[str, str], names: dict[str, str] | None = None,
         chart: str = "") -> bytes:
    """A budget whose formulas, names and chart point to sheets that are yet to come."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("Budget")
    sheet.write("A1", "Vår budget")
    sheet.write("B1", 4250)
    for cell, formula in formulas.items():
        sheet.write_formula(cell, formula)
    for name, text in (names or {}).items():
        book.define_name(name, text)
    if chart:
        drawn: Any = book.add_chart({"type": "column"})
        drawn.add_series({"values": "=Budget!$B$1:$B$9"})
        sheet.insert_chart("F5", drawn)
    book.close()
    content = target.getvalue()
    if not chart:
        return content
    part = parts_of(content)["xl/charts/chart1.xml"]
    return with_parts(content, {"xl/charts/chart1.xml": part.replace(
        b"Budget!$B$1:$B$9", chart.encode())})


@pytest.fixture
def attached(tmp_path: Path, finsam_xl: Run) -> Callable[[bytes], Path]:
    """A host with our sheets put into it: `attached(host(...))`."""

    def put_in(content: bytes) -> Path:
        path = tmp_path / "budget.xlsx"
        path.write_bytes(content)
        answer = finsam_xl("attach", path, "--example", "ovning", "--no-backup")
        assert answer.code == 0, answer.err
        return path

    return put_in


def test_what_points_to_our_cells_still_does_after_a_plan_with_other_numbers(
    attached: Callable[[bytes], Path], finsam_xl: Run
) -> None:
    """No row moves, so every plain reference is as good as before."""
    path = attached(host({"C1": "=Kostnader!G8", "C2": "=fs_total_2026",
                          "C3": "=SUM('Ekonomisk sammanställning'!C5:C15)"},
                         {"Bidrag": "=Andelar!$L$50"}, "Andelar!$L$46:$L$49"))
    before = packed_of(path.read_bytes())
    path.write_bytes(typed_into(path.read_bytes(), {"fs_grant_2026": 4300}))
    answer = finsam_xl("plan", path, "--no-backup")
    assert answer.code == 0, answer.err
    after = packed_of(path.read_bytes())
    for part in ("xl/worksheets/sheet1.xml", "xl/charts/chart1.xml", "xl/drawings/drawing1.xml"):
        assert after[part] == before[part]
    host_names = {each.name: each.text
                  for each in structure(open_package(path.read_bytes(), "b")).names}
    assert host_names["Bidrag"] == "Andelar!$L$50"


POINTING = {
    "a formula in a cell": (
        host({"C1": "=Finansieringsplan!E21"}), "Budget!C1", "Finansieringsplan!E21"),
    "a sum over rows that move": (
        host({"C1": "=SUM(Finansieringsplan!E16:E21)"}), "Budget!C1",
        "Finansieringsplan!E16:E21"),
    "a whole row": (
        host({"C1": "=SUM(Finansieringsplan!23:23)"}), "Budget!C1", "Finansieringsplan!23:23"),
    "a name of the host's own": (
        host({}, {"Summan": "=Finansieringsplan!$E$23"}), "Summan", "Finansieringsplan!$E$23"),
    "a chart": (host({}, chart="Finansieringsplan!$D$23:$G$23"), "chart1.xml",
                "Finansieringsplan!$D$23:$G$23"),
    "a formula deep within another": (
        host({"C1": '=IF(1=1,"Andelar!A1"&ROUND(Finansieringsplan!$E$21,0),0)'}), "Budget!C1",
        "Finansieringsplan!$E$21"),
}


@pytest.mark.parametrize("case", POINTING)
def test_a_plain_reference_that_would_point_elsewhere_is_refused_by_its_place(
    case: str, attached: Callable[[bytes], Path], finsam_xl: Run
) -> None:
    content, place, aim = POINTING[case]
    path = attached(content)
    path.write_bytes(typed_into(path.read_bytes(), NEW_MUNICIPALITY))
    before = path.read_bytes()
    answer = finsam_xl("plan", path)
    assert (answer.code, place in answer.err, aim in answer.err) == (2, True, True), answer.err
    assert "--force" in answer.err
    assert path.read_bytes() == before


def test_with_force_it_goes_on_and_says_what_now_points_elsewhere(
    attached: Callable[[bytes], Path], finsam_xl: Run
) -> None:
    path = attached(host({"C1": "=Finansieringsplan!E21", "C2": "=fs_costs_2026"}))
    path.write_bytes(typed_into(path.read_bytes(), NEW_MUNICIPALITY))
    answer = finsam_xl("plan", path, "--force")
    assert answer.code in WRITTEN, answer.err
    assert "Budget!C1" in answer.err
    assert "Budget!C2" not in answer.err


NOT_POINTING = {
    "a defined name of ours": {"C1": "=fs_costs_2026+fs_total_2026"},
    "a text that looks like a reference": {"C1": '="Finansieringsplan!E21"'},
    "a row above those that move": {"C1": "=Finansieringsplan!E12"},
    "an open-ended sum that begins above and ends below": {"C1": "=SUM(Finansieringsplan!E9:E400)"},
    "another sheet of ours": {"C1": "=Insatser!B10"},
    "a whole column": {"C1": "=SUM(Finansieringsplan!E:E)"},
}


@pytest.mark.parametrize("case", NOT_POINTING)
def test_what_still_points_to_the_same_is_no_reason_to_refuse(
    case: str, attached: Callable[[bytes], Path], finsam_xl: Run
) -> None:
    path = attached(host(NOT_POINTING[case]))
    path.write_bytes(typed_into(path.read_bytes(), NEW_MUNICIPALITY))
    answer = finsam_xl("plan", path)
    assert answer.code in WRITTEN, answer.err


def test_names_of_ours_follow_their_cells_when_rows_move(
    attached: Callable[[bytes], Path], finsam_xl: Run
) -> None:
    path = attached(host({"C1": "=fs_contribution_9902_2026"}))
    before = book_cells(open_package(path.read_bytes(), "b")).names
    path.write_bytes(typed_into(path.read_bytes(), NEW_MUNICIPALITY))
    answer = finsam_xl("plan", path)
    assert answer.code in WRITTEN, answer.err
    book = book_cells(open_package(path.read_bytes(), "b"))
    moved = book.names["fs_contribution_9902_2027"]
    assert moved != before["fs_contribution_9902_2027"]
    assert book.sheets[moved[0]][moved[1]].content is not None


def test_a_name_that_is_gone_and_asked_for_is_refused_by_name(
    attached: Callable[[bytes], Path], finsam_xl: Run
) -> None:
    """The population's date changes, and with it the name of every cell below it."""
    path = attached(host({"C1": "=fs_population_9901_2024_06_30"}))
    path.write_bytes(typed_into(path.read_bytes(), {"fs_population_date_02": 45107}))
    answer = finsam_xl("plan", path)
    assert answer.code == 2
    assert "Budget!C1" in answer.err
    assert "fs_population_9901_2024_06_30" in answer.err
