"""What the page is shown after every step: the book, its figures, its fields and its checks."""

from __future__ import annotations

from typing import Any

from finsam_xl.domain.checks import Check
from finsam_xl.domain.inputs import PARTIES
from finsam_xl.domain.names import slot
from finsam_xl.domain.plan import FinancingPlan, side_by_side
from finsam_xl.domain.plan_checks import check_calculation
from finsam_xl.plans import chosen, member_name, recorded_plan, results_at
from finsam_xl.report import plan_report, years_report
from finsam_xl.screen import read_sentences, rewritten_sentences
from finsam_xl.texts import texts_in
from finsam_xl.web.fields import changed_fields, fields
from finsam_xl.web.session import Session


def view(session: Session, language: str, *, whole: bool = False) -> dict[str, Any]:
    """All that the page shows; after a step that moved no cell only the fields it changed.

    `inputs` holds every field, and is told of a `whole` view; else `changed` holds the few.
    """
    told = ({"changed": changed_fields(session)} if session.stood is not None and not whole
            else {"inputs": fields(session)})
    return {
        "report": _report(session, session.plan, session.checks, language), **told,
        "book": _book(session, language), "scenarios": _scenarios(session),
        "notices": _notices(session, language),
    }


def glance(session: Session, plan: FinancingPlan, language: str) -> dict[str, Any]:
    """What another plan comes to, each check where it stands now."""
    return {"report": _report(session, plan, check_calculation(plan.calculation), language)}


def _report(
    session: Session, plan: FinancingPlan, checks: tuple[Check, ...], language: str
) -> dict[str, Any]:
    return plan_report(plan, results_at(plan, checks, session.standing.places, language))


def _book(session: Session, language: str) -> dict[str, Any]:
    inputs, sheets = session.inputs, session.standing.sheets.values()
    words = texts_in(inputs.language).words
    return {
        "name": session.name, "language": inputs.language, "decided": session.decided,
        "titles": [each.title for each in sheets], "changed": session.changed,
        "amended": session.amended,
        "sheets": [{"key": each.key, "title": each.title} for each in sheets],
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
    """The base plan and every alternative side by side.

    One that an open book has no rows for yet is computed by itself.
    """
    inputs, plan = session.inputs, session.plan
    beside = side_by_side(plan)
    names = [texts_in(inputs.language).words["base_plan"],
             *(inputs.text("scenario_name", slot(n)) for n in inputs.scenarios)]
    years = {name: beside[name] if name in beside else recorded_plan(chosen(inputs, name)).years
             for name in names}
    return [{"name": name, "shown": name == plan.scenario, "columns": years_report(each)}
            for name, each in years.items()]


def _notices(session: Session, language: str) -> list[str]:
    """What is worth a word: of the book as it was opened, then of what was typed last."""
    texts, lacking = texts_in(language), session.lacking
    wanted = [lacking.sentence(language)] if lacking is not None else []
    if session.read is not None and not session.past:
        return [*wanted, *read_sentences(session.read, texts)]
    return [*wanted, *rewritten_sentences(session.rewritten, texts)]
