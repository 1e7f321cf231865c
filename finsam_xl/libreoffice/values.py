"""Values between Python and Calc: what a cell takes, and what it gives.

Numbers come as floats, blanks as None, dates as datetimes, errors as `CellError`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from numbers import Number
from typing import Any

_DAY_0 = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell's moment has no zone
_DAY = timedelta(days=1)
_SERIAL_OF_YEAR_10000 = 2_958_466
_DAY_IN_MILLISECONDS = 86_400_000
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?")


class CellError(str):
    """An error of a cell, such as `#DIV/0!`, told apart from a text that says the same."""

    __slots__ = ()


def taken(value: object) -> Any:
    """A value as it travels to a cell.

    A text that begins with an equals sign is a formula; an apostrophe first is dropped, and
    what follows it stays a text. A value that is not equal to itself (NaN, NaT) is a blank.

    >>> taken("=A1"), taken("'0180"), taken(date(2026, 1, 2)), taken(True), taken(3)
    ({'formula': 'A1'}, '0180', {'date': 46024, 'kind': 'date'}, True, 3.0)
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, date | time) and value == value:  # noqa: PLR0124 - NaT is not
        return _serial(value)
    if hasattr(value, "item") and not isinstance(value, Number):
        return taken(value.item())
    if value != value:  # noqa: PLR0124 - NaN is not
        return None
    return float(value) if isinstance(value, Number) and hasattr(value, "__float__") else str(value)


def _text(value: str) -> Any:
    if value.startswith("=") and len(value) > 1:
        return {"formula": value[1:]}
    return value.removeprefix("'") or None


def _serial(value: date | time) -> dict[str, Any]:
    if isinstance(value, time):
        since = datetime.combine(_DAY_0, value.replace(tzinfo=None)) - _DAY_0
        return {"date": since / _DAY, "kind": "time"}
    if isinstance(value, datetime):
        return {"date": (value.replace(tzinfo=None) - _DAY_0) / _DAY, "kind": "moment"}
    return {"date": (value - _DAY_0.date()).days, "kind": "date"}


def typed(value: object) -> Any:
    """A value as it travels when it is given as a formula: a text that is a number is one."""
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return float(value)
    if isinstance(value, str) and value.upper() in ("TRUE", "FALSE"):
        return value.upper() == "TRUE"
    return taken(value)


def rows_taken(given: object, shape: tuple[int, int],
               take: Callable[[object], Any] = taken) -> list[list[Any]]:
    """What is given as rows of values that travel: rows, a row, or one value for every cell.

    One formula for many cells moves its references from the first cell to each.
    """
    if isinstance(given, list | tuple):
        rows = given if given and isinstance(given[0], list | tuple) else [given]
        return [[take(value) for value in row] for row in rows]
    value = take(given)
    return [[value] * shape[1] for _ in range(shape[0])]


def filled(rows: list[list[Any]], top: int, left: int) -> list[list[Any]]:
    """Rows of one value, whose formula was given for the cell at `top` and `left` from 0."""
    value = rows[0][0]
    if isinstance(value, dict) and "formula" in value:
        value = {**value, "from": (top, left)}
    return [[value] * len(row) for row in rows]


def given(value: Any) -> Any:
    """A value as it comes from a cell; a number that no calendar knows stays one.

    >>> given({"date": 46024.5}), given({"error": "#N/A"}), given(1.0)
    (datetime.datetime(2026, 1, 2, 12, 0), '#N/A', 1.0)
    """
    if not isinstance(value, Mapping):
        return value
    if "error" in value:
        return CellError(value["error"])
    serial: float = value["date"]
    if not 0 <= serial < _SERIAL_OF_YEAR_10000:
        return serial
    return _DAY_0 + timedelta(milliseconds=round(serial * _DAY_IN_MILLISECONDS))


def cleaned(rows: Sequence[Sequence[Any]], *, moment: Callable[..., Any], blank: object,
            number: Callable[[float], Any] | None, error_texts: bool) -> list[list[Any]]:
    """Rows as somebody asked for them: moments, blanks, numbers and errors each in their way."""
    def one(value: Any) -> Any:
        if value is None:
            return blank
        if isinstance(value, CellError):
            return str(value) if error_texts else None
        if isinstance(value, datetime):
            return moment(
                year=value.year, month=value.month, day=value.day, hour=value.hour,
                minute=value.minute, second=value.second, microsecond=value.microsecond,
                tzinfo=None)
        if number is not None and isinstance(value, float):
            return number(value)
        return value
    return [[one(value) for value in row] for row in rows]
