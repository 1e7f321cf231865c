"""Rules and links of a person's own stay beside ours, and are refused where they would move."""

from __future__ import annotations

import re
from functools import cache

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

pytestmark = pytest.mark.thorough

RED = '<dxf><font><b/><color rgb="FFFF0000"/></font></dxf>'


def rule(ranges: str, ask: str, kind: str = "expression", number: int = 90) -> str:
    """A conditional format in red."""
    return (f'<conditionalFormatting sqref="{ranges}"><cfRule type="{kind}" dxfId="RED" '
            f'priority="{number}"{ask}</conditionalFormatting>')


LESS = ' operator="lessThan"><formula>0</formula></cfRule>'
RULES = {
    "of cells beside ours": ("Översikt", rule("N5:N9", "><formula>N5&gt;3</formula></cfRule>")),
    "of cells of ours": ("Finansieringsplan", rule(
        "E9:H20", "><formula>E9&gt;9000</formula></cfRule>")),
    "that asks what one of ours asks": ("Översikt", rule("B12:L12", LESS, "cellIs")),
    "of colours": ("Andelar", (
        '<conditionalFormatting sqref="L46:L49"><cfRule type="colorScale" priority="91">'
        '<colorScale><cfvo type="min"/><cfvo type="max"/><color rgb="FFFFFFFF"/>'
        '<color rgb="FF0B6E4F"/></colorScale></cfRule></conditionalFormatting>')),
}
VALIDATION = ('<dataValidation type="whole" allowBlank="1" showErrorMessage="1" sqref="%s">'
              "<formula1>1</formula1><formula2>9</formula2></dataValidation>")
LISTS = {
    "a rule beside ours": ("Översikt", "dataValidations", VALIDATION % "N5:N9", 'sqref="N5:N9"'),
    "a rule for a cell of ours that has none": (
        "Förutsättningar", "dataValidations", VALIDATION % "C7", 'sqref="C7"'),
    "a rule where there were none": (
        "Andelar", "dataValidations", VALIDATION % "P1:P1048576", 'sqref="P1:P1048576"'),
    "a link within the book": (
        "Kostnader", "hyperlinks", '<hyperlink ref="B8" location="Andelar!A1" display="Dit"/>',
        '<hyperlink ref="B8" location="Andelar!A1" display="Dit"/>'),
    "a link out of the book": (
        "Andelar", "hyperlinks", '<hyperlink ref="P2" r:id="OUT" tooltip="Ut"/>', 'ref="P2"'),
    "a warning that was dismissed": (
        "Befolkning", "ignoredErrors", '<ignoredError sqref="B6:B9" numberStoredAsText="1"/>',
        '<ignoredError sqref="B6:B9" numberStoredAsText="1"/>'),
    "a watched cell": ("Andelar", "cellWatches", '<cellWatch r="L50"/>', '<cellWatch r="L50"/>'),
    "a range that may be changed": (
        "Om", "protectedRanges", '<protectedRange sqref="G2:G9" name="Fritt"/>',
        '<protectedRange sqref="G2:G9" name="Fritt"/>'),
}


def with_rules(kind: str) -> Bench:
    """A book with every rule and link of the tables."""
    book = Bench(BOOKS[kind]())
    styles = book.text("xl/styles.xml")
    count = int(re.findall(r'<dxfs count="(\d+)"', styles)[0])
    book.splice("xl/styles.xml", (f'<dxfs count="{count}"', f'<dxfs count="{count + 1}"'),
                ("</dxfs>", f"{RED}</dxfs>"))
    for title, fragment in RULES.values():
        after = "</conditionalFormatting>" if "<conditionalFormatting" in book.text(
            book.sheet(title)) else "/>"
        if after == "/>":
            book.put(title, fragment.replace("RED", str(count)))
        else:
            book.change(title, (after, after + fragment.replace("RED", str(count))))
    out = book.relate_outside(book.sheet("Andelar"), "hyperlink", "https://example.org/plan")
    for title, name, fragment, _ in LISTS.values():
        book.add_to(title, name, fragment.replace("OUT", out))
    return book


@cache
def after(kind: str) -> Bench:
    """The same, planned with another grant."""
    return planned_again(with_rules(kind).content)


@pytest.mark.parametrize("kind", BOOKS)
@pytest.mark.parametrize("case", RULES)
def test_a_rule_for_looks_stays(case: str, kind: str) -> None:
    title, fragment = RULES[case]
    text = after(kind).text(after(kind).sheet(title))
    ranges = re.findall(r'sqref="([^"]*)"', fragment)[0]
    found = re.findall(rf'<conditionalFormatting sqref="{ranges}">.*?</conditionalFormatting>',
                       text)
    assert len(found) == 1
    assert re.sub(r'(dxfId|priority)="\w+"', "", found[0]) == re.sub(
        r'(dxfId|priority)="\w+"', "", fragment)


@pytest.mark.parametrize("kind", BOOKS)
@pytest.mark.parametrize("case", LISTS)
def test_a_rule_for_typing_or_a_link_stays(case: str, kind: str) -> None:
    title, name, _, told = LISTS[case]
    text = after(kind).text(after(kind).sheet(title))
    listed = text[text.index(f"<{name}"):text.index(f"</{name}>")]
    assert told in listed


def test_a_link_out_of_the_book_still_leads_there() -> None:
    book = after("alone")
    assert any("https://example.org/plan" in each and "External" in each
               for each in links_of(book, book.sheet("Andelar")))


