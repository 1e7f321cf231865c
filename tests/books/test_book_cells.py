"""Cells, names and properties as we read them are what openpyxl reads; and the odd ones too."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, cast

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_xl.addresses import Position, cell_name, position_of
from finsam_xl.books import cells
from finsam_xl.books.cells import book_cells
from finsam_xl.errors import BookError, FinsamError
from finsam_xl.inputs.raw import BookCells, FoundCell
from finsam_xl.package.archive import open_package

Built = Callable[..., bytes]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINK = "http://schemas.openxmlformats.org/package/2006/relationships"


def small_book(rows: str, *, names: str = "", strings: str = "", workbook: str = "",
               namespace: str = MAIN, target: str = "worksheets/sheet1.xml") -> bytes:
    """A package of one sheet, as little of it as a reader needs."""
    parts = {
        "_rels/.rels": (
            f'<Relationships xmlns="{LINK}"><Relationship Id="rId1" '
            f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
        "xl/workbook.xml": (
            f'<workbook xmlns="{namespace}" xmlns:r="{RELATIONS}">{workbook}<sheets>'
            f'<sheet name="Blad 1" sheetId="1" r:id="rId1"/></sheets>'
            f"<definedNames>{names}</definedNames></workbook>"),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{LINK}">'
            f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="{target}"/>'
            f'<Relationship Id="rId2" Type="{RELATIONS}/sharedStrings" '
            'Target="sharedStrings.xml"/></Relationships>'),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'),
    }
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


def read(content: bytes) -> BookCells:
    """A package's cells."""
    return book_cells(open_package(content, "plan.xlsx"))


def grid(rows: str, strings: str = "") -> dict[str, FoundCell]:
    """The cells of one sheet, by their names."""
    found = read(small_book(rows, strings=strings)).sheets["Blad 1"]
    return {cell_name(at): cell for at, cell in found.items()}


def by_openpyxl(content: bytes) -> Iterator[tuple[str, Position, object, object]]:
    """Sheet, position, value and formula of every cell that holds something."""
    written = openpyxl.load_workbook(BytesIO(content))
    stored = openpyxl.load_workbook(BytesIO(content), data_only=True)
    for sheet in written:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    at = (cell.row - 1, cell.column - 1)
                    formula = cell.value if cell.data_type == "f" else None
                    yield sheet.title, at, stored[sheet.title].cell(*cell_at(at)).value, formula


def cell_at(at: Position) -> Position:
    """Row and column counted from one."""
    return at[0] + 1, at[1] + 1


def plainly(value: object) -> object:
    """A value as a number, a text or nothing."""
    if isinstance(value, datetime):
        value = (value - datetime(1899, 12, 30)).days  # noqa: DTZ001 - a day has no zone
    if isinstance(value, (Decimal, int, float)) and not isinstance(value, bool):
        return float(value)
    return value or None


@pytest.mark.parametrize("name", ["ovning", "sjuharad-2026"])
def test_every_cell_is_what_openpyxl_reads(built: Built, name: str) -> None:
    content = built(name)
    ours = {(title, at): cell for title, found in read(content).sheets.items()
            for at, cell in found.items()}
    seen = 0
    for title, at, value, formula in by_openpyxl(content):
        cell = ours.pop((title, at))
        assert plainly(cell.content) == plainly(value), (title, cell_name(at))
        assert cell.formula == (str(formula).removeprefix("=") if formula else None)
        seen += 1
    assert seen > 4_000
    assert [where for where, cell in ours.items() if cell.content or cell.formula] == []


def test_names_and_properties_are_what_openpyxl_reads(built: Built) -> None:
    content = built("ovning")
    ours, theirs = read(content), cast("Any", openpyxl.load_workbook(BytesIO(content)))
    named = {name: defined.attr_text for name, defined in theirs.defined_names.items()}
    assert set(named) == {name for name in ours.names if not name.startswith("_xlnm")}
    for name, text in named.items():
        title, at = ours.names[name]
        quoted = title if f"{title}!" in text else f"'{title}'"
        assert text == f"{quoted}!{cell_name(at, fix_row=True, fix_column=True)}"
    properties = {each.name: each.value for each in theirs.custom_doc_props.props}
    assert dict(ours.properties) == properties
    assert list(ours.sheets) == theirs.sheetnames


# -- cells as other programs write them -------------------------------------------------------


