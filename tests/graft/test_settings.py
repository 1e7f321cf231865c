"""How a person has set up our sheets stays: views, tabs, columns, rows, passwords."""

from __future__ import annotations

from functools import cache

import pytest

from tests.graft.bench import BOOKS, NEW_MUNICIPALITY, Bench, alone, bench_of, opened, planned_again

Change = tuple[str, str]
pytestmark = pytest.mark.thorough

PANE = ('<pane xSplit="2" ySplit="6" topLeftCell="C7" activePane="bottomRight" state="frozen"/>'
        '<selection pane="topRight" activeCell="C1" sqref="C1"/>'
        '<selection pane="bottomLeft" activeCell="A7" sqref="A7"/>'
        '<selection pane="bottomRight"/>')
OTHER_PANE = PANE.replace('xSplit="2"', 'xSplit="3"').replace("C", "D")
PROTECTION = '<sheetProtection sheet="1" objects="1" scenarios="1"'


KEPT: dict[str, tuple[str, Change]] = {
    "a zoom": ("Översikt", ('<sheetView showGridLines="0"', (
        '<sheetView zoomScale="85" zoomScaleNormal="85" showGridLines="0"'))),
    "another frozen corner": ("Kostnader", (PANE, OTHER_PANE)),
    "grid lines": ("Insatser", (' showGridLines="0"', "")),
    "a name for macros": ("Översikt", ("<sheetPr>", '<sheetPr codeName="Blad7">')),
    "a colour of the theme on a tab": ("Översikt", (
        '<tabColor rgb="FF0B4F5C"/>', '<tabColor theme="4" tint="0.4"/>')),
    "no colour on a tab": ("Om", ('<tabColor rgb="FF9FB0B4"/>', "")),
    "a wider column": ("Finansieringsplan", (
        'min="2" max="2" width="25.140625"', 'min="2" max="2" width="48.7109375"')),
    "a hidden column": ("Kostnader", (
        'max="13" width="5.140625"', 'max="13" hidden="1" width="5.140625"')),
    "a grouped column": ("Kostnader", (
        'max="14" width="6.85546875"', 'max="14" outlineLevel="1" width="6.85546875"')),
    "levels of an outline": ("Kostnader", (
        '<sheetFormatPr defaultRowHeight="15"/>',
        '<sheetFormatPr outlineLevelCol="1" defaultRowHeight="15"/>')),
    "a column beside ours": ("Översikt", (
        "</cols>", '<col min="14" max="14" width="33.5" customWidth="1"/></cols>')),
    "all other columns hidden": ("Andelar", (
        "</cols>", '<col min="40" max="16384" width="0" hidden="1" customWidth="1"/></cols>')),
    "all other rows hidden": ("Om", (
        '<sheetFormatPr defaultRowHeight="15"/>',
        '<sheetFormatPr zeroHeight="1" defaultRowHeight="15"/>')),
    "a higher row": ("Finansieringsplan", (
        '<row r="9" spans="2:8" ht="18.75" customHeight="1">',
        '<row r="9" spans="2:8" ht="44" customHeight="1">')),
    "a hidden row": ("Kostnader", (
        '<row r="20" spans="2:14"', '<row r="20" spans="2:14" hidden="1"')),
    "a grouped row": ("Kostnader", (
        '<row r="21" spans="2:14"', '<row r="21" spans="2:14" outlineLevel="1"')),
    "a row below ours": ("Om", (
        "</sheetData>", '<row r="90" ht="60" customHeight="1"></row></sheetData>')),
    "an old password": ("Andelar", (PROTECTION, PROTECTION.replace(
        " sheet", ' password="CC1A" sheet'))),
    "a new password": ("Kostnader", (PROTECTION, PROTECTION.replace(
        " sheet", ' algorithmName="SHA-512" hashValue="QUJD" saltValue="REVG" '
        'spinCount="100000" sheet'))),
    "what else is allowed": ("Kontroller", (
        'formatRows="0"/>', 'formatRows="0" sort="0" autoFilter="0"/>')),
}
WORDS = ("zoomScale", "codeName", "theme", "width", "hidden", "outlineLevel", "min", "max",
         "outlineLevelCol", "zeroHeight", "ht", "password", "hashValue", "sort", "xSplit")


