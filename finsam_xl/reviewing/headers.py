"""Headers by which a table is known: years for financing, a unit and a word for costs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from finsam_xl.reviewing.members import is_sum, member_of
from finsam_xl.reviewing.sources import Row
from finsam_xl.reviewing.splitting import trailing_numbers
from finsam_xl.reviewing.tables import ACTIVITIES, ADMINISTRATION, COSTS, PLAN_YEARS, SUMMARY

FINANCING = "financing"
_YEAR = re.compile(r"20\d\d")
_YEAR_CELL = re.compile(r"(?:\D{0,20}\s)?(20\d\d)(?:\s?\D{0,20})?")
_FINANCING_WORDS = re.compile(r"medlem|andel|finans|part\b|bidrag", re.IGNORECASE)
_UNIT = re.compile(r"\b(tkr|tusen(?:tal)? kr(?:onor)?|kr|kronor|sek)\b", re.IGNORECASE)
_RANGE = re.compile(r"(?<![\d/])(20\d\d)\s*[-\u2013\u2014]\s*(20\d\d)(?!\d)")
_PLAN_WORDS = re.compile(r"\bvp\b|plan|budget", re.IGNORECASE)
_LONGEST, _LOOK_BACK, _SHORT = 120, 6, 40
_KIND_WORDS = (
    (ACTIVITIES, re.compile(r"deltagar", re.IGNORECASE)),
    (ADMINISTRATION, re.compile(r"administration|styrning|kansli|overhead", re.IGNORECASE)),
    (SUMMARY, re.compile(r"sammanställning|prioriterade|kostnad|insatser", re.IGNORECASE)),
    (COSTS, re.compile(r"förbundsmedel|belopp|\bposter?\b|ändamål", re.IGNORECASE)),
)
_CHANGE = re.compile(r"förändring|ändring mot|skillnad", re.IGNORECASE)
_SHARES = re.compile(r"andel|%|procent|share", re.IGNORECASE)
_PEOPLE = re.compile(r"deltagar|antal|\bdelt\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A table's header: its kind and unit, and the columns where there are cells."""

    kind: str
    unit: str
    row: int
    title: str = ""
    years: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    people: int | None = None
    shares: int | None = None
    in_percent: bool = False


def headers_of(rows: Sequence[Row]) -> tuple[Header, ...]:
    """Every header among some rows, in order."""
    found = (_financing(rows, number) or _costs(rows, number) for number in range(len(rows)))
    return tuple(each for each in found if each is not None)


def plan_years_of(rows: Sequence[Row], file: str = "") -> tuple[int, int] | None:
    """The three years that the document is called by, as `VP 2026–2028`, or its file is."""
    for row in rows:
        for found in _RANGE.finditer(row.text):
            first, last = int(found[1]), int(found[2])
            called = _PLAN_WORDS.search(row.text) or len(row.text) <= _SHORT
            if last - first == PLAN_YEARS - 1 and called:
                return first, last
    named = _RANGE.search(file)
    if named and int(named[2]) - int(named[1]) == PLAN_YEARS - 1:
        return int(named[1]), int(named[2])
    return None


def _financing(rows: Sequence[Row], number: int) -> Header | None:
    row = rows[number]
    years, columns = _pasted_years(row) if row.loose else _years_in_cells(row)
    consecutive = all(after == before + 1 for before, after in pairwise(years))
    if not years or not consecutive or member_of(row.text) or is_sum(row.text):
        return None
    if len(years) == 1 and not _FINANCING_WORDS.search(row.text):
        return None
    if any(_CHANGE.search(near.text) and len(near.text) <= _LONGEST
           for near in rows[max(0, number - 1):number + 2]):
        return None
    shares = next((column for column, cell in enumerate(row.cells)
                   if columns and column not in columns and _SHARES.search(cell)), None)
    return Header(kind=FINANCING, unit=_unit_near(rows, number), row=number,
                  years=years, columns=columns, shares=shares,
                  in_percent=shares is not None and "%" in row.cells[shares])


def _pasted_years(row: Row) -> tuple[tuple[int, ...], tuple[int, ...]]:
    words = row.text.split()
    if words and _UNIT.fullmatch(words[-1]):
        words = words[:-1]
    run = len(words)
    while run and _YEAR.fullmatch(words[run - 1]):
        run -= 1
    return tuple(map(int, words[run:])), ()


def _years_in_cells(row: Row) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Years and their columns; a year in the first, where labels stand, is one to the right."""
    found = [(int(year[1]), column) for column, cell in enumerate(row.cells)
             if (year := _YEAR_CELL.fullmatch(cell)) and not _RANGE.search(cell)]
    shift = int(bool(found) and found[0][1] == 0)
    if found and found[-1][1] + shift >= len(row.cells):
        return (), ()
    return tuple(year for year, _ in found), tuple(column + shift for _, column in found)


def is_unit(text: str) -> bool:
    """Whether a text is a unit and nothing else."""
    return bool(_UNIT.fullmatch(text)) or text == "%"


def _unit_near(rows: Sequence[Row], number: int) -> str:
    """The unit of a header, or of a row shortly before it; tkr where none says otherwise."""
    for row in reversed(rows[max(0, number - 2):number + 1]):
        found = _UNIT.search(row.text)
        if found and len(row.text) <= _LONGEST:
            return "tkr" if found[1].casefold().startswith("t") else "kr"
    return "tkr"


def _costs(rows: Sequence[Row], number: int) -> Header | None:
    row = rows[number]
    has_amount = (trailing_numbers(row.text, 1) is not None if row.loose
                  else any(re.fullmatch(r"[\d ,]+", cell) for cell in row.cells))
    if len(row.text) > _LONGEST or has_amount or is_sum(row.text):
        return None
    people = bool(_KIND_WORDS[0][1].search(row.text)) and "medel" in row.text.casefold()
    if not _UNIT.search(row.text) and not people:
        return None
    kind = next((kind for kind, words in _KIND_WORDS if words.search(row.text)), "")
    if not kind or row.text.endswith((".", ",")):
        return None
    kind = _kind_by_heading(rows, number) if kind == COSTS else kind
    columns, counted = _number_columns(row) if not row.loose else ((), None)
    return Header(kind=kind, unit=_unit_near(rows, number), row=number, columns=columns,
                  people=counted, title=_title(rows, number) if kind == ACTIVITIES else "")


def _number_columns(row: Row) -> tuple[tuple[int, ...], int | None]:
    """The column of the amounts, by its unit, and that of participants."""
    people = next((column for column, cell in enumerate(row.cells)
                   if cell and _PEOPLE.search(cell)), None)
    amounts = [column for column, cell in enumerate(row.cells)
               if column and cell and column != people
               and (_UNIT.search(cell) or "medel" in cell.casefold())]
    return tuple(amounts[-1:]), people


def _kind_by_heading(rows: Sequence[Row], number: int) -> str:
    for row in reversed(rows[max(0, number - _LOOK_BACK):number]):
        for kind, words in _KIND_WORDS[1:3]:
            if words.search(row.text) and len(row.text) <= _LONGEST:
                return kind
    return COSTS


def _title(rows: Sequence[Row], number: int) -> str:
    """The heading above a table: the nearest that begins in capitals, else the row above."""
    above = [row.text for row in rows[max(0, number - _LOOK_BACK):number]]
    capitals = [text for text in above if len(text) <= _SHORT and text.split()[0].isupper()
                and not text[-1].isdigit()]
    return capitals[-1] if capitals else ""
