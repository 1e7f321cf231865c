"""Cells read: values and formulas of whole areas, in as few questions to Calc as can be."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Tuple

from finsam_xl.libreoffice.uno_side.formats import DATE, LOGICAL, Area, Kinds, areas_of
from finsam_xl.libreoffice.uno_side.formulas import Translator
from finsam_xl.libreoffice.uno_side.host import Host, Steps, block

_ERRORS = {
    503: "#NUM!", 523: "#NUM!", 532: "#DIV/0!", 524: "#REF!", 525: "#NAME?", 521: "#NULL!",
    32767: "#N/A",
}
_ANY_OTHER = "#VALUE!"

Rows = Tuple[Tuple[Any, ...], ...]


def translator(host: Host, book: str) -> Translator:
    """The translator of a workbook's formulas."""
    if book not in host.translators:
        host.translators[book] = Translator(host.document(book))
    found: Translator = host.translators[book]
    return found


def _read(host: Host, book: str, sheet: str, area: Area, what: List[str]) -> Dict[str, Any]:
    """What is asked for of `values`, `plain` values and `formulas`, each as rows.

    Values are numbers, texts, truths, None for a blank, `{"error": "#N/A"}` and, for a number
    shown as a date, `{"date": serial}`; plain values know neither dates nor truths.
    """
    cells = block(host, book, sheet, area)
    shown, formulas = cells.getDataArray(), cells.getFormulaArray()
    answer: Dict[str, Any] = {}
    if "values" in what or "plain" in what:
        rows = _values(cells, shown, formulas)
        if "values" in what:
            _mark_kinds(host, book, cells, area, rows)
        answer["values"] = rows
    if "formulas" in what:
        translate = translator(host, book).to_excel
        answer["formulas"] = texts = [
            [_formula(*pair, translate) for pair in zip(*pairs)]
            for pairs in zip(shown, formulas)]
        if "plain" not in what and any(text in ("0", "1") for row in texts for text in row):
            _spell_truths(host, book, cells, area, texts)
    return answer


def _values(cells: Any, shown: Rows, formulas: Rows) -> List[List[Any]]:
    rows = [list(row) for row in shown]
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if value is None:
                row[place] = {"error": _error(cells.getCellByPosition(place, number).getError())}
            elif value == "" and formulas[number][place] == "":
                row[place] = None
    return rows


def _error(number: int) -> str:
    return _ERRORS.get(number, _ANY_OTHER)


def _mark_kinds(host: Host, book: str, cells: Any, area: Area, rows: List[List[Any]]) -> None:
    """Mark numbers that are shown as dates or truths."""
    if not any(isinstance(value, float) for row in rows for value in row):
        return
    document = host.document(book)
    kinds, shift = Kinds(document), days(document)
    for part, key in areas_of(cells, area, "NumberFormat"):
        kind = kinds.kind(key)
        if kind & LOGICAL:
            _mark(rows, part, area, lambda value: bool(value) if value in (0, 1) else value)
        elif kind & DATE:
            _mark(rows, part, area, lambda value: {"date": value + shift})


def _spell_truths(host: Host, book: str, cells: Any, area: Area, texts: List[List[str]]) -> None:
    """Let constants that are shown as truths read TRUE and FALSE."""
    kinds = Kinds(host.document(book))
    for (top, left, bottom, right), key in areas_of(cells, area, "NumberFormat"):
        if kinds.kind(key) & LOGICAL:
            for row in texts[top - area[0]:bottom - area[0] + 1]:
                for place in range(left - area[1], right - area[1] + 1):
                    row[place] = {"0": "FALSE", "1": "TRUE"}.get(row[place], row[place])


def _mark(rows: List[List[Any]], part: Area, area: Area, change: Callable[[float], Any]) -> None:
    top, left, bottom, right = part
    for row in rows[top - area[0]:bottom - area[0] + 1]:
        for place in range(left - area[1], right - area[1] + 1):
            if isinstance(row[place], float):
                row[place] = change(row[place])


def days(document: Any) -> int:
    """Days from 1899-12-30 to the day that the workbook counts from."""
    return {1899: 0, 1900: 2, 1904: 1462}.get(document.NullDate.Year, 0)


def _formula(shown: Any, formula: str, translate: Callable[[str], str]) -> str:
    """A cell as Excel's formula bar has it."""
    if formula != shown and formula.startswith("="):
        return f"={translate(formula[1:])}"
    if formula != shown and formula.startswith("{=") and formula.endswith("}"):
        return f"={translate(formula[2:-1])}"
    if isinstance(shown, float):
        return repr(shown)[:-2] if shown.is_integer() and "e" not in repr(shown) else repr(shown)
    return "" if shown is None else str(shown)


def _used(host: Host, book: str, sheet: str) -> List[int]:
    """The area from the first cell used to the last, counted from 0."""
    cursor = host.sheet(book, sheet).createCursor()
    cursor.gotoStartOfUsedArea(False)
    cursor.gotoEndOfUsedArea(True)
    return _told(cursor)


def _region(host: Host, book: str, sheet: str, area: Area) -> List[int]:
    """The area around cells, as far as blank rows and columns."""
    cursor = host.sheet(book, sheet).createCursorByRange(block(host, book, sheet, area))
    cursor.collapseToCurrentRegion()
    return _told(cursor)


def _told(cells: Any) -> List[int]:
    found = cells.RangeAddress
    return [found.StartRow, found.StartColumn, found.EndRow, found.EndColumn]


STEPS: Steps = {"read": _read, "used": _used, "region": _region}
"""What can be asked of cells."""
