"""A cell's value as the sheet shows it: Swedish commas and spaces, by the cell's number format."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from finsam_xl.domain.cells import DAY_ZERO
from finsam_xl.sheets import style as s
from finsam_xl.sheets.draft import CellValue

_QUOTED = re.compile(r'"([^"]*)"')
_PLACES = re.compile(r"[#0][#0,]*(?:\.([0#]+))?")
_BETWEEN = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_NO_BREAK = "\u00a0"
_SPELLED = (s.GENERAL, s.TEXT)
_MOST_DIGITS = 12


def shown(value: CellValue, number: str) -> str:
    """What a cell says on screen; spaces in a number do not break.

    >>> shown(-1234.5, s.DECIMALS[1]).split(), shown(0.064, s.CHANGE).split()
    (['−1', '234,5'], ['+6,4', '%'])
    >>> shown(0.9, '"varav insatser "0.0 %').split(), shown(8773.5, s.TYPED_TKR).split()
    (['varav', 'insatser', '90,0', '%'], ['8', '773,5'])
    >>> shown(45838, s.DATE), shown(2026, s.PLAIN)
    ('2025-06-30', '2026')
    """
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return str(int(value))
    amount = Decimal(repr(value))
    if number == s.DATE:
        return (DAY_ZERO + timedelta(days=int(amount))).isoformat()
    if number in _SPELLED:
        return plain_number(amount)
    section, amount = _section(number, amount)
    return _filled(section, amount)


def plain_number(amount: Decimal) -> str:
    """A number as it is without a format: as many decimals as it has, at most twelve.

    >>> plain_number(Decimal("8773.50")), plain_number(Decimal(-3))
    ('8773,5', '−3')
    """
    text = format(round(amount, _MOST_DIGITS), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",").replace("-", "−")


def _section(number: str, amount: Decimal) -> tuple[str, Decimal]:
    """The part of a format that a number is shown by; one for negatives has its own sign."""
    parts = _parts(number)
    if amount < 0 and len(parts) > 1:
        return parts[1], abs(amount)
    if not amount and len(parts) > 2:  # noqa: PLR2004 - positive; negative; nothing
        return parts[2], amount
    return parts[0], amount


@lru_cache(maxsize=256)
def _parts(number: str) -> tuple[str, ...]:
    """The sections of a format, parted where a semicolon stands outside quotes."""
    return tuple(_BETWEEN.split(number))


def _filled(section: str, amount: Decimal) -> str:
    """A section with the number in its place, and its words around it."""
    bare = _QUOTED.sub(lambda found: "\0" * len(found[0]), section)
    found = _PLACES.search(bare)
    if found is None:
        return _words(section)
    if "%" in bare:
        amount *= 100
    grouped = "," in found[0].partition(".")[0]
    number = _rounded(amount, found[1] or "", grouped=grouped)
    return _words(section[:found.start()]) + number + _words(section[found.end():])


def _words(text: str) -> str:
    """The words of a format; the space before a per cent sign does not break."""
    return _QUOTED.sub(r"\1", text).replace(" %", f"{_NO_BREAK}%")


def _rounded(amount: Decimal, decimals: str, *, grouped: bool) -> str:
    """A number half up to so many decimals; `#` leaves out a nought at the end."""
    exact = amount.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    text = format(exact, ",f" if grouped else "f")
    whole, _, rest = text.partition(".")
    least = decimals.count("0")
    while len(rest) > least and rest.endswith("0"):
        rest = rest[:-1]
    sign = "−" if whole.startswith("-") else ""
    whole = whole.removeprefix("-").replace(",", _NO_BREAK)
    return sign + whole + (f",{rest}" if rest else "")