def test_each_kind_of_cell_is_read() -> None:
    found = grid(
        '<row r="1"><c r="A1"><v>187.17</v></c><c r="B1" t="n"><v>1E3</v></c>'
        '<c r="C1" t="s"><v>1</v></c><c r="D1" t="str"><v>Lika</v></c>'
        '<c r="E1" t="b"><v>1</v></c><c r="F1" t="b"><v>0</v></c>'
        '<c r="G1" t="e"><v>#DIV/0!</v></c>'
        '<c r="H1" t="inlineStr"><is><t>Här</t></is></c>'
        '<c r="I1" t="d"><v>2025-06-30</v></c><c r="J1"/></row>',
        strings="<si><t>Noll</t></si><si><r><t>Bo</t></r><r><t>rås</t></r>"
                '<rPh sb="0" eb="1"><t>x</t></rPh></si>',
    )
    assert found == {
        "A1": FoundCell(Decimal("187.17")), "B1": FoundCell(Decimal(1000)),
        "C1": FoundCell("Borås"), "D1": FoundCell("Lika"), "E1": FoundCell(content=True),
        "F1": FoundCell(content=False), "G1": FoundCell("#DIV/0!", error=True),
        "H1": FoundCell("Här"), "I1": FoundCell("2025-06-30"),
    }


@pytest.mark.parametrize(("stored", "number"), [
    ("1.4999999999999999E-2", "0.015"), ("4386.5200000000004", "4386.52"),
    ("1.1000000000000001", "1.1"), ("2.2999999999999998", "2.3"), ("187.17", "187.17"),
    ("0.30000000000000004", "0.30000000000000004"), ("9790", "9790"), ("-0.001", "-0.001"),
])
def test_a_number_is_the_one_that_was_typed_however_excel_spells_it(
    stored: str, number: str
) -> None:
    """Excel stores seventeen digits: 1,5 % comes back as 1.4999999999999999E-2."""
    content = grid(f'<row r="1"><c r="A1"><v>{stored}</v></c></row>')["A1"].content
    assert content == Decimal(number)


@given(st.integers(-10**10, 10**10))
def test_every_krona_survives_the_spelling_of_excel(kronor: int) -> None:
    """An amount in tkr with three decimals, written with seventeen digits, is still whole."""
    content = grid(f'<row r="1"><c r="A1"><v>{kronor / 1000:.17g}</v></c></row>')["A1"].content
    assert isinstance(content, Decimal)
    assert content * 1000 == kronor


def test_formulas_are_seen_with_or_without_a_stored_value() -> None:
    found = grid(
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c>'
        '<c r="C1"><f t="shared" si="0"/><v>5</v></c><c r="D1" t="str"><f>""</f><v></v></c>'
        '<c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>')
    assert found["A1"] == FoundCell(Decimal(2), "1+1")
    assert found["B1"] == FoundCell(None, "1+1")
    assert found["C1"] == FoundCell(Decimal(5), "")
    assert found["D1"] == FoundCell("", '""')
    assert found["E1"] == FoundCell("#DIV/0!", "1/0", error=True)


def test_cells_without_references_stand_after_one_another() -> None:
    found = grid('<row><c><v>1</v></c><c><v>2</v></c></row><row r="4"><c r="C4"><v>3</v></c>'
                 "<c><v>4</v></c></row><row><c><v>5</v></c></row>")
    assert {name: cell.content for name, cell in found.items()} == {
        "A1": Decimal(1), "B1": Decimal(2), "C4": Decimal(3), "D4": Decimal(4), "A5": Decimal(5)}


def test_a_lonely_cell_far_away_costs_nothing() -> None:
    found = grid('<row r="200000"><c r="XFD200000"><v>1</v></c></row>')
    assert list(found) == ["XFD200000"]


def test_rows_beyond_all_reason_are_refused() -> None:
    with pytest.raises(BookError) as fault:
        grid(f'<row r="{cells.MOST_ROWS + 1}"><c><v>1</v></c></row>')
    assert fault.value.key == "too_many_rows"


def test_a_target_may_be_written_from_the_root() -> None:
    book = read(small_book('<row r="1"><c r="A1"><v>1</v></c></row>',
                           target="/xl/worksheets/sheet1.xml"))
    assert book.sheets["Blad 1"][0, 0].content == Decimal(1)


