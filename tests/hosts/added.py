"""Parts that Excel writes and XlsxWriter does not, each added to a loose package by hand."""

from __future__ import annotations

import re

from tests.hosts.base_others import THREADED_AUTHOR
from tests.hosts.loose import LoosePackage
from tests.hosts.names import (
    DRAWING,
    MAIN,
    MC,
    MICROSOFT,
    OFFICE,
    RELATIONS,
    THREADED,
    XR,
    sheet_type,
)
from tests.hosts.pictures import png

WORKBOOK = "xl/workbook.xml"
BUDGET, UTFALL, DOLT, LAST_YEAR = (f"xl/worksheets/sheet{number}.xml" for number in range(1, 5))
_COMMENT = THREADED_AUTHOR.removeprefix("tc=")
_REPLY, _PERSON, _ITEM = (f"{{6F1B2A3C-000{number}-4D5E-8F90-A1B2C3D4E5F6}}"
                          for number in (2, 3, 4))
_STYLED = (
    "axisTitle categoryAxis chartArea dataLabel dataLabelCallout dataPoint dataPoint3D "
    "dataPointLine dataPointMarker dataPointWireframe dataTable downBar dropLine errorBar floor "
    "gridlineMajor gridlineMinor hiLoLine leaderLine legend plotArea plotArea3D seriesAxis "
    "seriesLine title trendline trendlineLabel upBar valueAxis wall"
)


def add_external_link(book: LoosePackage) -> None:
    """Another workbook, which the formula of Budget!G10 reads."""
    link = "xl/externalLinks/externalLink1.xml"
    book.add(link, (
        f'<externalLink xmlns="{MAIN}" xmlns:r="{OFFICE}"><externalBook r:id="rId1"><sheetNames>'
        '<sheetName val="Blad1"/></sheetNames><sheetDataSet><sheetData sheetId="0"><row r="1">'
        '<cell r="A1"><v>42</v></cell></row></sheetData></sheetDataSet></externalBook>'
        "</externalLink>"), sheet_type("externalLink"))
    book.relate_outside(link, "externalLinkPath", "file:///C:\\Ekonomi\\Budget%202025.xlsx")
    number = book.relate(WORKBOOK, "externalLink", link)
    book.splice(WORKBOOK, ("<definedNames>", (
        f'<externalReferences><externalReference r:id="{number}"/></externalReferences>'
        "<definedNames>")))


def add_threaded_comments(book: LoosePackage) -> None:
    """A conversation of two remarks at Utfall!B4, and who held it."""
    threads, persons = "xl/threadedComments/threadedComment1.xml", "xl/persons/person.xml"
    remark = f'ref="B4" dT="2026-01-15T08:0%d:00.00" personId="{_PERSON}" id="%s"'
    book.add(threads, (
        f'<ThreadedComments xmlns="{THREADED}" xmlns:x="{MAIN}">'
        f"<threadedComment {remark % (0, _COMMENT)}><text>Stämmer beloppet?</text>"
        f'</threadedComment><threadedComment {remark % (1, _REPLY)} parentId="{_COMMENT}">'
        "<text>Ja, enligt avtal.</text></threadedComment></ThreadedComments>"),
        "application/vnd.ms-excel.threadedcomments+xml")
    book.add(persons, (
        f'<personList xmlns="{THREADED}" xmlns:x="{MAIN}"><person displayName="Åsa Ek" '
        f'id="{_PERSON}" userId="S-1-5-21-1" providerId="AD"/></personList>'),
        "application/vnd.ms-excel.person+xml")
    book.relate(UTFALL, f"{MICROSOFT}/2017/10/relationships/threadedComment", threads)
    book.relate(WORKBOOK, f"{MICROSOFT}/2017/10/relationships/person", persons)
    book.splice("xl/comments2.xml", (
        "<comments ", f'<comments xmlns:mc="{MC}" mc:Ignorable="xr" xmlns:xr="{XR}" '),
        ('authorId="0">', f'authorId="0" shapeId="0" xr:uid="{_COMMENT}">'))


