"""A pasted row becomes a label and numbers: only its spaces, and how many are due, tell them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from finsam_xl.reviewing.amounts import amount_in, grouped_numbers, share_in
from finsam_xl.reviewing.sources import JOINED

_NUMBER_LIKE = re.compile(r"[-\u2212]?\d[\d_]*(?:[.,]\d+)?(?:´|tkr|kr)?\*{0,3}|[-\u2013\u2014]")
_UNIT_AT_END = re.compile(r"(?<=\d)\s+(?:tkr|kr)\s*$", re.IGNORECASE)
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
    bare = _UNIT_AT_END.sub("", text)
    columns = _WIDE.split(bare.strip())
    if len(columns) > count and all(map(amount_in, _spaced(tuple(columns[-count:])))):
        return Parted(" ".join(" ".join(columns[:-count]).split()),
                      _spaced(tuple(columns[-count:])))
    words = bare.split()
    run = len(words)
    while run and _NUMBER_LIKE.fullmatch(words[run - 1]):
        run -= 1
    if count == 1:
        last = _WIDE.split(bare)[-1].split()
        run = max(run, len(words) - len(last))
    for start in range(run, len(words)):
        found = grouped_numbers(words[start:], count)
        if found is not None:
            return Parted(" ".join(words[:start]), _spaced(found))
    return None


def _spaced(numbers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(number.replace(JOINED, " ") for number in numbers)


@dataclass(frozen=True, slots=True)
class PartedMember:
    """A pasted member's label, share and what stands in its amounts' places."""

    label: str
    share: str
    amounts: tuple[str, ...]


def parted_member(text: str, count: int) -> PartedMember:
    """A row of a financing table with so many years: the share stands before or after the name.

    >>> parted_member("0,25 Region X 5 000 5 000", 2)
    PartedMember(label='Region X', share='0,25', amounts=('5 000', '5 000'))
    """
    text = _SPACED_PERCENT.sub(r"\1%", text)
    words = text.split()
    share = words[0] if len(words) > 1 and share_in(words[0]) else ""
    rest = text.split(maxsplit=1)[1] if share else text
    if not share:
        found = trailing_numbers(rest, count + 1)
        if found is not None and _is_share(found.numbers[0]):
            return PartedMember(found.label, found.numbers[0], found.numbers[1:])
    found = trailing_numbers(rest, count)
    if found is not None:
        label = found.label.split()
        if label and label[-1].endswith("%") and share_in(label[-1]):
            return PartedMember(" ".join(label[:-1]), label[-1], found.numbers)
        return PartedMember(found.label, share, found.numbers)
    return _broken(rest, share)


def _is_share(text: str) -> bool:
    return share_in(text) is not None and ("," in text or "." in text)


def _broken(text: str, share: str) -> PartedMember:
    """A row with too few numbers, or a word among them."""
    words = text.split()
    start = next((number for number, word in enumerate(words) if word[0].isdigit()), len(words))
    after = words[start:]
    if not share and after and _is_share(after[0]):
        share, after = after[0], after[1:]
    return PartedMember(" ".join(words[:start]), share, _spaced(tuple(after)))
