"""A draft becomes an .xlsx package through XlsxWriter: the same draft, the same bytes."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.sharedstrings import SharedStringTable
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from finsam_xl.addresses import FORMULA_LIKE, cell_name, quoted_title
from finsam_xl.inputs.raw import PROPERTY
from finsam_xl.sheets import style as s
from finsam_xl.sheets.draft import BookDraft, Chart, DraftCell, DraftSheet
from finsam_xl.sheets.style import Style

_EPOCH = datetime(2003, 12, 4, tzinfo=UTC)
_PROTECTED = {"select_locked_cells": True, "select_unlocked_cells": True, "format_cells": True,
              "format_columns": True, "format_rows": True}


def package(draft: BookDraft) -> bytes:
    """The bytes of a draft's workbook."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        _Writer(workbook).write(draft)
    return target.getvalue()


def _show_the_value_alone(chart: Any) -> None:  # noqa: ANN401 - XlsxWriter's charts have no types
    """Say of each thing that a label can show whether it does: what is left unsaid is shown."""
    for shown, value in (("LegendKey", 0), ("Val", 1), ("CatName", 0), ("SerName", 0),
                         ("Percent", 0), ("BubbleSize", 0)):
        chart._xml_empty_tag(f"c:show{shown}", [("val", value)])  # noqa: SLF001


class _OwnTexts(SharedStringTable):
    """No table of shared texts: a sheet that is moved into another book takes its texts along."""

    def _get_shared_string_index(self, string: str) -> str:
        return string

    def _get_shared_string(self, index: str) -> str:
        return index


class _Markup(str):
    """A text of several looks, as it stands in the sheet."""

    __slots__ = ()


class _Sheet(Worksheet):
    """A sheet that holds its own texts and takes formulas as they are spelled."""

    def _xml_string_element(self, index: Any, attributes: Any = ()) -> None:  # noqa: ANN401
        text: str = self._escape_control_characters(index)  # type: ignore[no-untyped-call]
        if isinstance(index, _Markup):
            self._xml_rich_inline_string(text, attributes)
        else:
            self._xml_inline_string(text, text != text.strip(), attributes)

    def _write_rich_string(self, row: int, col: int, *args: Any) -> int:  # noqa: ANN401
        done: int = super()._write_rich_string(row, col, *args)
        cell = self.table[row][col]
        self.table[row][col] = cell._replace(string=_Markup(cell.string))
        return done

    def _prepare_formula(  # XlsxWriter looks for 29 newer functions, of which ours hold none
        self, formula: str, expand_future_functions: bool = False,  # noqa: ARG002, FBT001, FBT002
    ) -> str:
        return formula.removeprefix("=")


