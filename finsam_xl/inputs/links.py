"""An input that is linked to a cell or a name of the host's own: how it is asked for and written.

A linked cell holds one formula of one shape, which is how it is known again; a source that is
no number gives nothing, never zero.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from finsam_xl.addresses import bare_title, cell_name, position_of, quoted_title
from finsam_xl.domain.names import MARK, Name, parse_name
from finsam_xl.domain.quantities import QUANTITIES, Kind
from finsam_xl.errors import InputError
from finsam_xl.inputs.raw import BookCells, FoundCell

LINKABLE = (Kind.TKR, Kind.PEOPLE, Kind.COUNT)
_UNITS = ("kr", "tkr")
_TITLE = r"(?:'(?:[^']|'')+'|[^\s'!(),\"]+)!"
_CELL = r"\$?[A-Z]{1,3}\$?\d+"
_NAME = r"[A-Za-zÅÄÖåäö_\\][\w.\\]*"
_REFERENCE = rf"{_TITLE}{_CELL}|{_NAME}"
_GONE = "#REF!"
_FORMULA = re.compile(
    rf"^=?IF\(ISNUMBER\((?P<source>{_REFERENCE}|(?:{_TITLE})?{_GONE})\),(?P=source)(?P<kr>/1000)?,\"\"\)$")
_ASKED = re.compile(rf"^(?P<name>fs_\w+)=(?P<source>{_REFERENCE})(?::(?P<unit>\w+))?$",
                    re.IGNORECASE)


class Link(NamedTuple):
    """Where an input comes from: `Budget!$C$4` or a defined name; in kronor if it says so."""

    source: str
    in_kronor: bool = False

    @property
    def formula(self) -> str:
        """What stands in the linked cell.

        >>> Link("Budget!$C$4", in_kronor=True).formula
        '=IF(ISNUMBER(Budget!$C$4),Budget!$C$4/1000,"")'
        """
        return f'=IF(ISNUMBER({self.source}),{self.source}{"/1000" if self.in_kronor else ""},"")'


def read_link(formula: str) -> Link | None:
    """The link that a formula is; None for every other formula.

    >>> read_link('IF(ISNUMBER(Statsanslag),Statsanslag,"")')
    Link(source='Statsanslag', in_kronor=False)
    >>> read_link("SUM(Budget!C4:C9)") is None
    True
    """
    found = _FORMULA.match(formula.replace(" ", "") if "'" not in formula else formula)
    return Link(found["source"], bool(found["kr"])) if found else None


def asked_link(text: str) -> tuple[Name, Link]:
    """What `--link` asks for; refuses a name that cannot be linked and a unit nobody knows.

    >>> str(asked_link("fs_grant_2026=Budget!C4:kr")[0])
    'fs_grant_2026'
    """
    found = _ASKED.match(text)
    name = parse_name(found["name"]) if found else None
    if found is None or name is None:
        raise InputError("link_unreadable", place="--link", value=text)
    quantity = QUANTITIES.get(name.quantity)
    if quantity is None or quantity.kind not in LINKABLE:
        raise InputError("link_kind", place="--link", name=found["name"])
    unit = (found["unit"] or "").lower()
    money = quantity.kind is Kind.TKR
    if unit and (unit not in _UNITS or not money):
        raise InputError("link_unit", place="--link", value=found["unit"], name=found["name"])
    return name, Link(_fixed(found["source"]), in_kronor=unit == "kr")


def _fixed(source: str) -> str:
    """A cell as a link writes it: with its sheet, and standing still."""
    title, found, cell = source.rpartition("!")
    if not found:
        return source
    bare = bare_title(title)
    at = position_of(cell.upper())
    return f"{quoted_title(bare)}!{cell_name(at, fix_row=True, fix_column=True)}"


def linked_content(book: BookCells, link: Link, place: str) -> Decimal:
    """The number that a link leads to, in the linked cell's unit.

    Refuses a source that is not there, is the plan's own, is empty, is no number, or is a formula
    without a stored value; `place` is the linked cell.
    """
    found = _source(book, link, place)
    if found is None or (found.content in (None, "") and found.formula is None):
        raise InputError("link_empty", place=place, source=link.source)
    if found.error:
        raise InputError("error_value", place=link.source, value=found.content)
    if found.content is None:
        raise InputError("link_stale", place=place, source=link.source)
    if isinstance(found.content, bool):
        raise InputError("truth_value", place=link.source)
    if not isinstance(found.content, Decimal):
        raise InputError("link_text", place=place, source=link.source, value=found.content)
    if found.dated:
        raise InputError("date_as_number", place=link.source, value=found.content)
    return found.content / 1000 if link.in_kronor else found.content


def _source(book: BookCells, link: Link, place: str) -> FoundCell | None:
    if link.source.endswith(_GONE):
        raise InputError("link_broken", place=place, source=link.source)
    title, found, cell = link.source.rpartition("!")
    if found:
        bare = bare_title(title)
        at = position_of(cell.replace("$", "").upper())
    else:
        named = {name.casefold(): where for name, where in book.names.items()}
        if link.source.casefold() not in named:
            raise InputError("link_broken", place=place, source=link.source)
        bare, at = named[link.source.casefold()]
    sheet = next((each for each in book.sheets if each.casefold() == bare.casefold()), None)
    if sheet is None:
        raise InputError("link_broken", place=place, source=link.source)
    if sheet in (title for name, (title, _) in book.names.items() if name.startswith(MARK)):
        raise InputError("link_own", place=place, source=link.source)
    return book.sheets[sheet].get(at)
