"""Who points at our sheets: formulas, names, charts and controls in what is not ours.

A part is searched as text and only if it mentions a title or a name of ours, so that a sheet of
half a million cells costs a glance.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from finsam_xl.addresses import Position, position_of
from finsam_xl.package.markup import as_utf8, escaped

_TEXTS = re.compile(
    rb"<(?:[\w.-]+:)?(f|formula[12]?|definedName|FmlaLink|FmlaRange|FmlaMacro|oldFormula)"
    rb"((?:\s[^>]*)?)>([^<]+)</")
_ATTRIBUTES = re.compile(
    rb"\s(?:location|textlink|fmlaLink|fmlaRange|fmlaTxbx|fmlaGroup|sheet|topLeftCell|name)"
    rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_WHERE = re.compile(rb"<(?:[\w.-]+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Z]+\d+)[\"']")
_SHARED = re.compile(r"ref\s*=\s*[\"']([A-Z]+\d+)(?::([A-Z]+\d+))?[\"']")
_QUOTED_TEXT = re.compile(r'"[^"]*"')
_BARE = r"[^\s'!\"(),;:+\-*/^&=<>{}\[\]]+"
_TITLE = rf"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<bare>{_BARE}(?::{_BARE})?))!"
_CELL, _COLUMN, _ROW = r"\$?[A-Z]{1,3}\$?\d+", r"\$?[A-Z]{1,3}", r"\$?\d+"
_CELLS = rf"(?P<cells>{_CELL}(?::{_CELL})?|{_COLUMN}:{_COLUMN}|{_ROW}:{_ROW})?"
_REFERENCE = re.compile(_TITLE + _CELLS, re.IGNORECASE)
_WORD = re.compile(r"[\w.\\]+")


ALL = -1
"""The row of a whole column, the column of a whole row."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A place outside our sheets that points to one of them, or to one of our names."""

    part: str
    place: str
    written: str
    title: str = ""
    first: Position | None = None
    last: Position | None = None
    name: str = ""
    start: int = 0
    end: int = 0


def pointers(
    part: str, content: bytes, titles: Collection[str], names: Mapping[str, str]
) -> Iterator[Pointer]:
    """Everything in a part that points to a sheet of `titles` or to one of `names`.

    `names` holds defined names by their casefolded form. Offsets count in the part as UTF-8.
    """
    content = as_utf8(content)
    wanted = {title.casefold() for title in titles}
    if not _mentions(content, titles, names):
        return
    for found in _TEXTS.finditer(content):
        yield from _in_formula(part, content, found.span(3), found[2].decode(), wanted, names)
    for found in _ATTRIBUTES.finditer(content):
        group = 1 if found[1] is not None else 2
        name = found[0].split(b"=")[0].strip()
        if name in (b"sheet", b"name"):
            yield from _in_sheet_attribute(part, content, found.span(group), wanted)
        else:
            yield from _in_formula(part, content, found.span(group), "", wanted, names)


def _mentions(content: bytes, titles: Iterable[str], names: Mapping[str, str]) -> bool:
    """Whether a title or a name stands there at all, as programs write them."""
    if names and b"fs_" in content:
        return True
    if not any(sign in content for sign in (b"!", b"&", b"worksheetSource")):
        return False  # neither a formula nor a pivot table that looks at another sheet
    return any(escaped(title.replace("'", "''")).encode() in content for title in titles)


def _in_formula(
    part: str, content: bytes, span: tuple[int, int], about: str, wanted: set[str],
    names: Mapping[str, str],
) -> Iterator[Pointer]:
    raw = content[span[0]:span[1]].decode("utf-8", "replace")
    text = unescape(raw)
    bare = _QUOTED_TEXT.sub(lambda quoted: " " * len(quoted[0]), text)
    place = _place_of(content, span[0])
    for found in _REFERENCE.finditer(bare):
        title = (found["quoted"] or "").replace("''", "'") or found["bare"]
        ends = [each for each in title.split(":") if each.casefold() in wanted]
        if title.casefold() in wanted or ends:
            first, last = _corners(found["cells"] or "", about)
            yield Pointer(part, place, found[0], ends[0] if ends else title, first, last,
                          start=span[0], end=span[1])
    for word in _WORD.finditer(_REFERENCE.sub(" ", bare)):
        if word[0].casefold() in names:
            yield Pointer(part, place, word[0], name=names[word[0].casefold()],
                          start=span[0], end=span[1])


def _in_sheet_attribute(
    part: str, content: bytes, span: tuple[int, int], wanted: set[str]
) -> Iterator[Pointer]:
    """A pivot table's source names its sheet in an attribute of its own."""
    title = unescape(content[span[0]:span[1]].decode("utf-8", "replace"))
    if title.casefold() not in wanted or "pivotCache" not in part:
        return
    element = content.rindex(b"<", 0, span[0])
    tag = content[element:content.index(b">", span[1])].decode("utf-8", "replace")
    cells = re.search(r"\sref\s*=\s*[\"']([^\"']+)[\"']", tag)
    first, last = _corners(cells[1] if cells else "", "")
    yield Pointer(part, part, title, title, first, last, start=span[0], end=span[1])


def _corners(cells: str, about: str) -> tuple[Position | None, Position | None]:
    """The corners of what is pointed to; a shared formula points on for every cell it fills."""
    one, _, other = cells.replace("$", "").upper().partition(":")
    if not one:
        return None, None
    first, last = _corner(one), _corner(other or one)
    shared = _SHARED.search(about)
    if shared and 't="shared"' in about:
        start = position_of(shared[1])
        end = position_of(shared[2] or shared[1])
        last = (last[0] + end[0] - start[0], last[1] + end[1] - start[1])
    return first, last


def _corner(written: str) -> Position:
    """A corner; a whole row or column has no number in the other way."""
    letters = written.rstrip("0123456789")
    row, column = position_of(f"{letters or 'A'}{written[len(letters):] or '1'}")
    return (row if letters != written else ALL, column if letters else ALL)


def _place_of(content: bytes, at: int) -> str:
    """The cell in which something stands, found by looking back; empty outside a sheet."""
    before = content.rfind(b"<c ", 0, at)
    if before < 0:
        before = content.rfind(b":c ", 0, at) - 2
    found = _WHERE.match(content, max(before, 0)) if before >= 0 else None
    closed = content.rfind(b"</sheetData>", 0, at)
    return found[1].decode() if found and closed < before else ""


def said(pointer: Pointer, sheets: Mapping[str, str]) -> str:
    """Where a pointer stands, as a person finds it: `Budget!B7`, or the part."""
    title = sheets.get(pointer.part, "")
    if title and pointer.place:
        return f"{title}!{pointer.place}"
    return title or pointer.place or pointer.part


def target(pointer: Pointer) -> str:
    """What a pointer points to, as one writes it."""
    if pointer.name:
        return pointer.name
    return pointer.written
