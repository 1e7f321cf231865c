"""What the page is shown after every step: the book, its figures, its fields and its checks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from finsam_xl.domain.inputs import PARTIES
from finsam_xl.domain.names import slot
from finsam_xl.plans import Proven, check_results, chosen, member_name, recorded_plan
from finsam_xl.report import plan_report, years_report
from finsam_xl.screen import read_sentences, rewritten_sentences
from finsam_xl.texts import texts_in
from finsam_xl.web.fields import fields
from finsam_xl.web.session import Session


def view(session: Session, language: str) -> dict[str, Any]:
    """All that the page shows."""
    report = plan_report(session.seen, check_results(session.seen, language))
    return {
        "book": _book(session, language), "report": report, "inputs": fields(session),
        "scenarios": _scenarios(session), "checks": report["checks"],
        "notices": _notices(session, language),
    }


def glance(session: Session, proven: Proven, language: str) -> dict[str, Any]:
    """The figures and checks of something tried, each check where it stands now."""
    places = {check.id: session.seen.draft.places.get(check.subject, "")
              for check in session.seen.checks}
    results = tuple(replace(each, place=places.get(each.id, ""))
                    for each in check_results(proven, language))
    report = plan_report(proven, results)
    return {"report": report, "checks": report["checks"]}


def _book(session: Session, language: str) -> dict[str, Any]:
    inputs = session.inputs
    words = texts_in(inputs.language).words
    return {
        "name": session.name, "language": inputs.language, "decided": session.decided,
        "titles": list(session.sheets), "changed": session.changed,
        "sheets": [{"key": each.key, "title": each.title} for each in session.sheets.values()],
        "organisation": inputs.text("association_name"), "year": inputs.budget_year,
        "stamp": words[inputs.text("decision_status") or "preliminary"],
        "members": [{"code": member, "name": member_name(inputs, member, language),
                     "part": _part(member)} for member in inputs.members],
        "floor": inputs.amount("equity_floor"), "steps": len(session.past),
        "unfilled": session.unfilled,
    }


def _part(member: str) -> str:
    if member not in PARTIES:
        return "municipality"
    return "region" if member == "region" else "state"


def _scenarios(session: Session) -> list[dict[str, Any]]:
    """The base plan and every alternative side by side, each computed in full."""
    inputs = session.inputs
    names = [texts_in(inputs.language).words["base_plan"],
             *(inputs.text("scenario_name", slot(n)) for n in inputs.scenarios)]
    seen = session.seen.plan
    plans = {name: seen if name == seen.scenario else recorded_plan(chosen(inputs, name))
             for name in names}
    return [{"name": name, "shown": name == seen.scenario, "columns": years_report(plan)}
            for name, plan in plans.items()]


def _notices(session: Session, language: str) -> list[str]:
    """What is worth a word: of the book as it was opened, then of what was typed last."""
    texts, lacking = texts_in(language), session.lacking
    wanted = [lacking.sentence(language)] if lacking is not None else []
    if session.read is not None and not session.past:
        return [*wanted, *read_sentences(session.read, texts)]
    return [*wanted, *rewritten_sentences(session.rewritten, texts)]
