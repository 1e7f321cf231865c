"""The small workbook as other producers write it: prefixes, targets, namespaces, zips, encodings.

What the book says is the same in all of them; only how it is written differs.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import xlsxwriter

from tests.hosts.base import CREATED
from tests.hosts.loose import TYPES, LoosePackage
from tests.hosts.names import MAIN, OFFICE, STRICT, STRICT_OFFICE
from tests.hosts.rich import rich_book
from tests.hosts.small import FIRST, WORKBOOK, small_book
from tests.hosts.zips import stored, streamed, wide, with_parts
from tests.office.soffice import recalculated_files

OTHER_WORKBOOK = "xl/workbook2.xml"
_RELS = '<Default Extension="rels" ContentType="'
_STRICT = {
    MAIN: STRICT, OFFICE: STRICT_OFFICE,
    "http://schemas.openxmlformats.org/drawingml/2006/main":
        "http://purl.oclc.org/ooxml/drawingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties":
        "http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
    "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes":
        "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes",
}


def prefixed_book() -> bytes:
    """Every element of SpreadsheetML bears the prefix x, as some producers write it."""
    book = LoosePackage(small_book())
    for name in [name for name in book.parts if f'xmlns="{MAIN}"' in book.text(name)]:
        text = re.sub(r"<(/?)([A-Za-z]\w*)(?=[\s/>])", r"<\1x:\2", book.text(name))
        book.parts[name] = text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"').encode()
    return book.content


def no_rels_default_book() -> bytes:
    """Relationships have no content type by extension: each of their parts has its own."""
    book = LoosePackage(small_book())
    default = re.findall(f"{_RELS}[^>]*>", book.text(TYPES))[0]
    kind = default.removeprefix(_RELS).partition('"')[0]
    own = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>'
                  for name in book.parts if name.endswith(".rels"))
    book.splice(TYPES, (default, ""), ("</Types>", f"{own}</Types>"))
    return book.content


def absolute_targets_book() -> bytes:
    """Targets are written from the package's root, and the workbook has an unusual name."""
    book = LoosePackage(small_book())
    renamed = {WORKBOOK: OTHER_WORKBOOK,
               "xl/_rels/workbook.xml.rels": "xl/_rels/workbook2.xml.rels"}
    book.parts = {renamed.get(name, name): part for name, part in book.parts.items()}
    book.splice(TYPES, (f"/{WORKBOOK}", f"/{OTHER_WORKBOOK}"))
    book.splice("_rels/.rels", (f'"{WORKBOOK}"', f'"{OTHER_WORKBOOK}"'))
    for name, folder in (("_rels/.rels", "/"), (renamed["xl/_rels/workbook.xml.rels"], "/xl/")):
        book.parts[name] = book.text(name).replace('Target="', f'Target="{folder}').encode()
    return book.content


def strict_book() -> bytes:
    """A book in the strict form of the standard, with its other namespaces."""
    book = LoosePackage(small_book())
    for name in [name for name in book.parts if name != TYPES]:
        text = book.text(name)
        for transitional, strict in _STRICT.items():
            text = text.replace(transitional, strict)
        text = text.replace(f"{STRICT_OFFICE}/extended-properties",
                            f"{STRICT_OFFICE}/extendedProperties")
        book.parts[name] = text.encode()
    book.splice(WORKBOOK, ("<workbook ", '<workbook conformance="strict" '))
    return book.content


def utf16_book() -> bytes:
    """A book whose first sheet is written in UTF-16."""
    text = LoosePackage(small_book()).text(FIRST).replace('encoding="UTF-8"', 'encoding="UTF-16"')
    return with_parts(small_book(), {FIRST: text.encode("utf-16")})


def zip64_book() -> bytes:
    """A book whose zip states its sizes in ZIP64's extra fields, small as it is."""
    return wide(small_book())


def descriptor_book() -> bytes:
    """A book written to a pipe: what each member weighs stands behind it."""
    return streamed(small_book())


def stored_book() -> bytes:
    """A book whose members are not compressed."""
    return stored(small_book())


def libreoffice_book(folder: Path) -> bytes:
    """The rich book as LibreOffice saves it; needs LibreOffice and an empty folder."""
    file = folder / "rik.xlsx"
    file.write_bytes(rich_book())
    return recalculated_files([file], folder)[file].read_bytes()


def large_book(cells: int) -> bytes:
    """A plain book of so many numbers, a hundred to a row."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as workbook:
        workbook.set_properties({"created": CREATED})
        sheet = workbook.add_worksheet("Underlag")
        for number in range(cells):
            sheet.write_number(number // 100, number % 100, number)
    return target.getvalue()