@pytest.mark.parametrize("kind", BOOKS)
def test_no_two_rules_have_the_same_rank_and_ours_are_all_there(kind: str) -> None:
    book, fresh = after(kind), bench_of(BOOKS[kind]())
    for title, own in (("Översikt", 2), ("Finansieringsplan", 1), ("Andelar", 1)):
        one, other = (re.findall(r'<cfRule [^>]*priority="(\d+)"', each.text(each.sheet(title)))
                      for each in (fresh, book))
        assert len(other) == len(one) + own
        assert sorted(map(int, other)) == list(range(1, len(other) + 1))


def test_a_rule_that_came_first_still_does() -> None:
    """Excel ranks a new rule before all others."""
    book = Bench(alone())
    text = book.text(book.sheet("Finansieringsplan"))
    book.change("Finansieringsplan", ('priority="1"', 'priority="2"'))
    at = text.index("<conditionalFormatting")
    own = ('<conditionalFormatting sqref="E9:H9"><cfRule type="expression" dxfId="0" priority="1">'
           "<formula>E9=0</formula></cfRule></conditionalFormatting>")
    book.change("Finansieringsplan", (text[at:at + 30], own + text[at:at + 30]))
    now = bench_of(book.content).text(book.sheet("Finansieringsplan"))
    assert 'priority="1"><formula>E9=0' in now
    assert re.findall(r'sqref="E7:H7"><cfRule [^>]*priority="(\d)"', now) == ["2"]


def test_rules_that_excel_has_cut_or_joined_are_ours_still() -> None:
    """It writes the cells of like rules together, and cuts them when a cell is pasted over."""
    book, title = Bench(alone()), "Förutsättningar"
    sheet = book.sheet(title)
    tags = re.findall(r'<dataValidation type="decimal".*?</dataValidation>', book.text(sheet))
    same = [each for each in tags if re.sub('sqref="[^"]*"', "", each) == re.sub(
        'sqref="[^"]*"', "", tags[0])]
    cells = " ".join(re.findall(r'sqref="([^"]*)"', "".join(same)))
    book.change(title, *((each, "") for each in same[1:]),
                (same[0], re.sub('sqref="[^"]*"', f'sqref="{cells}"', same[0])))
    book.change("Översikt", ('sqref="B20:B24"', 'sqref="B20:B21 B23:B24"'))
    fresh = bench_of(alone())
    now = planned_again(book.content)
    for each in (title, "Översikt"):
        assert now.parts[now.sheet(each)] == fresh.parts[fresh.sheet(each)]


def test_a_rule_of_ours_that_was_copied_further_is_kept_there_alone() -> None:
    book = Bench(alone())
    book.change("Förutsättningar", ('sqref="C16"', 'sqref="C16 L16:L20"'))
    text = bench_of(book.content).text(book.sheet("Förutsättningar"))
    assert text.count('sqref="C16"') == 1
    assert text.count('sqref="L16:L20"') == 1


def test_a_rule_of_another_kind_in_the_place_of_ours_is_refused_by_its_cell() -> None:
    book = Bench(alone())
    book.change("Förutsättningar", (
        '<dataValidation type="decimal"', '<dataValidation type="list"'))
    with pytest.raises(BookError) as fault:
        plan(book.content)
    assert (fault.value.key, fault.value.place) == ("sheet_holds", "Förutsättningar!C16")
    assert "dataverifieringen" in str(fault.value)


MOVING = {
    "a rule for looks": ("conditionalFormatting", 'sqref="E21"'),
    "a rule for typing": ("dataValidations", VALIDATION % "E21"),
    "a link": ("hyperlinks", '<hyperlink ref="E21" location="Andelar!A1"/>'),
    "a range that may be changed": (
        "protectedRanges", '<protectedRange sqref="E21" name="Fritt"/>'),
}


def moving(case: str) -> Bench:
    """A rule or link at the municipalities' sum, which moves down when one is added."""
    book, (name, told) = Bench(alone()), MOVING[case]
    if name == "conditionalFormatting":
        book.change("Finansieringsplan", ("<conditionalFormatting", (
            f"<conditionalFormatting {told}>"
            '<cfRule type="expression" dxfId="0" priority="9"><formula>E21&lt;9</formula>'
            "</cfRule></conditionalFormatting><conditionalFormatting")))
    else:
        book.add_to("Finansieringsplan", name, told)
    return book


@pytest.mark.parametrize("case", MOVING)
def test_what_would_stand_at_another_cell_is_refused_by_its_cell(case: str) -> None:
    content = moving(case).content
    with pytest.raises(BookError) as fault:
        plan(content, NEW_MUNICIPALITY)
    assert (fault.value.key, fault.value.place) == ("would_move", "Finansieringsplan!E21")
    book = bench_of(content, NEW_MUNICIPALITY, force=True)
    told = re.findall(r'\w+="E21"', MOVING[case][1])[0]
    assert told in book.text(book.sheet("Finansieringsplan"))


def test_a_rule_that_would_read_another_cell_is_refused() -> None:
    book = Bench(alone())
    book.add_to("Översikt", "dataValidations", (
        '<dataValidation type="decimal" sqref="N5"><formula1>0</formula1>'
        "<formula2>Finansieringsplan!$E$21</formula2></dataValidation>"))
    with pytest.raises(BookError) as fault:
        plan(book.content, NEW_MUNICIPALITY)
    assert (fault.value.key, fault.value.place) == ("would_point_elsewhere", "Översikt!N5")
    assert "Finansieringsplan!$E$21" in str(fault.value)
