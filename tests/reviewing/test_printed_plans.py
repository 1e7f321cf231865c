"""The two plans that were printed, reviewed: what does not hold in them, and what does."""

from __future__ import annotations

import pytest

from finsam_xl.findings.finding import Finding
from tests.reviewing.looking import findings_in, graver
from tests.reviewing.printed import PLAN_2022, PLAN_2026


@pytest.fixture(scope="module", name="of_2022")
def _of_2022() -> tuple[Finding, ...]:
    return findings_in(PLAN_2022.encode())


@pytest.fixture(scope="module", name="of_2026")
def _of_2026() -> tuple[Finding, ...]:
    return findings_in(PLAN_2026.encode())


def the(findings: tuple[Finding, ...], rule: str, said: str = "") -> Finding:
    """The only finding of a rule that says something."""
    found = [each for each in findings if each.id == rule and said in each.message]
    assert len(found) == 1, found
    return found[0]


def line_of(text: str, start: str) -> str:
    """The place of the last line that begins so."""
    numbers = [number for number, line in enumerate(text.splitlines(), start=1)
               if line.startswith(start)]
    return f"plan.txt:{numbers[-1]}"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_municipalities_of_2026_pay_twenty_kronor_too_much(
    of_2026: tuple[Finding, ...]
) -> None:
    found = the(of_2026, "residual")
    assert (found.severity, found.expected, found.actual) == ("warning", 4_386_500, 4_386_520)
    assert "4 386,52 tkr tillsammans, men deras del är 4 386,5 tkr: 20 kr för mycket" in plain(
        found.message)
    assert found.cure == "Fördela med största rest: Svenljunga 204,08, Ulricehamn 477,45 tkr."


@pytest.mark.parametrize(("text", "arithmetic"), [
    (PLAN_2022, "770 / 5 000 = 0,1540"), (PLAN_2026, "673,4 / 4 386,5 = 0,1535")])
def test_marks_share_is_a_plug_in_both(text: str, arithmetic: str) -> None:
    found = the(findings_in(text.encode()), "share_differs")
    assert found.place == line_of(text, "Mark 0,16")
    assert (found.severity, found.expected, found.actual) == ("warning", "0,15", "0,16")
    assert arithmetic in plain(found.message)
    assert "1,00, men rätt avrundade 0,99" in found.message


@pytest.mark.parametrize(("year", "day", "hits", "largest"), [
    (2027, "2023-06-30", 6, "1,426"), (2028, "2022-12-31", 2, "2,425")])
def test_the_plan_years_are_divided_by_older_populations(
    of_2026: tuple[Finding, ...], year: int, day: str, hits: int, largest: str
) -> None:
    found = the(of_2026, "older_key", str(year))
    assert (found.severity, found.expected, found.actual) == ("warning", "2025-06-30", day)
    assert f"{hits} av 8 belopp" in found.message
    assert f"största avvikelse {largest} tkr" in found.message
    assert ("härledd" in found.message) == (day == "2023-06-30")
    assert ("ännu äldre" in found.message) == (day == "2022-12-31")
    assert "Borås 2 504" in plain(found.cure)
    assert "Svenljunga 233" in found.cure


def test_2026_follows_its_population_and_2025_an_inferred_one(
    of_2026: tuple[Finding, ...]
) -> None:
    assert not [each for each in of_2026 if each.id in ("older_key", "off_key")
                and each.message.startswith(("2025", "2026"))]
    found = the(of_2026, "key_unknown")
    assert found.severity == "note"
    assert "Bäst passar 2024-06-30 (härledd som medelvärdet av 2023-12-31" in found.message


def test_the_headers_of_the_first_plan_are_a_year_early(of_2022: tuple[Finding, ...]) -> None:
    found = the(of_2022, "headers_off_a_year")
    assert found.place == line_of(PLAN_2022, "Medlem, andel")
    assert (found.expected, found.actual) == ("2022 2023 2024", "2021 2022 2023")
    assert "heter 2022–2024" in found.message


def test_the_first_column_of_the_first_plan_is_not_in_four_quarters(
    of_2022: tuple[Finding, ...]
) -> None:
    found = the(of_2022, "parts_not_equal")
    assert found.place == line_of(PLAN_2022, "0,25 VG-region")
    assert (found.severity, found.expected, found.actual) == ("warning", 4_516_000, 5_000_000)
    assert found.message.startswith("2022 (”2021”): inte fyra fjärdedelar.")
    assert "23,73 %" in found.message
    assert "26,27 %" in found.message
    assert "hälften" in found.cure


def test_populations_after_a_plans_decision_are_never_offered_as_its_key(
    of_2022: tuple[Finding, ...]
) -> None:
    found = the(of_2022, "key_unknown")
    assert "2021-06-30" in found.message
    assert not [each for each in of_2022 if each.id in ("older_key", "off_key")]


@pytest.mark.parametrize(("text", "sums"), [
    (PLAN_2022, ("= 13 855 tkr och 660 deltagare", "= 2 850 tkr", "= 19 605 tkr")),
    (PLAN_2026, ("= 13 540 tkr och 520 deltagare", "= 2 755 tkr", "= 18 380 tkr"))])
def test_all_sums_of_costs_are_right_in_both(text: str, sums: tuple[str, ...]) -> None:
    found = the(findings_in(text.encode()), "totals_right", "alla 3 summor")
    assert found.severity == "note"
    assert all(each in plain(found.message) for each in sums)


@pytest.mark.parametrize(("text", "arithmetic"), [
    (PLAN_2022, "19 605 − 19 032 = 573 tkr"), (PLAN_2026, "18 380 − 17 546 = 834 tkr")])
def test_the_stated_difference_follows_in_both(text: str, arithmetic: str) -> None:
    found = the(findings_in(text.encode()), "totals_right", "skillnaden")
    assert arithmetic in plain(found.message)


def test_nothing_else_is_graver_than_a_note(
    of_2022: tuple[Finding, ...], of_2026: tuple[Finding, ...]
) -> None:
    assert sorted(each.id for each in graver(of_2022)) == [
        "headers_off_a_year", "parts_not_equal", "share_differs"]
    assert sorted(each.id for each in graver(of_2026)) == [
        "older_key", "older_key", "residual", "share_differs"]


def test_money_of_others_is_a_note(of_2022: tuple[Finding, ...]) -> None:
    assert [each.place for each in of_2022 if each.id == "external_money"] == [
        line_of(PLAN_2022, "MOVES"), line_of(PLAN_2022, "Män i hälsa")]


def test_the_findings_read_in_english_too() -> None:
    found = the(findings_in(PLAN_2026.encode(), lang="en"), "residual")
    assert "20 kr too much, because each row is rounded alone" in found.message


def test_a_residual_hides_no_wrong_total() -> None:
    found = findings_in(PLAN_2026.replace("17670   17546", "17670   17556").encode())
    told = the(found, "sum_differs")
    assert (told.place, told.expected, told.actual) == (
        line_of(PLAN_2026, "Medlemmar"), 17_546_020, 17_556_000)
    assert the(found, "difference_does_not_follow").severity == "error"
