"""From an input forward: every named figure and every check that a cell's figure reaches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from finsam_xl.addresses import bare_title, position_of
from finsam_xl.explaining.finding import Atlas, atlas_of
from finsam_xl.explaining.values import PlainValue, plain_value, said
from finsam_xl.figures.figure import Figure
from finsam_xl.plans import Proven, check_results
from finsam_xl.texts import texts_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A named figure or a check that is reached: what it is called, where it stands, its value.

    `kind` is `figure` or `check`, `name` the defined name or the check's id. A check's value is
    its status (`pass`, `warn`, …) and it has no unit; `shown` is what a person reads.
    """

    kind: str
    name: str
    label: str
    place: str
    value: PlainValue
    unit: str
    shown: str

    @property
    def sheet(self) -> str:
        """The title of the sheet it stands on."""
        return bare_title(self.place.rpartition("!")[0])


def touched(proven: Proven, cell: str, language: str = "sv") -> tuple[Touched, ...]:
    """What rests on the figure of a cell or a name, sheet by sheet as the book has them.

    Refuses with InputError what is no figure of the book.
    """
    atlas = atlas_of(proven)
    place, figure = atlas.find(cell)
    reached = reached_from(figure, every_figure(atlas))
    found = [*_figures(atlas, reached, place, language), *_checks(atlas, reached, language)]
    order = {sheet.title: number for number, sheet in enumerate(proven.draft.sheets)}
    return tuple(sorted(found, key=lambda each: (order[each.sheet], _position(each.place))))


def every_figure(atlas: Atlas) -> set[Figure]:
    """Every figure of a book with what it was made from, cells and checks alike."""
    found = set[Figure]()
    ahead = [*atlas.figures.values(), *atlas.checks]
    while ahead:
        figure = ahead.pop()
        if figure not in found:
            found.add(figure)
            ahead.extend(figure.parents())
    return found


def reached_from(figure: Figure, figures: Iterable[Figure]) -> set[Figure]:
    """The figures made from this one, near or far; it is not one of them itself."""
    made = defaultdict[Figure, list[Figure]](list)
    for each in figures:
        for parent in each.parents():
            made[parent].append(each)
    found, ahead = set[Figure](), [figure]
    while ahead:
        for each in made[ahead.pop()]:
            if each not in found:
                found.add(each)
                ahead.append(each)
    return found


def _figures(
    atlas: Atlas, reached: set[Figure], asked: str, language: str
) -> Iterator[Touched]:
    texts = texts_in(language)
    for place, named in atlas.names.items():
        figure = atlas.figures.get(place)
        if figure is None or figure not in reached or place == asked:
            continue
        yield Touched(
            kind="figure", name=named.name, label=named.label, place=place,
            value=plain_value(figure.value, named.unit), unit=named.unit,
            shown=said(figure.value, named.unit, texts))


def _checks(atlas: Atlas, reached: set[Figure], language: str) -> Iterator[Touched]:
    """The checks any part of which is reached, in the words and cells of `Kontroller`."""
    results = {each.id: each for each in check_results(atlas.proven, language)}
    for check in atlas.proven.checks:
        parts: Mapping[str, Figure] = {
            "expected": check.expected, "actual": check.actual, "code": check.code}
        place = atlas.home(check.status)
        if place and any(part in reached for part in parts.values()):
            yield Touched(
                kind="check", name=check.id, label=results[check.id].message, place=place,
                value=results[check.id].status, unit="", shown=str(check.status.value))


def _position(place: str) -> tuple[int, int]:
    return position_of(place.rpartition("!")[2])


def told_touched(found: tuple[Touched, ...], language: str) -> str:
    """What is reached as text: how many, then sheet by sheet with label, value and place."""
    texts = texts_in(language)
    if not found:
        return texts.explain("touches_nothing")
    figures = sum(each.kind == "figure" for each in found)
    lines = [texts.explain("touches", figures=figures, checks=len(found) - figures)]
    for title, group in groupby(found, key=lambda each: each.sheet):
        lines.append(title)
        lines += [f"  {each.label}: {each.shown}  [{each.place}]" for each in group]
    return "\n".join(lines)


def touched_report(found: tuple[Touched, ...]) -> list[dict[str, Any]]:
    """What is reached, as `explain --touches --json` says it: amounts in whole kronor."""
    units = {"tkr": "kr", "hundredths": "percent", "": None}
    return [{**asdict(each), "unit": units.get(each.unit, each.unit)} for each in found]
