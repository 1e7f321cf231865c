"""The budget workbook of the handbook: a finance service's own, with made-up numbers.

It stands for the book that somebody has already, before any of our sheets come into it: its own
fonts and colours, a chart, notes, and formulas that ask for figures of the plan by their names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

CREATED = datetime(2025, 11, 3, 8, 0, tzinfo=UTC).replace(tzinfo=None)
INK, SAND, PALE, RUST, GREY = "#1F2A44", "#C9A35B", "#F6F1E6", "#A4452C", "#8A8577"
MONEY = "#,##0;\u2212#,##0;0"
GRANT_ROW, INCOME_ROW, COST_ROW = 4, 6, 11
"""Counted from nothing; the grant stands in Budget!D5."""


@dataclass(frozen=True)
class Line:
    """A budget line in whole kronor; `asks` is a figure of the plan that it shows for 2026."""

    account: str
    text: str
    budget_2025: int
    budget_2026: int
    asks: str = ""


GRANT = Line("", "Statens anslag enligt besked 30 oktober", 4_100_000, 4_250_000)
INCOME = (
    Line("3511", "Bidrag från staten", 4_100_000, 4_250_000, "fs_state_total_2026"),
    Line("3512", "Bidrag från regionen", 2_050_000, 2_125_000, "fs_contribution_region_2026"),
    Line("3513", "Bidrag från kommunerna", 2_050_000, 2_125_000, "fs_municipalities_total_2026"),
)
COSTS = (
    Line("4510", "Arbetslivsinriktade insatser", 5_560_000, 5_705_000),
    Line("4520", "Förberedande insatser", 1_080_000, 1_120_000),
    Line("4530", "Möten och utbildning", 170_000, 185_000),
    Line("5010", "Löner, kansli", 905_000, 938_000),
    Line("5110", "Arvoden, styrelse", 135_000, 140_000),
    Line("5610", "Arbetsgivaravgifter", 285_000, 295_000),
    Line("6010", "Lokaler", 94_000, 96_000),
    Line("6540", "It-tjänster", 61_000, 66_000),
    Line("7410", "Ekonomi och revision", 115_000, 120_000),
)
QUARTERS = (
    ("Bidrag", 2_050_000, 2_050_000, 2_050_000, 2_050_000),
    ("Insatser", 1_540_200, 1_702_400, 1_588_900, 1_910_700),
    ("Kansli och styrelse", 341_600, 352_900, 330_100, 366_300),
    ("Övrigt", 58_400, 61_200, 72_800, 77_100),
)


def budget_book(project: bytes = b"", macro: str = "") -> bytes:
    """Three sheets: the budget, last year's outcome and the plan of accounts.

    With a VBA project it is an .xlsm, and a button on Budget runs the macro of that name.
    """
    target = BytesIO()
    font = {"font_name": "Georgia", "font_size": 10, "font_color": INK, "valign": "vcenter"}
    options = {"in_memory": True, "default_format_properties": font, "default_row_height": 23,
               "default_column_width": 64}
    with xlsxwriter.Workbook(target, options) as workbook:
        workbook.set_properties({"title": "Budget 2026", "author": "Ekonomiservice, Alms kommun",
                                 "created": CREATED})
        looks = _looks(workbook)
        budget, outcome, accounts = (
            workbook.add_worksheet(title) for title in ("Budget", "Utfall 2025", "Kontoplan"))
        _write_budget(workbook, budget, looks)
        _write_outcome(outcome, looks)
        _write_accounts(accounts, looks)
        workbook.define_name("Budgeterade_kostnader", "=Budget!$D$21")
        if project:
            workbook.add_vba_project(BytesIO(project), is_stream=True)
            budget.insert_button("F2", {"macro": macro, "caption": "Visa bidrag", "width": 120})
    return target.getvalue()


def _looks(workbook: Workbook) -> dict[str, Format]:
    money, line = {"num_format": MONEY}, {"bottom": 4, "bottom_color": "#D9CFB8"}
    head = {"bold": True, "font_color": "#FFFFFF", "bg_color": INK}
    sums = {"bold": True, "top": 1, "top_color": INK, "bg_color": PALE}
    properties: dict[str, dict[str, object]] = {
        "title": {"bold": True, "font_size": 18},
        "under": {"italic": True, "font_color": GREY},
        "head": head, "head_right": head | {"align": "right"}, "head_name": head | {"indent": 1},
        "group": {"bold": True, "font_color": RUST, "font_size": 11, "valign": "bottom"},
        "text": line, "money": money | line,
        "asked": money | line | {"italic": True, "bold": True, "font_color": RUST},
        "name": line | {"italic": True, "font_color": GREY, "font_size": 8, "indent": 1},
        "sum": sums, "sum_money": sums | money,
        "sum_name": sums | {"italic": True, "bold": False, "font_color": GREY, "font_size": 8,
                            "indent": 1},
        "typed": money | {"bg_color": "#FFF6D6", "border": 1, "border_color": SAND, "bold": True},
    }
    return {key: workbook.add_format(value) for key, value in properties.items()}


def _write_budget(workbook: Workbook, sheet: Worksheet, looks: dict[str, Format]) -> None:
    for row, height in ((0, 30), (1, 22), (2, 10)):
        sheet.set_row(row, height)
    sheet.write("A1", "Norra Skogens samordningsförbund", looks["title"])
    sheet.write("A2", "Budget 2026, i kronor. Ekonomiservice, Alms kommun.", looks["under"])
    _head(sheet, 3, ("Konto", "Benämning", "Budget 2025", "Budget 2026", "Ändring",
                     ""), looks)
    sheet.write("F4", "Hämtas ur planen", looks["head_name"])
    _write_lines(sheet, GRANT_ROW, (GRANT,), looks)
    sheet.write_number(GRANT_ROW, 3, GRANT.budget_2026, looks["typed"])
    for row, text in ((INCOME_ROW - 1, "Bidrag"), (COST_ROW - 1, "Kostnader")):
        sheet.set_row(row, 22)
        sheet.write(row, 0, text, looks["group"])
    income = _write_lines(sheet, INCOME_ROW, INCOME, looks)
    _write_sum(sheet, income, "Summa bidrag", INCOME, looks)
    costs = _write_lines(sheet, COST_ROW, COSTS, looks)
    _write_sum(sheet, costs, "Summa kostnader", COSTS, looks)
    _write_closing(sheet, costs + 1, looks)
    sheet.set_comments_author("Ekonomiservice")
    sheet.write_comment("D5", "Försäkringskassans besked 2025-10-30. Skriv beloppet bara här.")
    sheet.write_comment("D15", "Ny lön från april 2026.")
    _draw(workbook, sheet)
    _page(sheet, (7, 34, 12, 12, 10, 25), fit=True)


def _head(sheet: Worksheet, row: int, words: Sequence[str], looks: dict[str, Format]) -> None:
    sheet.set_row(row, 22)
    for column, word in enumerate(words):
        is_amount = word.startswith(("Budget", "Kvartal", "Ändring", "Helår"))
        sheet.write(row, column, word, looks["head_right" if is_amount else "head"])


def _write_lines(
    sheet: Worksheet, first: int, lines: Sequence[Line], looks: dict[str, Format]
) -> int:
    """Write lines from a row on; returns the row after them."""
    for row, line in enumerate(lines, first):
        sheet.write_string(row, 0, line.account, looks["text"])
        sheet.write_string(row, 1, line.text, looks["text"])
        sheet.write_number(row, 2, line.budget_2025, looks["money"])
        if line.asks:
            sheet.write_formula(row, 3, f"={line.asks}", looks["asked"], line.budget_2026)
        else:
            sheet.write_number(row, 3, line.budget_2026, looks["money"])
        sheet.write_formula(row, 4, f"=D{row + 1}-C{row + 1}", looks["money"],
                            line.budget_2026 - line.budget_2025)
        sheet.write_string(row, 5, line.asks, looks["name"])
    return first + len(lines)


def _write_sum(
    sheet: Worksheet, row: int, text: str, lines: Sequence[Line], looks: dict[str, Format]
) -> None:
    before, after = (sum(getattr(line, f"budget_{year}") for line in lines)
                     for year in (2025, 2026))
    first = row - len(lines) + 1
    sheet.write_string(row, 0, "", looks["sum"])
    sheet.write_string(row, 1, text, looks["sum"])
    for column, value in (("C", before), ("D", after), ("E", after - before)):
        sheet.write_formula(f"{column}{row + 1}", f"=SUM({column}{first}:{column}{row})",
                            looks["sum_money"], value)
    sheet.write_string(row, 5, "", looks["sum_name"])


def _write_closing(sheet: Worksheet, row: int, looks: dict[str, Format]) -> None:
    """The result, the equity, and whether the budget's costs are those of the plan."""
    sheet.write_string(row, 1, "Resultat", looks["text"])
    sheet.write_formula(row, 2, "=C10-C21", looks["money"], -205_000)
    sheet.write_formula(row, 3, "=D10-D21", looks["money"], -165_000)
    sheet.write_string(row + 1, 1, "Eget kapital 31 december", looks["text"])
    sheet.write_number(row + 1, 2, 1_650_000, looks["money"])
    for below, asks, formula, value in (
        (1, "fs_equity_closing_2026", "=fs_equity_closing_2026", 1_485_000),
        (2, "fs_costs_2026", "=D21-fs_costs_2026", 0),
    ):
        sheet.write_formula(row + below, 3, formula, looks["asked"], value)
        sheet.write_string(row + below, 5, asks, looks["name"])
    sheet.write_string(row + 2, 1, "Kostnader utöver finansieringsplanen", looks["text"])
    for below, column in ((0, 4), (0, 5), (1, 4), (2, 2), (2, 4), (0, 0), (1, 0), (2, 0)):
        sheet.write_blank(row + below, column, None, looks["text"])


