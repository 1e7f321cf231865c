"""A file is judged before anything in it is parsed: what it is, and that it is safe to open."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO

import pytest

from finsam_xl.errors import BookError
from finsam_xl.package import suspicion
from finsam_xl.package.archive import open_package
from finsam_xl.package.suspicion import refuse_part
from tests.hosts.names import MAIN, OFFICE
from tests.hosts.zips import zipped
from tests.package.books import LEADING, TYPED, WORKBOOK, book, refused

BILLION = b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><s>&b;</s>'
FETCHED = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'
BINARY = (LEADING[0], LEADING[1].replace(b"workbook.xml", b"workbook.bin"))
WORDS = (LEADING[0], LEADING[1].replace(b"xl/workbook.xml", b"word/document.xml"))
OUTSIDE = (LEADING[0], LEADING[1].replace(b'"rId1"', b'"rId1" TargetMode="External"'))
WORD_TYPES = (TYPED[0], TYPED[1].replace(b"xl/workbook.xml", b"word/document.xml").replace(
    b"spreadsheetml.sheet", b"wordprocessingml.document"))

OTHER_KINDS: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "kind_empty"),
    "a password or an old .xls": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504, "kind_ole"),
    "a web page": (b"<!DOCTYPE html><table></table>", "kind_html"),
    "a web page in small letters": (b"\n <!doctype html>", "kind_html"),
    "a web page without its declaration": (b"<html><table></table></html>", "kind_html"),
    "a web page in capitals": (b"\xef\xbb\xbf<HTML>", "kind_html"),
    "XML of 2003": (b'<?xml version="1.0"?><Workbook/>', "kind_xml"),
    "a PDF": (b"%PDF-1.7", "kind_pdf"),
    "comma-separated text": (b"kod;kommun;antal\n1443;Bollebygd;9790\n", "kind_text"),
    "text with a byte-order mark": (b"\xef\xbb\xbfkod;kommun\n", "kind_text"),
    "an .xlsb": (zipped(BINARY, ("xl/workbook.bin", b"\x83\x01")), "kind_xlsb"),
    "a zip of something else": (zipped(("readme.txt", b"hej")), "not_a_workbook"),
    "a workbook that nothing points to": (zipped(WORKBOOK), "not_a_workbook"),
    "a workbook that is not there": (zipped(LEADING), "not_a_workbook"),
    "a workbook that is somewhere else": (zipped(OUTSIDE, WORKBOOK), "not_a_workbook"),
    "a Word document": (zipped(WORD_TYPES, WORDS, ("word/document.xml", b"<document/>")),
                        "not_a_workbook"),
    "an empty zip": (zipped(), "not_a_workbook"),
}


@pytest.mark.parametrize("case", OTHER_KINDS)
def test_a_file_that_is_no_workbook_is_told_what_it_is(case: str) -> None:
    content, key = OTHER_KINDS[case]
    assert refused(content).key == key


UNSAFE: dict[str, tuple[bytes, str, str]] = {
    "two parts of one name": (
        book(("xl/worksheets/sheet1.xml", b"<a/>"), ("xl/worksheets/SHEET1.xml", b"<b/>")),
        "package_twice", "xl/worksheets/sheet1.xml"),
    "a part that climbs out": (book(("../../etc/cron", b"x")), "package_path", "../../etc/cron"),
    "a part that climbs out halfway": (
        book(("xl/../../x.xml", b"x")), "package_path", "xl/../../x.xml"),
    "a part from the root": (book(("/xl/x.xml", b"x")), "package_path", "/xl/x.xml"),
    "a part with a backslash": (book(("xl\\x.xml", b"x")), "package_path", "xl\\x.xml"),
    "a part by a way round": (book(("xl/./x.xml", b"x")), "package_path", "xl/./x.xml"),
    "a part in a folder without a name": (book(("xl//x.xml", b"x")), "package_path", "xl//x.xml"),
    "a document type among relations": (
        zipped(WORKBOOK, ("_rels/.rels", BILLION)), "package_dtd", "_rels/.rels"),
    "a document type in a part of any name": (
        book(("xl/media/image1.dat", BILLION)), "package_dtd", "xl/media/image1.dat"),
    "a part that swells a thousand times": (
        book(("xl/sharedStrings.xml", b" " * 40_000_000)), "package_bomb", "xl/sharedStrings.xml"),
}


@pytest.mark.parametrize("case", UNSAFE)
def test_a_package_that_is_not_safe_is_refused_by_its_part(case: str) -> None:
    content, key, part = UNSAFE[case]
    fault = refused(content)
    assert fault.key == key
    assert str(fault.facts["part"]).casefold() == part.casefold()
    assert part.casefold() in fault.fault().casefold()


def test_two_parts_of_exactly_the_same_name_are_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = book(("xl/a.xml", b"<a/>"), ("xl/a.xml", b"<b/>"))
    assert refused(content).key == "package_twice"


@pytest.mark.parametrize("limit", ["MOST_BYTES", "MOST_MEMBERS"])
def test_a_package_too_large_in_all_is_refused(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suspicion, limit, 3)
    assert refused(book(("xl/a.xml", b"<a/>"))).key == "package_large"


def test_a_large_part_that_is_merely_large_is_accepted() -> None:
    text = hashlib.shake_256(b"finsam").hexdigest(1_200_000).encode()
    assert open_package(book(("xl/a.xml", text)), "plan.xlsx").parts["xl/a.xml"] == text


def test_a_white_picture_is_no_bomb() -> None:
    picture = b"BM" + b"\xff" * 6_000_000
    assert open_package(book(("xl/media/image1.bmp", picture)), "plan.xlsx").parts


# -- inside the parts -------------------------------------------------------------------------


def pieces(part: bytes, size: int = 1 << 20) -> Iterator[bytes]:
    """A part in pieces."""
    return (part[at:at + size] for at in range(0, len(part), size))


def fault_of(part: bytes) -> str:
    """The key that a part is refused with; empty if it is not."""
    return fault_of_pieces(pieces(part))


def fault_of_pieces(part: Iterable[bytes]) -> str:
    """The same of a part that comes in pieces."""
    try:
        refuse_part("xl/a.xml", part, "plan.xlsx")
    except BookError as fault:
        return fault.key
    return ""


DOCTYPE = "<!DOCTYPE x>"
DECLARED: dict[str, bytes] = {
    "entities in entities": BILLION,
    "an entity from outside": FETCHED,
    "a byte-order mark": b"\xef\xbb\xbf" + BILLION,
    "white space": b" \n\t <!DOCTYPE x><x/>",
    "a comment": b"<!-- <x> > --><!DOCTYPE x><x/>",
    "a comment that looks like the root": b"<!--<worksheet>--><!DOCTYPE x><x/>",
    "an instruction": b"<?mso-application <x> progid?><!DOCTYPE x><x/>",
    "UTF-16": f"{DOCTYPE}<x/>".encode("utf-16"),
    "UTF-16 from its larger end": b"\xfe\xff" + f"{DOCTYPE}<x/>".encode("utf-16-be"),
    "UTF-16 without a mark": f'<?xml version="1.0"?>{DOCTYPE}<x/>'.encode("utf-16-le"),
    "UTF-16 without a mark from its larger end":
        f'<?xml version="1.0"?>{DOCTYPE}<x/>'.encode("utf-16-be"),
    "Latin-1": b'<?xml version="1.0" encoding="iso-8859-1"?><!--\xe5--><!DOCTYPE x><x/>',
    "Windows' own letters": b'<?xml version="1.0" encoding="windows-1252"?><!DOCTYPE x><x/>',
}


@pytest.mark.parametrize("case", DECLARED)
def test_a_document_type_is_refused_wherever_it_hides(case: str) -> None:
    assert fault_of(DECLARED[case]) == "package_dtd"


HARMLESS: dict[str, bytes] = {
    "a text that speaks of it": b"<x>&lt;!DOCTYPE x&gt;</x>",
    "characters as they stand": b"<x><![CDATA[<!DOCTYPE x>]]></x>",
    "a comment in front": b"<!-- <!DOCTYPE x> --><x/>",
    "a comment inside": b"<x><!-- <!DOCTYPE x> --></x>",
    "an instruction": b"<?x <!DOCTYPE x> ?><x/>",
    "a picture": b"\x89PNG\r\n\x1a\n<!DOCTYPE x>",
    "a text file": b"hej <!DOCTYPE x>",
    "nothing": b"",
    # no parser of ours reads these
    "small letters": b"<!doctype x><x/>",
    "UTF-7": b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE x><x/>',
    "EBCDIC": b'<?xml version="1.0" encoding="cp037"?>' + "<!DOCTYPE x><x/>".encode("cp037"),
    "an encoding that is none": b'<?xml version="1.0" encoding="hex"?><!DOCTYPE x><x/>',
}


@pytest.mark.parametrize("case", HARMLESS)
def test_what_declares_nothing_is_accepted(case: str) -> None:
    assert fault_of(HARMLESS[case]) == ""


def test_a_part_that_never_begins_is_refused() -> None:
    assert fault_of(b"<!--" + b" " * 3_000_000 + b"--><!DOCTYPE x><x/>") == "part_broken"


@pytest.mark.parametrize("size", [10**6, 997, 3])
@pytest.mark.parametrize("row", ['<row r="{}"/>', "<row>\n</row>", '<x:row\nr="{}"></x:row>'])
def test_rows_beyond_what_we_bear_are_refused_and_all_others_pass(
    row: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suspicion, "MOST_ROWS", 40)
    head = f'<worksheet xmlns="{MAIN}" xmlns:x="{MAIN}"><sheetData>'.ljust(1 << 10)
    for encoding in ("utf-8", "utf-16"):
        for rows, key in ((40, ""), (41, "too_many_rows")):
            part = head + "".join(row.format(number) for number in range(rows)) + "</sheetData>"
            first, *rest = pieces(part.encode(encoding), max(size, 4_000))
            split = [first, *(each for piece in rest for each in pieces(piece, size))]
            assert fault_of_pieces(split) == key


def test_rows_are_counted_of_sheets_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suspicion, "MOST_ROWS", 4)
    assert fault_of(b'<x:wsDr xmlns:x="d">' + b"<x:row>1</x:row>" * 50 + b"</x:wsDr>") == ""
    prefixed = f'<x:worksheet xmlns:x="{MAIN}">{"<x:row/>" * 5}</x:worksheet>'
    assert fault_of(prefixed.encode()) == "too_many_rows"


def test_a_book_of_half_a_million_rows_passes_and_one_of_nine_hundred_thousand_does_not() -> None:
    head = f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetData>'.encode()
    row = b'<row r="%d"><c r="A%d" s="12"><v>%d</v></c></row>'
    rows = [row % (number, number, number * 7_919 % 100_003) for number in range(900_000)]
    assert fault_of(head + b"".join(rows[:500_000])) == ""
    assert fault_of(head + b"".join(rows)) == "too_many_rows"


def test_one_string_of_300_megabytes_is_refused_by_what_the_directory_says() -> None:
    """Nothing of it is unpacked."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(*TYPED)
        archive.writestr(*LEADING)
        archive.writestr(*WORKBOOK)
        with archive.open("xl/sharedStrings.xml", "w") as part:
            part.write(b"<sst><si><t>")
            for _ in range(300):
                part.write(b"a" * 1_000_000)
    assert len(target.getvalue()) < 400_000
    assert refused(target.getvalue()).key == "package_bomb"
