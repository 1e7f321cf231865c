"""Inputs linked to the host's own cells: their figures stay the source."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from finsam_xl.books.cells import book_cells
from finsam_xl.errors import InputError
from finsam_xl.inputs.links import Link, asked_link, read_link
from finsam_xl.package.archive import open_package
from tests.hosts.typing import typed_into

if TYPE_CHECKING:
    from tests.conftest import Answer

pytestmark = pytest.mark.thorough

Run = Callable[..., "Answer"]


@pytest.fixture
def budget(tmp_path: Path) -> Path:
    """The finance service's own workbook: amounts in tkr and kr, people, a name, a formula."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("Budget 2026")
    sheet.write_column("B1", [4250, 4300000, 41210, "4 250", None])
    sheet.write_formula("B6", "=B1+150", None, 4400)
    sheet.write_boolean("B7", True)  # noqa: FBT003 - XlsxWriter takes it by place
    book.define_name("Statsanslag", "='Budget 2026'!$B$1")
    book.close()
    path = tmp_path / "budget.xlsx"
    path.write_bytes(target.getvalue())
    return path


def attach(finsam_xl: Run, path: Path, *links: str) -> Answer:
    """Attach the example with links."""
    words = [word for link in links for word in ("--link", link)]
    return finsam_xl("attach", path, "--example", "ovning", "--no-backup", *words)


def content_of(path: Path, name: str) -> tuple[object, str | None]:
    """What a named cell holds, and its formula."""
    book = book_cells(open_package(path.read_bytes(), "b"))
    sheet, at = book.names[name]
    found = book.sheets[sheet][at]
    return found.content, found.formula


LINKED = [
    ("fs_grant_2026='Budget 2026'!B1:tkr", 4250,
     "IF(ISNUMBER('Budget 2026'!$B$1),'Budget 2026'!$B$1,\"\")"),
    ("fs_grant_2027='Budget 2026'!$B$2:kr", 4300,
     "IF(ISNUMBER('Budget 2026'!$B$2),'Budget 2026'!$B$2/1000,\"\")"),
    ("fs_grant_2028=Statsanslag", 4250, 'IF(ISNUMBER(Statsanslag),Statsanslag,"")'),
    ("fs_grant_2026='Budget 2026'!B6", 4400,
     "IF(ISNUMBER('Budget 2026'!$B$6),'Budget 2026'!$B$6,\"\")"),
    ("fs_population_9901_2025_06_30='Budget 2026'!B3", 41210,
     "IF(ISNUMBER('Budget 2026'!$B$3),'Budget 2026'!$B$3,\"\")"),
]


@pytest.mark.parametrize(("link", "value", "formula"), LINKED)
def test_a_linked_cell_shows_what_its_source_says(
    link: str, value: int, formula: str, budget: Path, finsam_xl: Run
) -> None:
    answer = attach(finsam_xl, budget, link)
    assert answer.code in (0, 1), answer.err
    assert content_of(budget, link.partition("=")[0]) == (Decimal(value), formula)


def test_a_plan_follows_the_source(budget: Path, finsam_xl: Run) -> None:
    """The figure is changed where it belongs; the linked cell is never typed in."""
    attach(finsam_xl, budget, "fs_grant_2026=Statsanslag:tkr")
    budget.write_bytes(typed_into(budget.read_bytes(), {"Budget 2026!B1": 4310}))
    answer = finsam_xl("plan", budget, "--json", "--no-backup")
    assert json.loads(answer.out)["years"]["2026"]["contributions"]["FK"] == 2_155_000
    assert content_of(budget, "fs_grant_2026")[0] == Decimal(4310)
    again = budget.read_bytes()
    finsam_xl("plan", budget)
    assert budget.read_bytes() == again


def test_a_plan_with_a_linked_population_can_be_planned_again(
    budget: Path, finsam_xl: Run
) -> None:
    attach(finsam_xl, budget, "fs_population_9901_2025_06_30='Budget 2026'!B3")
    again = budget.read_bytes()
    answer = finsam_xl("plan", budget)
    assert answer.code in (0, 1), answer.err
    assert budget.read_bytes() == again


