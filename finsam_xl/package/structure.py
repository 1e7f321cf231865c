"""What somebody's workbook is made of: its sheets, names and settings, as its main part says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from finsam_xl.errors import BookError
from finsam_xl.package.archive import Package
from finsam_xl.package.markup import OFFICE_RELS, Element, Markup, MarkupError, as_utf8, parsed
from finsam_xl.package.opc import Relation, main_part, relations

_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_TRUE = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class HostSheet:
    """A sheet of a workbook: its title, its identity and the part that holds it."""

    title: str
    sheet_id: int
    relation: str
    part: str
    kind: str
    state: str
    element: Element

    @property
    def is_worksheet(self) -> bool:
        """Whether it has cells; a chart sheet, a dialog or a macro sheet has none."""
        return self.kind == "worksheet"


@dataclass(frozen=True, slots=True)
class HostName:
    """A defined name: what it says, and the sheet it belongs to if it is not the book's."""

    name: str
    text: str
    scope: int | None
    element: Element


@dataclass(frozen=True, slots=True)
class Structure:
    """A workbook's main part, taken apart; `markup` is ready to be edited."""

    package: Package
    main: str
    markup: Markup
    relations: Mapping[str, Relation]
    sheets: tuple[HostSheet, ...]
    names: tuple[HostName, ...]

    def setting(self, element: str, attribute: str) -> str:
        """A setting of the workbook; empty where it is not said."""
        found = self.markup.root.child(element)
        return found.get(attribute) if found is not None else ""

    def holds(self, element: str, attribute: str) -> bool:
        """Whether a setting that is off by default is on."""
        return self.setting(element, attribute).lower() in _TRUE

    @property
    def from_1904(self) -> bool:
        """Whether the book's days are counted from 1904."""
        return self.holds("workbookPr", "date1904")

    def parts_of_kind(self, kind: str) -> list[str]:
        """The parts that the main part points to by a kind of relation."""
        return [each.target for each in self.relations.values() if each.kind == kind]

    def sheet(self, title: str) -> HostSheet | None:
        """The sheet of a title; titles are compared without regard to case, as Excel does."""
        wanted = title.casefold()
        return next((each for each in self.sheets if each.title.casefold() == wanted), None)


def structure(package: Package) -> Structure:
    """Take the main part apart; refuses what is no workbook, or is Strict Open XML."""
    main = main_part(package.parts, package.path)
    try:
        part = package.part(main)
        markup = Markup(part, _tree(part))
    except MarkupError as fault:
        raise BookError("part_broken", place=package.path, part=main) from fault
    if markup.root.space == _STRICT:
        raise BookError("strict", place=package.path)
    related = relations(package.parts, main, package.path)
    return Structure(package, main, markup, related, tuple(_sheets(markup, related)),
                     tuple(_names(markup)))


@lru_cache(maxsize=4)
def _tree(part: bytes) -> Element:
    """The tree of a main part: it is asked for more than once, and edits leave it as it is."""
    return parsed(as_utf8(part))


def _sheets(markup: Markup, related: Mapping[str, Relation]) -> list[HostSheet]:
    listed = markup.root.child("sheets")
    found = []
    for element in listed.all("sheet") if listed is not None else ():
        relation = element.attributes.get(f"{OFFICE_RELS} id", "")
        number = element.get("sheetId")
        leads = related.get(relation)
        found.append(HostSheet(
            element.get("name"), int(number) if number.isdigit() else 0, relation,
            leads.target if leads else "", leads.kind if leads else "",
            element.get("state", "visible"), element))
    return found


def _names(markup: Markup) -> list[HostName]:
    listed = markup.root.child("definedNames")
    found = []
    for element in listed.all("definedName") if listed is not None else ():
        scope = element.get("localSheetId")
        found.append(HostName(element.get("name"), element.text.strip().removeprefix("="),
                              int(scope) if scope.isdigit() else None, element))
    return found
