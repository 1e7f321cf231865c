"""A figure is told in words from its cell down to what somebody typed, and the values are right."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from finsam_xl.addresses import cell_name
from finsam_xl.domain.cells import serial
from finsam_xl.domain.names import Name
from finsam_xl.errors import InputError
from finsam_xl.explaining.derivation import Explanation, Line, explained
from finsam_xl.explaining.telling import told
from finsam_xl.figures import rules
from finsam_xl.figures.rules import Rule
from finsam_xl.plans import EXAMPLES, Proven, chosen, compute_plan, draft_plan, example
from finsam_xl.texts import LANGUAGES, texts_in
from tests.everyday import first

WITHOUT_END = 900


@cache
def proven(name: str, language: str = "sv") -> Proven:
    return draft_plan(compute_plan(example(name, language)))


@cache
def stored_in(name: str) -> dict[str, object]:
    """What every cell of an example's book holds."""
    return {f"{sheet.title}!{cell_name(at)}": cell.value
            for sheet in proven(name).draft.sheets for at, cell in sheet.cells.items()}


def text_of(name: str, cell: str, language: str = "sv") -> str:
    return told(explained(proven(name), cell, language)).replace("\u00a0", " ")


@pytest.mark.parametrize(("golden", "name", "cell", "language"), [
    ("contribution", "sjuharad-2026", "fs_contribution_1443_2026", "sv"),
    ("shown", "sjuharad-2026", "Finansieringsplan!F14", "sv"),
    ("equity", "ovning", "fs_equity_closing_2026", "en"),
])
def test_a_figure_is_told_as_the_golden_text_says(
    golden: str, name: str, cell: str, language: str
) -> None:
    """A contribution down to grant, step and population; equity down to every cost line."""
    said = (Path(__file__).parent / f"{golden}.txt").read_text(encoding="utf-8")
    assert text_of(name, cell, language) + "\n" == said


def test_an_input_tells_its_source_date_and_status() -> None:
    assert text_of("ovning", "fs_grant_2026").splitlines() == [
        "Statens anslag 2026: 4 250 tkr",
        "Förutsättningar!C17, fs_grant_2026",
        ("= inmatat; källa Försäkringskassan; per 2025-10-30; status fastställd; "
         "kommentar: Fastställd tilldelning"),
    ]


def test_population_tells_the_table_s_source_and_dates() -> None:
    line = explained(proven("sjuharad-2026"), "fs_population_1443_2025_06_30").lines[0]
    assert (line.kind, line.value, line.unit) == ("input", 9790, "people")
    assert (line.noted.date, line.noted.published) == ("2025-06-30", "2025-08-21")
    assert line.noted.source.startswith("SCB")


def test_a_cell_that_only_shows_a_figure_says_where_its_home_is() -> None:
    """Medlemmar, summa stands in Andelar; Ekonomisk sammanställning shows it."""
    of_home = explained(proven("ovning"), "fs_total_2026")
    shown = next(place for place, figure in proven("ovning").draft.shown.items()
                 if place.startswith("Ekonomisk") and
                 proven("ovning").draft.places[figure] == of_home.place)
    found = explained(proven("ovning"), shown)
    assert (found.place, found.home) == (shown, of_home.place)
    assert [line.how for line in found.lines] == [line.how for line in of_home.lines]


@pytest.mark.parametrize(("language", "said"), [
    ("sv", "= programmets egen text"), ("en", "= the program's own text")])
def test_what_the_program_wrote_is_not_told_as_typed(language: str, said: str) -> None:
    assert text_of("ovning", "fs_about_purpose", language).endswith(said)
    assert explained(proven("ovning"), "Kontroller!C9").lines[0].kind == "constant"
    base = explained(proven("ovning"), "Beslutsstöd!C18").lines[0]
    assert (base.kind, base.how) == ("constant", "skrivet av programmet när planen senast kördes")


def test_the_word_for_an_outcome_rests_on_its_code_alone() -> None:
    first, code, *_ = explained(proven("ovning"), "Kontroller!B63").lines
    assert (first.how, code.place) == ("ordet för utfallet: 0", "Kontroller!L63")


@pytest.mark.parametrize("asked", [
    "Andelar!L49", "andelar!l49", "Andelar!$L$49", "'Andelar'!L$49", "=Andelar!L49",
    "fs_contribution_1443_2026", "FS_Contribution_1443_2026",
])
def test_a_cell_may_be_written_as_people_write_it(asked: str) -> None:
    found = explained(proven("sjuharad-2026"), asked)
    assert (found.place, found.lines[0].value) == ("Andelar!L49", 187_170)


@pytest.mark.parametrize(("asked", "key", "near"), [
    ("Andelar!C1", "no_such_figure", "Andelar!B1"),
    ("Andelar!ZZ999", "no_such_figure", "Andelar!"),
    ("Ändringslog!A1", "explain_no_sheet", "Ändringslogg"),
    ("Andelar!9D", "explain_no_cell", ""),
    ("Andelar!B1:C2", "explain_no_cell", ""),
    ("L49", "explain_bare_cell", ""),
    ("fs_gant_2026", "explain_no_name", "fs_grant_2026"),
    ("", "explain_no_name", ""),
])
def test_what_is_no_figure_is_refused_with_what_is_near(asked: str, key: str, near: str) -> None:
    with pytest.raises(InputError) as refused:
        explained(proven("ovning"), asked)
    assert refused.value.key == key
    assert str(refused.value.facts.get("near", "")).startswith(near)
    assert all(refused.value.sentence(language) for language in LANGUAGES)