def _draw(workbook: Workbook, sheet: Worksheet) -> None:
    chart = workbook.add_chart({"type": "bar"})
    assert chart is not None  # noqa: S101 - XlsxWriter knows bars
    for column, title, colour in ((2, "Budget 2025", SAND), (3, "Budget 2026", INK)):
        chart.add_series({
            "name": title, "categories": ["Budget", 14, 1, 19, 1],
            "values": ["Budget", 14, column, 19, column], "gap": 60, "overlap": -5,
            "fill": {"color": colour}, "border": {"none": True}})
    font = {"name": "Georgia", "size": 9, "color": INK}
    chart.set_title({"name": "Kostnader utom insatser", "name_font": {**font, "size": 12},
                     "overlay": False})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_y_axis({"reverse": True, "num_font": font, "line": {"color": SAND},
                      "major_tick_mark": "none"})
    chart.set_x_axis({"num_font": font, "num_format": "#,##0", "line": {"none": True},
                      "major_gridlines": {"visible": True, "line": {"color": "#E7DFCC"}},
                      "label_position": "high", "major_tick_mark": "none",
                      "major_unit": 250_000})
    chart.set_chartarea({"border": {"color": "#E7DFCC"}})
    chart.set_size({"width": 733, "height": 460})
    sheet.insert_chart("A26", chart, {"description": "Kostnader utom insatser, 2025 och 2026"})


