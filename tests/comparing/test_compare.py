"""The verb `compare`: what it tells of two books, as a person reads it and as a program does."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from finsam_xl.comparing.comparison import Comparison, compared
from finsam_xl.comparing.reporting import comparison_report
from finsam_xl.comparing.sides import side
from finsam_xl.domain.inputs import InputValue, Municipality, PlanInputs
from finsam_xl.domain.names import Name
from finsam_xl.plans import compute_plan, draft_plan, in_language
from tests.comparing.pairs import kept_nowhere

if TYPE_CHECKING:
    from tests.conftest import Answer

Run = Callable[..., "Answer"]
TypeInto = Callable[[Path, Mapping[str, object]], None]
Changes = Mapping[Name, InputValue]

GRANT = Name("grant", year=2026)
DECIDED: Changes = {GRANT: 8_835_000, Name("grant_status", year=2026): "decided"}


def written(path: Path, inputs: PlanInputs) -> Path:
    path.write_bytes(draft_plan(compute_plan(inputs)).package)
    return path


def books(folder: Path, old: PlanInputs, new: PlanInputs) -> tuple[Path, Path]:
    return written(folder / "old.xlsx", old), written(folder / "new.xlsx", new)


def found(old: PlanInputs, new: PlanInputs) -> Comparison:
    """Two plans compared that are kept in no file: their inputs, figures and checks."""
    return compared(kept_nowhere(old), kept_nowhere(new), "sv")


def moved(comparison: Comparison) -> dict[str, tuple[str, ...]]:
    return {each.name: each.inputs for each in comparison.figures}


def even(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def with_a_fifth(inputs: PlanInputs) -> PlanInputs:
    """The made-up association with one more municipality."""
    more = replace(inputs, municipalities=(*inputs.municipalities,
                                           Municipality(5, "9905", "Sälg")))
    return more.changed({
        Name("municipality_code", "05"): "9905", Name("municipality_name", "05"): "Sälg",
        Name("stated", "9905", 2025): 0, Name("population", "9905", day="2025_06_30"): 8_000})


def test_a_decided_grant_is_told_from_input_to_check(
    sjuharad_2026: PlanInputs, tmp_path: Path, finsam_xl: Run
) -> None:
    answer = finsam_xl("compare", *books(tmp_path, sjuharad_2026, sjuharad_2026.changed(DECIDED)))
    lines = even(answer.out)
    assert (answer.code, answer.err) == (0, "")
    for line in (
        "Ändrade uppgifter som flyttar siffror: 1",
        "1 Förutsättningar!C17 Statens anslag 2026: 8 773 tkr → 8 835 tkr",
        'Förutsättningar!F17 Statens anslag 2026: status: "Preliminär" → "Fastställd"',
        "Medlemmar, summa 2026 17 546 000 17 670 000 +124 000 +0,7 % 1",
        "Resultat 2026 −834 000 −710 000 +124 000 +14,9 % 1",
        "Bollebygd 187 170 188 490 +1 320 +0,7 % +1 323 0 −3 1",
        "Summa 4 386 500 4 417 500 +31 000 +0,7 % +31 000 0 0",
        "▲ Varning → ✓ Godkänd Statens anslag 2026 är fastställt [Förutsättningar!F17]",
        "Lika i båda: formler, blad, kommuner.",
    ):
        assert line in lines
    assert "Kommunernas andelar 2027: den äldre boken mot den nyare, kr" not in lines


def test_a_figure_is_traced_to_the_inputs_that_moved_it_and_no_others(
    sjuharad_2026: PlanInputs
) -> None:
    """The people of another date, and the grant of another year, are not among them."""
    people = Name("population", "1443", day="2025_06_30")
    changed = moved(found(sjuharad_2026, sjuharad_2026.changed({
        **DECIDED, people: 9_800, Name("population", "1443", day="2024_12_31"): 9_812,
        Name("activity_amount", "01", 2026): 700_000})))
    assert changed["fs_contribution_FK_2026"] == (str(GRANT),)
    assert changed["fs_contribution_1443_2026"] == (str(GRANT), str(people))
    assert changed["fs_contribution_1443_2027"] == (str(people),)
    assert changed["fs_activities_2026"] == ("fs_activity_amount_01_2026",)
    assert changed["fs_result_2026"] == (str(GRANT), "fs_activity_amount_01_2026")
    assert not any(name.endswith("_2025") for name in changed)


def test_an_alternative_is_named_where_it_makes_a_difference(
    ovning: PlanInputs
) -> None:
    """A smaller office moves administration, not activities."""
    shown = Name("scenario_chosen")
    dearer = Name("activity_amount", "02", 2026)
    changed = moved(found(ovning, ovning.changed(
        {shown: "Mindre kansli", dearer: 1_234_000})))
    assert changed["fs_overhead_2026"] == (str(shown),)
    assert changed["fs_activities_2026"] == (str(dearer),)
    assert changed["fs_costs_2026"] == (str(dearer), str(shown))


@pytest.mark.thorough
def test_another_date_is_named_with_the_people_of_it(
    sjuharad_2026: PlanInputs
) -> None:
    date_of_2026 = Name("reference_date", year=2026)
    changed = moved(found(sjuharad_2026,
                          sjuharad_2026.changed({date_of_2026: date(2024, 12, 31)})))
    assert changed["fs_contribution_1443_2026"] == (str(date_of_2026),)


@pytest.mark.thorough
def test_amounts_that_were_stated_are_named(ovning: PlanInputs) -> None:
    stated: Changes = {Name("basis", year=2026): "stated", Name("stated", "FK", 2026): 2_125_000,
                       Name("stated", "AF", 2026): 2_125_000,
                       Name("stated", "region", 2026): 2_125_000,
                       **{Name("stated", code, 2026): 531_250 for code in ovning.codes}}
    changed = moved(found(ovning, ovning.changed(stated)))
    assert changed["fs_contribution_9901_2026"] == ("fs_basis_2026", "fs_stated_9901_2026")


@pytest.mark.thorough
def test_an_input_that_moves_nothing_is_told_as_such(
    ovning: PlanInputs, tmp_path: Path, finsam_xl: Run
) -> None:
    note = ovning.changed({Name("plan_note", "01"): "Ny\nnot", Name("plan_note", "02"): None})
    lines = even(finsam_xl("compare", *books(tmp_path, ovning, note)).out)
    assert ("Ändrade uppgifter: 2. De flyttar ingen siffra som båda böckerna har.") in lines
    assert any(line.endswith('→ "Ny<U+000A>not"') for line in lines)
    assert any(line.endswith("→ (tomt)") for line in lines)


@pytest.mark.thorough
def test_a_municipality_that_joined_is_told_with_its_whole_share(
    ovning: PlanInputs, tmp_path: Path, finsam_xl: Run
) -> None:
    lines = even(finsam_xl("compare", *books(tmp_path, ovning, with_a_fifth(ovning))).out)
    for line in (
        "Sälg – 195 740 +195 740 – 0 +195 740 0 2, 3",
        "Nya kommuner: Sälg",
        "Sälg är ny: förut räknas den med ingen folkmängd, så hela andelen står under folkmängd.",
    ):
        assert line in lines
    assert any(line.startswith("Böckerna har olika upplägg") for line in lines)


@pytest.mark.thorough
def test_a_municipality_that_left_is_told_as_well(ovning: PlanInputs) -> None:
    comparison = found(with_a_fifth(ovning), ovning)
    assert comparison.shape.members_removed == ("9905",)
    gone = {each.name: each for each in comparison.figures_removed}["fs_contribution_9905_2026"]
    assert (gone.old, gone.new) == (195_740, None)
    assert "fs_municipality_code_05" in gone.inputs


@pytest.mark.thorough
def test_nothing_differs_between_a_book_and_itself(
    book: Path, finsam_xl: Run
) -> None:
    assert even(finsam_xl("compare", book, book).out)[-1] == "Inget skiljer."
    assert even(finsam_xl("compare", book, book, "--lang", "en").out)[-1] == "Nothing differs."


@pytest.mark.thorough
def test_a_book_in_another_language_has_the_same_inputs(
    ovning: PlanInputs
) -> None:
    comparison = found(ovning, in_language(ovning, "en"))
    assert (comparison.inputs, comparison.figures, comparison.formulas) == ((), (), ())


@pytest.mark.thorough
def test_a_formula_that_somebody_changed_is_found_in_either_book(
    book: Path, built: Callable[..., bytes], tmp_path: Path, type_into: TypeInto
) -> None:
    """One overwritten by a value as well; cell by cell, with the cell's name."""
    touched = tmp_path / "touched.xlsx"
    touched.write_bytes(built("ovning"))
    type_into(touched, {"fs_total_2026": "=1+1", "fs_result_2026": 5})
    for old, new in ((book, touched), (touched, book)):
        changed = {each.name: each for each in
                   compared(side(old, None), side(new, None), "sv").formulas}
        assert set(changed) == {"fs_total_2026", "fs_result_2026"}
        total, result = changed["fs_total_2026"], changed["fs_result_2026"]
        assert "=1+1" in (total.old, total.new)
        assert "5" in (result.old, result.new)


