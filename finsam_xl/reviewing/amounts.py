"""Amounts as people write them: `20 000`, `19032`, `4386,5`, `135´`, `19605*`, `250 tkr`.

A number keeps the decimals it was written with, since they say in which steps it was rounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

TKR = 1000
_MOST_DIGITS, _MOST_GROUPS = 15, 5
_SHARE_DECIMALS = 4
_NUMBER = re.compile(
    r"([-\u2212]?)(\d{1,3}(?: \d{3})+|\d+)(?:[.,](\d+))?\s*([´`']|tkr|kr|kronor)?\s*\*{0,3}",
    re.IGNORECASE)
_SHARE = re.compile(r"(?:0[.,]\d+|1(?:[.,]0+)?|\d{1,3}(?:[.,]\d+)? ?%)")
_DASHES = frozenset("-\u2013\u2014\u2212")
_FIRST, _MORE = re.compile(r"[-\u2212]?[1-9]\d{0,2}"), re.compile(
    r"\d{3}(?:,\d+)?(?:´|[Tt]?[Kk]r)?\*{0,3}")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it was written: exact, with its decimals and the unit it carries, if any."""

    number: Fraction
    decimals: int
    unit: str = ""

    def kronor(self, unit: str) -> Fraction:
        """The amount in kronor, where the table is headed `unit`: kr or tkr."""
        return self.number * (1 if (self.unit or unit) == "kr" else TKR)

    def step(self, unit: str) -> Fraction:
        """The step in kronor that the number was rounded to, at least one krona."""
        whole = 1 if (self.unit or unit) == "kr" else TKR
        return max(Fraction(whole, 10**self.decimals), Fraction(1))


def amount_in(text: str) -> Amount | None:
    """The amount that a text is; None where it is none. A dash alone is nothing.

    >>> amount_in("20 000").number, amount_in("4386,5").decimals, amount_in("135´").unit
    (Fraction(20000, 1), 1, 'tkr')
    >>> amount_in("Projektmedel")
    """
    bare = text.strip()
    if bare in _DASHES:
        return Amount(Fraction(0), 0)
    found = _NUMBER.fullmatch(bare)
    if found is None:
        return None
    sign, whole, decimals, unit = found[1], found[2].replace(" ", ""), found[3] or "", found[4]
    if len(whole) > _MOST_DIGITS:
        return None
    number = Fraction(int(whole + decimals), 10**len(decimals))
    return Amount(-number if sign else number, len(decimals), _unit(unit))


def _unit(written: str | None) -> str:
    if written is None:
        return ""
    return "kr" if written.casefold().startswith("kr") else "tkr"


def share_in(text: str) -> Amount | None:
    """The share that a text is, as `0,25` or `25 %`; None where it is none.

    >>> share_in("0,16").number, share_in("25 %").decimals
    (Fraction(4, 25), 2)
    """
    bare = text.strip()
    if not _SHARE.fullmatch(bare):
        return None
    found = amount_in(bare.rstrip("%").rstrip())
    if found is None:
        return None
    in_percent = bare.endswith("%")
    return Amount(found.number / 100 if in_percent else found.number,
                  min(found.decimals + 2 * in_percent, _SHARE_DECIMALS))


def grouped_numbers(words: Sequence[str], count: int) -> tuple[str, ...] | None:
    """Words of digits as so many numbers, thousands joined; None where they cannot be.

    Of several ways the one with the smallest largest number is meant.

    >>> grouped_numbers(["19032", "20", "000", "20", "000"], 3)
    ('19032', '20 000', '20 000')
    """
    ways = [way for way in _ways(tuple(words), count)
            if all(amount_in(each.replace("_", " ")) for each in way)]
    return min(ways, key=_largest, default=None)


def _largest(way: Sequence[str]) -> Fraction:
    return max((abs(found.number) for each in way
                if (found := amount_in(each.replace("_", " ")))), default=Fraction(0))


def _ways(words: tuple[str, ...], count: int) -> Iterator[tuple[str, ...]]:
    """Every way of making so many numbers by joining groups of three digits to the one before."""
    if not words and not count:
        yield ()
    if not count <= len(words) <= count * _MOST_GROUPS or not words:
        return
    first, rest = words[0], words[1:]
    if not re.match(r"0\d", first):
        for after in _ways(rest, count - 1):
            yield (first, *after)
    if not _FIRST.fullmatch(first):
        return
    joined = first
    for number, word in enumerate(rest, start=1):
        if not _MORE.fullmatch(word):
            return
        joined = f"{joined} {word}"
        for after in _ways(rest[number:], count - 1):
            yield (joined, *after)
        if not word.isdigit():
            return