def add_custom_xml(book: LoosePackage) -> None:
    """A document management system's own XML, with its properties."""
    item, properties = "customXml/item1.xml", "customXml/itemProps1.xml"
    custom = f"{OFFICE.removesuffix('/relationships')}/customXml"
    book.add(item, '<arende xmlns="urn:kommunen:diarium"><nummer>KS 2026/117</nummer></arende>')
    book.add(properties, (
        f'<ds:datastoreItem ds:itemID="{_ITEM}" xmlns:ds="{custom}"><ds:schemaRefs>'
        '<ds:schemaRef ds:uri="urn:kommunen:diarium"/></ds:schemaRefs></ds:datastoreItem>'),
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml")
    book.relate(item, "customXmlProps", properties)
    book.relate(WORKBOOK, "customXml", item)


def add_printer_settings(book: LoosePackage) -> None:
    """What a printer's driver keeps for two sheets: bytes that nobody else understands."""
    book.extension("bin", f"{sheet_type('printerSettings').removesuffix('+xml')}")
    for number, sheet in enumerate((BUDGET, UTFALL), 1):
        name = f"xl/printerSettings/printerSettings{number}.bin"
        book.add(name, bytes(range(256)) * number)
        relation = book.relate(sheet, "printerSettings", name)
        _set_up(book, sheet, relation)


def _set_up(book: LoosePackage, sheet: str, relation: str) -> None:
    if "<pageSetup " in book.text(sheet):
        landscape = 'orientation="landscape"'
        book.splice(sheet, (landscape, f'{landscape} r:id="{relation}"'))
    else:
        margins = re.findall("<pageMargins[^>]*>", book.text(sheet))[0]
        book.splice(sheet, (margins, (
            f'{margins}<pageSetup paperSize="9" orientation="portrait" r:id="{relation}"/>')))


def add_thumbnail(book: LoosePackage) -> None:
    """The picture that a file manager shows."""
    book.add("docProps/thumbnail.png", png(16, 16, (255, 255, 255)))
    book.relate("", f"{RELATIONS}/metadata/thumbnail", "docProps/thumbnail.png")


def add_chart_style(book: LoosePackage) -> None:
    """The style and the colours that Excel 2013 keeps beside a chart."""
    chart, kinds = "xl/charts/chart1.xml", f"{MICROSOFT}/2011/relationships"
    opening = (f'xmlns:cs="{MICROSOFT}/drawing/2012/chartStyle" '
               f'xmlns:a="{DRAWING}"')
    plain = ('<cs:lnRef idx="0"/><cs:fillRef idx="0"/><cs:effectRef idx="0"/>'
             '<cs:fontRef idx="minor"/>')
    marked = [f"<cs:{name}>{plain}</cs:{name}>" for name in _STYLED.split()]
    marked.insert(_STYLED.split().index("dataPointWireframe"), "<cs:dataPointMarkerLayout/>")
    book.add("xl/charts/style1.xml", f'<cs:chartStyle {opening} id="201">{"".join(marked)}'
             "</cs:chartStyle>", "application/vnd.ms-office.chartstyle+xml")
    colours = "".join(f'<a:schemeClr val="accent{number}"/>' for number in range(1, 7))
    book.add("xl/charts/colors1.xml", f'<cs:colorStyle {opening} meth="cycle" id="10">{colours}'
             "<cs:variation/></cs:colorStyle>", "application/vnd.ms-office.chartcolorstyle+xml")
    book.relate(chart, f"{kinds}/chartStyle", "xl/charts/style1.xml")
    book.relate(chart, f"{kinds}/chartColorStyle", "xl/charts/colors1.xml")


def add_calculation_chain(book: LoosePackage) -> None:
    """The order in which Excel calculated last; it must name every formula and nothing else."""
    sheets = {1: BUDGET, 2: UTFALL, 5: LAST_YEAR}
    links = [f'<c r="{cell}" i="{number}"/>' for number, sheet in sheets.items()
             for cell in re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f', book.text(sheet))]
    book.add("xl/calcChain.xml", f'<calcChain xmlns="{MAIN}">{"".join(links)}</calcChain>',
             sheet_type("calcChain"))
    book.relate(WORKBOOK, "calcChain", "xl/calcChain.xml")


def share_formulas(book: LoosePackage) -> None:
    """Let the shares in Budget!E4:E9 be one shared formula, as Excel does when it is copied."""
    book.splice(BUDGET, ("<f>C4/$C$10</f>", '<f t="shared" ref="E4:E9" si="0">C4/$C$10</f>'), *(
        (f"<f>C{row}/$C$10</f>", '<f t="shared" si="0"/>') for row in range(5, 10)))
