"""The verb `explain`: text for a person, JSON for programs, refused in one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from finsam_xl.errors import InputError

if TYPE_CHECKING:
    from tests.conftest import Answer, Typed

Run = Callable[..., "Answer"]

KEYS = ["depth", "kind", "value", "label", "place", "name", "unit", "shown", "how", "home",
        "source", "date", "published", "status", "comment", "because", "above", "ranges"]


def test_a_cell_and_its_name_are_explained_alike(finsam_xl: Run, book: Path) -> None:
    by_cell = finsam_xl("explain", book, "'Ekonomisk sammanställning'!c23")
    by_name = finsam_xl("explain", book, "fs_equity_closing_2026")
    assert (by_cell.code, by_cell.err) == (0, "")
    assert by_cell == by_name
    assert by_cell.out.startswith("Utgående eget kapital 2026: 1\u00a0485\u00a0000 kr\n")


def test_the_book_is_not_written(finsam_xl: Run, book: Path) -> None:
    before = book.read_bytes()
    finsam_xl("explain", book, "fs_total_2026")
    assert book.read_bytes() == before


def test_json_tells_whole_kronor_and_null(finsam_xl: Run, book_2026: Path) -> None:
    answer = finsam_xl("explain", book_2026, "fs_equity_closing_2026", "--json", "--lang", "en")
    found = json.loads(answer.out)
    assert list(found) == ["ok", "place", "home", "sentence", "source", "scenario", "lines"]
    assert all(list(line) == KEYS for line in found["lines"])
    assert found["lines"][0]["value"] is None
    grant = next(line for line in found["lines"] if line["home"] == "Förutsättningar!C17")
    assert (grant["kind"], grant["value"], grant["unit"]) == ("input", 8_773_000, "kr")
    assert (grant["status"], grant["date"]) == ("preliminary", None)


@pytest.mark.thorough
def test_an_alternative_is_explained_when_it_is_asked_for(finsam_xl: Run, book: Path) -> None:
    answer = finsam_xl("explain", book, "fs_costs_2026", "--scenario", "Mindre kansli")
    assert "Alternativ som visas: Mindre kansli." in answer.out


def test_fewer_steps_are_shown_with_deepest(finsam_xl: Run, book: Path) -> None:
    assert len(finsam_xl("explain", book, "fs_total_2026", "--deepest", "0").out.splitlines()) == 4


@pytest.mark.thorough
@pytest.mark.parametrize("asked", ["Andelar!A1", "Anteckning!B2", "B2", "fs_nothing", "Andelar!x"])
def test_what_is_no_figure_is_refused(asked: str, finsam_xl: Run, book: Path) -> None:
    answer = finsam_xl("explain", book, asked)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"finsam-xl: {asked}: ")
    assert InputError.exit_code == answer.code


def test_a_changed_input_is_explained_as_it_stands(
    finsam_xl: Run, book: Path, type_into: Callable[[Path, Typed], None]
) -> None:
    type_into(book, {"fs_grant_2026": 4400})
    assert finsam_xl("explain", book, "fs_total_2026").out.startswith(
        "Medlemmar, summa 2026: 8\u00a0800\u00a0000 kr")
