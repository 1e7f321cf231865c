"""A cell's looks as class names: the page's style sheet says what each of them is.

The names are the tokens of the workbook's own looks, so that sheet and page stay of one kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from finsam_xl.addresses import Position, position_of
from finsam_xl.sheets import style as s
from finsam_xl.sheets.draft import CellValue, Conditional, DraftCell, DraftSheet
from finsam_xl.sheets.style import Style

COLOURS = {
    s.QUIET: "quiet", s.MUTED: "muted", s.TEAL: "teal", s.TEAL2: "teal-2", s.TEAL3: "teal-3",
    s.TEAL4: "teal-4", s.ACCENT: "accent", s.OK: "ok", s.WARN: "warn", s.BAD: "bad",
    s.RULE2: "faint", s.ACCENT_FILL: "accent-fill", s.WHITE: "white",
}
"""Colours of text and of marks by the names of their tokens; ink has none."""

_FILLS = {s.INPUT: "input", s.WASH: "wash", s.ACCENT_FILL: "fill-accent",
          s.WARN_FILL: "fill-warn", s.BAD_FILL: "fill-bad"}
_BLANK = re.compile(r'^=\$([A-Z]+)(\d+)=""$')


def classes(style: Style) -> list[str]:
    """The class names of a style."""
    found = [f"size-{style.size:g}".replace(".", "-")] if style.size != s.BODY.size else []
    found += ["bold"] if style.bold else []
    found += [COLOURS[style.colour]] if style.colour in COLOURS else []
    found += [_FILLS[style.fill]] if style.fill in _FILLS else []
    found += ["right"] if style.align == "right" else []
    found += ["centre"] if style.align == "center" else []
    found += [f"indent-{style.indent}"] if style.indent else []
    found += ["wrap"] if style.wrap else []
    for side, line in (("over", style.top), ("under", style.bottom), ("box", style.box)):
        if line is not None:
            found.append(f"{side}-2" if line[0] == s.MEDIUM else side)
    return found


def conditional_looks(sheet: DraftSheet, at: Position, cell: DraftCell) -> Style:
    """A cell's style with what its content makes of it; the first rule that holds counts."""
    for each in sheet.conditionals:
        inside = (each.first[0] <= at[0] <= each.last[0] and each.first[1] <= at[1] <= each.last[1])
        if inside and each.style is not None and _holds(sheet, each, at, cell.value):
            looks = each.style
            return cell.style.but(colour=looks.colour, bold=looks.bold or cell.style.bold,
                                  fill=looks.fill or cell.style.fill)
    return cell.style


def _holds(sheet: DraftSheet, each: Conditional, at: Position, value: CellValue) -> bool:
    kind, criteria, wanted = (each.rule.get(key) for key in ("type", "criteria", "value"))
    if kind == "text":
        return isinstance(value, str) and value.startswith(str(wanted))
    if kind == "formula":
        found = _BLANK.match(str(criteria))
        return found is not None and _is_blank(sheet, each, at, found)
    if criteria == "==":
        return f'"{value}"' == wanted
    return criteria == "<" and isinstance(value, (int, float)) and value < float(str(wanted))


def _is_blank(
    sheet: DraftSheet, each: Conditional, at: Position, found: re.Match[str]
) -> bool:
    """Whether the cell that a rule looks at is blank, as many rows down as this one is."""
    row, column = position_of(f"{found[1]}{found[2]}")
    looked_at = sheet.cells.get((row + at[0] - each.first[0], column))
    return looked_at is None or looked_at.value in (None, "")


def attributes(names: list[str]) -> str:
    """Class names as an attribute; nothing where there are none."""
    return f' class="{" ".join(names)}"' if names else ""


def inked(names: list[str]) -> Iterator[str]:
    """Of class names, those that say a colour of text or whether it is bold."""
    return (name for name in names if name == "bold" or name in COLOURS.values())
