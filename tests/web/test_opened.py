"""The open book as Excel's pane tells it: what is understood of it, and what is to be typed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from finsam_xl.addresses import cell_name, position_of
from finsam_xl.books.cells import book_cells
from finsam_xl.errors import BookError, InputError
from finsam_xl.package.archive import read_package
from finsam_xl.web.asked import Page
from finsam_xl.web.bridge import answered

BOOK = Path(__file__).parents[2] / "workbooks" / "ovning.xlsx"
Told = dict[str, Any]
TABLE = """Folkmängd 2025-06-30
Kommun\tInvånare
9901 Alm\t41 300
9902 Björk\t19 033
9903 Ek\t12 480
9904 Rönn\t6 127
"""


@pytest.fixture(scope="module")
def stored() -> Told:
    """The book as Office.js would tell it: rectangles of values, formulas and formats."""
    cells = book_cells(read_package(BOOK))
    return {
        "names": {name: f"='{title}'!{cell_name(at, fix_row=True, fix_column=True)}"
                  for name, (title, at) in cells.names.items()},
        "properties": dict(cells.properties),
        "sheets": {title: _area(grid) for title, grid in cells.sheets.items()},
    }


def _area(grid: Mapping[Any, Any]) -> Told:
    rows = range(9 + max(row for row, _ in grid))
    columns = range(1 + max(column for _, column in grid))
    return {"first": "A1",
            "values": [[_value(grid.get((row, column))) for column in columns] for row in rows],
            "formulas": [[_formula(grid.get((row, column))) for column in columns]
                         for row in rows],
            "formats": [["" for _ in columns] for _ in rows]}


def _value(found: Any) -> Any:  # noqa: ANN401 - what JSON can hold
    content = "" if found is None or found.content is None else found.content
    return float(content) if isinstance(content, Decimal) else content


def _formula(found: Any) -> Any:  # noqa: ANN401 - what JSON can hold
    return f"={found.formula}" if found is not None and found.formula else _value(found)


@pytest.fixture
def told(stored: Told) -> Told:
    copied: Told = json.loads(json.dumps(stored))
    return copied


def ask(page: Page, call: str, **more: object) -> Told:
    found, _ = answered(page, {"call": call, **more}, [], "sv")
    return found


def type_in(told: Told, place: str, value: object) -> None:
    """Type in a cell as a person does: the value stands there, and no formula."""
    title, _, cell = place.rpartition("!")
    row, column = position_of(cell)
    for each in ("values", "formulas"):
        told["sheets"][title][each][row][column] = value


def type_patch(told: Told, patch: Told) -> None:
    for block in patch["blocks"]:
        top, left = position_of(block["cell"])
        for down, row in enumerate(block["rows"]):
            for across, value in enumerate(row):
                type_in(told, f"{block['sheet']}!{cell_name((top + down, left + across))}",
                        "" if value is None else value)


@pytest.fixture
def page(told: Told) -> Page:
    page = Page()
    ask(page, "look", name="ovning.xlsx", book=told, measured="first")
    return page


def test_a_book_that_is_as_it_was_written_shows_nothing_else(told: Told) -> None:
    looked = ask(Page(), "look", name="ovning.xlsx", book=told)
    assert (looked["differs"], looked["book"]["changed"]) == ([], False)
    assert looked["report"]["years"]["2026"]["total"] is not None


def test_a_change_is_a_patch_of_one_cell_that_says_what_stood_there(page: Page) -> None:
    patch = ask(page, "patch", of={"call": "change", "changes": [
        {"name": "fs_grant_2026", "value": "4 300"}]})["patch"]
    assert patch == {"blocks": [{"sheet": "Förutsättningar", "cell": "C17", "last": "C17",
                                 "rows": [[4300]], "before": [[4250]]}]}


def test_the_reply_to_a_change_says_what_it_comes_to_before_the_book_is_read_again(
    page: Page, told: Told
) -> None:
    change = {"call": "change", "changes": [{"name": "fs_grant_2026", "value": "4 300"}]}
    reply = ask(page, "patch", of=change)
    type_patch(told, reply["patch"])
    assert reply["report"] == ask(page, "look", name="ovning.xlsx", book=told)["report"]


def test_a_number_typed_in_excel_is_told_before_the_book_is_read_again(
    page: Page, told: Told
) -> None:
    def area(value: object, formula: object = None, cell: str = "C17") -> Told:
        return {"sheet": "Förutsättningar", "area": {
            "first": cell, "values": [[value]], "formulas": [[formula or value]],
            "formats": [["#,##0"]]}}

    def peeked(value: object, formula: object = None, cell: str = "C17") -> Told:
        return ask(page, "peek", areas=[area(value, formula, cell)])

    before = peeked(4300)["report"]
    both = ask(page, "peek", areas=[area(4300), area(4400, cell="C18")])["report"]
    assert both["years"]["2026"] == before["years"]["2026"]
    assert both["years"]["2027"]["total"] == 2 * 4_400_000
    type_in(told, "Förutsättningar!C17", 4300)
    assert before == ask(page, "look", name="ovning.xlsx", book=told)["report"]
    assert peeked(4300, "=4000+300") == {}, "a formula is for the whole reading"
    assert peeked("En anteckning", cell="A1") == {}, "no input stands there"
    assert peeked("") == {}, "what was cleared is for the whole reading"
    assert ask(page, "peek", areas=[area(4300), area("", cell="C18")]) == {}
    assert peeked(0)["report"]["years"]["2026"]["total"] == 0
    with pytest.raises(InputError, match="C17"):
        peeked("mycket")


@pytest.mark.thorough
def test_an_alternative_is_kept_by_typing_in_cells_that_are_there(page: Page, told: Told) -> None:
    change = {"call": "change", "changes": [{"name": "fs_grant_2026", "value": "4 300"}]}
    type_patch(told, ask(page, "patch", of=change)["patch"])
    ask(page, "look", name="ovning.xlsx", book=told)
    kept = ask(page, "patch", of={"call": "keep", "name": "Mer anslag", "reason": "prov",
                                  "signature": "AB", "today": "2026-01-02"})["patch"]
    type_patch(told, kept)
    looked = ask(page, "look", name="ovning.xlsx", book=told)
    assert [each["name"] for each in looked["scenarios"]][-1] == "Mer anslag"
    assert [each["name"] for each in looked["scenarios"] if each["shown"]] == ["Grundplan"]
    assert [each["status"] for each in looked["report"]["checks"] if each["status"] == "fail"] == []
    assert looked["notices"] == ["Nya rader eller alternativ får sina celler när planen skrivs."]
    with pytest.raises(BookError, match="Skriv finansieringsplanen"):
        ask(page, "patch", of={"call": "scenario", "name": "Mer anslag"})


def test_a_tampered_cell_is_found_with_its_place(page: Page, told: Told) -> None:
    place = "Andelar!L50"
    type_in(told, place, 1)
    looked = ask(page, "look", name="ovning.xlsx", book=told)
    assert {each["place"] for each in looked["differs"]} == {place}
    assert ask(page, "examine")["findings"][0]["place"] == place


@pytest.mark.thorough
def test_a_population_that_is_pasted_goes_to_its_column(page: Page) -> None:
    patch = ask(page, "patch", of={"call": "population", "table": TABLE})["patch"]
    assert [(block["cell"], block["rows"]) for block in patch["blocks"]
            if block["cell"] == "D9"] == [("D9", [[41300]])]


def test_what_cannot_be_read_is_refused_by_its_cell(page: Page, told: Told) -> None:
    type_in(told, "Förutsättningar!C17", "mycket")
    with pytest.raises(InputError, match="Förutsättningar!C17"):
        ask(page, "look", name="ovning.xlsx", book=told)
