"""The pack for the registry: what is in it, and that it can be trusted on its own."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from finsam_xl.archiving.tables import as_csv
from finsam_xl.plans import read_plan

if TYPE_CHECKING:
    from tests.conftest import Answer

Run = Callable[..., "Answer"]
TypeInto = Callable[[Path, Mapping[str, object]], None]

MEMBERS = ["plan.xlsx", "indata.toml", "indata.csv", "siffror.csv", "kontroller.json",
           "ändringslogg.csv", "beslut.csv", "celler.txt", "granskning.json",
           "granskningsrapport.xlsx", "SHA256SUMS"]


def unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as pack:
        assert pack.testzip() is None
        return {name: pack.read(name) for name in pack.namelist()}


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_the_pack_holds_the_book_and_all_that_is_needed_to_recompute_it(
    book: Path, finsam_xl: Run, tmp_path: Path
) -> None:
    assert finsam_xl("decide", book, "--paragraph", "§ 56", "--date", "2025-11-24").code == 0
    assert finsam_xl("archive", book).code == 0
    members = unpacked(book.with_suffix(".zip"))
    assert list(members) == MEMBERS
    assert members["plan.xlsx"] == book.read_bytes()
    typed = tmp_path / "indata.toml"
    typed.write_bytes(members["indata.toml"])
    assert read_plan(typed).values == read_plan(book).values
    grant = next(row for row in rows(members["indata.csv"]) if row["namn"] == "fs_grant_2026")
    assert (grant["värde"], grant["enhet"]) == ("4250", "tkr")
    total = next(row for row in rows(members["siffror.csv"]) if row["namn"] == "fs_total_2026")
    assert total["värde"] == "8500000"
    assert json.loads(members["kontroller.json"])["ok"] is True
    assert rows(members["ändringslogg.csv"])[-1]["vad"] == "Fastställd § 56"
    link, = rows(members["beslut.csv"])
    assert (link["paragraf"], link["kedjan hel"]) == ("§ 56", "Ja")
    assert "# names" in members["celler.txt"].decode()
    assert json.loads(members["granskning.json"])["ok"] is True
    assert members["granskningsrapport.xlsx"].startswith(b"PK")


@pytest.mark.thorough
def test_a_signature_that_stands_beside_the_book_goes_along(book: Path, finsam_xl: Run) -> None:
    book.with_name("plan.xlsx.sig.xml").write_bytes(b"<signed/>")
    assert finsam_xl("archive", book).code == 0
    assert unpacked(book.with_suffix(".zip"))["plan.xlsx.sig.xml"] == b"<signed/>"


@pytest.mark.thorough
def test_every_member_has_its_checksum(book: Path, finsam_xl: Run) -> None:
    finsam_xl("archive", book)
    members = unpacked(book.with_suffix(".zip"))
    told = members.pop("SHA256SUMS").decode().splitlines()
    assert told == [f"{hashlib.sha256(content).hexdigest()}  {name}"
                    for name, content in members.items()]


@pytest.mark.thorough
def test_the_same_book_gives_the_same_pack(book: Path, finsam_xl: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "1.zip", tmp_path / "2.zip"
    before = book.read_bytes()
    for target in (first, second):
        assert finsam_xl("archive", book, "--out", target).code == 0
    assert first.read_bytes() == second.read_bytes()
    assert book.read_bytes() == before


@pytest.mark.thorough
def test_a_pack_that_is_there_is_replaced_by_force_only(book: Path, finsam_xl: Run) -> None:
    target = book.with_suffix(".zip")
    target.write_bytes(b"something else")
    assert finsam_xl("archive", book).code == 2
    assert target.read_bytes() == b"something else"
    assert finsam_xl("archive", book, "--force").code == 0
    assert finsam_xl("archive", book, "--out", book, "--force").code == 2


@pytest.mark.thorough
def test_a_failed_check_is_packed_and_told(
    book: Path, finsam_xl: Run, type_into: TypeInto
) -> None:
    type_into(book, {"fs_equity_opening_2026": 100})
    answer = finsam_xl("archive", book, "--json", "--lang", "en")
    assert answer.code == 1
    told = json.loads(answer.out)
    assert told["ok"] is False
    assert told["members"][1:] == ["inputs.toml", "inputs.csv", "figures.csv", "checks.json",
                                   "change-log.csv", "decisions.csv", "cells.txt",
                                   "examination.json", "examination-report.xlsx"]


@pytest.mark.parametrize(("value", "written"), [
    ("=1+1", "'=1+1"), ("+46", "'+46"), ("Ek; Rönn", '"Ek; Rönn"'), (None, '""'), (-5, "-5"),
])
def test_no_text_of_a_table_is_taken_for_a_formula(value: object, written: str) -> None:
    assert as_csv(["a"], [[value]]).decode("utf-8-sig") == f"a\r\n{written}\r\n"
