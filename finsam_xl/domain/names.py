"""What an input or a figure is called: a quantity, perhaps a member, perhaps a year or a date.

The same name serves the workbook's defined names, the plan files, the JSON and the API.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

PREFIX = "fs_"
MARK = "fs_sheet_"
"""How the name begins that follows a sheet of ours when somebody renames or moves it."""

_SHAPE = re.compile(
    r"^fs_(?P<quantity>[a-z]+(?:_[a-z]+)*?)"
    r"(?:_(?P<member>FK|AF|region|\d{2,3}|\d{4}|row_\d{2,3}|\d{2}_\d{2,3}))?"
    r"(?:_(?P<year>(?:19|20)\d{2}))?"
    r"(?:_(?P<day>\d{4}_\d{2}_\d{2}|(?(member)date_\d{2}|(?!))))?$"
)
_LONE_YEAR = re.compile(r"^(?:20)\d{2}$")
_BY_MEMBER_ALONE = frozenset({"printed_share"})


class Name(NamedTuple):
    """The name of an input or a figure.

    >>> str(Name("contribution", "1443", 2026))
    'fs_contribution_1443_2026'
    >>> str(Name("population", "1443", day="2025_06_30"))
    'fs_population_1443_2025_06_30'
    """

    quantity: str
    member: str = ""
    year: int | None = None
    day: str = ""

    def __str__(self) -> str:
        parts = [self.quantity, self.member, str(self.year or ""), self.day]
        return PREFIX + "_".join(part for part in parts if part)

    @property
    def slot(self) -> int:
        """The row or slot number that stands in the member's place."""
        return int(self.member.removeprefix("row_").split("_")[0])


@lru_cache(maxsize=4096)
def parse_name(text: str) -> Name | None:
    """Read a name back; None for a name that is not ours.

    >>> parse_name("fs_grant_2026")
    Name(quantity='grant', member='', year=2026, day='')
    >>> parse_name("fs_activity_amount_07_2026")
    Name(quantity='activity_amount', member='07', year=2026, day='')
    >>> parse_name("fs_municipality_code_290")
    Name(quantity='municipality_code', member='290', year=None, day='')
    >>> parse_name("Budget") is None
    True
    """
    found = _SHAPE.match(text)
    if found is None:
        return None
    quantity, member = found["quantity"], found["member"] or ""
    year, day = found["year"], found["day"] or ""
    lone = year is None and not day and _LONE_YEAR.match(member)
    if lone and quantity not in _BY_MEMBER_ALONE:
        member, year = "", member
    return Name(quantity, member, int(year) if year else None, day)


@lru_cache(maxsize=512)
def slot(number: int) -> str:
    """A row or slot number as it stands in a name.

    >>> slot(7)
    '07'
    """
    return f"{number:02d}"


def day_of(when: date) -> str:
    """A date as it stands in a name.

    >>> day_of(date(2025, 6, 30))
    '2025_06_30'
    """
    return when.isoformat().replace("-", "_")
