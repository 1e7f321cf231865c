"""Small workbooks, each with one thing that surgery must know of before it cuts.

All grow from one small book, `small_book()`, but for the bare one, which is written by hand.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from io import BytesIO

import xlsxwriter

from tests.hosts.base import CREATED
from tests.hosts.loose import HEAD, TYPES, LoosePackage
from tests.hosts.names import MAIN, OFFICE, RELATIONS, SHEET_TYPE, sheet_type
from tests.hosts.zips import zipped

WORKBOOK, FIRST = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
_MAIN_TYPE = sheet_type("sheet.main")


@cache
def small_book(*, date_1904: bool = False) -> bytes:
    """Two sheets, texts, a date, formulas with values, two styles and a name."""
    target = BytesIO()
    options = {"in_memory": True, "date_1904": date_1904}
    with xlsxwriter.Workbook(target, options) as workbook:
        workbook.set_properties({"title": "Liten bok", "created": CREATED})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        bold = workbook.add_format({"bold": True, "bg_color": "#EEEEEE"})
        budget, utfall = (workbook.add_worksheet(title) for title in ("Budget", "Utfall"))
        budget.write_row("A1", ["Konto", "Belopp", "Dag"], bold)
        budget.write_row("A2", ["Löner", 1_200])
        budget.write_row("A3", ["Lokaler", 300])
        budget.write_formula("B4", "=SUM(B2:B3)", bold, 1_500)
        budget.write_datetime("C2", date(2026, 1, 15), day)
        utfall.write_formula("A1", "=Summa/2", None, 750)
        workbook.define_name("Summa", "=Budget!$B$4")
    return target.getvalue()


def book_1904() -> bytes:
    """A book whose dates count from 1904, as those of old Macintoshes do."""
    return small_book(date_1904=True)


def macro_book() -> bytes:
    """An .xlsm; its macros are bytes that only look like them."""
    book = LoosePackage(small_book())
    book.splice(TYPES, (_MAIN_TYPE, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"))
    storage = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
    book.add("xl/vbaProject.bin", storage, "application/vnd.ms-office.vbaProject")
    book.relate(WORKBOOK, "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
                "xl/vbaProject.bin")
    book.splice(WORKBOOK, ("<workbookPr ", '<workbookPr codeName="DennaArbetsbok" '))
    return book.content


def locked_book() -> bytes:
    """A book whose sheets may not be added, moved or taken away."""
    return _after_properties('<workbookProtection lockStructure="1"/>')


def _after_properties(element: str) -> bytes:
    book = LoosePackage(small_book())
    book.splice(WORKBOOK, ("<bookViews>", f"{element}<bookViews>"))
    return book.content


def displayed_precision_book() -> bytes:
    """A book that calculates with its numbers as they are shown."""
    return _calculating('fullPrecision="0"')


def manual_book() -> bytes:
    """A book that calculates when it is told to, and goes round in circles."""
    return _calculating('calcMode="manual" iterate="1" iterateCount="50" iterateDelta="0.01"')


def _calculating(how: str) -> bytes:
    book = LoosePackage(small_book())
    book.splice(WORKBOOK, ("<calcPr ", f"<calcPr {how} "))
    return book.content


def shared_book() -> bytes:
    """A book of old-fashioned sharing: who has it open, and a log of changes."""
    book = LoosePackage(small_book())
    headers, log, users = (f"xl/revisions/{name}.xml"
                           for name in ("revisionHeaders", "revisionLog1", "userNames"))
    guid = "{6F1B2A3C-0006-4D5E-8F90-A1B2C3D4E5F6}"
    book.add(log, f'<revisions xmlns="{MAIN}"/>', sheet_type("revisionLog"))
    book.add(users, f'<users xmlns="{MAIN}" count="0"/>', sheet_type("userNames"))
    book.add(headers, (
        f'<headers xmlns="{MAIN}" xmlns:r="{OFFICE}" guid="{guid}"><header guid="{guid}" '
        'dateTime="2026-01-15T08:00:00" maxSheetId="3" userName="Åsa Ek" r:id="rId1">'
        '<sheetIdMap count="2"><sheetId val="1"/><sheetId val="2"/></sheetIdMap></header>'
        "</headers>"), sheet_type("revisionHeaders"))
    book.relate(headers, "revisionLog", log)
    book.relate(WORKBOOK, "revisionHeaders", headers)
    book.relate(WORKBOOK, "usernames", users)
    return book.content


def signed_book() -> bytes:
    """A book with a signature, which every change would break."""
    book = LoosePackage(small_book())
    kinds = f"{RELATIONS}/digital-signature"
    type_of = "application/vnd.openxmlformats-package.digital-signature-"
    origin, signature = "_xmlsignatures/origin.sigs", "_xmlsignatures/sig1.xml"
    book.extension("sigs", f"{type_of}origin")
    book.add(origin, b"")
    book.add(signature, (
        '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#" Id="idPackageSignature">'
        "<SignedInfo/><SignatureValue>AAAA</SignatureValue></Signature>"),
        f"{type_of}xmlsignature+xml")
    book.relate("", f"{kinds}/origin", origin)
    book.relate(origin, f"{kinds}/signature", signature)
    return book.content


def bare_book() -> bytes:
    """The least that is a workbook: no styles, no theme, no properties, no addresses of cells."""
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    types = (
        f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>'
        f'<Override PartName="/{WORKBOOK}" ContentType="{_MAIN_TYPE}"/>'
        f'<Override PartName="/{FIRST}" ContentType="{SHEET_TYPE}worksheet+xml"/></Types>')
    workbook = (f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
                '<sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>')
    sheet = (f'<worksheet xmlns="{MAIN}"><sheetData><row><c t="inlineStr"><is><t>Löner</t></is>'
             "</c><c><v>1200</v></c></row><row><c/><c><f>B1*2</f><v>2400</v></c></row>"
             "</sheetData></worksheet>")
    parts = {TYPES: types, "_rels/.rels": _relations("officeDocument", WORKBOOK),
             WORKBOOK: workbook,
             "xl/_rels/workbook.xml.rels": _relations("worksheet", "worksheets/sheet1.xml"),
             FIRST: sheet}
    return zipped(*((name, (HEAD + text).encode()) for name, text in parts.items()))


def _relations(kind: str, target: str) -> str:
    return (f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
            f'Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>')
