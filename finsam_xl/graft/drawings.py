"""The drawing of a sheet of ours: our charts drawn anew, a person's pictures and charts kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from finsam_xl.package.markup import OFFICE_RELS, Element, Markup

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_ART = "http://schemas.openxmlformats.org/drawingml/2006/main"
_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_SMALL_SHIFT = 30_000
"""Three pixels in the format's own units: what another program may round a place by."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A thing drawn on a sheet: where it stands in the part, and what it is called."""

    element: Element
    description: str
    relations: tuple[str, ...]
    place: tuple[int, ...]


def anchors(drawing: Markup) -> list[Anchor]:
    """Everything that is drawn, in order; alternatives of one thing count as one."""
    return [Anchor(each, _described(each), tuple(_relations(each)), _place(each))
            for each in drawing.root.children]


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


def described(drawing: Markup) -> frozenset[str]:
    """What the things drawn are called."""
    return frozenset(each.description for each in anchors(drawing))


@dataclass(frozen=True, slots=True)
class Split:
    """A drawing's anchors by whose they are."""

    ours: tuple[Anchor, ...]
    theirs: tuple[Anchor, ...]


def split(drawing: Markup, our_descriptions: frozenset[str]) -> Split:
    """Tell our charts from what a person drew, by their descriptions."""
    found = anchors(drawing)
    return Split(tuple(each for each in found if each.description in our_descriptions),
                 tuple(each for each in found if each.description not in our_descriptions))


def moved(old: Anchor, fresh: Anchor) -> bool:
    """Whether a person has put a chart of ours somewhere else or made it larger."""
    if len(old.place) != len(fresh.place):
        return False
    return any(abs(one - other) > (_SMALL_SHIFT if place % 4 in (1, 3) else 0)
               for place, (one, other) in enumerate(zip(old.place, fresh.place, strict=True)))


def joined(old: Markup, fresh: Markup, ids: Mapping[str, str]) -> bytes:
    """The old drawing with our charts drawn anew where they stood; `ids` are their new relations.

    A chart of ours that was taken away stays away; a new one is drawn last.
    """
    descriptions = described(fresh)
    known = {each.description: each for each in anchors(fresh)}
    parts = split(old, descriptions)
    for each in parts.ours:
        ours = known.pop(each.description, None)
        if ours is None:
            old.remove(each.element)
        else:
            old.replace(each.element, _redrawn(fresh, ours, ids, old, each))
    for ours in known.values():
        old.append(old.root, _redrawn(fresh, ours, ids, old, None))
    return old.edited()


def _redrawn(
    fresh: Markup, ours: Anchor, ids: Mapping[str, str], old: Markup, stood: Anchor | None
) -> str:
    """Our anchor as it may stand in another drawing, at the place where it stood there."""
    raw = fresh.raw(ours.element)
    for number in ours.relations:
        raw = raw.replace(f'r:id="{number}"', f'r:id="{ids[number]}"')
    if stood is not None and moved(stood, ours):
        for name in ("from", "to"):
            here = next(_corner(stood.element, name), None)
            if here is not None:
                prefix = old.prefix(here)
                corner = old.raw(here).replace(f"<{prefix}", "<xdr:").replace(
                    f"</{prefix}", "</xdr:")
                start, end = f"<xdr:{name}>", f"</xdr:{name}>"
                at = raw.index(start)
                raw = raw[:at] + corner + raw[raw.index(end) + len(end):]
    spaces = f' xmlns:xdr="{DRAWING}" xmlns:a="{_ART}"'
    return re.sub(r"^<xdr:\w+", lambda tag: tag[0] + spaces, raw, count=1)


def _corner(element: Element, name: str) -> Iterator[Element]:
    return (each for each in element.walk() if each.space == DRAWING and each.name == name)
