"""The verb that reads populations from a file into a book: population."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from finsam_xl.books.replacing import real_path, refuse_open_elsewhere
from finsam_xl.delivery import Delivery, fresh_package, refuse_other_suffix
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.errors import InputError, LayoutError
from finsam_xl.hosting import planned, refuse_guests
from finsam_xl.inputs.population import (
    PopulationFound,
    day_wanted,
    recounts,
    with_population,
    years_of,
)
from finsam_xl.inputs.refusals import lacks_something
from finsam_xl.plans import (
    Proven,
    ReadInputs,
    check_results,
    compute_plan,
    draft_plan,
    grouped,
    read_inputs,
    recorded_plan,
)
from finsam_xl.screen import (
    PASSED,
    code,
    progress,
    report,
    rewritten_sentences,
    say,
    say_read,
)
from finsam_xl.texts import Texts, texts_in


def population(asked: argparse.Namespace) -> int:
    """Read the municipalities' people from a file into a book, and write its plan.

    A book that cannot be planned yet is written all the same, as `attach` does.
    """
    texts, path = texts_in(asked.lang), Path(asked.book)
    refuse_other_suffix(path)
    refuse_open_elsewhere(real_path(path))
    when = _date(asked.date)
    with progress(texts.say("progress_read")):
        read = read_inputs(path)
    if read.package is None or read.book is None:
        raise LayoutError("not_our_book", place=asked.book)
    refuse_guests(read.package, read.book)
    say_read(read, texts)
    found = _found(Path(asked.file), read.inputs, when)
    proven, unfilled = _computed(read, found, texts)
    fresh = fresh_package(proven, texts)
    results = check_results(proven, asked.lang)
    for sentence in found_sentences(read.inputs, found, texts):
        say(sentence)
    hosted = planned(read.package, read.book, proven, fresh, force=asked.force)
    written = Delivery(asked, texts, "population", read.package, path).write(hosted, proven)
    report(proven, results, asked, {**written, "population": found_report(read.inputs, found)})
    return PASSED if unfilled else code(results)


def _date(text: str | None) -> date | None:
    """The date that is asked for; refuses what is none."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise InputError("not_a_date", place="--date", value=text) from None


def _found(file: Path, inputs: PlanInputs, when: date | None) -> PopulationFound:
    """What a file says of the book's municipalities, on the date that the budget year asks for."""
    from finsam_xl.population_scb.reading import read_population  # noqa: PLC0415

    return read_population(file, inputs.municipalities, expected=day_wanted(inputs), when=when)


def _computed(
    read: ReadInputs, found: PopulationFound, texts: Texts
) -> tuple[Proven, bool]:
    """The plan with what was found, and whether it is yet to be filled in.

    A link stays while its input is what it leads to.
    """
    inputs = with_population(read.inputs, found)
    unfilled = lacks_something(inputs)
    with progress(texts.say("progress_compute")):
        plan = recorded_plan(inputs) if unfilled else compute_plan(inputs, read.places)
        return draft_plan(plan, read.setting_of(inputs)), unfilled


def found_sentences(
    inputs: PlanInputs, found: PopulationFound, texts: Texts
) -> Iterator[str]:
    """What was read, what it changes, and which years it is for."""
    yield from rewritten_sentences(found.rewritten, texts)
    yield texts.say("population_read", number=len(found.people), date=found.when,
                    source=found.source)
    if found.summed:
        yield texts.say("population_summed")
    changed = recounts(inputs, found)
    for each in changed:
        if each.before is not None:
            yield texts.say("population_changed", name=each.name, code=each.code,
                            before=grouped(each.before), after=grouped(each.after))
    if not changed:
        yield texts.say("population_same")
    yield from _years(inputs, found.when, texts)


def _years(inputs: PlanInputs, when: date, texts: Texts) -> Iterator[str]:
    """The years that follow a date, and those that do not."""
    years = dict(years_of(inputs))
    following = [str(year) for year, day in years.items() if day == when]
    if following:
        yield texts.say("population_follows", years=", ".join(following), date=when)
    for year, day in years.items():
        if day is None:
            yield texts.say("population_year_blank", year=year, date=when)
        elif day != when:
            yield texts.say("population_year_other", year=year, other=day, date=when)


def found_report(inputs: PlanInputs, found: PopulationFound) -> dict[str, Any]:
    """The same in JSON."""
    return {
        "date": found.when.isoformat(), "source": found.source,
        "published": found.published.isoformat() if found.published else None,
        "people": dict(found.people), "summed": found.summed,
        "changed": [{"code": each.code, "name": each.name, "before": each.before,
                     "after": each.after} for each in recounts(inputs, found)],
        "years": {str(year): day.isoformat() if day else None
                  for year, day in years_of(inputs)},
    }
