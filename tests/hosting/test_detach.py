"""Our sheets taken out again: the rest of the workbook is as it was before they came."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from finsam_xl.package.archive import open_package
from finsam_xl.package.structure import structure
from tests.hosting.quick import put_in, taken_out
from tests.hosts.kinds import KINDS
from tests.hosts.rich import rich_book
from tests.hosts.sound import sound
from tests.hosts.typing import typed_into
from tests.hosts.zips import packed_of, parts_of

pytestmark = pytest.mark.thorough

if TYPE_CHECKING:
    from tests.conftest import Answer

Run = Callable[..., "Answer"]

DECLARED = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
            "xl/styles.xml", "xl/calcChain.xml", "docProps/custom.xml", "_rels/.rels"}
"""The parts that a graft may touch; every other is as it was packed."""

REFUSED = ("displayed precision", "locked", "shared", "signed", "strict")


def there_and_back(path: Path, finsam_xl: Run) -> Answer:
    answer = finsam_xl("attach", path, "--example", "ovning", "--no-backup")
    assert answer.code == 0, answer.err
    return finsam_xl("detach", path, "--no-backup")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in REFUSED])
def test_every_part_is_as_it_was_save_the_declared_few(kind: str) -> None:
    content = KINDS[kind]()
    before, faults = packed_of(content), sound(content)
    again = taken_out(put_in(content))
    after = packed_of(again)
    main = structure(open_package(again, "b")).main
    declared = {*DECLARED, main, "xl/_rels/" + main.rpartition("/")[2] + ".rels"}
    assert {name: part for name, part in after.items() if name not in declared} == {
        name: part for name, part in before.items() if name not in declared}
    assert set(after) - declared == set(before) - declared
    assert [fault for fault in sound(again) if fault not in faults] == []


def test_sheets_names_and_properties_are_those_of_before(tmp_path: Path, finsam_xl: Run) -> None:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(rich_book())
    before = structure(open_package(path.read_bytes(), "b"))
    there_and_back(path, finsam_xl)
    after = structure(open_package(path.read_bytes(), "b"))
    assert [each.title for each in after.sheets] == [each.title for each in before.sheets]
    assert [(each.name, each.text, each.scope) for each in after.names] == [
        (each.name, each.text, each.scope) for each in before.names]
    parts = parts_of(path.read_bytes())
    assert b"finsam_xl_" not in parts["docProps/custom.xml"]
    assert b"fs_" not in parts["xl/workbook.xml"]


def test_a_book_without_our_sheets_has_nothing_to_take_out(
    tmp_path: Path, finsam_xl: Run
) -> None:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(KINDS["small"]())
    answer = finsam_xl("detach", path)
    assert (answer.code, "finsam-xl" in answer.err) == (2, True)


def test_a_book_of_our_own_alone_is_not_emptied(book: Path, finsam_xl: Run) -> None:
    before = book.read_bytes()
    answer = finsam_xl("detach", book)
    assert answer.code == 2
    assert book.read_bytes() == before


@pytest.fixture
def pointing(tmp_path: Path) -> Path:
    """A budget whose formulas, name and link will point to our sheets."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("Budget")
    for cell, formula in {
        "C1": "=Andelar!L50*2+1", "C2": "=fs_total_2026/1000",
        "C3": "=SUM('Ekonomisk sammanställning'!C5:C15,A1)", "C4": '="Andelar!L50"',
    }.items():
        sheet.write_formula(cell, formula, None, 7)
    book.define_name("Bidrag", "=Andelar!$L$50")
    book.close()
    path = tmp_path / "budget.xlsx"
    path.write_bytes(target.getvalue())
    return path


def test_what_pointed_to_our_sheets_is_told_and_says_so_itself(
    pointing: Path, finsam_xl: Run
) -> None:
    """As when somebody deletes a sheet by hand."""
    answer = there_and_back(pointing, finsam_xl)
    assert answer.code == 0
    for place in ("Budget!C1", "Budget!C2", "Budget!C3", "Bidrag"):
        assert place in answer.err
    assert "Budget!C4" not in answer.err
    parts = parts_of(pointing.read_bytes())
    formulas = re.findall(r"<f>(.*?)</f>", parts["xl/worksheets/sheet1.xml"].decode())
    assert formulas == ["#REF!*2+1", "fs_total_2026/1000", "SUM(#REF!,A1)", '"Andelar!L50"']
    names = {each.name: each.text
             for each in structure(open_package(pointing.read_bytes(), "b")).names}
    assert names == {"Bidrag": "#REF!", "fs_total_2026": "#REF!"}


def test_a_dry_run_tells_the_same_and_writes_nothing(pointing: Path, finsam_xl: Run) -> None:
    finsam_xl("attach", pointing, "--example", "ovning", "--no-backup")
    before = pointing.read_bytes()
    answer = finsam_xl("detach", pointing, "--dry-run", "--json")
    told = json.loads(answer.out)["written"]
    assert (answer.code, told["dry_run"], told["backup"]) == (0, True, None)
    assert {each["place"] for each in told["pointing"]} == {
        "Budget!C1", "Budget!C2", "Budget!C3", "Bidrag"}
    assert len(told["sheets"]["removed"]) == 16
    assert pointing.read_bytes() == before
    assert list(pointing.parent.iterdir()) == [pointing]


def test_sheets_that_come_again_take_up_the_names_that_are_still_asked_for(
    pointing: Path, finsam_xl: Run
) -> None:
    """Next year's way: out with the old plan, in with the new."""
    there_and_back(pointing, finsam_xl)
    answer = finsam_xl("attach", pointing, "--example", "ovning", "--no-backup")
    assert answer.code == 0, answer.err
    names = {each.name: each.text
             for each in structure(open_package(pointing.read_bytes(), "b")).names}
    assert names["fs_total_2026"].startswith("Andelar!")


def test_a_plan_that_is_yet_to_be_filled_in_may_be_put_in(
    pointing: Path, book: Path, finsam_xl: Run
) -> None:
    rolled = pointing.with_name("plan-2027.xlsx")
    assert finsam_xl("roll", book, "--to", "2027", "--out", rolled).code == 0
    answer = finsam_xl("attach", pointing, "--from", rolled, "--no-backup")
    assert answer.code == 0, answer.err
    refused = finsam_xl("plan", pointing)
    assert (refused.code, "Förutsättningar!" in refused.err) == (2, True)


def test_a_plan_says_that_formulas_of_the_host_are_to_be_recalculated(
    pointing: Path, finsam_xl: Run
) -> None:
    finsam_xl("attach", pointing, "--example", "ovning", "--no-backup")
    pointing.write_bytes(typed_into(pointing.read_bytes(), {"fs_grant_2026": 4300}))
    assert "Ctrl+Skift+F9" in finsam_xl("plan", pointing).err
