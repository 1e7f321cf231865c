"""Typing into a workbook as a person does: cells change, every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Mapping

from finsam_xl.addresses import cell_name, position_of
from finsam_xl.books.cells import book_cells
from finsam_xl.package.archive import open_package
from finsam_xl.package.markup import escaped
from finsam_xl.package.structure import structure
from tests.hosts.zips import with_parts

Typed = Mapping[str, float | str | None]
"""What is typed, by defined name or `Sheet!A1`; a text that begins with `=` is a formula."""


def typed_into(content: bytes, values: Typed) -> bytes:
    """The same workbook with something else in some of its cells."""
    package = open_package(content, "typed.xlsx")
    book = book_cells(package)
    parts = {sheet.title: sheet.part for sheet in structure(package).sheets}
    changed: dict[str, bytes] = {}
    for where, value in values.items():
        title, found, cell = where.rpartition("!")
        at = position_of(cell) if found else book.names[where][1]
        part = parts[title if found else book.names[where][0]]
        changed[part] = _typed(changed.get(part) or package.part(part), cell_name(at), value)
    return with_parts(content, {**changed})


def _typed(part: bytes, cell: str, value: float | str | None) -> bytes:
    """The sheet with another content in a cell that is there already; its looks stay."""
    pattern = re.compile(rb'<c r="' + cell.encode() + rb'"([^>]*?)(?:/>|>.*?</c>)', re.DOTALL)
    found = pattern.search(part)
    assert found is not None, f"{cell} has no cell to type in"
    looks = re.search(rb'\ss="\d+"', found[1])
    start = f'<c r="{cell}"{looks[0].decode() if looks else ""}'
    if value is None:
        written = f"{start}/>"
    elif isinstance(value, str) and value.startswith("="):
        written = f"{start}><f>{escaped(value[1:])}</f></c>"
    elif isinstance(value, str):
        written = f'{start} t="inlineStr"><is><t>{escaped(value)}</t></is></c>'
    else:
        written = f"{start}><v>{value}</v></c>"
    return part[:found.start()] + written.encode() + part[found.end():]