def test_a_book_without_shared_strings_or_properties_is_read() -> None:
    content = small_book('<row r="1"><c r="A1"><v>1</v></c></row>')
    package = open_package(content, "plan.xlsx")
    parts = {name: part for name, part in package.parts.items() if "shared" not in name}
    book = book_cells(replace(package, parts=parts))
    assert book.sheets["Blad 1"][0, 0].content == Decimal(1)
    assert book.properties == {}


NAMES = (
    "<definedName name=\"fs_a\">'Blad 1'!$C$9</definedName>"
    "<definedName name=\"fs_b\">'Blad 1'!C9</definedName>"
    "<definedName name=\"fs_c\">'L''Aquila'!$A$1</definedName>"
    '<definedName name="fs_d">Blad2!$AB$10</definedName>'
    "<definedName name=\"fs_e\">'Blad 1'!$A$1:$B$2</definedName>"
    '<definedName name="fs_f">#REF!</definedName>'
    "<definedName name=\"fs_g\">'Blad 1'!#REF!</definedName>"
    '<definedName name="fs_h">5</definedName>'
)


def test_names_are_read_that_point_to_one_cell() -> None:
    assert dict(read(small_book("", names=NAMES)).names) == {
        "fs_a": ("Blad 1", (8, 2)), "fs_b": ("Blad 1", (8, 2)), "fs_c": ("L'Aquila", (0, 0)),
        "fs_d": ("Blad2", (9, 27)),
    }


@pytest.mark.parametrize("first", ["whole", "copy"])
def test_a_name_of_a_copied_sheet_does_not_take_the_place_of_the_books_own(first: str) -> None:
    """Copying a sheet gives its names a second life, valid in the copy only."""
    both = {
        "whole": "<definedName name=\"fs_grant_2026\">'Blad 1'!$C$17</definedName>",
        "copy": ('<definedName name="fs_grant_2026" localSheetId="1">'
                 "'Blad 1 (2)'!$C$17</definedName>"),
    }
    order = [both.pop(first), *both.values()]
    assert read(small_book("", names="".join(order))).names["fs_grant_2026"][0] == "Blad 1"


def test_a_strict_workbook_is_refused() -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    with pytest.raises(BookError) as fault:
        read(small_book("", namespace=strict))
    assert fault.value.key == "strict"


@pytest.mark.parametrize(("said", "from_1904"), [("1", True), ("true", True), ("0", False)])
def test_a_workbook_that_counts_its_days_from_1904_is_known(said: str, from_1904: bool) -> None:  # noqa: FBT001
    """Every date in it means another day: 45 838 is 30 June 2025 only from 1900."""
    book = read(small_book("", workbook=f'<workbookPr date1904="{said}"/>'))
    assert book.from_1904 is from_1904


MALFORMED = {
    "XML that does not end": "<row",
    "a string that is not there": '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
    "a string by a word": '<row r="1"><c r="A1" t="s"><v>ett</v></c></row>',
    "a row by a word": '<row r="ett"><c r="A1"><v>1</v></c></row>',
    "a cell that is nowhere": '<row r="1"><c r="1A"><v>1</v></c></row>',
}


@pytest.mark.parametrize("case", MALFORMED)
def test_a_sheet_that_is_malformed_is_refused_by_its_part(case: str) -> None:
    with pytest.raises(FinsamError) as fault:
        grid(MALFORMED[case])
    assert fault.value.key == "part_broken"
    assert "xl/worksheets/sheet1.xml" in fault.value.fault()


def test_a_sheet_whose_part_is_gone_is_refused() -> None:
    with pytest.raises(BookError) as fault:
        read(small_book("", target="worksheets/sheet9.xml")).sheets["Blad 1"]
    assert fault.value.key == "part_missing"
    assert "sheet9.xml" in fault.value.fault()


def test_a_number_that_is_none_is_kept_as_the_text_it_is() -> None:
    """The reader of inputs then refuses it by its cell."""
    assert grid('<row r="1"><c r="A1"><v>ett</v></c></row>')["A1"].content == "ett"


def test_cell_names_and_positions_are_each_others_inverse() -> None:
    for column in (0, 25, 26, 51, 52, 701, 702, 16_383):
        for row in (0, 8, 1_048_575):
            assert position_of(cell_name((row, column))) == (row, column)
    with pytest.raises(ValueError, match="A0B"):
        position_of("A0B")
