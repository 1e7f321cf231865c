"""Sheets as markup: everything that the workbook shows, and nothing that runs."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from finsam_xl.addresses import cell_name
from finsam_xl.domain.names import Name
from finsam_xl.plans import EXAMPLES, compute_plan, draft_plan, example, recorded_plan
from finsam_xl.sheets import style as s
from finsam_xl.sheets.draft import BookDraft, CellValue
from finsam_xl.web.seeing import plan_to_see
from finsam_xl.web.sheet_html import sheet_html
from finsam_xl.web.shown import shown

if TYPE_CHECKING:
    from tests.web.conftest import Ask

ELEMENTS = frozenset((
    "section", "div", "p", "span", "br", "h2", "h3", "figure", "table", "caption", "colgroup",
    "col", "tbody", "tr", "th", "td", "svg", "title", "rect", "line", "polyline", "text"))
ATTRIBUTES = frozenset((
    "class", "scope", "colspan", "data-cell", "role", "aria-label", "viewbox", "x", "y", "x1",
    "x2", "y1", "y2", "width", "height", "points", "fill", "stroke", "stroke-width",
    "stroke-dasharray", "text-anchor", "font-size"))
VOID = frozenset({"br", "col"})
HOSTILE = ('<img src=x onerror="alert(1)">', "</td><script>alert(1)</script>", '"><b>\'&amp;',
           "javascript:alert(1)", '=HYPERLINK("http://x")')


class Seen(HTMLParser):
    """What a browser would make of it: elements, attributes and the texts of cells."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.cells: dict[str, str] = {}
        self.at: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        cell = dict(attrs).get("data-cell") or ""
        if cell:
            assert cell not in self.cells, "a cell stands once"
            self.cells[cell] = ""
        if tag not in VOID:
            self.open.append(tag)
            self.at.append(cell or (self.at[-1] if self.at else ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.at.pop()

    def handle_data(self, data: str) -> None:
        if self.at and self.at[-1]:
            self.cells[self.at[-1]] += data


def seen(draft: BookDraft) -> Iterator[tuple[str, Seen]]:
    for sheet in draft.sheets:
        found = Seen(sheet_html(draft, sheet.title))
        assert found.open == []
        yield sheet.key, found


@pytest.mark.parametrize("name", [
    "ovning", *(pytest.param(name, marks=pytest.mark.thorough) for name in EXAMPLES[:2])])
def test_every_sheet_shows_what_its_cells_say(name: str) -> None:
    """Every cell below the headings, as a number format shows it; Översikt its own choice."""
    draft = plan_to_see(compute_plan(example(name))).draft
    for (key, found), sheet in zip(seen(draft), draft.sheets, strict=True):
        assert found.elements <= ELEMENTS
        assert found.attributes <= ATTRIBUTES
        for at, cell in sheet.cells.items():
            text = shown(cell.value, cell.style.number)
            if key != "overview" and at[0] > 2 and at[1] > 0 and text:
                assert found.cells[cell_name(at)] == text.replace("\n", ""), (key, at)


def test_the_front_page_has_six_cards_three_charts_and_what_to_heed(ask: Ask) -> None:
    ask("begin", example="sjuharad-2026")
    html = ask("sheet", title="Översikt").told["html"]
    assert html.count('class="card"') == 6
    assert html.count("<svg") == 3
    assert html.count("chip-warn") == 1
    found = Seen(html)
    assert found.cells["B10"].replace("\u00a0", " ") == "17 546"
    assert "17\u00a0546" in html.partition("<svg")[2], "the sum stands over its column"


@pytest.mark.thorough
def test_changes_are_measured_from_the_plan_as_it_was_opened(ask: Ask) -> None:
    """Beslutsstöd says what the state pays more than when the plan was opened, until it is kept."""
    ask("begin", example="ovning")
    ask("change", changes=[{"name": "fs_grant_2026", "value": 4300}])
    changed = Seen(ask("sheet", title="Beslutsstöd").told["html"])
    assert [changed.cells[f"{column}18"].replace("\u00a0", " ") for column in "BCDEF"] == [
        "Staten", "4 250 000", "4 300 000", "+50 000", "+1,2 %"]
    ask("keep", name="Mer", reason="prov", signature="AA", today="2026-02-03")
    ask("scenario", name="Grundplan")
    kept = Seen(ask("sheet", title="Beslutsstöd").told["html"])
    assert kept.cells["D18"].replace("\u00a0", " ") == "4 250 000"
    assert kept.cells["E18"] == "0"


def test_what_somebody_typed_is_never_markup() -> None:
    inputs = example("ovning")
    texts = {Name("association_name"): HOSTILE[0], Name("plan_note", "01"): HOSTILE[1],
             Name("activity_name", "01"): HOSTILE[2], Name("activity_comment", "01"): HOSTILE[3],
             Name("plan_note", "02"): HOSTILE[4], Name("region_name"): HOSTILE[0]}
    draft = draft_plan(recorded_plan(inputs.changed(texts))).draft
    shown_texts = set[str]()
    for _, found in seen(draft):
        assert found.elements <= ELEMENTS
        assert found.attributes <= ATTRIBUTES
        shown_texts |= set(found.cells.values())
    assert set(HOSTILE[1:]) <= shown_texts


def test_a_plan_to_see_says_what_the_one_to_be_written_says() -> None:
    """The same cells, values, looks and names; formulas stand where they will stand."""
    plan = compute_plan(example("ovning"))
    see, write = plan_to_see(plan).draft, draft_plan(plan).draft
    assert see.names == write.names
    for light, full in zip(see.sheets, write.sheets, strict=True):
        assert {at: cell._replace(formula=None) for at, cell in light.cells.items()} == {
            at: cell._replace(formula=None) for at, cell in full.cells.items()}
        assert {at for at, cell in light.cells.items() if cell.formula} == {
            at for at, cell in full.cells.items() if cell.formula}


@pytest.mark.parametrize(("value", "number", "says"), [
    (1234567.5, s.WHOLE, "1 234 568"), (-0.4, s.WHOLE, "−0"), (0, s.WHOLE, "0"),
    (-1500, s.SIGNED, "−1 500"), (1500, s.SIGNED, "+1 500"), (0, s.SIGNED, "0"),
    (8773.5, s.TYPED_TKR, "8 773,5"), (8773, s.TYPED_TKR, "8 773"),
    (8773, s.DECIMALS[2], "8 773,00"), (0.0151, s.PERCENT, "1,51 %"),
    (-0.0004, s.PERCENT1, "−0,0 %"), (45838, s.DATE, "2025-06-30"), (2026, s.PLAIN, "2026"),
    (0.1, s.GENERAL, "0,1"), (None, s.WHOLE, ""), ("Ej känt", s.WHOLE, "Ej känt"),
    (0, '#,##0;"−"#,##0;', ""), (True, s.GENERAL, "1"),
    (0.064, '"+"0.0 %" mot 2025; än";"−"0.0 %', "+6,4 % mot 2025; än"),
])
def test_a_number_is_shown_by_its_format(value: CellValue, number: str, says: str) -> None:
    assert shown(value, number).replace("\u00a0", " ") == says


