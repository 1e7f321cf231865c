"""The makers of workbooks make what they claim: each feature is there, and others can read it."""

from __future__ import annotations

import warnings
import zipfile
from io import BytesIO
from pathlib import Path
from struct import unpack_from

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.hosts import base, rich, zips
from tests.hosts.kinds import KINDS
from tests.hosts.loose import TYPES, LoosePackage
from tests.hosts.opened import Opened
from tests.hosts.producers import large_book, libreoffice_book
from tests.hosts.rich import rich_book
from tests.hosts.small import small_book
from tests.hosts.sound import sound
from tests.office.soffice import recalculated_files

_SHEET, _SECOND, _LAST = (f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 4))
_BOOK, _STYLES = "xl/workbook.xml", "xl/styles.xml"

FEATURES: dict[str, tuple[str, str]] = {
    "a formula with its value": (_SHEET, "<f>SUM(C4:C9)</f><v>20331</v>"),
    "a shared formula": (_SHEET, '<f t="shared" ref="E4:E9" si="0">'),
    "an array formula": (_SHEET, '<f t="array" ref="G4:G6">'),
    "a dynamic array": (_SECOND, 'cm="1" t="str"><f t="array" ref="F4:F6">'),
    "a formula of another workbook": (_SHEET, "<f>[1]Blad1!$A$1</f>"),
    "an external link": ("xl/externalLinks/_rels/externalLink1.xml.rels", "externalLinkPath"),
    "metadata": ("xl/metadata.xml", "XLDAPR"),
    "a picture in a cell": ("xl/richData/richValueRel.xml", "rId1"),
    "a chart in a sheet": ("xl/drawings/drawing1.xml", "c:chart"),
    "a chart sheet": ("xl/chartsheets/sheet1.xml", "<chartsheet"),
    "a chart's style": ("xl/charts/_rels/chart1.xml.rels", "style1.xml"),
    "a chart's colours": ("xl/charts/_rels/chart1.xml.rels", "colors1.xml"),
    "a picture": ("xl/drawings/drawing1.xml", "r:embed="),
    "a text box": ("xl/drawings/drawing1.xml", 'txBox="1"'),
    "a picture in the header": (_SHEET, "<legacyDrawingHF "),
    "a picture behind a sheet": (_LAST, "<picture "),
    "notes": ("xl/comments1.xml", "Enligt lönerevision"),
    "a threaded comment": ("xl/threadedComments/threadedComment1.xml", "Ja, enligt avtal."),
    "persons": ("xl/persons/person.xml", "Åsa Ek"),
    "a button": ("xl/drawings/vmlDrawing1.vml", 'ObjectType="Button"'),
    "a check box": ("xl/ctrlProps/ctrlProp1.xml", "CheckBox"),
    "a check box's control": (_SHEET, '<control shapeId="1090"'),
    "a check box in a cell": ("xl/featurePropertyBag/featurePropertyBag.xml", "Checkbox"),
    "validations": (_SHEET, '<dataValidations count="3">'),
    "conditional formats": (_SHEET, 'type="iconSet"'),
    "an extended data bar": (_SHEET, "<x14:dataBar "),
    "extended icons": (_SHEET, '<x14:iconSet iconSet="3Stars">'),
    "sparklines": (_SHEET, "<x14:sparklineGroups "),
    "a table with totals": ("xl/tables/table1.xml", 'totalsRowCount="1"'),
    "a filter": (_LAST, '<autoFilter ref="A3:C9">'),
    "a name for one sheet": (_BOOK, 'name="Period" localSheetId="4"'),
    "a hidden name": (_BOOK, 'name="Dold_sats" hidden="1"'),
    "a print area": (_BOOK, "_xlnm.Print_Area"),
    "print titles": (_BOOK, "_xlnm.Print_Titles"),
    "a hidden sheet": (_BOOK, 'name="Dolt" sheetId="3" state="hidden"'),
    "merged cells": (_SHEET, '<mergeCell ref="A1:E1"/>'),
    "grouped and hidden rows": (_SHEET, 'hidden="1" outlineLevel="1"'),
    "a link outwards": (_SHEET, '<hyperlink ref="A15" r:id='),
    "rich text": ("xl/sharedStrings.xml", "<r><rPr><b/>"),
    "frozen panes": (_SHEET, 'state="frozen"'),
    "page breaks": (_SHEET, "<rowBreaks "),
    "a protected sheet": (_LAST, "<sheetProtection "),
    "properties of others": ("docProps/custom.xml", "KS 2026/117"),
    "custom XML": ("customXml/item1.xml", "urn:kommunen:diarium"),
    "custom XML's properties": ("customXml/_rels/item1.xml.rels", "customXmlProps"),
    "printer settings": ("xl/worksheets/_rels/sheet2.xml.rels", "printerSettings2.bin"),
    "a pivot table": ("xl/pivotTables/pivotTable1.xml", 'cacheId="7"'),
    "a pivot cache": ("xl/pivotCache/pivotCacheDefinition1.xml", "Utfallstabell"),
    "pivot records": ("xl/pivotCache/pivotCacheRecords1.xml", 'count="6"'),
    "a slicer": ("xl/slicers/slicer1.xml", "Utsnitt_Förvaltning"),
    "a slicer's cache": ("xl/slicerCaches/slicerCache1.xml", 'tableId="1"'),
    "the calculation chain": ("xl/calcChain.xml", '<c r="C10" i="1"/>'),
    "a thumbnail": ("_rels/.rels", "thumbnail.png"),
    "where the file lay": (_BOOK, 'x15ac:absPath url="C:\\Ekonomi\\"'),
    "the last revision": (_BOOK, "<xr:revisionPtr "),
    "ignorable namespaces": (_SHEET, 'mc:Ignorable="x14ac xr xr2 xr3"'),
    "descents of rows": (_LAST, "x14ac:dyDescent"),
    "a theme of the house": ("xl/theme/theme1.xml", 'typeface="Georgia"'),
    "another Normal": (_STYLES, '<fonts count="7" x14ac:knownFonts="1"><font><sz val="9"/>'),
    "a style of the house": (_STYLES, "Kommunens rubrik"),
    "a table style of the house": (_STYLES, "Kommunens tabell"),
}


