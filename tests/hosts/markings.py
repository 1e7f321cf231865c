"""What newer Excel leaves in a workbook: extension namespaces, unique ids, paths, styles."""

from __future__ import annotations

import re

from tests.hosts.added import BUDGET, DOLT, LAST_YEAR, UTFALL, WORKBOOK
from tests.hosts.loose import LoosePackage
from tests.hosts.names import (
    MC,
    MICROSOFT,
    X14,
    X14AC,
    X15,
    X15AC,
    X16R2,
    XM,
    XR,
    XR2,
    XR3,
    XR6,
    XR10,
)

STYLES = "xl/styles.xml"
_ICONS = "{DA7ABA51-AAAA-BBBB-0001-0000000000FF}"


def mark_workbook(book: LoosePackage) -> None:
    """Where the file lay, who saved it in which revision, and which features it uses."""
    book.splice(
        WORKBOOK,
        ("<workbook ", (
            f'<workbook xmlns:mc="{MC}" mc:Ignorable="x15 xr xr6 xr10 xr2" xmlns:x15="{X15}" '
            f'xmlns:xr="{XR}" xmlns:xr6="{XR6}" xmlns:xr10="{XR10}" xmlns:xr2="{XR2}" ')),
        ("<workbookPr/>", (
            '<workbookPr defaultThemeVersion="166925" codeName="DennaArbetsbok"/>'
            '<mc:AlternateContent><mc:Choice Requires="x15"><x15ac:absPath '
            f'url="C:\\Ekonomi\\" xmlns:x15ac="{X15AC}"/></mc:Choice></mc:AlternateContent>'
            '<xr:revisionPtr revIDLastSave="0" documentId="13_ncr:1_{6F1B2A3C-0005-4D5E-8F90-'
            'A1B2C3D4E5F6}" xr6:coauthVersionLast="47" xr6:coauthVersionMax="47" '
            'xr10:uidLastSave="{00000000-0000-0000-0000-000000000000}"/>')),
        ("<workbookView ", '<workbookView xr2:uid="{00000000-000D-0000-FFFF-FFFF00000000}" '),
        ('fullCalcOnLoad="1"', 'calcOnSave="0"'),
        ('calcId="124519"', 'calcId="191029"'),
        ("</extLst></workbook>", (
            '<ext uri="{140A7094-0E35-4892-8432-C4D2E57EDEB5}"><x15:workbookPr '
            'chartTrackingRefBase="1"/></ext><ext uri="{B58B0392-4F1F-4190-BB64-5DF3571DCE5F}" '
            f'xmlns:xcalcf="{MICROSOFT}/spreadsheetml/2018/calcfeatures">'
            '<xcalcf:calcFeatures><xcalcf:feature name="microsoft.com:RD"/>'
            "</xcalcf:calcFeatures></ext></extLst></workbook>")),
        ('<definedName name="Dold_sats">', '<definedName name="Dold_sats" hidden="1">'),
        ('<definedName name="Summa_budget">',
         '<definedName name="Summa_budget" comment="Summan som nämnden beslutar">'))


def mark_sheets(book: LoosePackage) -> None:
    """Each sheet's unique id and descents, and icons that only Excel 2010 and later know."""
    spaces = f'xmlns:xr="{XR}" xmlns:xr2="{XR2}" xmlns:xr3="{XR3}"'
    book.splice(BUDGET, ('mc:Ignorable="x14ac"', f'mc:Ignorable="x14ac xr xr2 xr3" {spaces}'))
    for sheet in (UTFALL, DOLT, LAST_YEAR):
        book.splice(sheet, ("<worksheet ", (
            f'<worksheet xmlns:mc="{MC}" mc:Ignorable="x14ac xr xr2 xr3" '
            f'xmlns:x14ac="{X14AC}" {spaces} ')),
            ("<sheetFormatPr ", '<sheetFormatPr x14ac:dyDescent="0.2" '))
        text = book.text(sheet).replace("<row ", '<row x14ac:dyDescent="0.2" ')
        book.parts[sheet] = text.encode()
    for number, sheet in enumerate((BUDGET, UTFALL, DOLT, LAST_YEAR)):
        uid = f"{{00000000-0001-0000-0{number}00-000000000000}}"
        book.splice(sheet, ("<worksheet ", f'<worksheet xr:uid="{uid}" '))
    closing = "</x14:conditionalFormattings>"
    book.splice(BUDGET, (closing, f"{_icons()}{closing}"))


