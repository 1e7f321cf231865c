"""Pictures, charts and notes of a person's own stay; our charts are drawn anew where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from finsam_xl.errors import BookError
from tests.graft.bench import (
    BOOKS,
    NEW_MUNICIPALITY,
    Bench,
    alone,
    bench_of,
    links_of,
    plan,
    planned_again,
)
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

_ART = "application/vnd.openxmlformats-officedocument."
VML = ('<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:'
       'office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
       '<o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202" '
       'coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>%s</xml>')
SHAPE = ('<v:shape id="_x0000_s1025" type="#_x0000_t202" style="position:absolute;visibility:'
         'hidden"><v:textbox/><x:ClientData ObjectType="Note"><x:Anchor>3, 15, 8, 2, 5, 15, 12, 4'
         "</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column>"
         "</x:ClientData></v:shape>")
OURS = 3


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
             f"{_ART}drawing+xml")
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
    book.add("xl/charts/chart70.xml", chart(cells), f"{_ART}drawingml.chart+xml")
    book.splice(drawing, ("</xdr:wsDr>", (
        chart_frame(book.relate(drawing, "chart", "xl/charts/chart70.xml")) + "</xdr:wsDr>")))


@pytest.mark.parametrize(("title", "kind"), [
    ("Översikt", "alone"), ("Översikt", "hosted"), ("Finansieringsplan", "alone")])
def test_a_picture_and_a_chart_stay_to_the_byte_beside_ours(title: str, kind: str) -> None:
    """Översikt has three charts of ours, Finansieringsplan has no drawing."""
    book = Bench(BOOKS[kind]())
    draw_picture(book, title)
    draw_chart(book, title)
    now = planned_again(book.content)
    for part in ("xl/media/image70.png", "xl/charts/chart70.xml"):
        assert now.parts[part] == book.parts[part]
    drawing = now.text(drawing_of(now, title))
    own = book.text(drawing_of(book, title)).split("<xdr:twoCellAnchor>")[-2:]
    assert all(each in drawing for each in own)
    assert drawing.count("<xdr:from>") == (OURS if title == "Översikt" else 0) + 2
    assert len(re.findall("charts/chart", " ".join(links_of(now, drawing_of(now, "Översikt"))))
               ) == OURS + (title == "Översikt")


def first_chart(book: Bench) -> tuple[str, str]:
    """The drawing of Översikt and the anchor of our first chart."""
    drawing = drawing_of(book, "Översikt")
    text = book.text(drawing)
    return drawing, re.findall(r"<xdr:twoCellAnchor>.*?</xdr:twoCellAnchor>", text)[0]


def test_a_chart_of_ours_that_was_moved_is_drawn_anew_where_it_stands() -> None:
    book = Bench(alone())
    drawing, anchor = first_chart(book)
    book.splice(drawing, (anchor, anchor.replace("<xdr:row>14<", "<xdr:row>40<").replace(
        "<xdr:row>16<", "<xdr:row>47<")))
    now = planned_again(book.content)
    text = now.text(drawing)
    assert (text.count("<xdr:row>40<"), text.count("<xdr:row>47<")) == (1, 1)
    assert (text.count("<xdr:row>14<"), text.count("<xdr:from>")) == (2, 3)
    assert now.parts["xl/charts/chart1.xml"] != book.parts["xl/charts/chart1.xml"]


def test_a_chart_of_ours_that_was_taken_away_stays_away() -> None:
    """Its part goes with it; those that are left are drawn with the new figures."""
    book = Bench(alone())
    drawing, anchor = first_chart(book)
    book.splice(drawing, (anchor, ""))
    now = planned_again(book.content)
    assert now.text(drawing).count("<xdr:from>") == 2
    assert "xl/charts/chart3.xml" in now.parts
    fresh = bench_of(alone())
    assert now.parts["xl/charts/chart2.xml"] == fresh.parts["xl/charts/chart2.xml"]


def test_a_sheet_without_any_of_our_charts_gets_none() -> None:
    """Excel takes the whole drawing away when its last chart is deleted."""
    book = Bench(alone())
    sheet = book.sheet("Översikt")
    for part in [name for name in book.parts if "charts/" in name or "drawings/" in name]:
        del book.parts[part]
        book.parts["[Content_Types].xml"] = re.sub(
            rf'<Override PartName="/{part}"[^>]*/>'.encode(), b"",
            book.parts["[Content_Types].xml"])
    del book.parts[f"{sheet.replace('sheets/', 'sheets/_rels/')}.rels"]
    book.splice(sheet, ('<drawing r:id="rId1"/>', ""))
    now = planned_again(book.content)
    assert not [name for name in now.parts if "charts/" in name or "drawings/" in name]


def test_a_copy_of_a_chart_of_ours_is_the_persons_own() -> None:
    book = Bench(alone())
    drawing, anchor = first_chart(book)
    book.add("xl/charts/chart70.xml", book.text("xl/charts/chart1.xml"),
             f"{_ART}drawingml.chart+xml")
    book.parts["xl/charts/chart70.xml"] = book.parts["xl/charts/chart1.xml"]
    number = book.relate(drawing, "chart", "xl/charts/chart70.xml")
    copy = anchor.replace('r:id="rId1"', f'r:id="{number}"').replace(
        'id="2"', 'id="12"').replace("<xdr:row>14<", "<xdr:row>30<").replace(
        "<xdr:row>16<", "<xdr:row>33<")
    book.splice(drawing, ("</xdr:wsDr>", f"{copy}</xdr:wsDr>"))
    now = bench_of(book.content)
    assert now.text(drawing).count("<xdr:from>") == OURS + 1
    assert now.parts["xl/charts/chart70.xml"] == book.parts["xl/charts/chart70.xml"]


def test_a_persons_chart_of_cells_that_move_is_refused() -> None:
    book = Bench(alone())
    draw_chart(book, "Översikt", "Finansieringsplan!$E$23:$H$23")
    with pytest.raises(BookError) as fault:
        plan(book.content, NEW_MUNICIPALITY)
    assert (fault.value.key, fault.value.place) == ("would_point_elsewhere", "Översikt")
    assert "Finansieringsplan!$E$23:$H$23" in str(fault.value)
    forced = bench_of(book.content, NEW_MUNICIPALITY, force=True)
    assert forced.parts["xl/charts/chart70.xml"] == book.parts["xl/charts/chart70.xml"]


# -- notes --------------------------------------------------------------------------------------


def note(book: Bench, title: str, cell: str, row: int, column: int) -> str:
    """Put a note at a cell, as Excel does: a part for the text, one for the shape."""
    sheet = book.sheet(title)
    book.extension("vml", f"{_ART}vmlDrawing")
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


@pytest.mark.parametrize("kind", BOOKS)
def test_notes_and_conversations_stay_to_the_byte(kind: str) -> None:
    """On a sheet of results and at an input; the shapes of the notes too."""
    book = Bench(BOOKS[kind]())
    number = note(book, "Finansieringsplan", "F9", 8, 5)
    converse(book, "Finansieringsplan", "F9")
    now = planned_again(book.content)
    for part in ("xl/comments70.xml", "xl/drawings/vmlDrawing70.vml",
                 "xl/threadedComments/threadedComment70.xml", "xl/persons/person.xml"):
        assert now.parts[part] == book.parts[part]
    sheet = now.sheet("Finansieringsplan")
    assert f'<legacyDrawing r:id="{number}"/>' in now.text(sheet)
    assert list(links_of(now, sheet)) == list(links_of(book, sheet))


Put = Callable[[Bench], object]
MOVING: dict[str, tuple[Put, dict[str, float | str | None], str]] = {
    "a municipality is added": (
        lambda book: note(book, "Finansieringsplan", "E21", 20, 4), dict(NEW_MUNICIPALITY),
        "Finansieringsplan!E21"),
    "activities get more rows": (
        lambda book: note(book, "Kostnader", "G26", 25, 6),
        {"fs_activity_name_16": "Ny insats", "fs_activity_kind_16": "Individ",
         "fs_activity_host_16": "Alm", "fs_activity_beneficiary_16": "Alm",
         "fs_activity_amount_16_2026": 100}, "Kostnader!G26"),
    "dates get another column": (
        lambda book: note(book, "Befolkning", "G6", 5, 6),
        {"fs_population_date_03": 45107}, "Befolkning!G6"),
    "a note in the empty column before a row that moves": (
        lambda book: note(book, "Finansieringsplan", "A30", 29, 0), dict(NEW_MUNICIPALITY),
        "Finansieringsplan!A30"),
    "a conversation": (
        lambda book: converse(book, "Finansieringsplan", "E21"), dict(NEW_MUNICIPALITY),
        "Finansieringsplan!E21"),
}


@pytest.mark.parametrize("case", MOVING)
def test_a_note_whose_cell_moves_is_refused_by_its_cell(case: str) -> None:
    """With --force it goes on, and the note stays where it is."""
    put, typed, place = MOVING[case]
    book = Bench(alone())
    put(book)
    with pytest.raises(BookError) as fault:
        plan(book.content, typed)
    assert (fault.value.key, fault.value.place) == ("would_move", place)
    forced = bench_of(book.content, typed, force=True)
    kept = [name for name in book.parts if "70" in name]
    assert {name: forced.parts[name] for name in kept} == {
        name: book.parts[name] for name in kept}


@pytest.mark.parametrize(("cell", "row", "column"), [("E12", 11, 4), ("K60", 59, 10)])
def test_a_note_above_or_beyond_what_moves_stays(cell: str, row: int, column: int) -> None:
    book = Bench(alone())
    note(book, "Finansieringsplan", cell, row, column)
    now = bench_of(book.content, NEW_MUNICIPALITY)
    assert now.parts["xl/comments70.xml"] == book.parts["xl/comments70.xml"]


def test_a_background_and_a_picture_in_the_header_stay() -> None:
    book, title = Bench(alone()), "Andelar"
    sheet = book.sheet(title)
    book.extension("png", "image/png")
    book.extension("vml", f"{_ART}vmlDrawing")
    book.add("xl/media/image70.png", png(8, 8, (11, 110, 79)))
    behind = book.relate(sheet, "image", "xl/media/image70.png")
    book.parts["xl/drawings/vmlDrawing71.vml"] = (VML % "").encode()
    above = book.relate(sheet, "vmlDrawing", "xl/drawings/vmlDrawing71.vml")
    book.put(title, f'<legacyDrawingHF r:id="{above}"/>')
    book.put(title, f'<picture r:id="{behind}"/>')
    book.change(title, ("<oddHeader>&amp;L", "<oddHeader>&amp;C&amp;G&amp;L"))
    text = planned_again(book.content).text(sheet)
    assert f'<legacyDrawingHF r:id="{above}"/><picture r:id="{behind}"/>' in text
    assert "&amp;C&amp;G" in text
