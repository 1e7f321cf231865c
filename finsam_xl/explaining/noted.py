"""What stands beside an input: its source, date, status and comment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

from finsam_xl.domain.inputs import InputValue, PlanInputs
from finsam_xl.domain.names import Name, day_of, slot
from finsam_xl.texts import Texts

_OF_A_ROW = {"municipality": "municipality_comment", "activity": "activity_comment",
             "administration": "administration_comment", "scenario": "scenario_reason"}


@dataclass(frozen=True, slots=True)
class Noted:
    """Where an input comes from; a part that nobody has written is empty, a date is ISO."""

    source: str = ""
    date: str = ""
    published: str = ""
    status: str = ""
    comment: str = ""

    def said(self, texts: Texts) -> str:
        """The parts that are written, each with its word."""
        return "; ".join(said for _, said in self.parts(texts))

    def parts(self, texts: Texts) -> Iterator[tuple[str, str]]:
        """What each part is that is written, and how it is said."""
        for part in fields(self):
            if written := getattr(self, part.name):
                yield part.name, texts.explain(f"noted_{part.name}", what=written)


def noted(inputs: PlanInputs, name: Name, texts: Texts) -> Noted:
    """What is written beside an input, of its own year or of its rule."""
    if name.quantity == "population":
        return _of_population(inputs, name)
    if name.quantity.startswith("ceiling_"):
        return Noted(_text(inputs.value("ceiling_source", name.member)),
                     _text(inputs.value("ceiling_date", name.member)))
    beside = {about: _beside(inputs, name, about)
              for about in ("source", "date", "status", "comment")}
    status = texts.words.get(beside["status"], beside["status"]).lower()
    return Noted(beside["source"], beside["date"], "", status,
                 beside["comment"] or _of_row(inputs, name))


def _beside(inputs: PlanInputs, name: Name, about: str) -> str:
    quantity = f"{name.quantity}_{about}"
    for year in (name.year, None):
        found = _text(inputs.value(quantity, year=year))
        if found:
            return found
    return ""


def _of_row(inputs: PlanInputs, name: Name) -> str:
    kind = name.quantity.partition("_")[0]
    if not name.member or kind not in _OF_A_ROW or name.quantity == _OF_A_ROW[kind]:
        return ""
    return _text(inputs.value(_OF_A_ROW[kind], name.member.partition("_")[0]))


def _of_population(inputs: PlanInputs, name: Name) -> Noted:
    for number in _columns(inputs, name):
        source, when, published = (_text(inputs.value(f"population_{part}", slot(number)))
                                   for part in ("source", "date", "published"))
        row = next((each.row for each in inputs.municipalities if each.code == name.member), None)
        comment = _text(inputs.value("municipality_comment", slot(row))) if row else ""
        return Noted(source, when, published, comment=comment)
    return Noted()


def _columns(inputs: PlanInputs, name: Name) -> Iterator[int]:
    for number, when in inputs.date_slots():
        if name.day in (f"date_{slot(number)}", day_of(when) if when else None):
            yield number


def _text(value: InputValue) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
