"""A package is opened whole or not at all: its parts, its folders, and where the file is."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from struct import pack_into

import pytest

from finsam_xl.books.cells import book_cells
from finsam_xl.errors import BookError, FinsamError
from finsam_xl.package.archive import open_package, read_package
from tests.hosts.zips import packed_of, stored, streamed, wide
from tests.package.books import WORKBOOK, book, refused, sheet

Built = Callable[..., bytes]

LOCAL, CENTRAL = b"PK\x03\x04", b"PK\x01\x02"


def test_a_good_package_is_its_parts_in_the_order_of_the_file(built: Built) -> None:
    content = built("ovning")
    read = open_package(content, "plan.xlsx")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert list(read.parts) == archive.namelist()
        assert len(read.parts) == len(read.members)
        assert all(read.part(name) == archive.read(name) for name in archive.namelist())
    with pytest.raises(BookError) as fault:
        read.part("xl/calcChain.xml")
    assert (fault.value.key, fault.value.place) == ("part_missing", "plan.xlsx")


@pytest.mark.parametrize("way", [wide, streamed, stored])
def test_a_member_is_taken_out_as_it_is_packed_however_the_zip_was_written(
    way: Callable[[bytes], bytes], built: Built
) -> None:
    content = way(built("ovning"))
    read = open_package(content, "plan.xlsx")
    assert {member.filename: bytes(read.raw(member)) for member in read.members} == packed_of(
        content)


def test_folders_in_a_package_are_members_but_no_parts() -> None:
    read = open_package(book(("xl/", b"")), "plan.xlsx")
    assert "xl/" not in read.parts
    assert "xl/" in [member.filename for member in read.members]


def test_macros_and_links_are_left_for_others_to_judge() -> None:
    read = open_package(book(("xl/vbaProject.bin", b"\xcc\x61"),
                             ("xl/externalLinks/externalLink1.xml", b"<externalLink/>")), "a.xlsm")
    assert read.part("xl/vbaProject.bin") == b"\xcc\x61"


# -- damage and forgery -----------------------------------------------------------------------


def forged(content: bytes, name: str, *, local: tuple[int, str, int] | None = None,
           central: tuple[int, str, int] | None = None) -> bytes:
    """The content with a number written into a member's own header, or into the directory."""
    forgery = bytearray(content)
    for mark, change, names_at in ((LOCAL, local, 30), (CENTRAL, central, 46)):
        at = content.index(name.encode(), content.index(mark))
        while content[at - names_at:at - names_at + 4] != mark:
            at = content.index(name.encode(), at + 1)
        if change:
            pack_into(change[1], forgery, at - names_at + change[0], change[2])
    return bytes(forgery)


PART = "xl/a.xml"
WHOLE = book((PART, b"<a/>" * 40), ("xl/b.xml", b"<b/>"))

