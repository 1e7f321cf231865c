"""The sheet Budget: formats, formulas, conditions, choices, notes, a chart, pictures, a button."""

from __future__ import annotations

from io import BytesIO

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from tests.hosts.pictures import png

ROWS: tuple[tuple[str, str, int, int], ...] = (
    ("4010", "Löner", 12_400, 12_010),
    ("4510", "Arbetsgivaravgifter", 3_896, 3_774),
    ("5010", "Lokaler", 2_150, 2_150),
    ("5610", "Resor", 310, 287),
    ("6110", "Kontorsmateriel", 95, 121),
    ("6540", "IT-tjänster", 1_480, 1_655),
)
_TOTAL = 9


def write_budget(workbook: Workbook, sheet: Worksheet) -> None:
    """Write the whole sheet."""
    _cells(workbook, sheet)
    _conditions(workbook, sheet)
    _choices(sheet)
    _drawn(workbook, sheet)
    _notes_and_links(sheet)
    _page(sheet)


def _cells(workbook: Workbook, sheet: Worksheet) -> None:
    head = workbook.add_format({
        "bold": True, "bg_color": "#20324F", "font_color": "#FFFFFF", "border": 1,
        "text_wrap": True, "valign": "vcenter"})
    title = workbook.add_format({"bold": True, "font_name": "Georgia", "font_size": 16})
    money = workbook.add_format({"num_format": '#,##0 "kr";[Red]-#,##0 "kr"', "locked": False})
    share = workbook.add_format({"num_format": "0.0 %", "italic": True, "indent": 1})
    sheet.merge_range(0, 0, 0, 4, "Budget 2026", title)
    sheet.write_row(2, 0, ["Konto", "Benämning", "Budget", "Utfall", "Andel"], head)
    total = sum(row[2] for row in ROWS)
    for number, (account, text, budget, outcome) in enumerate(ROWS, 3):
        sheet.write_string(number, 0, account)
        sheet.write_string(number, 1, text)
        sheet.write_number(number, 2, budget, money)
        sheet.write_number(number, 3, outcome, money)
        sheet.write_formula(number, 4, f"=C{number + 1}/$C$10", share, budget / total)
    sheet.write_string(_TOTAL, 1, "Summa", head)
    sheet.write_formula(_TOTAL, 2, "=SUM(C4:C9)", money, total)
    sheet.write_formula(_TOTAL, 3, "=SUM(D4:D9)", money, sum(row[3] for row in ROWS))
    bold = workbook.add_format({"bold": True, "font_color": "#C8553D"})
    sheet.write_rich_string(11, 0, "Läs ", bold, "noga", " före beslut")
    sheet.write_array_formula("G4:G6", "{=C4:C6*2}", money, 24_800)
    sheet.write_number(4, 6, 7_792, money)
    sheet.write_number(5, 6, 4_300, money)
    sheet.write_formula("G8", "=Ränta*Summa_budget", money, 0.025 * total)
    sheet.write_formula("G9", "='Förra året'!C4", money, 11_800)
    sheet.write_formula("G10", "=[1]Blad1!$A$1", money, 42)
    sheet.insert_checkbox(12, 0, boolean=True)


def _conditions(workbook: Workbook, sheet: Worksheet) -> None:
    over = workbook.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"})
    weak = workbook.add_format({"italic": True, "bottom": 1})
    sheet.conditional_format("D4:D9", {
        "type": "formula", "criteria": "=$D4>$C4", "format": over, "stop_if_true": True})
    sheet.conditional_format("D4:D9", {
        "type": "cell", "criteria": "<", "value": 100, "format": weak})
    sheet.conditional_format("C4:C9", {
        "type": "data_bar", "data_bar_2010": True, "bar_solid": True, "bar_color": "#0B6E4F",
        "bar_negative_color": "#C8553D", "bar_axis_color": "#20324F"})
    sheet.conditional_format("E4:E9", {"type": "icon_set", "icon_style": "3_traffic_lights"})
    sheet.conditional_format("G4:G6", {"type": "3_color_scale"})


def _choices(sheet: Worksheet) -> None:
    sheet.data_validation("B4:B9", {
        "validate": "list", "source": "=Dolt!$A$2:$A$5", "input_title": "Benämning",
        "input_message": "Välj ur listan", "error_type": "warning"})
    sheet.data_validation("C4:C9", {
        "validate": "integer", "criteria": "between", "minimum": 0, "maximum": 100_000,
        "error_title": "Belopp", "error_message": "Hela kronor mellan 0 och 100 000"})
    sheet.data_validation("A13", {"validate": "custom", "value": "=ISLOGICAL(A13)"})


def _drawn(workbook: Workbook, sheet: Worksheet) -> None:
    chart = workbook.add_chart({"type": "column"})
    assert chart is not None
    for column, title in ((2, "Budget"), (3, "Utfall")):
        chart.add_series({
            "name": title, "categories": ["Budget", 3, 1, 8, 1],
            "values": ["Budget", 3, column, 8, column]})
    chart.set_title({"name": "Budget och utfall"})
    sheet.insert_chart("I2", chart, {"description": "Budget och utfall per konto"})
    sheet.insert_image("I20", "vapen.png", {
        "image_data": BytesIO(png(48, 60, (32, 50, 79))), "description": "Kommunens vapen"})
    sheet.insert_textbox("L20", "Beslutad av nämnden", {"width": 160, "height": 40})
    sheet.insert_button("I24", {"macro": "Uppdatera", "caption": "Uppdatera"})
    sheet.add_sparkline("H4", {"range": "Budget!C4:D4", "type": "column"})
    sheet.add_sparkline("H5", {"range": "Budget!C5:D5", "markers": True})


def _notes_and_links(sheet: Worksheet) -> None:
    sheet.set_comments_author("Ekonomiservice")
    sheet.write_comment("C4", "Enligt lönerevision")
    sheet.write_comment("D8", "Dubbelbokat?", {"author": "Revisor", "visible": True})
    sheet.write_url("A15", "https://www.scb.se/", string="SCB", tip="Statistik")
    sheet.write_url("A16", "internal:'Förra året'!A1", string="Förra året")
    sheet.write_url("A17", "mailto:ekonomi@kommunen.example", string="Skriv till oss")
    sheet.write_url("A18", r"external:bilagor\underlag.xlsx", string="Underlag")


def _page(sheet: Worksheet) -> None:
    sheet.freeze_panes(3, 2)
    sheet.set_column("A:A", 9)
    sheet.set_column("B:B", 26)
    sheet.set_column("C:D", 14, None, {"level": 1})
    sheet.set_column("E:E", 10)
    sheet.set_row(4, None, None, {"level": 1, "hidden": True})
    sheet.set_row(5, None, None, {"level": 1, "hidden": True})
    sheet.set_row(6, 24, None, {"collapsed": True})
    sheet.set_h_pagebreaks([12, 30])
    sheet.set_v_pagebreaks([8])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0, 2)
    sheet.repeat_columns("A:B")
    sheet.print_area("A1:H30")
    sheet.set_header("&L&G&RBudget 2026", {
        "image_left": "sidhuvud.png", "image_data_left": BytesIO(png(60, 20, (11, 110, 79)))})
    sheet.set_footer("&LEkonomiservice&RSida &P av &N")
    sheet.set_tab_color("#0B6E4F")
    sheet.ignore_errors({"number_stored_as_text": "A4:A9"})
