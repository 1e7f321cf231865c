"""The books in workbooks/ are what their inputs make of them, to the byte of every member."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from finsam_xl.hosting import write_plan
from finsam_xl.plans import EXAMPLES, compute_plan, draft_plan, example
from finsam_xl.proof.printed import book_as_text

WORKBOOKS = Path(__file__).parent.parent / "workbooks"


def members(path: Path) -> list[tuple[str, bytes]]:
    """The members of a package, uncompressed, in their order."""
    with zipfile.ZipFile(path) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_rebuilt_example_has_the_same_members(name: str, tmp_path: Path) -> None:
    rebuilt = tmp_path / "book.xlsx"
    write_plan(rebuilt, compute_plan(example(name)))
    assert members(rebuilt) == members(WORKBOOKS / f"{name}.xlsx")


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_printed_text_is_the_book_s(name: str) -> None:
    printed = (WORKBOOKS / f"{name}.txt").read_text(encoding="utf-8")
    assert book_as_text(WORKBOOKS / f"{name}.xlsx") == printed


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_time_of_day_stands_in_a_package(name: str) -> None:
    with zipfile.ZipFile(WORKBOOKS / f"{name}.xlsx") as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2003-12-04T00:00:00Z") == core.count("T00:00:00Z") == 2


def test_the_same_inputs_give_the_same_package_twice() -> None:
    inputs = example("ovning")
    first, second = (draft_plan(compute_plan(inputs)).package for _ in range(2))
    assert first == second