def _icons() -> str:
    steps = "".join(f'<x14:cfvo type="percent"><xm:f>{step}</xm:f></x14:cfvo>'
                    for step in (0, 33, 67))
    return (f'<x14:conditionalFormatting xmlns:xm="{XM}"><x14:cfRule type="iconSet" priority="6" '
            f'id="{_ICONS}"><x14:iconSet iconSet="3Stars">{steps}</x14:iconSet></x14:cfRule>'
            "<xm:sqref>G8:G9</xm:sqref></x14:conditionalFormatting>")


def mark_styles(book: LoosePackage) -> None:
    """A style of the house, a table style of the house, colours of its own, extensions."""
    text = book.text(STYLES)
    fonts, formats, count = (
        int(re.findall(rf'<{name} count="(\d+)"', text)[0])
        for name in ("fonts", "cellStyleXfs", "dxfs"))
    house = ('<xf numFmtId="0" fontId="1" fillId="0" borderId="0" applyNumberFormat="0" '
             'applyFill="0" applyBorder="0" applyAlignment="0" applyProtection="0"/>')
    book.splice(
        STYLES,
        ("<styleSheet ", (
            f'<styleSheet xmlns:mc="{MC}" mc:Ignorable="x14ac x16r2 xr" xmlns:x14ac="{X14AC}" '
            f'xmlns:x16r2="{X16R2}" xmlns:xr="{XR}" ')),
        (f'<fonts count="{fonts}"', f'<fonts count="{fonts}" x14ac:knownFonts="1"'),
        (f'<cellStyleXfs count="{formats}"', f'<cellStyleXfs count="{formats + 1}"'),
        ("</cellStyleXfs>", f"{house}</cellStyleXfs>"),
        (f'<cellStyles count="{formats}">', f'<cellStyles count="{formats + 1}">'),
        ("</cellStyles>", (
            f'<cellStyle name="Kommunens rubrik" xfId="{formats}" '
            'xr:uid="{00000000-0005-0000-0000-000002000000}"/></cellStyles>')),
        (f'<dxfs count="{count}">', f'<dxfs count="{count + 1}">'),
        ("</dxfs>", "<dxf><font><b/></font></dxf></dxfs>"),
        ('<tableStyles count="0"', '<tableStyles count="1"'),
        ('defaultPivotStyle="PivotStyleLight16"/>', (
            'defaultPivotStyle="PivotStyleLight16"><tableStyle name="Kommunens tabell" '
            f'pivot="0" count="1"><tableStyleElement type="headerRow" dxfId="{count}"/>'
            "</tableStyle></tableStyles>" + _colours() + _style_extensions())))


def _colours() -> str:
    return ('<colors><mruColors><color rgb="FF0B6E4F"/><color rgb="FFC8553D"/></mruColors>'
            "</colors>")


def _style_extensions() -> str:
    return (f'<extLst><ext uri="{{EB79DEF2-80B8-43e5-95BD-54CBDDF9020C}}" xmlns:x14="{X14}">'
            '<x14:slicerStyles defaultSlicerStyle="SlicerStyleLight1"/></ext>'
            f'<ext uri="{{9260A510-F301-46a8-8635-F512D64BE5F5}}" xmlns:x15="{X15}">'
            '<x15:timelineStyles defaultTimelineStyle="TimeSlicerStyleLight1"/></ext></extLst>')
