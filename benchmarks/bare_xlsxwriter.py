"""The peer: XlsxWriter alone writes cells that are already known, with the same looks.

`python bare_xlsxwriter.py CELLS BOOK.xlsx`; it reads nothing, computes nothing, proves nothing.
"""

import marshal
import sys

import xlsxwriter

with open(sys.argv[1], "rb") as file:  # noqa: PTH123 - a bare script imports no more than it must
    looks, sheets = marshal.load(file)  # noqa: S302 - written by record_cells.py a moment ago

with xlsxwriter.Workbook(sys.argv[2], {"in_memory": True}) as workbook:
    formats = [workbook.add_format(look) for look in looks]
    for title, cells in sheets:
        sheet = workbook.add_worksheet(title)
        for kind, row, column, content, look, value in cells:
            if kind == "formula":
                sheet.write_formula(row, column, content, formats[look], value)
            elif kind == "number":
                sheet.write_number(row, column, content, formats[look])
            elif kind == "string":
                sheet.write_string(row, column, content, formats[look])
            elif kind == "blank":
                sheet.write_blank(row, column, None, formats[look])
            elif kind == "url":
                sheet.write_url(row, column, content, formats[look], value)
            else:
                parts = [formats[part] if isinstance(part, int) else part for part in content]
                sheet.write_rich_string(row, column, *parts, formats[look])
