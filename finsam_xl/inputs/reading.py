"""How the content of an input cell is understood: strictly, and never in part.

Amounts as people write them (`20 000`, `135´`, `19605*`, `4386,5`) become numbers and are
reported; whatever could be read in two ways is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from finsam_xl.domain.inputs import InputValue
from finsam_xl.domain.quantities import STEPS, Kind, Quantity
from finsam_xl.errors import InputError
from finsam_xl.inputs.personal_numbers import refuse_personal_number
from finsam_xl.inputs.raw import RawCell, Rewritten

_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009"), " ")
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011"), "-")
_NUMBER = re.compile(r"^[-\u2212]?\d+(?:,\d+)?$")
_GROUPED = re.compile(r"^[-\u2212]?\d{1,3}(?: \d{3})+(?:,\d+)?$")
_MARKED = re.compile(r"\s*[´*]+$")
_UPPER = "".join(map(chr, range(0x80, 0xC0))) + bytes(range(0x80, 0xC0)).decode("cp1252", "ignore")
_MOJIBAKE = re.compile(
    f"[\u00c2\u00c3][{_UPPER}]|\u00e2[\u0080\u20ac]|\u221a[ÖÑñ\u2022§\u2202]|\u251c|\ufffd")
"""UTF-8 read as Latin 1, Windows 1252, Mac Roman or DOS; and letters that nobody could read."""
_ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_")
_CONTROL = dict.fromkeys((*range(9), *range(11, 13), *range(14, 32), 127))
_ISO = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_DAY_ZERO = date(1899, 12, 30)
_FIRST_DAY, _LAST_DAY = 36_526, 73_050
_MOST_DIGITS = 18
_FIRST_YEAR, _LAST_YEAR = 2004, 2099
_LONGEST = 32_000
"""In the units of UTF-16: a cell holds 767 more, which are for what we say of a text beside it."""


@dataclass
class Reader:
    """Reads cells by their kind and remembers what it rewrote."""

    choices: dict[str, str]
    rewritten: list[Rewritten] = field(default_factory=list)
    words: Mapping[str, str] = field(default_factory=dict)

    def read(self, cell: RawCell, quantity: Quantity) -> InputValue:
        """Understand one cell, or refuse it with its place, its fault and the cure."""
        if cell.error:
            raise InputError("error_value", place=cell.place, value=cell.content)
        if cell.formula:
            raise InputError("formula_in_input", place=cell.place)
        if isinstance(cell.content, bool):
            raise InputError("truth_value", place=cell.place)
        if isinstance(cell.content, str):
            refuse_personal_number(unicodedata.normalize("NFKC", cell.content.translate(_UNSEEN)),
                                   cell.place)
        elif cell.content is not None and quantity.kind is Kind.TEXT:
            refuse_personal_number(_plain(cell.content), cell.place)
        if isinstance(cell.content, Decimal) and not _is_ordinary(cell.content):
            raise InputError("not_a_number", place=cell.place, value=cell.content)
        if cell.dated and isinstance(cell.content, Decimal) and quantity.kind in _COUNTED:
            raise InputError("date_as_number", place=cell.place, value=_comma(cell.content))
        if cell.content is None or (isinstance(cell.content, str) and not cell.content.strip()):
            return None
        return _READERS[quantity.kind](self, cell, quantity)

    def number(self, cell: RawCell) -> Decimal:
        """A number, typed as one or unambiguously written as one."""
        if isinstance(cell.content, Decimal):
            return cell.content
        written = str(cell.content)
        bare = _MARKED.sub("", written.translate(_SPACES).strip())
        if not (_NUMBER.match(bare) or _GROUPED.match(bare)):
            raise InputError("not_a_number", place=cell.place, value=written)
        if re.search(r"^[-\u2212]?[1-9]\d{0,2},\d{3}$", bare):
            raise InputError("ambiguous_number", place=cell.place, value=written)
        number = Decimal(bare.replace(" ", "").replace(",", ".").replace("\u2212", "-"))
        self.rewritten.append(Rewritten(cell.place, written, str(number).replace(".", ",")))
        return number


def _is_ordinary(number: Decimal) -> bool:
    """Whether a number is finite and of a size that somebody may have meant."""
    if not number.is_finite():
        return False
    return not number or -2 * _MOST_DIGITS <= number.adjusted() <= _MOST_DIGITS


def tidy_text(text: str) -> str:
    """A text without unseen characters, composed, with plain hyphens and spaces around nothing.

    >>> tidy_text(" Bora\u030as\u200b ")
    'Borås'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    seen = lines.translate(_UNSEEN).translate(_CONTROL).translate(_SPACES).translate(_HYPHENS)
    return unicodedata.normalize("NFC", seen).strip()


