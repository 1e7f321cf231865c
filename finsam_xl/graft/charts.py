"""The drawings of our sheets in a host: parts and relations of our charts, and of a person's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from finsam_xl.errors import BookError
from finsam_xl.graft.drawings import Anchor, Redrawn, anchors, moved, ours_among
from finsam_xl.graft.moves import Ways, sheet_of
from finsam_xl.graft.parts import Parts
from finsam_xl.graft.references import pointers
from finsam_xl.package.markup import OFFICE_RELS, Markup
from finsam_xl.package.opc import Relation, RelationsEdit, relations, relations_part
from finsam_xl.package.structure import Structure
from finsam_xl.sheets.draft import BookDraft

_TYPE = "application/vnd.openxmlformats-officedocument."
DRAWING = f"{_TYPE}drawing+xml"
CHART = f"{_TYPE}drawingml.chart+xml"


class SheetDrawing(NamedTuple):
    """Whose drawing is meant: the sheet's key, its fresh part, its part in the host, its title.

    There is no title where the sheet is new.
    """

    key: str
    fresh: str
    part: str
    title: str | None


@dataclass(frozen=True)
class Drawings:
    """The drawings of a graft: the host's parts, our fresh ones and those of the old layout."""

    parts: Parts
    fresh: Mapping[str, bytes]
    usual: Structure
    before: BookDraft | None
    ways: Ways
    force: bool

    def drawn(self, sheet: SheetDrawing, content: bytes) -> bytes:
        """Write a sheet's drawing, charts and relations; returns the sheet pointing to them."""
        ours = _drawing_of(self.fresh, sheet.fresh)
        old = next((each for each in self.parts.relations(sheet.part).values()
                    if each.kind == "drawing"), None)
        if old is not None:
            self._refuse_moved(sheet, old.target)
        if ours is None:
            if old is None:
                return content
            tag = b'<drawing r:id="%s"/></worksheet>' % old.id.encode()
            return content.replace(b"</worksheet>", tag)
        wanted = b'<drawing r:id="%s"/>' % ours.id.encode()
        part = old.target if old else self.parts.free("xl/drawings/drawing{}.xml")
        if not self._write(sheet, ours.target, part, there=old is not None):
            return content.replace(wanted, b"")
        path = relations_part(sheet.part)
        links = RelationsEdit(self.parts.get(path), sheet.part)
        relation = old.id if old else links.add(f"{OFFICE_RELS}/drawing", part)
        self.parts.put(path, links.edited())
        return content.replace(wanted, b'<drawing r:id="%s"/>' % relation.encode())

    def _usual(self, sheet: SheetDrawing) -> list[Anchor]:
        """Our charts on a sheet as they were drawn when the book was last written."""
        there = self.usual.sheet(sheet.title) if sheet.title else None
        found = _drawing_of(self.usual.package.parts, there.part) if there else None
        return _drawn_in(self.usual.package.parts, found.target) if found else []

    def _theirs(self, sheet: SheetDrawing, part: str) -> list[Anchor]:
        found = _drawn_in(self.parts.package.parts, part)
        ours = ours_among(found, self._usual(sheet)).values()
        return [each for each in found if each not in ours]

    def _refuse_moved(self, sheet: SheetDrawing, part: str) -> None:
        """Refuse a person's chart that would come to draw other cells of ours."""
        charts = self.parts.relations(part)
        for each in self._theirs(sheet, part) if not self.force else ():
            for number in each.relations:
                target = charts[number].target if number in charts else ""
                for found in pointers(target, self.parts.get(target) or b"", self.ways, {}):
                    way = self.ways[found.title]
                    if not all(way.stays(at) for at in (found.first, found.last) if at):
                        raise BookError("would_point_elsewhere", place=sheet.title or "",
                                        target=found.written, number=1)

    def _write(self, sheet: SheetDrawing, fresh: str, part: str, *, there: bool) -> bool:
        """Write a drawing part with our charts, drawn anew, and what a person drew.

        A chart of ours that a person has taken away stays away; returns whether anything is drawn.
        """
        ours, drawn = Markup(self.fresh[fresh]), _drawn_in(self.fresh, fresh)
        usual = self._usual(sheet)
        before = {each.description: each for each in usual}
        new = [each for each in drawn if each.description not in before]
        found = _drawn_in(self.parts.package.parts, part) if there else []
        known = ours_among(found, [*usual, *new])
        mine = [each for each in drawn if each.description in known or each in new]
        if not there and not mine:
            return False
        layout = sheet_of(self.before, sheet.key) if self.before else None
        stay = {name for name, each in known.items()
                if layout and name in before and moved(each, before[name], layout)}
        plain = not stay and len(known) == len(found) and len(mine) == len(drawn)
        links = RelationsEdit(None if plain else self.parts.get(relations_part(part)), part)
        charts = self.parts.relations(part) if there else {}
        ids: dict[str, str] = {}
        for each in mine:
            ids |= self._chart(fresh, each, known.get(each.description), charts, links,
                               plain=plain)
        wanted = {each.description for each in mine}
        for number in (number for name, each in known.items() if name not in wanted
                       for number in each.relations):
            links.remove(number)
        joined = ours.part if plain else Redrawn(
            Markup(self.parts.package.part(part)), ours, known, stay).joined(mine, ids)
        self.parts.put(part, joined, DRAWING)
        self.parts.put(relations_part(part), links.edited())
        return True

    def _chart(
        self, fresh: str, ours: Anchor, old: Anchor | None, charts: Mapping[str, Relation],
        links: RelationsEdit, *, plain: bool,
    ) -> dict[str, str]:
        """Write a chart of ours; returns its relation by the one it has in the fresh drawing."""
        ids = {}
        there = [charts[number].target for number in (old.relations if old else ())
                 if number in charts]
        for number in ours.relations:
            part = there.pop(0) if there else self.parts.free("xl/charts/chart{}.xml")
            known = None if plain else links.id_of(part)
            ids[number] = known or links.add(f"{OFFICE_RELS}/chart", part,
                                             wanted_id=number if plain else None)
            self.parts.drop(part)
            self.parts.put(part, self.fresh[relations(self.fresh, fresh)[number].target], CHART)
        return ids


def _drawing_of(parts: Mapping[str, bytes], sheet: str) -> Relation | None:
    return next((each for each in relations(parts, sheet).values() if each.kind == "drawing"),
                None)


def _drawn_in(parts: Mapping[str, bytes], drawing: str) -> list[Anchor]:
    """What is drawn in a drawing part; nothing if the sheet only says that there is one."""
    if drawing not in parts:
        return []
    charts = {number: parts[each.target] for number, each in relations(parts, drawing).items()
              if each.target in parts and each.kind == "chart"}
    return anchors(Markup(parts[drawing]), charts)
