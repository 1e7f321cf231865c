"""From Python: a plan written into a workbook that is there already harms nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from finsam_xl import compute_plan, read_plan, write_plan
from finsam_xl.books.cells import book_cells
from finsam_xl.domain.inputs import InputValue
from finsam_xl.domain.names import Name
from finsam_xl.errors import LayoutError
from finsam_xl.package.archive import open_package
from finsam_xl.plans import example
from tests.hosting.quick import GRANT, put_in
from tests.hosts.kinds import KINDS
from tests.hosts.rich import rich_book
from tests.hosts.zips import packed_of

if TYPE_CHECKING:
    from tests.conftest import Answer

pytestmark = pytest.mark.thorough


def test_only_our_sheets_are_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "budget.xlsx"
    path.write_bytes(put_in(rich_book()))
    before = packed_of(path.read_bytes())
    write_plan(path, compute_plan(read_plan(path).changed({GRANT: 4_300_000})))
    after = packed_of(path.read_bytes())
    assert read_plan(path).values[GRANT] == 4_300_000
    theirs = set(packed_of(rich_book())) & set(before) - {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "docProps/custom.xml"}
    assert {name: after[name] for name in theirs} == {name: before[name] for name in theirs}


def test_a_workbook_without_our_sheets_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "budget.xlsx"
    path.write_bytes(KINDS["small"]())
    before = path.read_bytes()
    with pytest.raises(LayoutError) as fault:
        write_plan(path, compute_plan(example("ovning")))
    assert fault.value.key == "not_our_book"
    assert path.read_bytes() == before


@pytest.mark.parametrize(("changed", "formula"), [
    ({Name("association_name"): "Norra"}, 'IF(ISNUMBER(Anslag),Anslag,"")'),
    ({GRANT: 4_300_000}, None),
])
def test_a_link_stays_while_the_input_is_what_it_leads_to(
    changed: dict[Name, InputValue], formula: str | None, linked: Path
) -> None:
    """An input that Python gives another value is no longer what the link says: it ends."""
    write_plan(linked, compute_plan(read_plan(linked).changed(changed)))
    book = book_cells(open_package(linked.read_bytes(), "b"))
    sheet, at = book.names["fs_grant_2026"]
    assert book.sheets[sheet][at].formula == formula


@pytest.fixture
def linked(tmp_path: Path, finsam_xl: Callable[..., Answer]) -> Path:
    """A budget whose grant our sheets are linked to."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.add_worksheet("Budget").write("B1", 4250)
    book.define_name("Anslag", "=Budget!$B$1")
    book.close()
    path = tmp_path / "budget.xlsx"
    path.write_bytes(target.getvalue())
    answer = finsam_xl("attach", path, "--example", "ovning", "--no-backup", "--link",
                       "fs_grant_2026=Anslag:tkr")
    assert answer.code == 0, answer.err
    return path
