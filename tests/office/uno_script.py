"""Steps in a running LibreOffice, read as JSON from standard input and answered on output.

A script of its own, run by the Python that has uno: `uno` replaces `__import__`, and nobody
else should have to live with that.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any


class Host:
    """A connection to LibreOffice and the document it has open."""

    def __init__(self, pipe: str) -> None:
        """Connect through a pipe."""
        uno = import_module("uno")  # only this Python has it

        context = uno.getComponentContext()
        resolver = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", context)
        address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
        remote = resolver.resolve(address)
        self.desktop = remote.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", remote)
        self.property = uno.getClass("com.sun.star.beans.PropertyValue")
        self.document: Any = None

    def facts(self, **facts: Any) -> tuple[Any, ...]:  # noqa: ANN401 - whatever UNO takes
        """Facts as UNO wants them."""
        made = []
        for name, value in facts.items():
            each = self.property()
            each.Name, each.Value = name, value
            made.append(each)
        return tuple(made)

    def cell(self, name: str) -> Any:  # noqa: ANN401 - a UNO cell
        """The cell of a defined name."""
        found = self.document.NamedRanges.getByName(name).getReferredCells()
        return found.getCellByPosition(0, 0)

    def ping(self) -> bool:
        """Say that somebody is there."""
        return self.desktop is not None

    def open(self, path: str) -> bool:
        """Open a file and calculate every formula of it."""
        self.document = self.desktop.loadComponentFromURL(
            Path(path).resolve().as_uri(), "_blank", 0, self.facts(Hidden=True))
        self.document.calculateAll()
        return True

    def set(self, cells: dict[str, Any]) -> bool:
        """Type into cells: a number, a text, or nothing."""
        for name, value in cells.items():
            cell = self.cell(name)
            if value is None:
                cell.setString("")
            elif isinstance(value, str):
                cell.setString(value)
            else:
                cell.setValue(value)
        return True

    def read(self, names: list[str]) -> dict[str, Any]:
        """What stands in cells: a number, a text, None for a blank, an error by its number."""
        return {name: self.value(self.cell(name)) for name in names}

    def value(self, cell: Any) -> Any:  # noqa: ANN401 - a UNO cell and its content
        """What a cell shows."""
        if cell.getError():
            return f"error {cell.getError()}"
        kind = cell.Type.value
        if kind == "FORMULA":
            kind = "VALUE" if cell.FormulaResultType2 == 1 else "TEXT"
        if kind == "VALUE":
            return cell.getValue()
        return cell.getString() or None

    def save(self, path: str) -> bool:
        """Save a copy as a workbook of Excel's kind."""
        self.document.storeToURL(Path(path).resolve().as_uri(),
                                 self.facts(FilterName="Calc MS Excel 2007 XML"))
        return True

    def close(self) -> bool:
        """Close the document without saving."""
        self.document.close(True)  # noqa: FBT003 - UNO's own way
        self.document = None
        return True

    def quit(self) -> bool:
        """End LibreOffice."""
        return bool(self.desktop.terminate())


def main() -> None:
    """Do the steps and print an answer for each."""
    host = Host(sys.argv[1])
    answers = []
    for step in json.load(sys.stdin):
        act: Callable[..., Any] = getattr(host, step.pop("do"))
        answers.append(act(**step))
    sys.stdout.write(json.dumps(answers))


if __name__ == "__main__":
    main()
