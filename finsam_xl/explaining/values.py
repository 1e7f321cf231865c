"""Values as they are told: in their unit, as readers of the language write them."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TypeAlias

from finsam_xl.domain.cells import DAY_ZERO
from finsam_xl.domain.quantities import QUANTITIES, Kind
from finsam_xl.figures.figure import Value
from finsam_xl.plans import grouped
from finsam_xl.texts import Texts

_TO_PERCENT = {"percent": Fraction(100), "hundredths": Fraction(1, 100)}
PlainValue: TypeAlias = int | float | str | bool | None

_UNITS = {
    Kind.TKR: "tkr", Kind.PEOPLE: "people", Kind.PERCENT: "percent", Kind.SHARE: "percent",
    Kind.STEP: "kr", Kind.YEAR: "year", Kind.DATE: "date",
}


def unit_of(quantity: str) -> str:
    """The unit in which an input is typed; empty for counts, choices and texts."""
    return _UNITS.get(QUANTITIES[quantity].kind, "")


def said(value: Value, unit: str, texts: Texts) -> str:
    """A value with its unit: kronor, tkr, people, per cent, a date, a year, or a text."""
    if value is None:
        return texts.explain("not_known")
    if isinstance(value, bool):
        return texts.words["yes" if value else "no"]
    if isinstance(value, str):
        return f'"{value}"' if value else texts.explain("not_filled")
    return _number_said(value, unit, texts)


def _number_said(value: int | Fraction, unit: str, texts: Texts) -> str:
    if unit == "date" and isinstance(value, int):
        return day(value)
    if unit == "year":
        return str(value)
    if unit in _TO_PERCENT:
        return f"{number(value * _TO_PERCENT[unit], texts, 2)} %"
    shown = number(Fraction(value), texts, 3)
    return f"{shown} {texts.explain(f'unit_{unit}')}" if unit in ("kr", "tkr", "people") else shown


def day(number_of_day: int) -> str:
    """A day number as its date."""
    return (DAY_ZERO + timedelta(days=number_of_day)).isoformat()


def number(amount: Fraction, texts: Texts, decimals: int) -> str:
    """A number with as many decimals as it needs, at most so many, the half away from nothing."""
    scale = 10**decimals
    scaled = (2 * abs(amount) * scale + 1) // 2
    whole, rest = divmod(int(scaled), scale)
    tail = f"{rest:0{decimals}d}".rstrip("0") if rest else ""
    sign = "\u2212" if amount < 0 and scaled else ""
    return f"{sign}{grouped(whole)}{texts.explain('decimal_mark') + tail if tail else ''}"


def plain_value(value: Value, unit: str) -> PlainValue:
    """A value for programs: whole kronor of amounts in kr and tkr, a date as text, a share."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if unit == "date" and isinstance(value, int):
        return day(value)
    if unit == "tkr":
        value = Fraction(value) * 1000
    if unit == "hundredths":
        value = Fraction(value, 10_000)
    exact = Fraction(value)
    return exact.numerator if exact.denominator == 1 else float(exact)