class _Writer:
    """Writes one draft; looks are made once and shared."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.formats: dict[tuple[Style, bool], Format] = {}

    def write(self, draft: BookDraft) -> None:
        """Write sheets, names and properties."""
        self.workbook.set_size(2400, 1500)
        self.workbook.set_properties({"title": draft.sheets[0].cells[1, 1].value or "",
                                      "created": _EPOCH.replace(tzinfo=None)})
        for key, value in draft.properties.items():
            self.workbook.set_custom_property(PROPERTY + key, value)
        self.workbook.formats[0].set_font_name("Calibri")
        self.workbook.str_table = _OwnTexts()
        for sheet in draft.sheets:
            self.sheet(self.workbook.add_worksheet(sheet.title, _Sheet), sheet)
        for named in draft.names:
            cell = cell_name(named.position, fix_row=True, fix_column=True)
            self.workbook.define_name(named.name, f"={quoted_title(named.sheet)}!{cell}")
        for mark, title in draft.marks.items():
            self.workbook.define_name(mark, f"={quoted_title(title)}!$A$1")

    def sheet(self, worksheet: Worksheet, sheet: DraftSheet) -> None:
        """Write one sheet."""
        worksheet.set_tab_color(f"#{sheet.tab}")
        worksheet.hide_gridlines(2)
        if not sheet.headings:
            worksheet.hide_row_col_headers()
        for column, width in enumerate(sheet.columns):
            worksheet.set_column_pixels(column, column, width, self.format(s.BODY))
        for row, points in sheet.heights.items():
            worksheet.set_row(row, points)
        for (row, column), cell in sheet.cells.items():
            self.cell(worksheet, row, column, cell)
        for validation in sheet.validations:
            worksheet.data_validation(*validation.first, *validation.last, validation.rule)
        for conditional in sheet.conditionals:
            rule = dict(conditional.rule)
            if conditional.style:
                rule["format"] = self.looks(conditional.style)
            worksheet.conditional_format(*conditional.first, *conditional.last, rule)
        for chart in sheet.charts:
            self.chart(worksheet, chart)
        if sheet.frozen:
            worksheet.freeze_panes(*sheet.frozen)
        worksheet.protect("", _PROTECTED)
        self.printing(worksheet, sheet)

    def cell(self, worksheet: Worksheet, row: int, column: int, cell: DraftCell) -> None:
        """Write one cell: formula with its value, number, text, link or only its looks."""
        value = cell.value
        text = value if isinstance(value, str) else ""
        look = self.format(cell.style, quoted=text.startswith(FORMULA_LIKE))
        if cell.formula is not None:
            worksheet.write_formula(row, column, cell.formula, look, value)
        elif cell.link is not None:
            worksheet.write_url(row, column, cell.link, look, text)
        elif cell.rich:
            parts: list[Any] = []
            for style, part in cell.rich:
                parts += [self.format(style), part] if style else [part]
            worksheet.write_rich_string(row, column, *parts, look)
        elif isinstance(value, str) and value:
            worksheet.write_string(row, column, value, look)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            worksheet.write_number(row, column, value, look)
        else:
            worksheet.write_blank(row, column, None, look)

    def format(self, style: Style, *, quoted: bool = False) -> Format:
        """The workbook's format of a style, made when first asked for."""
        found = self.formats.get((style, quoted))
        if found is None:
            found = self.formats[style, quoted] = self.workbook.add_format(
                _properties(style, quoted=quoted))
        return found

    def looks(self, style: Style) -> Format:
        """A format for conditions: only what changes."""
        changes: dict[str, Any] = {"font_color": f"#{style.colour}", "bold": style.bold}
        if style.fill:
            changes["bg_color"] = f"#{style.fill}"
        return self.workbook.add_format(changes)

    def printing(self, worksheet: Worksheet, sheet: DraftSheet) -> None:
        """Paper, margins, header, footer, repeated rows and page breaks."""
        printing = sheet.printing
        worksheet.set_paper(9)
        worksheet.set_margins(left=0.71, right=0.71, top=0.87, bottom=0.75)
        if printing.landscape:
            worksheet.set_landscape()
        worksheet.set_header(printing.header)
        worksheet.set_footer(printing.footer)
        worksheet.fit_to_pages(1, 1 if printing.one_page else 0)
        if printing.repeat:
            worksheet.repeat_rows(*printing.repeat)
        if printing.area:
            worksheet.print_area(*printing.area)
        if printing.breaks:
            worksheet.set_h_pagebreaks(list(printing.breaks))

    def chart(self, worksheet: Worksheet, chart: Chart) -> None:
        """Draw a native chart without frame, title or gridlines."""
        drawn: Any = None
        for group in chart.groups:
            options: dict[str, Any] = {
                key: group[key] for key in ("type", "subtype") if key in group}
            part: Any = self.workbook.add_chart(options)
            part._write_show_val = partial(_show_the_value_alone, part)  # noqa: SLF001
            for series in group["series"]:
                part.add_series(series)
            if drawn is None:
                drawn = part
            else:
                drawn.combine(part)
        font = {"name": "Calibri", "size": 9, "color": f"#{s.MUTED}"}
        drawn.set_title({"none": True})
        if chart.axes.get("legend"):
            drawn.set_legend({"position": "right", "font": {**font, "color": f"#{s.INK}"},
                              "delete_series": [len(chart.groups[0]["series"])]})
        else:
            drawn.set_legend({"none": True})
        drawn.set_x_axis({"num_font": font, "line": {"color": f"#{s.RULE2}"},
                          "major_tick_mark": "none", "minor_tick_mark": "none"})
        least = {} if chart.axes.get("below_nothing") else {"min": 0}
        drawn.set_y_axis({"visible": False, "major_gridlines": {"visible": False}, **least})
        drawn.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
        drawn.set_plotarea({"border": {"none": True}, "fill": {"none": True}})
        drawn.set_size({"width": chart.size[0], "height": chart.size[1]})
        worksheet.insert_chart(*chart.at, drawn, {"description": chart.description,
                                                  "object_position": 1})


def _properties(style: Style, *, quoted: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "font_name": "Calibri", "font_scheme": "none", "font_size": style.size,
        "font_color": f"#{style.colour}",
        "num_format": style.number, "align": style.align, "valign": style.vertical,
        "locked": not style.unlocked,
    }
    if style.bold:
        found["bold"] = True
    if style.fill:
        found["bg_color"] = f"#{style.fill}"
    if style.indent:
        found["indent"] = style.indent
    if style.wrap:
        found["text_wrap"] = True
    if quoted:
        found["quote_prefix"] = True
    for side, line in (("top", style.top), ("bottom", style.bottom)):
        if line:
            found[side], found[f"{side}_color"] = line[0], f"#{line[1]}"
    if style.box:
        found["border"], found["border_color"] = style.box[0], f"#{style.box[1]}"
    return found
