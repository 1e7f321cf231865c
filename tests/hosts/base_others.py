"""The other sheets: Utfall with a table, Dolt with lists, Diagram, and the year before."""

from __future__ import annotations

from io import BytesIO

from xlsxwriter.chartsheet import Chartsheet
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from tests.hosts.pictures import png

DEPARTMENTS = ("Barn", "Vård", "Teknik")
OUTCOMES: tuple[tuple[int, str, int], ...] = (
    (1, "Barn", 410), (1, "Vård", 655), (2, "Barn", 402),
    (2, "Vård", 671), (3, "Teknik", 198), (3, "Barn", 417),
)
PIVOT: tuple[tuple[str, str | int], ...] = (
    ("Radetiketter", "Summa av Belopp"), ("Barn", 1_229), ("Teknik", 198), ("Vård", 1_326),
    ("Totalsumma", 2_753),
)
THREADED_AUTHOR = "tc={6F1B2A3C-0001-4D5E-8F90-A1B2C3D4E5F6}"
THREADED_TEXT = (
    "[Trådad kommentar]\n\nDin version av Excel kan läsa den här trådade kommentaren.\n\n"
    "Kommentar:\n    Stämmer beloppet?\nSvar:\n    Ja, enligt avtal.")


def write_utfall(workbook: Workbook, sheet: Worksheet) -> None:
    """A table with totals, which a slicer and a pivot table follow; a dynamic array beside it."""
    money = workbook.add_format({"num_format": "#,##0"})
    sheet.add_table("A3:D10", {
        "name": "Utfallstabell", "style": "Table Style Medium 4", "total_row": True,
        "data": [list(row) for row in OUTCOMES],
        "columns": [
            {"header": "Månad", "total_string": "Summa"},
            {"header": "Förvaltning"},
            {"header": "Belopp", "format": money, "total_function": "sum",
             "total_value": sum(row[2] for row in OUTCOMES)},
            {"header": "Dubbelt", "formula": "=Utfallstabell[[#This Row],[Belopp]]*2",
             "format": money},
        ]})
    for number, (_, _, amount) in enumerate(OUTCOMES, 3):
        sheet.write_formula(number, 3, "=Utfallstabell[[#This Row],[Belopp]]*2", money, 2 * amount)
    sheet.write_dynamic_array_formula("F4:F6", "=SORT(UNIQUE(B4:B9))", None, "Barn")
    sheet.write_string("F5", "Teknik")
    sheet.write_string("F6", "Vård")
    for number, row in enumerate(PIVOT, 2):
        sheet.write_row(number, 7, row)
    sheet.embed_image("F8", "karta.png", {"image_data": BytesIO(png(20, 20, (233, 196, 106)))})
    sheet.write_comment("B4", THREADED_TEXT, {"author": THREADED_AUTHOR})
    sheet.set_column("A:D", 13)
    sheet.activate()


def write_dolt(workbook: Workbook, sheet: Worksheet) -> None:
    """Lists and rates that nobody should see."""
    bold = workbook.add_format({"bold": True})
    sheet.write_row("A1", ["Benämningar", "Sats"], bold)
    sheet.write_column("A2", ["Löner", "Lokaler", "Resor", "IT-tjänster"])
    sheet.write_column("B2", [0.3142, 0.2006, 0.1021, 0])
    sheet.hide()


def write_diagram(workbook: Workbook, sheet: Chartsheet) -> None:
    """A sheet that is one chart."""
    chart = workbook.add_chart({"type": "line"})
    assert chart is not None
    chart.add_series({
        "name": "=Utfall!$C$3", "categories": "=Utfall!$A$4:$A$9",
        "values": "=Utfall!$C$4:$C$9"})
    sheet.set_chart(chart)


def write_last_year(workbook: Workbook, sheet: Worksheet) -> None:
    """A protected sheet with a filter, a formula across sheets and a picture behind it."""
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row("A3", ["Konto", "Månad", "Utfall"])
    for number, (month, _, amount) in enumerate(OUTCOMES, 3):
        sheet.write_row(number, 0, [str(4000 + number), month, amount])
    sheet.write_number("C4", 11_800)
    sheet.write_formula("C11", "=SUM(C4:C9)+Budget!C10", None, 34_474)
    sheet.write_number("A1", 45_657, day)
    sheet.write_boolean("B1", boolean=False)
    sheet.write_formula("C1", "=1/0", None, "#DIV/0!")
    sheet.autofilter("A3:C9")
    sheet.filter_column(1, "x != 3")
    for row in (7, 8):
        sheet.set_row(row, None, None, {"hidden": True})
    sheet.set_background(BytesIO(png(8, 8, (244, 241, 234))))
    sheet.protect("hemligt", {"format_cells": True, "autofilter": True})
    sheet.set_zoom(85)
