"""Our sheets put into a workbook, or written anew in the place where they stand.

Only the workbook's main part, its relations, its looks, its document properties and the table of
content types change; the calculation chain goes. Everything else is copied as it is packed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from finsam_xl.addresses import Position
from finsam_xl.graft import properties
from finsam_xl.graft.cells import Kept, with_cells
from finsam_xl.graft.drawings import Anchor, joined, moved, split
from finsam_xl.graft.frames import framed, with_looks
from finsam_xl.graft.moves import Moves, moves, sheet_of
from finsam_xl.graft.names import NameChanges, Scoped, write_names
from finsam_xl.graft.parts import ROOT, Parts
from finsam_xl.graft.personal import Person, refuse_moved_notes
from finsam_xl.graft.printing import print_names
from finsam_xl.graft.receipt import Grafted, Receipt, Touched, touched_names
from finsam_xl.graft.styles import StyleBook
from finsam_xl.graft.workbook import MAIN_ORDER, SheetPlace, recalculated, with_sheets
from finsam_xl.package.archive import open_package
from finsam_xl.package.markup import OFFICE_RELS, Markup, parsed
from finsam_xl.package.opc import RelationsEdit, relations, relations_part
from finsam_xl.package.structure import HostName, HostSheet, Structure, structure
from finsam_xl.sheets.draft import BookDraft

_TYPE = "application/vnd.openxmlformats-officedocument."
WORKSHEET = f"{_TYPE}spreadsheetml.worksheet+xml"
STYLES = f"{_TYPE}spreadsheetml.styles+xml"
DRAWING = f"{_TYPE}drawing+xml"
CHART = f"{_TYPE}drawingml.chart+xml"


@dataclass(frozen=True)
class Ours:
    """What is to stand in the workbook, and what of it stands there already.

    `before` is the layout that stands there, and `package_before` its book as we would write it:
    whatever differs from that is a person's doing.
    """

    draft: BookDraft
    package: bytes
    present: Mapping[str, HostSheet] = field(default_factory=dict)
    before: BookDraft | None = None
    package_before: bytes = b""
    names: tuple[HostName, ...] = ()
    loose: Mapping[str, Mapping[Position, Kept]] = field(default_factory=dict)
    place: SheetPlace = field(default_factory=SheetPlace)
    force: bool = False

    @property
    def gone(self) -> tuple[HostSheet, ...]:
        """The sheets of ours that stand there and that the plan no longer has."""
        wanted = {sheet.key for sheet in self.draft.sheets}
        return tuple(each for key, each in self.present.items() if key not in wanted)


def graft(host: Structure, ours: Ours) -> Grafted:
    """Put our sheets in; refuses with BookError what would be lost on the way."""
    return _Graft(host, ours).done()


class _Graft:
    """One graft: the host's parts, our fresh book, and what has been decided so far."""

    def __init__(self, host: Structure, ours: Ours) -> None:
        self.host = host
        self.ours = ours
        self.parts = Parts(host.package)
        self.fresh = structure(open_package(ours.package, host.package.path))
        self.keys = {sheet.title: sheet.key for sheet in ours.draft.sheets}
        self.links = RelationsEdit(self.parts.get(relations_part(host.main)), host.main)
        same = ours.before is None or ours.before is ours.draft
        self.usual = self.fresh if same else structure(
            open_package(ours.package_before, host.package.path))
        self.owned = self.parts.reached(each.part for each in ours.present.values())

    def done(self) -> Grafted:
        """Write everything and say what was touched."""
        styles = self.style_part()
        book = StyleBook(self.parts.get(styles))
        looks = book.join(parsed(self.fresh.package.part("xl/styles.xml")))
        placed: list[tuple[str, str, str]] = []
        for sheet in self.fresh.sheets:
            content = with_looks(self.fresh.package.part(sheet.part), looks)
            placed.append((sheet.title, *self.sheet(sheet, content)))
        self.parts.put(styles, book.edited(), STYLES)
        names, sheets = self.workbook(placed)
        self.properties()
        self.parts.drop_unreached(sorted(self.owned))
        content = self.parts.packed()
        parts = Touched(*self.parts.told())
        untouched = len(self.host.package.parts) - len(parts.changed) - len(parts.removed)
        return Grafted(content, Receipt(parts, sheets, touched_names(names), untouched))

    def style_part(self) -> str:
        """The host's style part; one is made where there is none."""
        found = self.host.parts_of_kind("styles")
        if found:
            return found[0]
        folder = self.host.main.rpartition("/")[0]
        part = self.parts.free(f"{folder}/styles{{}}.xml".lstrip("/"), alone=True)
        self.links.add(f"{OFFICE_RELS}/styles", part)
        return part

    def sheet(self, fresh: HostSheet, content: bytes) -> tuple[str, str]:
        """Write one sheet; returns its relation and its part in the host."""
        key = self.keys[fresh.title]
        there = self.ours.present.get(key)
        if there is None:
            folder = self.host.main.rpartition("/")[0]
            part = self.parts.free(f"{folder}/worksheets/sheet{{}}.xml".lstrip("/"))
            relation = self.links.add(f"{OFFICE_RELS}/worksheet", part)
            content = content.replace(b' tabSelected="1"', b"", 1)
        else:
            part, relation = there.part, there.relation
        content = self.drawn(fresh, part, content)
        if there is not None and content != self.parts.get(part):
            content = self.kept(key, there, content)
        self.parts.put(part, content, WORKSHEET)
        return relation, part

    def kept(self, key: str, there: HostSheet, content: bytes) -> bytes:
        """A sheet made anew with all that a person did to the old one."""
        frame, old = framed(content), framed(self.parts.package.part(there.part))
        before = sheet_of(self.ours.before, key) if self.ours.before else None
        after = sheet_of(self.ours.draft, key)
        if before is None or after is None:
            return content
        way = self.moves(key)
        usual = self.usual.sheet(there.title)
        given = framed(self.usual.package.part(usual.part)) if usual else frame
        Person(there.title, old, given, before, after, way, self.ours.force).keep(frame)
        frame.rows = with_cells(frame.rows, old.rows, self.ours.loose.get(key, {}), way,
                                after, there.title)
        self.keep_notes(there, way)
        return frame.written()

    def moves(self, key: str) -> Moves:
        """How a sheet's cells have moved since the book was last written."""
        return moves(self.ours.before or self.ours.draft, self.ours.draft, key)

    def keep_notes(self, there: HostSheet, way: Moves) -> None:
        """Notes stay in their part; one whose cell has moved is refused by its cell."""
        for each in self.parts.relations(there.part).values():
            if each.kind in ("comments", "threadedComment"):
                refuse_moved_notes(self.parts.get(each.target) or b"", there.title, way,
                                   force=self.ours.force)

    def drawn(self, fresh: HostSheet, part: str, content: bytes) -> bytes:
        """The sheet's drawing, charts and relations; returns the sheet pointing to them."""
        new = self.fresh.package.parts
        ours = next((each for each in relations(new, fresh.part).values()
                     if each.kind == "drawing"), None)
        path = relations_part(part)
        links = RelationsEdit(self.parts.get(path), part)
        old = next((each for each in self.parts.relations(part).values()
                    if each.kind == "drawing"), None)
        if ours is None:
            if old is not None:
                content = content.replace(
                    b"</worksheet>", b'<drawing r:id="%s"/></worksheet>' % old.id.encode())
            return content
        if old is None:
            drawing = self.parts.free("xl/drawings/drawing{}.xml")
            relation = links.add(f"{OFFICE_RELS}/drawing", drawing)
        else:
            drawing, relation = old.target, old.id
        self.drawing(ours.target, drawing, there=old is not None)
        self.parts.put(path, links.edited())
        return content.replace(b'<drawing r:id="%s"/>' % ours.id.encode(),
                               b'<drawing r:id="%s"/>' % relation.encode())

    def drawing(self, fresh: str, part: str, *, there: bool) -> None:
        """Write a drawing part with our charts, drawn anew, and what a person drew."""
        new = self.fresh.package.parts
        ours = Markup(new[fresh])
        targets = {each.id: each.target for each in relations(new, fresh).values()}
        mine = split(ours, frozenset()).theirs
        descriptions = frozenset(each.description for each in mine)
        known: dict[str, str] = {}
        theirs: tuple[Anchor, ...] = ()
        shifted = False
        if there:
            old = Markup(self.parts.package.part(part))
            halves, charts = split(old, descriptions), self.parts.relations(part)
            known = {each.description: charts[each.relations[0]].target for each in halves.ours
                     if each.relations and each.relations[0] in charts}
            theirs = halves.theirs
            here = {each.description: each for each in mine}
            shifted = len(halves.ours) != len(mine) or any(
                moved(each, here[each.description]) for each in halves.ours)
        plain = not theirs and not shifted
        path = relations_part(part)
        links = RelationsEdit(None if plain else self.parts.get(path), part)
        ids: dict[str, str] = {}
        for each in mine:
            for number in each.relations:
                chart = known.get(each.description) or self.parts.free("xl/charts/chart{}.xml")
                ids[number] = self.chart_link(links, number, chart, plain=plain)
                self.parts.drop(chart)
                self.parts.put(chart, new[targets[number]], CHART)
        self.parts.put(part, ours.part if plain else joined(old, ours, ids), DRAWING)
        self.parts.put(path, links.edited())

    @staticmethod
    def chart_link(links: RelationsEdit, number: str, chart: str, *, plain: bool) -> str:
        """The relation of a chart: the one it has, or a new one."""
        there = None if plain else links.id_of(chart)
        return there or links.add(f"{OFFICE_RELS}/chart", chart,
                                  wanted_id=number if plain else None)

    def workbook(self, placed: list[tuple[str, str, str]]) -> tuple[NameChanges, Touched]:
        """The main part: sheets in their places, names, and everything to be calculated anew."""
        host = self.host
        titles = {each.relation for each in self.ours.present.values()}
        new = [(title, relation) for title, relation, _ in placed if relation not in titles]
        gone = self.ours.gone
        order, places = with_sheets(host, new, self.ours.place,
                                    [each.relation for each in gone])
        for each in gone:
            self.links.remove(each.relation)
        position = {title: places[relation] for title, relation, _ in placed}
        wanted: dict[Scoped, str] = {(each.name, None): each.text for each in self.fresh.names
                                     if each.scope is None}
        wanted |= print_names(self.fresh, host, self.ours.present, self.ours.before, position,
                              self.keys)
        names = write_names(host.markup, host.names, wanted, self.ours.names, order, MAIN_ORDER)
        recalculated(host)
        for kind in ("calcChain", *self.orphaned_texts()):
            self.unlink(kind)
        self.parts.put(host.main, host.markup.edited())
        self.parts.put(relations_part(host.main), self.links.edited())
        replaced = tuple(title for title, relation, _ in placed if relation in titles)
        return names, Touched(tuple(title for title, _ in new), replaced,
                              tuple(each.title for each in gone))

    def orphaned_texts(self) -> tuple[str, ...]:
        """The table of shared texts, if only sheets of ours ever read it."""
        others = {each.part for each in self.host.sheets} - {
            each.part for each in self.ours.present.values()}
        return () if others else ("sharedStrings",)

    def unlink(self, kind: str) -> None:
        """Take away the parts that the main part points to by a kind of relation."""
        for number, each in self.host.relations.items():
            if each.kind == kind:
                self.links.remove(number)
                self.parts.drop(each.target)

    def properties(self) -> None:
        """Our document properties; a part for them is made where there is none."""
        there = [each.target for each in self.parts.relations(ROOT).values()
                 if each.kind == "custom-properties"]
        part = there[0] if there else self.parts.free("docProps/custom{}.xml", alone=True)
        if not there:
            root = RelationsEdit(self.parts.get("_rels/.rels"), ROOT)
            root.add(properties.RELATION, part)
            self.parts.put("_rels/.rels", root.edited())
        self.parts.put(part, properties.with_properties(self.parts.get(part),
                                                        self.ours.draft.properties),
                       properties.CONTENT_TYPE)
