"""The people of the plan's municipalities, out of a file or out of a table that was pasted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.errors import InputError
from finsam_xl.inputs.population import PopulationFound, day_wanted, with_population
from finsam_xl.populating import found_report, found_sentences
from finsam_xl.population_scb.reading import read_population
from finsam_xl.web.asked import Asked, Page, Reply


def found_population(inputs: PlanInputs, asked: Asked) -> PopulationFound:
    """The people in the file or the table that came along, on the day asked for."""
    return read_population(
        Path(asked.text("name") or asked.texts.web("pasted")), inputs.municipalities,
        expected=day_wanted(inputs), when=_day(asked),
        content=asked.file if asked.files else asked.text("table").encode())


def population(page: Page, asked: Asked) -> Reply:
    """The people on a day, as a step that can be undone."""
    session, inputs = page.session, page.session.inputs
    found = found_population(inputs, asked)
    shown, files = page.show(session.to(with_population(inputs, found)), asked)
    sentences = list(found_sentences(inputs, found, asked.texts))
    return {**shown, "population": found_report(inputs, found), "said": sentences}, files


def _day(asked: Asked) -> date | None:
    text = asked.text("date")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InputError("not_a_date", place="", value=text) from None


CALLS = {"population": population}
