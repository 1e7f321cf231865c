"""The cells, names and properties of a package, read from its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cached_property
from math import isfinite
from xml.etree import ElementTree as ET

from finsam_xl.addresses import Position, position_of
from finsam_xl.errors import BookError
from finsam_xl.inputs.raw import BookCells, Content, FoundCell, Grid
from finsam_xl.package.archive import Package
from finsam_xl.package.opc import relations
from finsam_xl.package.structure import Structure, structure

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ONE_CELL = re.compile(r"^=?(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]{1,3}\$?\d+)$")
MOST_ROWS = 200_000
_WHOLE = 10**15
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DATE_FORMATS = frozenset({*range(14, 23), *range(45, 48)})
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|General')
_DATE_CODE = re.compile(r"[dy]")


def book_cells(package: Package) -> BookCells:
    """The names, properties and sheets of a package; a sheet is read when it is asked for."""
    return cells_in(structure(package))


def cells_in(host: Structure) -> BookCells:
    """The same of a workbook whose main part is already taken apart."""
    return BookCells(host.package.path, _Grids(host), dict(_names(host)),
                     dict(_properties(host.package)), host.from_1904)


class _Grids(Mapping[str, Grid]):
    """The cells of every worksheet by its title, each sheet read once and only if asked for."""

    def __init__(self, host: Structure) -> None:
        self.host = host
        self.parts = {each.title: each.part for each in host.sheets if each.is_worksheet}
        self.read: dict[str, Grid] = {}

    def __getitem__(self, title: str) -> Grid:
        if title not in self.read:
            part = self.parts[title]
            try:
                self.read[title] = dict(_cells(self.host.package, part, self.strings, self.dated))
            except (ValueError, IndexError) as fault:
                raise BookError("part_broken", place=self.host.package.path,
                                part=part) from fault
        return self.read[title]

    def __iter__(self) -> Iterator[str]:
        return iter(self.parts)

    def __len__(self) -> int:
        return len(self.parts)

    def __contains__(self, title: object) -> bool:
        return title in self.parts

    @cached_property
    def strings(self) -> list[str]:
        return [text for part in self.host.parts_of_kind("sharedStrings")
                if part in self.host.package.parts
                for text in _shared_strings(self.host.package, part)]

    @cached_property
    def dated(self) -> frozenset[str]:
        parts = self.host.parts_of_kind("styles")
        return _date_styles(self.host.package, parts[0]) if parts else frozenset()


def _tree(package: Package, part: str) -> ET.Element:
    try:
        return ET.fromstring(package.part(part))  # noqa: S314 - declarations were refused before
    except (ET.ParseError, LookupError, ValueError) as fault:
        raise BookError("part_broken", place=package.path, part=part) from fault


def _shared_strings(package: Package, part: str) -> Iterator[str]:
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


def _date_styles(package: Package, part: str) -> frozenset[str]:
    """The style numbers under which a number is shown as a date."""
    if part not in package.parts:
        return frozenset()
    styles = _tree(package, part)
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
        return exact(stored)
    except (ValueError, InvalidOperation):
        return text


def exact(number: float) -> Decimal:
    """The number that somebody typed, of the float that a program keeps of it.

    >>> exact(8773.5), exact(0.015), exact(3.0)
    (Decimal('8773.5'), Decimal('0.015'), Decimal('3'))
    """
    whole = float(number).is_integer() and abs(number) < _WHOLE
    return Decimal(int(number)) if whole else Decimal(repr(float(number)))


def one_cell(text: str) -> tuple[str, Position] | None:
    """The sheet and cell that a name stands for; None where it stands for anything else.

    >>> one_cell("='Å ä'!$C$7")
    ('Å ä', (6, 2))
    """
    found = _ONE_CELL.match(text)
    if found is None:
        return None
    return (found[1] or found[2]).replace("''", "'"), position_of(found[3])


def _names(host: Structure) -> Iterator[tuple[str, tuple[str, Position]]]:
    """The book's own names that are one cell."""
    for each in host.names:
        at = one_cell(each.text)
        if at is not None and each.scope is None:
            yield each.name, at


def _properties(package: Package) -> Iterator[tuple[str, str]]:
    for each in relations(package.parts, "", package.path).values():
        if each.kind == "custom-properties" and each.target in package.parts:
            for item in _tree(package, each.target):
                yield item.get("name", ""), "".join(item.itertext())
