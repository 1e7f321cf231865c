"""A pasted row becomes a label and numbers: only its spaces, and how many are due, tell them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from finsam_xl.reviewing.amounts import amount_in, grouped_numbers, share_in
from finsam_xl.reviewing.sources import JOINED

_NUMBER_LIKE = re.compile(r"[-\u2212]?\d[\d_]*(?:[.,]\d+)?(?:´|[Tt]?[Kk]r)?\*{0,3}|[-\u2013\u2014]")
_UNIT_APART = re.compile(r"(?<=\d)\s+(tkr|kr)(?=\s|$)", re.IGNORECASE)
_SPACED_PERCENT = re.compile(r"(\d)[ _]%(?=\s|$)")
_WIDE = re.compile(r"\s{2,}")
EXTERNAL = re.compile(r"^(projektmedel|externa? medel|extern(?:t)? finansier\w+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parted:
    """A row's label and the numbers behind it."""

    label: str
    numbers: tuple[str, ...]


def trailing_numbers(text: str, count: int) -> Parted | None:
    """So many numbers at the end of a text; None where there are not.

    >>> trailing_numbers("Medlemmar, Summa 19032 20 000 20 000", 3).numbers
    ('19032', '20 000', '20 000')
    """
    bare = _UNIT_APART.sub(r"\1", text)
    found = trailing_columns(bare, count)
    if found is not None:
        return found
    words = bare.split()
    run = len(words)
    while run and _NUMBER_LIKE.fullmatch(words[run - 1]):
        run -= 1
    if count == 1:
        last = _WIDE.split(bare)[-1].split()
        run = max(run, len(words) - len(last))
    for start in range(run, len(words)):
        numbers = grouped_numbers(words[start:], count)
        if numbers is not None:
            return Parted(" ".join(words[:start]), _spaced(numbers))
    return None


def _spaced(numbers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(number.replace(JOINED, " ") for number in numbers)


@dataclass(frozen=True, slots=True)
class PartedMember:
    """A pasted member's label, share and what stands in its amounts' places."""

    label: str
    share: str
    amounts: tuple[str, ...]


def is_wide(text: str, count: int) -> bool:
    """Whether wide gaps part a row's columns, so many of them amounts."""
    return trailing_columns(text, count) is not None


def trailing_columns(text: str, count: int) -> Parted | None:
    """So many amounts at the end of a text, parted by wide gaps; None where there are not.

    >>> trailing_columns("Mark  0,15  673 400  681 000", 2).numbers
    ('673 400', '681 000')
    """
    columns = _WIDE.split(text.strip())
    numbers = _spaced(tuple(columns[-count:]))
    if len(columns) <= count or not all(map(amount_in, numbers)):
        return None
    return Parted(" ".join(" ".join(columns[:-count]).split()), numbers)


def parted_member(text: str, count: int, *, wide: bool = False) -> PartedMember:
    """A row of a financing table with so many years: the share stands before or after the name.

    In a table that is `wide`, only wide gaps part its columns, and too few stay too few.

    >>> parted_member("0,25 Region X 5 000 5 000", 2)
    PartedMember(label='Region X', share='0,25', amounts=('5 000', '5 000'))
    """
    text = _UNIT_APART.sub(r"\1", _SPACED_PERCENT.sub(r"\1%", text))
    words = text.split()
    share = words[0] if len(words) > 1 and share_in(words[0]) else ""
    rest = text.split(maxsplit=1)[1] if share else text
    if wide and trailing_columns(rest, count) is None:
        return _broken(rest, share)
    if not share:
        found = trailing_numbers(rest, count + 1)
        if found is not None and _is_share(found.numbers[0]):
            return PartedMember(found.label, found.numbers[0], found.numbers[1:])
    found = trailing_numbers(rest, count)
    if found is None:
        return _broken(rest, share)
    label = found.label.split()
    inside = [number for number, word in enumerate(label) if number and _is_share(word)]
    if not inside:
        return PartedMember(found.label, share, found.numbers)
    at = inside[-1]
    if at < len(label) - 1:
        return _broken(rest, share)
    return PartedMember(" ".join(label[:at]), label[at], found.numbers)


def _is_share(text: str) -> bool:
    return share_in(text) is not None and any(sign in text for sign in ",.%")


def _broken(text: str, share: str) -> PartedMember:
    """A row with too few numbers, or a word among them; wide gaps still part them."""
    words = text.split()
    start = next((number for number, word in enumerate(words) if word[0].isdigit()), len(words))
    after = [part for column in _WIDE.split(text.split(maxsplit=start)[start])
             for part in ([column] if amount_in(column) else column.split())] if (
        start < len(words)) else []
    if not share and after and _is_share(after[0]):
        share, after = after[0], after[1:]
    return PartedMember(" ".join(words[:start]), share, _spaced(tuple(after)))
