"""What somebody typed on the page becomes cells, read as strictly as a workbook's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from finsam_xl.domain.municipalities import code_of, municipality_names
from finsam_xl.domain.names import Name, parse_name
from finsam_xl.domain.quantities import INPUTS, QUANTITIES, Kind
from finsam_xl.errors import InputError
from finsam_xl.inputs.personal_numbers import refuse_personal_number
from finsam_xl.inputs.raw import Content, RawCell
from finsam_xl.report import place_of
from finsam_xl.sheets.draft import NamedCell
from finsam_xl.texts import Texts
from finsam_xl.trying import Signed
from finsam_xl.web.session import Session

_FOLLOWS = {"municipality_code": "municipality_name", "municipality_name": "municipality_code"}
PER_CENT = (Kind.PERCENT, Kind.SHARE)


def typed_cells(session: Session, changes: Sequence[dict[str, Any]]) -> dict[Name, RawCell]:
    """The cells of some changes; refuses a name that is no input, or one that is locked.

    A municipality's name follows its code, and its code its name, unless both are typed.
    """
    cells = dict(_cell(session, each) for each in changes)
    return {**dict(_namesakes(session, cells)), **cells}


def _namesakes(
    session: Session, cells: Mapping[Name, RawCell]
) -> Iterator[tuple[Name, RawCell]]:
    """What a municipality that was typed by its code is called, or its code by its name."""
    for name, cell in cells.items():
        said = _FOLLOWS.get(name.quantity)
        found = _known(name.quantity, str(cell.content).strip()) if said else None
        if said and found:
            other = Name(said, name.member)
            named = session.standing.names[str(other)]
            if is_open(session, named):
                yield other, RawCell(place_of(named), found)


def _known(quantity: str, text: str) -> str | None:
    """The other half of a municipality's code and name; None where it is none of Sweden's.

    >>> _known("municipality_code", "180"), _known("municipality_name", "mark kommun")
    ('Stockholm', '1463')
    """
    if quantity == "municipality_code":
        return municipality_names().get(text.zfill(4))
    return code_of(text) or None


def _cell(session: Session, change: dict[str, Any]) -> tuple[Name, RawCell]:
    text = str(change.get("name", ""))
    named, name = session.standing.names.get(text), parse_name(text)
    if named is None or name is None or not is_open(session, named):
        raise InputError("web_no_input", place=text)
    content = _content(change.get("value"), place_of(named))
    if QUANTITIES[name.quantity].kind in PER_CENT:
        content = _per_cent(content)
    return name, RawCell(place_of(named), content)


def is_open(session: Session, named: NamedCell) -> bool:
    """Whether somebody may type in an input's cell: it is unlocked, and no link stands in it."""
    return (session.standing.cell(named).style.unlocked and named.quantity in INPUTS
            and named.name not in session.setting.links)


def _content(value: object, place: str) -> Content:
    """A JSON value as a cell's content; a number keeps the digits that it was written with."""
    if value is None or isinstance(value, (str, bool)):
        return value
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise InputError("not_a_number", place=place, value=str(value)) from None


def _per_cent(content: Content) -> Content:
    """A bare number in a field that is shown in per cent is per cent, as it is in Excel."""
    if isinstance(content, Decimal):
        return content / 100
    if isinstance(content, str) and content.strip() and "%" not in content:
        return f"{content.strip()} %"
    return content


def signed(asked: dict[str, Any], texts: Texts) -> Signed:
    """Who changes the plan and why; refuses where it is not said."""
    author, why = (said(asked, field, texts) for field in ("signature", "reason"))
    return Signed(author, why, _today(asked))


def _today(asked: dict[str, Any]) -> date:
    """The day that the page says it is, where it stands; else the day here."""
    try:
        return date.fromisoformat(str(asked["today"]))
    except (KeyError, ValueError):
        return date.today()  # noqa: DTZ011 - the day where the person sits


def said(asked: dict[str, Any], field: str, texts: Texts) -> str:
    """A text that must be given; refuses one that is blank or holds a personal number."""
    text, label = str(asked.get(field) or "").strip(), texts.web(field)
    if not text:
        raise InputError("web_lacks", place="", what=label)
    refuse_personal_number(text, label)
    return text
