"""How a cell is understood: numbers as people write them, nothing that could mean two things."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_xl.domain.inputs import InputValue
from finsam_xl.domain.quantities import QUANTITIES, Kind, Quantity
from finsam_xl.errors import InputError
from finsam_xl.inputs.build import known_words
from finsam_xl.inputs.raw import Content, RawCell, Rewritten
from finsam_xl.inputs.reading import Reader, tidy_text

PLACE = "Insatser!J9"


def read(content: Content, kind: Kind = Kind.TKR) -> tuple[InputValue, list[Rewritten]]:
    """What a cell of a kind is understood as, and what was rewritten on the way."""
    reader = Reader(known_words())
    return reader.read(RawCell(PLACE, content), Quantity(kind)), reader.rewritten


def refused(content: Content, quantity: Quantity, **how: Any) -> InputError:  # noqa: ANN401
    """How a cell is refused."""
    with pytest.raises(InputError) as fault:
        Reader(known_words()).read(RawCell(PLACE, content, **how), quantity)
    assert fault.value.place == PLACE
    return fault.value


# -- amounts as people write them -------------------------------------------------------------

WRITTEN: dict[str, tuple[int, str]] = {
    "20 000": (20_000_000, "20000"),
    "20\u00a0000": (20_000_000, "20000"),
    "20\u202f000": (20_000_000, "20000"),
    "20\u2009000": (20_000_000, "20000"),
    "19032": (19_032_000, "19032"),
    "135´": (135_000, "135"),
    "135 ´": (135_000, "135"),
    "19605*": (19_605_000, "19605"),
    "19605**": (19_605_000, "19605"),
    "19 605*": (19_605_000, "19605"),
    " 8773 ": (8_773_000, "8773"),
    "4386,5": (4_386_500, "4386,5"),
    "4 386,5": (4_386_500, "4386,5"),
    "187,17": (187_170, "187,17"),
    "673,40": (673_400, "673,40"),
    "0,125": (125, "0,125"),
    "1234,567": (1_234_567, "1234,567"),
    "-834": (-834_000, "-834"),
    "−834": (-834_000, "-834"),
    "0": (0, "0"),
    "1 000 000": (1_000_000_000, "1000000"),
}


@pytest.mark.parametrize("written", WRITTEN)
def test_a_text_that_is_plainly_a_number_is_one_and_is_reported(written: str) -> None:
    kronor, after = WRITTEN[written]
    assert read(written) == (kronor, [Rewritten(PLACE, written, after)])


def test_a_number_typed_as_one_is_not_rewritten() -> None:
    assert read(Decimal(8773)) == (8_773_000, [])
    assert read(Decimal("187.17")) == (187_170, [])
    assert read(Decimal("-0.001")) == (-1, [])
    assert read(Decimal("8.773E+3")) == (8_773_000, [])


@pytest.mark.parametrize("blank", [None, "", " ", "\u00a0", " \t\n"])
@pytest.mark.parametrize("kind", Kind, ids=lambda kind: str(kind.value))
def test_an_empty_cell_is_not_known(blank: Content, kind: Kind) -> None:
    assert read(blank, kind) == (None, [])


NOT_NUMBERS = [
    "1234 kr", "12 tkr", "12,5 %", "≈100", "ca 100", "1.234,5", "1,234.5", "1.234", "1'234",
    "(500)", "500-", "–500", "+500", "20  000", "20 00", "2 0000", "1 23 456", "12,", ",5", "1,2,3",
    "´", "*", "135´5", "1e3", "0x10", "tjugo", "20 000 kr", "20 000/2", "=1+1", "--5", "1 000,5,5",
    "Projektmedel", "∞", "NaN", "inf",
]


@pytest.mark.parametrize("written", NOT_NUMBERS)
def test_a_text_that_is_not_plainly_a_number_is_refused_whole(written: str) -> None:
    fault = refused(written, Quantity(Kind.TKR))
    assert fault.key == "not_a_number"
    assert written in fault.fault()


@pytest.mark.parametrize("written", ["1,234", "12,345", "999,000", "-1,234"])
def test_three_decimals_that_might_be_thousands_are_refused(written: str) -> None:
    assert refused(written, Quantity(Kind.TKR)).key == "ambiguous_number"


@pytest.mark.parametrize("content", [
    Decimal("0.0001"), Decimal("8773.00005"), Decimal("4386.5001"), "4386,5001", Decimal("1E-20"),
])
def test_less_than_a_krona_is_refused(content: Content) -> None:
    fault = refused(content, Quantity(Kind.TKR))
    assert fault.key == "too_many_decimals"
    assert "," in fault.fault()


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "sNaN", "1E+400", "1E+999999"])
@pytest.mark.parametrize("kind", [Kind.TKR, Kind.PEOPLE, Kind.COUNT, Kind.STEP, Kind.PERCENT,
                                  Kind.DATE, Kind.YEAR], ids=lambda kind: str(kind.value))
def test_a_number_without_end_is_refused(number: str, kind: Kind) -> None:
    """A file may hold INF, NAN or an exponent of any size in a number cell."""
    assert refused(Decimal(number), Quantity(kind)).exit_code == 2


@given(st.integers(0, 10**9), st.sampled_from(["", " ", "\u00a0", "\u202f"]),
       st.sampled_from(["", "´", "*", " *"]))
def test_thousands_may_be_grouped_by_any_space(kronor: int, space: str, mark: str) -> None:
    written = f"{kronor:,}".replace(",", space) + mark
    assert read(written, Kind.PEOPLE)[0] == kronor


# -- whole numbers ----------------------------------------------------------------------------


def test_people_are_counted_in_whole_numbers() -> None:
    assert read(Decimal(9_790), Kind.PEOPLE) == (9_790, [])
    assert read(Decimal("9790.0"), Kind.PEOPLE) == (9_790, [])
    assert read("114 895", Kind.PEOPLE) == (114_895, [Rewritten(PLACE, "114 895", "114895")])
    assert read(Decimal(0), Kind.PEOPLE) == (0, [])


WRONG_WHOLE: dict[str, tuple[Content, Kind, str]] = {
    "half a person": (Decimal("10234.5"), Kind.PEOPLE, "not_whole_cell"),
    "half a person written": ("10 234,5", Kind.PEOPLE, "not_whole_cell"),
    "people owed": (Decimal(-1), Kind.PEOPLE, "negative_count"),
    "participants owed": (Decimal(-20), Kind.COUNT, "negative_count"),
    "half a participant": (Decimal("0.5"), Kind.COUNT, "not_whole_cell"),
    "a step of five": (Decimal(5), Kind.STEP, "not_a_step"),
    "a step of nothing": (Decimal(0), Kind.STEP, "not_a_step"),
    "a step of half a krona": (Decimal("0.5"), Kind.STEP, "not_whole_cell"),
    "a step of ten thousand": (Decimal(10_000), Kind.STEP, "not_a_step"),
    "a year before the law": (Decimal(2003), Kind.YEAR, "not_a_year"),
    "a year far away": (Decimal(2100), Kind.YEAR, "not_a_year"),
    "two figures for a year": (Decimal(26), Kind.YEAR, "not_a_year"),
}


@pytest.mark.parametrize("case", WRONG_WHOLE)
def test_a_whole_number_out_of_its_range_is_refused(case: str) -> None:
    content, kind, key = WRONG_WHOLE[case]
    assert refused(content, Quantity(kind)).key == key


@pytest.mark.parametrize("step", [1, 10, 100, 1000])
def test_a_rounding_step_is_one_ten_a_hundred_or_a_thousand(step: int) -> None:
    assert read(Decimal(step), Kind.STEP) == (step, [])
    assert read(f"{step}", Kind.STEP)[0] == step


# -- per cent ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("content", "expected"), [
    (Decimal("0.015"), Fraction(15, 1000)), ("1,5 %", Fraction(15, 1000)),
    ("1,5%", Fraction(15, 1000)), ("2 %", Fraction(2, 100)), ("0,02", Fraction(2, 100)),
    ("100 %", 1), (Decimal(1), 1), (Decimal(0), 0),
    ("−1,5 %", Fraction(-15, 1000)), ("0,25 %", Fraction(25, 10_000)),
])
def test_per_cent_is_an_exact_fraction(content: Content, expected: Fraction | int) -> None:
    found, _ = read(content, Kind.PERCENT)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(("content", "kind", "key"), [
    (Decimal("1.5"), Kind.PERCENT, "not_a_percentage"),
    ("2,5", Kind.PERCENT, "not_a_percentage"),
    ("150 %", Kind.PERCENT, "not_a_percentage"),
    (Decimal("-0.04"), Kind.SHARE, "not_a_percentage"),
    (Decimal("0.00001"), Kind.PERCENT, "too_fine_percent"),
    ("0,001 %", Kind.PERCENT, "too_fine_percent"),
    ("% 5", Kind.PERCENT, "not_a_number"),
    ("5 procent", Kind.PERCENT, "not_a_number"),
])
def test_a_per_cent_that_cannot_be_one_is_refused(content: Content, kind: Kind, key: str) -> None:
    assert refused(content, Quantity(kind)).key == key


# -- dates ------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [Decimal(45_838), "2025-06-30", " 2025-06-30 "])
def test_a_date_is_a_day_number_or_written_out(content: Content) -> None:
    assert read(content, Kind.DATE) == (date(2025, 6, 30), [])


@pytest.mark.parametrize("content", [
    Decimal(60), Decimal(2026), Decimal("45838.5"), Decimal(-1), Decimal(99_999), "30/6 2025",
    "2025-6-30", "2025-02-30", "2025-13-01", "250630", "20250630", "30 juni", "2025-06-30 12:00",
    "2025\u201106\u201130",
])
def test_what_is_no_date_is_refused(content: Content) -> None:
    """Day 60 is a day that never was, and 2026 as a date is July 1905."""
    assert refused(content, Quantity(Kind.DATE)).key == "not_a_date"


# -- codes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("content", "expected", "reported"), [
    ("0180", "0180", False), ("1443", "1443", False), (" 0180 ", "0180", True),
    ("180", "0180", True), (Decimal(180), "0180", True), (Decimal("180.0"), "0180", True),
    (Decimal(1443), "1443", True), ("\u200b1443", "1443", True), ("1443\u00a0", "1443", True),
])
def test_a_municipality_code_is_four_digits_of_text(
    content: Content, expected: str, *, reported: bool
) -> None:
    found, rewritten = read(content, Kind.CODE)
    assert found == expected
    assert [each.after for each in rewritten] == ([expected] if reported else [])


@pytest.mark.parametrize("content", [
    "18", "01800", "Borås", "14 43", "14-43", Decimal(18), Decimal("1443.5"), Decimal(-180), "O180",
])
def test_what_is_no_municipality_code_is_refused(content: Content) -> None:
    assert refused(content, Quantity(Kind.CODE)).key == "not_a_code"


# -- choices ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("quantity", "written", "expected"), [
    ("basis", "Angivet", "stated"), ("basis", "stated", "stated"), ("basis", " ANGIVET ", "stated"),
    ("rounding", "Rad för rad", "by_row"), ("rounding", "rad för\u00a0rad", "by_row"),
    ("region_follows", "Minst", "at_least"), ("activity_base", "Ja", "yes"),
    ("activity_funding", "Projektmedel", "external_funds"),
    ("grant_status", "Antagande", "assumption"), ("grant_status", "Preliminary", "preliminary"),
])
def test_a_choice_is_read_by_its_word_or_its_key(
    quantity: str, written: str, expected: str
) -> None:
    found = Reader(known_words()).read(RawCell(PLACE, written), QUANTITIES[quantity])
    assert found == expected


def test_every_choice_has_a_word_of_its_own_in_both_languages() -> None:
    words = known_words()
    for quantity in QUANTITIES.values():
        for choice in quantity.choices:
            assert words[choice] == choice
            assert sum(found == choice for found in words.values()) >= 2


@pytest.mark.parametrize(("quantity", "written"), [
    ("basis", "Ungefär"), ("basis", "Minst"), ("activity_base", "J"), ("rounding", "Exakt"),
])
def test_a_word_outside_its_list_is_refused_with_the_list(quantity: str, written: str) -> None:
    fault = refused(written, QUANTITIES[quantity])
    assert fault.key == "not_a_choice"
    assert all(choice in fault.cure() for choice in QUANTITIES[quantity].choices)


# -- texts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("written", "tidy"), [
    (" Bora\u030as ", "Borås"), ("Väst\u00adra", "Västra"), ("Mark\u200b", "Mark"),
    ("VG\u00a0region", "VG region"), ("\ufeffTranemo", "Tranemo"), ("a\u200d\u200cb", "ab"),
])
def test_a_text_is_composed_and_without_unseen_characters(written: str, tidy: str) -> None:
    assert tidy_text(written) == tidy
    assert read(written, Kind.TEXT) == (tidy, [Rewritten(PLACE, written, tidy)])


def test_a_text_of_unseen_characters_alone_is_nothing() -> None:
    assert read("\u200b\ufeff", Kind.TEXT) == (None, [])


def test_a_number_in_a_text_cell_is_the_text_of_it() -> None:
    assert read(Decimal(12), Kind.TEXT) == ("12", [])
    assert read(Decimal("12.0"), Kind.TEXT) == ("12", [])
    assert read(Decimal("1.5"), Kind.TEXT)[0] in ("1.5", "1,5")


def test_a_text_that_begins_like_a_formula_is_only_a_text() -> None:
    assert read("=1+1", Kind.TEXT) == ("=1+1", [])
    assert read("@home", Kind.TEXT) == ("@home", [])


@pytest.mark.parametrize("written", ["VÃ¤stra", "BorÃ¥s", "S\u00c3\u2026re", "Bor\ufffds"])
def test_a_text_with_broken_letters_is_refused(written: str) -> None:
    assert refused(written, Quantity(Kind.TEXT)).key == "mojibake"


# -- whatever the kind ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: str(kind.value))
def test_errors_formulas_and_truths_are_refused_in_every_kind_of_cell(kind: Kind) -> None:
    quantity = Quantity(kind, ("yes",))
    assert refused("#REF!", quantity, error=True).key == "error_value"
    assert refused(Decimal(5), quantity, formula=True).key == "formula_in_input"
    assert refused(None, quantity, formula=True).key == "formula_in_input"
    assert refused(content=True, quantity=quantity).key == "truth_value"
    assert refused("19811218-9876", quantity).key == "personal_number"


def test_a_fault_says_place_fault_and_cure_in_both_languages() -> None:
    fault = refused("12 tkr", Quantity(Kind.TKR))
    assert fault.sentence("sv").startswith(f'{PLACE}: "12 tkr" är inte ett tal')
    assert fault.sentence("en").startswith(f'{PLACE}: "12 tkr" ')
    assert fault.sentence("sv").endswith(fault.cure("sv"))
    assert fault.exit_code == 2
    assert fault.kind == "input"
    assert str(fault) == fault.sentence("sv")
