"""How cells are formatted: what kind of number, whether locked, colour, width and height.

Uniform areas cost one question; others are told apart by Calc's own list of equal formats.
"""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Optional, Tuple

from finsam_xl.libreoffice.uno_side.host import Host, Steps, block, struct
from finsam_xl.libreoffice.uno_side.refusal import Refusal

DATE, TIME, LOGICAL, TEXT = 2, 4, 1024, 256
_MIXED = "AMBIGUOUS_VALUE"
_POINTS, _PIXELS, _HUNDREDTHS = 72, 96, 2540
_GENERAL = "General"

Area = Tuple[int, int, int, int]


def areas_of(cells: Any, area: Area, of: str) -> Iterator[Tuple[Area, Any]]:
    """The parts of an area with one value each of a property, such as NumberFormat."""
    if cells.getPropertyState(of).value != _MIXED:
        yield area, cells.getPropertyValue(of)
        return
    for same in cells.getUniqueCellFormatRanges():
        value = same.getPropertyValue(of)
        for part in same.getRangeAddresses():
            yield (part.StartRow, part.StartColumn, part.EndRow, part.EndColumn), value


class Kinds:
    """What kind of number a format is, asked once for each format."""

    def __init__(self, document: Any) -> None:
        self._formats = document.NumberFormats
        self._known: Dict[int, int] = {}

    def kind(self, key: int) -> int:
        """The kind: a sum of DATE, TIME, LOGICAL and others of UNO's."""
        if key not in self._known:
            self._known[key] = self._formats.getByKey(key).Type
        return self._known[key]


def locked(sheet: Any, cells: Any, area: Area) -> bool:
    """Whether an area has a cell that must not be written in."""
    return bool(sheet.isProtected()) and any(
        value.IsLocked for _, value in areas_of(cells, area, "CellProtection"))


def refuse_locked(host: Host, book: str, title: str, area: Area) -> Any:
    """The cells of an area, unless one of them must not be written in."""
    sheet = host.sheet(book, title)
    cells = block(host, book, title, area)
    if locked(sheet, cells, area):
        raise Refusal("sheet_protected", place=title)
    return cells


def _english() -> Any:
    return struct("lang.Locale", Language="en", Country="US")


def format_key(document: Any, text: str) -> int:
    """The key of a number format written as in English."""
    formats, english = document.NumberFormats, _english()
    if text == _GENERAL:
        return 0
    known = formats.queryKey(text, english, False)
    return int(known if known != -1 else formats.addNew(text, english))


def _number_format(host: Host, book: str, sheet: str, area: Area) -> Optional[str]:
    """The number format as written in English, or None where there are several."""
    formats = host.document(book).NumberFormats
    texts = {_shown(formats, key)
             for _, key in areas_of(block(host, book, sheet, area), area, "NumberFormat")}
    return texts.pop() if len(texts) == 1 else None


def _shown(formats: Any, key: int) -> str:
    found = formats.getByKey(key)
    if found.Locale.Language not in ("", "en"):
        key = formats.addNewConverted(found.FormatString, found.Locale, _english())
        found = formats.getByKey(key)
    return str(found.FormatString)


def _set_number_format(host: Host, book: str, sheet: str, area: Area, text: str) -> bool:
    cells = refuse_locked(host, book, sheet, area)
    cells.NumberFormat = format_key(host.document(book), text)
    return True


def _color(host: Host, book: str, sheet: str, area: Area) -> Optional[List[int]]:
    """The background as red, green and blue; None if there is none, or several."""
    cells = block(host, book, sheet, area)
    values = {value for _, value in areas_of(cells, area, "CellBackColor")}
    value = values.pop() if len(values) == 1 else -1
    return None if value < 0 else [value >> 16 & 255, value >> 8 & 255, value & 255]


def _set_color(host: Host, book: str, sheet: str, area: Area, color: Optional[List[int]]) -> bool:
    cells = refuse_locked(host, book, sheet, area)
    red, green, blue = color or (0, 0, 0)
    cells.CellBackColor = (red << 16) + (green << 8) + blue if color else -1
    return True


def _sizes(host: Host, book: str, sheet: str, area: Area) -> Dict[str, Optional[float]]:
    """Width in pixels of the columns and height in points of the rows, if they all are alike."""
    cells = block(host, book, sheet, area)
    width = _alike(cells.Columns, "Width")
    height = _alike(cells.Rows, "Height")
    return {"width": None if width is None else width * _PIXELS / _HUNDREDTHS,
            "height": None if height is None else height * _POINTS / _HUNDREDTHS}


def _alike(lines: Any, of: str) -> Optional[int]:
    found = {lines.getByIndex(number).getPropertyValue(of) for number in range(lines.Count)}
    return int(found.pop()) if len(found) == 1 else None


def _resize(host: Host, book: str, sheet: str, area: Area, sizes: Dict[str, float]) -> bool:
    cells = refuse_locked(host, book, sheet, area)
    if "width" in sizes:
        cells.Columns.Width = round(sizes["width"] * _HUNDREDTHS / _PIXELS)
    if "height" in sizes:
        cells.Rows.Height = round(sizes["height"] * _HUNDREDTHS / _POINTS)
    return True


STEPS: Steps = {
    "number format": _number_format, "set number format": _set_number_format,
    "color": _color, "set color": _set_color, "sizes": _sizes, "resize": _resize,
}
"""What can be asked of formats."""
