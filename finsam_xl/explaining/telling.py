"""An explanation as text for a person, and as JSON for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from finsam_xl.explaining.derivation import Explanation, Line
from finsam_xl.texts import Texts, texts_in


def told(explanation: Explanation) -> str:
    """An explanation as a short indented text, in the language it was made in."""
    first = explanation.lines[0]
    name = f", {first.name}" if first.name else ""
    head = [f"{first.label}: {first.shown}", f"{explanation.place}{name}"]
    body = [f"= {made(first, explanation.language)}",
            *(_line(line, explanation.language) for line in explanation.lines[1:])]
    return "\n".join([*head, *context(explanation), *body])


def context(explanation: Explanation) -> tuple[str, ...]:
    """Where a figure has its home, in which alternative, how it comes about and by which law."""
    texts = texts_in(explanation.language)
    said = (
        explanation.home and texts.explain("shown_from", place=explanation.home),
        explanation.scenario and texts.explain("in_scenario", name=explanation.scenario),
        " ".join(part for part in (
            explanation.sentence,
            explanation.source and texts.explain("rests_on", source=explanation.source)) if part))
    return tuple(part for part in said if part)


def _line(line: Line, language: str) -> str:
    where = f"  [{line.place}]" if line.place else ""
    label = f"{line.label}: " if line.label else ""
    return f"{'  ' * line.depth}{label}{line.shown} = {made(line, language)}{where}"


def made(line: Line, language: str) -> str:
    """How a line's value was made: rule, place of the formula, source, and what is told above."""
    texts = texts_in(language)
    parts = [rule_told(line, texts)]
    if said := line.noted.said(texts):
        parts.append(said)
    if line.above:
        parts.append(texts.explain("told_before", place=", ".join(line.above)))
    if line.kind == "cut":
        parts.append(texts.explain("cut"))
    return "; ".join(parts)


def rule_told(line: Line, texts: Texts) -> str:
    """The rule with its operands, the cell of its formula, and the choices that decided it."""
    told = f"{line.how} ({line.home})" if line.home else line.how
    if not line.because:
        return told
    return f"{told}, {texts.explain('as_decided', what=', '.join(line.because))}"


def explanation_report(explanation: Explanation) -> dict[str, Any]:
    """What `explain --json` says: amounts in whole kronor, null where not known."""
    return {
        "ok": True, "place": explanation.place, "home": explanation.home or None,
        "sentence": explanation.sentence or None, "source": explanation.source or None,
        "scenario": explanation.scenario or None,
        "lines": [_line_report(line) for line in explanation.lines],
    }


def _line_report(line: Line) -> dict[str, Any]:
    unit = {"tkr": "kr", "hundredths": "percent"}.get(line.unit, line.unit)
    texts = {"label": line.label, "place": line.place, "name": line.name, "unit": unit,
             "shown": line.shown, "how": line.how, "home": line.home, **asdict(line.noted)}
    return {
        "depth": line.depth, "kind": line.kind, "value": line.value,
        **{key: text or None for key, text in texts.items()},
        "because": list(line.because), "above": list(line.above), "ranges": list(line.ranges),
    }
