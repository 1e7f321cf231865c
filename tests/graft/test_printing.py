"""How a person lets our sheets come out on paper stays; what we set follows the plan."""

from __future__ import annotations

from functools import cache
from html import unescape

import pytest

from tests.graft.bench import (
    BOOKS,
    NEW_MUNICIPALITY,
    OTHER_GRANT,
    Bench,
    alone,
    bench_of,
    links_of,
    opened,
    plan,
    planned_again,
)
from tests.hosts.names import sheet_type

pytestmark = pytest.mark.thorough

Change = tuple[str, str]
SET_UP = '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>'
MARGINS = ('<pageMargins left="0.71" right="0.71" top="0.87" bottom="0.75" header="0.3" '
           'footer="0.3"/>')
HEADER = "Norra Skogens samordningsförbund&amp;R"
FOOTER = "Sida &amp;P av &amp;N"

KEPT: dict[str, tuple[str, Change]] = {
    "larger margins": ("Översikt", (MARGINS, MARGINS.replace('left="0.71"', 'left="1.2"'))),
    "larger paper": ("Kostnader", (SET_UP, SET_UP.replace('"9"', '"8"'))),
    "two copies in black": ("Andelar", (SET_UP, SET_UP.replace(
        "/>", ' blackAndWhite="1" copies="2"/>'))),
    "a first page's number": ("Insatser", (SET_UP, SET_UP.replace(
        "/>", ' useFirstPageNumber="1" firstPageNumber="7"/>'))),
    "a scale": ("Befolkning", (
        'fitToPage="1"/></sheetPr>', 'fitToPage="0"/></sheetPr>')),
    "lines and headings": ("Om", (
        MARGINS, f'<printOptions headings="1" gridLines="1"/>{MARGINS}')),
    "in the middle": ("Alternativ", (
        MARGINS, f'<printOptions horizontalCentered="1"/>{MARGINS}')),
    "another name in the header": ("Finansieringsplan", (HEADER, "Arbetsexemplar&amp;R")),
    "another status in the header": ("Kontroller", (
        "2026–2028 · fastställd</oddHeader>", "2026–2028 · utkast</oddHeader>")),
    "a longer footer": ("Administration", (FOOTER, f"{FOOTER}, version 4")),
    "another first page": ("Ändringslogg", ("</oddFooter></headerFooter>", (
        "</oddFooter><firstHeader>&amp;CHemligt</firstHeader></headerFooter>"))),
    "a break between columns": ("Diagramdata", ("</headerFooter>", (
        '</headerFooter><colBreaks count="1" manualBreakCount="1"><brk id="4" max="1048575" '
        'man="1"/></colBreaks>'))),
}
TOLD = {
    "larger margins": 'left="1.2"', "larger paper": 'paperSize="8"',
    "two copies in black": 'copies="2"', "a first page's number": 'firstPageNumber="7"',
    "a scale": 'scale="61"', "lines and headings": '<printOptions headings="1" gridLines="1"/>',
    "in the middle": 'horizontalCentered="1"', "another name in the header": "Arbetsexemplar",
    "another status in the header": "utkast", "a longer footer": f"{FOOTER}, version 4",
    "another first page": "<firstHeader>&amp;CHemligt</firstHeader>",
    "a break between columns": '<brk id="4" max="1048575" man="1"/>',
}


@cache
def after(kind: str) -> Bench:
    """A book in which everything of the table has been done, planned with another grant."""
    book = Bench(BOOKS[kind]())
    for title, change in KEPT.values():
        book.change(title, change)
    book.change("Befolkning", ('<pageSetup paperSize="9"', '<pageSetup paperSize="9" scale="61"'))
    book.change("Ändringslogg", ("<headerFooter>", '<headerFooter differentFirst="1">'))
    return planned_again(book.content)


@pytest.mark.parametrize("kind", BOOKS)
@pytest.mark.parametrize("case", KEPT)
def test_how_a_sheet_is_printed_stays(case: str, kind: str) -> None:
    book = after(kind)
    text = book.text(book.sheet(KEPT[case][0]))
    assert TOLD[case] in text, text[text.index("<pageMargins"):]
    assert ("fitToPage" in text) == (case != "a scale")


def test_the_other_text_of_a_page_is_ours_and_tells_the_new_fingerprint() -> None:
    """Whoever writes a header of his own has our footer still; and the other way round."""
    fresh, now = Bench(bench_of(alone()).content), after("alone")
    for title in ("Finansieringsplan", "Kontroller"):
        one, other = (
            unescape(book.text(book.sheet(title))).partition("<oddFooter>")[2].partition("<")[0]
            for book in (fresh, now))
        assert one == other
    assert "fastställd</oddHeader>" in now.text(now.sheet("Administration"))


