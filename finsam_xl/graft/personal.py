"""What a person put on a sheet of ours, or changed of its looks, is kept when it is made anew.

What cannot be kept is refused by name; nothing is dropped without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from finsam_xl.addresses import Position
from finsam_xl.errors import BookError
from finsam_xl.graft.cells import (
    Kept,
    Loose,
    blank,
    is_together,
    looks_of,
    styled,
    taken,
    with_cells,
    with_looks,
)
from finsam_xl.graft.fragments import fragment
from finsam_xl.graft.frames import Frame
from finsam_xl.graft.lines import keep_columns, keep_rows, worth_keeping
from finsam_xl.graft.looks import changed, look_of
from finsam_xl.graft.paper import keep_printing
from finsam_xl.graft.person import Person
from finsam_xl.graft.refusals import refuse_what_is_lost
from finsam_xl.graft.rules import keep_conditional_formats, keep_hyperlinks, keep_validations
from finsam_xl.graft.settings import keep_properties, keep_protection, keep_views
from finsam_xl.graft.styles import StyleBook
from finsam_xl.package.markup import Markup

_KEPT_WHOLE = ("cellWatches", "ignoredErrors", "legacyDrawing", "legacyDrawingHF", "picture",
               "customProperties")
_OF_THE_SHEET = ("number", "alignment")
"""Looks that an input has for the sake of what is typed in it."""


def keep(person: Person, fresh: Frame) -> None:
    """Bring what a person did to a sheet over to the fresh one, its cells apart."""
    refuse_what_is_lost(person)
    keep_views(person, fresh)
    keep_properties(person, fresh)
    keep_columns(person, fresh)
    keep_rows(person, fresh)
    keep_protection(person, fresh)
    keep_printing(person, fresh)
    keep_conditional_formats(person, fresh)
    keep_validations(person, fresh)
    keep_hyperlinks(person, fresh)
    ranges = person.old.child("protectedRanges")
    if ranges is not None:
        for each in ranges.children:
            person.stays(each.get("sqref"), "protectedRanges")
        fresh.put("protectedRanges", fragment(ranges))
    for name in _KEPT_WHOLE:
        there = person.old.child(name)
        if there is not None:
            fresh.put(name, fragment(there))


def keep_cells(
    person: Person, fresh: Frame, kept: Mapping[Position, Kept], loose: Loose, book: StyleBook
) -> None:
    """Bring values, formulas and looks of a person's own over to the fresh sheet.

    Refuses a cell whose place has been taken, and a formula that would read other cells.
    """
    cells = dict(_own_cells(person, kept, loose))
    own = looks_of(fresh.rows)
    looks: dict[Position, int] = {}
    for at, number in styled(person.old.rows):
        target, ours = person.moves.of(at), person.before.cells.get(at)
        if target is None or at in kept:
            continue
        if ours is None:
            if target not in person.after.cells and worth_keeping(person, number):
                cells[target] = blank(target, number)
        elif target in own:
            groups = [group for group in changed(person.looks.cell(number), look_of(ours.style))
                      if not (ours.style.unlocked and group in _OF_THE_SHEET)]
            if groups:
                looks[target] = book.mixed(number, own[target], groups)
    fresh.rows = with_cells(with_looks(fresh.rows, looks), cells)


def _own_cells(
    person: Person, kept: Mapping[Position, Kept], loose: Loose
) -> Iterator[tuple[Position, bytes]]:
    """Each value or formula beside ours, where it now stands and as it is written there."""
    there = loose.cells() if kept else {}
    for at, cell in kept.items():
        target = person.moves.of(at)
        place = person.place(at)
        if target is None:
            raise taken(place, cell, moved=True)
        ours = person.after.cells.get(target)
        if ours is not None and (ours.formula is not None or ours.value not in (None, "")):
            raise taken(place, cell, moved=False)
        if is_together(there[at]) and not person.moves.none:
            raise BookError("shared_formula", place=place)
        person.reads(cell.formula or "", at)
        yield target, loose.written(there[at], target)


def refuse_moved_notes(notes: bytes, person: Person) -> None:
    """Refuse notes whose cells have moved: a note beside another cell is worse than none."""
    for each in Markup(notes).root.walk():
        if each.name in ("comment", "threadedComment"):
            person.stays(each.get("ref"), "note")
