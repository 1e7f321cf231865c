"""The front page as the workbook shows it: strip, six cards, three charts, and what to heed."""

from __future__ import annotations

from finsam_xl.addresses import cell_name
from finsam_xl.sheets.draft import BookDraft, DraftSheet
from finsam_xl.sheets.overview import CARD, CARDS, CHART, LIST, PANELS, STRIP
from finsam_xl.web.chart_svg import chart_svg
from finsam_xl.web.looks import attributes, classes, conditional_looks, inked
from finsam_xl.web.markup import content, element

_CHIPS = {PANELS[0]: (), PANELS[1]: (7,), PANELS[2]: ()}
_MARKS = {"✕": "chip-bad", "▲": "chip-warn", "✓": "chip-ok"}
_WORST = 1
_TITLE = 3


def overview_html(draft: BookDraft, sheet: DraftSheet) -> str:
    """The body of the front page; what `live` is asked for there is left out."""
    cards = "".join(_card(sheet, column) for column in CARDS)
    panels = "".join(_panel(draft, sheet, number, column)
                     for number, column in enumerate(PANELS))
    return (f'<div class="strip">{"".join(_strip(sheet, column) for column in PANELS)}</div>'
            f'<div class="cards">{cards}</div><div class="panels">{panels}</div>{_list(sheet)}')


def _strip(sheet: DraftSheet, column: int) -> str:
    """A heading, its word or chips, and a note."""
    chips = "".join(_chip(sheet, each) for each in (column, *_CHIPS[column]))
    return (f'<div class="strip-part">{element("p", sheet, (STRIP, column), "strip-label")}'
            f'<p class="chips">{chips}</p>'
            f'{element("p", sheet, (STRIP + 2, column), "strip-note")}</div>')


def _chip(sheet: DraftSheet, column: int) -> str:
    cell = sheet.cells[STRIP + 1, column]
    mark = _MARKS.get(str(cell.value)[:1])
    return element("span", sheet, (STRIP + 1, column), "chip", *([mark] if mark else []))


def _card(sheet: DraftSheet, column: int) -> str:
    return (f'<div class="card">{element("p", sheet, (CARD, column), "card-label")}'
            f'{element("p", sheet, (CARD + 1, column), "card-figure")}'
            f'{element("p", sheet, (CARD + 2, column), "card-note")}</div>')


def _panel(draft: BookDraft, sheet: DraftSheet, number: int, column: int) -> str:
    return (f'<figure class="panel">{element("h3", sheet, (CHART, column), "panel-title")}'
            f'{element("p", sheet, (CHART + 1, column), "panel-note")}'
            f"{chart_svg(draft, sheet.charts[number])}</figure>")


def _list(sheet: DraftSheet) -> str:
    """What to heed, worst first; lines that say nothing are left out."""
    lines = []
    row = LIST + 1
    while (row, _TITLE) in sheet.cells and (row, _WORST) in sheet.cells:
        if str(sheet.cells[row, _TITLE].value or "").strip():
            lines.append(f"<tr>{_line_cell(sheet, row, _WORST)}"
                         f"{_line_cell(sheet, row, _TITLE)}</tr>")
        row += 1
        if row > LIST + len(sheet.cells):
            break
    return (f'<div class="heed">{element("h3", sheet, (LIST, 1), "heed-title")}'
            f'<table class="heed-list"><tbody>{"".join(lines)}</tbody></table></div>')


def _line_cell(sheet: DraftSheet, row: int, column: int) -> str:
    cell = sheet.cells[row, column]
    looks = list(inked(classes(conditional_looks(sheet, (row, column), cell))))
    return (f'<td data-cell="{cell_name((row, column))}"{attributes(looks)}>'
            f"{content(cell)}</td>")
