"""A sheet of ours as a person left it: what was laid out then, what is now, what has moved."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from finsam_xl.addresses import Position, cell_name, quoted_title
from finsam_xl.errors import BookError, Thing
from finsam_xl.graft.areas import areas
from finsam_xl.graft.frames import Frame
from finsam_xl.graft.looks import LookBook
from finsam_xl.graft.moves import Moves
from finsam_xl.graft.references import pointers
from finsam_xl.package.markup import escaped
from finsam_xl.sheets.draft import DraftSheet

_CELL = r"\$?[A-Z]{1,3}\$?[1-9]\d{0,6}"
_OWN = re.compile(
    rf"(\"[^\"]*\"|(?:'(?:[^']|'')+'|[^\s'!\"(),;:+\-*/^&=<>{{}}\[\]]+)!{_CELL}(?::{_CELL})?)"
    rf"|(?<![\w.!$'\[\]:])({_CELL}(?::{_CELL})?|\$?[A-Z]{{1,3}}:\$?[A-Z]{{1,3}}|\$?\d+:\$?\d+)"
    r"(?![\w(.!:])")
TRUE = ("1", "true", "on")


@dataclass(frozen=True)
class Person:
    """A sheet as a person left it, and how it is laid out then and now.

    `usual` is the old layout's sheet as we would write it: what differs is the person's doing.
    `ways` tells by its title how each sheet of ours has moved; `said` are names and titles that
    stood in our headers when the book was last written; `links` are the kinds of its relations.
    """

    title: str
    old: Frame
    usual: Frame
    before: DraftSheet
    after: DraftSheet
    moves: Moves
    looks: LookBook
    ways: Mapping[str, Moves]
    said: Collection[str] = ()
    links: Collection[str] = ()
    force: bool = False

    def place(self, at: Position) -> str:
        """A cell of the sheet as a person finds it."""
        return f"{self.title}!{cell_name(at)}"

    def stays(self, ranges: str, what: str) -> None:
        """Refuse a note, link or rule whose cells have moved, unless the person insists."""
        if self.force:
            return
        for each in areas(ranges):
            for at in each.corners:
                if self.moves.of(at) != at:
                    raise BookError("would_move", place=self.place(at), what=Thing(what))

    def reads(self, formula: str, at: Position) -> None:
        """Refuse a formula of the person's own that would come to read other cells of ours."""
        if self.force or not formula:
            return
        told = f"<f>{escaped(qualified(formula, self.title))}</f>".encode()
        for each in pointers("", told, self.ways, {}):
            way, corners = self.ways[each.title], (each.first, each.last)
            if not all(way.stays(corner) for corner in corners if corner is not None):
                raise BookError("would_point_elsewhere", place=self.place(at),
                                target=each.written, number=1)


def qualified(formula: str, title: str) -> str:
    """A formula in which every cell of its own sheet is named with the sheet.

    >>> qualified('SUM(B2:B9)+Dolt!B2&"A1"+fs_total_2026', "Andelar")
    'SUM(Andelar!B2:B9)+Dolt!B2&"A1"+fs_total_2026'
    """
    return _OWN.sub(
        lambda found: found[1] or f"{quoted_title(title)}!{found[2]}", formula)
