"""A plan on a page, from the book that was opened to the bytes that are saved.

Each step gives a new session; one that is refused leaves the old one as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from finsam_xl.beginning import Beginning
from finsam_xl.domain.checks import Check
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.names import Name, parse_name
from finsam_xl.domain.parameters import with_parameters
from finsam_xl.domain.plan import FinancingPlan
from finsam_xl.domain.plan_checks import check_calculation
from finsam_xl.domain.quantities import NUMBERS, QUANTITIES
from finsam_xl.errors import BookError, FinsamError
from finsam_xl.inputs.build import retyped
from finsam_xl.inputs.raw import RawCell, Rewritten
from finsam_xl.inputs.refusals import lacks_something, refuse_unfit
from finsam_xl.package.archive import Package, open_package
from finsam_xl.plans import (
    Proven,
    ReadInputs,
    compute_plan,
    draft_plan,
    read_packed,
    recorded_plan,
)
from finsam_xl.report import place_of
from finsam_xl.sheets.draft import BookDraft, DraftCell, DraftSheet, NamedCell
from finsam_xl.sheets.setting import ALONE, Setting
from finsam_xl.texts import texts_in
from finsam_xl.trying import differing, same_values
from finsam_xl.web.seeing import plan_to_see

if TYPE_CHECKING:
    from finsam_xl.web.saving import Saved

MOST_STEPS = 200


@dataclass(frozen=True)
class Step:
    """Where the plan stood before a step, and what changes were measured from then."""

    inputs: PlanInputs
    start: PlanInputs


@dataclass(frozen=True)
class Standing:
    """Where the cells of a plan stand: a layout of it, or of another with the same cells.

    `places` says where each check stands.
    """

    draft: BookDraft
    places: Mapping[str, str]

    @cached_property
    def names(self) -> dict[str, NamedCell]:
        """The input cells by their names, in the order in which they stand."""
        return {each.name: each for each in self.draft.names if each.kind == "input"}

    @cached_property
    def sheets(self) -> dict[str, DraftSheet]:
        """The sheets by their titles, in reading order."""
        return {sheet.title: sheet for sheet in self.draft.sheets}

    @cached_property
    def inputs(self) -> dict[Name, str]:
        """Where each input stands."""
        return {name: place_of(each) for text, each in self.names.items()
                if (name := parse_name(text)) is not None}

    def cell(self, named: NamedCell) -> DraftCell:
        """The cell of a name, as it was laid out."""
        return self.sheets[named.sheet].cells[named.position]


@dataclass(frozen=True)
class Session:
    """A plan as it stands on the page.

    `read` is the book it was read from, None for one that has none yet. `start` is what a change
    is measured from: the plan as it was opened, or as it was last written. `unfilled` says that
    it may still lack what no plan can do without. `stood` is where the cells stood before the
    last step, where only numbers in cells have changed since: `numbers` are those numbers' names.
    """

    name: str
    plan: FinancingPlan
    setting: Setting
    start: PlanInputs
    read: ReadInputs | None = None
    past: tuple[Step, ...] = ()
    unfilled: bool = False
    rewritten: tuple[Rewritten, ...] = field(default=())
    stood: Standing | None = None
    numbers: tuple[Name, ...] = ()

    @property
    def inputs(self) -> PlanInputs:
        """The inputs as they stand now."""
        return self.plan.inputs

    @cached_property
    def seen(self) -> Proven:
        """The plan laid out to be looked at; a step that moves no cell waits with it."""
        was = None if self.inputs is self.start else recorded_plan(self.start)
        return plan_to_see(self.plan, self.setting, was)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The checks of the plan, computed."""
        return check_calculation(self.plan.calculation)

    @cached_property
    def standing(self) -> Standing:
        """Where the plan's cells stand."""
        return self.stood or standing_of(self.seen)

    @cached_property
    def proven(self) -> Proven:
        """The plan laid out to be written, with every formula."""
        return draft_plan(self.plan, self.setting)

    @property
    def decided(self) -> bool:
        """Whether the book has been decided, so that only a new version of it can be saved."""
        return self.read is not None and self.setting.locked

    @property
    def amended(self) -> bool:
        """Whether anything is not as it was where changes are measured from."""
        return not same_values(self.start.values, self.inputs.values)

    @property
    def changed(self) -> bool:
        """Whether there is anything that has not been written."""
        return self.read is None or not same_values(self.read.inputs.values, self.inputs.values)

    def typed(self, cells: Mapping[Name, RawCell]) -> Session:
        """The session after somebody has typed; refuses what `plan` would refuse."""
        inputs, rewritten = self._retyped(cells)
        return replace(self.to(inputs), rewritten=rewritten)

    def glanced(self, cells: Mapping[Name, RawCell]) -> FinancingPlan:
        """What the plan would come to if this was typed; it is no step."""
        return self._plan(self._retyped(cells)[0])

    def _retyped(
        self, cells: Mapping[Name, RawCell]
    ) -> tuple[PlanInputs, tuple[Rewritten, ...]]:
        inputs, rewritten = retyped(self.inputs, cells, self.standing.inputs)
        base = texts_in(inputs.language).words["base_plan"]
        return with_parameters(inputs, base), rewritten

    def to(self, inputs: PlanInputs, *, anew: bool = False) -> Session:
        """The session with other inputs, perhaps those that changes are measured from anew."""
        past = (*self.past, Step(self.inputs, self.start))[-MOST_STEPS:]
        return self._moved(inputs, inputs if anew else self.start, past)

    def undone(self) -> Session:
        """The session before the last step; refuses where there is none."""
        if not self.past:
            raise BookError("nothing_to_undo", place=self.name)
        last = self.past[-1]
        return self._moved(last.inputs, last.start, self.past[:-1])

    def _moved(self, inputs: PlanInputs, start: PlanInputs, past: tuple[Step, ...]) -> Session:
        """The session with other inputs; no cell moves where only numbers differ."""
        numbers = numbers_between(self.inputs, inputs) if start is self.start else None
        return replace(
            self, plan=self._plan(inputs), setting=self.setting_of(inputs), start=start, past=past,
            rewritten=(), stood=None if numbers is None else self.standing,
            numbers=numbers or (),
        )

    def _plan(self, inputs: PlanInputs) -> FinancingPlan:
        if self.unfilled and lacks_something(inputs):
            return recorded_plan(inputs)
        return compute_plan(inputs, self.standing.inputs)

    @property
    def lacking(self) -> FinsamError | None:
        """What is yet to be filled in, as the refusal that `plan` would say; None if nothing."""
        if self.unfilled and lacks_something(self.inputs):
            try:
                refuse_unfit(self.inputs, self.standing.inputs)
            except FinsamError as fault:
                return fault
        return None

    def setting_of(self, inputs: PlanInputs) -> Setting:
        """How our sheets stand in the book, with the links that still hold."""
        return ALONE if self.read is None else self.read.setting_of(inputs)

    @cached_property
    def _anew(self) -> Proven:
        return draft_plan(self.plan, replace(self.setting, locked=False))

    @cached_property
    def _saved(self) -> Saved:
        return self._written(self.proven)

    @cached_property
    def _saved_anew(self) -> Saved:
        return self._written(self._anew)

    def saved(self, *, anew: bool = False, force: bool = False) -> Saved:
        """The book as `plan` writes it, once, however many look at it before it is handed over.

        `anew` makes a new version of a decided book; `force` lets formulas of others come to
        point elsewhere. Refuses what `plan` refuses.
        """
        if force:
            return self._written(self._anew if anew else self.proven, force=True)
        return self._saved_anew if anew else self._saved

    def _written(self, proven: Proven, *, force: bool = False) -> Saved:
        from finsam_xl.web.saving import written  # noqa: PLC0415 - a tab begins without it

        return written(self.name, self.read, proven, force=force)


