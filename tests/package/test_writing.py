"""A package is written anew: what is ours is packed, what is not is copied as it is packed."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_xl.package import writing
from finsam_xl.package.archive import Package, open_package
from finsam_xl.package.writing import copied_member, fresh_member, packed_package
from tests.hosts.zips import packed_of, stored, streamed, wide
from tests.package.books import LEADING, TYPED, WORKBOOK, book

Built = Callable[..., bytes]

KEPT = ("filename", "orig_filename", "date_time", "compress_type", "comment", "create_system",
        "create_version", "extract_version", "internal_attr", "external_attr", "CRC",
        "compress_size", "file_size")


def copied(package: Package) -> bytes:
    """A package copied member by member."""
    return packed_package((copied_member(package, member) for member in package.members),
                          package.comment)


def described(content: bytes) -> list[dict[str, object]]:
    """What the standard library says of every member, in their order."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return [{fact: getattr(member, fact) for fact in KEPT} for member in archive.infolist()]


def same(one: bytes, other: bytes) -> bool:
    """Whether two files hold the same members, packed the same and described the same."""
    return packed_of(one) == packed_of(other) and described(one) == described(other)


@pytest.mark.parametrize("way", [bytes, wide, streamed, stored])
def test_a_copy_is_packed_as_the_original_however_that_was_written(
    way: Callable[[bytes], bytes], built: Built
) -> None:
    content = way(built("ovning"))
    assert same(copied(open_package(content, "plan.xlsx")), content)


def test_a_copy_of_what_we_wrote_is_the_same_to_the_byte() -> None:
    written = packed_package([fresh_member(*part) for part in (
        TYPED, LEADING, WORKBOOK, ("xl/å.xml", b"<a/>"))], b"hej")
    assert copied(open_package(written, "plan.xlsx")) == written


COMMENTS = st.binary(max_size=9).filter(lambda comment: b"PK" not in comment)
MEMBERS = st.lists(st.tuples(
    st.text(st.characters(min_codepoint=33, max_codepoint=0x17F), min_size=1, max_size=5).filter(
        lambda name: name.isprintable() and not set(name) & set("\\/.")),
    st.binary(max_size=60),
    st.fixed_dictionaries({
        "compress_type": st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]),
        "external_attr": st.integers(0, 0xFFFFFFFF),
        "internal_attr": st.integers(0, 1),
        "create_system": st.sampled_from([0, 3, 10]),
        "comment": COMMENTS,
        "extra": st.sampled_from([b"", pack("<HHB", 0x5455, 1, 0), pack("<HH3s", 0xA220, 3, b"")]),
        "date_time": st.tuples(st.integers(1980, 2107), st.integers(1, 12), st.integers(1, 28),
                               st.integers(0, 23), st.integers(0, 59),
                               st.integers(0, 29).map(lambda half: 2 * half)),
    }),
), max_size=6, unique_by=lambda member: member[0].casefold())


@given(members=MEMBERS, comment=COMMENTS, folder=st.booleans())
def test_any_package_is_copied_as_it_is_packed(
    members: list[tuple[str, bytes, dict[str, object]]], comment: bytes, *, folder: bool
) -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in (TYPED, LEADING, WORKBOOK, *[("x/", b"")] * folder):
            archive.writestr(*part)
        for name, content, facts in members:
            info = zipfile.ZipInfo(f"x/{name}.bin")
            for fact, value in facts.items():
                setattr(info, fact, value)
            archive.writestr(info, content)
        archive.comment = comment
    content = target.getvalue()
    again = copied(open_package(content, "plan.xlsx"))
    assert same(again, content)
    assert open_package(again, "plan.xlsx").comment == comment
    assert again == content


def test_a_name_in_the_letters_of_old_is_copied_byte_by_byte() -> None:
    name = "xl/\x86.bin".encode("latin-1")
    content = book(("xl/a.bin", b"x"), ("xl/zz.bin", b"y")).replace(b"xl/a.bin", name)
    package = open_package(content, "plan.xlsx")
    assert "xl/å.bin" in package.parts
    again = copied(package)
    assert again.count(name) == 2
    assert same(again, content)


def test_what_only_a_members_own_header_tells_is_kept() -> None:
    """Room to grow, as Excel leaves it, stands there and not in the directory."""
    room = pack("<HH4s", 0xA220, 4, b"\0\0\0\0")
    written = packed_package([
        replace(fresh_member(*part), extra=room) for part in (TYPED, LEADING, WORKBOOK)])
    again = copied(open_package(written, "plan.xlsx"))
    assert (again, again.count(room)) == (written, 3)


def test_a_date_that_was_never_set_stays_so() -> None:
    content = bytearray(book(("xl/a.bin", b"x")))
    at = content.rindex(b"PK\x01\x02")
    content[at + 12:at + 16] = bytes(4)
    package = open_package(bytes(content), "plan.xlsx")
    assert package.members[-1].date_time == (1980, 0, 0, 0, 0, 0)
    assert same(copied(package), bytes(content))


def test_a_member_of_ours_knows_no_clock_and_no_machine() -> None:
    first, second = (packed_package([fresh_member("xl/å.xml", b"<a/>" * 99)]) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(BytesIO(first)) as archive:
        member, = archive.infolist()
        assert archive.read("xl/å.xml") == b"<a/>" * 99
    assert (member.date_time, member.create_system, member.external_attr) == (
        (1980, 1, 1, 0, 0, 0), 0, 0)


@pytest.mark.parametrize("full", [0, 1, 70, 300, 5_000])
def test_what_is_beyond_32_bits_is_written_as_zip64_and_read_back(
    full: int, monkeypatch: pytest.MonkeyPatch, built: Built
) -> None:
    """Lengths of four gigabytes are not at hand: here they begin at a few bytes."""
    package = open_package(built("ovning"), "plan.xlsx")
    monkeypatch.setattr(writing, "FULL", full)
    monkeypatch.setattr(writing, "MANY", 3)
    content = copied(package)
    assert b"PK\x06\x06" in content
    again = open_package(content, "plan.xlsx")
    assert dict(again.parts) == dict(package.parts)
    assert packed_of(content) == packed_of(package.content)
    monkeypatch.undo()
    without = [{**each, "extract_version": 20} for each in described(copied(again))]
    assert without == [{**each, "extract_version": 20} for each in described(package.content)]
    assert b"PK\x06\x06" not in copied(again)


def test_a_member_is_replaced_between_others_that_stay() -> None:
    package = open_package(book(("xl/a.bin", b"a" * 50), ("xl/b.bin", b"b" * 50)), "plan.xlsx")
    content = packed_package(
        fresh_member("xl/a.bin", b"new") if member.filename == "xl/a.bin"
        else copied_member(package, member) for member in package.members)
    again = open_package(content, "plan.xlsx")
    assert list(again.parts) == list(package.parts)
    assert (again.part("xl/a.bin"), again.part("xl/b.bin")) == (b"new", b"b" * 50)