def test_what_is_not_known_says_so_and_leads_to_the_empty_cell() -> None:
    found = explained(proven("sjuharad-2026"), "fs_equity_closing_2026")
    assert (found.lines[0].value, found.lines[0].shown) == (None, "inte känt")
    empty = [line for line in found.lines if line.kind == "input" and line.value is None]
    assert [line.home for line in empty] == ["Förutsättningar!C37"]
    assert empty[0].how == "inte ifyllt av någon"


def test_the_alternative_shown_is_told() -> None:
    inputs = chosen(example("ovning"), "mindre kansli")
    plan = draft_plan(compute_plan(inputs))
    found = explained(plan, "fs_costs_2026")
    assert found.scenario == "Mindre kansli"
    assert "Alternativ som visas: Mindre kansli." in told(found)
    assert explained(proven("ovning"), "fs_costs_2026").scenario == ""


@pytest.mark.parametrize("cell", ["fs_total_2026", "fs_state_total_2026", "fs_costs_2026",
                                  "fs_activities_2026", "fs_overhead_2026"])
def test_the_terms_of_a_sum_are_all_told_and_add_up(cell: str) -> None:
    """Two parties that pay the same are told both."""
    first, *below = explained(proven("ovning"), cell).lines
    terms = [line.value for line in below if line.depth == 1]
    assert len(terms) > 1
    assert first.value == sum(term for term in terms if isinstance(term, int))


def test_fewer_steps_are_told_where_fewer_are_asked_for() -> None:
    found = explained(proven("ovning"), "fs_equity_closing_2026", deepest=1)
    assert max(line.depth for line in found.lines) == 1
    assert [line.kind for line in found.lines] == ["figure", "input", "cut"]
    assert told(found).endswith("fler led: höj --deepest  [Ekonomisk sammanställning!C19]")


def test_a_contribution_comes_out_in_at_most_twenty_five_lines() -> None:
    for name in EXAMPLES:
        for named in proven(name).draft.names:
            if named.quantity == "contribution":
                assert len(told(explained(proven(name), named.name)).splitlines()) <= 25


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", first(1, EXAMPLES))
def test_every_name_can_be_told_and_ends_in_what_was_typed(name: str, language: str) -> None:
    for named in proven(name).draft.names:
        is_told_truly(name, named.name, language)


@pytest.mark.thorough
@pytest.mark.parametrize(("name", "language"), [*((name, "sv") for name in EXAMPLES),
                                                 ("ovning", "en")])
def test_every_cell_with_a_figure_can_be_told_and_ends_in_what_was_typed(
    name: str, language: str
) -> None:
    draft = proven(name).draft
    for place in (*draft.places.values(), *draft.shown):
        assert is_told_truly(name, place, language).place == place


def is_told_truly(name: str, cell: str, language: str) -> Explanation:
    """Every value is its cell's, and every branch ends in what was typed or is named."""
    found = explained(proven(name), cell, language, deepest=WITHOUT_END)
    assert told(found).strip()
    for line in ends_of(found):
        assert line.kind in ("input", "constant") or line.above or line.ranges, (cell, line)
    for line in found.lines:
        if line.place:
            assert same(in_the_cell(line), stored_in(name)[line.place]), (cell, line)
    return found


def ends_of(found: Explanation) -> list[Line]:
    after = [*(line.depth for line in found.lines[1:]), -1]
    return [line for line, depth in zip(found.lines, after, strict=True) if depth <= line.depth]


def same(told_value: object, stored: object) -> bool:
    """Numbers to the last place that a spreadsheet holds, texts to the letter."""
    if type(told_value) in (int, float) and type(stored) in (int, float):
        return told_value == pytest.approx(stored, rel=1e-12)
    return told_value == (None if stored in ("", "–") else stored)


def in_the_cell(line: Line) -> object:
    """A line's value as its cell holds it: amounts in the cell's unit, days as numbers."""
    if line.value in (None, ""):
        return None
    if line.unit == "date":
        return serial(date.fromisoformat(str(line.value)))
    if isinstance(line.value, (str, bool)):
        return line.value
    return line.value / {"tkr": 1000, "hundredths": 0.0001}.get(line.unit, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_can_be_told(language: str) -> None:
    named = {rule.name for rule in vars(rules).values() if isinstance(rule, Rule)}
    in_signs = {"plus", "minus", "times", "half", "share_of"}
    assert named - in_signs <= set(texts_in(language).tables["rules"])


def test_a_rule_s_typed_choice_is_told_with_its_cell() -> None:
    line = explained(proven("ovning"), str(Name("contribution", "FK", 2026))).lines[0]
    assert line.because == ("Medlemmarnas belopp 2026 = Beräknat (Förutsättningar!F22)",)