@pytest.mark.thorough
def test_a_changed_formula_is_found_by_name_where_rows_have_moved(
    book: Path, ovning: PlanInputs, tmp_path: Path, type_into: TypeInto
) -> None:
    moved_rows = written(tmp_path / "joined.xlsx", with_a_fifth(ovning))
    type_into(moved_rows, {"fs_total_2026": "=1+1"})
    comparison = compared(side(book, None), side(moved_rows, None), "sv")
    assert not comparison.laid_out_alike
    assert [(each.name, each.new) for each in comparison.formulas] == [("fs_total_2026", "=1+1")]


@pytest.mark.thorough
def test_sheets_that_came_went_or_were_renamed_are_told(
    book: Path, tmp_path: Path, built: Callable[..., bytes], finsam_xl: Run
) -> None:
    """A renamed sheet changes no formula."""
    other = tmp_path / "other.xlsx"
    other.write_bytes(_renamed(built("ovning")))
    lines = even(finsam_xl("compare", book, other).out)
    assert "Blad som bytt namn: Andelar → Delar" in lines
    assert "Lika i båda: uppgifter, siffror, formler, kommuner, kontroller." in lines


def _renamed(content: bytes) -> bytes:
    """The book with its sheet Andelar called Delar, as a spreadsheet program renames it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            text = old.read(member)
            if member.startswith(("xl/workbook.xml", "xl/worksheets/", "xl/charts/")):
                text = text.replace(b"Andelar!", b"Delar!").replace(b'"Andelar"', b'"Delar"')
            new.writestr(member, text)
    return out.getvalue()


@pytest.mark.thorough
def test_lines_that_are_new_in_the_change_log_are_told(
    ovning: PlanInputs, tmp_path: Path, finsam_xl: Run
) -> None:
    line: Changes = {
        Name("change_date", "05"): date(2026, 1, 20), Name("change_author", "05"): "Ekonom",
        Name("change_what", "05"): "Anslaget", Name("change_why", "05"): "Beskedet kom"}
    answer = finsam_xl("compare", *books(tmp_path, ovning, ovning.changed(line)))
    lines = even(answer.out)
    assert lines[lines.index("Nytt i ändringsloggen") + 1] == (
        "2026-01-20 Ekonom Anslaget: Beskedet kom")


@pytest.mark.thorough
def test_the_alternative_asked_for_is_compared_in_both(
    ovning: PlanInputs, tmp_path: Path, finsam_xl: Run
) -> None:
    """
    Its own grant hides that the base plan's is another.
    """
    dearer = ovning.changed({GRANT: 4_400_000})
    old, new = books(tmp_path, ovning, dearer)
    answer = finsam_xl("compare", old, new, "--scenario", "oförändrat anslag", "--json")
    told = json.loads(answer.out)
    assert told["old"]["scenario"] == told["new"]["scenario"] == "Oförändrat anslag"
    assert [each["name"] for each in told["inputs"]] == [str(GRANT)]
    assert not [each for each in told["figures"] if each["name"].startswith("fs_total")]


@pytest.mark.thorough
@pytest.mark.parametrize(("words", "sentence"), [
    (("--scenario", "Nej"), '--scenario: det finns inget alternativ som heter "Nej".'),
    ((), "boken gäller Övningsförbundet, men"),
])
def test_what_cannot_be_compared_is_refused_with_its_file(
    words: tuple[str, ...], sentence: str, ovning: PlanInputs, tmp_path: Path, finsam_xl: Run
) -> None:
    others = replace(ovning, municipalities=ovning.municipalities).changed(
        {Name("association_name"): "Övningsförbundet",
         Name("organisation_number"): "222000-1111"})
    old, new = books(tmp_path, ovning, others)
    answer = finsam_xl("compare", old, new, *words)
    assert answer.code == 2
    assert str(old) in answer.err
    assert sentence in answer.err


@pytest.mark.thorough
def test_what_is_no_book_of_ours_is_refused(book: Path, finsam_xl: Run) -> None:
    plan = Path(__file__).parents[2] / "workbooks" / "ovning.toml"
    answer = finsam_xl("compare", book, plan, "--json")
    assert answer.code == 2
    assert json.loads(answer.out)["error"]["place"] == str(plan)


@pytest.mark.thorough
def test_an_association_that_took_another_name_is_compared_and_told_of(
    ovning: PlanInputs, tmp_path: Path, finsam_xl: Run
) -> None:
    """The number is the same; without one, a municipality in common is enough."""
    for number in ("222000-0000", None):
        renamed = ovning.changed({Name("association_name"): "Nya Skogen",
                                  Name("organisation_number"): number})
        answer = finsam_xl("compare", *books(tmp_path, ovning, renamed))
        assert answer.code == 0
        assert "I den äldre boken heter förbundet Norra Skogens samordningsförbund." in even(
            answer.out)


@pytest.mark.thorough
def test_the_json_has_every_list_whole(
    sjuharad_2026: PlanInputs, sjuharad_2022: PlanInputs, tmp_path: Path, finsam_xl: Run
) -> None:
    answer = finsam_xl("compare", *books(tmp_path, sjuharad_2022, sjuharad_2026), "--json")
    told: dict[str, Any] = json.loads(answer.out)
    assert list(told) == ["ok", "differs", "unit", "old", "new", "renamed", "inputs", "log",
                          "figures", "figures_added", "figures_removed", "splits", "formulas",
                          "sheets", "members", "checks"]
    assert (told["ok"], told["differs"], told["unit"]) == (True, True, "kr")
    assert len(told["inputs"]) > 300
    assert {each["kind"] for each in told["inputs"]} == {"changed", "added", "removed"}
    assert told["formulas"] == {"compared_by": "name", "changed": []}
    assert told["sheets"]["removed"] == ["Alternativ, underlag"]
    assert [(each["kind"], each["old"]["year"], each["new"]["year"])
            for each in told["splits"]] == [("years", 2025, 2026), ("budgets", 2022, 2026)]


def test_the_json_of_a_change_tells_it_in_whole_kronor(
    sjuharad_2026: PlanInputs
) -> None:
    told = comparison_report(found(sjuharad_2026, sjuharad_2026.changed(DECIDED)))
    assert told["inputs"][0] == {
        "name": "fs_grant_2026", "label": "Statens anslag 2026", "place": "Förutsättningar!C17",
        "kind": "changed", "unit": "tkr", "old": 8_773_000, "new": 8_835_000}
    figure = next(each for each in told["figures"] if each["name"] == "fs_result_2026")
    assert figure == {
        "name": "fs_result_2026", "label": "Resultat 2026",
        "place": "Ekonomisk sammanställning!C23", "unit": "kr", "year": 2026, "old": -834_000,
        "new": -710_000, "change": 124_000, "per_cent": 14.9, "moved_by": ["fs_grant_2026"]}
    year = next(each for each in told["splits"]
                if (each["kind"], each["new"]["year"]) == ("versions", 2026))
    assert year["old"] == {"year": 2026, "total": 4_386_500, "stated": False}
    assert year["members"][0] == {
        "code": "1443", "name": "Bollebygd", "old": 187_170, "new": 188_490, "change": 1320,
        "total": 1323, "population": 0, "rounding": -3}
    assert year["sums"]["total"] == 31_000
    assert told["checks"][0] == {
        "id": "grant_decided_2026", "place": "Förutsättningar!F17", "old": "warn", "new": "pass",
        "message": "Statens anslag 2026 är fastställt"}
