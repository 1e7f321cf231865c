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
    sheets: dict[str, Grid] = {}
    for sheet in workbook.iterfind(f"{_MAIN}sheets/{_MAIN}sheet"):
        part = targets.get(sheet.get(f"{_REL}id", ""), ("", ""))[0]
        if "/worksheets/" in part:
            try:
                sheets[sheet.get("name", "")] = dict(_cells(package, part, strings))
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
    if direct is not None:
        return direct.text or ""
    return "".join(run.text or "" for run in item.iterfind(f"{_MAIN}r/{_MAIN}t"))


def _cells(
    package: Package, part: str, strings: list[str]
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
            if found is not None:
                yield at, found


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
