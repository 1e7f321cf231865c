"""Our sheets put into a workbook, or written anew in the place where they stand.

Only the workbook's main part, its relations, its looks, its document properties and the table of
content types change; the calculation chain goes. Everything else is copied as it is packed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from finsam_xl.addresses import Position
from finsam_xl.graft import properties
from finsam_xl.graft.cells import Kept, Loose
from finsam_xl.graft.charts import Drawings, SheetDrawing
from finsam_xl.graft.frames import framed, with_looks
from finsam_xl.graft.looks import LookBook
from finsam_xl.graft.moves import Ways, sheet_of
from finsam_xl.graft.names import NameChanges, Scoped, write_names
from finsam_xl.graft.parts import ROOT, Parts
from finsam_xl.graft.person import Person
from finsam_xl.graft.personal import keep, keep_cells, refuse_moved_notes
from finsam_xl.graft.printing import print_names
from finsam_xl.graft.receipt import Grafted, Receipt, Touched, touched_names
from finsam_xl.graft.styles import StyleBook
from finsam_xl.graft.workbook import MAIN_ORDER, SheetPlace, recalculated, with_sheets
from finsam_xl.package.archive import own_package
from finsam_xl.package.markup import OFFICE_RELS, Element, as_utf8, parsed
from finsam_xl.package.opc import RelationsEdit, relations_part
from finsam_xl.package.structure import HostName, HostSheet, Structure, structure
from finsam_xl.sheets.draft import BookDraft

_TYPE = "application/vnd.openxmlformats-officedocument."
WORKSHEET = f"{_TYPE}spreadsheetml.worksheet+xml"
STYLES = f"{_TYPE}spreadsheetml.styles+xml"


@dataclass(frozen=True)
class Ours:
    """What is to stand in the workbook, and what of it stands there already.

    `before` is the layout that stands there, and `package_before` its book as we would write it:
    whatever differs from that is a person's doing. `said` are words that our headers said then.
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
    said: frozenset[str] = frozenset()

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
        self.fresh = structure(own_package(ours.package))
        self.keys = {sheet.title: sheet.key for sheet in ours.draft.sheets}
        self.links = RelationsEdit(self.parts.get(relations_part(host.main)), host.main)
        same = ours.before is None or ours.before is ours.draft
        self.usual = self.fresh if same else structure(
            own_package(ours.package_before))
        self.ways = Ways(ours.before or ours.draft, ours.draft)
        self.drawings = Drawings(
            self.parts, self.fresh.package.parts, self.usual, ours.before, self.ways,
            force=ours.force)
        self.owned = self.parts.reached(each.part for each in ours.present.values())

    def done(self) -> Grafted:
        """Write everything and say what was touched."""
        styles = self.style_part()
        book = self.styles = StyleBook(self.parts.get(styles))
        self.looks = LookBook(book.markup.root)
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
        old = None if there is None else there.title
        content = self.drawings.drawn(SheetDrawing(key, fresh.part, part, old), content)
        if there is not None and content != self.parts.get(part):
            content = self.kept(key, there, content)
        self.parts.put(part, content, WORKSHEET)
        return relation, part

    def kept(self, key: str, there: HostSheet, content: bytes) -> bytes:
        """A sheet made anew with all that a person did to the old one."""
        frame, part = framed(content), self.parts.package.part(there.part)
        before = sheet_of(self.ours.before, key) if self.ours.before else None
        after = sheet_of(self.ours.draft, key)
        if before is None or after is None:
            return content
        usual = self.usual.sheet(there.title)
        given = framed(self.usual.package.part(usual.part)) if usual else frame
        kinds = {each.kind for each in self.parts.relations(there.part).values()}
        person = Person(
            there.title, framed(part), given, before, after, self.ways[there.title], self.looks,
            self.ways, self.ours.said, kinds, self.ours.force)
        keep(person, frame)
        keep_cells(person, frame, self.ours.loose.get(key, {}),
                   Loose(as_utf8(part), self.texts), self.styles)
        self.keep_notes(there, person)
        return frame.written()

    @cached_property
    def texts(self) -> list[Element]:
        """The texts that the host's sheets share."""
        parts = [self.parts.get(each) for each in self.host.parts_of_kind("sharedStrings")]
        return [text for part in parts if part is not None
                for text in parsed(as_utf8(part)).all("si")]

    def keep_notes(self, there: HostSheet, person: Person) -> None:
        """Notes stay in their part; one whose cell has moved is refused by its cell."""
        for each in self.parts.relations(there.part).values():
            if each.kind in ("comments", "threadedComment"):
                refuse_moved_notes(self.parts.get(each.target) or b"", person)

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
                              self.ways)
        names = write_names(host.markup, host.names, wanted, self.ours.names, order, MAIN_ORDER)
        recalculated(host)
        for kind in ("calcChain", *self.orphaned_texts()):
            self.unlink(kind)
        self.parts.put(host.main, host.markup.edited())
        self.parts.put(relations_part(host.main), self.links.edited())
        replaced = tuple(title for title, relation, part in placed
                         if relation in titles and self.parts.is_changed(part))
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
