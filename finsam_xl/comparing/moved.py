"""Which figures differ, by how much, and which of the changed inputs moved each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from finsam_xl.comparing.lineage import moved_by
from finsam_xl.comparing.sides import Side
from finsam_xl.comparing.typed import Input
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
    """The figures that both books name and that differ, in the order of the new book."""
    changed = {each.name: number for number, each in enumerate(inputs)}
    found = []
    for name in _amounts(new):
        before, now = old.figures.get(name), new.figures[name]
        if before is None or plain(before) == plain(now):
            continue
        causes = sorted(moved_by(before, now, changed), key=changed.__getitem__)
        found.append(_moved(new, name, (before, now), tuple(causes)))
    return tuple(sorted(found, key=lambda each: each.year or 0))


def only_in(one: Side, other: Side) -> tuple[Moved, ...]:
    """The figures that one book names and the other does not."""
    return tuple(_moved(one, name, (None, one.figures[name]), ())
                 for name in _amounts(one) if name not in other.figures)


def _amounts(side: Side) -> Iterator[str]:
    return (name for name in side.figures
            if side.cells[name].kind == "figure" and side.cells[name].unit in _UNITS)


def _moved(
    side: Side, name: str, figures: tuple[Figure | None, Figure], causes: tuple[str, ...]
) -> Moved:
    cell = side.cells[name]
    before, now = figures
    return Moved(name=name, label=cell.label, place=side.places.get(name, ""), unit=cell.unit,
                 year=cell.year, old=None if before is None else plain(before), new=plain(now),
                 inputs=causes)


@dataclass(frozen=True, slots=True)
class Judged:
    """A check whose outcome differs; None where the book does not make it."""

    id: str
    place: str
    old: str | None
    new: str | None
    message: str


def changed_checks(old: Side, new: Side, language: str) -> tuple[Judged, ...]:
    """The checks that came out otherwise, and those that only one of the books makes and heeds."""
    before, now = ({each.id: each for each in check_results(side.proven, language)}
                   for side in (old, new))
    stands = {each.id: each.place for each in check_results(new.stood, language)}
    found = []
    for key in dict.fromkeys((*now, *before)):
        was, is_now = (each[key].status if key in each else None for each in (before, now))
        if was != is_now and {was, is_now} != {None, "pass"}:
            told = now[key] if key in now else before[key]
            found.append(Judged(key, stands.get(key, ""), was, is_now, told.message))
    return tuple(found)
