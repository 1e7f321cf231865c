"""Which figures differ, by how much, and which of the changed inputs moved each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from finsam_xl.comparing.lineage import moved_by
from finsam_xl.comparing.sides import Side
from finsam_xl.comparing.typed import Input
from finsam_xl.domain.names import parse_name
from finsam_xl.domain.plan import plain
from finsam_xl.figures.figure import Figure
from finsam_xl.plans import check_results

_UNITS = ("kr", "people")


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that differs, in whole kronor or people; None where it is not known.

    `inputs` are the names of the changed inputs that moved it.
    """

    name: str
    label: str
    place: str
    unit: str
    year: int | None
    old: int | None
    new: int | None
    inputs: tuple[str, ...]

    @property
    def change(self) -> int | None:
        """The difference."""
        return None if self.old is None or self.new is None else self.new - self.old

    @property
    def per_cent(self) -> Fraction | None:
        """The difference in per cent of what it was; None where that is nothing."""
        return per_cent(self.old, self.new)


def per_cent(old: int | None, new: int | None) -> Fraction | None:
    """A difference in per cent; None where there is nothing to compare with.

    >>> per_cent(-200, -100), per_cent(0, 5)
    (Fraction(50, 1), None)
    """
    if not old or new is None:
        return None
    return Fraction(100 * (new - old), abs(old))


def moved_figures(old: Side, new: Side, inputs: tuple[Input, ...]) -> tuple[Moved, ...]:
    """The figures that both books name and that differ, year by year as the new book has them."""
    causes = Causes(old, new, inputs)
    found = [_moved(new, name, (old.figures[name], new.figures[name]), causes)
             for name in _amounts(new) if name in old.figures
             and plain(old.figures[name]) != plain(new.figures[name])]
    return tuple(sorted(found, key=lambda each: each.year or 0))


def figures_added(old: Side, new: Side, inputs: tuple[Input, ...]) -> tuple[Moved, ...]:
    """The figures that only the new book names; who joined has its causes in years of both."""
    causes = Causes(old, new, inputs)
    return tuple(_moved(new, name, (None, new.figures[name]), causes)
                 for name in _amounts(new) if name not in old.figures)


def figures_removed(old: Side, new: Side, inputs: tuple[Input, ...]) -> tuple[Moved, ...]:
    """The figures that only the old book names."""
    causes = Causes(old, new, inputs)
    return tuple(_moved(old, name, (old.figures[name], None), causes)
                 for name in _amounts(old) if name not in new.figures)


def _amounts(side: Side) -> Iterator[str]:
    return (name for name in side.figures
            if side.cells[name].kind == "figure" and side.cells[name].unit in _UNITS)


class Causes:
    """Which changed inputs moved a figure, in the order in which they are told.

    Whatever is typed of a municipality that joined or left stands for its code.
    """

    def __init__(self, old: Side, new: Side, inputs: tuple[Input, ...]) -> None:
        self.order = {each.name: number for number, each in enumerate(inputs)}
        self.years = frozenset(old.inputs.years) & frozenset(new.inputs.years)
        in_one = set(old.inputs.codes) ^ set(new.inputs.codes)
        self.codes = {str(code): each.name for each in inputs for code in (each.old, each.new)
                      if each.name.startswith("fs_municipality_code_") and code in in_one}

    def of(self, old: Figure | None, new: Figure | None) -> tuple[str, ...]:
        """The names of the inputs that moved a figure from the old one to the new."""
        return tuple(sorted(moved_by(old, new, self._cause_of), key=self.order.__getitem__))

    def _cause_of(self, typed_as: str) -> str | None:
        if typed_as in self.order:
            return typed_as
        name = parse_name(typed_as)
        return self.codes.get(name.member) if name is not None else None


def _moved(
    side: Side, name: str, figures: tuple[Figure | None, Figure | None], causes: Causes
) -> Moved:
    cell, (before, now) = side.cells[name], figures
    in_both = before is not None and now is not None
    told = in_both or (cell.member in causes.codes and cell.year in causes.years)
    return Moved(name=name, label=cell.label, place=side.places.get(name, ""), unit=cell.unit,
                 year=cell.year, old=None if before is None else plain(before),
                 new=None if now is None else plain(now),
                 inputs=causes.of(before, now) if told else ())


@dataclass(frozen=True, slots=True)
class Judged:
    """A check whose outcome differs; None where the book does not make it."""

    id: str
    place: str
    old: str | None
    new: str | None
    message: str


def changed_checks(old: Side, new: Side, language: str) -> tuple[Judged, ...]:
    """The checks that came out otherwise; last those of one book that do not pass."""
    before, now = ({each.id: each for each in check_results(side.proven, language)}
                   for side in (old, new))
    stands = {each.id: each.place for each in check_results(new.stood, language)}
    found = []
    for key in dict.fromkeys((*now, *before)):
        was, is_now = (each[key].status if key in each else None for each in (before, now))
        if was != is_now and {was, is_now} != {None, "pass"}:
            told = now[key] if key in now else before[key]
            found.append(Judged(key, stands.get(key, ""), was, is_now, told.message))
    return tuple(sorted(found, key=lambda each: None in (each.old, each.new)))
