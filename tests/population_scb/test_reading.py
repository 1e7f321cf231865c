"""Files as people save them from SCB, or type them, and what is read out of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_xl.domain.inputs import Municipality
from finsam_xl.inputs.population import PopulationFound
from finsam_xl.population_scb.reading import read_population
from tests.population_scb.members import (
    DECEMBER,
    IN_DECEMBER,
    IN_JUNE,
    JUNE,
    MEMBERS,
    NAMES,
    Row,
    by_code,
    text_file,
    workbook,
)


def read(path: Path, when: date | None = None) -> PopulationFound:
    """What a file says to a book whose budget year asks for 30 June 2025."""
    return read_population(path, MEMBERS, expected=JUNE, when=when)


def regions(*columns: dict[str, int]) -> list[list[object]]:
    """Rows of `1490 Borås` and its numbers."""
    return [[f"{code} {name}", *(each[code] for each in columns)] for code, name in NAMES.items()]


# -- the database's own forms -------------------------------------------------------------------


def test_the_quarterly_table_in_commas_and_quotes(tmp_path: Path) -> None:
    """Counties, the country and municipalities that are not members are passed over."""
    rows: list[Row] = [
        ('"region"', '"2024K4"', '"2025K2"'), ('"00 Riket"', 10_587_710, 10_596_000),
        ('"14 Västra Götalands län"', 1_770_000, 1_771_000), ('"1480 Göteborg"', 607_000, 608_000),
        *([f'"{row[0]}"', *row[1:]] for row in regions(IN_DECEMBER, IN_JUNE)),
    ]
    found = read(text_file(tmp_path / "BE0101.csv", rows, separator=","))
    assert found == PopulationFound(JUNE, IN_JUNE, "BE0101.csv")
    assert read(tmp_path / "BE0101.csv", DECEMBER).people == IN_DECEMBER


@pytest.mark.parametrize("head", [
    "2025K2", "2025kv2", "2025 kv 2", "Kvartal 2 2025", "kvartal 2, 2025", "2025Q2", "2025M06",
    "2025-06-30", "20250630", "30 juni 2025", "Folkmängd 30 juni 2025", "Folkmängd 2025K2",
    "juni 2025", "June 30, 2025", "30 June 2025",
])
def test_a_date_is_known_however_it_is_written(tmp_path: Path, head: str) -> None:
    found = read(text_file(tmp_path / "fil.csv", by_code(head, "2024-12-31")))
    assert (found.when, found.people) == (JUNE, IN_JUNE)


def test_a_year_alone_is_its_last_day(tmp_path: Path) -> None:
    """So are SCB's yearly tables."""
    path = text_file(tmp_path / "fil.csv", [("kod", "kommun", "2024"), *(
        (code, name, IN_DECEMBER[code]) for code, name in NAMES.items())])
    assert read(path, DECEMBER).people == IN_DECEMBER


@pytest.mark.parametrize(("head", "part"), [
    ("kvartal", "2"), ("Kvartal", "K2"), ("månad", "6"), ("månad", "juni"),
])
def test_a_year_and_its_quarter_or_month_in_two_columns(
    tmp_path: Path, head: str, part: str
) -> None:
    rows: list[Row] = [("kommun", "år", head, "folkmängd"), *(
        (name, 2025, part, IN_JUNE[code]) for code, name in NAMES.items())]
    found = read(text_file(tmp_path / "fil.csv", rows))
    assert (found.when, found.people) == (JUNE, IN_JUNE)


def long_rows(totals: bool) -> list[Row]:  # noqa: FBT001 - a table with its total, or without
    rows: list[Row] = [("region", "kön", "tid", "värde")]
    for code, name in NAMES.items():
        for when, people in (("2025-06-30", IN_JUNE[code]), ("2024-12-31", IN_DECEMBER[code])):
            men = people // 2 + 3
            rows += [(f"{code} {name}", "män", when, men),
                     (f"{code} {name}", "kvinnor", when, people - men)]
            rows += [(f"{code} {name}", "totalt", when, people)] if totals else []
    return rows


