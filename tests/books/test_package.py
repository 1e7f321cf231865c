"""A file is judged before anything in it is parsed: what it is, and that it is safe to open."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from finsam_xl.books import package
from finsam_xl.books.cells import book_cells
from finsam_xl.books.package import open_package, read_package
from finsam_xl.errors import BookError, FinsamError

Built = Callable[..., bytes]
Part = tuple[str, bytes]

WORKBOOK: Part = ("xl/workbook.xml", b"<workbook/>")
BILLION = b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><s>&b;</s>'
FETCHED = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'


def zipped(*parts: Part) -> bytes:
    """A package of parts, in their order; two of the same name if two are given."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return target.getvalue()


def refused(content: bytes) -> BookError:
    """How a file's content is refused."""
    with pytest.raises(BookError) as fault:
        open_package(content, "plan.xlsx")
    assert fault.value.place == "plan.xlsx"
    assert fault.value.exit_code == 2
    assert fault.value.fault("sv") != fault.value.fault("en")
    return fault.value


OTHER_KINDS: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "kind_empty"),
    "a password or an old .xls": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504, "kind_ole"),
    "a web page": (b"<!DOCTYPE html><table></table>", "kind_html"),
    "a web page without its declaration": (b"<html><table></table></html>", "kind_html"),
    "a web page in capitals": (b"<HTML>", "kind_html"),
    "XML of 2003": (b'<?xml version="1.0"?><Workbook/>', "kind_xml"),
    "a PDF": (b"%PDF-1.7", "kind_pdf"),
    "comma-separated text": (b"kod;kommun;antal\n1443;Bollebygd;9790\n", "kind_text"),
    "text with a byte-order mark": (b"\xef\xbb\xbfkod;kommun\n", "kind_text"),
    "an .xlsb": (zipped(("xl/workbook.bin", b"\x83\x01")), "kind_xlsb"),
    "a zip of something else": (zipped(("readme.txt", b"hej")), "not_a_workbook"),
    "a Word document": (zipped(("word/document.xml", b"<document/>")), "not_a_workbook"),
    "an empty zip": (zipped(), "not_a_workbook"),
    "macros in a book called .xlsx": (
        zipped(WORKBOOK, ("xl/vbaProject.bin", b"\xcc\x61")), "macros"),
}


@pytest.mark.parametrize("case", OTHER_KINDS)
def test_a_file_that_is_no_workbook_is_told_what_it_is(case: str) -> None:
    content, key = OTHER_KINDS[case]
    assert refused(content).key == key


