"""What is not sound is found: each rule against a misdeed in a book that was sound before."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from tests.hosts import zips
from tests.hosts.loose import TYPES, LoosePackage
from tests.hosts.opened import resolved
from tests.hosts.rich import rich_book
from tests.hosts.small import small_book
from tests.hosts.sound import sound
from tests.hosts.sound_workbook import unknown_sheets

_SHEET, _SECOND, _LAST = (f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 4))
_BOOK, _STYLES, _BOOK_RELS = "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"
_TABLE, _CHART, _NOTES = "xl/tables/table1.xml", "xl/charts/chart1.xml", "xl/comments1.xml"
_DRAWING, _SHAPES = "xl/drawings/drawing1.xml", "xl/drawings/vmlDrawing1.vml"
_CHAIN, _PROPERTIES = "xl/calcChain.xml", "docProps/custom.xml"

MISDEEDS: tuple[tuple[str, str, str, str], ...] = (
    # the package
    (_SHEET, "</worksheet>", "", "no element found"),
    (_SHEET, ' xmlns:xr2="', ' xmlns:zz="', "the prefix xr2 is not declared"),
    (TYPES, "spreadsheetml.worksheet+xml", "spreadsheetml.sheet.main+xml", "one workbook"),
    (TYPES, 'Extension="vml"', 'Extension="wml"', "no content type"),
    (TYPES, "</Types>", '<Override PartName="/xl/z.xml" ContentType="a/b"/></Types>', "nothing"),
    (TYPES, "</Types>", '<Default Extension="XML" ContentType="a/b"/></Types>', "two content"),
    (_BOOK_RELS, 'Target="styles.xml"', 'Target="style.xml"', "which is missing"),
    (_BOOK_RELS, 'Id="rId2"', 'Id="rId1"', "is given twice"),
    (_SHEET, '<drawing r:id="rId4"/>', '<drawing r:id="rId99"/>', "no relationship rId99"),
    ("_rels/.rels", 'Target="docProps/custom.xml"', 'Target="docProps/app.xml"', "leads to it"),
    # the workbook
    (_BOOK, "<calcPr ", "<definedNames/><calcPr ", "two elements definedNames"),
    (_BOOK, "<bookViews>", "<calcPr/><bookViews>", "in the wrong order"),
    (_BOOK, 'name="Dolt"', 'name="BUDGET"', "two sheets of the name budget"),
    (_BOOK, 'name="Dolt"', f'name="{"D" * 32}"', "cannot be called"),
    (_BOOK, 'name="Dolt"', 'name="Dolt?"', "cannot be called"),
    (_BOOK, 'sheetId="2"', 'sheetId="1"', "two sheets of the sheetId 1"),
    (_BOOK, 'sheetId="2"', 'sheetId="70000"', "has the number 70000"),
    (_BOOK, 'sheetId="4" r:id="rId4"', 'sheetId="4" r:id="rId6"', "leads to no sheet"),
    (_BOOK, 'activeTab="1"', 'activeTab="2"', "cannot be shown"),
    (_SHEET, "<sheetView ", '<sheetView tabSelected="1" ', "sheets are grouped"),
    (_BOOK, 'name="Ränta"', 'name="SUMMA_BUDGET"', "two names summa_budget"),
    (_BOOK, 'name="Ränta"', 'name="AB12"', "cannot be a name"),
    (_BOOK, 'name="Ränta"', 'name="Utfallstabell"', "the name of two things"),
    (_BOOK, 'name="Period" localSheetId="4"', 'name="Period" localSheetId="5"', "is of the sheet"),
    (_BOOK, ">Budget!$C$10<", ">Budgeten!$C$10<", "points to the sheet Budgeten"),
    (_CHAIN, 'r="C10"', 'r="C11"', "no formula at C11"),
    (_PROPERTIES, 'pid="3"', 'pid="2"', "two properties of the pid 2"),
    (_PROPERTIES, 'pid="2"', 'pid="1"', "has the number 1"),
    # the styles
    (_STYLES, "<cellXfs ", "<cellXfs/><cellXfs ", "two elements cellXfs"),
    (_STYLES, '<cellXfs count="10"', '<cellXfs count="11"', "says 11 and holds 10"),
    (_STYLES, 'fontId="1"', 'fontId="7"', "fontId 7 is not among fonts"),
    (_STYLES, 'numFmtId="165" fontId', 'numFmtId="199" fontId', "199 is not given"),
    (_STYLES, 'numFmtId="165" formatCode', 'numFmtId="164" formatCode', "two number formats 164"),
    (_STYLES, '<tableStyleElement type="headerRow" dxfId="3"/>',
     '<tableStyleElement type="headerRow" dxfId="4"/>', "no differential format 4"),
    (_STYLES, '<dxf><font><color rgb="FF9C0006"/></font>', "<dxf><border/><font/>", "dxf 0"),
    # the sheets
    (_SHEET, "<dimension ", "<cellWatches/><dimension ", "in the wrong order"),
    (_SHEET, '<c r="C4" s="3">', '<c r="C4" s="10">', "s 10 does not exist"),
    (_SHEET, 't="s"><v>0</v>', 't="s"><v>999</v>', "its text does not exist"),
    (_SHEET, '<c r="C4"', '<c r="B4"', "the cell B4 in row 4 after column 2"),
    (_SHEET, '<row r="6"', '<row r="4"', "row 4 after row 5"),
    (_SHEET, '<c r="C10"', '<c r="C11"', "the cell C11 in row 10"),
    (_SHEET, 'dxfId="0"', 'dxfId="4"', "no differential format 4"),
    (_SHEET, ' ref="E4:E9" si="0"', ' si="0"', "is not written out before"),
    (_SHEET, '<mergeCells count="1">', '<mergeCells count="1"><mergeCell ref="E1:F2"/>', "overlap"),
    (_SHEET, '<dataValidations count="3">', '<dataValidations count="4">', "says 4 and holds 3"),
    (_SHEET, 'min="2" max="2"', 'min="1" max="2"', "columns overlap"),
    (_SHEET, 'min="2" max="2"', 'min="2" max="2" style="10"', "columns of the format 10"),
    (_SECOND, 'cm="1"', 'cm="2"', "cm 2 does not exist"),
    # tables
    (_TABLE, 'name="Belopp"', 'name="Summor"', "is headed 'Belopp'"),
    (_TABLE, '<tableColumn id="2"', '<tableColumn id="1"', "two columns of the id 1"),
    (_TABLE, 'ref="A3:D10"', 'ref="A3:E10"', "4 columns in A3:E10"),
    (_TABLE, 'dataDxfId="2"', 'dataDxfId="9"', "no differential format 9"),
    (_SECOND, '<tableParts count="1">', '<tableParts count="2">', "says 2 and holds 1"),
    # what is drawn
    (_DRAWING, 'cNvPr id="3"', 'cNvPr id="2"', "two shapes of the number 2"),
    (_SHAPES, 'id="_x0000_s1027"', 'id="_x0000_s1026"', "two shapes _x0000_s1026"),
    (_SHEET, '<drawing r:id="rId4"/>', "", "other drawings than it uses"),
    (_CHART, "<c:f>Budget!", "<c:f>Budgeten!", "the sheet Budgeten does not exist"),
    (_CHART, '<c:crossAx val="', '<c:crossAx val="9', "the axes"),
    (_NOTES, 'ref="D8"', 'ref="C4"', "two notes at c4"),
    (_NOTES, 'authorId="1"', 'authorId="2"', "has no author"),
    (_SHAPES, "<x:Row>7</x:Row>", "<x:Row>8</x:Row>", "the note at D8 has no shape"),
    ("xl/threadedComments/threadedComment1.xml", 'ref="B4"', 'ref="B5"', "no note at B5"),
)


@pytest.mark.parametrize("misdeed", MISDEEDS, ids=[
    f"{number} {said}" for number, (*_, said) in enumerate(MISDEEDS)])
def test_every_misdeed_is_found(misdeed: tuple[str, str, str, str]) -> None:
    part, old, new, said = misdeed
    book = LoosePackage(rich_book())
    book.splice(part, (old, new))
    assert any(said in fault for fault in sound(book.content)), sound(book.content)


def test_two_members_of_one_name_are_found() -> None:
    parts = [*zips.parts_of(small_book()).items(), ("XL/Workbook.xml", b"<workbook/>")]
    assert "xl/workbook.xml: given twice" in sound(zips.packed(parts))


def test_a_workbook_in_which_nothing_is_shown_is_found() -> None:
    book = LoosePackage(small_book())
    for number in (1, 2):
        book.splice(_BOOK, (f'sheetId="{number}"', f'sheetId="{number}" state="hidden"'))
    assert f"{_BOOK}: no sheet is visible" in sound(book.content)


def test_a_book_of_another_library_is_sound() -> None:
    book, target = openpyxl.Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "hej"
    book.save(target)
    assert sound(target.getvalue()) == []


@pytest.mark.parametrize(("formula", "unknown"), [
    ("Budget!A1+'Förra året'!B2", []),
    ("SUM('Åsa''s blad'!A1:A3)", ["Åsa's blad"]),
    ("BUDGET!A1", []),
    ('"Nej!"&Budget!A1', []),
    ("[1]Blad1!A1", []),
    ("Blad1!A1*Blad2!A1", ["Blad1", "Blad2"]),
])
def test_sheets_in_formulas_are_read_as_excel_reads_them(formula: str, unknown: list[str]) -> None:
    assert unknown_sheets(formula, ["Budget", "Förra året"]) == unknown


@pytest.mark.parametrize(("source", "target", "part"), [
    ("", "xl/workbook.xml", "xl/workbook.xml"),
    ("xl/workbook.xml", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
    ("xl/worksheets/sheet1.xml", "../media/image%201.png", "xl/media/image 1.png"),
    ("xl/workbook.xml", "/xl/styles.xml", "xl/styles.xml"),
])
def test_targets_lead_to_parts(source: str, target: str, part: str) -> None:
    assert resolved(source, target) == part
