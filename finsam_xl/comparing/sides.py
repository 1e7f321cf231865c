"""The two books that are compared: each read, computed anew, and laid out as it was made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from finsam_xl.addresses import Position, cell_name
from finsam_xl.domain.inputs import InputValue, PlanInputs
from finsam_xl.domain.names import Name, parse_name
from finsam_xl.errors import FinsamError, InputError, LayoutError
from finsam_xl.explaining.finding import Atlas
from finsam_xl.figures.figure import Figure
from finsam_xl.inputs.raw import BookCells
from finsam_xl.package.archive import Package
from finsam_xl.package.structure import structure
from finsam_xl.plans import (
    Proven,
    ReadInputs,
    as_it_was,
    chosen,
    compute_plan,
    draft_plan,
    in_language,
    read_inputs,
)
from finsam_xl.proof.shared import shared_formulas
from finsam_xl.sheets.draft import NamedCell


@dataclass(frozen=True)
class Side:
    """One of the two books. `proven` is its plan today, `stood` the layout it was made with."""

    path: Path
    read: ReadInputs
    book: BookCells
    package: Package
    proven: Proven
    stood: Proven

    @property
    def inputs(self) -> PlanInputs:
        """The inputs that are compared, with the alternative that is shown."""
        return self.proven.plan.inputs

    @cached_property
    def cells(self) -> Mapping[str, NamedCell]:
        """The named cells of the plan, by name."""
        return {each.name: each for each in self.proven.draft.names}

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """The figure of each named cell that has one."""
        found = Atlas(self.proven).figures
        return {name: figure for name, each in self.cells.items()
                if (figure := found.get(place_in(each.sheet, each.position))) is not None}

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Where each name stands in the book; what the next `plan` adds stands nowhere yet."""
        return {each.name: place_in(each.sheet, each.position) for each in self.stood.draft.names}

    @cached_property
    def shared(self) -> Mapping[tuple[str, Position], str]:
        """Formulas that the file writes once for many cells, spelled out for each."""
        return {(each.title, at): formula for each in structure(self.package).sheets
                if each.title in self.book.sheets
                for at, formula in shared_formulas(self.package.part(each.part))}

    def formula(self, title: str, at: Position) -> str | None:
        """The formula that stands in a cell, without its equals sign."""
        found = self.book.sheets[title].get(at)
        return self.shared.get((title, at), found.formula if found else None)

    def stands(self, title: str, at: Position) -> str | None:
        """What a person sees in a cell's line: its formula, else its value; None if it is empty."""
        formula, found = self.formula(title, at), self.book.sheets[title].get(at)
        if formula is not None:
            return f"={formula}"
        return None if found is None or found.content in (None, "") else str(found.content)

    def values(self, language: str) -> Mapping[Name, InputValue]:
        """The inputs in the words of a language."""
        return in_language(self.inputs, language).values


def side(path: Path, scenario: str | None) -> Side:
    """Read one of the books; refuses what `check` refuses, by its file, and what is not ours."""
    return side_of(lambda: read_inputs(path), path, scenario)


def side_of(reading: Callable[[], ReadInputs], path: Path, scenario: str | None) -> Side:
    """The same of a book that is read in another way; `path` is what it is called."""
    try:
        read = reading()
        if read.book is None or read.package is None:
            raise LayoutError("not_our_book", place=str(path))
        inputs = read.inputs if scenario is None else chosen(read.inputs, scenario)
        proven = draft_plan(compute_plan(inputs, read.places), read.setting)
    except FinsamError as fault:
        if str(path) not in fault.place:
            fault.place = f"{path}: {fault.place}"
        raise
    return Side(path, read, read.book, read.package, proven, as_it_was(proven, read.book))


def are_renamed(old: Side, new: Side) -> bool:
    """Whether one association has another name in the two books; refuses two associations.

    It is the same with the same name or organisation number, or with a municipality in common
    where not both say their numbers.
    """
    names = [" ".join(each.inputs.text("association_name").split()) for each in (old, new)]
    if names[0].casefold() == names[1].casefold():
        return False
    numbers = {"".join(filter(str.isdigit, each.inputs.text("organisation_number")))
               for each in (old, new)}
    common = set(old.inputs.codes) & set(new.inputs.codes)
    if len(numbers) == 1 and numbers != {""}:
        return True
    if not common or "" not in numbers:
        raise InputError("other_association", place=str(new.path), name=names[1], other=names[0],
                         file=old.path)
    return True


def place_in(title: str, at: Position) -> str:
    """A cell as a person finds it."""
    return f"{title}!{cell_name(at)}"


def name_of(text: str) -> Name:
    """The parts of a name that is known to be ours."""
    name = parse_name(text)
    if name is None:  # pragma: no cover - names of drafts are ours
        raise ValueError(text)
    return name
