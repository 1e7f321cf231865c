"""Rules of the workbook's own part: sheets, names, what lies beside; and of its properties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tests.hosts.opened import Opened, doubles, relation_in
from tests.hosts.trees import Element, child, children, is_main, name_of, whole

WORKBOOK_ORDER = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups "
    "externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr "
    "smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst"
)
_REPEATED = {"fileRecoveryPr", "conditionalFormatting"}
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]|^'|'$")
_NAME = re.compile(r"(?:_xlnm\.)?[^\W\d]\\?[\w.?\\]*|\\[\w.?\\]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d{1,7}|[Rr]\d*|[Cc]\d*|[Rr]\d*[Cc]\d*")
_SHEET_IN = re.compile(r"(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!")
_MOST_CHARACTERS, _MOST_NUMBER = 31, 65_534


def misplaced(element: Element, order: str, place: str) -> Iterator[str]:
    """Children out of their order (names with spaces between), unknown, or given twice."""
    orders = order.split()
    names = [name_of(inner) for inner in element if is_main(inner)]
    for name in dict.fromkeys(names):
        if name not in orders:
            yield f"{place}: the element {name} is unknown"
        if names.count(name) > 1 and name not in _REPEATED:
            yield f"{place}: two elements {name}"
    known = [orders.index(name) for name in names if name in orders]
    if known != sorted(known):
        yield f"{place}: elements in the wrong order: {' '.join(names)}"


def miscounted(element: Element | None, place: str, name: str | None = None) -> Iterator[str]:
    """A count that is not the number of children (of one name)."""
    if element is None or element.get("count") is None:
        return
    found = sum(1 for inner in element if is_main(inner) and name in {None, name_of(inner)})
    if whole(element, "count") != found:
        yield f"{place}: {name_of(element)} says {element.get('count')} and holds {found}"


def unknown_sheets(formula: str, titles: Iterable[str]) -> list[str]:
    """The sheets that a formula names and that this book does not have."""
    if "[" in formula or "#REF!" in formula:
        return []
    bare = re.sub(r'"[^"]*"', "", formula)
    named = [quoted.replace("''", "'") or plain for quoted, plain in _SHEET_IN.findall(bare)]
    known = {title.casefold() for title in titles}
    return [title for title in named if title.casefold() not in known]


def workbook_faults(book: Opened) -> Iterator[str]:
    """Order, sheets, views, pivot caches."""
    yield from misplaced(book.workbook, WORKBOOK_ORDER, book.main)
    sheets = children(book.workbook, "sheets", "sheet")
    yield from _sheet_list_faults(book, sheets)
    yield from _view_faults(book, sheets)
    caches = children(book.workbook, "pivotCaches", "pivotCache")
    for double in doubles(cache.get("cacheId", "") for cache in caches):
        yield f"{book.main}: two pivot caches {double}"


def _sheet_list_faults(book: Opened, sheets: list[Element]) -> Iterator[str]:
    for what in ("name", "sheetId"):
        for double in doubles(sheet.get(what, "") for sheet in sheets):
            yield f"{book.main}: two sheets of the {what} {double}"
    for double in doubles(relation_in(sheet) or "" for sheet in sheets):
        yield f"{book.main}: two sheets of the relationship {double}"
    kinds = {relation.number: relation.kind for relation in book.relations(book.main)}
    for sheet in sheets:
        title, number = sheet.get("name", ""), whole(sheet, "sheetId")
        if not 0 < len(title) <= _MOST_CHARACTERS or _FORBIDDEN.search(title):
            yield f"{book.main}: a sheet cannot be called {title!r}"
        if not 0 < number <= _MOST_NUMBER:
            yield f"{book.main}: {title} has the number {number}"
        if kinds.get(relation_in(sheet) or "") not in {"worksheet", "chartsheet", "dialogsheet"}:
            yield f"{book.main}: {title} leads to no sheet"
    listed = {relation_in(sheet) for sheet in sheets}
    for relation, kind in kinds.items():
        if kind == "worksheet" and relation not in listed:
            yield f"{book.main}: the sheet {relation} is not listed"


def _view_faults(book: Opened, sheets: list[Element]) -> Iterator[str]:
    shown = [sheet.get("state", "visible") == "visible" for sheet in sheets]
    if not any(shown):
        yield f"{book.main}: no sheet is visible"
    for view in children(book.workbook, "bookViews", "workbookView"):
        active, first = whole(view, "activeTab"), whole(view, "firstSheet")
        if active >= len(shown) or not shown[active]:
            yield f"{book.main}: the active sheet {active} cannot be shown"
        if first >= len(shown):
            yield f"{book.main}: the first sheet {first} does not exist"
    selected = [name for _, name in book.sheets for view in
                children(book.root(name), "sheetViews", "sheetView")
                if view.get("tabSelected") in {"1", "true"}]
    if len(selected) > 1:
        yield f"{book.main}: sheets are grouped: {' '.join(selected)}"


def name_faults(book: Opened) -> Iterator[str]:
    """Names: legal, once in each scope, of sheets that exist, not those of tables."""
    names = children(book.workbook, "definedNames", "definedName")
    titles = [title for title, _ in book.sheets]
    for double in doubles(f"{name.get('name')} ({name.get('localSheetId', 'everywhere')})"
                          for name in names):
        yield f"{book.main}: two names {double}"
    for name in names:
        title, scope = name.get("name", ""), whole(name, "localSheetId")
        if not 0 <= scope < len(titles):
            yield f"{book.main}: {title} is of the sheet {scope}, which does not exist"
        if not _NAME.fullmatch(title) or _LIKE_A_CELL.fullmatch(title):
            yield f"{book.main}: {title!r} cannot be a name"
        for sheet in unknown_sheets(name.text or "", titles):
            yield f"{book.main}: {title} points to the sheet {sheet}, which does not exist"
    everywhere = [name.get("name", "") for name in names if name.get("localSheetId") is None]
    tables = [book.root(part).get("displayName", "") for part in book.of_kind(".table+xml")]
    for double in set(doubles([*dict.fromkeys(everywhere), *tables])) - set(doubles(everywhere)):
        yield f"{book.main}: {double} is the name of two things"


def chain_faults(book: Opened) -> Iterator[str]:
    """The calculation chain names formulas that exist."""
    part = book.beside("calcChain")
    if part is None:
        return
    sheets = {sheet.get("sheetId"): book.leading(book.main, relation_in(sheet))
              for sheet in children(book.workbook, "sheets", "sheet")}
    formulas = {name: {cell.get("r") for cell in children(book.root(name), "sheetData", "row", "c")
                       if child(cell, "f") is not None} for name in book.worksheets}
    sheet = ""
    for link in children(book.root(part), "c"):
        sheet = sheets.get(link.get("i"), "") if link.get("i") else sheet
        if link.get("r") not in formulas.get(sheet, ()):
            yield f"{part}: no formula at {link.get('r')} of sheet {link.get('i')}"


def property_faults(book: Opened) -> Iterator[str]:
    """Properties of the document: numbers from 2 on, each number and each name once."""
    for part in book.related("", "custom-properties"):
        properties = list(book.root(part))
        for what in ("name", "pid"):
            for double in doubles(entry.get(what, "") for entry in properties):
                yield f"{part}: two properties of the {what} {double}"
        for entry in properties:
            if whole(entry, "pid") < 2:
                yield f"{part}: {entry.get('name')} has the number {entry.get('pid')}"
