"""How a cell looks, read from a style part or from a style of ours, so that the two compare.

Programs write the same looks in many ways: what is compared is what a person sees.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from finsam_xl.package.elements import measure, whole
from finsam_xl.package.markup import Element
from finsam_xl.sheets import style as s
from finsam_xl.sheets.style import Style

_BUILT_IN = {0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
             14: "mm-dd-yy", 49: "@"}
_SAID_BESIDE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[-+/:\s]')
_DECIMALS = re.compile(r"0\.0+")
_STEPPED = frozenset({*s.DECIMALS.values(), *s.SIGNED_DECIMALS.values()})
_OFF = ("0", "false", "none")
_SIDES = ("left", "right", "top", "bottom")
_NEAR = 0.3
GROUPS = ("font", "fill", "number", "border", "alignment")
"""The groups of looks that a person changes one by one."""


class Look(NamedTuple):
    """What is seen of a cell; colours as six digits, sides as those that have a line."""

    font: tuple[object, ...]
    fill: str
    number: str
    border: frozenset[str]
    alignment: tuple[str, bool]
    locked: bool


class LookBook:
    """The looks of a style part by their numbers; `root` is the part's tree."""

    def __init__(self, root: Element) -> None:
        self.tables = {each.name: each.children for each in root.children}
        self.codes = {each.get("numFmtId"): each.get("formatCode")
                      for each in self.tables.get("numFmts", ())}
        self.cell: Callable[[int], Look] = cache(self._cell)

    def _cell(self, number: int) -> Look:
        xf = self._child("cellXfs", number)
        alignment, protection = xf.child("alignment"), xf.child("protection")
        known = xf.get("numFmtId", "0")
        code = self.codes.get(known) or _BUILT_IN.get(whole(known), f"#{known}")
        return Look(
            _font(self._child("fonts", whole(xf.get("fontId", "0")))),
            _fill(self._child("fills", whole(xf.get("fillId", "0")))),
            code,
            _sides(self._child("borders", whole(xf.get("borderId", "0")))),
            (alignment.get("horizontal", "general") if alignment else "general",
             alignment is not None and alignment.get("wrapText", "0") not in _OFF),
            protection is None or protection.get("locked", "1") not in _OFF)

    def conditional(self, number: int) -> tuple[str, bool, str]:
        """The font's colour, whether it is bold, and the fill of a condition's looks."""
        dxf = self._child("dxfs", number)
        font, fill = dxf.child("font"), dxf.child("fill")
        pattern = fill.child("patternFill") if fill else None
        return (_colour(font.child("color")) if font else "", font is not None and _on(font, "b"),
                _colour(pattern.child("bgColor")) if pattern else "")

    def _child(self, table: str, number: int) -> Element:
        children = self.tables.get(table, [])
        return children[number] if number < len(children) else _NOTHING


_NOTHING = Element("", "", {}, 0, 0)


def _font(font: Element) -> tuple[object, ...]:
    named, size = font.child("name"), font.child("sz")
    return (_colour(font.child("color")), _on(font, "b"), _on(font, "i"), _on(font, "u"),
            _on(font, "strike"), named.get("val") if named else "",
            measure(size.get("val", "0")) if size else 0.0)


def _on(font: Element, name: str) -> bool:
    there = font.child(name)
    return there is not None and there.get("val", "1") not in _OFF


def _fill(fill: Element) -> str:
    pattern = fill.child("patternFill")
    if pattern is None:
        return fill.children[0].name if fill.children else ""
    kind = pattern.get("patternType", "none")
    if kind == "none":
        return ""
    return _colour(pattern.child("fgColor")) if kind == "solid" else kind


def _colour(colour: Element | None) -> str:
    """A colour as six digits; one of the theme or the palette by its number there."""
    if colour is None or colour.get("auto", "0") not in _OFF:
        return ""
    if colour.get("rgb"):
        return colour.get("rgb")[-6:].upper()
    return " ".join(f"{name}={colour.get(name)}" for name in ("theme", "indexed", "tint")
                    if colour.get(name))


def _sides(border: Element) -> frozenset[str]:
    return frozenset(each.name for each in border.children
                     if each.name in _SIDES and each.get("style", "none") != "none")


@cache
def look_of(style: Style) -> Look:
    """How a style of ours looks."""
    sides = _SIDES if style.box else [
        side for side, line in (("top", style.top), ("bottom", style.bottom)) if line]
    font = (style.colour, style.bold, False, False, False, "Calibri", style.size)
    return Look(font, style.fill, style.number, frozenset(sides),
                (style.align, style.wrap), not style.unlocked)


@cache
def changed(look: Look, ours: Look) -> tuple[str, ...]:
    """The groups of looks in which a cell differs from what we gave it."""
    return tuple(group for group in GROUPS if not _SAME[group](look, ours))


def _same_font(look: Look, ours: Look) -> bool:
    """A linked input is teal and an input without a link is not: both are ours."""
    (colour, *rest, size), (own, *others, own_size) = look.font, ours.font
    links = (s.INK, s.TEAL2)
    same = colour == own or (not ours.locked and colour in links and own in links)
    near = abs(float(str(size)) - float(str(own_size))) < _NEAR
    return same and rest == others and near


def _same_number(look: Look, ours: Look) -> bool:
    """Decimals that follow the rounding step are no difference, nor are words beside a number."""
    one, other = (_SAID_BESIDE.sub("", each.number) for each in (look, ours))
    if ours.number in _STEPPED:
        one, other = (_DECIMALS.sub("0", each) for each in (one, other))
    return one.rstrip(";") == other.rstrip(";")


_SAME: dict[str, Callable[[Look, Look], bool]] = {
    "font": _same_font,
    "fill": lambda look, ours: look.fill == ours.fill,
    "number": _same_number,
    "border": lambda look, ours: look.border == ours.border,
    "alignment": lambda look, ours: look.alignment == ours.alignment,
}
