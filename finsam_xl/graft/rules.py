"""Rules and links of a person's own on a sheet of ours: what ours do not already say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from finsam_xl.errors import BookError, Thing
from finsam_xl.graft.areas import Area, areas, left_of, written
from finsam_xl.graft.fragments import fragment
from finsam_xl.graft.frames import Frame
from finsam_xl.graft.person import Person
from finsam_xl.package.elements import whole
from finsam_xl.package.markup import Element, escaped

_ADDRESS = re.compile(r"\$?[A-Z]{1,3}\$?\d+")


class _Rule(NamedTuple):
    """A rule that says how cells look, and where it holds."""

    element: Element
    ranges: str
    priority: int


def _rules(frame: Frame) -> Iterator[_Rule]:
    for each in frame.around.root.all("conditionalFormatting"):
        for rule in each.all("cfRule"):
            yield _Rule(rule, each.get("sqref"), whole(rule.get("priority", "0")))


def _question(rule: Element) -> tuple[str, ...]:
    """What a rule asks, wherever it stands."""
    kind = rule.get("type")
    if kind == "beginsWith":
        return kind, rule.get("text")
    return (kind, rule.get("operator"),
            *(_ADDRESS.sub("#", each.text.replace(" ", "")) for each in rule.all("formula")))


def keep_conditional_formats(person: Person, fresh: Frame) -> None:
    """Rules of the person's own; ours are told by what they ask, and of which cells."""
    ours = [(_question(each.element), area)
            for each in _rules(person.usual) for area in areas(each.ranges)]
    own: list[_Rule] = []
    first_of_ours = 0
    for each in _rules(person.old):
        usual = [area for question, area in ours if question == _question(each.element)]
        left = [area for area in areas(each.ranges)
                if not any(area.inside(other) for other in usual)]
        if left or not areas(each.ranges):
            ranges = each.ranges if len(left) == len(areas(each.ranges)) else written(left)
            _refuse_moved(person, ranges, each.element, "conditionalFormatting")
            own.append(each._replace(ranges=ranges))
        elif not first_of_ours or each.priority < first_of_ours:
            first_of_ours = each.priority
    if own:
        _put_rules(fresh, own, first_of_ours)


def _put_rules(fresh: Frame, own: list[_Rule], first_of_ours: int) -> None:
    """Write a person's rules beside ours; who came before ours still does."""
    earlier = sorted((each for each in own if each.priority < first_of_ours),
                     key=lambda each: each.priority)
    later = sorted((each for each in own if each.priority >= first_of_ours),
                   key=lambda each: each.priority)
    ours = sorted(_rules(fresh), key=lambda each: each.priority)
    ranks = {id(each.element): rank for rank, each in enumerate((*earlier, *ours, *later), 1)}
    for each in ours:
        fresh.around.set(each.element, priority=str(ranks[id(each.element)]))
    fragments = "".join(
        f'<conditionalFormatting sqref="{escaped(each.ranges)}">'
        + re.sub(r' priority="\d+"', f' priority="{ranks[id(each.element)]}"',
                 fragment(each.element), count=1)
        + "</conditionalFormatting>" for each in own)
    last = list(fresh.around.root.all("conditionalFormatting"))
    if last:
        fresh.around.put_after(last[-1], fragments)
    else:
        fresh.put("conditionalFormatting", fragments)


def _refuse_moved(person: Person, ranges: str, rule: Element, what: str) -> None:
    """Refuse a rule whose cells, or the cells that it reads, are elsewhere now."""
    person.stays(ranges, what)
    for each in rule.children:
        if each.name.startswith("formula"):
            first = next(iter(areas(ranges)), Area(0, 0, 0, 0)).first
            person.reads(each.text, first)


def keep_validations(person: Person, fresh: Frame) -> None:
    """Rules of the person's own for cells that ours say nothing about.

    Refuses one that was put in the place of ours.
    """
    ours = [(each.get("type", "none"), area) for each in _listed(person.usual, "dataValidations")
            for area in areas(each.get("sqref"))]
    taken = [area for each in _listed(fresh, "dataValidations")
             for area in areas(each.get("sqref"))]
    own = []
    for each in _listed(person.old, "dataValidations"):
        there = areas(each.get("sqref"))
        _refuse_other_kind(person, each.get("type", "none"), there, ours)
        left = left_of(there, (area for _, area in ours))
        if not left and there:
            continue
        ranges = each.get("sqref") if left == there else written(left)
        _refuse_moved(person, ranges, each, "dataValidations")
        free = ranges if person.moves.none else written(left_of(left, taken))
        if free:
            own.append(re.sub(r' sqref="[^"]*"', f' sqref="{escaped(free)}"', fragment(each),
                              count=1))
    if own:
        fresh.add("dataValidations", *own)


def _refuse_other_kind(
    person: Person, kind: str, there: list[Area], ours: list[tuple[str, Area]]
) -> None:
    for usual, area in ours:
        hit = next((each for each in there if each.touches(area)), None)
        if hit is not None and kind not in (usual, "none"):
            at = max(hit.top, area.top), max(hit.left, area.left)
            raise BookError("sheet_holds", place=person.place(at), what=Thing("dataValidations"))


def keep_hyperlinks(person: Person, fresh: Frame) -> None:
    """Links of the person's own, from cells that ours do not link."""
    ours = [area for each in _listed(person.usual, "hyperlinks")
            for area in areas(each.get("ref"))]
    own = []
    for each in _listed(person.old, "hyperlinks"):
        there = areas(each.get("ref"))
        if not any(area.touches(other) for area in there for other in ours):
            person.stays(each.get("ref"), "hyperlinks")
            person.reads(each.get("location"), there[0].first if there else (0, 0))
            own.append(fragment(each))
    if own:
        fresh.add("hyperlinks", *own, count=False)


def _listed(frame: Frame, name: str) -> list[Element]:
    listed = frame.child(name)
    return listed.children if listed is not None else []