@cache
def before(kind: str) -> Bench:
    """A book in which everything of the table has been done."""
    book = Bench(BOOKS[kind]())
    for title, change in KEPT.values():
        book.change(title, change)
    return book


@cache
def after(kind: str) -> Bench:
    """The same, planned with another grant."""
    return planned_again(before(kind).content)


@pytest.mark.parametrize("kind", BOOKS)
@pytest.mark.parametrize("case", KEPT)
def test_how_a_sheet_is_set_up_stays(case: str, kind: str) -> None:
    title, (old, new) = KEPT[case]
    text = after(kind).text(after(kind).sheet(title))
    told = [word for word in new.replace("/>", " ").replace(">", " ").split()
            if word.split("=")[0] in WORDS and "=" in word and word not in old]
    assert all(word in text for word in told), text[:900]
    if not new:
        assert old not in text


def test_only_what_was_changed_is_otherwise() -> None:
    """A column widened on one sheet is narrow on all others; other rows have our heights."""
    fresh, now = Bench(bench_of(alone()).content), after("alone")
    for title in ("Befolkning", "Administration", "Alternativ", "Diagramdata", "Förutsättningar"):
        part = fresh.sheet(title)
        assert now.parts[part] == fresh.parts[part]


def test_heights_and_hidden_rows_follow_their_rows() -> None:
    """The sum's row is the 21st and becomes the 22nd."""
    book = Bench(alone())
    book.change("Finansieringsplan", (
        '<row r="21" spans="2:8" ht="20.25" customHeight="1">',
        '<row r="21" spans="2:8" ht="51" customHeight="1">'), (
        '<row r="25" spans="2:8"', '<row r="25" spans="2:8" hidden="1"'))
    text = bench_of(book.content, NEW_MUNICIPALITY).text(book.sheet("Finansieringsplan"))
    rows = {row.split('"')[1]: row.split(">")[0] for row in text.split("<row ")[1:]}
    assert 'ht="51"' in rows["22"]
    assert 'ht="51"' not in rows["21"]
    assert 'hidden="1"' in rows["26"]
    assert "hidden" not in rows["25"]


def test_a_frozen_corner_of_ours_follows_the_layout_and_a_zoom_stays() -> None:
    book = Bench(alone())
    book.change("Finansieringsplan", (
        '<sheetView showGridLines="0"', '<sheetView zoomScale="120" showGridLines="0"'))
    text = bench_of(book.content, NEW_MUNICIPALITY).text(book.sheet("Finansieringsplan"))
    assert 'zoomScale="120"' in text
    assert 'ySplit="7"' in text


def test_a_sheet_that_was_unprotected_is_protected_again() -> None:
    book = Bench(alone())
    part = book.sheet("Andelar")
    start = book.text(part).index("<sheetProtection")
    tag = book.text(part)[start:book.text(part).index("/>", start) + 2]
    book.splice(part, (tag, ""))
    assert tag in bench_of(book.content).text(part)


def test_a_hidden_sheet_a_moved_sheet_and_the_sheet_in_front_stay() -> None:
    book = Bench(alone())
    sheets = book.text("xl/workbook.xml")
    one, other = (f'<sheet name="{title}"' for title in ("Om", "Andelar"))
    first, second = (sheets[sheets.index(each):].split("/>")[0] + "/>" for each in (one, other))
    book.splice("xl/workbook.xml", (first, "MARK"), (second, first), (
        "MARK", second.replace("<sheet ", '<sheet state="hidden" ')))
    now = opened(bench_of(book.content).content)
    assert [each.title for each in now.sheets].index("Om") == 6
    assert [each.title for each in now.sheets if each.state == "hidden"] == ["Andelar"]
