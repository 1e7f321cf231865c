"""The words of a population table: dates, sexes, ages, and what a column counts."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

_MONTHS = {
    word: number
    for language in (
        "januari februari mars april maj juni juli augusti september oktober november december",
        "january february march april may june july august september october november december",
        "jan feb mar apr maj jun jul aug sep okt nov dec",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    )
    for number, word in enumerate(language.split(), start=1)
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_QUARTER = r"(?:kvartal|kv|k|quarter|q)\.?"
_SHAPES = tuple(map(re.compile, (
    rf"(?<!\d){_YEAR}-(?P<number>\d{{2}})-(?P<day>\d{{2}})(?!\d)",
    rf"(?<!\d)(?P<day>\d{{1,2}})\.? {_MONTH} {_YEAR}(?!\d)",
    rf"\b{_MONTH} (?P<day>\d{{1,2}}),? {_YEAR}(?!\d)",
    rf"(?<!\d){_YEAR},? ?{_QUARTER} ?(?P<quarter>[1-4])(?!\d)",
    rf"\b{_QUARTER} ?(?P<quarter>[1-4]),? {_YEAR}(?!\d)",
    rf"(?<!\d){_YEAR}m(?P<number>\d{{2}})(?!\d)",
    rf"\b{_MONTH} {_YEAR}(?!\d)",
)))
_ALONE = re.compile(rf"(?<!\d){_YEAR}(?!\d)")
_MEN = frozenset(("man", "män", "pojkar", "men", "male", "males"))
_WOMEN = frozenset(("kvinna", "kvinnor", "flickor", "women", "female", "females"))
_TOTAL = frozenset(("totalt", "total", "tot", "samtliga", "alla", "båda", "all", "both"))
_AGE = re.compile(r"(?P<low>\d{1,3})(?: ?[-–] ?(?P<high>\d{1,3}))?(?P<open>\+)?"
                  r"(?: ?(?:år|years?))?(?P<more> och äldre| and over| or older)?")
_AGE_NAMED = re.compile(r"(?<!\d)\d{1,3}(?:[-–]\d{1,3}|\+)? ?(?:år|years?)\b(?: och äldre)?")
_CHANGE = re.compile(
    r"ökning|minskning|föränd|change|increase|född|births|döda|deaths|flytt|migra|invandr|utvandr"
    r"|överskott|surplus|netto|\bnet\b|juster|adjust|andel|procent|per cent|%|täthet|density"
    r"|areal|tätort|centralort|utrikes|inrikes|\byta\b|per km|medel|median|prognos|forecast"
    r"|projection|framskriv")
_PEOPLE = re.compile(r"folkmängd|invånare|befolkning|population|inhabitants|people")
_COUNT = re.compile(r"\b(?:värde|value|antal|number|count|summa|sum|totalt?|tot)\b")
OPEN_AGE = 999
"""The upper end of an age that has none, as `100+`."""


def dates_in(text: str, *, years: bool = False) -> tuple[date, ...]:
    """The dates that a text names, a quarter and a month by their last day.

    With `years` a year alone is its 31 December, which is what SCB's yearly tables are of.

    >>> dates_in("Folkmängd 2025K2"), dates_in("30 juni 2025"), dates_in("2024", years=True)
    ((datetime.date(2025, 6, 30),), (datetime.date(2025, 6, 30),), (datetime.date(2024, 12, 31),))
    """
    found: dict[date, None] = {}
    left = text.casefold()
    for shape in _SHAPES:
        found |= dict.fromkeys(_dates(shape, left))
        left = shape.sub(" ", left)
    if years:
        found |= {date(int(each["year"]), 12, 31): None for each in _ALONE.finditer(left)}
    return tuple(found)


def _dates(shape: re.Pattern[str], text: str) -> Iterator[date]:
    for found in shape.finditer(text):
        parts = found.groupdict()
        year = int(parts["year"])
        month = (int(parts["quarter"]) * 3 if parts.get("quarter")
                 else _MONTHS.get(parts.get("month") or "") or int(parts.get("number") or 0))
        with suppress(ValueError):  # no such day: then it is no date, and said to be none
            yield date(year, month, int(parts["day"]) if parts.get("day")
                       else monthrange(year, month)[1])


def date_of(text: str) -> date | None:
    """The one date of a heading or of a cell of time; None if it names none, or several."""
    bare = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text)
    found = dates_in("-".join(bare.groups()) if bare else text, years=True)
    return found[0] if len(found) == 1 else None


def sex_of(text: str) -> str:
    """`men`, `women` or `total`; empty where a text says none of them.

    >>> sex_of("män"), sex_of("Män och kvinnor"), sex_of("totalt"), sex_of("Folkmängd")
    ('men', 'total', 'total', '')
    """
    words = set(re.findall(r"\w+", text.casefold()))
    men, women = bool(words & _MEN), bool(words & _WOMEN)
    if men != women:
        return "men" if men else "women"
    return "total" if men or words & _TOTAL else ""


def is_total(text: str) -> bool:
    """Whether a text says that everybody is counted."""
    return bool(set(re.findall(r"\w+", text.casefold())) & _TOTAL)


def ages_of(text: str) -> tuple[int, int] | None:
    """The lowest and highest age of a group, `OPEN_AGE` where it has no highest.

    >>> ages_of("0-4 år"), ages_of("17 år"), ages_of("100+ år"), ages_of("2025 år")
    ((0, 4), (17, 17), (100, 999), None)
    """
    found = _AGE.fullmatch(text.casefold())
    if found is None:
        return None
    low = int(found["low"])
    if found["open"] or found["more"]:
        return low, OPEN_AGE
    return low, int(found["high"] or low)


def age_named(text: str) -> str:
    """The age that a heading or a title is of; empty if it names none.

    >>> age_named("Folkmängd 16–64 år efter region"), age_named("Folkmängd år 2000–2025")
    ('16–64 år', '')
    """
    found = _AGE_NAMED.search(text.casefold())
    return found[0] if found else ""


def counts_changes(text: str) -> bool:
    """Whether a heading is of something else than people: births, changes, shares."""
    return bool(_CHANGE.search(text.casefold()))


def counts_people(text: str) -> bool:
    """Whether a heading says population in so many words."""
    return bool(_PEOPLE.search(text.casefold())) and not counts_changes(text)


def counts_something(text: str) -> bool:
    """Whether a heading says population, or only that it is a number of something."""
    return counts_people(text) or (
        bool(_COUNT.search(text.casefold())) and not counts_changes(text))
