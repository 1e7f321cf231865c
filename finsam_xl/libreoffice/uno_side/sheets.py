"""Sheets: listed, added, deleted, renamed, shown and protected; and what is selected."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from finsam_xl.libreoffice.uno_side.formats import Area
from finsam_xl.libreoffice.uno_side.host import Host, Steps, block
from finsam_xl.libreoffice.uno_side.refusal import Refusal


def _sheets(host: Host, book: str) -> List[str]:
    """The titles, in order."""
    return list(host.document(book).Sheets.ElementNames)


def _active_sheet(host: Host, book: str) -> str:
    document = host.document(book)
    controller = document.CurrentController
    if controller is None:
        return str(document.Sheets.getByIndex(0).Name)
    return str(controller.ActiveSheet.Name)


def _activate(host: Host, book: str, sheet: str) -> bool:
    host.document(book).CurrentController.setActiveSheet(host.sheet(book, sheet))
    return True


def _add(host: Host, book: str, title: str, at: int) -> str:
    """Add a sheet at a place counted from 0; without a title it is called after its number."""
    sheets = _unlocked(host, book).Sheets
    number = sheets.Count
    while not title or sheets.hasByName(title):
        number += 1
        title = f"Sheet{number}"
    sheets.insertNewByName(title, at)
    return title


def _delete(host: Host, book: str, sheet: str) -> bool:
    host.sheet(book, sheet)
    _unlocked(host, book).Sheets.removeByName(sheet)
    return True


def _rename(host: Host, book: str, sheet: str, to: str) -> bool:
    sheets = _unlocked(host, book).Sheets
    if sheets.hasByName(to) and to.casefold() != sheet.casefold():
        raise Refusal("title_taken", sheet=to)
    host.sheet(book, sheet).setName(to)
    return True


def _unlocked(host: Host, book: str) -> Any:
    document = host.document(book)
    if document.isProtected():
        raise Refusal("structure_locked")
    return document


def _visible(host: Host, book: str, sheet: str, to: Optional[bool] = None) -> bool:
    """Whether a sheet is visible; given a truth, it is from now on, or not."""
    found = host.sheet(book, sheet)
    if to is not None:
        found.IsVisible = to
    return bool(found.IsVisible)


def _protected(host: Host, book: str, sheet: str) -> bool:
    return bool(host.sheet(book, sheet).isProtected())


def _select(host: Host, book: str, sheet: str, area: Area) -> bool:
    controller = host.document(book).CurrentController
    controller.setActiveSheet(host.sheet(book, sheet))
    return bool(controller.select(block(host, book, sheet, area)))


def _selection(host: Host, book: str) -> Optional[Dict[str, Any]]:
    """The sheet and the area selected, the first of them if there are several."""
    document = host.document(book)
    controller = document.CurrentController
    chosen: Any = None if controller is None else controller.getSelection()
    if hasattr(chosen, "getRangeAddresses"):
        addresses = chosen.getRangeAddresses()
    elif hasattr(chosen, "RangeAddress"):
        addresses = (chosen.RangeAddress,)
    else:
        return None
    found = addresses[0]
    return {"sheet": document.Sheets.getByIndex(found.Sheet).Name,
            "area": [found.StartRow, found.StartColumn, found.EndRow, found.EndColumn]}


STEPS: Steps = {
    "sheets": _sheets, "active sheet": _active_sheet, "activate sheet": _activate,
    "add sheet": _add, "delete sheet": _delete, "rename sheet": _rename,
    "visible": _visible, "protected": _protected, "select": _select, "selection": _selection,
}
"""What can be asked of sheets."""
