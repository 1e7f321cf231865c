"""What Excel's pane asks for: a look at the open book, and what to type in it, as a patch.

Nothing is written here. A patch says what stood in each cell, so that the pane can see whether
somebody has typed since; it holds input cells of ours and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from finsam_xl.addresses import cell_name
from finsam_xl.books.patch import Patch, patch_of
from finsam_xl.books.typing_rules import refuse_other_cells, standing
from finsam_xl.domain.inputs import InputValue, PlanInputs
from finsam_xl.domain.names import Name, slot
from finsam_xl.domain.parameters import with_parameters
from finsam_xl.errors import BookError, InputError
from finsam_xl.findings.finding import Finding, findings_report
from finsam_xl.hosting import refuse_decided
from finsam_xl.inputs.build import retyped
from finsam_xl.inputs.population import with_population
from finsam_xl.inputs.raw import RawCell
from finsam_xl.plans import chosen, compute_plan
from finsam_xl.texts import texts_in
from finsam_xl.trying import adopted, kept_as_alternative, logged, restored
from finsam_xl.typed import typed_contents
from finsam_xl.web.asked import Asked, Page, Reply
from finsam_xl.web.functions import answered_functions
from finsam_xl.web.instead import answered_instead
from finsam_xl.web.opened import (
    BLANK,
    grid,
    grid_of,
    open_cells,
    open_differences,
    open_findings,
    opened_session,
    positions,
    read_of,
)
from finsam_xl.web.populating import found_population
from finsam_xl.web.session import Session, numbers_between, opened
from finsam_xl.web.typed import said, signed, typed_cells
from finsam_xl.web.views import glance

MOST_DIFFERENCES = 25


def _look(page: Page, asked: Asked) -> Reply:
    """The open book as it stands: view, and where it shows or holds something else than it should.

    `measured` says what changes are measured from: "first" for a book that was not open before,
    "anew" from here, "back" from where they were before that; else from where they are.
    """
    cells, measured = open_cells(asked.text("name"), asked.arguments.get("book") or {}), (
        asked.text("measured"))
    session = opened_session(cells, None if measured == "first" else page.open, measured)
    shown, _ = page.show(session, asked)
    found = open_differences(session, asked.language)
    if session.inputs.form != session.proven.plan.inputs.form:
        words = texts_in(asked.language).words
        shown["notices"] = [*shown["notices"], words["live_new_rows"]]
    return {**shown, "differs": [_told(each) for each in found[:MOST_DIFFERENCES]],
            "differ": len(found), "places": dict(_places(session))}, []


def _places(session: Session) -> Mapping[str, str]:
    """Where each input stands in the open book, by its name."""
    return {str(name): place for name, place in read_of(session).places.items()}


def _told(finding: Finding) -> dict[str, Any]:
    told: dict[str, Any] = findings_report([finding])["findings"][0]
    return told


def _examine(page: Page, asked: Asked) -> Reply:
    """Every cell and name of the open book against what its inputs give."""
    session = page.session
    found = open_findings(session, asked.language)
    formulas = sum(cell.formula is not None for sheet in session.proven.draft.sheets
                   for cell in sheet.cells.values())
    told = findings_report(found, compared={
        "formulas": formulas, "names": len(session.proven.draft.names)})
    return {"clean": told.pop("ok"), **told}, []


def _patch(page: Page, asked: Asked) -> Reply:
    """What is to be typed in the open book so that it says what is asked for."""
    session, wanted = page.session, asked.arguments.get("of") or {}
    read = read_of(session)
    if read.book is not None:
        refuse_decided(read.book)
    call = str(wanted.get("call", ""))
    if call not in _WANTED:
        raise InputError("web_no_call", place="", value=call)
    inputs = _WANTED[call](session, Asked(wanted, asked.files, asked.language))
    plan = compute_plan(inputs, read.places)
    reply = {"patch": _as_told(session, patch_to(session, inputs))}
    if numbers_between(session.inputs, inputs) is not None:
        reply |= glance(session, plan, asked.language)
    return reply, []


def _peek(page: Page, asked: Asked) -> Reply:
    """What the plan comes to with what somebody has just typed in some cells of the open book.

    Nothing is kept of it. It says nothing where they hold no input, where one of them is blank
    or holds a formula, or where cells may move: a look at the whole book follows.
    """
    session = page.session
    typed = dict(_typed_in(session, asked.arguments["areas"]))
    if not typed or any(cell.content == "" or cell.formula for cell in typed.values()):
        return {}, []
    plan = session.glanced(typed)
    if numbers_between(session.inputs, plan.inputs) is None:
        return {}, []
    return glance(session, plan, asked.language), []


def _typed_in(
    session: Session, areas: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[Name, RawCell]]:
    """The inputs in some areas of the open book, as `{"sheet": …, "area": …}` tells them."""
    names = {place: name for name, place in read_of(session).places.items()}
    for told in areas:
        found = dict(grid(told["area"]))
        for at in positions(told["area"]):
            place = f"{told['sheet']}!{cell_name(at)}"
            if place in names:
                cell = found.get(at, BLANK)
                yield names[place], RawCell(place, cell.content, formula=cell.formula is not None,
                                            error=cell.error, dated=cell.dated)


def patch_to(session: Session, inputs: PlanInputs) -> Patch:
    """The cells in which other inputs are not what stands in the open book."""
    read, now = read_of(session), session.inputs
    changed: dict[Name, InputValue] = {
        name: inputs.values.get(name) for name in dict.fromkeys((*now.values, *inputs.values))
        if now.values.get(name) != inputs.values.get(name)}
    for name in changed:
        if name not in read.places:
            raise BookError("pane_no_cell", place=str(name))
        if str(name) in read.links:
            raise BookError("pane_linked", place=read.places[name])
    patch = patch_of(typed_contents(changed, read))
    if read.book is not None:
        refuse_other_cells(patch, read.book.names, session.name)
    return patch


def _as_told(session: Session, patch: Patch) -> dict[str, Any]:
    """The patch as JSON, each block with what stood there."""
    before = Patch(tuple(standing(block, grid_of(session, block.sheet))
                         for block in patch.blocks))
    wanted, stood = (json.loads(each.as_json())["blocks"] for each in (patch, before))
    return {"blocks": [{**block, "before": was["rows"],
                        "last": cell_name(patch.blocks[place].last)}
                       for place, (block, was) in enumerate(zip(wanted, stood, strict=True))]}


def _change(session: Session, asked: Asked) -> PlanInputs:
    cells = typed_cells(session, asked.arguments.get("changes") or ())
    inputs, _ = retyped(session.inputs, cells, read_of(session).places)
    return with_parameters(inputs, texts_in(inputs.language).words["base_plan"])


def _scenario(session: Session, asked: Asked) -> PlanInputs:
    shown = chosen(session.inputs, asked.text("name"))
    if not _is_laid_out(session, shown):
        raise BookError("pane_not_laid_out", place=asked.text("name"))
    return shown


def _keep(session: Session, asked: Asked) -> PlanInputs:
    """The alternative in its cells; one that the book does not calculate yet is not shown there."""
    kept = kept_as_alternative(session.start, session.inputs,
                               said(asked.arguments, "name", asked.texts),
                               signed(asked.arguments, asked.texts))
    if _is_laid_out(session, kept):
        return kept
    return chosen(kept, texts_in(kept.language).words["base_plan"])


def _is_laid_out(session: Session, inputs: PlanInputs) -> bool:
    """Whether the open book has formulas for the alternative that some inputs show."""
    name = inputs.text("scenario_chosen")
    numbers = [n for n in inputs.scenarios if inputs.text("scenario_name", slot(n)) == name]
    return all(n in session.proven.plan.inputs.form.scenarios for n in numbers)


def _adopt(session: Session, asked: Asked) -> PlanInputs:
    return adopted(session.inputs, signed(asked.arguments, asked.texts))


def _discard(session: Session, asked: Asked) -> PlanInputs:
    del asked
    now = session.inputs
    return now.changed(restored(session.start, now))


def _population(session: Session, asked: Asked) -> PlanInputs:
    return with_population(session.inputs, found_population(session.inputs, asked))


_WANTED: dict[str, Callable[[Session, Asked], PlanInputs]] = {
    "adopt": _adopt, "change": _change, "discard": _discard, "keep": _keep,
    "population": _population, "scenario": _scenario,
}


def _write(page: Page, asked: Asked) -> Reply:
    """The open book's file with the plan written anew, as `plan` does; the open one stays."""
    session = opened(asked.file, page.session.name)
    if asked.text("reason") or asked.text("signature"):
        what = asked.texts.label("log_written")
        session = session.to(logged(session.inputs, signed(asked.arguments, asked.texts), what))
    saved = session.saved()
    return {"name": session.name, "report": saved.report(asked.texts)}, [saved.content]


CALLS: dict[str, Callable[[Page, Asked], Reply]] = {
    "examine": _examine, "functions": answered_functions, "instead": answered_instead,
    "look": _look, "patch": _patch, "peek": _peek, "write": _write,
}
"""Every call of the pane by its name; those of the page that change nothing it may use besides."""
