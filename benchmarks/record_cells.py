"""Record what finsam_xl hands XlsxWriter cell by cell, so that a bare script can write the same.

`python record_cells.py PLAN.toml CELLS` writes formats and cells with marshal.
"""

from __future__ import annotations

import marshal
import sys
import tempfile
from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from finsam_xl import compute_plan, read_plan, write_plan

KINDS = ("formula", "number", "string", "blank", "url", "rich_string")
OWN = {"xf_index", "hyperlink"}
"""Properties of the two formats that every workbook makes for itself."""
Cell = tuple[str, int, int, Any, int, Any]


class Recording:
    """The looks a workbook was given and the cells of each of its sheets, in order."""

    def __init__(self) -> None:
        self.looks: list[dict[str, Any]] = []
        self.places: dict[Format, int] = {}
        self.sheets: dict[str, list[Cell]] = {}

    def listen(self) -> None:
        """Hear every format made and every cell written from now on."""
        self._wrap(Workbook, "add_format", self._look)
        for kind in KINDS:
            self._wrap(Worksheet, f"write_{kind}", partial(self._cell, kind))

    @staticmethod
    def _wrap(owner: type, name: str, heard: Callable[..., None]) -> None:
        real = getattr(owner, name)

        @wraps(real)
        def listening(self: object, *given: Any) -> object:  # noqa: ANN401 - as XlsxWriter's own
            made = real(self, *given)
            heard(self, made, *given)
            return made

        setattr(owner, name, listening)

    def _look(self, _: Workbook, made: Format, properties: dict[str, Any] | None = None) -> None:
        if properties and not OWN.isdisjoint(properties):
            return
        self.places[made] = len(self.looks)
        self.looks.append(dict(properties or {}))

    def _cell(
        self, kind: str, sheet: Worksheet, _: int, row: int, column: int, *given: Any  # noqa: ANN401
    ) -> None:
        cells = self.sheets.setdefault(str(sheet.name), [])
        if kind == "rich_string":
            parts = [self.places.get(part, part) if isinstance(part, Format) else part
                     for part in given[:-1]]
            cells.append((kind, row, column, parts, self.places[given[-1]], None))
            return
        content, look, value = (*given, None)[:3]
        cells.append((kind, row, column, content, self.places[look], value))


def main() -> None:
    """Make the plan's workbook once, listening."""
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    recording = Recording()
    recording.listen()
    with tempfile.TemporaryDirectory() as folder:
        write_plan(Path(folder) / "book.xlsx", compute_plan(read_plan(source)))
    target.write_bytes(marshal.dumps((recording.looks, list(recording.sheets.items()))))


if __name__ == "__main__":
    main()
