"""What is refused of a file: each by its cell or its name, with a cure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from finsam_xl.errors import FinsamError
from finsam_xl.population_scb import files
from finsam_xl.population_scb.reading import read_population
from tests.population_scb.members import (
    DECEMBER,
    IN_JUNE,
    JUNE,
    MEMBERS,
    NAMES,
    Row,
    by_code,
    text_file,
    workbook,
)


def refusal(path: Path, when: date | None = None) -> tuple[str, str]:
    """The key and place of what a file is refused with; its sentence is whole in both languages."""
    with pytest.raises(FinsamError) as refused:
        read_population(path, MEMBERS, expected=JUNE, when=when)
    for language in ("sv", "en"):
        assert path.name in refused.value.sentence(language)
    return refused.value.key, refused.value.place


@pytest.mark.parametrize(("row", "key"), [
    (("1490", "Borås", "-5"), "negative_count"), (("1490", "Borås", "\u22125"), "negative_count"),
    (("1490", "Borås", "\u20115"), "negative_count"), (("1490", "Borås", "9,5"), "not_whole_cell"),
    (("1490", "Borås", "114,895"), "ambiguous_number"), (("1490", "Borås", "114.895"),
                                                        "not_a_number"),
    (("1490", "Borås", ".."), "population_unknown"), (("1490", "Borås", ""), "population_unknown"),
    (("1490", "Borås", "ca 114 895"), "not_a_number"), (("1490", "Borås", "9" * 10),
                                                       "beyond_exact"),
    (("1490", "Göteborg", "5"), "municipality_misnamed"),
    (("1480", "Borås", "5"), "municipality_misnamed"),
])
def test_a_cell_is_refused_by_its_place(tmp_path: Path, row: Row, key: str) -> None:
    rows = by_code("2025-06-30")
    rows[2] = row
    place = "fil.csv, B3" if key == "municipality_misnamed" else "fil.csv, C3"
    assert refusal(text_file(tmp_path / "fil.csv", rows)) == (key, place)


def test_a_member_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = text_file(tmp_path / "fil.csv", by_code("2025-06-30")[:-2])
    with pytest.raises(FinsamError, match=r"Ulricehamn \(1491\), Vårgårda \(1442\)"):
        read_population(path, MEMBERS, expected=JUNE)


def test_two_numbers_for_one_are_refused_and_one_said_twice_is_not(tmp_path: Path) -> None:
    rows = by_code("2025-06-30")
    same = text_file(tmp_path / "fil.csv", [*rows, rows[1]])
    assert read_population(same, MEMBERS, expected=JUNE).people == IN_JUNE
    other = text_file(tmp_path / "fil.csv", [*rows, ("1443", "Bollebygd", 9791)])
    assert refusal(other) == ("population_differs", "fil.csv, C10")


@pytest.mark.parametrize("column", [0, 1])
def test_broken_letters_are_said_to_be_broken(tmp_path: Path, column: int) -> None:
    """Whether the code tells which municipality is meant or not."""
    rows = [row[column:] for row in by_code("2025-06-30")]
    rows[2] = ("1490", "BorÃ¥s", 114895)[column:]
    path = text_file(tmp_path / "fil.csv", rows)
    assert refusal(path) == ("mojibake", f"fil.csv, {'BA'[column]}3")


def test_a_file_that_is_called_like_a_person_is_refused(tmp_path: Path) -> None:
    path = text_file(tmp_path / "19121212-1212.csv", by_code("2025-06-30"))
    assert refusal(path)[0] == "personal_number"


# -- dates ----------------------------------------------------------------------------------------


def test_december_is_refused_where_june_is_needed(tmp_path: Path) -> None:
    path = text_file(tmp_path / "fil.csv", by_code("2024"))
    assert refusal(path) == ("population_december", "fil.csv")
    assert read_population(path, MEMBERS, expected=JUNE, when=DECEMBER).when == DECEMBER


def test_another_date_is_refused(tmp_path: Path) -> None:
    path = text_file(tmp_path / "fil.csv", by_code("2025K3"))
    assert refusal(path)[0] == "population_other_date"
    assert refusal(path, date(2025, 3, 31))[0] == "population_other_date"


def test_a_file_without_date_needs_one(tmp_path: Path) -> None:
    path = text_file(tmp_path / "fil.csv", by_code("Folkmängd"))
    assert refusal(path)[0] == "population_undated"
    assert read_population(path, MEMBERS, expected=JUNE, when=DECEMBER).when == DECEMBER


def test_the_day_on_which_a_file_was_made_is_no_date_of_its_numbers(tmp_path: Path) -> None:
    path = text_file(tmp_path / "fil.csv", [("Hämtad 2025-08-25",), (), *by_code("Folkmängd")])
    assert refusal(path)[0] == "population_undated"


def test_a_title_with_two_dates_needs_one(tmp_path: Path) -> None:
    title = ("Folkmängd 31 december 2024 och 30 juni 2025",)
    path = text_file(tmp_path / "fil.csv", [title, *by_code("Folkmängd")])
    assert refusal(path)[0] == "population_dates"
    assert read_population(path, MEMBERS, expected=JUNE, when=JUNE).when == JUNE


# -- parts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("head", "labels"), [
    ("kön", ["män"]), ("kön", ["kvinnor", "okänt"]), ("ålder", ["0-17 år", "18-64 år"]),
    ("ålder", ["0-17 år", "17-64 år", "65+ år"]), ("civilstånd", ["gifta", "ogifta"]),
])
def test_parts_that_are_not_the_whole_are_refused(
    tmp_path: Path, head: str, labels: list[str]
) -> None:
    rows: list[Row] = [("region", head, "2025K2")]
    rows += [(f"{code} {name}", label, 100) for code, name in NAMES.items() for label in labels]
    assert refusal(text_file(tmp_path / "fil.csv", rows))[0] == "population_part"


def test_a_column_or_a_sheet_of_men_only_is_refused(tmp_path: Path) -> None:
    column = text_file(tmp_path / "fil.csv", by_code("Män 2025K2"))
    assert refusal(column)[0] == "population_part"
    sheet = workbook(tmp_path / "fil.xlsx", Män=by_code("2025K2"))
    assert refusal(sheet)[0] == "population_part"


@pytest.mark.parametrize("title", ["Folkmängd 16–64 år 30 juni 2025", "Kvinnor, 30 juni 2025"])
def test_a_title_that_says_a_part_is_believed(tmp_path: Path, title: str) -> None:
    path = text_file(tmp_path / "fil.csv", [(title,), (), *by_code("Folkmängd")])
    assert refusal(path)[0] == "population_part"


# -- tables and files -----------------------------------------------------------------------------


def test_a_number_that_its_comma_parted_is_refused(tmp_path: Path) -> None:
    rows = by_code("2025-06-30")
    rows[2] = ("1490", "Borås", "114,895")
    path = text_file(tmp_path / "fil.csv", rows, separator=",")
    assert refusal(path) == ("population_wide", "fil.csv, D3")


@pytest.mark.parametrize("head", ["Folkökning 2025K2", "Yta", "Andel 2025-06-30", "Döda",
                                  "Folkmängd i tätort 2025K2", "Utrikes födda 2025K2"])
def test_a_column_of_something_else_is_not_read(tmp_path: Path, head: str) -> None:
    path = text_file(tmp_path / "fil.csv", by_code(head))
    assert refusal(path, JUNE)[0] == "population_column"


def test_two_sheets_that_could_be_meant_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "fil.xlsx", A=by_code("2025K2"), B=by_code("2025K2"))
    assert refusal(path)[0] == "population_sheets"


def test_a_file_without_municipalities_is_refused(tmp_path: Path) -> None:
    path = text_file(tmp_path / "fil.csv", [("land", "2025"), ("Norge", 5_600_000)])
    assert refusal(path) == ("population_no_table", "fil.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_personal_number_is_refused_by_its_cell(tmp_path: Path, encoding: str) -> None:
    rows = [*by_code("2025-06-30"), ("Fråga", "19121212-1212", "")]
    path = text_file(tmp_path / "fil.csv", rows, encoding=encoding)
    assert refusal(path) == ("personal_number", "fil.csv, B10")


@pytest.mark.parametrize(("content", "key"), [
    (b"", "population_empty"), (b"\xef\xbb\xbf \r\n;;\r\n", "population_empty"),
    (bytes(range(256)) * 4, "population_binary"), (b"%PDF-1.7 kommun", "population_binary"),
    (b"<html><table></table></html>", "population_binary"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "population_binary"),
])
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, key: str) -> None:
    path = tmp_path / "fil.csv"
    path.write_bytes(content)
    assert refusal(path) == (key, "fil.csv")


def test_a_file_that_is_too_large_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "file_content", None)
    path = tmp_path / "fil.csv"
    with path.open("wb") as file:
        file.truncate(files.MOST_BYTES + 1)
    assert refusal(path) == ("population_large", "fil.csv")


def test_a_book_without_municipalities_has_nothing_to_read(tmp_path: Path) -> None:
    path = text_file(tmp_path / "fil.csv", by_code("2025-06-30"))
    with pytest.raises(FinsamError) as refused:
        read_population(path, (), expected=JUNE)
    assert refused.value.key == "population_no_members"
