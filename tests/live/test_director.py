"""A director at work in an open book: after each step it equals a fresh run from the file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from finsam_xl.books.cells import book_cells
from finsam_xl.cli import main
from finsam_xl.live.agreement import differing_cells
from finsam_xl.live.commands import answer_of, understood
from finsam_xl.live.hosts import Host
from finsam_xl.live.session import Session
from finsam_xl.package.archive import read_package
from finsam_xl.plans import check_results, compute_plan, draft_plan, read_book

pytestmark = pytest.mark.office
EXAMPLES = Path(__file__).parent.parent.parent / "workbooks"


class Director:
    """Somebody who types in the open book and asks for things on Översikt."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def types(self, **cells: object) -> None:
        for name, value in cells.items():
            title, at = self.session.book.names[f"fs_{name}"]
            self.session.book.host.sheets[title].range((at[0] + 1, at[1] + 1)).value = value
        self.session.look()

    def shown(self, *names: str) -> list[object]:
        return list(self.session.book.read([f"fs_{name}" for name in names]).values())

    def asks(self, line: str) -> str:
        """A command typed in the cells of Översikt, and its answer there."""
        word, *fields = (part.strip() for part in line.split(";"))
        for key, text in zip(("command", "command_target", "command_reason", "command_signature"),
                             (word, *fields), strict=False):
            self.types(**{key: text})
        asked = understood(*self.session.asked())
        answer, fault = answer_of(self.session, asked)
        self.session.answer(answer.splitlines()[0], done=fault is None)
        self.session.look()
        return answer

    def sentences(self) -> list[str]:
        found = self.session.book.read([f"fs_live_sentence_{n:02d}" for n in range(1, 9)])
        return [str(text) for text in found.values() if text is not None]


@pytest.fixture
def director(office: Host, tmp_path: Path) -> Iterator[Director]:
    path = tmp_path / "plan.xlsx"
    shutil.copy(EXAMPLES / "sjuharad-2026.xlsx", path)
    session = Session(path, office, "sv", today=lambda: date(2026, 9, 1))
    yield Director(session)
    session.book.host.close()


def equals_a_fresh_run(director: Director) -> None:
    """Every figure, check and comparison of the open book against a run from a saved copy."""
    session = director.session
    read = session.looked.read
    assert read is not None, session.looked.fault
    assert session.looked.differs == ()
    assert session.compare_every_cell() == ()
    book = session.book
    book.host.save()
    kept = book_cells(read_package(session.path))
    again = read_book(kept)
    assert again.inputs.values == read.inputs.values
    proven = draft_plan(compute_plan(again.inputs, again.places), again.setting)
    if again.inputs.form == session.proven.plan.inputs.form:
        assert list(differing_cells(proven.draft, book.cells())) == []
    results = check_results(proven, "sv")
    counts = {status: sum(each.status == status for each in results)
              for status in ("pass", "warn", "fail")}
    assert session.counts() == counts
    worst = [each.message for status in ("fail", "warn") for each in results
             if each.status == status]
    assert [text[2:] for text in session.looked.sentences if text[0] in "✕▲"] == worst
    assert director.sentences()[:3] == list(session.looked.sentences)[:3]