@pytest.mark.parametrize("typed", [
    {"fs_association_name": "Södra Skogens förbund"}, {"fs_decision_status": "Preliminär"},
    {"fs_association_name": "Alm & Björk · Ek"},
])
def test_a_header_of_ours_follows_what_it_is_made_of(typed: dict[str, str]) -> None:
    """It said something else when the book was last written, and is ours all the same."""
    book = Bench(bench_of(alone(), typed).content)
    text = Bench(plan(book.content, {
        "fs_association_name": "Norra Skogens samordningsförbund",
        "fs_decision_status": "Fastställd"}).grafted.content).parts
    assert text[book.sheet("Andelar")] == Bench(alone()).parts[book.sheet("Andelar")]


def test_headers_that_were_taken_away_stay_away() -> None:
    book = Bench(alone())
    text = book.text(book.sheet("Om"))
    whole = text[text.index("<headerFooter>"):text.index("</headerFooter>") + 15]
    book.change("Om", (whole, ""))
    assert "headerFooter" not in bench_of(book.content).text(book.sheet("Om"))


def test_breaks_follow_their_rows_and_one_that_was_taken_away_stays_away() -> None:
    """Before row 13 and before row 21; ours before row 37 is gone."""
    book = Bench(alone())
    book.change("Finansieringsplan", (
        '<rowBreaks count="1" manualBreakCount="1"><brk id="36" max="16383" man="1"/>', (
            '<rowBreaks count="2" manualBreakCount="2"><brk id="12" max="16383" man="1"/>'
            '<brk id="20" max="16383" man="1"/>')))
    text = planned_again(book.content, NEW_MUNICIPALITY).text(book.sheet("Finansieringsplan"))
    assert [each.split('"')[0] for each in text.split('<brk id="')[1:]] == ["12", "21"]


def test_what_a_printer_wants_stays() -> None:
    book = Bench(alone())
    book.extension("bin", sheet_type("printerSettings").removesuffix("+xml"))
    sheet = book.sheet("Kostnader")
    book.add("xl/printerSettings/printerSettings1.bin", bytes(range(256)))
    number = book.relate(sheet, "printerSettings", "xl/printerSettings/printerSettings1.bin")
    book.change("Kostnader", (SET_UP, SET_UP.replace(
        "/>", f' horizontalDpi="1200" verticalDpi="1200" r:id="{number}"/>')))
    now = planned_again(book.content)
    assert f'r:id="{number}"' in now.text(sheet).partition("<pageSetup")[2].partition("/>")[0]
    assert number in " ".join(links_of(now, sheet))
    assert now.parts["xl/printerSettings/printerSettings1.bin"] == bytes(range(256))


def printed(book: Bench) -> dict[str, str]:
    """The names that say what is printed of Finansieringsplan."""
    host = opened(book.content)
    return {each.name.removeprefix("_xlnm."): each.text.rpartition("!")[2] for each in host.names
            if each.scope is not None and host.sheets[each.scope].title == "Finansieringsplan"}


OURS = {"Print_Area": "$B$2:$H$48", "Print_Titles": "$2:$2"}
AREAS = {
    "ours follow the plan": (), "an area": ((OURS["Print_Area"], "$B$2:$H$24"),),
    "rows on every page": (("Finansieringsplan!$2:$2", "Finansieringsplan!$6:$21"),),
    "no area": (((
        '<definedName name="_xlnm.Print_Area" localSheetId="7">Finansieringsplan!$B$2:$H$48'
        "</definedName>"), ""),),
}


@pytest.mark.parametrize(("case", "then", "moved"), [
    ("ours follow the plan", OURS, {"Print_Area": "$B$2:$H$50", "Print_Titles": "$2:$2"}),
    ("an area", {**OURS, "Print_Area": "$B$2:$H$24"},
     {"Print_Area": "$B$2:$H$25", "Print_Titles": "$2:$2"}),
    ("rows on every page", {**OURS, "Print_Titles": "$6:$21"},
     {"Print_Area": "$B$2:$H$50", "Print_Titles": "$6:$22"}),
    ("no area", {"Print_Titles": "$2:$2"}, {"Print_Titles": "$2:$2"}),
])
def test_what_is_printed_of_a_sheet_stays_and_follows_its_rows(
    case: str, then: dict[str, str], moved: dict[str, str]
) -> None:
    book = Bench(alone())
    book.splice("xl/workbook.xml", *AREAS[case])
    assert printed(bench_of(book.content, OTHER_GRANT)) == then
    assert printed(bench_of(book.content, NEW_MUNICIPALITY)) == moved
