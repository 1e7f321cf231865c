"""A workbook opened for inspection: its parts, content types, relationships and sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import dirname, normpath
from urllib.parse import unquote

from tests.hosts.loose import TYPES, relations_of
from tests.hosts.names import OFFICE, STRICT_OFFICE
from tests.hosts.trees import Element, children, tree
from tests.hosts.zips import parts_of


@dataclass(frozen=True)
class Relation:
    """A relationship: its id, its kind's last word, and the part it leads to."""

    number: str
    kind: str
    target: str
    outside: bool


@dataclass
class Opened:
    """A package taken apart; every part is parsed once, when it is asked for."""

    parts: dict[str, bytes]
    trees: dict[str, Element] = field(default_factory=dict)

    @classmethod
    def of(cls, content: bytes) -> Opened:
        """A package taken apart."""
        return cls(parts_of(content))

    def root(self, name: str) -> Element:
        """A part's root element."""
        if name not in self.trees:
            self.trees[name] = tree(self.parts[name])
        return self.trees[name]

    @cached_property
    def types(self) -> Element:
        """What each part and each extension holds."""
        return self.root(TYPES)

    def type_of(self, name: str) -> str | None:
        """A part's content type: its own, or that of its extension."""
        own, extension = f"/{name}".casefold(), name.rpartition(".")[2].casefold()
        for attribute, wanted in (("PartName", own), ("Extension", extension)):
            for entry in self.types:
                if entry.get(attribute, "").casefold() == wanted:
                    return entry.get("ContentType")
        return None

    def relations(self, source: str) -> list[Relation]:
        """A part's relationships; the package's own for ""."""
        name = relations_of(source)
        if name not in self.parts:
            return []
        return [_relation(source, entry) for entry in self.root(name)]

    def related(self, source: str, kind: str) -> list[str]:
        """The parts that a part is related to in one way."""
        return [relation.target for relation in self.relations(source) if relation.kind == kind]

    def leading(self, source: str, number: str | None) -> str:
        """The part that a relationship's id leads to, or nothing."""
        return next((relation.target for relation in self.relations(source)
                     if relation.number == number), "")

    @cached_property
    def main(self) -> str:
        """The workbook's part."""
        return next(iter(self.related("", "officeDocument")), "")

    @cached_property
    def workbook(self) -> Element:
        """The workbook's root element."""
        return self.root(self.main)

    @cached_property
    def sheets(self) -> list[tuple[str, str]]:
        """Each sheet's title and part, in their order."""
        return [(sheet.get("name", ""), self.leading(self.main, relation_in(sheet)))
                for sheet in children(self.workbook, "sheets", "sheet")]

    @cached_property
    def worksheets(self) -> list[str]:
        """The parts of all sheets that have cells."""
        found = self.related(self.main, "worksheet")
        return [name for _, name in self.sheets if name in found]

    def beside(self, kind: str) -> str | None:
        """A part that the workbook has one of, such as `styles`."""
        return next(iter(self.related(self.main, kind)), None)

    def of_kind(self, ending: str) -> Iterator[str]:
        """The parts whose content type ends in some way, such as `.table+xml`."""
        return (name for name in self.parts if (self.type_of(name) or "").endswith(ending))

    def is_xml(self, name: str) -> bool:
        """Whether a part is XML."""
        kind = self.type_of(name) or ""
        return name == TYPES or kind.endswith(("xml", "vmlDrawing"))


def relation_in(element: Element, word: str = "id") -> str | None:
    """The relationship's id that an element carries."""
    return element.get(f"{{{OFFICE}}}{word}", element.get(f"{{{STRICT_OFFICE}}}{word}"))


def _relation(source: str, entry: Element) -> Relation:
    target, outside = entry.get("Target", ""), entry.get("TargetMode") == "External"
    kind = entry.get("Type", "").rpartition("/")[2]
    return Relation(entry.get("Id", ""), kind,
                    target if outside else resolved(source, target), outside)


def resolved(source: str, target: str) -> str:
    """The name of the part that a target leads to from a part."""
    path = unquote(target).partition("#")[0]
    return normpath(path if path.startswith("/") else f"/{dirname(source)}/{path}").lstrip("/")


def doubles(values: Iterable[str]) -> list[str]:
    """What is given more than once, without regard to case."""
    seen: set[str] = set()
    found = []
    for value in map(str.casefold, values):
        if value in seen:
            found.append(value)
        seen.add(value)
    return found
