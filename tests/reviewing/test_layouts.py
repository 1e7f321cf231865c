"""Tables in the layouts that people use: sums of their own, headings, comments, other units."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from finsam_xl.findings.finding import Finding
from tests.reviewing.looking import findings_in, graver
from tests.reviewing.printed import PLAN_2022

if TYPE_CHECKING:
    from tests.conftest import Answer

BOOK = Path(__file__).parent.parent.parent / "workbooks" / "sjuharad-2026.xlsx"
PARTIES = """\
Medlem;Andel;2026
Försäkringskassan;0,25;100
Arbetsförmedlingen;0,25;100
"""


def in_csv(text: str) -> list[Finding]:
    return graver(findings_in(text.encode(), "t.csv"))


def test_sums_within_a_table_are_no_members() -> None:
    assert in_csv(PARTIES + """\
Summa staten;0,5;200
Region X;0,25;100
Kommuner;0,25;100
Ale;0,6;60
Kungälv;0,4;40
Summa;1;400
""") == []


def test_a_sum_within_a_table_is_tried_against_its_rows() -> None:
    found = in_csv(PARTIES + """\
Summa staten;0,5;210
Region X;0,25;100
Kommuner;0,25;100
Ale;0,6;60
Kungälv;0,4;40
Summa;1;400
""")
    assert [(each.id, each.place) for each in found if each.id == "sum_differs"] == [
        ("sum_differs", "t.csv, C4")]


def test_the_state_may_be_one_row() -> None:
    assert in_csv("Medlem;2026;2027\nStaten;200;300\nRegionen;100;150\nKommunerna;100;150\n"
                  "Summa;400;600\n") == []


def test_a_municipality_without_a_region_pays_half() -> None:
    """Lagen (2003:1210) 5 a §."""
    assert in_csv("Medlem;2026\nFörsäkringskassan;100\nArbetsförmedlingen;100\nGotland;200\n"
                  "Summa;400\n") == []


def test_a_misspelled_member_is_a_note_that_says_who_may_be_meant() -> None:
    found = findings_in((PARTIES + "Region X;;100\nUlricehamm;;40\nBorås;;60\nSumma;;400\n")
                        .encode(), "t.csv")
    assert [(each.place, each.cure) for each in found if each.id == "member_unknown"] == [
        ("t.csv, A5", "Menas Ulricehamn?")]
    assert graver(found) == []


def test_a_year_in_kronor_under_tkr_is_told_once() -> None:
    found = in_csv("Medlem, tkr;2025;2026\nFörsäkringskassan;4417,5;4386500\n"
                   "Arbetsförmedlingen;4417,5;4386500\nRegion X;4417,5;4386500\n"
                   "Kommunerna;4417,5;4386500\nSumma;17670;17546000\n")
    assert [(each.id, each.place, each.expected) for each in found] == [
        ("unit_slip", "t.csv, C6", 17_546_000)]


def test_a_text_in_a_pasted_row_does_not_hide_the_member() -> None:
    found = findings_in(PLAN_2022.replace("Mark 0,16 770 770 770", "Mark 0,16 cirka 770")
                        .encode())
    assert [each.actual for each in found if each.id == "text_as_amount"] == ["cirka 770"]
    assert not [each for each in found if each.id == "member_missing"]


@pytest.mark.thorough
@pytest.mark.parametrize("title", ["Finansieringsplan", None])
def test_the_values_of_our_own_book_are_clean(
    built: Callable[..., bytes], title: str | None
) -> None:
    """The plan of 2026 as somebody copies it: its values, on one sheet or with all the others."""
    book = openpyxl.load_workbook(io.BytesIO(built("sjuharad-2026")), data_only=True)
    for name in list(book.defined_names):
        del book.defined_names[name]
    for name in book.sheetnames:
        if title not in (None, name):
            del book[name]
    copied = io.BytesIO()
    book.save(copied)
    assert graver(findings_in(copied.getvalue(), "copy.xlsx")) == []


def test_our_own_book_is_for_verify(finsam_xl: Callable[..., Answer]) -> None:
    answer = finsam_xl("review", BOOK)
    assert answer.code == 2
    assert "Granska den med finsam-xl verify." in answer.err
