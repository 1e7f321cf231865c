"""Pictures and charts of a person's own stay; our charts are drawn anew where they stand."""

from __future__ import annotations

import re

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
from tests.graft.drawn import ART_TYPE, VML, draw_chart, draw_picture, drawing_of
from tests.hosts.pictures import png

pytestmark = pytest.mark.thorough

OURS = 3


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
             f"{ART_TYPE}drawingml.chart+xml")
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


def test_a_background_and_a_picture_in_the_header_stay() -> None:
    book, title = Bench(alone()), "Andelar"
    sheet = book.sheet(title)
    book.extension("png", "image/png")
    book.extension("vml", f"{ART_TYPE}vmlDrawing")
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
