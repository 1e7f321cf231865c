"""What LibreOffice will not do: refused with a sentence, never silently, never for ever."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import xlwings
from openpyxl.styles import Protection
from openpyxl.worksheet.formula import ArrayFormula

from finsam_xl.libreoffice.engine import engine
from tests.libreoffice.calc import refused, running
from tests.office.soffice import office_host

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[xlwings.App]:
    with running(tmp_path_factory.mktemp("refusals")) as started:
        yield started


@pytest.fixture
def protected(app: xlwings.App, tmp_path: Path) -> Iterator[xlwings.Book]:
    """A book whose sheet is protected, with B1 alone unlocked."""
    made = openpyxl.Workbook()
    sheet = made["Sheet"]
    sheet["A1"], sheet["B1"] = 1, 2
    sheet["B1"].protection = Protection(locked=False)
    sheet.protection.enable()
    made.create_sheet("Free")
    made.save(tmp_path / "protected.xlsx")
    book = app.books.open(tmp_path / "protected.xlsx")
    yield book
    book.close()


@pytest.mark.parametrize("address", ["A1", "A1:B1", "C5:D9"])
def test_a_locked_cell_is_not_written(protected: xlwings.Book, address: str) -> None:
    block = protected.sheets["Sheet"][address]
    before = block.value
    assert refused(setattr, block, "value", 5) == "sheet_protected"
    assert refused(setattr, block, "value", "=1") == "sheet_protected"
    assert refused(setattr, block, "formula", "=1") == "sheet_protected"
    assert refused(setattr, block, "color", "#ff0000") == "sheet_protected"
    assert refused(block.clear_contents) == "sheet_protected"
    assert block.value == before


def test_an_unlocked_cell_of_a_protected_sheet_is_written(protected: xlwings.Book) -> None:
    cell = protected.sheets["Sheet"]["B1"]
    cell.value = 5
    assert cell.value == 5.0
    assert [protected.impl.protected(title) for title in ("Sheet", "Free")] == [True, False]


def test_a_file_that_somebody_has_open_is_not_opened(app: xlwings.App, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "taken.xlsx")
    (tmp_path / ".~lock.taken.xlsx#").write_text("Eva,eva,pc,1.1.2026 10:00,file:///x;")
    assert refused(app.books.open, tmp_path / "taken.xlsx") == "file_open"
    assert "taken.xlsx" not in [book.name for book in app.books]
    opened = app.books.open(tmp_path / "taken.xlsx", read_only=True)
    assert opened.sheets[0]["A1"].value is None
    opened.close()


def test_a_file_that_is_no_workbook_is_not_opened(app: xlwings.App, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 but no more")
    assert refused(app.books.open, broken) == "book_unopenable"


def test_a_book_is_not_saved_as_what_is_no_workbook(app: xlwings.App, tmp_path: Path) -> None:
    book = app.books.add()
    assert refused(book.save, tmp_path / "plan.docx") == "save_suffix"
    (tmp_path / "taken.xlsx").mkdir()
    assert refused(book.save, tmp_path / "taken.xlsx") == "file_locked"
    assert refused(book.save, tmp_path / "nowhere" / "plan.xlsx") == "file_locked"
    book.close()


def test_what_is_gone_is_said_to_be_gone(app: xlwings.App) -> None:
    book = app.books.add()
    sheet = book.sheets.add("Goes")
    sheet.delete()
    assert refused(getattr, sheet["A1"], "value") == "no_such_sheet"
    name = book.names.add("constant", "=5")
    assert refused(getattr, name, "refers_to_range") == "name_no_cells"
    name.delete()
    assert refused(getattr, name, "refers_to") == "name_absent"
    book.sheets.add("Stays")
    assert refused(setattr, book.sheets["Sheet1"], "name", "Stays") == "title_taken"
    book.close()
    assert refused(getattr, book, "fullname") == "book_closed"


def test_part_of_an_array_is_not_written(app: xlwings.App, tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made["Sheet"]["A1"] = ArrayFormula("A1:A2", "=B1:B2*2")
    made.save(tmp_path / "array.xlsx")
    book = app.books.open(tmp_path / "array.xlsx")
    cells = book.sheets[0]["A1:A2"]
    assert cells.formula == [["=B1:B2*2"], ["=B1:B2*2"]]
    assert refused(setattr, cells[0], "value", 5) == "host_refused"
    book.close()


def test_an_app_without_windows_cannot_be_shown(app: xlwings.App) -> None:
    assert refused(setattr, app, "visible", 1) == "host_without_windows"


def test_quit_leaves_nothing_behind(tmp_path: Path) -> None:
    with running(tmp_path) as app:
        office, other = app.pid, app.impl.bridge.pid
        app.books.add()
        app.quit()
        assert app not in list(xlwings.apps)
        assert not any(map(runs, (office, other)))


@pytest.mark.skipif(sys.platform == "win32", reason="ends processes as POSIX does")
def test_a_killed_libreoffice_is_gone_at_the_next_call(tmp_path: Path) -> None:
    with running(tmp_path) as app:
        cell = app.books.add().sheets[0]["A1"]
        os.killpg(app.pid, signal.SIGKILL)
        assert refused(setattr, cell, "value", 1) == "host_gone"
        assert refused(getattr, cell, "value") == "host_gone"
        app.kill()
        assert not app.impl.bridge.is_open
        assert app not in list(xlwings.apps)


def test_a_libreoffice_of_somebody_elses_is_left_running(tmp_path: Path) -> None:
    with office_host(tmp_path) as pipe:
        for _ in range(2):
            app = xlwings.App(impl=engine().impl.apps.attach(pipe, visible=False))
            book = app.books.add()
            book.sheets[0]["A1"].value = 5
            assert book.sheets[0]["A1"].value == 5.0
            book.close()
            app.quit()


def test_a_libreoffice_that_lends_itself_is_left_to_the_app_that_started_it(
        tmp_path: Path) -> None:
    with running(tmp_path) as lender:
        borrower = xlwings.App(visible=False, add_book=False)
        book = borrower.books.add()
        assert book.name in [each.name for each in lender.books]
        book.close()
        borrower.quit()
        assert len(lender.books) == 0
        assert runs(lender.pid)


def test_a_profile_of_nobodys_is_thrown_away(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with running(None) as app:
        assert len(list(tmp_path.glob("calc_*/user"))) == 1
        app.quit()
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_that_nobody_listens_to_is_silent() -> None:
    assert refused(engine().impl.apps.attach, "nobody_listens_here") == "pipe_silent"


def runs(pid: int) -> bool:
    try:
        os.killpg(pid, 0) if sys.platform != "win32" else os.kill(pid, 0)
    except OSError:
        return False
    return True
