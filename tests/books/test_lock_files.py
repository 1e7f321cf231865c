"""A book that somebody has open is left alone, and who it is is said."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from finsam_xl.books.replacing import refuse_open_elsewhere, replace_file
from finsam_xl.errors import BookError
from tests.books.replaced import AFTER, BEFORE


def opened(path: Path) -> BookError:
    """How replacing is refused; nothing has come or gone."""
    before = {each.name for each in path.parent.iterdir()}
    with pytest.raises(BookError) as fault:
        replace_file(path, AFTER)
    assert {each.name for each in path.parent.iterdir()} == before
    assert path.read_bytes() == BEFORE
    assert fault.value.key == "file_open"
    return fault.value


def excel_lock(name: str, letters: str = "cp1252", at: int = 55) -> bytes:
    """A lock file of 165 bytes as Excel writes it: the name twice."""
    narrow, wide = name.encode(letters, "replace"), name.encode("utf-16-le")
    first = bytes([len(narrow)]) + narrow
    return (first.ljust(at) + len(name).to_bytes(2, "little") + wide).ljust(165, b" ")


OPENED = [
    # lock file             what it holds                                        owner
    ("~$plan.xlsx", excel_lock("Åsa Ek"), "Åsa Ek"),
    ("~$plan.xlsx", excel_lock("Łukasz Żak"), "Łukasz Żak"),
    ("~$plan.xlsx", excel_lock("Łukasz Żak", "cp1250", at=54), "Łukasz Żak"),
    ("~$plan.xlsx", excel_lock("Åsa Ek")[:55], "Åsa Ek"),
    ("~$plan.xlsx", b"\x06\xc5sa Ek", "Åsa Ek"),
    ("~$plan.xlsx", b"\x06\xc5sa Ek".ljust(55) + b"\x06\0" + b"\xff\xff" * 60, "Åsa Ek"),
    ("~$plan.xlsx", b"\x06\xc5sa Ek".ljust(55) + b"\xff\xff" + b"A\0" * 60, "Åsa Ek"),
    ("~$plan.xlsx", b"\xff" + b"\0" * 200, "–"),
    ("~$plan.xlsx", b"", "–"),
    (".~lock.plan.xlsx#", "Åsa Ek,asa,dator,21.10.2025 09:12,file:///home/asa;".encode(),
     "Åsa Ek"),
    (".~lock.plan.xlsx#", b",asa,dator,21.10.2025 09:12,file:///home/asa;", "asa"),
    (".~lock.plan.xlsx#", rb"Ek\, \\sa,asa,dator,,;", r"Ek, \sa"),
    (".~lock.plan.xlsx#", b"\xff\xfe\x1b[31m", "��[31m"),
    (".~lock.plan.xlsx#", b",,,;", "–"),
    (".~lock.plan.xlsx#", b"", "–"),
]


@pytest.mark.parametrize(("lock", "held", "owner"), OPENED)
def test_a_book_that_somebody_has_open_is_left_alone_and_its_owner_named(
    path: Path, lock: str, held: bytes, owner: str
) -> None:
    (path.parent / lock).write_bytes(held)
    fault = opened(path)
    assert fault.facts == {"lock": lock, "owner": owner}
    assert lock in fault.fault()
    assert f"hos {owner} (" in fault.fault()
    with pytest.raises(BookError):
        refuse_open_elsewhere(path)


def test_a_lock_that_may_not_be_read_is_a_lock(path: Path) -> None:
    (path.parent / "~$plan.xlsx").mkdir()
    assert opened(path).facts["owner"] == "–"


def test_a_book_that_somebody_opens_at_the_last_moment_is_left_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = path.parent / "~$plan.xlsx"
    monkeypatch.setattr(os, "fsync", lambda _: lock.write_bytes(excel_lock("Åsa Ek")))
    with pytest.raises(BookError, match="Åsa Ek"):
        replace_file(path, AFTER)
    assert path.read_bytes() == BEFORE
    assert set(path.parent.iterdir()) == {path, lock}


def test_a_lock_lies_beside_the_file_itself_and_not_beside_the_link(
    path: Path, tmp_path: Path
) -> None:
    (tmp_path / "annan").mkdir()
    link = tmp_path / "annan" / "länk.xlsx"
    link.symlink_to(path)
    (path.parent / "~$plan.xlsx").write_bytes(b"")
    assert opened(link).facts["owner"] == "–"


@pytest.mark.parametrize("other", ["~$annan.xlsx", "~$an.xlsx", "~$plan.xlsm", ".~lock.an.xlsx#"])
def test_another_books_lock_is_no_hindrance(path: Path, other: str) -> None:
    (path.parent / other).write_bytes(b"")
    assert replace_file(path, AFTER) is True