def test_a_director_tries_keeps_and_takes_back(
    director: Director, capsys: pytest.CaptureFixture[str]
) -> None:
    session = director.session
    equals_a_fresh_run(director)

    director.types(grant_2026=8500)
    assert director.shown("total_2026", "result_2026") == [17_000_000, -1_380_000]
    equals_a_fresh_run(director)

    director.types(activity_name_11="Ny insats", activity_kind_11="Individ",
                   activity_host_11="Borås", activity_beneficiary_11="Mark",
                   activity_funding_11="Förbundsmedel", activity_amount_11_2026=123.456)
    assert director.shown("costs_2026") == [18_503_456]
    equals_a_fresh_run(director)

    assert "2026 Bollebygd: −5\xa0830 kr (−3,1 %)" in director.asks("Jämför")
    tried = compute_plan(session.looked.read.inputs) if session.looked.read else None
    assert tried is not None
    assert director.asks("Spara som alternativ; Lägre anslag; Prövas inför samråd; A. Chef") == (
        "Alternativet Lägre anslag sparat")
    equals_a_fresh_run(director)
    assert director.shown("scenario_chosen", "result_2026", "change_author_01") == [
        "Lägre anslag", -1_503_456, "A. Chef"]
    assert session.looked.plan is not None
    assert session.looked.plan.years == tried.years

    director.types(scenario_chosen="Grundplan")
    assert director.shown("grant_2026", "result_2026") == [8773, -834_000]
    equals_a_fresh_run(director)
    director.types(scenario_chosen="Lägre anslag")
    equals_a_fresh_run(director)

    director.types(grant_2026=8600)
    assert director.asks("Släng ändringarna").startswith("1 ändringar")
    assert director.shown("grant_2026") == [8773]
    director.asks("Ångra")
    assert director.shown("grant_2026") == [8600]
    equals_a_fresh_run(director)
    director.asks("Släng ändringarna")

    assert director.asks("Gör alternativet till plan; ; Beslut i styrelsen; A. Chef") == (
        "Alternativet Lägre anslag gjort till plan")
    equals_a_fresh_run(director)
    assert director.shown("grant_2026", "scenario_chosen") == [8500, "Grundplan"]
    director.asks("Ångra")
    assert director.shown("grant_2026", "scenario_chosen") == [8773, "Lägre anslag"]
    equals_a_fresh_run(director)

    assert director.asks("Skriv finansieringsplan").startswith("Skriven: plan.xlsx")
    equals_a_fresh_run(director)
    _the_saved_book_equals_plan(session, capsys)


def _the_saved_book_equals_plan(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same figures, names and inputs as `finsam-xl plan` gives on a copy of the saved book."""
    session.book.host.save()
    copy = session.path.with_name("copy.xlsx")
    shutil.copy(session.path, copy)
    capsys.readouterr()
    assert main(["plan", str(copy), "--json", "--no-backup"]) in (0, 1)
    planned = json.loads(capsys.readouterr().out)
    read = session.looked.read
    assert read is not None
    for year, figures in planned["years"].items():
        for member, amount in figures["contributions"].items():
            assert session.book.read([f"fs_contribution_{member}_{year}"]) == {
                f"fs_contribution_{member}_{year}": amount}
    again = read_book(book_cells(read_package(copy)))
    assert again.inputs.values == read.inputs.values
    assert again.inputs.value("command") is None
    live = book_cells(read_package(copy))
    words = [name for name in live.names if name.startswith(("fs_live_sentence", "fs_command"))]
    assert all(live.sheets[live.names[name][0]].get(live.names[name][1]) is None
               or live.sheets[live.names[name][0]][live.names[name][1]].content in (None, "")
               for name in words)


def test_a_figure_is_explained_where_it_is_selected(director: Director) -> None:
    title, at = director.session.book.names["fs_contribution_1443_2026"]
    sheet = director.session.book.host.sheets[title]
    sheet.range((at[0] + 1, at[1] + 1)).select()
    answer = director.asks("Förklara cellen")
    assert answer.startswith("Bidrag 2026: Bollebygd: 187\xa0170 kr")
    assert "9\xa0790" in answer
    lines = director.shown(*(f"live_explanation_{n:02d}" for n in range(1, 3)))
    assert lines == answer.splitlines()[:2]


@pytest.mark.parametrize(("line", "said"), [
    ("Spara som alternativ; Nytt; ; AC", "Anledning saknas"),
    ("Spara som alternativ; Nytt; därför; AC", "ingenting har ändrats"),
    ("Gör alternativet till plan; ; därför; AC", "grundplanen visas redan"),
    ("Ångra", "inget att ångra"),
    ("Förklara cellen; Andelar!ZZ99", "Andelar!ZZ99"),
    ("Hämta befolkning; finns-inte.csv", "finns-inte.csv"),
    ("Spara som alternativ; 19121212-1212; därför; AC", "personnummer"),
])
def test_a_command_that_cannot_be_done_says_why_and_keeps_its_fields(
    director: Director, line: str, said: str
) -> None:
    answer = director.asks(line)
    assert answer.startswith("✕ ")
    assert said in answer
    assert director.shown("command", "command_answer") == [None, answer.splitlines()[0]]
    target = line.split(";")[1].strip() if ";" in line else ""
    assert director.shown("command_target") == [target or None]


def test_an_amount_that_nobody_can_read_is_said_at_once_and_again_when_it_is_mended(
    director: Director
) -> None:
    director.types(grant_2026="många")
    assert director.session.looked.fault is not None
    assert director.sentences()[0].startswith("✕ Förutsättningar!C17")
    director.types(grant_2026=8773)
    assert director.session.looked.fault is None
    equals_a_fresh_run(director)
