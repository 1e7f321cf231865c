"""Cells written: a whole area at a time, and nothing at all where something is locked."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Tuple

from finsam_xl.libreoffice.uno_side.cells import days, translator
from finsam_xl.libreoffice.uno_side.formats import (
    DATE,
    LOGICAL,
    TIME,
    Area,
    Kinds,
    areas_of,
    format_key,
    refuse_locked,
)
from finsam_xl.libreoffice.uno_side.host import Host, Steps, block

_EVERY_CONTENT = 1 | 2 | 4 | 16
_FORMATS = {"date": "YYYY-MM-DD", "moment": "YYYY-MM-DD HH:MM:SS", "time": "HH:MM:SS"}
_TRUTH = "BOOLEAN"

Place = Tuple[int, int]


def _write(host: Host, book: str, sheet: str, area: Area, rows: List[List[Any]]) -> bool:
    """Write rows of numbers, texts, truths, None, `{"formula": ...}` and `{"date": serial}`.

    A formula is in Excel's words without its equals sign; one with `from`, a row and a column,
    was given for that cell and moves its references to this one.
    """
    cells = refuse_locked(host, book, sheet, area)
    document = host.document(book)
    if any(isinstance(value, (float, int, dict)) for row in rows for value in row):
        _bare_of_truths(document, cells, area, rows)
    if all(isinstance(value, dict) and "formula" in value for row in rows for value in row):
        cells.setFormulaArray(_translated(host, book, sheet, area, rows))
        return True
    shift = days(document)
    cells.setDataArray(tuple(tuple(_entered(value, shift) for value in row) for row in rows))
    _write_formulas(host, book, sheet, area, rows)
    _format(document, host, (book, sheet), area, rows)
    return True


def _entered(value: Any, shift: int) -> Any:
    if isinstance(value, dict):
        return float(value["date"] - shift) if "date" in value else ""
    if isinstance(value, (bool, int)):
        return float(value)
    return "" if value is None else value


def _translated(host: Host, book: str, sheet: str, area: Area,
                rows: List[List[Any]]) -> Tuple[Tuple[str, ...], ...]:
    number = host.sheet(book, sheet).RangeAddress.Sheet
    translate = translator(host, book).to_calc
    parsed: Dict[Any, Any] = {}
    made = []
    for row, values in enumerate(rows, start=area[0]):
        texts = []
        for column, value in enumerate(values, start=area[1]):
            origin = tuple(value.get("from", (row, column)))
            key = (value["formula"], origin)
            if key not in parsed:
                parsed[key] = translate(value["formula"], (number, *origin))
            texts.append("=" + parsed[key](row, column))
        made.append(tuple(texts))
    return tuple(made)


def _write_formulas(host: Host, book: str, sheet: str, area: Area, rows: List[List[Any]]) -> None:
    """Write the formulas among other values, rectangle by rectangle."""
    for part in rectangles(rows, "formula"):
        top, left, bottom, right = part
        inner = [row[left:right + 1] for row in rows[top:bottom + 1]]
        placed = _moved(part, area)
        block(host, book, sheet, placed).setFormulaArray(
            _translated(host, book, sheet, placed, inner))


def _moved(part: Area, area: Area) -> Area:
    top, left = area[0], area[1]
    return part[0] + top, part[1] + left, part[2] + top, part[3] + left


def rectangles(rows: List[List[Any]], kind: str) -> Iterator[Area]:
    """The rectangles of values that are of a kind, each run of a row joined with like ones below.

    >>> list(rectangles([[1, {"formula": "A1"}], [2, {"formula": "A2"}], [3, 4]], "formula"))
    [(0, 1, 1, 1)]
    """
    growing: Dict[Tuple[int, int], int] = {}
    for number, row in enumerate([*rows, []]):
        runs = set(_runs(row, kind))
        for run in [run for run in growing if run not in runs]:
            yield growing.pop(run), run[0], number - 1, run[1]
        for run in runs:
            growing.setdefault(run, number)


def _runs(row: List[Any], kind: str) -> Iterator[Tuple[int, int]]:
    start = None
    for place, value in enumerate([*row, None]):
        if _is(value, kind):
            start = place if start is None else start
        elif start is not None:
            yield start, place - 1
            start = None


def _is(value: Any, kind: str) -> bool:
    if kind == "truth":
        return isinstance(value, bool)
    return isinstance(value, dict) and (value.get("kind") == kind or kind in value)


def _bare_of_truths(document: Any, cells: Any, area: Area, rows: List[List[Any]]) -> None:
    """Let cells that showed a truth show what they get now."""
    kinds = Kinds(document)
    for part, key in tuple(areas_of(cells, area, "NumberFormat")):
        if kinds.kind(key) & LOGICAL:
            top, left, bottom, right = _moved(part, (-area[0], -area[1], 0, 0))
            if any(not isinstance(value, bool)
                   for row in rows[top:bottom + 1] for value in row[left:right + 1]):
                cells.getCellRangeByPosition(left, top, right, bottom).NumberFormat = 0


def _format(document: Any, host: Host, home: Tuple[str, str], area: Area,
            rows: List[List[Any]]) -> None:
    """Show dates as dates and truths as truths, where cells do not already."""
    kinds = Kinds(document)
    for kind, format_text in (*_FORMATS.items(), ("truth", _TRUTH)):
        for part in rectangles(rows, kind):
            placed = _moved(part, area)
            cells = block(host, *home, placed)
            wanted = LOGICAL if kind == "truth" else DATE | TIME
            for same, key in tuple(areas_of(cells, placed, "NumberFormat")):
                if not kinds.kind(key) & wanted:
                    block(host, *home, same).NumberFormat = format_key(document, format_text)


def _clear(host: Host, book: str, sheet: str, area: Area) -> bool:
    """Clear the contents and leave the formats."""
    refuse_locked(host, book, sheet, area).clearContents(_EVERY_CONTENT)
    return True


STEPS: Steps = {"write": _write, "clear": _clear}
"""What can be written."""
