"""The looks that a person gave to cells stay, and only those; ours follow the plan."""

from __future__ import annotations

import re
from functools import cache

import pytest

from finsam_xl.graft.looks import Look, LookBook, changed, look_of
from finsam_xl.package.markup import as_utf8, parsed
from finsam_xl.sheets import style as s
from tests.graft.bench import BOOKS, NEW_MUNICIPALITY, Bench, alone, bench_of, planned_again

pytestmark = pytest.mark.thorough

FONT = ('<font>%s<sz val="10.5"/><color rgb="FF1D2B30"/><name val="Calibri"/><family val="2"/>'
        "</font>")
YELLOW = ('<fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/>'
          '<bgColor indexed="64"/></patternFill></fill>')
LOOKS = {
    "a fill": ("", YELLOW), "bold": (FONT % "<b/>", ""), "italic": (FONT % "<i/>", ""),
    "struck out": (FONT % "<strike/>", ""), "underlined": (FONT % '<u val="double"/>', ""),
    "a colour": (FONT.replace('rgb="FF1D2B30"', 'rgb="FFFF0000"') % "", ""),
    "a colour of the theme": (FONT.replace('rgb="FF1D2B30"', 'theme="5" tint="-0.25"') % "", ""),
    "another type": (FONT.replace("Calibri", "Courier New") % "", YELLOW),
}
CELLS = dict(zip(LOOKS, ("E9", "F10", "G12", "H15", "E16", "F17", "G18", "H21"), strict=True))
TITLE = "Finansieringsplan"


def seen(book: Bench, title: str, cell: str) -> Look:
    """How a cell looks."""
    return LookBook(parsed(as_utf8(book.parts["xl/styles.xml"]))).cell(book.looks_at(title, cell))


@cache
def painted(kind: str) -> tuple[Bench, Bench]:
    """A book with every look of the table, before and after a plan with another grant."""
    book = Bench(BOOKS[kind]())
    for case, (font, fill) in LOOKS.items():
        book.paint(TITLE, CELLS[case], font=font, fill=fill)
    return book, planned_again(book.content)


@pytest.mark.parametrize("kind", BOOKS)
@pytest.mark.parametrize("case", LOOKS)
def test_the_looks_of_a_cell_of_ours_stay(case: str, kind: str) -> None:
    before, after = painted(kind)
    one, other = (seen(book, TITLE, CELLS[case]) for book in (before, after))
    assert (one.font, one.fill) == (other.font, other.fill)


def test_what_else_is_to_be_seen_stays_ours() -> None:
    """The number's format, the lines around it, where it stands, and that it is locked."""
    fresh, after = bench_of(alone()), painted("alone")[1]
    for cell in CELLS.values():
        assert seen(after, TITLE, cell)[2:] == seen(fresh, TITLE, cell)[2:]


def test_no_other_cell_of_any_sheet_has_other_looks() -> None:
    fresh, after = bench_of(alone()), painted("alone")[1]
    text, other = (re.sub("|".join(f'<c r="{cell}"[^>]*>' for cell in CELLS.values()), "", each)
                   for each in (book.text(book.sheet(TITLE)) for book in (fresh, after)))
    assert other == text


def test_looks_follow_their_cell_when_rows_move_and_the_format_follows_the_step() -> None:
    """A yellow sum of the municipalities, shown with two decimals once the step is 10 kr."""
    book = Bench(alone())
    book.paint(TITLE, "F21", fill=YELLOW)
    now = planned_again(book.content, {**NEW_MUNICIPALITY, "fs_step_2026": 10})
    assert seen(now, TITLE, "F22").fill == "FFFF00"
    assert seen(now, TITLE, "F22").number == s.DECIMALS[2]
    assert seen(now, TITLE, "F21").fill != "FFFF00"


def test_an_input_keeps_its_colour_and_stays_an_input() -> None:
    """Somebody has pasted over it: what can be typed there is ours to say."""
    book = Bench(alone())
    book.paint("Insatser", "B6", font=FONT % "<b/>", fill=YELLOW)
    look = seen(bench_of(book.content), "Insatser", "B6")
    assert (look.fill, look.font[1], look.locked) == ("FFFF00", True, False)


def test_colour_beside_ours_stays_and_goes_down_with_its_row() -> None:
    """A cell without any value, one that was unlocked, a whole column and a whole row."""
    book = Bench(alone())
    yellow, free = book.look(fill=YELLOW), book.look(unlocked=True)
    book.write(TITLE, f'<c r="K21" s="{yellow}"/>', f'<c r="K9" s="{free}"/>')
    book.change(TITLE, ("</cols>", f'<col min="12" max="12" width="9" style="{yellow}"/></cols>'),
                ("</sheetData>", f'<row r="60" s="{yellow}" customFormat="1"/></sheetData>'))
    text = planned_again(book.content, NEW_MUNICIPALITY).text(book.sheet(TITLE))
    for told in (f'<c r="K22" s="{yellow}"/>', f'<c r="K9" s="{free}"/>',
                 f'<col min="12" max="12" width="9" style="{yellow}"/>',
                 f's="{yellow}" customFormat="1"'):
        assert told in text
    assert "K21" not in text


@pytest.mark.parametrize("other", [
    s.BODY.but(number=s.DECIMALS[1]), s.TYPED, s.NUMBER.but(indent=1),
])
def test_a_style_of_ours_does_not_differ_from_itself(other: s.Style) -> None:
    assert changed(look_of(other), look_of(other)) == ()


@pytest.mark.parametrize(("ours", "theirs", "groups"), [
    (s.BODY, s.BODY.but(bold=True), ("font",)), (s.BODY, s.BODY.but(fill="FFFF00"), ("fill",)),
    (s.NUMBER, s.NUMBER.but(number="0.00"), ("number",)),
    (s.ROW, s.ROW.but(box=(1, "000000")), ("border",)),
    (s.BODY, s.BODY.but(align="center", wrap=True), ("alignment",)),
    (s.TYPED, s.TYPED.but(colour=s.TEAL2), ()),
    (s.NUMBER.but(number=s.DECIMALS[0]), s.NUMBER.but(number=s.DECIMALS[3]), ()),
    (s.NUMBER.but(number='0.0 %" mot 2025"'), s.NUMBER.but(number='0.0 %" mot 2026"'), ()),
])
def test_what_of_the_looks_is_a_persons_doing(
    ours: s.Style, theirs: s.Style, groups: tuple[str, ...]
) -> None:
    """A link's colour, decimals after the rounding step and a year beside a number are ours."""
    assert changed(look_of(theirs), look_of(ours)) == groups
