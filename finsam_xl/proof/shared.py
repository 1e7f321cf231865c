"""Formulas that a spreadsheet program writes once for many cells, spelled out for each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from openpyxl.formula.translate import Translator

from finsam_xl.addresses import Position, position_of
from finsam_xl.package.markup import as_utf8

_CELL = re.compile(
    rb"<(?:[\w.-]+:)?c\s([^>]*)>\s*<(?:[\w.-]+:)?f\s([^>]*?)(?:/>|>([^<]*)</)")
_PLACE = re.compile(rb"\br=[\"']([A-Z]+\d+)[\"']")
_NUMBER = re.compile(rb"\bsi=[\"'](\d+)[\"']")


def shared_formulas(part: bytes) -> Iterator[tuple[Position, str]]:
    """Each cell of a sheet whose formula is shared, with the formula that it has there."""
    masters: dict[bytes, tuple[str, str]] = {}
    for cell, kind, text in _CELL.findall(as_utf8(part)):
        place, number = _PLACE.search(cell), _NUMBER.search(kind)
        if b"shared" not in kind or place is None or number is None:
            continue
        at = place[1].decode()
        if text:
            masters[number[1]] = (at, unescape(text.decode()))
        if number[1] in masters:
            first, formula = masters[number[1]]
            moved = Translator(f"={formula}", first).translate_formula(at)
            yield position_of(at), str(moved).removeprefix("=")