def test_a_long_table_is_read_by_its_totals(tmp_path: Path) -> None:
    found = read(text_file(tmp_path / "fil.csv", long_rows(totals=True)))
    assert (found.people, found.summed) == (IN_JUNE, False)


def test_men_and_women_are_added_where_no_total_is_told(tmp_path: Path) -> None:
    found = read(text_file(tmp_path / "fil.csv", long_rows(totals=False)))
    assert (found.people, found.summed) == (IN_JUNE, True)


def test_noise_between_the_total_and_its_parts_is_no_fault(tmp_path: Path) -> None:
    """SCB's deliberate noise: the total is what is published, not what its parts make."""
    rows = [(*row[:3], int(str(row[3])) + 1) if row[1] == "män" else row
            for row in long_rows(totals=True)[1:]]
    found = read(text_file(tmp_path / "fil.csv", [("region", "kön", "tid", "värde"), *rows]))
    assert found.people == IN_JUNE


def test_ages_are_added_when_they_are_all_there(tmp_path: Path) -> None:
    rows: list[Row] = [("region", "ålder", "2025K2")]
    for code, name in NAMES.items():
        rows += [(f"{code} {name}", age, part) for age, part in (
            ("0-17 år", 1000), ("18-64 år", 2000), ("65+ år", IN_JUNE[code] - 3000))]
    found = read(text_file(tmp_path / "fil.csv", rows))
    assert (found.people, found.summed) == (IN_JUNE, True)
    rows += [(f"{code} {name}", "totalt ålder", IN_JUNE[code]) for code, name in NAMES.items()]
    assert not read(text_file(tmp_path / "fil.csv", rows)).summed


def test_a_workbook_of_the_database_says_each_region_once(tmp_path: Path) -> None:
    """No heading over the labels, men and women below each other, notes at the end."""
    rows: list[Row] = [("Folkmängd efter region, kön och kvartal",), (),
                       (None, None, None, "2025K1", "2025K2")]
    for code, name in NAMES.items():
        rows += [(code, name, "totalt", IN_JUNE[code] - 7, IN_JUNE[code]),
                 (None, None, "män", 1, 1), (None, None, "kvinnor", 2, 2)]
    rows += [(), ("Senast uppdaterad:",), ("20250821 08:00",), ("Källa:",), ("SCB",),
             ("Tabell TAB5444",)]
    found = read(workbook(tmp_path / "0001.xlsx", Folkmängd=rows))
    assert found == PopulationFound(
        JUNE, IN_JUNE, "SCB, Folkmängd efter region, kön och kvartal, TAB5444", date(2025, 8, 21))


def test_the_workbook_that_is_published_each_quarter(tmp_path: Path) -> None:
    """A title that says the date, several heading rows, counties by the names of their towns."""
    rows: list[Row] = [
        ("Folkmängd i riket, län och kommuner 30 juni 2025 och förändringar 1 april–30 juni 2025",),
        (), ("Kod", "Kommunnamn", "Folkmängd", "Folk-", "Inflyttade", None),
        (None, None, None, "ökning", "Totalt", "Utlandet"),
        (None, "Riket", 10_596_000, 900, 5, "."), ("01", "Stockholm", 2_480_000, 100, 5, "."),
        *((code, name, IN_JUNE[code], -12, 4, 1) for code, name in NAMES.items()),
        ("Uppgifterna är hämtade ur registret.",),
    ]
    parts = [(*row[:2], 1, *row[3:]) if len(row) > 2 and isinstance(row[2], int) else row
             for row in rows]
    found = read(workbook(tmp_path / "kv2.xlsx", Totalt=rows, Män=parts, Kvinnor=parts))
    assert (found.when, found.people, found.source) == (JUNE, IN_JUNE, rows[0][0])


