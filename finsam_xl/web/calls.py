"""What the page may ask for: each call a few lines over the same line as the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from finsam_xl.beginning import Beginning, blank_year
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.municipalities import municipality_names
from finsam_xl.domain.names import Name, slot
from finsam_xl.errors import BookError, InputError
from finsam_xl.explaining.derivation import explained
from finsam_xl.explaining.telling import explanation_report, told
from finsam_xl.findings.finding import findings_report, worst_first
from finsam_xl.inputs.raw import RawCell
from finsam_xl.package.archive import open_package
from finsam_xl.plans import EXAMPLES, chosen, example, read_packed
from finsam_xl.texts import Texts, texts_in
from finsam_xl.trying import adopted, kept_as_alternative, restored
from finsam_xl.verifying.examination import Examination, verified
from finsam_xl.verifying.examined import Examined, examined_read
from finsam_xl.verifying.recalculating import wanted_cells
from finsam_xl.version import VERSION
from finsam_xl.web.proving import proof_of
from finsam_xl.web.session import Session, begun, opened
from finsam_xl.web.sheet_html import sheet_html
from finsam_xl.web.typed import said, signed, typed_cells
from finsam_xl.web.views import view

Reply = tuple[dict[str, Any], list[bytes]]


@dataclass(frozen=True)
class Asked:
    """A call with its arguments and files, in the language of the person who asks."""

    arguments: dict[str, Any]
    files: tuple[bytes, ...]
    language: str

    @property
    def texts(self) -> Texts:
        """The texts of the language asked for."""
        return texts_in(self.language)

    def text(self, key: str) -> str:
        """An argument as a text; empty where it is not given."""
        return str(self.arguments.get(key) or "")

    @property
    def file(self) -> bytes:
        """The file that came along; refuses where none did."""
        if not self.files:
            raise InputError("web_no_file")
        return self.files[0]


@dataclass
class Page:
    """The one plan that is open on the page."""

    open: Session | None = None

    @property
    def session(self) -> Session:
        """The plan that is open; refuses where none is."""
        if self.open is None:
            raise BookError("web_nothing_open")
        return self.open

    def show(self, session: Session, asked: Asked) -> Reply:
        """Show a session, and keep it only if it could be shown."""
        shown = view(session, asked.language)
        self.open = session
        return shown, []


def _calls(page: Page, asked: Asked) -> Reply:
    del page
    examples = [{"name": name, "title": _title(example(name, asked.language))}
                for name in EXAMPLES]
    return {"calls": sorted(CALLS), "examples": examples}, []


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
    return page.show(page.session, asked)


def _change(page: Page, asked: Asked) -> Reply:
    session = page.session
    cells = typed_cells(session, asked.arguments.get("changes") or ())
    return page.show(session.typed(cells), asked)


def _undo(page: Page, asked: Asked) -> Reply:
    return page.show(page.session.undone(), asked)


def _scenario(page: Page, asked: Asked) -> Reply:
    session = page.session
    return page.show(session.to(chosen(session.inputs, asked.text("name"))), asked)


def _keep(page: Page, asked: Asked) -> Reply:
    session, name = page.session, said(asked.arguments, "name", asked.texts)
    kept = kept_as_alternative(session.start, session.inputs, name,
                               signed(asked.arguments, asked.texts))
    return page.show(session.to(kept).begun_anew(), asked)


def _adopt(page: Page, asked: Asked) -> Reply:
    session = page.session
    made = adopted(session.inputs, signed(asked.arguments, asked.texts))
    return page.show(session.to(made).begun_anew(), asked)


def _discard(page: Page, asked: Asked) -> Reply:
    session = page.session
    return page.show(session.to(session.inputs.changed(
        restored(session.start, session.inputs))), asked)


def _explain(page: Page, asked: Asked) -> Reply:
    found = explained(page.session.seen, asked.text("cell"), asked.language)
    return {"explanation": {**explanation_report(found), "text": told(found)}}, []


def _sheet(page: Page, asked: Asked) -> Reply:
    session, title = page.session, asked.text("title")
    if title not in session.sheets:
        raise InputError("web_no_sheet", place="", value=title, offered=", ".join(session.sheets))
    return {"html": sheet_html(session.seen.draft, title)}, []


def _verify(page: Page, asked: Asked) -> Reply:
    book = _examined(page.session, asked)
    found = Examination(book, ("Python",), worst_first(verified(book, ())),
                        len(wanted_cells(book)))
    return findings_report(found.findings, compared=found.compared), []


def _examined(session: Session, asked: Asked) -> Examined:
    """The book as it was opened, or as it would be saved where something has changed."""
    content = _content(session, asked)
    read = read_packed(open_package(content, session.name))
    return examined_read(read, asked.language, place=session.name)


def _content(session: Session, asked: Asked) -> bytes:
    if session.read is not None and session.read.package is not None and not session.changed:
        return session.read.package.content
    return session.saved(asked.texts, anew=session.decided).content


def _proof(page: Page, asked: Asked) -> Reply:
    """What another engine is given, cell for cell out of the saved file, and must come to."""
    session = page.session
    content = _content(session, asked)
    return proof_of(session.proven.draft, content, session.name), []


def _save(page: Page, asked: Asked) -> Reply:
    session = page.session
    saved = session.saved(asked.texts, anew=bool(asked.arguments.get("anew")),
                          force=bool(asked.arguments.get("force")))
    page.open = session.after(saved)
    return {"name": session.name, "report": saved.report}, [saved.content]


CALLS: dict[str, Callable[[Page, Asked], Reply]] = {
    "about": _about, "adopt": _adopt, "begin": _begin, "calls": _calls, "change": _change,
    "discard": _discard, "explain": _explain, "keep": _keep, "open": _open, "proof": _proof,
    "save": _save, "scenario": _scenario, "sheet": _sheet, "undo": _undo, "verify": _verify,
    "view": _view,
}
"""Every call by its name."""
