"""As little of a workbook as opens, for tests of its package."""

from __future__ import annotations

import pytest

from finsam_xl.errors import BookError
from finsam_xl.package.archive import open_package
from tests.hosts.names import MAIN, OFFICE, RELATIONS, TYPES, sheet_type
from tests.hosts.zips import Part, zipped

LEADING: Part = (
    "_rels/.rels",
    f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'.encode())
TYPED: Part = (
    "[Content_Types].xml",
    f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/'
    'vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
    f'ContentType="{sheet_type("sheet.main")}"/></Types>'.encode())
WORKBOOK: Part = ("xl/workbook.xml", f'<workbook xmlns="{MAIN}"/>'.encode())


def book(*parts: Part) -> bytes:
    """A workbook with some parts more."""
    return zipped(TYPED, LEADING, WORKBOOK, *parts)


def sheet(rows: str) -> Part:
    """A sheet of some rows."""
    return ("xl/worksheets/sheet1.xml", f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet '
            f'xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode())


def refused(content: bytes) -> BookError:
    """How a file's content is refused."""
    with pytest.raises(BookError) as fault:
        open_package(content, "plan.xlsx")
    assert fault.value.place == "plan.xlsx"
    assert fault.value.exit_code == 2
    assert fault.value.fault("sv") != fault.value.fault("en")
    return fault.value
