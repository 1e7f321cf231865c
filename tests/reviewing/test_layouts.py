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
from tests.reviewing.printed import PLAN_2022, PLAN_2026

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


def test_members_that_no_register_knows_are_one_note_and_count_in_the_sums() -> None:
    found = findings_in((PARTIES + "Region X;;100\nKvarnby;;40\nHjortvik;;60\nKommunerna, summa;;"
                         "100\nSumma;;400\n").encode(), "t.csv")
    assert [(each.id, each.severity) for each in found] == [
        ("member_unknown", "note"), ("key_unknown", "note")]
    assert found[0].message.startswith("Kvarnby och Hjortvik känns inte igen")


def test_a_members_row_that_was_dropped_is_named() -> None:
    text = PLAN_2026.replace("Mark 0,16 679,4  673,40 769 772\n", "")
    found = findings_in(text.encode())
    assert [(each.severity, each.expected) for each in found if each.id == "member_missing"] == [
        ("error", "Mark")]


def test_a_municipality_with_activities_but_no_row_is_named() -> None:
    text = ("Antal deltagare Förbundsmedel, tkr\nAle 1 10\nKungälv 1 10\nTjörn 1 10\n"
            "Summa 3 30\nMedlem 2026\nStaten 200\nRegionen 100\nAle 60\nKungälv 40\nSumma 400\n")
    found = graver(findings_in(text.encode()))
    assert [(each.id, each.severity, each.expected) for each in found] == [
        ("member_missing", "warning", "Tjörn")]


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
@pytest.mark.parametrize(("name", "title"), [
    ("sjuharad-2026", "Finansieringsplan"), ("ovning", "Finansieringsplan"), ("ovning", None)])
def test_the_values_of_our_own_books_are_clean(
    built: Callable[..., bytes], name: str, title: str | None
) -> None:
    """A plan as somebody copies it: its values, on one sheet or with all the others."""
    assert graver(findings_in(copied(built(name), title), "copy.xlsx")) == []


@pytest.mark.thorough
def test_the_printed_plan_is_found_among_all_sheets_of_our_own_book(
    built: Callable[..., bytes]
) -> None:
    found = graver(findings_in(copied(built("sjuharad-2026"), None), "copy.xlsx"))
    assert [(each.id, each.place) for each in found] == [
        ("residual", "copy.xlsx, Förutsättningar!F69"),
        ("share_differs", "copy.xlsx, Förutsättningar!F72"),
        ("older_key", "copy.xlsx, Förutsättningar!G69"),
        ("older_key", "copy.xlsx, Förutsättningar!H69")]


def copied(book_of_ours: bytes, title: str | None) -> bytes:
    """A book's values without its names; one of its sheets, or all."""
    book = openpyxl.load_workbook(io.BytesIO(book_of_ours), data_only=True)
    for defined in list(book.defined_names):
        del book.defined_names[defined]
    for sheet in book.sheetnames:
        if title not in (None, sheet):
            del book[sheet]
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_our_own_book_is_for_verify(finsam_xl: Callable[..., Answer]) -> None:
    answer = finsam_xl("review", BOOK)
    assert answer.code == 2
    assert "Granska den med finsam-xl verify." in answer.err


@pytest.mark.parametrize("gap", ["\t", "  ", " "])
def test_amounts_may_carry_their_unit_whatever_parts_them(gap: str) -> None:
    text = gap.join(("Finansiering 2026", "2027")) + "\n" + "".join(
        gap.join((member, "4 386 500 kr", f"{amount} kr")) + "\n" for member, amount in (
            ("Försäkringskassan", "5 000 000"), ("Arbetsförmedlingen", "5 000 000"),
            ("Västra Götalandsregionen", "5 000 000"), ("Kommunerna", "4 990 000")))
    found = graver(findings_in(text.encode()))
    assert [(each.id, each.expected, each.actual) for each in found] == [
        ("parts_not_equal", 5_000_000, 4_990_000)]


def test_a_plan_may_be_called_by_its_files_name() -> None:
    text = ("Medlem;2025;2026;2027\nStaten;200;300;300\nRegionen;100;150;150\n"
            "Kommunerna;100;150;150\n")
    found = graver(findings_in(text.encode(), "budget 2026-2028.csv"))
    assert [(each.id, each.expected) for each in found] == [
        ("headers_off_a_year", "2026 2027 2028")]
    assert graver(findings_in(text.encode(), "budget.csv")) == []


def test_shares_under_a_percent_sign_are_percent() -> None:
    text = ("Medlem;Andel %;2026\nStaten;50;200\nRegionen;25;100\nAle;15;60\nKungälv;11;40\n"
            "Summa;100;400\n")
    assert [(each.id, each.place, each.expected, each.actual) for each in in_csv(text)] == [
        ("share_differs", "t.csv, C5", "0,10", "0,11")]
