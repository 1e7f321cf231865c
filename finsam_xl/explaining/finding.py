"""Where a figure stands and what stands in a cell; who asks for something else is told so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from finsam_xl.addresses import Position, bare_title, cell_name, position_of
from finsam_xl.domain.checks import Check
from finsam_xl.errors import InputError
from finsam_xl.explaining.roles import Role, roles
from finsam_xl.figures.figure import Figure
from finsam_xl.plans import Proven
from finsam_xl.sheets.draft import DraftSheet, NamedCell

_PARTS = ("expected", "actual", "difference", "tolerance", "level", "code", "status")
_CELL = re.compile(r"^\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}$")


@dataclass(frozen=True)
class Atlas:
    """What stands where in a drafted book; each part is drawn when it is first asked for."""

    proven: Proven

    @cached_property
    def sheets(self) -> Mapping[str, DraftSheet]:
        """The sheets by title, in small letters."""
        return {sheet.title.casefold(): sheet for sheet in self.proven.draft.sheets}

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """The figure of each cell, with its home there or only shown."""
        shown = {place: figure for place, figure in self.proven.draft.shown.items()
                 if self._is_on_a_sheet(place)}
        return {**shown, **{place: figure for figure, place in self.homes.items()}}

    @cached_property
    def homes(self) -> Mapping[Figure, str]:
        """The cell of each figure; a sheet that the book does without is no home."""
        return {figure: place for figure, place in self.proven.draft.places.items()
                if self._is_on_a_sheet(place)}

    def _is_on_a_sheet(self, place: str) -> bool:
        return place.rpartition("!")[0].casefold() in self.sheets

    @cached_property
    def names(self) -> Mapping[str, NamedCell]:
        """The named cell of each place."""
        return {_place(named.sheet, named.position): named for named in self.proven.draft.names}

    @cached_property
    def roles(self) -> Mapping[Figure, Role]:
        """What each figure of the calculation is."""
        return roles(self.proven.plan.calculation)

    @cached_property
    def checks(self) -> Mapping[Figure, tuple[Check, str]]:
        """The check that a figure is a part of, and which part."""
        return {getattr(check, part): (check, part)
                for check in self.proven.checks for part in _PARTS}

    @cached_property
    def followers(self) -> Mapping[Figure, tuple[Figure, ...]]:
        """The figures made straight from each figure, in cells, in checks and between them."""
        made, seen = defaultdict[Figure, list[Figure]](list), set[Figure]()
        ahead = [*self.figures.values(), *self.checks]
        while ahead:
            figure = ahead.pop()
            if figure in seen:
                continue
            seen.add(figure)
            for parent in dict.fromkeys(figure.parents()):
                made[parent].append(figure)
                ahead.append(parent)
        return {figure: tuple(after) for figure, after in made.items()}

    def unit_of(self, figure: Figure) -> str | None:
        """The unit of a figure by what it is, by its name or by its check; None if unsaid."""
        role, named = self.roles.get(figure), self.names.get(self.home(figure))
        if role is not None:
            return role.unit
        if named is not None:
            return named.unit
        if figure in self.checks:
            check, part = self.checks[figure]
            return check.unit if part in _PARTS[:4] else ""
        return None

    def home(self, figure: Figure) -> str:
        """The cell where a figure has its home; empty if it has none."""
        return self.homes.get(figure, "")

    def find(self, asked: str) -> tuple[str, Figure]:
        """The place and the figure that somebody asked for, by cell or by name.

        Refuses with InputError what is no cell, no sheet, no name, or no figure.
        """
        written = asked.strip().removeprefix("=")
        title, mark, cell = written.rpartition("!")
        place = self._cell(asked, bare_title(title), cell) if mark else self._named(asked, written)
        figure = self.figures.get(place)
        if figure is None:
            raise InputError("no_such_figure", place=place, near=self._nearest(place))
        return place, figure

    def _cell(self, asked: str, title: str, cell: str) -> str:
        sheet = self.sheets.get(title.casefold())
        if sheet is None:
            titles = {name: each.title for name, each in self.sheets.items()}
            near = _closest(title.casefold(), list(titles))
            raise InputError("explain_no_sheet", place=asked, value=title, near=titles[near])
        if not _CELL.match(cell):
            raise InputError("explain_no_cell", place=asked, value=cell, sheet=sheet.title)
        return f"{sheet.title}!{cell.upper().replace('$', '')}"

    def _named(self, asked: str, written: str) -> str:
        places = {named.name.casefold(): place for place, named in self.names.items()}
        found = places.get(written.casefold())
        if found is None and _CELL.match(written):
            raise InputError("explain_bare_cell", place=asked,
                             sheet=self.proven.draft.sheets[0].title)
        if found is None:
            near = self.names[places[_closest(written.casefold(), list(places))]].name
            raise InputError("explain_no_name", place=asked, value=written, near=near)
        return found

    def _nearest(self, place: str) -> str:
        """The figure's cell that stands nearest, first of all in the same row."""
        title, _, cell = place.rpartition("!")
        row, column = position_of(cell)
        here = [position_of(other.rpartition("!")[2]) for other in self.figures
                if other.startswith(f"{title}!")]
        if not here:
            return next(iter(self.figures))
        return _place(title, min(here, key=lambda at: (4 * abs(at[0] - row) + abs(at[1] - column),
                                                       at)))


def _closest(asked: str, offered: list[str]) -> str:
    return get_close_matches(asked, offered, n=1, cutoff=0)[0]


def _place(title: str, position: Position) -> str:
    return f"{title}!{cell_name(position)}"


_drawn: list[Atlas] = []


def atlas_of(proven: Proven) -> Atlas:
    """The atlas of a book; the one last asked for is kept, since it is often asked for again."""
    if not _drawn or _drawn[0].proven is not proven:
        _drawn[:] = [Atlas(proven)]
    return _drawn[0]
