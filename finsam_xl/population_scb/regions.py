"""Which municipality a row is of: by code, by name, or by both, which must then belong together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from finsam_xl.domain.inputs import Municipality
from finsam_xl.domain.municipalities import municipality_names, refuse_unknown_municipality
from finsam_xl.domain.quantities import QUANTITIES
from finsam_xl.errors import InputError
from finsam_xl.inputs.raw import RawCell
from finsam_xl.inputs.reading import Reader
from finsam_xl.population_scb.files import Sheet

_BOTH = re.compile(r"(\d{3,4})[ :,–-]+(\D.*)")
_CODE = re.compile(r"\d{3,4}")
_LARGER = re.compile(r"\d{1,2}")
_HEADING = re.compile(r"kod|code|region|kommun|municip", re.IGNORECASE)
_OTHER_HEADING = re.compile(r"\b(?:år|year|tid|time|period)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """The municipalities that are looked for, and all others by code and by name."""

    wanted: Mapping[str, str]
    names: Mapping[str, str]
    codes: Mapping[str, str] = field(default_factory=dict)

    def code(self, text: str) -> str:
        """The code that a text is; empty if no municipality has it."""
        code = text.zfill(4)
        return code if _CODE.fullmatch(text) and code in self.names else ""

    def named(self, text: str) -> str:
        """The code of the municipality that a text names; empty if it names none."""
        name = text.casefold()
        bare = name.removesuffix(" kommun").removesuffix(" stad")
        for each in (name, bare, bare.removesuffix("s") if bare != name else bare):
            if each in self.codes:
                return self.codes[each]
        return ""


def known(municipalities: Iterable[Municipality]) -> Known:
    """What is known of the municipalities of a book, and of the country's."""
    wanted = {each.code: each.name for each in municipalities}
    names = municipality_names() | wanted
    codes = {name.casefold(): code for code, name in names.items()}
    return Known(wanted, names, codes | {name.casefold(): code for code, name in wanted.items()})


@dataclass(frozen=True, slots=True)
class RegionColumns:
    """Where a table says which municipality a row is of; None where it has no such column."""

    both: int | None = None
    code: int | None = None
    name: int | None = None

    @property
    def all(self) -> tuple[int, ...]:
        """The columns that there are."""
        return tuple(each for each in (self.both, self.code, self.name) if each is not None)


def region_columns(sheet: Sheet, those: Known) -> RegionColumns:
    """The columns of a sheet that say which municipality a row is of."""
    columns = range(len(sheet.rows[0]) if sheet.rows else 0)
    both = _fullest({at: sum(bool(_both(row[at], those)) for row in sheet.rows) for at in columns})
    if both is not None:
        return RegionColumns(both=both)
    name = _fullest({at: sum(bool(those.named(row[at])) for row in sheet.rows) for at in columns})
    if name is None:
        return RegionColumns(code=_fullest({at: _codes(sheet, at, those) for at in columns}))
    beside = (at for at in columns if at != name and _is_code_of(sheet, at, name, those))
    return RegionColumns(code=next(beside, None), name=name)


def _fullest(hits: Mapping[int, int]) -> int | None:
    """The first column that has the most; None if no column has any."""
    at = max(hits, key=lambda column: hits[column], default=None)
    return at if at is not None and hits[at] else None


def _both(text: str, those: Known) -> tuple[str, str] | None:
    """Code and name of a cell that holds both."""
    found = _BOTH.fullmatch(text)
    return (found[1].zfill(4), found[2]) if found and those.code(found[1]) else None


def _codes(sheet: Sheet, at: int, those: Known) -> int:
    """How many codes a column holds; a column that is called so comes before any other."""
    texts = [row[at] for row in sheet.rows]
    if any(_OTHER_HEADING.search(text) for text in texts):
        return 0
    called = any(_HEADING.search(text) for text in texts)
    return sum(bool(those.code(text)) for text in texts) * (len(sheet.rows) if called else 1)


def _is_code_of(sheet: Sheet, at: int, name: int, those: Known) -> bool:
    """Whether a column holds the codes of the names: by its heading, its place or its content."""
    rows = [(row[at], those.named(row[name])) for row in sheet.rows
            if row[at] and those.named(row[name])]
    if not rows or not all(those.code(text) or _LARGER.fullmatch(text) for text, _ in rows):
        return False
    alike = sum(those.code(text) == code for text, code in rows)
    return at == name - 1 or 2 * alike >= len(rows) or _is_called_code(sheet, at)


def _is_called_code(sheet: Sheet, at: int) -> bool:
    return any(re.search(r"kod|code", row[at], re.IGNORECASE) for row in sheet.rows)


def municipality_of(sheet: Sheet, row: int, columns: RegionColumns, those: Known) -> str:
    """The code of the municipality that a row is of; empty if it is of none.

    Refuses with InputError a code and a name that do not belong together, and broken letters.
    """
    texts = sheet.rows[row]
    code, name = "", ""
    if columns.both is not None:
        code, name = _both(texts[columns.both], those) or ("", "")
    if columns.code is not None:
        code = those.code(texts[columns.code])
        if texts[columns.code] and not code:
            return ""
    if columns.name is not None:
        name = texts[columns.name]
    if name and not those.named(name):
        Reader({}).read(RawCell(sheet.place(row, columns.all[-1]), name),
                        QUANTITIES["municipality_name"])
    if code and name:
        _refuse_strangers(code, name, those, sheet.place(row, columns.all[-1]))
    return code or those.named(name)


def _refuse_strangers(code: str, name: str, those: Known, place: str) -> None:
    """Refuse a code with another's name, where either is looked for or both are known."""
    of_name = those.named(name)
    if of_name == code:
        return
    if code in those.wanted and int(code) >= _FIRST_MADE_UP:
        raise InputError("municipality_misnamed", place=place, code=code, name=name,
                         known=those.wanted[code])
    if code in those.wanted or of_name:
        refuse_unknown_municipality(code, name, place)


_FIRST_MADE_UP = 9900
