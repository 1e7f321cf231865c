"""Pictures, charts, notes and conversations as a person puts them on a sheet."""

from __future__ import annotations

import re

from tests.graft.bench import Bench, links_of
from tests.hosts.names import (
    CHART,
    DRAWING,
    MAIN,
    MICROSOFT,
    OFFICE,
    SHEET_DRAWING,
    THREADED,
    sheet_type,
)
from tests.hosts.pictures import png

ART_TYPE = "application/vnd.openxmlformats-officedocument."
VML = ('<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:'
       'office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
       '<o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202" '
       'coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>%s</xml>')
SHAPE = ('<v:shape id="_x0000_s1025" type="#_x0000_t202" style="position:absolute;visibility:'
         'hidden"><v:textbox/><x:ClientData ObjectType="Note"><x:Anchor>3, 15, 8, 2, 5, 15, 12, 4'
         "</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column>"
         "</x:ClientData></v:shape>")
def corner(name: str, column: int, row: int) -> str:
    """A corner of an anchor."""
    return (f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}"
            f"</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{name}>")


def anchored(inner: str, at: tuple[int, int] = (1, 30)) -> str:
    """Something drawn six rows high and two columns wide."""
    return ("<xdr:twoCellAnchor>" + corner("from", *at) + corner("to", at[0] + 2, at[1] + 6)
            + inner + "<xdr:clientData/></xdr:twoCellAnchor>")


def picture(relation: str) -> str:
    """A coat of arms."""
    return anchored(
        '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Bild 1" descr="Kommunens vapen"/>'
        '<xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip '
        f'xmlns:r="{OFFICE}" r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        '</xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr>'
        "</xdr:pic>")


def chart_frame(relation: str, description: str = "") -> str:
    """A chart's place in a drawing."""
    told = f' descr="{description}"' if description else ""
    return anchored(
        f'<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="9" name="Diagram 9"'
        f"{told}/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm>"
        '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData '
        f'uri="{CHART}"><c:chart xmlns:c="{CHART}" xmlns:r="{OFFICE}" r:id="{relation}"/>'
        "</a:graphicData></a:graphic></xdr:graphicFrame>", (4, 30))


def chart(cells: str) -> str:
    """A chart of some cells."""
    axis = ('<c:{0}Ax><c:axId val="{1}"/><c:scaling/><c:delete val="0"/><c:axPos val="{2}"/>'
            '<c:crossAx val="{3}"/></c:{0}Ax>')
    return (f'<c:chartSpace xmlns:c="{CHART}"><c:chart><c:plotArea><c:barChart><c:barDir '
            'val="col"/><c:grouping val="clustered"/><c:ser><c:idx val="0"/><c:order val="0"/>'
            f"<c:val><c:numRef><c:f>{cells}</c:f></c:numRef></c:val></c:ser>"
            '<c:axId val="1"/><c:axId val="2"/></c:barChart>'
            f'{axis.format("cat", 1, "b", 2)}{axis.format("val", 2, "l", 1)}'
            "</c:plotArea></c:chart></c:chartSpace>")


def drawing_of(book: Bench, title: str) -> str:
    """The drawing part of a sheet; one is made where there is none."""
    sheet = book.sheet(title)
    found = re.findall(r"drawings/(drawing\d+)\.xml", " ".join(links_of(book, sheet)))
    if found:
        return f"xl/drawings/{found[0]}.xml"
    part = "xl/drawings/drawing70.xml"
    book.add(part, f'<xdr:wsDr xmlns:xdr="{SHEET_DRAWING}" xmlns:a="{DRAWING}"></xdr:wsDr>',
             f"{ART_TYPE}drawing+xml")
    number = book.relate(sheet, "drawing", part)
    book.put(title, f'<drawing r:id="{number}"/>')
    return part


def draw_picture(book: Bench, title: str) -> None:
    """Put a picture on a sheet."""
    drawing = drawing_of(book, title)
    book.extension("png", "image/png")
    book.add("xl/media/image70.png", png(8, 8, (11, 110, 79)))
    book.splice(drawing, ("</xdr:wsDr>", (
        picture(book.relate(drawing, "image", "xl/media/image70.png")) + "</xdr:wsDr>")))


def draw_chart(book: Bench, title: str, cells: str = "Andelar!$L$46:$L$49") -> None:
    """Put a chart on a sheet, with the style that Excel keeps beside it."""
    drawing = drawing_of(book, title)
    book.add("xl/charts/chart70.xml", chart(cells), f"{ART_TYPE}drawingml.chart+xml")
    book.splice(drawing, ("</xdr:wsDr>", (
        chart_frame(book.relate(drawing, "chart", "xl/charts/chart70.xml")) + "</xdr:wsDr>")))


def note(book: Bench, title: str, cell: str, row: int, column: int) -> str:
    """Put a note at a cell, as Excel does: a part for the text, one for the shape."""
    sheet = book.sheet(title)
    book.extension("vml", f"{ART_TYPE}vmlDrawing")
    book.add("xl/drawings/vmlDrawing70.vml", VML % SHAPE.replace("%d", str(row), 1).replace(
        "%d", str(column), 1))
    book.parts["xl/drawings/vmlDrawing70.vml"] = book.parts["xl/drawings/vmlDrawing70.vml"][
        book.parts["xl/drawings/vmlDrawing70.vml"].index(b"<xml"):]
    book.add("xl/comments70.xml", (
        f'<comments xmlns="{MAIN}"><authors><author>Åsa Ek</author></authors><commentList>'
        f'<comment ref="{cell}" authorId="0"><text><r><rPr><b/></rPr><t>Åsa Ek:</t></r><r>'
        '<t xml:space="preserve">\nStäm av med Alm.</t></r></text></comment></commentList>'
        "</comments>"), sheet_type("comments"))
    number = book.relate(sheet, "vmlDrawing", "xl/drawings/vmlDrawing70.vml")
    book.relate(sheet, "comments", "xl/comments70.xml")
    book.put(title, f'<legacyDrawing r:id="{number}"/>')
    return number


def converse(book: Bench, title: str, cell: str) -> None:
    """Hold a conversation at a cell, and keep who held it."""
    person, mark = ("{6F1B2A3C-0003-4D5E-8F90-A1B2C3D4E5F6}",
                    "{6F1B2A3C-0001-4D5E-8F90-A1B2C3D4E5F6}")
    book.add("xl/threadedComments/threadedComment70.xml", (
        f'<ThreadedComments xmlns="{THREADED}"><threadedComment ref="{cell}" '
        f'dT="2026-01-15T08:00:00.00" personId="{person}" id="{mark}"><text>Stämmer detta?'
        "</text></threadedComment></ThreadedComments>"),
        "application/vnd.ms-excel.threadedcomments+xml")
    book.add("xl/persons/person.xml", (
        f'<personList xmlns="{THREADED}"><person displayName="Åsa Ek" id="{person}" '
        'userId="S-1-5" providerId="AD"/></personList>'), "application/vnd.ms-excel.person+xml")
    kinds = f"{MICROSOFT}/2017/10/relationships"
    book.relate(book.sheet(title), f"{kinds}/threadedComment",
                "xl/threadedComments/threadedComment70.xml")
    book.relate("xl/workbook.xml", f"{kinds}/person", "xl/persons/person.xml")
