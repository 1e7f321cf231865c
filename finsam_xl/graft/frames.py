"""A sheet part taken apart: its rows as text, and all around them as markup to be edited."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from finsam_xl.graft.styles import Looks
from finsam_xl.package.elements import measure, whole
from finsam_xl.package.markup import Element, Markup, as_utf8

ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
    "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter",
    "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls",
    "webPublishItems", "tableParts", "extLst",
)
"""A sheet's parts in the order that the format wants them."""

_DATA = re.compile(
    rb"<((?:[\w.-]+:)?)sheetData(?:\s[^>]*)?(?:/>|>(.*)</\1sheetData\s*>)", re.DOTALL)
_HOLE = b"<%ssheetData/>"
_LOOKS = re.compile(
    rb'(<c r="[A-Z]+\d+" s="|<col [^>]*?style="|<cfRule [^>]*?dxfId=")(\d+)(?=")')
_ROW = re.compile(rb"<(?:[\w.-]+:)?row\b[^>]*>")
_ROW_FACTS = re.compile(
    rb"\s(r|s|ht|customFormat|customHeight|hidden|outlineLevel|collapsed)=[\"']([^\"']*)[\"']")
_TRUE = (b"1", b"true")


def with_looks(part: bytes, looks: Looks) -> bytes:
    """A sheet part of ours with the host's numbers of its looks."""
    cells = tuple(b"%d" % number for number in looks.cells)
    conditional = tuple(b"%d" % number for number in looks.conditional)

    def renumbered(found: re.Match[bytes]) -> bytes:
        table = conditional if found[1].startswith(b"<cf") else cells
        return found[1] + table[int(found[2])]

    return _LOOKS.sub(renumbered, part)


@dataclass(frozen=True, slots=True)
class RowLooks:
    """What is said of a row apart from its cells."""

    height: float | None
    hidden: bool
    level: str
    collapsed: bool
    style: int | None = None


_USUAL_ROW = RowLooks(None, hidden=False, level="0", collapsed=False)


@dataclass
class Frame:
    """A sheet part: `around` is everything but the rows, `rows` is what stands in them."""

    around: Markup
    rows: bytes

    def row_looks(self) -> Iterator[tuple[int, RowLooks]]:
        """Rows with a height or looks of their own, hidden or grouped; counted from nothing."""
        number = -1
        for found in _ROW.finditer(self.rows):
            facts = dict(_ROW_FACTS.findall(found[0]))
            number = whole(facts.get(b"r", number + 2)) - 1
            custom = facts.get(b"customHeight") in _TRUE and b"ht" in facts
            looks = RowLooks(
                measure(facts[b"ht"]) if custom else None, facts.get(b"hidden") in _TRUE,
                facts.get(b"outlineLevel", b"0").decode(), facts.get(b"collapsed") in _TRUE,
                whole(facts.get(b"s", 0)) if facts.get(b"customFormat") in _TRUE else None)
            if looks != _USUAL_ROW:
                yield number, looks

    def each_row(self, change: Callable[[int, bytes], bytes]) -> None:
        """Change the opening tags of rows; each is given with its number from nothing."""
        self.rows = _ROW.sub(
            lambda found: change(int(dict(_ROW_FACTS.findall(found[0]))[b"r"]) - 1, found[0]),
            self.rows)

    def child(self, name: str) -> Element | None:
        """A child of the sheet's root."""
        return self.around.root.child(name)

    def put(self, name: str, fragment: str) -> None:
        """Write a child in its place, instead of the one that stands there if there is one."""
        there = self.child(name)
        if there is None:
            self.around.put_child(self.around.root, name, fragment, ORDER)
        else:
            self.around.replace(there, fragment)

    def add(self, parent: str, *fragments: str, count: bool = True) -> None:
        """Add children to a list of the sheet, such as its hyperlinks; made if it is not there."""
        there = self.child(parent)
        if there is None:
            number = f' count="{len(fragments)}"' if count else ""
            self.put(parent, f"<{parent}{number}>{''.join(fragments)}</{parent}>")
            return
        self.around.append(there, "".join(fragments))
        if count:
            self.around.set(there, count=str(len(there.children) + len(fragments)))

    def written(self) -> bytes:
        """The whole part again."""
        edited = self.around.edited()
        found = _DATA.search(edited)
        if found is None:
            return edited
        prefix = found[1]
        data = b"<%ssheetData>%s</%ssheetData>" % (prefix, self.rows, prefix)
        return edited[:found.start()] + data + edited[found.end():]


def framed(part: bytes) -> Frame:
    """Take a sheet part apart."""
    whole = as_utf8(part)
    found = _DATA.search(whole)
    if found is None:
        return Frame(Markup(whole), b"")
    around = whole[:found.start()] + _HOLE % found[1] + whole[found.end():]
    return Frame(Markup(around), found[2] or b"")