UNSAFE: dict[str, tuple[bytes, str, str]] = {
    "two parts of one name": (
        zipped(WORKBOOK, ("xl/worksheets/sheet1.xml", b"<a/>"),
               ("xl/worksheets/SHEET1.xml", b"<b/>")),
        "package_twice", "xl/worksheets/sheet1.xml"),
    "a part that climbs out": (zipped(WORKBOOK, ("../../etc/cron", b"x")), "package_path",
                               "../../etc/cron"),
    "a part that climbs out halfway": (
        zipped(WORKBOOK, ("xl/../../x.xml", b"x")), "package_path", "xl/../../x.xml"),
    "a part from the root": (zipped(WORKBOOK, ("/xl/x.xml", b"x")), "package_path", "/xl/x.xml"),
    "a part with a backslash": (
        zipped(WORKBOOK, ("xl\\x.xml", b"x")), "package_path", "xl\\x.xml"),
    "a document type": (
        zipped(WORKBOOK, ("xl/sharedStrings.xml", BILLION)), "package_dtd",
        "xl/sharedStrings.xml"),
    "an entity from outside": (
        zipped(WORKBOOK, ("xl/worksheets/sheet1.xml", FETCHED)), "package_dtd",
        "xl/worksheets/sheet1.xml"),
    "a document type in small letters": (
        zipped(WORKBOOK, ("xl/styles.xml", b"<!doctype x>")), "package_dtd", "xl/styles.xml"),
    "a document type in UTF-16": (
        zipped(WORKBOOK, ("xl/styles.xml", "<!DOCTYPE x>".encode("utf-16"))), "package_dtd",
        "xl/styles.xml"),
    "a document type among relations": (
        zipped(WORKBOOK, ("_rels/.rels", BILLION)), "package_dtd", "_rels/.rels"),
    "a part that swells a thousand times": (
        zipped(WORKBOOK, ("xl/sharedStrings.xml", b" " * 4_000_000)), "package_bomb",
        "xl/sharedStrings.xml"),
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
        content = zipped(WORKBOOK, ("xl/a.xml", b"<a/>"), ("xl/a.xml", b"<b/>"))
    assert refused(content).key == "package_twice"


def test_a_package_too_large_in_all_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_BYTES", 1_000)
    assert refused(zipped(WORKBOOK, ("xl/a.xml", b"<a/>" * 300))).key == "package_large"


def test_a_large_part_that_is_merely_large_is_accepted() -> None:
    text = hashlib.shake_256(b"finsam").hexdigest(1_200_000).encode()
    read = open_package(zipped(WORKBOOK, ("xl/a.xml", text)), "plan.xlsx")
    assert read.parts["xl/a.xml"] == text


def test_a_file_cut_short_is_refused(built: Built) -> None:
    content = built("ovning")
    for length in (4, 100, len(content) // 2, len(content) - 30):
        assert refused(content[:length]).key == "package_broken"


def test_a_part_with_a_password_is_refused() -> None:
    content = bytearray(zipped(WORKBOOK))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    assert refused(bytes(content)).key == "package_broken"


def test_a_compression_nobody_knows_is_refused() -> None:
    content = bytearray(zipped(WORKBOOK))
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        content[content.index(signature) + offset] = 99
    assert refused(bytes(content)).key == "package_broken"


def damaged(content: bytes) -> Iterator[bytes]:
    """The content with a few bytes overwritten, in a hundred places from end to end."""
    for place in range(5, len(content) - 8, len(content) // 100):
        broken = bytes(byte ^ 0x5A for byte in content[place:place + 4])
        yield content[:place] + broken + content[place + 4:]


def refusal_of(reading: Callable[[], object]) -> FinsamError | None:
    """How something is refused, if it is."""
    try:
        reading()
    except FinsamError as fault:
        return fault
    return None


def test_damage_anywhere_is_refused_or_does_no_harm(built: Built) -> None:
    """Never another exception: a damaged file is nobody's programming error."""
    content = built("ovning")
    refusals = [refusal_of(lambda broken=broken: open_package(broken, "plan.xlsx"))  # type: ignore[misc]
                for broken in damaged(content)]
    said = [fault for fault in refusals if fault is not None]
    assert len(said) > len(refusals) / 2
    assert {fault.place for fault in said} == {"plan.xlsx"}


@pytest.mark.parametrize("part", [
    "xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet3.xml",
    "xl/_rels/workbook.xml.rels", "docProps/custom.xml",
])
def test_damaged_xml_is_refused_or_does_no_harm(built: Built, part: str) -> None:
    whole = open_package(built("ovning"), "plan.xlsx")
    text = whole.part(part)
    for place, wrong in ((len(text) // 3, b"<"), (len(text) // 2, b"99"), (len(text) - 9, b"")):
        broken = text[:place] + wrong + text[place + 1:]
        parts = replace(whole, parts={**whole.parts, part: broken})
        fault = refusal_of(lambda parts=parts: book_cells(parts))  # type: ignore[misc]
        assert fault is None or fault.exit_code == 2


def test_a_good_package_is_its_parts_in_the_order_of_the_file(built: Built) -> None:
    content = built("ovning")
    read = open_package(content, "plan.xlsx")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert list(read.parts) == archive.namelist()
        assert all(read.part(name) == archive.read(name) for name in archive.namelist())
    with pytest.raises(BookError) as fault:
        read.part("xl/calcChain.xml")
    assert (fault.value.key, fault.value.place) == ("part_missing", "plan.xlsx")


def test_folders_in_a_package_are_no_parts() -> None:
    read = open_package(zipped(("xl/", b""), WORKBOOK), "plan.xlsx")
    assert list(read.parts) == ["xl/workbook.xml"]


# -- where the file is ------------------------------------------------------------------------


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BookError) as fault:
        read_package(tmp_path / "saknas.xlsx")
    assert (fault.value.key, fault.value.place) == ("file_missing", str(tmp_path / "saknas.xlsx"))


def test_a_folder_is_not_a_book(tmp_path: Path) -> None:
    with pytest.raises(BookError) as fault:
        read_package(tmp_path)
    assert fault.value.key == "file_is_folder"


def test_a_path_through_a_file_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(b"PK")
    with pytest.raises(BookError) as fault:
        read_package(tmp_path / "plan.xlsx" / "annan.xlsx")
    assert fault.value.exit_code == 2


def test_a_file_that_may_not_be_read_is_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(path: Path) -> bytes:
        raise PermissionError(13, "denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    with pytest.raises(BookError) as fault:
        read_package(tmp_path / "plan.xlsx")
    assert fault.value.key == "file_locked"


def test_a_file_is_read_from_its_path(tmp_path: Path, built: Built) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(built("ovning"))
    assert read_package(path).path == str(path)
