"""Values and formulas beside ours go along, as they are; a place that is taken is refused."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from finsam_xl.books.cells import cells_in
from finsam_xl.errors import BookError
from finsam_xl.inputs.raw import FoundCell
from tests.graft.bench import (
    BOOKS,
    NEW_MUNICIPALITY,
    OTHER_GRANT,
    Bench,
    alone,
    bench_of,
    opened,
    plan,
    planned_again,
)
from tests.hosts.names import MAIN, sheet_type
from tests.hosts.typing import Typed

pytestmark = pytest.mark.thorough

RICH = "<si><r><t>Stäm </t></r><r><rPr><b/></rPr><t>av</t></r></si>"
WRITTEN = {
    "a number": ("K4", '<c r="K4"><v>4250</v></c>'),
    "a fraction": ("K5", '<c r="K5"><v>0.30000000000000004</v></c>'),
    "a text": ("K6", '<c r="K6" t="inlineStr"><is><t xml:space="preserve"> Ring FK </t></is></c>'),
    "a text of two looks": ("K7", '<c r="K7" t="s"><v>RICH</v></c>'),
    "a text that begins with =": (
        "K8", '<c r="K8" t="inlineStr"><is><t>=1+1 är två</t></is></c>'),
    "a truth": ("K9", '<c r="K9" t="b"><v>1</v></c>'),
    "an error": ("K10", '<c r="K10" t="e"><v>#N/A</v></c>'),
    "a day": ("K11", '<c r="K11" s="DAY"><v>46037</v></c>'),
    "a formula": ("K12", '<c r="K12"><f>fs_total_2026/2</f><v>4250000</v></c>'),
    "a formula that gives a text": (
        "K13", '<c r="K13" t="str"><f>&quot;Summa &quot;&amp;E9</f><v>Summa 2050</v></c>'),
    "a formula that gives an error": ("K14", '<c r="K14" t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
    "a formula copied downwards": (
        "K15", '<c r="K15"><f t="shared" ref="K15:K16" si="0">E9/2</f><v>1025</v></c>'),
    "its copy": ("K16", '<c r="K16"><f t="shared" si="0"/><v>1025</v></c>'),
    "a formula for several cells": (
        "K17", '<c r="K17"><f t="array" ref="K17:K18">E9:E10*2</f><v>4100</v></c>'),
    "its second value": ("K18", '<c r="K18"><v>4100</v></c>'),
    "a value in the row between two blocks": ("K32", '<c r="K32"><v>1</v></c>'),
    "a value in the empty column": ("A12", '<c r="A12"><v>2</v></c>'),
    "a value below ours": ("C70", '<c r="C70"><v>3</v></c>'),
    "a value over looks of ours": ("E8", '<c r="E8"><v>5</v></c>'),
}


def with_cells(kind: str) -> Bench:
    """A book with every cell of the table on Finansieringsplan, its texts shared or not."""
    book = Bench(BOOKS[kind]())
    if "xl/sharedStrings.xml" not in book.parts:
        book.add("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}" count="1" uniqueCount="1"></sst>',
                 sheet_type("sharedStrings"))
        book.relate("xl/workbook.xml", "sharedStrings", "xl/sharedStrings.xml")
    place = book.text("xl/sharedStrings.xml").count("<si>")
    book.splice("xl/sharedStrings.xml", ("</sst>", f"{RICH}</sst>"))
    day = book.look(font='<font><i/><color theme="5"/></font>')
    book.write("Finansieringsplan", *(
        cell.replace("RICH", str(place)).replace("DAY", str(day)) for _, cell in WRITTEN.values()))
    return book


@cache
def then_and_now(kind: str) -> tuple[Bench, Bench]:
    """Such a book, before and after a plan with another grant."""
    book = with_cells(kind)
    return book, planned_again(book.content)


def found(book: Bench, title: str = "Finansieringsplan") -> dict[tuple[int, int], FoundCell]:
    """What a sheet holds."""
    return dict(cells_in(opened(book.content)).sheets[title])


@pytest.mark.parametrize("kind", BOOKS)
@pytest.mark.parametrize("case", WRITTEN)
def test_what_stands_beside_ours_stays_as_it_is(case: str, kind: str) -> None:
    """The value, the formula and its kind, the looks."""
    name, _ = WRITTEN[case]
    before, after = then_and_now(kind)
    cell = after.text(after.sheet("Finansieringsplan")).split(f'<c r="{name}"')[1].split("<c ")[0]
    old = before.text(before.sheet("Finansieringsplan")).split(f'<c r="{name}"')[1]
    shared = case == "a text of two looks"
    told = "".join(("<is>", RICH[4:-5], "</is>")) if shared else old.split("<c ")[0].split(
        "</row>")[0].partition(">")[2]
    assert told.split("</c>")[0] in cell
    assert shared or cell.startswith(old.split(">")[0])


@pytest.mark.parametrize("kind", BOOKS)
def test_our_own_cells_are_those_of_a_book_without_any_of_it(kind: str) -> None:
    own = {name for name, _ in WRITTEN.values()}
    fresh = found(bench_of(BOOKS[kind]()))
    now = found(then_and_now(kind)[1])
    assert len(now) == len(fresh) + len(own)
    assert {at: now[at] for at in fresh} == fresh


def test_a_value_goes_down_with_its_row_and_so_does_a_formula_that_reads_a_name() -> None:
    book = Bench(alone())
    book.write("Finansieringsplan", '<c r="K21"><v>7</v></c>',
               '<c r="L21"><f>fs_total_2026/2</f><v>1</v></c>',
               '<c r="K60"><v>8</v></c>', '<c r="K9"><f>E12*2</f><v>2</v></c>')
    now = found(planned_again(book.content, NEW_MUNICIPALITY))
    assert {at: (cell.content, cell.formula) for at, cell in now.items() if at[1] > 9} == {
        (21, 10): (7, None), (21, 11): (1, "fs_total_2026/2"), (59, 10): (8, None),
        (8, 10): (2, "E12*2")}


REFUSED = {
    "a formula that reads a cell that moves": (
        '<c r="K9"><f>E21*2</f><v>2</v></c>', "would_point_elsewhere", "Finansieringsplan!E21"),
    "one that reads another sheet of ours": (
        '<c r="K9"><f>SUM(Andelar!$L$46:$L$50)</f><v>2</v></c>', "would_point_elsewhere",
        "Andelar!$L$46:$L$50"),
    "a copied formula": (
        '<c r="K9"><f t="shared" ref="K9:K10" si="0">E9</f><v>2</v></c>', "shared_formula",
        "Skriv formeln på nytt"),
    "a value where the sheet gets a cell": ('<c r="E48"><v>12</v></c>', "place_taken", '"12"'),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_come_along_is_refused_by_its_cell(case: str) -> None:
    cell, key, told = REFUSED[case]
    book = Bench(alone())
    book.write("Finansieringsplan", cell)
    with pytest.raises(BookError) as fault:
        plan(book.content, NEW_MUNICIPALITY)
    assert (fault.value.key, fault.value.exit_code) == (key, 2)
    assert fault.value.place == "Finansieringsplan!" + cell.split('"')[1]
    assert told in str(fault.value)


def test_with_force_a_formula_goes_on_reading_the_same_address() -> None:
    book = Bench(alone())
    book.write("Finansieringsplan", '<c r="K9"><f>E21*2</f><v>2</v></c>')
    now = found(bench_of(book.content, NEW_MUNICIPALITY, force=True))
    assert now[8, 10].formula == "E21*2"


@pytest.mark.parametrize(("title", "cell"), [
    ("Insatser", '<c r="T6" t="inlineStr"><is><t>kolla</t></is></c>'),
    ("Befolkning", '<c r="B60"><v>1490</v></c>'),
    ("Förutsättningar", '<c r="L9"><f>1+1</f><v>2</v></c>'),
])
def test_what_stands_beside_the_inputs_is_refused_by_its_cell(title: str, cell: str) -> None:
    """It looks like an input, and nothing of ours would read it."""
    book = Bench(alone())
    book.write(title, cell)
    with pytest.raises(BookError) as fault:
        plan(book.content, OTHER_GRANT)
    assert (fault.value.key, fault.value.place) == (
        "foreign_cell", f"{title}!" + cell.split('"')[1])


def test_inputs_comments_and_the_change_log_are_all_there_afterwards() -> None:
    typed: Typed = {"fs_activity_amount_01_2026": 2955.5,
                    "fs_change_what_05": "Höjt insats 1",
                    "fs_grant_comment_2026": "Beslut <4 & 5>\n3 maj",
                    "fs_plan_note_04": "Se §§ 4–5"}
    book = cells_in(opened(bench_of(alone(), typed).content))
    for name, value in typed.items():
        title, at = book.names[name]
        content = book.sheets[title][at].content
        assert content == (Decimal(str(value)) if isinstance(value, float) else value)