@pytest.mark.parametrize("feature", FEATURES)
def test_the_rich_book_holds_every_feature(feature: str) -> None:
    part, said = FEATURES[feature]
    assert said in zips.parts_of(rich_book())[part].decode()


def test_a_book_made_twice_is_the_same_twice() -> None:
    assert rich.rich_book.__wrapped__() == rich_book()
    assert small_book.__wrapped__() == small_book()
    assert all(KINDS[kind]() == KINDS[kind]() for kind in KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_book_is_sound(kind: str) -> None:
    assert sound(KINDS[kind]()) == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "strict"])
def test_openpyxl_loads_every_kind_of_book(kind: str) -> None:
    """The strict one it loads as a book without sheets."""
    sheets = loaded(KINDS[kind]()).sheetnames
    assert sheets == {"rich": list(base.SHEETS), "bare": ["Blad1"]}.get(kind, ["Budget", "Utfall"])


def loaded(content: bytes, *, values: bool = False) -> Workbook:
    """A book as openpyxl sees it; what it cannot keep it says in warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(BytesIO(content), data_only=values)


CLAIMS: dict[str, tuple[str, str]] = {
    "macro": (TYPES, "sheet.macroEnabled.main+xml"),
    "1904": (_BOOK, 'date1904="1"'),
    "locked": (_BOOK, '<workbookProtection lockStructure="1"/>'),
    "shared": ("xl/_rels/workbook.xml.rels", "revisions/revisionHeaders.xml"),
    "signed": ("_xmlsignatures/_rels/origin.sigs.rels", "digital-signature/signature"),
    "displayed precision": (_BOOK, 'fullPrecision="0"'),
    "manual": (_BOOK, 'calcMode="manual" iterate="1"'),
    "prefixed": (_SHEET, "<x:sheetData><x:row "),
    "no rels default": (TYPES, 'PartName="/xl/_rels/workbook.xml.rels"'),
    "absolute targets": ("xl/_rels/workbook2.xml.rels", 'Target="/xl/worksheets/sheet1.xml"'),
    "strict": (_BOOK, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    "bare": (_SHEET, "<row><c/><c><f>"),
}


@pytest.mark.parametrize("kind", CLAIMS)
def test_every_kind_is_what_its_name_claims(kind: str) -> None:
    part, said = CLAIMS[kind]
    assert said in zips.parts_of(KINDS[kind]())[part].decode()


def test_some_kinds_lack_what_others_have() -> None:
    assert set(zips.parts_of(KINDS["bare"]())) == {
        TYPES, "_rels/.rels", _BOOK, "xl/_rels/workbook.xml.rels", _SHEET}
    assert b'Extension="rels"' not in zips.parts_of(KINDS["no rels default"]())[TYPES]
    assert b"<sheetData" not in zips.parts_of(KINDS["prefixed"]())[_SHEET]
    assert "xl/vbaProject.bin" in zips.parts_of(KINDS["macro"]())
    assert zips.parts_of(KINDS["UTF-16"]())[_SHEET].startswith(b"\xff\xfe<\0?\0")


# -- zips ---------------------------------------------------------------------------------------


def members(content: bytes) -> list[zipfile.ZipInfo]:
    """Every member's description in the zip's directory."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.infolist()


