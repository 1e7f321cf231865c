"""What the cells of a plan of ours are for: inputs, figures, checks and the sheets' parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from openpyxl.utils.cell import coordinate_to_tuple

from finsam_xl.books.cells import cells_in
from finsam_xl.domain.names import Name
from finsam_xl.errors import FinsamError
from finsam_xl.inputs.from_book import our_titles
from finsam_xl.linting.rule import Place
from finsam_xl.package.structure import Structure
from finsam_xl.plans import Proven, as_it_was, draft_plan, read_book, recorded_plan
from finsam_xl.sheets.decision_support import WRITTEN
from finsam_xl.sheets.desk import INPUT_SHEETS
from finsam_xl.sheets.draft import NamedCell

BY_LAW = frozenset({"budget_year", "required_date", "exact_limit"})
"""Inputs by name that law prescribes: locked, and not in an input's colour."""


@dataclass(frozen=True)
class Roles:
    """The layout that a plan of ours was written with, and what it tells of its cells."""

    proven: Proven

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The sheets' titles by what each is for."""
        return {sheet.key: sheet.title for sheet in self.proven.draft.sheets}

    @cached_property
    def ours(self) -> frozenset[str]:
        """The titles of our sheets."""
        return frozenset(self.titles.values())

    @cached_property
    def input_sheets(self) -> tuple[str, ...]:
        """The sheets that hold nothing but inputs."""
        return tuple(self.titles[key] for key in INPUT_SHEETS if key in self.titles)

    @cached_property
    def named(self) -> Mapping[Place, NamedCell]:
        """Our named cells."""
        return {place_of(each): each for each in self.proven.draft.names}

    @cached_property
    def inputs(self) -> frozenset[Place]:
        """The cells in which people type."""
        return frozenset(place for place, each in self.named.items() if each.kind == "input")

    @cached_property
    def by_law(self) -> frozenset[Place]:
        """The inputs that law prescribes."""
        return frozenset(place for place in self.inputs if self.named[place].quantity in BY_LAW)

    @cached_property
    def written(self) -> frozenset[Place]:
        """The numbers that stand as the base plan was when the book was last written."""
        return frozenset(
            _place(place) for figure, place in self.proven.draft.places.items()
            if figure.typed_as.startswith(f"{WRITTEN} "))

    @cached_property
    def checks(self) -> Mapping[str, Place]:
        """The cell that tells how each check comes out."""
        return {check.id: _place(self.proven.draft.places[check.code])
                for check in self.proven.checks}

    @cached_property
    def verdicts(self) -> tuple[Place, ...]:
        """What every check says: how it comes out, and by how much it differs."""
        places = self.proven.draft.places
        return tuple(_place(places[figure]) for check in self.proven.checks
                     for figure in (check.code, check.difference))

    @cached_property
    def master(self) -> Place:
        """The cell that all checks feed."""
        wanted = str(Name("master_check"))
        return next(place for place, each in self.named.items() if each.name == wanted)


def roles_in(host: Structure) -> Roles | FinsamError | None:
    """The roles of a book that is a plan of ours; why not, where it is one we cannot read."""
    book = cells_in(host)
    if not our_titles(book):
        return None
    try:
        read = read_book(book)
        proven = draft_plan(recorded_plan(read.inputs), read.setting)
        return Roles(as_it_was(proven, book))
    except FinsamError as fault:
        return fault


def place_of(named: NamedCell) -> Place:
    """A named cell's place."""
    return named.sheet, named.position[0] + 1, named.position[1] + 1


def _place(text: str) -> Place:
    title, _, cell = text.rpartition("!")
    return (title.removeprefix("'").removesuffix("'").replace("''", "'"),
            *coordinate_to_tuple(cell))
