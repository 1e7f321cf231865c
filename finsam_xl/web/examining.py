"""The calls that examine: a figure explained, a book proved, compared, another plan reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from finsam_xl.comparing.comparison import compared
from finsam_xl.comparing.reporting import comparison_report
from finsam_xl.comparing.sides import side_of
from finsam_xl.comparing.telling import Teller
from finsam_xl.errors import InputError
from finsam_xl.explaining.derivation import explained
from finsam_xl.explaining.telling import explanation_report, told
from finsam_xl.findings.finding import Finding, findings_report, worst_first
from finsam_xl.package.archive import open_package
from finsam_xl.plans import read_packed
from finsam_xl.reviewing.judging import Reviewed
from finsam_xl.reviewing.keys import known_keys
from finsam_xl.reviewing.reading_tables import read_document
from finsam_xl.reviewing.reviewed import judged, told_keys
from finsam_xl.reviewing.sources import read_rows
from finsam_xl.reviewing.verb import told_read, what_was_read
from finsam_xl.verifying.examination import Examination, verified
from finsam_xl.verifying.examined import Examined, examined_read
from finsam_xl.verifying.recalculating import wanted_cells
from finsam_xl.web.asked import Asked, Page, Reply
from finsam_xl.web.proving import proof_of
from finsam_xl.web.session import Session

_KEYS = "befolkning.csv"
"""What a pasted table of population is called where a line of it is refused."""


def verify(page: Page, asked: Asked) -> Reply:
    """Examine the book as it was opened, or as it would be saved."""
    book = _examined(page.session, asked)
    found = Examination(book, ("Python",), worst_first(verified(book, ())),
                        len(wanted_cells(book)))
    return _told(found.findings, compared=found.compared), []


def _examined(session: Session, asked: Asked) -> Examined:
    """The book as it was opened, or as it would be saved where something has changed."""
    content = _content(session)
    read = read_packed(open_package(content, session.name))
    return examined_read(read, asked.language, place=session.name)


def _content(session: Session) -> bytes:
    if session.read is not None and session.read.package is not None and not session.changed:
        return session.read.package.content
    return session.saved(anew=session.decided).content


def compare(page: Page, asked: Asked) -> Reply:
    """Another book beside this one: the older of the two, unless it is said to be newer."""
    session, name = page.session, Path(asked.text("name") or "plan.xlsx")
    other = side_of(lambda: read_packed(open_package(asked.file, str(name))), name, None)
    content = _content(session)
    here = side_of(lambda: read_packed(open_package(content, session.name)),
                   Path(session.name), None)
    sides = (here, other) if asked.arguments.get("newer") else (other, here)
    found = compared(*sides, asked.language)
    return {**comparison_report(found), "text": "\n".join(Teller(found).lines())}, []


def review(page: Page, asked: Asked) -> Reply:
    """Tables of a plan made elsewhere, pasted or in a file; no plan need be open."""
    del page
    name = Path(asked.text("name") or asked.texts.web("pasted"))
    content = asked.file if asked.files else asked.text("table").encode()
    if not content.strip():
        raise InputError("review_nothing", place=name.name)
    rows = read_rows(name, content)
    population = asked.text("population")
    keys = known_keys(Path(_KEYS), population.encode()) if population else known_keys()
    reviewed = Reviewed(file=name.name, document=read_document(rows, name.name), keys=keys,
                        texts=asked.texts)
    return _told(worst_first(judged(reviewed)), read=told_read(reviewed.document),
                 keys=told_keys(reviewed),
                 text=what_was_read(reviewed.document, asked.texts)), []


def _told(findings: Sequence[Finding], **more: object) -> dict[str, Any]:
    """Findings as the page reads them: `clean` where there is nothing graver than a note."""
    told = findings_report(findings, **more)
    return {"clean": told.pop("ok"), **told}


def proof(page: Page, asked: Asked) -> Reply:
    """What another engine is given, cell for cell out of the saved file, and must come to."""
    del asked
    session = page.session
    content = _content(session)
    return proof_of(session.proven.draft, content, session.name), []


def explain(page: Page, asked: Asked) -> Reply:
    """How a figure came about."""
    found = explained(page.session.seen, asked.text("cell"), asked.language)
    return {"explanation": {**explanation_report(found), "text": told(found)}}, []


CALLS = {"compare": compare, "explain": explain, "proof": proof, "review": review,
         "verify": verify}
