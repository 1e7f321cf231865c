"""Our sheets inside somebody's workbook, opened by LibreOffice: theirs unchanged, ours right."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from finsam_xl.books.cells import book_cells
from finsam_xl.hosting import sheets_of_ours
from finsam_xl.inputs.raw import BookCells, FoundCell
from finsam_xl.package.archive import open_package
from finsam_xl.package.structure import structure
from finsam_xl.plans import compute_plan, draft_plan, read_book
from finsam_xl.proof.agreement import formula_cells, same_value
from finsam_xl.proof.stripping import with_false_values
from finsam_xl.sheets.draft import CellValue
from tests.hosts.kinds import KINDS
from tests.hosts.producers import libreoffice_book
from tests.hosts.rich import rich_book
from tests.office.soffice import recalculated_files

if TYPE_CHECKING:
    from tests.conftest import Answer

Run = Callable[..., "Answer"]
pytestmark = pytest.mark.office

HOSTS: dict[str, Callable[[], bytes]] = {"rich": rich_book, **{kind: KINDS[kind] for kind in (
    "small", "prefixed", "bare", "1904", "manual", "absolute targets", "UTF-16")}}


def attached(content: bytes, folder: Path, finsam_xl: Run) -> bytes:
    """The host with our sheets in it, planned once more with another grant."""
    path = folder / "bok.xlsx"
    path.write_bytes(content)
    assert finsam_xl("attach", path, "--example", "ovning", "--no-backup").code == 0
    return path.read_bytes()


@pytest.mark.parametrize("kind", HOSTS)
def test_ours_are_recalculated_to_what_they_hold(
    kind: str, tmp_path: Path, finsam_xl: Run
) -> None:
    """Every stored value is poisoned first, the host's own too."""
    content = attached(HOSTS[kind](), tmp_path, finsam_xl)
    read = read_book(book_cells(open_package(content, "bok.xlsx")))
    draft = draft_plan(compute_plan(read.inputs), read.setting).draft
    cells = list(formula_cells(draft))
    assert len(cells) > 3000
    sheets = {sheet.title: sheet for sheet in draft.sheets}
    found = cells_of(with_false_values(content), tmp_path / "recalculated")
    for title, at in cells:
        stored = sheets[title].cells[at].value
        assert same_value(stored, plain(found.sheets[title].get(at))), (title, at)


def plain(found: FoundCell | None) -> CellValue:
    """What a cell holds, as a draft says it."""
    content = found.content if found else None
    return float(content) if isinstance(content, Decimal) else content


def test_theirs_are_what_they_were(tmp_path: Path, finsam_xl: Run) -> None:
    """The host's values as LibreOffice opens them, before and after our sheets came."""
    before = cells_of(rich_book(), tmp_path / "before")
    after = cells_of(attached(rich_book(), tmp_path, finsam_xl), tmp_path / "after")
    for title in before.sheets:
        assert dict(after.sheets[title]) == dict(before.sheets[title]), title


def cells_of(content: bytes, folder: Path) -> BookCells:
    """What LibreOffice makes of a workbook."""
    return book_cells(open_package(saved(content, folder).read_bytes(), "bok.xlsx"))


def saved(content: bytes, folder: Path) -> Path:
    """A workbook opened, recalculated and saved by LibreOffice."""
    folder.mkdir()
    path = folder / "bok.xlsx"
    path.write_bytes(content)
    return recalculated_files([path], folder)[path]


def test_a_book_that_libreoffice_saved_is_planned_on(tmp_path: Path, finsam_xl: Run) -> None:
    """Marks, names and properties survive; our sheets are known and written anew."""
    path = saved(attached(rich_book(), tmp_path, finsam_xl), tmp_path / "saved")
    answer = finsam_xl("plan", path, "--no-backup")
    assert answer.code == 0, answer.err
    host = structure(open_package(path.read_bytes(), "bok"))
    book = book_cells(open_package(path.read_bytes(), "bok"))
    assert len(sheets_of_ours(host, book)) == 16
    sheet, at = book.names["fs_total_2026"]
    assert book.sheets[sheet][at].content == Decimal(8_500_000)
    content = path.read_bytes()
    assert finsam_xl("plan", path).code == 0
    assert path.read_bytes() == content


def test_a_host_that_libreoffice_made_takes_our_sheets(tmp_path: Path, finsam_xl: Run) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    content = attached(libreoffice_book(folder), tmp_path, finsam_xl)
    read = read_book(book_cells(open_package(content, "bok.xlsx")))
    assert len(read.setting.titles) == 16
