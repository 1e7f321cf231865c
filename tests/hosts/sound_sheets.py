"""Rules of the sheets: order, rows, cells, their numbers into styles and texts, and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tests.hosts.opened import Opened, doubles, relation_in
from tests.hosts.sound_styles import held, missing_differentials, styles_of
from tests.hosts.sound_workbook import miscounted, misplaced
from tests.hosts.trees import Element, child, children, name_of, whole

WORKSHEET_ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection "
    "protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells "
    "phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins "
    "pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors "
    "smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls "
    "webPublishItems tableParts extLst"
)
CHARTSHEET_ORDER = (
    "sheetPr sheetViews sheetProtection customSheetViews pageMargins pageSetup headerFooter "
    "drawing legacyDrawing legacyDrawingHF drawingHF picture webPublishItems extLst"
)
ROWS, COLUMNS = 1_048_576, 16_384
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d*)")
_COUNTED = ("mergeCells", "dataValidations", "tableParts", "rowBreaks", "colBreaks")

Box = tuple[int, int, int, int]


def place_of(address: str) -> tuple[int, int]:
    """A cell's row and column, from 1; (0, 0) of what is no address."""
    found = _CELL.fullmatch(address)
    if found is None:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def box_of(area: str) -> Box:
    """First row and column, last row and column of an area."""
    first, _, last = area.partition(":")
    return (*place_of(first), *place_of(last or first))


def sheet_faults(book: Opened) -> Iterator[str]:
    """Every sheet's faults."""
    for name in book.worksheets:
        yield from misplaced(book.root(name), WORKSHEET_ORDER, name)
        for group in _COUNTED:
            yield from miscounted(child(book.root(name), group), name)
        yield from _column_faults(book, name)
        yield from _cell_faults(book, name)
        yield from _shared_faults(book, name)
        yield from _merged_faults(book, name)
        yield from missing_differentials(book, name)
    for name in book.related(book.main, "chartsheet"):
        yield from misplaced(book.root(name), CHARTSHEET_ORDER, name)


def _column_faults(book: Opened, name: str) -> Iterator[str]:
    columns = children(book.root(name), "cols", "col")
    bounds = [(whole(column, "min"), whole(column, "max")) for column in columns]
    if any(not 1 <= first <= last <= COLUMNS for first, last in bounds):
        yield f"{name}: columns outside of the sheet"
    if any(one[1] >= other[0] for one, other in pairwise(bounds)):
        yield f"{name}: columns overlap"
    most = max(held(styles_of(book), "cellXfs"), 1)
    for column in columns:
        if not 0 <= whole(column, "style") < most:
            yield f"{name}: columns of the format {column.get('style')}, which does not exist"


def _cell_faults(book: Opened, name: str) -> Iterator[str]:
    """Rows and cells in order and within the sheet; their numbers lead somewhere."""
    limits = _limits(book)
    row_before = 0
    for row in children(book.root(name), "sheetData", "row"):
        number = whole(row, "r", row_before + 1)
        if not row_before < number <= ROWS:
            yield f"{name}: row {number} after row {row_before}"
        row_before, column_before = number, 0
        yield from _exceeded(row, limits, f"{name}: row {number}")
        for cell in row:
            at = cell.get("r")
            place = place_of(at) if at else (number, column_before + 1)
            if place[0] != number or not column_before < place[1] <= COLUMNS:
                yield f"{name}: the cell {at} in row {number} after column {column_before}"
            column_before = place[1]
            yield from _exceeded(cell, limits, f"{name}: {at}")


def _limits(book: Opened) -> dict[str, int]:
    """How far the numbers of cells and rows may go."""
    texts, metadata = book.beside("sharedStrings"), book.beside("sheetMetadata")
    found = {"s": max(held(styles_of(book), "cellXfs"), 1),
             "text": len(children(book.root(texts), "si")) if texts else 0}
    for attribute, group in (("cm", "cellMetadata"), ("vm", "valueMetadata")):
        found[attribute] = 1 + (len(children(book.root(metadata), group, "bk"))
                                if metadata else 0)
    return found


