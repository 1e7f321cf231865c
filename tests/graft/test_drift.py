"""Planned over and over, a book keeps what is a person's, and nothing in it grows."""

from __future__ import annotations

import re

import pytest

from tests.graft.bench import NEW_MUNICIPALITY, Bench, alone, hosted, plan
from tests.graft.drawn import draw_chart, draw_picture, note
from tests.graft.test_looks import FONT, YELLOW
from tests.hosts.typing import Typed

pytestmark = pytest.mark.thorough

PLANS = 20
TURNS: tuple[Typed, ...] = (
    {"fs_grant_2026": 4300, "fs_step_2026": 10}, {"fs_grant_2026": 4250, "fs_step_2026": 1},
    {"fs_association_name": "Södra Skogens förbund"}, {"fs_decision_status": "Preliminär"},
)


def personal() -> Bench:
    """A book with a little of everything on Finansieringsplan and Översikt."""
    book, title = Bench(hosted()), "Finansieringsplan"
    draw_picture(book, "Översikt")
    draw_chart(book, "Översikt")
    note(book, title, "F9", 8, 5)
    book.paint(title, "F21", font=FONT % "<b/><i/>", fill=YELLOW)
    book.write(title, '<c r="K9"><v>7</v></c>', f'<c r="K10" s="{book.look(fill=YELLOW)}"/>')
    book.add_to(title, "dataValidations", (
        '<dataValidation type="whole" sqref="K9"><formula1>1</formula1><formula2>9</formula2>'
        "</dataValidation>"))
    book.add_to(title, "hyperlinks", '<hyperlink ref="K9" location="Om!A1"/>')
    book.change(title, (' width="25.140625"', ' width="40.140625"'), (
        '<row r="11" spans="2:8" ht="3"', '<row r="11" spans="2:8" ht="44"'), (
        "<headerFooter><oddHeader>&amp;L", "<headerFooter><oddHeader>&amp;CEget&amp;L"), (
        "<conditionalFormatting", (
            '<conditionalFormatting sqref="K9"><cfRule type="expression" dxfId="0" '
            'priority="9"><formula>K9&gt;5</formula></cfRule></conditionalFormatting>'
            "<conditionalFormatting")))
    return book


def size(book: Bench) -> dict[str, int]:
    """How much of everything a book has."""
    styles = "".join(part.decode() for name, part in book.parts.items() if "styles" in name)
    return {
        "parts": len(book.parts),
        "relations": sum(part.count(b"<Relationship ") for name, part in book.parts.items()
                         if name.endswith(".rels")),
        "looks": styles.count("<xf "), "fonts": styles.count("<font>"),
        "fills": styles.count("<fill>"), "names": book.text("xl/workbook.xml").count(
            "<definedName "), "types": book.text("[Content_Types].xml").count("<Override"),
    }


def test_twenty_plans_leave_everything_where_it_is() -> None:
    """Once every turn has been taken, all comes back to the byte."""
    content = personal().content
    seen: list[bytes] = []
    for number in range(PLANS):
        back = {"fs_association_name": "Norra Skogens samordningsförbund",
                "fs_decision_status": "Fastställd"} if number % 4 < 2 else {}
        content = plan(content, {**TURNS[number % 4], **back}).grafted.content
        seen.append(content)
    assert seen[-4:] == seen[-8:-4]
    assert [size(Bench(each)) for each in seen[4:]] == [size(Bench(seen[4]))] * (PLANS - 4)
    text = Bench(content).text(Bench(content).sheet("Finansieringsplan"))
    for told in ('width="40.140625"', 'ht="44"', "&amp;CEget&amp;L", 'sqref="K9"',
                 '<hyperlink ref="K9"', '<c r="K9"><v>7</v></c>', "<legacyDrawing "):
        assert told in text
    assert len(re.findall('<cfRule type="expression"', text)) == 1


def test_a_book_that_grows_and_shrinks_comes_back_to_what_it_was() -> None:
    """A municipality comes and goes with everything that is a person's below it."""
    book = Bench(alone())
    gone: Typed = dict.fromkeys((
        "fs_municipality_code_05", "fs_municipality_name_05", "fs_population_9905_2025_06_30",
        "fs_population_9905_2024_06_30"))
    book.paint("Finansieringsplan", "F21", fill=YELLOW)
    book.write("Finansieringsplan", '<c r="K21"><v>7</v></c>')
    first = plan(book.content).grafted.content
    grown = plan(first, NEW_MUNICIPALITY).grafted.content
    again = plan(grown, gone).grafted.content
    part = book.sheet("Finansieringsplan")
    assert Bench(grown).parts[part] != Bench(first).parts[part]
    assert Bench(again).parts[part] == Bench(first).parts[part]
    assert size(Bench(again))["looks"] == size(Bench(grown))["looks"]