def _text(reader: Reader, cell: RawCell, quantity: Quantity) -> str | None:
    content = cell.content
    if isinstance(content, Decimal) and cell.dated and content == content.to_integral_value():
        when = _date(reader, cell, quantity).isoformat()
        reader.rewritten.append(Rewritten(cell.place, _plain(content), when))
        return when
    text = _plain(content) if isinstance(content, Decimal) else tidy_text(str(content))
    if _MOJIBAKE.search(text):
        raise InputError("mojibake", place=cell.place, value=text)
    if _ESCAPE.search(text):
        raise InputError("escape_in_text", place=cell.place, value=text)
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if length > _LONGEST:
        raise InputError("text_too_long", place=cell.place, length=length, most=_LONGEST)
    if text and isinstance(content, str) and text != content:
        reader.rewritten.append(Rewritten(cell.place, content, text))
    return text or None


def _plain(number: Decimal) -> str:
    return str(int(number)) if number == number.to_integral_value() else str(number)


def _tkr(reader: Reader, cell: RawCell, quantity: Quantity) -> int:
    del quantity
    number = reader.number(cell) * 1000
    if number != number.to_integral_value():
        raise InputError("too_many_decimals", place=cell.place, value=_comma(number / 1000))
    return int(number)


def _comma(number: Decimal) -> str:
    return format(number.normalize(), "f").replace(".", ",")


def _whole(reader: Reader, cell: RawCell, quantity: Quantity) -> int:
    number = reader.number(cell)
    if number != number.to_integral_value():
        raise InputError("not_whole_cell", place=cell.place, value=_comma(number))
    if number < 0:
        raise InputError("negative_count", place=cell.place, value=_comma(number))
    if quantity.kind is Kind.STEP and int(number) not in STEPS:
        raise InputError("not_a_step", place=cell.place, value=_comma(number))
    if quantity.kind is Kind.YEAR:
        refuse_other_years(int(number), cell.place)
    return int(number)


def refuse_other_years(year: int, place: str = "--year") -> None:
    """Refuse a year that cannot be a budget year under the law."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise InputError("not_a_year", place=place, value=year)


def _fraction(reader: Reader, cell: RawCell, quantity: Quantity) -> Fraction | int:
    if isinstance(cell.content, str) and cell.content.strip().endswith("%"):
        number = reader.number(RawCell(cell.place, cell.content.strip()[:-1].rstrip())) / 100
        last = reader.rewritten[-1]
        reader.rewritten[-1] = Rewritten(cell.place, cell.content, f"{last.after} %")
    else:
        number = reader.number(cell)
    if (number * 10_000) != (number * 10_000).to_integral_value():
        raise InputError("too_fine_percent", place=cell.place, value=_comma(number))
    if abs(number) > 1 or (quantity.kind is Kind.SHARE and number < 0):
        raise InputError("not_a_percentage", place=cell.place, value=_comma(number))
    share = Fraction(number)
    return share.numerator if share.denominator == 1 else share


def _date(reader: Reader, cell: RawCell, quantity: Quantity) -> date:
    del reader, quantity
    content = cell.content
    if isinstance(content, str):
        if not _ISO.match(content.strip()):
            raise InputError("not_a_date", place=cell.place, value=content)
        try:
            return date.fromisoformat(content.strip())
        except ValueError:
            raise InputError("not_a_date", place=cell.place, value=content) from None
    number = content if isinstance(content, Decimal) else Decimal(0)
    if number != number.to_integral_value() or not _FIRST_DAY <= number <= _LAST_DAY:
        raise InputError("not_a_date", place=cell.place, value=_comma(number))
    return _DAY_ZERO + timedelta(days=int(number))


def _code(reader: Reader, cell: RawCell, quantity: Quantity) -> str:
    del quantity
    content = cell.content
    text = _plain(content) if isinstance(content, Decimal) else tidy_text(str(content))
    if not re.fullmatch(r"\d{3,4}", text):
        raise InputError("not_a_code", place=cell.place, value=text)
    code = text.zfill(4)
    if code != content:
        reader.rewritten.append(Rewritten(cell.place, str(content), code))
    return code


def _choice(reader: Reader, cell: RawCell, quantity: Quantity) -> str:
    written = tidy_text(str(cell.content))
    key = reader.choices.get(written.casefold())
    if key not in quantity.choices:
        offered = ", ".join(reader.words.get(choice, choice) for choice in quantity.choices)
        raise InputError("not_a_choice", place=cell.place, value=written, offered=offered)
    return key


_COUNTED = frozenset(Kind) - {Kind.DATE, Kind.CODE, Kind.CHOICE, Kind.TEXT}
"""Kinds that are numbers: one that is shown as a date was typed as `1-2` and became a day."""

_READERS = {
    Kind.TKR: _tkr,
    Kind.PEOPLE: _whole,
    Kind.COUNT: _whole,
    Kind.STEP: _whole,
    Kind.YEAR: _whole,
    Kind.PERCENT: _fraction,
    Kind.SHARE: _fraction,
    Kind.DATE: _date,
    Kind.CODE: _code,
    Kind.CHOICE: _choice,
    Kind.TEXT: _text,
}
