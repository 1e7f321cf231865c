"""A pivot table of Utfall's table with its cache and records, and a slicer of the same table."""

from __future__ import annotations

from tests.hosts.added import UTFALL, WORKBOOK
from tests.hosts.base_others import DEPARTMENTS, OUTCOMES
from tests.hosts.loose import LoosePackage
from tests.hosts.names import (
    DRAWING,
    MAIN,
    MC,
    MICROSOFT,
    OFFICE,
    SHEET_DRAWING,
    X14,
    X15,
    sheet_type,
)

_ITEMS = sorted(DEPARTMENTS)
_CACHE, _RECORDS, _PIVOT = ("xl/pivotCache/pivotCacheDefinition1.xml",
                            "xl/pivotCache/pivotCacheRecords1.xml",
                            "xl/pivotTables/pivotTable1.xml")
_SLICER, _SLICER_CACHE, _DRAWING = ("xl/slicers/slicer1.xml", "xl/slicerCaches/slicerCache1.xml",
                                    "xl/drawings/drawing3.xml")
_TABLE_SLICER = "{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}"
SLICER_CACHES = "{46BE6895-7355-4a93-B00E-2C351335B9C9}"
SLICER_LIST = "{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}"


def add_pivot(book: LoosePackage) -> None:
    """A pivot table at Utfall!H3:I7: the amounts by department."""
    book.add(_RECORDS, _records(), sheet_type("pivotCacheRecords"))
    book.add(_CACHE, _cache(), sheet_type("pivotCacheDefinition"))
    book.add(_PIVOT, _pivot(), sheet_type("pivotTable"))
    book.relate(_CACHE, "pivotCacheRecords", _RECORDS)
    book.relate(_PIVOT, "pivotCacheDefinition", _CACHE)
    book.relate(UTFALL, "pivotTable", _PIVOT)
    relation = book.relate(WORKBOOK, "pivotCacheDefinition", _CACHE)
    book.splice(WORKBOOK, ("</workbook>", (
        f'<pivotCaches><pivotCache cacheId="7" r:id="{relation}"/></pivotCaches></workbook>')))


def _numbers(name: str, values: list[int]) -> str:
    return (f'<cacheField name="{name}" numFmtId="0"><sharedItems containsSemiMixedTypes="0" '
            'containsString="0" containsNumber="1" containsInteger="1" '
            f'minValue="{min(values)}" maxValue="{max(values)}"/></cacheField>')


def _cache() -> str:
    amounts = [amount for _, _, amount in OUTCOMES]
    items = "".join(f'<s v="{item}"/>' for item in _ITEMS)
    return (
        f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{OFFICE}" r:id="rId1" '
        'refreshedBy="Ekonomiservice" refreshedDate="46037.333333333336" createdVersion="6" '
        f'refreshedVersion="6" minRefreshableVersion="3" recordCount="{len(OUTCOMES)}">'
        '<cacheSource type="worksheet"><worksheetSource name="Utfallstabell"/></cacheSource>'
        f'<cacheFields count="4">{_numbers("Månad", [month for month, _, _ in OUTCOMES])}'
        f'<cacheField name="Förvaltning" numFmtId="0"><sharedItems count="{len(_ITEMS)}">{items}'
        f'</sharedItems></cacheField>{_numbers("Belopp", amounts)}'
        f'{_numbers("Dubbelt", [2 * amount for amount in amounts])}</cacheFields>'
        "</pivotCacheDefinition>")


def _records() -> str:
    records = "".join(
        f'<r><n v="{month}"/><x v="{_ITEMS.index(department)}"/><n v="{amount}"/>'
        f'<n v="{2 * amount}"/></r>' for month, department, amount in OUTCOMES)
    return (f'<pivotCacheRecords xmlns="{MAIN}" xmlns:r="{OFFICE}" count="{len(OUTCOMES)}">'
            f"{records}</pivotCacheRecords>")