def _write_outcome(sheet: Worksheet, looks: dict[str, Format]) -> None:
    sheet.write("A1", "Utfall 2025", looks["title"])
    _head(sheet, 2, ("", "Post", *(f"Kvartal {number}" for number in range(1, 5)), "Helår"),
          looks)
    for row, (text, *amounts) in enumerate(QUARTERS, 3):
        sheet.write_blank(row, 0, None, looks["text"])
        sheet.write_string(row, 1, text, looks["text"])
        sheet.write_row(row, 2, amounts, looks["money"])
        sheet.write_formula(row, 6, f"=SUM(C{row + 1}:F{row + 1})", looks["sum_money"],
                            sum(amounts))
    _page(sheet, (4, 26, 13, 13, 13, 13, 13))


def _write_accounts(sheet: Worksheet, looks: dict[str, Format]) -> None:
    sheet.write("A1", "Kontoplan", looks["title"])
    _head(sheet, 2, ("Konto", "Benämning"), looks)
    for row, line in enumerate((*INCOME, *COSTS), 3):
        sheet.write_string(row, 0, line.account, looks["text"])
        sheet.write_string(row, 1, line.text, looks["text"])
    _page(sheet, (9, 40))


def _page(sheet: Worksheet, widths: Sequence[int], *, fit: bool = False) -> None:
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    sheet.set_tab_color(SAND)
    sheet.set_paper(9)
    sheet.ignore_errors({"number_stored_as_text": "A1:A30"})
    sheet.set_footer("&L&A&RSida &P av &N")
    if fit:
        sheet.fit_to_pages(1, 1)
        sheet.center_horizontally()
