"""The populations of a book's municipalities on one date, out of a file that somebody saved.

Nothing is fetched, nothing is guessed, and no municipality is ever a total less the others:
SCB lays a deliberate noise on its numbers, so that they need not add up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from finsam_xl.domain.inputs import Municipality
from finsam_xl.domain.quantities import QUANTITIES
from finsam_xl.errors import InputError
from finsam_xl.inputs.population import PopulationFound
from finsam_xl.inputs.raw import RawCell
from finsam_xl.inputs.reading import Reader
from finsam_xl.population_scb.files import read_sheets
from finsam_xl.population_scb.numbers import counted
from finsam_xl.population_scb.regions import Known, known
from finsam_xl.population_scb.tables import Entry, Table, entries, find_table
from finsam_xl.population_scb.words import age_named, dates_in, is_total, sex_of

_TABLE = re.compile(r"\b(?:TAB\d{3,5}|BE\d{4}[A-Z]\w*)\b")
_HANDLED = re.compile(
    r"(?P<published>senast uppdaterad|publicera(?:d|t|s)|last updated|published)\W{0,5}"
    r"(?P<day>\d{4}-?\d{2}-?\d{2})|(?:hämtad|uttag|skapad|utskriven|downloaded|retrieved|created)"
    r"\D{0,10}\d{4}-?\d{2}-?\d{2}", re.IGNORECASE)
_SCB = re.compile(r"\bSCB\b|statistiska centralbyrån|statistics sweden", re.IGNORECASE)
_NO_TITLE = re.compile(r"sep=", re.IGNORECASE)
_LONGEST_SOURCE = 200


def read_population(
    path: Path, municipalities: Iterable[Municipality], *,
    expected: date | None = None, when: date | None = None, content: bytes | None = None,
) -> PopulationFound:
    """The people of some municipalities on a date, whole numbers, as a file says them.

    `when` is the date that somebody asks for; without it the file must say its dates, and
    `expected` be among them. `content` is the file's, where it is read already. Refuses with
    InputError a municipality that is not there, two numbers for one, a code with another's name,
    parts that are no whole, other dates; and with BookError a file that cannot be read.
    """
    those = known(municipalities)
    if not those.wanted:
        raise InputError("population_no_members", place=path.name)
    table = _table(path, those, content)
    written = list(entries(table, those.wanted))
    asked = _Asked(path.name, when, expected)
    chosen = asked.choose(written, _title_dates(table))
    dated = any(each.when for each in written)
    of_date = [each for each in written if each.when == chosen or not dated]
    _refuse_lacking(of_date, those, path.name)
    counting = counted(of_date, those.wanted, chosen)
    return PopulationFound(chosen, counting.people, _source(table, path.name),
                           _published(table, chosen), tuple(counting.rewritten), counting.summed)


def _table(path: Path, those: Known, content: bytes | None) -> Table:
    """The one table of a file; of several the one whose sheet is called a total."""
    found = [table for sheet in read_sheets(path, content)
             if (table := find_table(sheet, those))]
    if len(found) > 1:
        found = [table for table in found if is_total(table.sheet.title)] or found
    if not found:
        raise InputError("population_no_table", place=path.name)
    if len(found) > 1:
        raise InputError("population_sheets", place=path.name,
                         what=", ".join(table.sheet.title for table in found))
    for text in (found[0].sheet.title, *found[0].above):
        if sex_of(text) in ("men", "women") or age_named(text):
            raise InputError("population_part", place=path.name, what=text)
    return found[0]


def _title_dates(table: Table) -> tuple[date, ...]:
    """The dates that the title says, without those on which the file was made."""
    return dates_in(_HANDLED.sub(" ", "\n".join(table.above)))


@dataclass(frozen=True, slots=True)
class _Asked:
    """The file, the date that somebody asks for and the one that the book's plan asks for."""

    file: str
    when: date | None
    expected: date | None

    def choose(self, written: Iterable[Entry], titled: tuple[date, ...]) -> date:
        """The date to read: that which is asked for, if the file has it or says none."""
        dates = sorted({each.when for each in written if each.when}) or sorted(titled)
        if not dates:
            if self.when is None:
                raise InputError("population_undated", place=self.file)
            return self.when
        wanted = self.when or self.expected or dates[0]
        in_title = len(titled) > 1 and dates == sorted(titled)
        if (in_title and self.when is None) or (len(dates) > 1 and not (
                self.when or self.expected)):
            raise InputError("population_dates", place=self.file, found=_listed(dates))
        if wanted not in dates:
            december = all((day.month, day.day) == _LAST_DAY for day in dates)
            key = "population_december" if december and (
                (wanted.month, wanted.day) != _LAST_DAY) else "population_other_date"
            raise InputError(key, place=self.file, found=_listed(dates), date=wanted)
        return wanted


_LAST_DAY = (12, 31)


def _listed(dates: Iterable[date]) -> str:
    return ", ".join(map(str, dates))


def _refuse_lacking(written: Iterable[Entry], those: Known, file: str) -> None:
    """Refuse a file in which a municipality of the book is not, by name and code."""
    there = {each.code for each in written}
    lacking = [f"{name} ({code})" for code, name in those.wanted.items() if code not in there]
    if lacking:
        raise InputError("population_lacking", place=file, municipality=", ".join(lacking))


def _source(table: Table, file: str) -> str:
    """The table's own title and number, else the file's name; SCB's if the file says so."""
    title = next((text for text in table.above if not _NO_TITLE.match(text)
                  and not _HANDLED.match(text)), "")[:_LONGEST_SOURCE]
    number = _TABLE.search(table.around)
    parts = [title or file]
    if number and number[0] not in title:
        parts.append(number[0])
    if _SCB.search(table.around) and not _SCB.search(title):
        parts.insert(0, "SCB")
    cell = RawCell(file, ", ".join(parts))
    return str(Reader({}).read(cell, QUANTITIES["population_source"]))


def _published(table: Table, when: date) -> date | None:
    """The day on which the file says that its numbers were published."""
    for found in _HANDLED.finditer(table.around):
        days = dates_in(re.sub(r"(\d{4})-?(\d{2})-?(\d{2})", r"\1-\2-\3", found["day"] or ""))
        if days and days[0] > when:
            return days[0]
    return None


