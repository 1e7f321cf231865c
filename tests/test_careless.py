"""What careless hands and hostile files have tried: refused in a sentence, or kept as it was."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import openpyxl
import pytest

from finsam_xl.cli import main

pytestmark = pytest.mark.thorough

BOOK = Path(__file__).parent.parent / "workbooks" / "ovning.xlsx"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book of one's own to be careless with."""
    return Path(shutil.copy(BOOK, tmp_path / "plan.xlsx"))


def write(book: Path, sheet: str, cell: str, value: str | dt.datetime) -> None:
    """Write a cell as another program would."""
    workbook = openpyxl.load_workbook(book)
    workbook[sheet][cell] = value
    workbook.save(book)


def cell(book: Path, sheet: str, where: str) -> object:
    """What stands in a cell."""
    return openpyxl.load_workbook(book)[sheet][where].value


def test_a_text_that_the_format_would_read_as_a_character_is_refused(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(book, "Förutsättningar", "G17", "a_x005F_x0041_b")
    assert main(["plan", str(book)]) == 2
    assert capsys.readouterr().err.startswith("finsam-xl: Förutsättningar!G17: ")


def test_a_date_typed_where_a_text_belongs_stays_a_date_to_the_eye(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(book, "Förutsättningar", "G17", dt.datetime(2025, 10, 30))  # noqa: DTZ001
    assert main(["plan", str(book)]) == 0
    assert cell(book, "Förutsättningar", "G17") == "2025-10-30"
    assert "Förutsättningar!G17" in capsys.readouterr().err


def test_the_same_date_over_two_columns_is_refused_and_can_still_be_listed(book: Path) -> None:
    write(book, "Befolkning", "E5", dt.datetime(2025, 6, 30))  # noqa: DTZ001
    assert main(["plan", str(book)]) == 2
    assert main(["names", str(book)]) == 0


@pytest.mark.parametrize("arguments", [
    ["plan", "{book}", "--out", "x" * 300 + ".xlsx"],
    ["plan", "{book}", "--out", ""],
    ["plan", "{book}", "--scenario", ""],
    ["roll", "{book}", "--to", "2027", "--out", "{book}", "--force"],
    ["new", "{new}", "--example", "ovning", "--year", "2030"],
    ["new", "{new}", "--blank", "--year", "0"],
])
def test_an_option_is_never_ignored_and_no_book_replaced_by_mistake(
    book: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = book.read_bytes()
    new = book.with_name("new.xlsx")
    given = [each.format(book=book, new=new) for each in arguments]
    assert main(given) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert book.read_bytes() == before
    assert not new.exists()


@pytest.mark.parametrize("name", ["å" * 32_000, "=cmd|'/c calc'!A1", "<script>&amp;</script>",
                                  "rad ett\nrad två"])
def test_an_association_may_be_called_anything_and_planned_twice(book: Path, name: str) -> None:
    from finsam_xl.domain.names import Name  # noqa: PLC0415
    from finsam_xl.hosting import write_plan  # noqa: PLC0415
    from finsam_xl.plans import compute_plan as compute  # noqa: PLC0415
    from finsam_xl.plans import example  # noqa: PLC0415

    write_plan(book, compute(example("ovning").changed({Name("association_name"): name})))
    assert main(["plan", str(book)]) == 0
    once = book.read_bytes()
    assert main(["plan", str(book)]) == 0
    assert book.read_bytes() == once
