"""The page's calls, each against what the command line comes to with the same book."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from finsam_xl.domain.names import Name
from finsam_xl.findings.finding import is_clean
from finsam_xl.plans import EXAMPLES, check_results, compute_plan, draft_plan, example
from finsam_xl.report import plan_report
from finsam_xl.verifying.examination import verified
from finsam_xl.verifying.examined import examined
from scripts.budget_book import budget_book
from tests.everyday import first

if TYPE_CHECKING:
    from tests.conftest import Answer
    from tests.web.conftest import Ask

Run = Callable[..., "Answer"]
Built = Callable[..., bytes]
TypeInto = Callable[[Path, Mapping[str, object]], None]

GRANT = {"name": "fs_grant_2026", "value": "9 000"}


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def planned(book: Path, finsam_xl: Run) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(finsam_xl("plan", book, "--json", "--no-backup").out)
    del told["written"]
    return told


def test_a_changed_grant_gives_the_figures_and_checks_of_the_plan(
    ask: Ask, built: Built
) -> None:
    ask("open", built("sjuharad-2026"), name="plan.xlsx")
    view = ask("change", changes=[GRANT]).told
    inputs = example("sjuharad-2026").changed({Name("grant", year=2026): 9_000_000})
    proven = draft_plan(compute_plan(inputs))
    assert view["report"] == plan_report(proven.plan, check_results(proven, "sv"))


def test_a_glance_says_what_a_change_would_come_to_and_changes_nothing(
    ask: Ask, built: Built
) -> None:
    first = ask("open", built(), name="plan.xlsx").told
    glanced = ask("glance", changes=[GRANT]).told
    assert ask("view").told == first
    view = ask("change", changes=[GRANT]).told
    assert glanced == {"ok": True, "report": view["report"]}
    assert "går inget att skriva" in ask("glance", changes=[
        {"name": "hitte", "value": 1}]).told["refused"]["sentence"]


@pytest.mark.parametrize(("name", "apart"), [("ovning", 150), *(
    pytest.param(name, 11, marks=pytest.mark.thorough) for name in EXAMPLES)])
def test_a_step_that_moves_no_cell_tells_only_the_fields_it_changed(
    name: str, apart: int, ask: Ask, built: Built
) -> None:
    told = ask("open", built(name), name="plan.xlsx").told
    numbers = [each["name"] for each in told["inputs"]
               if isinstance(each["value"], int) and each["quantity"] != "step"]
    for each in numbers[::apart]:
        told = ask("view").told
        fields = {field["name"]: field for field in told["inputs"]}
        step = ask("change", changes=[{"name": each, "value": fields[each]["value"] + 2}]).told
        assert [field["name"] for field in step["changed"]] == [each]
        whole = ask("view").told
        fields |= {field["name"]: field for field in step["changed"]}
        assert list(fields.values()) == whole["inputs"]
        assert {**step, "changed": None} == {
            **{key: whole[key] for key in whole if key != "inputs"}, "changed": None}


@pytest.mark.parametrize(("field", "value"), [
    ("fs_plan_note_01", "En rad till"), ("fs_activity_name_09", "Ny insats"),
    ("fs_scenario_chosen", "Alternativ"), ("fs_rounding_2026", "Rad för rad")])
def test_a_step_that_may_move_cells_tells_every_field(
    field: str, value: str, ask: Ask, built: Built
) -> None:
    ask("open", built("sjuharad-2022" if field == "fs_scenario_chosen" else "sjuharad-2026"),
        name="plan.xlsx")
    step = ask("change", changes=[{"name": field, "value": value}]).told
    assert "changed" not in step
    assert step == ask("view").told


@pytest.mark.parametrize("name", first(1, EXAMPLES))
def test_alternatives_stand_side_by_side_as_each_comes_to_when_it_is_chosen(
    name: str, ask: Ask, built: Built
) -> None:
    for each in ask("open", built(name), name="plan.xlsx").told["scenarios"]:
        chosen = ask("scenario", name=each["name"]).told["report"]
        assert (chosen["scenario"], chosen["years"]) == (each["name"], each["columns"])


@pytest.mark.thorough
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_changed_grant_gives_the_figures_checks_and_bytes_of_plan(
    name: str, ask: Ask, built: Built, tmp_path: Path, finsam_xl: Run, type_into: TypeInto
) -> None:
    book = tmp_path / "plan.xlsx"
    book.write_bytes(built(name))
    opened = ask("open", built(name), name="plan.xlsx").told
    grant = next(each for each in opened["inputs"] if each["quantity"] == "grant"
                 and each["year"] == opened["book"]["year"])
    view = ask("change", changes=[{"name": grant["name"], "value": "9 000"}]).told
    saved = ask("save")
    type_into(book, {grant["name"]: 9000})
    wanted = planned(book, finsam_xl)
    assert view["report"] == wanted
    assert view["report"]["checks"] == wanted["checks"]
    again = tmp_path / "again.xlsx"
    again.write_bytes(saved.files[0])
    assert planned(again, finsam_xl) == wanted
    assert again.read_bytes() == saved.files[0], "plan has nothing left to write"


@pytest.mark.thorough
def test_a_saved_book_is_clean_and_its_other_parts_are_as_they_were(
    ask: Ask, tmp_path: Path, finsam_xl: Run
) -> None:
    book = tmp_path / "budget.xlsx"
    book.write_bytes(budget_book())
    finsam_xl("attach", book, "--example", "ovning", "--no-backup")
    before = book.read_bytes()
    ask("open", before, name="budget.xlsx")
    ask("change", changes=[{"name": "fs_grant_2027", "value": 4500}])
    report, files = ask("save")
    touched = report["report"]["parts"]
    after = members(files[0])
    for name, content in members(before).items():
        assert after[name] == content or name in touched["changed"], name
    assert not any("sheet1.xml" in name for name in touched["changed"]), "the host's own sheet"
    book.write_bytes(files[0])
    assert is_clean(verified(examined(book, "sv"), []))
    assert ask("verify").told["clean"] is True


def test_what_is_refused_is_said_in_a_sentence_and_changes_nothing(
    ask: Ask, built: Built
) -> None:
    ask("open", built(), name="plan.xlsx")
    ask("change", changes=[GRANT])
    before = ask("view").told
    for change, fault in (
        ({"name": "fs_grant_2026", "value": "8,773"}, "kan läsas på två sätt"),
        ({"name": "fs_grant_2026", "value": "mycket"}, "mycket"),
        ({"name": "fs_grant_2026", "value": None}, "behövs för en plan"),
        ({"name": "fs_grant_2026", "value": "8.5"}, "8.5"),
        ({"name": "fs_basis_2026", "value": "Gissat"}, "Gissat"),
        ({"name": "fs_result_2026", "value": 1}, "går inget att skriva"),
        ({"name": "fs_budget_year", "value": 2030}, "går inget att skriva"),
        ({"name": "hitte", "value": 1}, "går inget att skriva"),
        ({"name": "fs_plan_note_01", "value": "Anna 19121212-1212"}, "personnummer"),
        ({"name": "fs_municipality_code_01", "value": "0000"}, "0000"),
    ):
        told = ask("change", changes=[GRANT, change]).told
        assert told["ok"] is False
        assert fault in told["refused"]["sentence"], told
    assert ask("view").told == before


@pytest.mark.parametrize(("call", "arguments", "key"), [
    ("hitta", {}, "refused"), ("begin", {"example": "ingen"}, "refused"), ("open", {}, "refused"),
    ("begin", {"blank": {"year": 1999}}, "refused"), ("begin", {"blank": {"year": "x"}}, "refused"),
    ("begin", {"blank": {"members": ["0000 Ingenstans"]}}, "refused"),
    ("change", {"changes": 7}, "failed"),
])
def test_a_strange_request_is_answered(
    call: str, arguments: Mapping[str, object], key: str, ask: Ask, built: Built,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ask("open", built(), name="plan.xlsx")
    told = ask(call, **arguments).told
    assert told["ok"] is False
    assert told[key]
    assert ("Traceback" in capsys.readouterr().err) is (key == "failed")


@pytest.mark.thorough
def test_a_file_that_is_no_book_leaves_the_one_that_is_open(ask: Ask, built: Built) -> None:
    ask("open", built(), name="plan.xlsx")
    for content in (b"", b"PK\3\4nonsense", budget_book()):
        told = ask("open", content, name="annan.xlsx").told
        assert told["refused"]["place"] == "annan.xlsx"
    assert ask("view").told["book"]["name"] == "plan.xlsx"


def test_a_refusal_is_in_the_language_of_the_one_who_asks(ask: Ask, built: Built) -> None:
    ask("open", built(), name="plan.xlsx")
    told = ask("change", lang="en", changes=[{"name": "fs_grant_2026", "value": "8,773"}]).told
    assert "can be read in two ways" in told["refused"]["fault"]


@pytest.mark.thorough
def test_steps_are_undone_one_by_one(ask: Ask, built: Built) -> None:
    first = ask("open", built(), name="plan.xlsx").told
    second = ask("change", changes=[GRANT]).told
    assert second["book"] == {**first["book"], "changed": True, "amended": True, "steps": 1}
    assert ask("change", changes=[{"name": "fs_grant_2027", "value": 4400}]).told["ok"]
    assert ask("undo").told["report"] == second["report"]
    assert ask("undo").told["ok"]
    assert ask("view").told == first
    assert "ångra" in ask("undo").told["refused"]["sentence"]


@pytest.mark.thorough
def test_an_alternative_is_kept_shown_made_the_plan_and_taken_back(
    ask: Ask, built: Built
) -> None:
    first = ask("open", built("sjuharad-2026"), name="plan.xlsx").told
    base = first["scenarios"][0]["columns"]
    ask("change", changes=[GRANT])
    lacking = ask("keep", name="Mer", signature="AA").told["refused"]
    assert "Anledning saknas" in lacking["sentence"]
    kept = ask("keep", name="Mer", reason="prov", signature="AA", today="2026-02-03").told
    assert [each["name"] for each in kept["scenarios"] if each["shown"]] == ["Mer"]
    assert kept["scenarios"][0]["columns"] == base, "the base plan is as it was"
    assert kept["scenarios"][-1]["columns"]["2026"]["total"] == 18_000_000
    shown = ask("scenario", name="Grundplan").told
    assert shown["report"]["years"] == base
    ask("scenario", name="mer")
    adopted = ask("adopt", reason="beslut", signature="AA", today="2026-02-04").told
    assert adopted["report"]["years"]["2026"]["total"] == 18_000_000
    logged = {each["name"]: each["value"] for each in adopted["inputs"]}
    assert "2026-02-03" in logged.values()
    assert "2026-02-04" in logged.values()
    for _ in range(5):
        assert ask("undo").told["ok"]
    assert ask("view").told == first


@pytest.mark.thorough
def test_changes_are_taken_back_all_at_once(ask: Ask, built: Built) -> None:
    first = ask("open", built(), name="plan.xlsx").told
    ask("change", changes=[GRANT])
    ask("change", changes=[{"name": "fs_association_name", "value": "Ett annat"}])
    assert ask("discard").told["inputs"] == first["inputs"]


@pytest.mark.thorough
def test_a_figure_is_explained_as_on_the_command_line(
    ask: Ask, built: Built, book: Path, finsam_xl: Run
) -> None:
    ask("open", built(), name="plan.xlsx")
    told = ask("explain", cell="fs_result_2026").told["explanation"]
    assert told.pop("text") == finsam_xl("explain", book, "fs_result_2026").out.rstrip("\n")
    assert told == json.loads(finsam_xl("explain", book, "fs_result_2026", "--json").out)


@pytest.mark.thorough
def test_per_cent_is_typed_as_it_is_shown(ask: Ask, built: Built) -> None:
    ask("open", built(), name="plan.xlsx")
    for typed, value in (("2,5", 2.5), (3.5, 3.5)):
        view = ask("change", changes=[{"name": "fs_cost_change_2027", "value": typed}]).told
        [field] = view["changed"]
        assert (field["value"], field["shown"].split()) == (value, [f"{int(value)},50", "%"])


@pytest.mark.thorough
def test_what_the_fields_say_can_be_typed_back(ask: Ask, built: Built) -> None:
    """Every field of every example, as a number or a text, and nothing has changed."""
    for name in EXAMPLES:
        first = ask("open", built(name), name="plan.xlsx").told
        changes = [{"name": each["name"], "value": each["value"]} for each in first["inputs"]]
        again = ask("change", changes=changes).told
        assert again.get("changed") == [], again.get("refused")
        assert again["book"]["changed"] is False


def test_levers_have_limits_and_blank_rows_are_spare(ask: Ask, built: Built) -> None:
    inputs = ask("open", built(), name="plan.xlsx").told["inputs"]
    for each in inputs:
        if "minimum" in each:
            assert each["minimum"] <= each["value"] <= each["maximum"]
            assert each["quantity"] in ("grant", "activity_amount", "activity_participants")
        assert not (each.get("spare") and each["value"])
    assert {each["quantity"] for each in inputs if "minimum" in each} == {
        "grant", "activity_amount", "activity_participants"}
    assert any(each.get("spare") for each in inputs)
    assert next(each for each in inputs if each["quantity"] == "basis")["choices"]


def test_a_municipality_is_changed_by_its_code_or_its_name(ask: Ask) -> None:
    ask("begin", blank={"year": 2027, "members": ["1490", "1463"]})
    for field, typed, member in (("code", 1491, "Ulricehamn"), ("name", "Mark kommun", "Mark"),
                                 ("code", "1452", "Tranemo")):
        told = ask("change", changes=[
            {"name": f"fs_municipality_{field}_02", "value": typed}]).told
        assert told["book"]["members"][-1]["name"].removesuffix(" kommun") == member
    refused = ask("change", changes=[
        {"name": "fs_municipality_code_02", "value": "1463"},
        {"name": "fs_municipality_name_02", "value": "Borås"}]).told["refused"]
    assert "tillhör Mark, inte Borås" in refused["sentence"]


@pytest.mark.thorough
def test_a_blank_plan_is_filled_in_saved_half_done_and_opened_again(ask: Ask) -> None:
    view = ask("begin", blank={"year": 2027, "members": ["1490 Borås", "1463"]}).told
    assert [each["name"] for each in view["book"]["members"]][3:] == ["Borås", "Mark"]
    assert "behövs för en plan" in view["notices"][0]
    ask("change", changes=[{"name": "fs_association_name", "value": "Vårt förbund"}])
    name, files = ask("save")
    assert name["name"] == "finansieringsplan-2027.xlsx"
    view = ask("open", files[0], name="plan.xlsx").told
    assert view["book"]["unfilled"] is True
    assert "fs_association_name" not in view["notices"][0]


@pytest.mark.thorough
def test_an_example_is_begun_as_new_makes_it(
    ask: Ask, tmp_path: Path, finsam_xl: Run
) -> None:
    ask("begin", example="ovning", lang="en")
    path = tmp_path / "new.xlsx"
    finsam_xl("new", path, "--example", "ovning", "--lang", "en")
    assert ask("save").files[0] == path.read_bytes()


@pytest.mark.thorough
def test_a_decided_book_is_shown_tried_and_saved_only_as_a_new_version(
    ask: Ask, book: Path, finsam_xl: Run
) -> None:
    finsam_xl("decide", book, "--paragraph", "§ 56", "--date", "2025-11-24")
    assert ask("open", book.read_bytes(), name="plan.xlsx").told["book"]["decided"] is True
    assert ask("verify").told["clean"] is True
    ask("change", changes=[GRANT])
    assert "§ 56" in ask("save").told["refused"]["sentence"]
    files = ask("save", anew=True).files
    assert ask("open", files[0], name="ny.xlsx").told["book"]["decided"] is False


@pytest.mark.thorough
def test_a_book_that_would_not_be_read_back_is_not_handed_over(
    ask: Ask, built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("open", built(), name="plan.xlsx")
    monkeypatch.setattr("finsam_xl.web.saving.same_values", lambda *_: False)
    told, files = ask("save")
    assert "läses inte tillbaka" in told["failed"]
    assert files == []


@pytest.mark.thorough
def test_a_pasted_population_is_read_as_from_a_file(ask: Ask, built: Built) -> None:
    table = "kod;kommun;2025-06-30\n" + "".join(
        f"{code};{name};{people}\n" for code, name, people in (
            ("9901", "Alm", 41210), ("9902", "Björk", 19050), ("9903", "Ek", 12480),
            ("9904", "Rönn", 6127)))
    first = ask("open", built(), name="plan.xlsx").told
    told = ask("population", table=table).told
    assert told["population"]["people"]["9902"] == 19_050
    assert sum(" blir " in each for each in told["said"]) == 1
    assert told["report"]["years"] != first["report"]["years"]
    assert ask("undo").told == first
    from_file = ask("population", table.encode(), name="folkmangd.csv", date="2025-06-30").told
    assert from_file["report"] == told["report"]
    for arguments in ({"table": ""}, {"table": "Hej"}, {"table": table, "date": "igår"}):
        assert ask("population", **arguments).told["refused"]["sentence"]


@pytest.mark.thorough
def test_two_books_are_compared_as_by_the_verb(
    ask: Ask, built: Built, book: Path, finsam_xl: Run
) -> None:
    ask("open", built(), name="plan.xlsx")
    same = ask("compare", built(), name="plan.xlsx").told
    assert same["differs"] is False
    wanted = json.loads(finsam_xl("compare", book, book, "--json").out)
    assert {key for key in same if key != "text"} == set(wanted)
    ask("change", changes=[GRANT])
    told = ask("compare", built(), name="gammal.xlsx").told
    assert [each["name"] for each in told["inputs"]] == ["fs_grant_2026"]
    assert "9 000 tkr" in told["text"].replace("\u00a0", " ")
    assert ask("compare", budget_book(), name="annan.xlsx").told["refused"]["kind"] == "layout"


def test_a_pasted_plan_is_reviewed_as_by_the_verb(
    ask: Ask, tmp_path: Path, finsam_xl: Run
) -> None:
    table = "Medlem;2026\nBorås;2 196,58\nMark;673,40\nSumma;2 000\n"
    path = tmp_path / "plan.csv"
    path.write_text(table, encoding="utf-8")
    wanted = json.loads(finsam_xl("review", path, "--json").out)
    told = ask("review", table=table, name="plan.csv").told
    assert told["clean"] is wanted.pop("ok")
    assert told["clean"] is False
    assert {key: told[key] for key in wanted} == wanted
    assert ask("review", table.encode(), name="plan.csv").told == told
    assert "tom" in ask("review", table=" ").told["refused"]["sentence"]


def test_the_calls_and_what_is_not_sent_are_told(ask: Ask) -> None:
    told = ask("calls").told
    assert {"open", "change", "save", "verify"} <= set(told["calls"])
    assert [each["name"] for each in told["examples"]] == list(EXAMPLES)
    assert "skickas" in ask("about").told["not_sent"]


@pytest.mark.thorough
def test_the_proof_holds_every_formula_and_no_stored_value(ask: Ask, built: Built) -> None:
    ask("open", built(), name="plan.xlsx")
    told = ask("proof").told
    typed = {(sheet["title"], row, column): text for sheet in told["sheets"]
             for row, column, text in sheet["cells"]}
    assert told["cells"]
    for each in told["cells"]:
        assert typed[each["sheet"], each["row"], each["column"]].startswith("=")
    assert all(isinstance(text, str) for text in typed.values())