def test_a_zip64_book_says_its_sizes_in_extra_fields() -> None:
    content = KINDS["ZIP64"]()
    for member in members(content):
        name, extra = unpack_from("<HH", content, member.header_offset + 26)
        assert extra == 20
        assert unpack_from("<H", content, member.header_offset + 30 + name) == (1,)


def test_a_streamed_book_has_descriptors_and_a_stored_one_nothing_compressed() -> None:
    assert all(member.flag_bits & 0x08 for member in members(KINDS["descriptor"]()))
    assert {member.compress_type for member in members(KINDS["stored"]())} == {zipfile.ZIP_STORED}


@pytest.mark.parametrize("kind", ["small", "ZIP64", "descriptor", "stored"])
def test_packed_bytes_are_those_of_the_file(kind: str) -> None:
    content = KINDS[kind]()
    packed = zips.packed_of(content)
    assert list(packed) == list(zips.parts_of(content))
    for member in members(content):
        assert len(packed[member.filename]) == member.compress_size
        assert packed[member.filename] in content
    assert zips.parts_of(content) == zips.parts_of(small_book())


def test_parts_are_replaced_added_and_taken_out() -> None:
    content = zips.zipped(("a.xml", b"<a/>"), ("b.xml", b"<b/>"))
    changed = zips.with_parts(content, {"a.xml": b"<c/>", "b.xml": None, "d.xml": b"<d/>"})
    assert zips.parts_of(changed) == {"a.xml": b"<c/>", "d.xml": b"<d/>"}
    assert zips.with_parts(content, {}) == content


def test_a_text_that_is_not_there_is_not_spliced() -> None:
    with pytest.raises(LookupError, match="holds no <nothing/>"):
        LoosePackage(small_book()).splice(_BOOK, ("<nothing/>", ""))


def test_a_large_book_has_as_many_cells_as_it_should() -> None:
    content = large_book(1_234)
    assert zips.parts_of(content)[_SHEET].count(b"<c ") == 1_234
    assert sound(content) == []
    assert large_book(1_234) == content


# -- another program ----------------------------------------------------------------------------


@pytest.mark.office
def test_libreoffice_opens_and_calculates_every_kind_of_book(tmp_path: Path) -> None:
    files = {kind: tmp_path / f"{kind}.xlsx" for kind in KINDS}
    for kind, file in files.items():
        file.write_bytes(KINDS[kind]())
    made = recalculated_files(list(files.values()), tmp_path)
    answers = {"rich": ("Budget", "C10", 20_331), "bare": ("Blad1", "B2", 2_400)}
    for kind, file in files.items():
        book = loaded(made[file].read_bytes(), values=True)
        sheet, cell, value = answers.get(kind, ("Utfall", "A1", 750))
        assert book[sheet][cell].value == value, kind


@pytest.mark.office
def test_the_rich_book_from_libreoffice_is_a_whole_package(tmp_path: Path) -> None:
    content = libreoffice_book(tmp_path)
    assert [title for title, _ in Opened.of(content).sheets] == list(base.SHEETS)
    assert sound(content) == []
