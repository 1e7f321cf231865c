"""Trying things out: what was changed in a plan, kept as an alternative, made the plan, compared.

Pure functions from inputs to inputs: nothing here knows where a book is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from finsam_xl.domain.inputs import SCENARIO_SLOTS, InputValue, PlanInputs
from finsam_xl.domain.names import Name, slot
from finsam_xl.domain.plan import FinancingPlan
from finsam_xl.domain.scenario import LEVERS, override_name
from finsam_xl.errors import InputError
from finsam_xl.texts import texts_in

_ROWS = ("activity_name", "administration_name")
_BESIDE = ("_comment", "_source", "_date", "_status", "_note")


@dataclass(frozen=True, slots=True)
class Signed:
    """Who changed the plan, why and when: what the change log holds."""

    author: str
    why: str
    when: date


@dataclass(frozen=True, slots=True)
class Difference:
    """An amount of the base plan and of another, in whole kronor; None where it is not known."""

    year: int
    key: str
    base: int | None
    now: int | None

    @property
    def kronor(self) -> int | None:
        """The difference."""
        return None if self.base is None or self.now is None else self.now - self.base

    @property
    def per_cent(self) -> Fraction | None:
        """The difference in per cent of the base; None where there is no base."""
        if not self.base or self.kronor is None:
            return None
        return Fraction(100 * self.kronor, abs(self.base))


def differences(base: FinancingPlan, now: FinancingPlan) -> tuple[Difference, ...]:
    """Every member's and sum's difference, year by year in the order of the plan."""
    found: list[Difference] = []
    for year, was in base.years.items():
        if year not in now.years or year not in base.inputs.cost_years:
            continue
        after = now.years[year]
        found += [Difference(year, member, amount, after.contributions.get(member))
                  for member, amount in was.contributions.items()]
        found += [Difference(year, key, getattr(was, key), getattr(after, key))
                  for key in ("total", "costs", "result", "equity_closing")]
    return tuple(found)


def changes(start: PlanInputs, now: PlanInputs) -> dict[Name, InputValue]:
    """The inputs of the base plan that differ, with what they are now.

    The alternative shown, and what alternatives say, are no change of the base plan.
    """
    return {name: now.values.get(name) for name in differing(start.values, now.values)
            if not name.quantity.startswith("scenario_")}


def restored(start: PlanInputs, now: PlanInputs) -> dict[Name, InputValue]:
    """What takes the inputs back to where they started; the alternative shown stays."""
    return {name: start.values.get(name) for name in differing(start.values, now.values)
            if name.quantity != "scenario_chosen"}


def kept_as_alternative(
    start: PlanInputs, now: PlanInputs, name: str, signed: Signed
) -> PlanInputs:
    """The base plan as it started, and what was changed as a named alternative, which is shown.

    A new cost line stays in the base plan with no amount. Refuses with InputError a name that is
    taken, a sixth alternative, nothing to keep, and a change that no alternative can carry.
    """
    _refuse_name(now, name)
    free = next((n for n in range(1, SCENARIO_SLOTS + 1)
                 if now.value("scenario_name", slot(n)) is None), None)
    if free is None:
        raise InputError("alternatives_full", place=name, most=SCENARIO_SLOTS)
    changed = changes(start, now)
    values: dict[Name, InputValue] = {}
    carried = 0
    added = _added_rows(start, now)
    for lever, value in changed.items():
        if lever.quantity in LEVERS and value is not None:
            values[override_name(lever, free)] = value
            values[lever] = 0 if _row(lever) in added and lever.year else start.values.get(lever)
            carried += 1
        elif not _stays(lever, added):
            raise InputError("alternative_cannot_carry", place=str(lever))
    if not carried:
        raise InputError("nothing_to_keep", place=name)
    values[Name("scenario_name", slot(free))] = name
    values[Name("scenario_reason", slot(free))] = signed.why
    values[Name("scenario_chosen")] = name
    words = texts_in(now.language)
    return logged(now.changed(values), signed, words.label("log_kept", name=name))


def adopted(now: PlanInputs, signed: Signed) -> PlanInputs:
    """The alternative shown as the base plan; the alternative itself is gone.

    Refuses with InputError where the base plan is what is shown.
    """
    name = now.text("scenario_chosen")
    number = next((n for n in now.scenarios if now.text("scenario_name", slot(n)) == name), None)
    if number is None:
        raise InputError("nothing_to_adopt", place=name)
    values: dict[Name, InputValue] = {}
    for override, value in now.values.items():
        lever = _lever_of(override, number)
        if lever is not None:
            values |= {lever: value, override: None}
    values |= {Name("scenario_name", slot(number)): None,
               Name("scenario_reason", slot(number)): None,
               Name("scenario_chosen"): texts_in(now.language).words["base_plan"]}
    words = texts_in(now.language)
    return logged(now.changed(values), signed, words.label("log_adopted", name=name))


def logged(inputs: PlanInputs, signed: Signed, what: str) -> PlanInputs:
    """The inputs with one more line in the change log."""
    line = next(n for n in range(1, inputs.room.changes + 1) if not any(
        inputs.value(f"change_{part}", slot(n)) for part in ("date", "author", "what", "why")))
    return inputs.changed({
        Name("change_date", slot(line)): signed.when,
        Name("change_author", slot(line)): signed.author,
        Name("change_what", slot(line)): what,
        Name("change_why", slot(line)): signed.why,
    })


def _refuse_name(inputs: PlanInputs, name: str) -> None:
    taken = {texts_in(inputs.language).words["base_plan"].casefold()}
    taken |= {inputs.text("scenario_name", slot(n)).casefold() for n in inputs.scenarios}
    if name.casefold() in taken:
        raise InputError("alternative_taken", place=name)


def _added_rows(start: PlanInputs, now: PlanInputs) -> frozenset[tuple[str, str]]:
    """The cost lines that were not there: which table, and their rows."""
    return frozenset(_row(name) for name in now.values
                     if name.quantity in _ROWS and start.values.get(name) is None)


def _row(name: Name) -> tuple[str, str]:
    """The table and row that a name belongs to."""
    return name.quantity.partition("_")[0], name.member


def _stays(name: Name, added: frozenset[tuple[str, str]]) -> bool:
    """Whether a change may stay in the base plan: words, and what describes a new cost line."""
    return (_row(name) in added or name.quantity.startswith("change_")
            or name.quantity.endswith(_BESIDE))


def _lever_of(override: Name, number: int) -> Name | None:
    """The input that an alternative's override changes."""
    quantity = override.quantity.removeprefix("scenario_")
    if quantity == override.quantity or quantity not in LEVERS:
        return None
    scenario, _, member = override.member.partition("_")
    return Name(quantity, member, override.year) if scenario == slot(number) else None


def same_values(first: Mapping[Name, InputValue], second: Mapping[Name, InputValue]) -> bool:
    """Whether two plans have the same inputs."""
    return not any(differing(first, second))


def differing(
    first: Mapping[Name, InputValue], second: Mapping[Name, InputValue]
) -> Iterator[Name]:
    """The inputs in which two plans differ, in the order they are met."""
    return (name for name in dict.fromkeys((*first, *second))
            if first.get(name) != second.get(name))
