"""A sheet's table: where its heading, its rows and its notes are, and what each column is for."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date

from finsam_xl.errors import InputError
from finsam_xl.population_scb.files import Sheet
from finsam_xl.population_scb.regions import Known, RegionColumns, municipality_of, region_columns
from finsam_xl.population_scb.words import (
    age_named,
    ages_of,
    counts_changes,
    counts_people,
    counts_something,
    date_of,
    is_total,
    sex_of,
)

NOT_KNOWN = frozenset({"", ".", "..", "...", "…", "-", "–", "−"})
_NUMBER = re.compile(r"[-−]?\d[\d ]*(?:[.,]\d+)?")
_ALONE = re.compile(r"(?:19|20)\d{2}")
_QUARTER = re.compile(r"(?:kvartal|kv|k|quarter|q)?\.? ?[1-4]", re.IGNORECASE)
_MOST_HEADINGS = 6
_HEADINGS = {
    "time": re.compile(r"\b(?:tid|time|år|year|kvartal|quarter|månad|month|datum|date|mätdatum"
                       r"|period)\b"),
    "sex": re.compile(r"\b(?:kön|sex|gender)\b"),
    "age": re.compile(r"\b(?:ålder|age|åldersgrupp|åldersklass)\b"),
    "contents": re.compile(r"tabellinnehåll|contents|\bvariabel\b|\bvariable\b|\buppgift\b"),
    "other": re.compile(r"civilstånd|marital|födelse|föddes|birth|medborgar|citizen|bakgrund"
                        r"|background|hushåll|household|tätort|locality|distrikt|district"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One number of a table as it is written, and of whom it is.

    `sex` is `men`, `women`, `total` or empty; `age` and `other` are what the table says.
    """

    code: str
    when: date | None
    sex: str
    age: str
    other: str
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet that has municipalities in it, with the row of each and the headings above."""

    sheet: Sheet
    regions: RegionColumns
    codes: dict[int, str]
    headings: tuple[str, ...]
    top: int
    """The row in which the headings begin; what stands above is the title."""

    @property
    def above(self) -> tuple[str, ...]:
        """The texts above the headings, from the top."""
        return tuple(text for row in self.sheet.rows[:self.top] for text in row if text)

    @property
    def around(self) -> str:
        """All that stands above and below the table, a line for each text."""
        below = self.sheet.rows[max(self.codes) + 1:]
        return "\n".join((*self.above, *(text for row in below for text in row if text)))

    def cells(self, column: int) -> list[str]:
        """What stands in a column, in the rows of municipalities."""
        return [self.sheet.rows[row][column] for row in self.codes]


def find_table(sheet: Sheet, those: Known) -> Table | None:
    """The table of a sheet; None if no row in it is of a municipality."""
    regions = region_columns(sheet, those)
    if not regions.all:
        return None
    codes = {row: code for row in range(len(sheet.rows))
             if (code := municipality_of(sheet, row, regions, those))}
    if not codes:
        return None
    rows = _heading_rows(sheet, min(codes), regions)
    return Table(sheet, regions, codes, _headings(sheet, rows, regions),
                 min(rows, default=min(codes)))


def _heading_rows(sheet: Sheet, first: int, regions: RegionColumns) -> list[int]:
    """The rows above the first municipality that are headings, from the top."""
    row = first - 1
    while row >= 0 and (not any(sheet.rows[row]) or _has_numbers(sheet.rows[row], regions)):
        row -= 1
    found: list[int] = []
    while row >= 0 and len(found) < _MOST_HEADINGS and not _is_title(sheet.rows[row]):
        found.insert(0, row)
        row -= 1
    return found


def _has_numbers(texts: tuple[str, ...], regions: RegionColumns) -> bool:
    """Whether a row counts something, as that of a county does; years are headings."""
    return any(_NUMBER.fullmatch(text) and not date_of(text)
               for column, text in enumerate(texts) if column not in regions.all)


def _is_title(texts: tuple[str, ...]) -> bool:
    return not any(texts[1:])


def _headings(sheet: Sheet, rows: list[int], regions: RegionColumns) -> tuple[str, ...]:
    """Each column's heading: what stands above it, and above its group in the rows before."""
    width = len(sheet.rows[0])
    lines = [list(sheet.rows[row]) for row in rows]
    for line in lines[:-1]:
        for column in range(max(regions.all) + 2, width):
            line[column] = line[column] or line[column - 1]
    joined = (" ".join(line[column] for line in lines if line[column]) for column in range(width))
    return tuple(re.sub(r"(?<=\w)- (?=\w)", "", text).casefold() for text in joined)


