"""The workbook of a finance service as XlsxWriter can write it: sheets, styles, names, theme.

What XlsxWriter cannot write is added by hand in added.py and its siblings.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO, StringIO

import xlsxwriter
from xlsxwriter.theme import THEME_XML_2007
from xlsxwriter.workbook import Workbook

from tests.hosts.base_budget import write_budget
from tests.hosts.base_others import (
    write_diagram,
    write_dolt,
    write_last_year,
    write_utfall,
)

CREATED = datetime(2026, 1, 15, 8, 0, tzinfo=UTC).replace(tzinfo=None)
SHEETS = ("Budget", "Utfall", "Dolt", "Diagram", "Förra året")
_COLOURS = {"1F497D": "20324F", "EEECE1": "F4F1EA", "4F81BD": "0B6E4F", "C0504D": "C8553D",
            "9BBB59": "588157", "8064A2": "6D597A", "4BACC6": "2A9D8F", "F79646": "E9C46A"}


def base_book() -> bytes:
    """Five sheets and all that XlsxWriter can put into them."""
    target = BytesIO()
    font = {"font_name": "Verdana", "font_size": 9}
    options = {"in_memory": True, "default_format_properties": font, "default_row_height": 16,
               "default_column_width": 64}
    with xlsxwriter.Workbook(target, options) as workbook:
        workbook.use_custom_theme(StringIO(theme()))
        _describe(workbook)
        budget, utfall, dolt = (workbook.add_worksheet(title) for title in SHEETS[:3])
        diagram = workbook.add_chartsheet(SHEETS[3])
        last_year = workbook.add_worksheet(SHEETS[4])
        write_budget(workbook, budget)
        write_utfall(workbook, utfall)
        write_dolt(workbook, dolt)
        write_diagram(workbook, diagram)
        write_last_year(workbook, last_year)
        _name(workbook)
    return target.getvalue()


def theme() -> str:
    """A theme with other fonts and colours than those of Office."""
    text = THEME_XML_2007.replace('name="Office"', 'name="Kommunen"')
    text = text.replace('name="Office Theme"', 'name="Kommunens tema"')
    text = text.replace('typeface="Cambria"', 'typeface="Georgia"')
    text = text.replace('typeface="Calibri"', 'typeface="Verdana"')
    for old, new in _COLOURS.items():
        text = text.replace(old, new)
    return text


def _describe(workbook: Workbook) -> None:
    workbook.set_properties({
        "title": "Budgetuppföljning", "author": "Ekonomiservice", "company": "Kommunen",
        "category": "Ekonomi", "created": CREATED,
    })
    workbook.set_custom_property("Diarienummer", "KS 2026/117")
    workbook.set_custom_property("Beslutad", value=False, property_type="bool")
    workbook.set_custom_property("Gäller från", CREATED, "date")
    workbook.set_custom_property("Version", 3, "number_int")


def _name(workbook: Workbook) -> None:
    """Names for all sheets and for one; one of them is hidden by hand later."""
    workbook.define_name("Summa_budget", "=Budget!$C$10")
    workbook.define_name("Ränta", "=0.025")
    workbook.define_name("Dold_sats", "=Dolt!$B$2")
    workbook.define_name("Utfall!Period", "=Utfall!$B$4:$B$9")
    workbook.define_name("'Förra året'!Period", "='Förra året'!$B$4:$B$9")
    workbook.define_name("Kostnad", "=Budget!$C$4:$C$9/Dolt!$B$2")
