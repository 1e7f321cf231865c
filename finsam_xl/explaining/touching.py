"""From an input forward: every cell and every check that a figure reaches, sheet by sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from finsam_xl.addresses import Position, position_of
from finsam_xl.domain.checks import Check
from finsam_xl.explaining.finding import Atlas, atlas_of
from finsam_xl.explaining.folding import folded
from finsam_xl.explaining.labels import label_of, title_of_check
from finsam_xl.explaining.spans import spans
from finsam_xl.explaining.values import PlainValue, plain_value, said
from finsam_xl.explaining.wording import unit_of_figure
from finsam_xl.figures.figure import Figure
from finsam_xl.plans import Proven, check_results
from finsam_xl.texts import Texts, texts_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A cell that is reached: what it is called, where it stands, and its value.

    `kind` is `figure` with its defined name in `name`, `check` with the check's id, or `cell`
    without a name. A check's value is its status (`pass`, `warn`, …) and it has no unit.
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
        return self.place.rpartition("!")[0]

    @property
    def position(self) -> Position:
        """Its row and column, counted from nothing."""
        return position_of(self.place.rpartition("!")[2])


@dataclass(frozen=True, slots=True)
class SheetTouched:
    """What is reached on a sheet: named figures and checks, and the ranges of the other cells."""

    title: str
    told: tuple[Touched, ...]
    others: int
    spans: tuple[str, ...]

    def others_said(self, texts: Texts) -> str:
        """How many other cells are reached, and which; empty where there are none."""
        return texts.explain("touches_others", cells=self.others,
                             places=", ".join(self.spans)) if self.others else ""


def touched(proven: Proven, cell: str, language: str = "sv") -> tuple[Touched, ...]:
    """What rests on the figure of a cell or a name, in the order of the book.

    Whatever the formulas read counts, also where today's values take another way. Refuses with
    InputError what is no figure of the book.
    """
    atlas = atlas_of(proven)
    place, figure = atlas.find(cell)
    statuses = {each.id: each.status for each in check_results(proven, language)}
    checks = {home: check for check in proven.checks if (home := atlas.home(check.status))}
    order = {sheet.title: number for number, sheet in enumerate(proven.draft.sheets)}
    found = (_touched(atlas, each, checks, statuses, texts_in(language))
             for each in reached_cells(atlas, place, figure))
    return tuple(sorted(found, key=lambda each: (order[each.sheet], each.position)))


def reached_cells(atlas: Atlas, place: str, figure: Figure) -> set[str]:
    """The cells whose figure is made from this one, near or far, and those that show it."""
    reached = _reached(atlas, figure)
    here = {place, atlas.home(figure)}
    return {each for each, other in atlas.figures.items()
            if other in reached or (other is figure and each not in here)}


def _reached(atlas: Atlas, figure: Figure) -> set[Figure]:
    found, ahead = set[Figure](), [figure]
    while ahead:
        fresh = [each for each in atlas.followers.get(ahead.pop(), ()) if each not in found]
        found.update(fresh)
        ahead += fresh
    return found


def _touched(
    atlas: Atlas, place: str, checks: Mapping[str, Check], statuses: Mapping[str, str],
    texts: Texts,
) -> Touched:
    figure, named, check = atlas.figures[place], atlas.names.get(place), checks.get(place)
    if check is not None:
        return Touched(
            kind="check", name=check.id, label=title_of_check(atlas, check), place=place,
            value=statuses[check.id], unit="", shown=str(figure.value))
    unit = named.unit if named else unit_of_figure(atlas, figure)
    return Touched(
        kind="figure" if named else "cell", name=named.name if named else "",
        label=label_of(atlas, folded(figure).chain, place), place=place,
        value=plain_value(figure.value, unit), unit=unit, shown=said(figure.value, unit, texts))


def by_sheet(found: tuple[Touched, ...]) -> tuple[SheetTouched, ...]:
    """What is reached, sheet by sheet as the book has them."""
    sheets: list[SheetTouched] = []
    for title, group in groupby(found, key=lambda each: each.sheet):
        here = tuple(group)
        others = [each.position for each in here if each.kind == "cell"]
        told = tuple(each for each in here if each.kind != "cell")
        sheets.append(SheetTouched(title, told, len(others), spans(others)))
    return tuple(sheets)


def counted(found: tuple[Touched, ...], language: str) -> str:
    """How many named figures, checks and other cells are reached, in a sentence."""
    texts = texts_in(language)
    if not found:
        return texts.explain("touches_nothing")
    kinds = [each.kind for each in found]
    return texts.explain(
        "touches", figures=kinds.count("figure"), checks=kinds.count("check"),
        cells=kinds.count("cell"), sheets=len(by_sheet(found)))


def told_touched(found: tuple[Touched, ...], language: str) -> str:
    """What is reached as text: how many, then sheet by sheet with label, value and place."""
    lines = [counted(found, language)]
    for sheet in by_sheet(found):
        lines.append(sheet.title)
        lines += [f"  {each.label}: {each.shown}  [{each.place}]" for each in sheet.told]
        if others := sheet.others_said(texts_in(language)):
            lines.append(f"  {others}")
    return "\n".join(lines)


def touched_report(found: tuple[Touched, ...]) -> list[dict[str, Any]]:
    """What is reached, as `explain --touches --json` says it: amounts in whole kronor."""
    units = {"tkr": "kr", "hundredths": "percent", "": None}
    return [{**asdict(each), "name": each.name or None, "unit": units.get(each.unit, each.unit)}
            for each in found]