def _exceeded(element: Element, limits: dict[str, int], place: str) -> Iterator[str]:
    for attribute in ("s", "cm", "vm"):
        if not 0 <= whole(element, attribute) < limits[attribute]:
            yield f"{place}: {attribute} {element.get(attribute)} does not exist"
    if element.get("t") == "s":
        value = child(element, "v")
        if value is None or not 0 <= int(value.text or -1) < limits["text"]:
            yield f"{place}: its text does not exist"


def _shared_faults(book: Opened, name: str) -> Iterator[str]:
    """Every shared formula is written out once, and first."""
    known: set[str | None] = set()
    for formula in children(book.root(name), "sheetData", "row", "c", "f"):
        if formula.get("t") != "shared":
            continue
        number = formula.get("si")
        if formula.get("ref"):
            if number in known:
                yield f"{name}: the shared formula {number} is written out twice"
            known.add(number)
        elif number not in known:
            yield f"{name}: the shared formula {number} is not written out before it is used"


def _merged_faults(book: Opened, name: str) -> Iterator[str]:
    boxes = [box_of(merged.get("ref", ""))
             for merged in children(book.root(name), "mergeCells", "mergeCell")]
    boxes.sort()
    for number, one in enumerate(boxes):
        for other in boxes[number + 1:]:
            if other[0] > one[2]:
                break
            if one[1] <= other[3] and other[1] <= one[3]:
                yield f"{name}: merged cells overlap: {one} and {other}"


# -- tables -------------------------------------------------------------------------------------


def table_faults(book: Opened) -> Iterator[str]:
    """Tables: numbers and names once, listed by their sheet, headed by the names of columns."""
    parts = list(book.of_kind(".table+xml"))
    for what in ("id", "displayName", "name"):
        for double in doubles(book.root(part).get(what, "") for part in parts):
            yield f"two tables of the {what} {double}"
    for part in parts:
        yield from _columns_faults(book, part)
        yield from missing_differentials(book, part)
    for name in book.worksheets:
        listed = [book.leading(name, relation_in(entry))
                  for entry in children(book.root(name), "tableParts", "tablePart")]
        if sorted(listed) != sorted(book.related(name, "table")):
            yield f"{name}: lists other tables than it is related to"
        for part in listed:
            yield from _heading_faults(book, name, part)


def _columns_faults(book: Opened, part: str) -> Iterator[str]:
    table = book.root(part)
    columns = children(table, "tableColumns", "tableColumn")
    yield from miscounted(child(table, "tableColumns"), part)
    for what in ("id", "name"):
        for double in doubles(column.get(what, "") for column in columns):
            yield f"{part}: two columns of the {what} {double}"
    box = box_of(table.get("ref", ""))
    if box[3] - box[1] + 1 != len(columns):
        yield f"{part}: {len(columns)} columns in {table.get('ref')}"


def _heading_faults(book: Opened, name: str, part: str) -> Iterator[str]:
    """What the cells above a table say, against the names of its columns."""
    table = book.root(part)
    if whole(table, "headerRowCount", 1) == 0:
        return
    first_row, first_column, _, _ = box_of(table.get("ref", ""))
    written = {place_of(cell.get("r", "")): cell
               for row in children(book.root(name), "sheetData", "row")
               if whole(row, "r") == first_row for cell in row}
    for number, column in enumerate(children(table, "tableColumns", "tableColumn")):
        cell = written.get((first_row, first_column + number))
        said = "" if cell is None else text_of(book, cell)
        if said != re.sub("_x000a_", "\n", column.get("name", "")):
            yield f"{part}: the column {column.get('name')} is headed {said!r}"


def text_of(book: Opened, cell: Element) -> str:
    """What a cell says, if it is a text."""
    holder: Element | None = cell
    if cell.get("t") == "s":
        texts = book.beside("sharedStrings")
        value = child(cell, "v")
        assert texts is not None
        assert value is not None
        holder = children(book.root(texts), "si")[int(value.text or 0)]
    elif cell.get("t") == "inlineStr":
        holder = child(cell, "is")
    if holder is None:
        return ""
    pieces = [*children(holder, "t"), *children(holder, "r", "t"), *children(holder, "v")]
    return "".join(piece.text or "" for piece in pieces if name_of(piece) != "rPh")
