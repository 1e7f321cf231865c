"""The verb that records a decision: what it writes, what it locks, and how a book goes on."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from finsam_xl.books.cells import book_cells
from finsam_xl.domain.names import Name
from finsam_xl.errors import BookError
from finsam_xl.hosting import write_plan
from finsam_xl.package.archive import read_package
from finsam_xl.plans import compute_plan, draft_plan, read_inputs, read_plan
from finsam_xl.proof.chain import links_of, state_of
from finsam_xl.sheets.setting import LOCKED, chain_in

if TYPE_CHECKING:
    from tests.conftest import Answer

Run = Callable[..., "Answer"]
TypeInto = Callable[[Path, Mapping[str, object]], None]

DECISION = ("--paragraph", "§ 56", "--date", "2025-11-24")


@pytest.fixture
def decided(book: Path, finsam_xl: Run) -> Path:
    assert finsam_xl("decide", book, *DECISION).code == 0
    return book


def test_a_decision_stands_in_the_book_its_log_and_its_chain(book: Path, finsam_xl: Run) -> None:
    before = book.read_bytes()
    answer = finsam_xl("decide", book, *DECISION, "--by", "Eva Ek", "--json")
    inputs, recorded = read_plan(book), book_cells(read_package(book)).recorded
    assert answer.code == 0
    assert inputs.text("decision_paragraph") == "§ 56"
    assert inputs.when("decision_date") == date(2025, 11, 24)
    assert inputs.text("decision_status") == "decided"
    told = {inputs.text("change_what", f"{n:02d}"): inputs.text("change_author", f"{n:02d}")
            for n in range(1, 21)}
    assert told["Fastställd § 56"] == "Eva Ek"
    link, = links_of(chain_in(recorded))
    assert (link.paragraph, link.day, link.scenario) == ("§ 56", date(2025, 11, 24), 0)
    assert LOCKED in recorded
    assert json.loads(answer.out)["written"]["decision"]["seal"] == link.whole_seal
    assert f"Sigill {link.seal}" in answer.err
    assert book.with_name("plan.before-decide.xlsx").read_bytes() == before


@pytest.mark.thorough
def test_the_link_sums_up_the_plan_that_stands_in_the_book(decided: Path) -> None:
    read = read_inputs(decided)
    link, = links_of(read.setting.chain)
    proven = draft_plan(compute_plan(read.inputs), read.setting)
    assert link.state == state_of(proven.draft.properties)
    other = read.inputs.changed({Name("plan_note", "01"): "Ny not"})
    assert link.state != state_of(draft_plan(compute_plan(other)).draft.properties)


@pytest.mark.thorough
def test_a_decided_book_is_written_no_more(
    decided: Path, finsam_xl: Run, tmp_path: Path
) -> None:
    counted = tmp_path / "folk.csv"
    counted.write_text("kod;2025-06-30\n9901;41210\n9902;19050\n9903;12480\n9904;6127\n",
                       encoding="utf-8")
    before = decided.read_bytes()
    for command in (("plan", decided), ("detach", decided), ("population", decided, counted),
                    ("decide", decided, *DECISION), ("live", decided, "--hidden")):
        answer = finsam_xl(*command)
        assert answer.code == 2, command
        assert "boken är fastställd, § 56 den 2025-11-24" in answer.err
    with pytest.raises(BookError, match="fastställd"):
        write_plan(decided, compute_plan(read_plan(decided)))
    assert decided.read_bytes() == before
    for command in (("check", decided), ("names", decided), ("explain", decided, "fs_total_2026")):
        assert finsam_xl(*command).code == 0


@pytest.mark.thorough
def test_a_new_version_is_open_again_and_carries_the_chain_on(
    decided: Path, finsam_xl: Run, type_into: TypeInto
) -> None:
    later = decided.with_name("version-2.xlsx")
    assert finsam_xl("plan", decided, "--out", later).code == 0
    recorded = book_cells(read_package(later)).recorded
    assert LOCKED not in recorded
    type_into(later, {"fs_grant_2026": 4300})
    again = finsam_xl("plan", later)
    assert "Förutsättningar!" in again.err
    assert finsam_xl("decide", later, "--paragraph", "§ 4", "--date", "2026-02-09").code == 0
    first, second = links_of(chain_in(book_cells(read_package(later)).recorded))
    assert (first.paragraph, second.paragraph) == ("§ 56", "§ 4")
    assert second.previous == first.whole_seal
    assert second.state != first.state


@pytest.mark.thorough
def test_an_alternative_that_is_shown_is_what_was_decided(book: Path, finsam_xl: Run) -> None:
    name = read_plan(book).text("scenario_name", "01")
    assert finsam_xl("plan", book, "--scenario", name).code in (0, 1)
    assert finsam_xl("decide", book, *DECISION, "--force").code == 0
    link, = links_of(chain_in(book_cells(read_package(book)).recorded))
    assert link.scenario == 1


@pytest.mark.thorough
def test_a_plan_whose_checks_fail_is_decided_only_by_force(
    book: Path, finsam_xl: Run, type_into: TypeInto
) -> None:
    type_into(book, {"fs_equity_opening_2026": 100})
    before = book.read_bytes()
    answer = finsam_xl("decide", book, *DECISION)
    assert answer.code == 2
    assert "kontroller håller inte" in answer.err
    assert book.read_bytes() == before
    assert finsam_xl("decide", book, *DECISION, "--force").code == 0


@pytest.mark.parametrize(("paragraph", "day", "said"), [
    ("§ 56", "24/11 2025", "är inget datum"),
    ("a|b", "2025-11-24", "beslutskedjan"),
    ("19640823-3234", "2025-11-24", "personnummer"),
])
def test_what_is_no_decision_is_refused(
    book: Path, finsam_xl: Run, paragraph: str, day: str, said: str
) -> None:
    answer = finsam_xl("decide", book, "--paragraph", paragraph, "--date", day)
    assert answer.code == 2
    assert said in answer.err
