"""Defined names, of a workbook or of one of its sheets."""

from __future__ import annotations

from typing import Any, Dict, List

from finsam_xl.libreoffice.uno_side.cells import translator
from finsam_xl.libreoffice.uno_side.host import Host, Steps, struct
from finsam_xl.libreoffice.uno_side.refusal import Refusal


def _home(host: Host, book: str, scope: str) -> Any:
    """The names of a sheet, or of the workbook where no sheet is given."""
    return (host.sheet(book, scope) if scope else host.document(book)).NamedRanges


def _names(host: Host, book: str, sheets: List[str]) -> List[List[str]]:
    """Every name as its scope (nothing for the workbook) and its word, in order.

    `sheets` are the scopes asked for; none for all.
    """
    scopes = sheets or ["", *host.document(book).Sheets.ElementNames]
    return [[scope, name] for scope in scopes
            for name in sorted(_home(host, book, scope).ElementNames, key=str.casefold)]


def _found(host: Host, book: str, scope: str, name: str) -> Any:
    home = _home(host, book, scope)
    return home.getByName(_spelled(_spellings(home), name))


def _spellings(home: Any) -> Dict[str, str]:
    """Names as Calc spells them, by their letters' small form."""
    return {each.casefold(): each for each in home.ElementNames}


def _spelled(known: Dict[str, str], name: str) -> str:
    if name.casefold() not in known:
        raise Refusal("name_absent", name=name)
    return known[name.casefold()]


def _refers_to(host: Host, book: str, names: List[List[str]]) -> List[str]:
    """What each name stands for, as Excel writes it."""
    translate = translator(host, book).to_excel
    homes = {scope: _home(host, book, scope) for scope in {scope for scope, _ in names}}
    known = {scope: _spellings(home) for scope, home in homes.items()}
    return ["=" + translate(homes[scope].getByName(_spelled(known[scope], name)).Content)
            for scope, name in names]


def _define(host: Host, book: str, scope: str, name: str, refers_to: str) -> bool:
    """Define a name, or let it stand for something else."""
    content = translator(host, book).to_calc(refers_to, (0, 0, 0))(0, 0)
    home = _home(host, book, scope)
    known = _spellings(home)
    if name.casefold() in known:
        home.getByName(known[name.casefold()]).Content = content
    else:
        origin = struct("table.CellAddress", Sheet=0, Row=0, Column=0)
        home.addNewByName(name, content, origin, 0)
    return True


def _rename(host: Host, book: str, scope: str, name: str, to: str) -> bool:
    _found(host, book, scope, name).Name = to
    return True


def _undefine(host: Host, book: str, scope: str, name: str) -> bool:
    _home(host, book, scope).removeByName(_found(host, book, scope, name).Name)
    return True


STEPS: Steps = {"names": _names, "refers to": _refers_to, "define": _define, "rename name": _rename,
         "undefine": _undefine}
"""What can be asked of names."""
