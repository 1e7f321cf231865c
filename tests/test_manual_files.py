"""The ten workbooks of the manual check are sound, and hold what a person is asked to look at."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from finsam_xl.books.cells import book_cells
from finsam_xl.inputs.raw import BookCells
from finsam_xl.package.archive import read_package
from finsam_xl.plans import read_plan
from scripts.macros import Module, hidden, vba_project
from scripts.manual_files import FILES, make
from tests.hosts.sound import sound
from tests.hosts.zips import parts_of
from tests.office.soffice import soffice_or_skip

PAGE = (Path(__file__).parent.parent / "docs" / "manual-check.md").read_text(encoding="utf-8")
DETACHED = "09-detached.xlsx"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the files."""
    soffice_or_skip()
    made = tmp_path_factory.mktemp("manual")
    assert [path.name for path in make(made)] == list(FILES)
    return made


pytestmark = pytest.mark.office


def cells(folder: Path, name: str) -> BookCells:
    return book_cells(read_package(folder / name))


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_as_sound_as_its_original(name: str, folder: Path) -> None:
    before = sound((folder / "originals" / name).read_bytes())
    assert [fault for fault in sound((folder / name).read_bytes()) if fault not in before] == []


@pytest.mark.parametrize("name", [name for name in FILES if name != DETACHED])
def test_a_file_holds_a_plan(name: str, folder: Path) -> None:
    assert read_plan(folder / name).budget_year == 2026


def test_a_file_whose_sheets_were_taken_out_holds_none(folder: Path) -> None:
    assert not [name for name in cells(folder, DETACHED).names if name.startswith("fs_")]


def test_there_is_a_step_for_each_file() -> None:
    assert re.findall(r"^\| `([\w-]+\.xls[xm])` \|", PAGE, re.MULTILINE) == list(FILES)


def test_what_a_person_put_on_our_sheet_is_there(folder: Path) -> None:
    """A note, a chart, a picture, a value and a formula, after a plan with another grant."""
    parts = parts_of((folder / "08-own-things.xlsx").read_bytes())
    assert {"xl/comments90.xml", "xl/media/image90.png", "xl/charts/chart90.xml"} <= set(parts)
    book = cells(folder, "08-own-things.xlsx")
    assert book.sheets["Kostnader"][8, 15].content == "Egen summa"
    assert book.sheets["Kostnader"][9, 16].formula == "fs_costs_2026"


def test_the_macro_is_the_same_as_before(folder: Path) -> None:
    part = "xl/vbaProject.bin"
    after, before = (parts_of((place / "03-macro.xlsm").read_bytes())[part]
                     for place in (folder, folder / "originals"))
    assert after == before


def test_a_field_of_a_project_is_hidden_as_office_hides_it() -> None:
    """The sample of MS-OVBA 3.1.1."""
    project = "{917DED54-440B-4FD1-A5C1-74ACF261E600}"
    assert [hidden(seed, content, project) for seed, content in (
        (0x07, bytes(4)), (0x0E, bytes(1)), (0x15, b"\xff"))] == [
        "0705D8E3D8EDDBF1DBF1DBF1DBF1", "0E0CD1ECDFF4E7F5E7F5E7", "1517CAF1D6F9D7F9D706"]


def test_a_project_with_long_text_has_no_room() -> None:
    with pytest.raises(ValueError, match="too many"):
        vba_project([Module("Modul1", "x" * 4000)])