def test_a_county_and_its_town_of_one_name_are_told_apart_by_code(tmp_path: Path) -> None:
    path = text_file(tmp_path / "fil.csv", [
        ("kod", "kommun", "2025K2"), ("01", "Stockholm", 2_480_000), ("180", "Stockholm", 995_000)])
    members = (Municipality(1, "0180", "Stockholm"),)
    assert read_population(path, members, expected=JUNE).people == {"0180": 995_000}


# -- what people type -----------------------------------------------------------------------------


def test_names_are_enough(tmp_path: Path) -> None:
    rows: list[Row] = [("Kommun", "Invånare 2025-06-30")]
    rows += [(f"{name} kommun", IN_JUNE[code]) for code, name in NAMES.items()]
    rows[4] = ("Marks kommun", IN_JUNE["1463"])
    assert read(text_file(tmp_path / "fil.csv", rows)).people == IN_JUNE


def test_codes_are_enough(tmp_path: Path) -> None:
    rows: list[Row] = [("Kommunkod", "Antal", "Källa")]
    rows += [(code, people, "SCB") for code, people in IN_JUNE.items()]
    assert read(text_file(tmp_path / "fil.csv", rows), JUNE).people == IN_JUNE


def test_a_workbook_with_dates_in_its_cells(tmp_path: Path) -> None:
    rows = by_code("", "")
    rows[0] = ("kod", "kommun", datetime(2025, 6, 30), datetime(2024, 12, 31))  # noqa: DTZ001
    found = read(workbook(tmp_path / "fil.xlsx", Blad1=rows))
    assert (found.people, found.rewritten) == (IN_JUNE, ())


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u2009", "\u202f", "\u2007"])
def test_thousands_are_parted_by_any_space_and_said_to_be_rewritten(
    tmp_path: Path, space: str
) -> None:
    rows = by_code("2025-06-30")
    rows[2] = ("1490", "Borås", f"114{space}895")
    found = read(text_file(tmp_path / "fil.csv", rows))
    assert found.people == IN_JUNE
    assert [(each.place, each.after) for each in found.rewritten] == [("fil.csv, C3", "114895")]


def test_the_source_is_the_title_on_one_line(tmp_path: Path) -> None:
    rows: list[Row] = [("sep=;",), ("Folkmängd per kommun 30 juni 2025",),
                       ("Publicerad 2025-08-21",), *by_code("Folkmängd")]
    found = read(text_file(tmp_path / "fil.csv", rows))
    assert (found.source, found.published) == (
        "Folkmängd per kommun 30 juni 2025", date(2025, 8, 21))


# -- any order, separator and letters -------------------------------------------------------------


@given(order=st.permutations(range(8)), columns=st.permutations(range(4)),
       separator=st.sampled_from(";,\t"),
       encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]))
def test_neither_order_nor_separator_nor_encoding_matters(
    order: Sequence[int], columns: Sequence[int], separator: str, encoding: str
) -> None:
    head, *rows = by_code("2025-06-30", "2024-12-31")
    mixed = [[row[column] for column in columns] for row in [head, *(rows[at] for at in order)]]
    with TemporaryDirectory() as folder:
        found = read(text_file(Path(folder) / "fil.csv", mixed, separator, encoding))
    assert found == PopulationFound(JUNE, IN_JUNE, "fil.csv")


def ordered(rows: Iterable[Row], order: Sequence[int]) -> list[Row]:
    head, *body = rows
    return [head, *(body[at] for at in order)]


@given(order=st.permutations(range(48)))
def test_the_rows_of_a_long_table_may_stand_in_any_order(order: Sequence[int]) -> None:
    with TemporaryDirectory() as folder:
        path = text_file(Path(folder) / "fil.csv", ordered(long_rows(totals=True), order))
        assert read(path).people == IN_JUNE
