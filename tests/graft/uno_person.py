"""What a person does to Finansieringsplan in LibreOffice; run by the Python that has uno.

A script of its own, given the pipe of a running LibreOffice, a book and the path of its copy.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

YELLOW, WIDE = 0xFFFF00, 9_000


def connect(pipe: str) -> tuple[Any, Any]:
    """The desktop, and what facts are made of."""
    uno = import_module("uno")
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", context)
    remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
    desktop = remote.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", remote)
    return desktop, uno.getClass("com.sun.star.beans.PropertyValue")


def work(document: Any) -> None:  # noqa: ANN401 - a UNO document
    """Write beside the table, colour a sum, put a note, widen a column, hide a row."""
    sheet = document.Sheets.getByName("Finansieringsplan")
    sheet.unprotect("")
    sheet.getCellRangeByName("K9").setString("=Ring FK")
    sheet.getCellRangeByName("K10").setFormula("=fs_total_2026/2")
    sheet.getCellRangeByName("F21").CellBackColor = YELLOW
    place = sheet.getCellRangeByName("G9").CellAddress
    sheet.Annotations.insertNew(place, "Stäm av med Alm.")
    sheet.Columns.getByIndex(1).Width = WIDE
    sheet.Rows.getByIndex(43).IsVisible = False
    document.NamedRanges.getByName("fs_grant_2026").getReferredCells().getCellByPosition(
        0, 0).setValue(4300)


def main() -> None:
    """Open, work, save a copy and close."""
    pipe, source, target = sys.argv[1:]
    desktop, fact = connect(pipe)
    hidden, kind = fact(), fact()
    hidden.Name, hidden.Value = "Hidden", True
    kind.Name, kind.Value = "FilterName", "Calc MS Excel 2007 XML"
    document = desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, (hidden,))
    work(document)
    document.storeToURL(Path(target).as_uri(), (kind,))
    document.close(True)  # noqa: FBT003 - UNO's own way


if __name__ == "__main__":
    main()