def _pivot() -> str:
    items = "".join(f'<item x="{number}"/>' for number in range(len(_ITEMS)))
    rows = "".join(f'<i><x v="{number}"/></i>' for number in range(len(_ITEMS)))
    return (
        f'<pivotTableDefinition xmlns="{MAIN}" name="Pivottabell1" cacheId="7" '
        'applyNumberFormats="0" applyBorderFormats="0" applyFontFormats="0" '
        'applyPatternFormats="0" applyAlignmentFormats="0" applyWidthHeightFormats="1" '
        'dataCaption="Värden" updatedVersion="6" minRefreshableVersion="3" '
        'useAutoFormatting="1" itemPrintTitles="1" createdVersion="6" indent="0" outline="1" '
        'outlineData="1" multipleFieldFilters="0">'
        '<location ref="H3:I7" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/>'
        '<pivotFields count="4"><pivotField showAll="0"/><pivotField axis="axisRow" showAll="0">'
        f'<items count="4">{items}<item t="default"/></items></pivotField>'
        '<pivotField dataField="1" showAll="0"/><pivotField showAll="0"/></pivotFields>'
        f'<rowFields count="1"><field x="1"/></rowFields><rowItems count="4">{rows}'
        '<i t="grand"><x/></i></rowItems><colItems count="1"><i/></colItems>'
        '<dataFields count="1"><dataField name="Summa av Belopp" fld="2" baseField="0" '
        'baseItem="0"/></dataFields><pivotTableStyleInfo name="PivotStyleLight16" '
        'showRowHeaders="1" showColHeaders="1" showRowStripes="0" showColStripes="0" '
        'showLastColumn="1"/></pivotTableDefinition>')


def add_slicer(book: LoosePackage) -> None:
    """Buttons that filter Utfall's table by department."""
    book.add(_SLICER_CACHE, (
        f'<slicerCacheDefinition xmlns="{X14}" xmlns:mc="{MC}" mc:Ignorable="x" '
        f'xmlns:x="{MAIN}" name="Utsnitt_Förvaltning" sourceName="Förvaltning"><extLst>'
        f'<x:ext uri="{_TABLE_SLICER}" xmlns:x15="{X15}"><x15:tableSlicerCache tableId="1" '
        'column="2"/></x:ext></extLst></slicerCacheDefinition>'),
        "application/vnd.ms-excel.slicerCache+xml")
    book.add(_SLICER, (
        f'<slicers xmlns="{X14}" xmlns:mc="{MC}" mc:Ignorable="x" xmlns:x="{MAIN}"><slicer '
        'name="Förvaltning" cache="Utsnitt_Förvaltning" caption="Förvaltning" '
        'rowHeight="241300"/></slicers>'), "application/vnd.ms-excel.slicer+xml")
    kinds = f"{MICROSOFT}/2007/relationships"
    cache = book.relate(WORKBOOK, f"{kinds}/slicerCache", _SLICER_CACHE)
    shown = book.relate(UTFALL, f"{kinds}/slicer", _SLICER)
    _draw(book)
    book.splice(WORKBOOK, ("<definedNames>", (
        '<definedNames><definedName name="Utsnitt_Förvaltning">#N/A</definedName>')),
        ("</workbook>", (
            f'<extLst><ext uri="{SLICER_CACHES}" xmlns:x15="{X15}"><x15:slicerCaches '
            f'xmlns:x14="{X14}"><x14:slicerCache r:id="{cache}"/></x15:slicerCaches></ext>'
            "</extLst></workbook>")))
    book.splice(UTFALL, ("</worksheet>", (
        f'<extLst><ext uri="{SLICER_LIST}" xmlns:x15="{X15}"><x14:slicerList xmlns:x14="{X14}">'
        f'<x14:slicer r:id="{shown}"/></x14:slicerList></ext></extLst></worksheet>')))


def _draw(book: LoosePackage) -> None:
    """Where the slicer stands; older programs see a box with a sentence instead."""
    slicer = f"{MICROSOFT}/drawing/2010/slicer"
    frame = (
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Förvaltning"/>'
        '<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData '
        f'uri="{slicer}"><sle:slicer xmlns:sle="{slicer}" name="Förvaltning"/></a:graphicData>'
        "</a:graphic></xdr:graphicFrame>")
    box = (
        '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="0" name=""/><xdr:cNvSpPr/>'
        '</xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1828800" cy="1524000"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody>'
        "<a:bodyPr/><a:lstStyle/><a:p><a:r><a:t>Utsnitt</a:t></a:r></a:p></xdr:txBody></xdr:sp>")
    book.add(_DRAWING, (
        f'<xdr:wsDr xmlns:xdr="{SHEET_DRAWING}" xmlns:a="{DRAWING}"><xdr:twoCellAnchor '
        f'editAs="absolute">{corner("from", 10, 2)}{corner("to", 12, 12)}<mc:AlternateContent '
        f'xmlns:mc="{MC}" xmlns:sle15="{MICROSOFT}/drawing/2012/slicer"><mc:Choice '
        f'Requires="sle15">{frame}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'
        "</mc:AlternateContent><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"),
        "application/vnd.openxmlformats-officedocument.drawing+xml")
    relation = book.relate(UTFALL, "drawing", _DRAWING)
    book.splice(UTFALL, ("<legacyDrawing ", f'<drawing r:id="{relation}"/><legacyDrawing '))


def corner(name: str, column: int, row: int) -> str:
    """A corner of something drawn, at the upper left of a cell."""
    return (f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff>"
            f"<xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{name}>")
