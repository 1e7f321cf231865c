"""Population keys: who lived where on which date, shipped and out of a file of the user's.

The shipped figures of 31 December are SCB's; those of 30 June 2025 are the only whole numbers
that give every amount printed for 2026. A 30 June between two known 31 Decembers is inferred.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from finsam_xl.domain.municipalities import refuse_unknown_municipality
from finsam_xl.errors import InputError
from finsam_xl.inputs.personal_numbers import refuse_personal_number
from finsam_xl.population_scb.files import content_of, decoded, plain_text

COLUMNS = ("kod", "kommun", "datum", "folkmängd")
_IN_ENGLISH = ("code", "municipality", "date", "population")
_PEOPLE = re.compile(r"[1-9]\d*|[1-9]\d{0,2}( \d{3})+")
_CODE = re.compile(r"\d{4}")
_MOST_PEOPLE = 10**8
_MOST_MEMBERS = 40

People = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Key:
    """The people of every municipality on a date; twice as many where they are inferred.

    A share is the same of all people as of twice all people, and a mean is no half person.
    """

    day: date
    people: People
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Keys:
    """People by date and code, and the members that a file is taken to name."""

    people: Mapping[date, People]
    members: tuple[frozenset[str], ...]
    names: Mapping[str, str]

    def code_of(self, name: str) -> str | None:
        """The code of a municipality by the name that a file gives it."""
        return next((code for code, known in self.names.items()
                     if known.casefold() == name.casefold()), None)

    def known_for(self, codes: Iterable[str], latest: date) -> tuple[Key, ...]:
        """The keys of some municipalities that were known at a day, oldest first."""
        wanted = tuple(codes)
        whole = {day: {code: people[code] for code in wanted}
                 for day, people in self.people.items()
                 if all(code in people for code in wanted)}
        found = [Key(day, people) for day, people in whole.items()]
        found += [each for each in _inferred(whole) if each.day not in whole]
        return tuple(sorted((each for each in found if each.day <= latest),
                            key=lambda each: each.day))

    def lacking(self, codes: frozenset[str]) -> tuple[str, ...]:
        """The names of members that a table lacks which has most of them and nobody else."""
        for members in self.members:
            if codes < members and len(members) < 2 * len(codes) + 1 <= 2 * _MOST_MEMBERS:
                return tuple(self.names.get(code, code) for code in sorted(members - codes))
        return ()


def _inferred(known: Mapping[date, People]) -> Iterator[Key]:
    """Every 30 June between two known 31 Decembers, as their mean."""
    for day, people in known.items():
        before = known.get(date(day.year - 1, 12, 31))
        if (day.month, day.day) == (12, 31) and before is not None:
            yield Key(date(day.year, 6, 30), {code: many + before[code]
                                              for code, many in people.items()}, inferred=True)


def known_keys(added: Path | None = None, content: bytes | None = None) -> Keys:
    """The shipped keys, and those of a file, which count where both tell of a date.

    `content` is the file's, where it is read already. Refuses with InputError a file that is not
    `kod;kommun;datum;folkmängd`, by its line.
    """
    shipped = (files("finsam_xl.reviewing") / "keys.csv").read_text(encoding="utf-8")
    own = _read(shipped, "keys.csv")
    given = {} if added is None else _read(
        decoded(content_of(added) if content is None else content, added), added.name)
    people: dict[date, dict[str, int]] = {}
    names: dict[str, str] = {}
    for found in (own, given):
        for (day, code), (name, many) in found.items():
            people.setdefault(day, {})[code] = many
            names[code] = name
    members = tuple(frozenset(code for _, code in found) for found in (given, own) if found)
    return Keys(people, members, names)


def _read(text: str, name: str) -> dict[tuple[date, str], tuple[str, int]]:
    """Names and people by date and code."""
    lines = text.lstrip("\ufeff").splitlines()
    head = lines[0] if lines else ""
    separator = next((sign for sign in ";\t," if sign in head), ";")
    called = tuple(each.strip().casefold() for each in head.split(separator))
    if called not in (COLUMNS, _IN_ENGLISH):
        raise InputError("keys_header", place=f"{name}:1", wanted=";".join(COLUMNS))
    found: dict[tuple[date, str], tuple[str, int]] = {}
    for number, line in enumerate(lines[1:], start=2):
        if line.strip(f"{separator} "):
            day, code, municipality, many = _line(line, separator, f"{name}:{number}")
            if found.setdefault((day, code), (municipality, many))[1] != many:
                raise InputError("keys_differ", place=f"{name}:{number}", date=day, code=code)
    if not found:
        raise InputError("keys_empty", place=f"{name}:1")
    return found


def _line(line: str, separator: str, place: str) -> tuple[date, str, str, int]:
    refuse_personal_number(line, place)
    fields = [plain_text(each) for each in next(csv.reader([line], delimiter=separator))]
    if len(fields) != len(COLUMNS):
        raise InputError("keys_fields", place=place, number=len(fields))
    code, name, day, people = fields
    if not _CODE.fullmatch(code):
        raise InputError("not_a_code", place=place, value=code)
    refuse_unknown_municipality(code, name, place)
    if not _PEOPLE.fullmatch(people) or int(people.replace(" ", "")) > _MOST_PEOPLE:
        raise InputError("keys_people", place=place, value=people)
    try:
        return date.fromisoformat(day), code, name, int(people.replace(" ", ""))
    except ValueError:
        raise InputError("not_a_date", place=place, value=day) from None
