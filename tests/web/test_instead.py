"""Excel's own formulas in the place of the add-in's functions, recalculated by other engines."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from finsam_xl import functions
from finsam_xl.addresses import Position, cell_name, position_of
from finsam_xl.proof.engines import Engine, IronCalc, LibreOffice
from finsam_xl.web.asked import Page
from finsam_xl.web.bridge import answered
from tests.office.soffice import soffice_or_skip

SHEET = "Eget blad"
DAYS = (date(2024, 6, 30), date(2025, 6, 30))


def instead(*cells: tuple[str, str, object]) -> dict[str, Any]:
    asked = [{"sheet": SHEET, "cell": cell, "formula": formula, "value": value}
             for cell, formula, value in cells]
    found, _ = answered(Page(), {"call": "instead", "cells": asked}, [], "sv")
    return found


def recalculated(
    engine: Engine, typed: dict[str, Any], found: dict[str, Any]
) -> dict[Position, object]:
    """What the cells of a reply come to in an engine, beside what was typed."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    for cell, value in typed.items():
        sheet[cell] = value
    places = []
    for block in found["blocks"]:
        top, left = position_of(block["cell"])
        for down, row in enumerate(block["rows"]):
            for across, content in enumerate(row):
                at = (top + down, left + across)
                sheet[cell_name(at)] = content["formula"] if isinstance(content, dict) else content
                places.append((SHEET, at))
    held = BytesIO()
    book.save(held)
    return {at: value for (_, at), value in engine.recalculated(held.getvalue(), places)}


@pytest.mark.office
def test_shares_come_to_the_same_in_another_engine() -> None:
    """LibreOffice alone: the other two take no remainder of an array."""
    soffice_or_skip()
    dice = random.Random(20260130)  # noqa: S311 - the same plans every time
    typed: dict[str, Any] = {}
    asked: list[tuple[str, str, object]] = []
    wanted: dict[Position, object] = {}
    for number in range(12):
        people: list[int | None] = [dice.choice((None, 7, 7, dice.randrange(1, 200_000)))
                                    for _ in range(dice.randrange(2, 12))] + [dice.randrange(1, 99)]
        step = dice.choice((1, 10, 100, 1000))
        amount = step * dice.randrange(1, 90_000_000 // step)
        across, column = number % 2 == 1, 2 * number + 3
        where = [(3 * number + 100, 50 + place) if across else (place + 3, column)
                 for place in range(len(people))]
        typed |= {cell_name(at): many for at, many in zip(where, people, strict=True)}
        typed[cell_name((1, column))] = amount
        area = f"{cell_name(where[0])}:{cell_name(where[-1])}"
        steps = f",{step}" if step != 1 else ""
        shares = functions.FINSAM_ANDEL(amount, _laid(people, across=across), step)
        assert isinstance(shares, list)
        start = (500 + 20 * number, 3)
        asked.append((cell_name(start), f"=FINSAM.ANDEL({cell_name((1, column))},{area}{steps})",
                      shares[0][0]))
        wanted |= {(start[0] + down, start[1] + over): "" if own is None else own
                   for down, row in enumerate(shares) for over, own in enumerate(row)}
    found = instead(*asked)
    assert found["by_hand"] == []
    made = recalculated(LibreOffice(), typed, found)
    assert {at: "" if value is None else value for at, value in made.items()} == wanted


def _laid(people: Sequence[int | None], *, across: bool) -> list[list[int | None]]:
    return [list(people)] if across else [[many] for many in people]


@pytest.mark.parametrize("engine", [
    IronCalc(), pytest.param(LibreOffice(), marks=pytest.mark.office)], ids=lambda each: each.name)
def test_people_are_found_again_by_code_and_by_name(engine: Engine) -> None:
    if engine.name == "libreoffice":
        soffice_or_skip()
    typed: dict[str, Any] = {"C2": DAYS[0], "D2": DAYS[1], "F1": DAYS[1]}
    for row, (code, name, *people) in enumerate((
        ("9901", "Alm", 41_000, 41_300), (9902, "Björk", 19_001, 19_033)), start=3):
        typed |= {f"A{row}": code, f"B{row}": name, f"C{row}": people[0], f"D{row}": people[1]}
    found = instead(
        ("H1", '=FINSAM.BEFOLKNING("9901",A2:D4,F1)', 41_300),
        ("H2", '=FINSAM.POPULATION("Björk",A2:D4,F1)', 19_033),
        ("H3", "=FINSAM.BEFOLKNING(A4,$A$2:$D$4,C2)", 19_001),
        ("H4", '=FINSAM.BEFOLKNING("Alm",A2:C4)', 41_000),
        ("H5", '=FINSAM.BEFOLKNING(9902,A2:D4,"2025-06-30")', 19_033))
    assert list(recalculated(engine, typed, found).values()) == [
        41_300, 19_033, 19_001, 41_000, 19_033]


def test_a_sentence_stays_as_it_reads_and_what_cannot_be_replaced_is_named() -> None:
    said = "✓ 8 delar ger 4 386 500 kr."
    found = instead(
        ("A1", "=FINSAM.KONTROLL(B1,C1:C8)", said),
        ("A2", "=SUM(FINSAM.ANDEL(B1,C1:C8))", 5), ("A3", "=FINSAM.ANDEL(B1,folk)", 5),
        ("A4", "=FINSAM.ANDEL(B1,C1:C8)+1", 5), ("A5", "=FINSAM.ANDEL(B1,C1:D8)", 5),
        ("A6", "=FINSAM.ANDEL(B1,C1:C8)", "#FINSAM: B1: fel"), ("A7", "=FINSAM.OKÄND(B1)", 5),
        ("A8", '=FINSAM.BEFOLKNING("Alm",A2:D4)', 5), ("A9", "=FINSAM.ANDEL(B1,C1:C3)", "#SPILL!"))
    assert found["blocks"] == [{"sheet": SHEET, "cell": "A1", "last": "A1", "rows": [[said]]}]
    assert found["by_hand"] == [f"{SHEET}!A{row}" for row in range(2, 10)]


def test_cells_that_a_function_fills_are_not_taken_for_functions_of_their_own() -> None:
    formula = "=FINSAM.ANDEL(B1,C1:C3)"
    found = instead(*((f"A{row}", formula, 5) for row in (5, 6, 7)))
    assert [(each["cell"], each["last"]) for each in found["blocks"]] == [("A5", "A7")]