def entries(table: Table, wanted: Container[str]) -> Iterator[Entry]:
    """Every number of people in a table, for the municipalities that are wanted.

    Refuses with InputError a table of which nobody can tell what column counts people, and a row
    that is wider than the headings.
    """
    roles = _roles(table)
    counted = _counted(table, roles)
    if not counted:
        raise InputError("population_column", place=table.sheet.place(table.top, 0))
    for row, code, texts in _filled(table, roles):
        said = {role: texts[column] for role, column in roles.items()}
        if code not in wanted or counts_changes(said.get("contents", "")):
            continue
        _refuse_wide(table, row, counted)
        for column in counted:
            heading = table.headings[column]
            yield Entry(
                code, date_of(heading) or date_of(_time(said)),
                _sex(said.get("sex", "")) or sex_of(heading),
                said.get("age", "") or age_named(heading), said.get("other", ""),
                texts[column], table.sheet.place(row, column))


def _time(said: dict[str, str]) -> str:
    """What a row says of time; a quarter or a month of its own is of the year beside it.

    >>> _time({"time": "2025", "quarter": "2"}), _time({"time": "2025", "month": "6"})
    ('2025 kvartal 2', '2025m06')
    """
    time, quarter, month = (said.get(role, "") for role in ("time", "quarter", "month"))
    if quarter:
        return f"{time} kvartal {quarter[-1]}"
    return f"{time}m{month.zfill(2)}" if month.isdigit() else f"{month} {time}".strip()


def _refuse_wide(table: Table, row: int, counted: list[int]) -> None:
    """Refuse a row that goes on where no heading is: a number may have been parted in two."""
    last = max(column for column, text in enumerate(table.headings)
               if text or column in counted)
    for column, text in enumerate(table.sheet.rows[row]):
        if column > last and text:
            raise InputError("population_wide", place=table.sheet.place(row, column), value=text)


def _sex(text: str) -> str:
    """What a cell says of sex, in words or by SCB's code; any other word as it is."""
    return sex_of(text) or {"1": "men", "2": "women", "1+2": "total"}.get(text, text)


def _filled(table: Table, roles: dict[str, int]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """The rows of municipalities; one that leaves out what the row above says is filled in."""
    code, above = "", ("",) * len(table.headings)
    labels = [column for role, column in roles.items() if role != "contents"]
    for row in range(min(table.codes), len(table.sheet.rows)):
        texts = table.sheet.rows[row]
        if row in table.codes:
            code = table.codes[row]
        elif any(texts[column] for column in table.regions.all) or not any(
                texts[column] for column in labels):
            code = ""
        if not code:
            continue
        first = next(column for column, text in enumerate(texts) if text)
        above = texts if row in table.codes and first <= min(table.regions.all) else (
            *above[:first], *texts[first:])
        yield row, code, above


def _roles(table: Table) -> dict[str, int]:
    """Which columns say of what time, sex or age a row is; the first that does."""
    found: dict[str, int] = {}
    for column in range(len(table.headings)):
        role = "" if column in table.regions.all else _role(table, column)
        if role:
            found.setdefault(role, column)
    return found


def _role(table: Table, column: int) -> str:
    """What a column says of its rows, by its heading or by its content; empty if nothing."""
    heading, cells = table.headings[column], [text for text in table.cells(column) if text]
    if not cells or counts_people(heading) or date_of(heading):
        return ""
    if parts := _part_of_year(heading, cells):
        return parts
    called = next((role for role, words in _HEADINGS.items() if words.search(heading)), "")
    dated = all(map(date_of, cells))
    if dated and (called == "time" or not any(map(_ALONE.fullmatch, cells))):
        return "time"
    if called and called != "time":
        return called
    if all(map(sex_of, cells)) and not all(map(is_total, cells)):
        return "sex"
    aged = any("år" in text or "year" in text for text in cells)
    return "age" if aged and all(ages_of(text) or is_total(text) for text in cells) else ""


def _part_of_year(heading: str, cells: list[str]) -> str:
    """Whether a column says the quarter or the month of a year that stands beside it."""
    if re.search("kvartal|quarter", heading) and all(map(_QUARTER.fullmatch, cells)):
        return "quarter"
    without_year = re.search("månad|month", heading) and not any(map(date_of, cells))
    return "month" if without_year else ""


def _counted(table: Table, roles: dict[str, int]) -> list[int]:
    """The columns that count people: those of a date, or else those that say so."""
    numbers = [
        column for column, heading in enumerate(table.headings)
        if column not in (*table.regions.all, *roles.values()) and not counts_changes(heading)
        and any(_NUMBER.fullmatch(text) or text in NOT_KNOWN - {""} for text in table.cells(column))
    ]
    dated = [column for column in numbers if date_of(table.headings[column])]
    plain = [column for column in numbers if counts_something(table.headings[column])]
    chosen = dated or plain or (numbers if len(numbers) == 1 and "time" in roles else [])
    people = {date_of(table.headings[column]) for column in chosen
              if counts_people(table.headings[column])}
    return [column for column in chosen if counts_people(table.headings[column])
            or date_of(table.headings[column]) not in people]