FORGERIES: dict[str, bytes] = {
    "a password": forged(WHOLE, PART, local=(6, "<H", 1), central=(8, "<H", 1)),
    "a password that only its own header knows of": forged(WHOLE, PART, local=(6, "<H", 1)),
    "a compression nobody knows": forged(WHOLE, PART, local=(8, "<H", 99), central=(10, "<H", 99)),
    "a compression that swells without measure":
        forged(WHOLE, PART, local=(8, "<H", 12), central=(10, "<H", 12)),
    "another compression in its own header": forged(WHOLE, PART, local=(8, "<H", 0)),
    "another size in its own header": forged(WHOLE, PART, local=(22, "<L", 4)),
    "another packed size in its own header": forged(WHOLE, PART, local=(18, "<L", 4)),
    "another checksum in its own header": forged(WHOLE, PART, local=(14, "<L", 4)),
    "another name in its own header": forged(WHOLE, PART, local=(30, "<B", ord("y"))),
    "a wrong checksum": forged(WHOLE, PART, local=(14, "<L", 4), central=(16, "<L", 4)),
    "a size that is too small": forged(WHOLE, PART, local=(22, "<L", 4), central=(24, "<L", 4)),
    "bytes that reach into the next member":
        forged(WHOLE, PART, local=(18, "<L", 90), central=(20, "<L", 90)),
    "bytes that reach behind the file":
        forged(WHOLE, "xl/b.xml", local=(18, "<L", 9_999), central=(20, "<L", 9_999)),
    "bytes of another member": forged(WHOLE, "xl/b.xml", central=(42, "<L", 0)),
    "no header where the directory says": forged(WHOLE, PART, central=(42, "<L", 7)),
    "a header behind the file": forged(WHOLE, PART, central=(42, "<L", 99_999)),
    "bytes in front of the first member": b"PK" + WHOLE,
    "another end of the directory behind the first": WHOLE + WHOLE[-22:],
    "a name that ends in the middle": WHOLE.replace(b"xl/a.xml", b"xl/a\0xml"),
    "a name that writes on the screen": WHOLE.replace(b"xl/a.xml", b"xl/a\x1bxml"),
}


@pytest.mark.parametrize("case", FORGERIES)
def test_a_zip_on_which_programs_would_not_agree_is_refused(case: str) -> None:
    assert open_package(WHOLE, "plan.xlsx").parts["xl/b.xml"] == b"<b/>"
    assert refused(FORGERIES[case]).key == "package_broken"


def test_a_program_may_leave_checksum_and_sizes_to_the_directory() -> None:
    """Some write zeros before the bytes and do not say so."""
    content = WHOLE
    for at in (14, 18, 22):
        content = forged(content, PART, local=(at, "<L", 0))
    assert open_package(content, "plan.xlsx").part(PART) == b"<a/>" * 40


def test_bytes_behind_the_end_do_no_harm() -> None:
    assert open_package(WHOLE + b"\0" * 512, "plan.xlsx").part(PART) == b"<a/>" * 40


def test_a_file_cut_short_is_refused(built: Built) -> None:
    content = built("ovning")
    for length in (4, 100, len(content) // 2, len(content) - 30):
        assert refused(content[:length]).key == "package_broken"


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


def test_damage_anywhere_in_a_small_package_is_refused_or_does_no_harm() -> None:
    content = book(sheet('<row r="1"/>'))
    for place in range(len(content)):
        for wrong in (0, content[place] ^ 0xFF, content[place] ^ 0x01):
            broken = content[:place] + bytes([wrong]) + content[place + 1:]
            fault = refusal_of(lambda broken=broken: open_package(broken, "plan.xlsx"))  # type: ignore[misc]
            assert fault is None or fault.exit_code == 2


@pytest.mark.parametrize("part", [
    "xl/workbook.xml", "xl/worksheets/sheet3.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
    "docProps/custom.xml",
])
def test_damaged_xml_is_refused_or_does_no_harm(built: Built, part: str) -> None:
    whole = open_package(built("ovning"), "plan.xlsx")
    text = whole.part(part)
    for place, wrong in ((len(text) // 3, b"<"), (len(text) // 2, b"99"), (len(text) - 9, b"")):
        broken = text[:place] + wrong + text[place + 1:]
        package = replace(whole, parts={**whole.parts, part: broken})
        fault = refusal_of(lambda package=package: dict(book_cells(package).sheets))  # type: ignore[misc]
        assert fault is None or fault.exit_code == 2


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


def test_a_path_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(BookError) as fault:
        read_package(Path("plan\0.xlsx"))
    assert fault.value.exit_code == 2


def test_a_file_is_read_from_its_path(tmp_path: Path, built: Built) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(built("ovning"))
    assert read_package(path).path == str(path)


def test_the_smallest_package_is_a_workbook_that_the_package_points_to() -> None:
    assert open_package(book(), "plan.xlsx").part(WORKBOOK[0]) == WORKBOOK[1]
