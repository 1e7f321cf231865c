"""What the page may ask for: each call a few lines over the same line as the command line."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from finsam_xl.beginning import Beginning, blank_year
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.municipalities import municipality_names
from finsam_xl.domain.names import Name, slot
from finsam_xl.errors import InputError
from finsam_xl.inputs.raw import RawCell
from finsam_xl.plans import EXAMPLES, chosen, example
from finsam_xl.trying import adopted, kept_as_alternative, restored
from finsam_xl.version import VERSION
from finsam_xl.web.asked import Asked, Page, Reply
from finsam_xl.web.session import Session, begun, opened
from finsam_xl.web.sheet_html import sheet_html
from finsam_xl.web.typed import said, signed, typed_cells
from finsam_xl.web.views import glance, view


def _calls(page: Page, asked: Asked) -> Reply:
    del page
    examples = [{"name": name, "title": _title(example(name, asked.language))}
                for name in EXAMPLES]
    return {"calls": sorted((*CALLS, *LATER)), "examples": examples}, []


def _title(inputs: PlanInputs) -> str:
    return f"{inputs.text('association_name')} {inputs.budget_year}"


def _about(page: Page, asked: Asked) -> Reply:
    del page
    return {"version": VERSION, "not_sent": asked.texts.web("not_sent")}, []


def _begin(page: Page, asked: Asked) -> Reply:
    wanted = asked.arguments.get("blank")
    if isinstance(wanted, dict):
        return page.show(_blank(wanted, asked), asked)
    name = asked.text("example")
    if name not in EXAMPLES:
        raise InputError("web_no_example", place="", value=name, offered=", ".join(EXAMPLES))
    return page.show(begun(Beginning(example(name, asked.language)), f"{name}.xlsx"), asked)


def _blank(wanted: dict[str, Any], asked: Asked) -> Session:
    """A year without amounts, with the members that are already known."""
    year = str(wanted.get("year") or "")
    if year and not year.isdecimal():
        raise InputError("not_a_number", place="", value=year)
    beginning = blank_year(int(year) if year else None, asked.language)
    name = f"{asked.texts.web('file', year=beginning.inputs.budget_year)}.xlsx"
    session = begun(beginning, name)
    members = [str(each).strip() for each in wanted.get("members") or () if str(each).strip()]
    if not members:
        return session
    cells: dict[Name, RawCell] = {}
    for place, member in enumerate(members, start=1):
        code, _, written = member.partition(" ")
        known = written.strip() or municipality_names().get(code.zfill(4)) or code
        cells |= {Name("municipality_code", slot(place)): RawCell(member, code),
                  Name("municipality_name", slot(place)): RawCell(member, known)}
    return begun(Beginning(session.typed(cells).inputs, unfilled=True), name)


def _open(page: Page, asked: Asked) -> Reply:
    return page.show(opened(asked.file, asked.text("name") or "plan.xlsx"), asked)


def _view(page: Page, asked: Asked) -> Reply:
    return view(page.session, asked.language, whole=True), []


def _change(page: Page, asked: Asked) -> Reply:
    session = page.session
    cells = typed_cells(session, asked.arguments.get("changes") or ())
    return page.show(session.typed(cells), asked)


def _glance(page: Page, asked: Asked) -> Reply:
    """What a change would come to, at once: nothing is kept, and no sheet is laid out."""
    session = page.session
    cells = typed_cells(session, asked.arguments.get("changes") or ())
    return glance(session, session.glanced(cells), asked.language), []


def _undo(page: Page, asked: Asked) -> Reply:
    return page.show(page.session.undone(), asked)


def _scenario(page: Page, asked: Asked) -> Reply:
    session = page.session
    return page.show(session.to(chosen(session.inputs, asked.text("name"))), asked)


def _keep(page: Page, asked: Asked) -> Reply:
    session, name = page.session, said(asked.arguments, "name", asked.texts)
    kept = kept_as_alternative(session.start, session.inputs, name,
                               signed(asked.arguments, asked.texts))
    return page.show(session.to(kept, anew=True), asked)


def _adopt(page: Page, asked: Asked) -> Reply:
    session = page.session
    made = adopted(session.inputs, signed(asked.arguments, asked.texts))
    return page.show(session.to(made, anew=True), asked)


def _discard(page: Page, asked: Asked) -> Reply:
    session = page.session
    return page.show(session.to(session.inputs.changed(
        restored(session.start, session.inputs))), asked)


def _sheet(page: Page, asked: Asked) -> Reply:
    session, title = page.session, asked.text("title")
    offered = session.standing.sheets
    if title not in offered:
        raise InputError("web_no_sheet", place="", value=title, offered=", ".join(offered))
    return {"html": sheet_html(session.seen.draft, title)}, []


def _save(page: Page, asked: Asked) -> Reply:
    """The book to hand over; once it is written, the page opens it as any other."""
    session = page.session
    saved = session.saved(anew=bool(asked.arguments.get("anew")),
                          force=bool(asked.arguments.get("force")))
    return {"name": session.name, "report": saved.report(asked.texts)}, [saved.content]


CALLS: dict[str, Callable[[Page, Asked], Reply]] = {
    "about": _about, "adopt": _adopt, "begin": _begin, "calls": _calls, "change": _change,
    "discard": _discard, "glance": _glance, "keep": _keep, "open": _open, "save": _save,
    "scenario": _scenario, "sheet": _sheet, "undo": _undo, "view": _view,
}
"""What a page begins with."""

LATER = {
    **dict.fromkeys(("compare", "explain", "proof", "review", "verify"), "examining"),
    "population": "populating",
    **dict.fromkeys(("examine", "functions", "instead", "look", "patch", "peek", "write"), "pane"),
}
"""The module of every other call: a tab begins without it, and fetches it while it rests."""


def called(name: str) -> Callable[[Page, Asked], Reply] | None:
    """What answers a call; None where there is none of that name."""
    if name in LATER:
        answers: dict[str, Callable[[Page, Asked], Reply]] = module(LATER[name]).CALLS
        return answers[name]
    return CALLS.get(name)


def module(name: str) -> Any:  # noqa: ANN401 - a module is what it holds
    """One of the room's modules."""
    return import_module(f"finsam_xl.web.{name}")