def test_a_value_typed_over_a_link_ends_it(budget: Path, finsam_xl: Run) -> None:
    attach(finsam_xl, budget, "fs_grant_2026=Statsanslag")
    budget.write_bytes(typed_into(budget.read_bytes(), {"fs_grant_2026": 4200}))
    assert finsam_xl("plan", budget).code in (0, 1)
    assert content_of(budget, "fs_grant_2026") == (Decimal(4200), None)


def test_a_link_can_be_made_later(budget: Path, finsam_xl: Run) -> None:
    attach(finsam_xl, budget)
    answer = finsam_xl("plan", budget, "--link", "fs_grant_2026='Budget 2026'!B6:tkr")
    assert answer.code in (0, 1), answer.err
    assert content_of(budget, "fs_grant_2026")[0] == Decimal(4400)


REFUSED_LINKS = [
    ("fs_grant_2026='Budget 2026'!B4", "link_text"),
    ("fs_grant_2026='Budget 2026'!B5", "link_empty"),
    ("fs_grant_2026='Budget 2026'!Z99", "link_empty"),
    ("fs_grant_2026='Budget 2026'!B7", "truth_value"),
    ("fs_grant_2026=Blad!B1", "link_broken"),
    ("fs_grant_2026=Finns_inte", "link_broken"),
    ("fs_grant_2030='Budget 2026'!B1", "link_unknown"),
    ("fs_total_2026='Budget 2026'!B1", "link_kind"),
    ("fs_association_name='Budget 2026'!B1", "link_kind"),
    ("fs_grant_2026='Budget 2026'!B1:mnkr", "link_unit"),
    ("fs_population_9901_2025_06_30='Budget 2026'!B3:kr", "link_unit"),
    ("grant='Budget 2026'!B1", "link_unreadable"),
    ("fs_grant_2026='Budget 2026'!B1:B4", "link_unit"),
    ("fs_grant_2026==1+1", "link_unreadable"),
]


@pytest.mark.parametrize(("link", "key"), REFUSED_LINKS)
def test_a_link_that_leads_to_no_number_is_refused(
    link: str, key: str, budget: Path, finsam_xl: Run
) -> None:
    before = budget.read_bytes()
    answer = attach(finsam_xl, budget, link)
    assert answer.code == 2
    assert budget.read_bytes() == before
    from finsam_xl.texts import texts_in  # noqa: PLC0415 - a sentence without its facts

    start = texts_in("sv").tables["errors"][f"{key}_fault"].split("{")[0].strip('" ')
    assert start in answer.err


BROKEN_LATER = [
    ({"Budget 2026!B1": "hundra"}, "Statsanslag"),
    ({"Budget 2026!B1": None}, "Statsanslag"),
    ({"Budget 2026!B1": "=1/0"}, "Statsanslag"),
]


@pytest.mark.parametrize(("typed", "source"), BROKEN_LATER)
def test_a_source_that_has_become_no_number_is_refused_by_the_linked_cell(
    typed: dict[str, str | None], source: str, budget: Path, finsam_xl: Run
) -> None:
    attach(finsam_xl, budget, "fs_grant_2026=Statsanslag")
    budget.write_bytes(typed_into(budget.read_bytes(), typed))
    answer = finsam_xl("plan", budget)
    assert (answer.code, source in answer.err) == (2, True), answer.err
    assert "Förutsättningar!C" in answer.err


def test_any_other_formula_in_an_input_is_refused(budget: Path, finsam_xl: Run) -> None:
    attach(finsam_xl, budget)
    budget.write_bytes(typed_into(budget.read_bytes(),
                                  {"fs_grant_2026": "='Budget 2026'!B1+10"}))
    assert finsam_xl("plan", budget).code == 2


def test_a_link_reads_back_as_what_it_was() -> None:
    for text in ("fs_grant_2026=Budget!C4:kr", "fs_grant_2026='Hjort''s blad (1)'!C4",
                 "fs_grant_2026=Statsanslag:tkr"):
        _, link = asked_link(text)
        assert read_link(link.formula) == link
    assert read_link('=IF(ISNUMBER(A!$A$1),B!$A$1,"")') is None


def test_a_link_refuses_what_is_no_link() -> None:
    with pytest.raises(InputError):
        asked_link("fs_grant_2026=SUM(A1:A9)")
    assert read_link("1+1") is None
    assert Link("A!$A$1").formula.startswith("=IF(ISNUMBER(A!$A$1)")
