"""Personal identity numbers never come in: a text that looks like one is refused."""

from __future__ import annotations

import re

from finsam_xl.errors import InputError

_SHAPE = re.compile(
    r"(?<!\d)((?:18|19|20)?)(\d{2})(\d{2})(\d{2})([-+\u2010-\u2013\u2212]?)(\d{4})(?!\d)"
)
_MONTHS, _DAYS, _COORDINATION = 12, 31, 60


def refuse_personal_number(text: str, place: str) -> None:
    """Refuse a text that holds what looks like a personal identity number.

    An organisation number passes: its third digit is two or more, so it is no date.
    """
    for century, year, month, day, sign, last in _SHAPE.findall(text):
        days = int(day) - _COORDINATION if int(day) > _COORDINATION else int(day)
        if not (1 <= int(month) <= _MONTHS and 1 <= days <= _DAYS):
            continue
        if century or sign or _checks_out(year + month + day + last):
            raise InputError("personal_number", place=place)


def _checks_out(digits: str) -> bool:
    """Whether the last digit is the check digit of the nine before it."""
    total = 0
    for place, digit in enumerate(digits):
        product = int(digit) * (2 if place % 2 == 0 else 1)
        total += product // 10 + product % 10
    return total % 10 == 0
