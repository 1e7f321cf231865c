"""Makers of bad cells: one or a few cells of a book change, every other stays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from finsam_xl.addresses import cell_name, position_of
from finsam_xl.package.markup import escaped
from tests.badness.case import Maker, cells_of, opened, sheet_parts, with_parts


class Raw(NamedTuple):
    """A cell as it stands in a sheet: its type, what it holds, and the number of its looks."""

    kind: str
    inner: str
    looks: str = ""


Typed: TypeAlias = Raw | str | float | None


def formula(spelled: str, value: str = "", kind: str = "n", how: str = "") -> Raw:
    """A formula with its stored value; without one as a library writes it."""
    stored = f"<v>{escaped(value)}</v>" if value else ""
    return Raw(kind, f"<f{how}>{escaped(spelled)}</f>{stored}")


def link(source: str, value: str = "") -> Raw:
    """An input that is linked to a cell."""
    return formula(f'IF(ISNUMBER({source}),{source},"")', value)


def error(name: str) -> Raw:
    """An error value."""
    return Raw("e", f"<v>{name}</v>")


def number(written: str, looks: str = "") -> Raw:
    """A number, to the letter as it is stored."""
    return Raw("n", f"<v>{written}</v>", looks)


TRUE = Raw("b", "<v>1</v>")


def rich(*runs: str) -> Raw:
    """A text in runs of which every other is bold."""
    written = "".join(
        f'<r>{"<rPr><b/></rPr>" if place % 2 else ""}<t xml:space="preserve">{escaped(run)}</t></r>'
        for place, run in enumerate(runs))
    return Raw("inlineStr", f"<is>{written}</is>")


def phonetic(text: str, reading: str) -> Raw:
    """A text with its reading above it."""
    return Raw("inlineStr", f'<is><t>{escaped(text)}</t><rPh sb="0" eb="1"><t>{escaped(reading)}'
               "</t></rPh></is>")


def typed(values: Mapping[str, Typed]) -> Maker:
    """Something else in some cells, each by its name or as `Sheet!A1`."""

    def make(content: bytes) -> bytes:
        names, parts = cells_of(content).names, sheet_parts(content)
        changed: dict[str, bytes | None] = {}
        for where, value in values.items():
            title, found, cell = where.rpartition("!")
            if not found:
                title, at = names[where]
                cell = cell_name(at)
            part = parts[title]
            changed[part] = _put(changed.get(part) or opened(content).part(part), cell, value)
        return with_parts(content, changed)

    return make


def _put(part: bytes, cell: str, value: Typed) -> bytes:
    """The sheet with a cell; its looks stay if it was there."""
    there = re.search(rb'<c r="' + cell.encode() + rb'"([^>]*?)(?:/>|>.*?</c>)', part, re.DOTALL)
    looks = re.search(r'\ss="(\d+)"', there[1].decode()) if there else None
    written = written_cell(cell, value, looks[1] if looks else "")
    if there:
        return part[:there.start()] + written + part[there.end():]
    row = position_of(cell)[0] + 1
    line = b'<row r="%d"' % row
    if line in part:
        found = re.compile(re.escape(line) + rb"(?:[^>]*[^/])?>").search(part)
        assert found, f"row {row} is empty"
        end = part.index(b"</row>", found.end())
        return part[:end] + written + part[end:]
    return part.replace(b"</sheetData>", b"%s>%s</row></sheetData>" % (line, written), 1)


def written_cell(cell: str, value: Typed, looks: str) -> bytes:
    """A cell as it stands in a sheet."""
    if isinstance(value, str):
        value = Raw("inlineStr", f'<is><t xml:space="preserve">{escaped(value)}</t></is>')
    elif isinstance(value, (int, float)):
        value = number(str(value))
    if value is None:
        return f'<c r="{cell}" s="{looks or 0}"/>'.encode()
    return (f'<c r="{cell}" s="{value.looks or looks or 0}" t="{value.kind}">{value.inner}</c>'
            ).encode()
