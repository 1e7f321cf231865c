"""Copies of a book that somebody has tampered with: one change each, in the file's own markup."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from finsam_xl.package.archive import open_package
from finsam_xl.package.structure import structure

_CELL = re.compile(rb'<c r="([A-Z]+\d+)" s="(\d+)"><f>([^<]+)</f><v>(-?\d+)</v></c>')
_ROW = re.compile(rb'<row r="(\d+)"')
_REFERENCE = re.compile(rb"(?<![\w$!'])([A-Z]{1,2})(\d{1,3})(?![\w(!])")
_NAME = re.compile(rb"<definedName name=\"(fs_(?!sheet_)\w+)\">([^<]*?)\$([A-Z]+)\$(\d+)</")
CHECKS = "Kontroller"


@dataclass(frozen=True)
class Tampered:
    """A book with one change, and what a finding has to name."""

    content: bytes
    named: tuple[str, ...]


@dataclass(frozen=True)
class Victim:
    """A book to tamper with: its parts, and the part of each sheet."""

    parts: dict[str, bytes]
    sheets: dict[str, str]

    def changed(self, part: str, content: bytes, *named: str) -> Tampered:
        """The book with a part that is another."""
        assert content != self.parts[part]
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
            for name, there in self.parts.items():
                package.writestr(name, content if name == part else there)
        return Tampered(target.getvalue(), named)

    def picked(self, random: Random, *titles: str) -> tuple[str, bytes, list[re.Match[bytes]]]:
        """A sheet with formulas that come to whole numbers: its title, its part, those cells."""
        usable = [title for title in titles or self.sheets
                  if len(_CELL.findall(self.parts[self.sheets[title]])) > 1]
        title = random.choice(usable)
        part = self.parts[self.sheets[title]]
        return title, part, list(_CELL.finditer(part))


def victim(content: bytes) -> Victim:
    """A book, ready to be tampered with."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    host = structure(open_package(content, "book.xlsx"))
    return Victim(parts, {sheet.title: sheet.part for sheet in host.sheets})


def _cell(
    found: re.Match[bytes], *, formula: bytes | None, value: bytes, kind: bytes = b""
) -> bytes:
    spelled = b"" if formula is None else b"<f>" + formula + b"</f>"
    return (b'<c r="' + found[1] + b'" s="' + found[2] + b'"' + kind + b">" + spelled
            + b"<v>" + value + b"</v></c>")


def _put(part: bytes, found: re.Match[bytes], cell: bytes) -> bytes:
    return part[:found.start()] + cell + part[found.end():]


def stored_value(book: Victim, random: Random) -> Tampered:
    """A stored value is a krona more."""
    title, part, cells = book.picked(random)
    found = random.choice(cells)
    cell = _cell(found, formula=found[3], value=str(int(found[4]) + 1).encode())
    return book.changed(book.sheets[title], _put(part, found, cell), f"{title}!{found[1].decode()}")


def operand(book: Victim, random: Random) -> Tampered:
    """A formula reads the cell below."""
    while True:
        title, part, cells = book.picked(random)
        found = random.choice(cells)
        references = list(_REFERENCE.finditer(found[3]))
        if references:
            break
    read = random.choice(references)
    formula = (found[3][:read.start()] + read[1] + str(int(read[2]) + 1).encode()
               + found[3][read.end():])
    cell = _cell(found, formula=formula, value=found[4])
    return book.changed(book.sheets[title], _put(part, found, cell), f"{title}!{found[1].decode()}")


def formula_replaced(book: Victim, random: Random) -> Tampered:
    """A formula is replaced by its value."""
    title, part, cells = book.picked(random)
    found = random.choice(cells)
    cell = _cell(found, formula=None, value=found[4])
    return book.changed(book.sheets[title], _put(part, found, cell), f"{title}!{found[1].decode()}")


def formulas_swapped(book: Victim, random: Random) -> Tampered:
    """Two formulas have changed places; the values stand where they stood."""
    while True:
        title, part, cells = book.picked(random)
        first, second = sorted(random.sample(cells, 2), key=lambda found: found.start())
        if first[3] != second[3]:
            break
    part = _put(part, second, _cell(second, formula=first[3], value=second[4]))
    part = _put(part, first, _cell(first, formula=second[3], value=first[4]))
    return book.changed(book.sheets[title], part, f"{title}!{first[1].decode()}",
                        f"{title}!{second[1].decode()}")


def hidden_row(book: Victim, random: Random) -> Tampered:
    """A row is hidden."""
    title = random.choice(list(book.sheets))
    part = book.parts[book.sheets[title]]
    row = random.choice(list(_ROW.finditer(part)))
    part = part[:row.end()] + b' hidden="1"' + part[row.end():]
    return book.changed(book.sheets[title], part, f"{title}!{row[1].decode()}:{row[1].decode()}")


def number_to_text(book: Victim, random: Random) -> Tampered:
    """A number is stored as text."""
    title, part, cells = book.picked(random)
    found = random.choice(cells)
    cell = _cell(found, formula=found[3], value=found[4], kind=b' t="str"')
    return book.changed(book.sheets[title], _put(part, found, cell), f"{title}!{found[1].decode()}")


def check_made_constant(book: Victim, random: Random) -> Tampered:
    """A formula on the sheet of checks is a constant formula that gives the same."""
    title, part, cells = book.picked(random, CHECKS)
    found = random.choice([each for each in cells if each[3] != each[4]])
    cell = _cell(found, formula=found[4], value=found[4])
    return book.changed(book.sheets[title], _put(part, found, cell), f"{title}!{found[1].decode()}")


def name_moved(book: Victim, random: Random) -> Tampered:
    """A defined name points to the cell below."""
    part = book.parts["xl/workbook.xml"]
    found = random.choice(list(_NAME.finditer(part)))
    row = str(int(found[4]) + 1).encode()
    part = part[:found.start(4)] + row + part[found.end(4):]
    return book.changed("xl/workbook.xml", part, found[1].decode())


KINDS: tuple[Callable[[Victim, Random], Tampered], ...] = (
    stored_value, operand, formula_replaced, formulas_swapped, hidden_row, number_to_text,
    check_made_constant, name_moved,
)
