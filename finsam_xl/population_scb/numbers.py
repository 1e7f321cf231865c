"""What is written of a municipality becomes one whole number: a total, or parts that make one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from finsam_xl.domain.quantities import QUANTITIES
from finsam_xl.errors import InputError
from finsam_xl.inputs.raw import RawCell, Rewritten
from finsam_xl.inputs.reading import Reader
from finsam_xl.inputs.refusals import MOST_PEOPLE
from finsam_xl.population_scb.tables import NOT_KNOWN, Entry
from finsam_xl.population_scb.words import OPEN_AGE, ages_of, is_total


@dataclass
class Counting:
    """People by code, what was rewritten on the way, and whether anything was added up."""

    people: dict[str, int] = field(default_factory=dict)
    rewritten: list[Rewritten] = field(default_factory=list)
    summed: bool = False


def counted(written: Iterable[Entry], wanted: Mapping[str, str], when: date) -> Counting:
    """The people of every wanted municipality; `wanted` are names by code.

    Refuses with InputError a number that is not known, negative or broken, two numbers of one
    municipality, and parts that are not all of it.
    """
    of = {code: [each for each in written if each.code == code] for code in wanted}
    found = Counting()
    for code, name in wanted.items():
        whole = _whole_of(of[code])
        numbers: dict[tuple[str, str], tuple[int, str]] = {}
        for each in whole:
            people = _people(each, f"{name} ({code})", when, found)
            other, place = numbers.setdefault((each.sex, each.age), (people, each.place))
            if other != people:
                raise InputError("population_differs", place=each.place, first=place,
                                 municipality=f"{name} ({code})", other=other, people=people)
        found.people[code] = sum(people for people, _ in numbers.values())
        found.summed |= len(numbers) > 1
    return found


def _whole_of(written: list[Entry]) -> list[Entry]:
    """The entries that together are everybody, once: totals where there are any."""
    others = _total_only(written)
    ages = dict.fromkeys(each.age for each in others)
    totals = [age for age in ages if age and is_total(age)] or (
        list(ages) if set(ages) == {""} else [])
    if not totals and not _is_every_age(ages):
        _refuse_part(others[0], others[0].age)
    chosen = totals[:1] or list(ages)
    return [each for age in chosen
            for each in _both_sexes([one for one in others if one.age == age])]


def _total_only(written: list[Entry]) -> list[Entry]:
    """Of what is told apart in some other way, such as marital status, the total only."""
    if not any(each.other for each in written):
        return written
    found = [each for each in written if is_total(each.other)]
    if not found:
        _refuse_part(written[0], written[0].other)
    return found


def _both_sexes(written: list[Entry]) -> list[Entry]:
    """The total, or men and women if they are all that is told."""
    sexes = {each.sex for each in written}
    if "total" in sexes or sexes == {""}:
        return [each for each in written if each.sex == ("total" if "total" in sexes else "")]
    if sexes != {"men", "women"}:
        part = next(each for each in written if each.sex)
        _refuse_part(part, part.sex)
    return written


def _is_every_age(ages: Iterable[str]) -> bool:
    """Whether some age groups are a whole: from nothing on, each after the other, to the end."""
    groups = [ages_of(age) for age in ages]
    if not groups or None in groups:
        return False
    ordered = sorted(group for group in groups if group is not None)
    joined = all(after[0] == before[1] + 1
                 for before, after in pairwise(ordered))
    return ordered[0][0] == 0 and ordered[-1][1] == OPEN_AGE and joined


def _refuse_part(entry: Entry, what: str) -> None:
    raise InputError("population_part", place=entry.place, what=what)


def _people(entry: Entry, municipality: str, when: date, found: Counting) -> int:
    """A number as it is written; refuses one that is not known."""
    if entry.text in NOT_KNOWN:
        raise InputError("population_unknown", place=entry.place, municipality=municipality,
                         date=when, value=entry.text)
    reader = Reader({})
    people = reader.read(RawCell(entry.place, entry.text), QUANTITIES["population"])
    if not isinstance(people, int):
        raise InputError("not_a_number", place=entry.place, value=entry.text)
    if people > MOST_PEOPLE:
        raise InputError("beyond_exact", place=entry.place, value=people, limit=MOST_PEOPLE)
    if entry.text != str(people):
        found.rewritten.append(Rewritten(entry.place, entry.text, str(people)))
    return people