def standing_of(seen: Proven) -> Standing:
    """Where the cells of a plan stand that has been laid out."""
    return Standing(seen.draft, seen.check_places)


def numbers_between(was: PlanInputs, now: PlanInputs) -> tuple[Name, ...] | None:
    """The cells in which another number stands; None where anything else differs.

    Two plans of one form stand in the same cells, under the same names but for what is named by
    a typed text or day.
    """
    names = tuple(differing(was.values, now.values))
    alike = (was.form, was.codes, was.years, was.language) == (
        now.form, now.codes, now.years, now.language)
    if alike and all(QUANTITIES[name.quantity].kind in NUMBERS and name in was.values
                     and name in now.values for name in names):
        return names
    return None


def opened(content: bytes, name: str) -> Session:
    """A book from its bytes; refuses what `check` refuses, but for one yet to be filled in."""
    return _opened(open_package(content, name), name)


def _opened(package: Package, name: str) -> Session:
    read = read_packed(package)
    unfilled = lacks_something(read.inputs)
    plan = recorded_plan(read.inputs) if unfilled else compute_plan(read.inputs, read.places)
    return Session(name, plan, read.setting, read.inputs, read, unfilled=unfilled,
                   rewritten=read.rewritten)


def begun(beginning: Beginning, name: str) -> Session:
    """A plan that has no book yet."""
    return Session(name, beginning.computed(), ALONE, beginning.inputs,
                   unfilled=beginning.unfilled)
