"""The cells, names and properties of a package, read from its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from math import isfinite
from posixpath import dirname, join, normpath
from xml.etree import ElementTree as ET

from finsam_xl.addresses import Position, position_of
from finsam_xl.books.package import Package
from finsam_xl.errors import BookError
from finsam_xl.inputs.raw import BookCells, Content, FoundCell, Grid

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_NAME = re.compile(r"^=?(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]{1,3}\$?\d+)$")
MOST_ROWS = 200_000
_WHOLE = 10**15
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DATE_FORMATS = frozenset({*range(14, 23), *range(45, 48)})
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|General')
_DATE_CODE = re.compile(r"[dy]")


def book_cells(package: Package) -> BookCells:
    """Read every sheet, name and property of a package."""
    workbook = _tree(package, "xl/workbook.xml")
    if workbook.tag == f"{{{_STRICT}}}workbook":
        raise BookError("strict", place=package.path)
    properties = workbook.find(f"{_MAIN}workbookPr")
    if properties is not None and properties.get("date1904") in ("1", "true"):
        raise BookError("date1904", place=package.path)
    targets = _targets(package, "xl/workbook.xml")
    strings = list(_shared_strings(package, targets))
    dated = _date_styles(package)
    sheets: dict[str, Grid] = {}
    for sheet in workbook.iterfind(f"{_MAIN}sheets/{_MAIN}sheet"):
        part = targets.get(sheet.get(f"{_REL}id", ""), ("", ""))[0]
        if "/worksheets/" in part:
            try:
                sheets[sheet.get("name", "")] = dict(_cells(package, part, strings, dated))
            except (ValueError, IndexError) as fault:
                raise BookError("part_broken", place=package.path, part=part) from fault
    return BookCells(
        package.path, sheets, dict(_names(workbook)), dict(_properties(package)),
        tuple(package.parts), tuple(_other_names(workbook)),
    )


def _tree(package: Package, part: str) -> ET.Element:
    try:
        return ET.fromstring(package.part(part))  # noqa: S314 - declarations were refused before
    except ET.ParseError as fault:
        raise BookError("part_broken", place=package.path, part=part) from fault


def _targets(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """The parts that a part points to: path and kind by relationship id."""
    rels = join(dirname(part), "_rels", part.rsplit("/", 1)[-1] + ".rels")
    return {
        found.get("Id", ""): (
            normpath(join(dirname(part), found.get("Target", ""))).lstrip("/")
            if not found.get("Target", "").startswith("/") else found.get("Target", "")[1:],
            found.get("Type", "").rsplit("/", 1)[-1],
        )
        for found in _tree(package, rels).iterfind(f"{_PACKAGE_REL}Relationship")
    }


def _shared_strings(package: Package, targets: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    for part, kind in targets.values():
        if kind == "sharedStrings" and part in package.parts:
            for item in _tree(package, part).iterfind(f"{_MAIN}si"):
                yield _text(item)


def _text(item: ET.Element) -> str:
    """The text of a string, phonetic readings left out."""
    direct = item.find(f"{_MAIN}t")
    runs = [direct] if direct is not None else item.iterfind(f"{_MAIN}r/{_MAIN}t")
    return unescaped("".join(run.text or "" for run in runs))


def unescaped(text: str) -> str:
    """A text without the format's own escapes.

    >>> unescaped("a_x0041_b"), unescaped("a_x005F_x0041_b")
    ('aAb', 'a_x0041_b')
    """
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def _cells(
    package: Package, part: str, strings: list[str], dated: frozenset[str]
) -> Iterator[tuple[Position, FoundCell]]:
    row_number = 0
    for row in _tree(package, part).iterfind(f"{_MAIN}sheetData/{_MAIN}row"):
        row_number = int(row.get("r", row_number + 1))
        if row_number > MOST_ROWS:
            raise BookError("too_many_rows", place=package.path, part=part, most=MOST_ROWS)
        column = 0
        for cell in row.iterfind(f"{_MAIN}c"):
            reference = cell.get("r")
            at = position_of(reference) if reference else (row_number - 1, column)
            column = at[1] + 1
            found = _found(cell, strings)
            if found is not None and cell.get("s", "") in dated:
                found = found._replace(dated=True)
            if found is not None:
                yield at, found


def _date_styles(package: Package) -> frozenset[str]:
    """The style numbers under which a number is shown as a date."""
    if "xl/styles.xml" not in package.parts:
        return frozenset()
    styles = _tree(package, "xl/styles.xml")
    codes = {found.get("numFmtId", ""): found.get("formatCode", "")
             for found in styles.iterfind(f"{_MAIN}numFmts/{_MAIN}numFmt")}
    shown = [found.get("numFmtId", "0")
             for found in styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")]
    return frozenset(
        str(place) for place, number in enumerate(shown)
        if (number.isdigit() and int(number) in _DATE_FORMATS)
        or _DATE_CODE.search(_QUOTED.sub("", codes.get(number, "")))
    )


def _found(cell: ET.Element, strings: list[str]) -> FoundCell | None:
    formula, value = cell.find(f"{_MAIN}f"), cell.find(f"{_MAIN}v")
    kind = cell.get("t", "n")
    written = formula.text or "" if formula is not None else None
    if kind == "inlineStr":
        inline = cell.find(f"{_MAIN}is")
        return FoundCell(_text(inline) if inline is not None else "", written)
    text = value.text if value is not None else None
    if text is None:
        return FoundCell("" if kind == "str" else None, written) if written is not None else None
    return FoundCell(_content(kind, text, strings), written, error=kind == "e")


def _content(kind: str, text: str, strings: list[str]) -> Content:
    """A stored value by its kind: shared string, text, truth or exact number."""
    if kind == "s":
        return strings[int(text)]
    if kind == "b":
        return text.strip() in ("1", "true")
    if kind in ("str", "d", "e"):
        return text
    return _number(text.strip())


def _number(text: str) -> Content:
    """The number somebody typed: Excel stores 1,5 % as 1.4999999999999999E-2."""
    try:
        stored = float(text)
        if not isfinite(stored):
            return Decimal(text)
        whole = stored.is_integer() and abs(stored) < _WHOLE
        return Decimal(int(stored)) if whole else Decimal(repr(stored))
    except (ValueError, InvalidOperation):
        return text


def _names(workbook: ET.Element) -> Iterator[tuple[str, tuple[str, Position]]]:
    for defined in workbook.iterfind(f"{_MAIN}definedNames/{_MAIN}definedName"):
        found = _NAME.match((defined.text or "").strip())
        if found and defined.get("localSheetId") is None:
            title = (found[1] or found[2]).replace("''", "'")
            yield defined.get("name", ""), (title, position_of(found[3]))


def _other_names(workbook: ET.Element) -> Iterator[str]:
    """The names that are not one cell of the book, save those that every program makes."""
    for defined in workbook.iterfind(f"{_MAIN}definedNames/{_MAIN}definedName"):
        name = defined.get("name", "")
        single = _NAME.match((defined.text or "").strip()) and defined.get("localSheetId") is None
        if not single and not name.startswith("_xlnm."):
            yield name


def _properties(package: Package) -> Iterator[tuple[str, str]]:
    if "docProps/custom.xml" not in package.parts:
        return
    for item in _tree(package, "docProps/custom.xml"):
        yield item.get("name", ""), "".join(item.itertext())
