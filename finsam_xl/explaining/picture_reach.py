"""What a figure reaches, as the lower part of its picture: sheet by sheet, row by row."""

from __future__ import annotations

from finsam_xl.explaining.drawing import MARGIN, TEAL, WIDTH, Column, drawn_text
from finsam_xl.explaining.lettering import width
from finsam_xl.explaining.touching import Touched, by_sheet, counted
from finsam_xl.texts import texts_in

_INDENT, _BODY, _ROW = 12, 13, 19
_ROOM = WIDTH - 2 * MARGIN


def draw_reach(reached: tuple[Touched, ...], language: str, column: Column) -> None:
    """Draw what is reached, below what stands there already."""
    texts = texts_in(language)
    column.y += 12
    column.write(texts.explain("page_touches"), "s", size=15, bold=True, row=24)
    column.y += 7
    column.rule(TEAL)
    column.write(counted(reached, language), "m", size=_BODY, row=_ROW)
    for sheet in by_sheet(reached):
        column.y += 6
        column.write(sheet.title, "s", size=15, bold=True, row=22)
        for each in sheet.told:
            _draw_row(each, column)
        column.write(sheet.others_said(texts), "m", size=_BODY, row=_ROW, indent=_INDENT)
    column.y += 8


def _draw_row(each: Touched, column: Column) -> None:
    """Label and place to the left, the value to the right, or below where there is no room."""
    where, top = f"{each.label}  [{each.place}]", column.y + _ROW
    value = width(each.shown, _BODY)
    if value < _ROOM / 2:
        column.parts.append(drawn_text(WIDTH - MARGIN, top, each.shown, end=True))
        column.write(where, size=_BODY, row=_ROW, indent=_INDENT, room=_ROOM - value - _INDENT)
    else:
        column.write(where, size=_BODY, row=_ROW, indent=_INDENT)
        column.write(each.shown, size=_BODY, row=_ROW, indent=2 * _INDENT)
    column.y += 4
    column.rule("#DDE4E6")
