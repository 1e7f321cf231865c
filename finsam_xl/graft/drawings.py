"""The drawing of a sheet of ours: our charts drawn anew, a person's pictures and charts kept."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import count

from finsam_xl.package.markup import OFFICE_RELS, Element, Markup
from finsam_xl.sheets.draft import DraftSheet

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_ART = "http://schemas.openxmlformats.org/drawingml/2006/main"
_READ = re.compile(rb"<(?:[\w.-]+:)?f>([^<]*)</")
_PIXEL, _POINT = 9_525, 12_700
_DEFAULT_WIDTH, _DEFAULT_HEIGHT = 64, 15.0
_SMALL_SHIFT = 5 * _PIXEL
"""What another program may round a place by, in the format's own units."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A thing drawn on a sheet: where it stands in the part, and what it is called."""

    element: Element
    description: str
    relations: tuple[str, ...]
    place: tuple[int, ...]
    reads: frozenset[str] = frozenset()


def anchors(drawing: Markup, charts: Mapping[str, bytes]) -> list[Anchor]:
    """Everything that is drawn, in order; alternatives of one thing count as one.

    `charts` are chart parts by the relations that lead to them.
    """
    found = []
    for each in drawing.root.children:
        relations = tuple(_relations(each))
        reads = frozenset(cells for number in relations for cells in read_by(charts.get(number)))
        found.append(Anchor(each, _described(each), relations, _place(each), reads))
    return found


def read_by(chart: bytes | None) -> Iterator[str]:
    """The cells that a chart draws, quotes left out: not every program writes them."""
    for found in _READ.finditer(chart or b""):
        yield unescape(found[1].decode("utf-8", "replace")).replace("'", "")


def _described(element: Element) -> str:
    return next((each.get("descr") for each in element.walk() if each.name == "cNvPr"), "")


def _relations(element: Element) -> Iterator[str]:
    for each in element.walk():
        for name, value in each.attributes.items():
            if name.startswith(f"{OFFICE_RELS} "):
                yield value


def _place(element: Element) -> tuple[int, ...]:
    corners = (each for each in element.walk() if each.space == DRAWING
               and each.name in ("from", "to"))
    return tuple(int(number.text or "0") for corner in corners for number in corner.children)


def ours_among(there: Sequence[Anchor], usual: Sequence[Anchor]) -> dict[str, Anchor]:
    """Our charts in a drawing by what we call them.

    Programs that forget descriptions are known by what the chart draws. A second chart of the
    same description is a person's copy.
    """
    found: dict[str, Anchor] = {}
    for each in there:
        if each.relations and each.description in {our.description for our in usual}:
            found.setdefault(each.description, each)
    for our in usual:
        alike = (each for each in there if not each.description and each.reads
                 and each.reads == our.reads and each not in found.values())
        if our.description not in found and (one := next(alike, None)):
            found[our.description] = one
    return found


def moved(old: Anchor, usual: Anchor, sheet: DraftSheet) -> bool:
    """Whether a person has put a chart of ours somewhere else or made it larger."""
    if len(old.place) != len(usual.place):
        return False
    return any(abs(one - other) > _SMALL_SHIFT
               for one, other in zip(_edges(old, sheet), _edges(usual, sheet), strict=True))


def _edges(anchor: Anchor, sheet: DraftSheet) -> list[int]:
    """The corners of a thing from the sheet's own corner; no offset is longer than its cell."""
    widths = dict(enumerate(sheet.columns))
    edges = []
    for place in range(0, len(anchor.place), 4):
        column, right, row, down = anchor.place[place:place + 4]
        across = [widths.get(n, _DEFAULT_WIDTH) * _PIXEL for n in range(column + 1)]
        along = [round(sheet.heights.get(n, _DEFAULT_HEIGHT) * _POINT) for n in range(row + 1)]
        edges += [sum(across[:-1]) + min(right, across[-1]),
                  sum(along[:-1]) + min(down, along[-1])]
    return edges


@dataclass(frozen=True)
class Redrawn:
    """A drawing as it stands, our charts in it, and how they are to be drawn from now on.

    `known` are our charts as they stand there; `stay` are those that a person has moved.
    """

    old: Markup
    fresh: Markup
    known: Mapping[str, Anchor]
    stay: Collection[str]

    def joined(self, drawn: Sequence[Anchor], ids: Mapping[str, str]) -> bytes:
        """The old drawing with our charts drawn anew where they stood; new ones come last.

        `ids` are the relations of the charts by those they have in the fresh drawing.
        """
        taken = {each.get("id") for each in self.old.root.walk() if each.name == "cNvPr"}
        free = (str(number) for number in count(2) if str(number) not in taken)
        left = {each.description: each for each in drawn}
        for name, there in self.known.items():
            ours = left.pop(name, None)
            if ours is None:
                self.old.remove(there.element)
            else:
                self.old.replace(there.element, self._one(ours, ids, there, free))
        for ours in left.values():
            self.old.append(self.old.root, self._one(ours, ids, None, free))
        return self.old.edited()

    def _one(
        self, ours: Anchor, ids: Mapping[str, str], there: Anchor | None, free: Iterator[str]
    ) -> str:
        """Our anchor as it may stand in another drawing, at the place where it stood there."""
        raw = self.fresh.raw(ours.element)
        for number in ours.relations:
            raw = raw.replace(f'r:id="{number}"', f'r:id="{ids[number]}"')
        known = next((each.get("id") for each in there.element.walk()
                      if each.name == "cNvPr"), None) if there else None
        raw = re.sub(r'(<xdr:cNvPr id=")\d+', rf"\g<1>{known or next(free)}", raw, count=1)
        if there is not None and ours.description in self.stay:
            raw = self._put_where(raw, there)
        spaces = f' xmlns:xdr="{DRAWING}" xmlns:a="{_ART}"'
        return re.sub(r"^<xdr:\w+", lambda tag: tag[0] + spaces, raw, count=1)

    @staticmethod
    def _put_where(raw: str, there: Anchor) -> str:
        """Our anchor with the corners of another."""
        for each in there.element.walk():
            if each.space == DRAWING and each.name in ("from", "to"):
                corner = "".join(f"<xdr:{number.name}>{number.text}</xdr:{number.name}>"
                                 for number in each.children)
                raw = re.sub(rf"(<xdr:{each.name}>).*?(</xdr:{each.name}>)",
                             rf"\g<1>{corner}\g<2>", raw, count=1)
        return raw
