"""Granskningsrapport: one page that says what was found, and where to sign."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import openpyxl
import pytest

from finsam_xl.plans import EXAMPLES, read_inputs
from finsam_xl.verifying.examination import examination
from finsam_xl.verifying.paper import as_paper
from tests.office.soffice import soffice_or_skip
from tests.verifying.tampering import KINDS, victim

if TYPE_CHECKING:
    from tests.conftest import Answer

Run = Callable[..., "Answer"]


def words(content: bytes) -> list[object]:
    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_clean_book_has_a_clean_report(
    name: str, built: Callable[..., bytes], tmp_path: Path
) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(built(name))
    found = examination(path, "sv", [])
    said = words(as_paper(found, ".xlsx"))
    assert "✓ Siffror och formler stämmer. Inga fel, inga varningar." in said
    assert "✕ Skiljer" not in said
    assert said.count("Ort och datum") == 2
    totals = [year.total for year in found.book.proven.plan.years.values()]
    assert set(totals) - {None} <= set(said)
    assert as_paper(found, ".xlsx") == as_paper(found, ".xlsx")


@pytest.mark.thorough
def test_a_stored_amount_that_differs_is_shown_as_it_stands(
    built: Callable[..., bytes], tmp_path: Path
) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(built("ovning"))
    book = openpyxl.load_workbook(path)
    named = next(each for each in examination(path, "sv", []).book.proven.draft.names
                 if each.quantity == "total" and each.year)
    row, column = named.position
    book[named.sheet].cell(row + 1, column + 1).value = 17
    book.save(path)
    said = words(as_paper(examination(path, "sv", []), ".xlsx"))
    assert 17 in said
    assert "✕ Skiljer" in said
    assert any(str(each).startswith("✕ Boken är inte som den ska") for each in said)


@pytest.mark.thorough
def test_the_report_is_no_book_of_ours(
    built: Callable[..., bytes], tmp_path: Path, finsam_xl: Run
) -> None:
    path, report = tmp_path / "plan.xlsx", tmp_path / "rapport.xlsx"
    path.write_bytes(built("ovning"))
    assert finsam_xl("verify", path, "--report", report).code == 0
    assert finsam_xl("check", report).code == 2
    again = finsam_xl("verify", path, "--report", report)
    assert (again.code, "finns redan" in again.err) == (2, True)
    assert finsam_xl("verify", path, "--report", report, "--force").code == 0
    assert finsam_xl("verify", path, "--report", path, "--force").code == 2
    assert read_inputs(path).book is not None


@pytest.mark.thorough
def test_findings_that_find_no_room_are_counted(
    built: Callable[..., bytes], tmp_path: Path
) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(KINDS[0](victim(built("sjuharad-2026")), Random(1)).content)  # noqa: S311
    found = examination(path, "sv", [])
    said = words(as_paper(found, ".xlsx"))
    assert said.count("Fel") == sum(each.severity == "error" for each in found.findings)
    assert f"… och {len(found.findings) - 8} till: finsam-xl verify visar alla." in said


@pytest.mark.office
def test_the_report_is_one_page_on_paper(built: Callable[..., bytes], tmp_path: Path) -> None:
    soffice_or_skip()
    path = tmp_path / "plan.xlsx"
    path.write_bytes(built("sjuharad-2026"))
    made = as_paper(examination(path, "sv", []), ".pdf")
    assert made.startswith(b"%PDF")
    assert made.count(b"/Type/Page/") + made.count(b"/Type /Page\n") + made.count(
        b"/Type/Page\n") <= 1
