"""What cannot be carried to a sheet that is made anew is refused by its name and its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from finsam_xl.errors import BookError, Thing
from finsam_xl.graft.person import Person
from finsam_xl.package.markup import MAIN, Element

_REFUSED = ("scenarios", "autoFilter", "sortState", "dataConsolidate", "mergeCells", "oleObjects",
            "controls", "webPublishItems", "tableParts", "customSheetViews")
_LEAVES = ("autoFilter", "sortState", "dataConsolidate")
_LINKS = {"pivotTable": "pivotTable", "table": "tableParts", "queryTable": "tableParts",
          "slicer": "slicer", "timeline": "timelineRef", "ctrlProp": "controls",
          "control": "controls", "oleObject": "oleObjects", "package": "oleObjects"}
_EXTENSIONS = {"sparklineGroup": "sparklineGroup", "slicer": "slicer",
               "timelineRef": "timelineRef", "dataBar": "dataBar", "iconSet": "iconSet",
               "conditionalFormatting": "conditionalFormatting",
               "dataValidation": "dataValidations"}
_NARROW = ("dataBar", "iconSet")
_CELLS = re.compile(r"(?:.*!)?(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)")


def refuse_what_is_lost(person: Person) -> None:
    """Refuse what a person put on the sheet and that cannot come along."""
    for each in _at_the_root(person.old.around.root):
        if each.name in _REFUSED and (each.children or each.name in _LEAVES):
            raise BookError("sheet_holds", place=_where(person, each), what=Thing(each.name))
    for kind in person.links:
        if kind in _LINKS:
            raise BookError("sheet_holds", place=person.title, what=Thing(_LINKS[kind]))
    extensions = person.old.child("extLst")
    for each in extensions.children if extensions is not None else ():
        if each.children:
            raise BookError("sheet_holds", place=_where(person, each), what=_extension(each))


def _at_the_root(root: Element) -> Iterator[Element]:
    """The sheet's own children; an alternative offers them one level down or two."""
    for each in root.children:
        if each.space == MAIN:
            yield each
        else:
            yield from (inner for inner in each.walk() if inner.space == MAIN)


def _extension(extension: Element) -> Thing:
    """What an extension holds, by its most telling name."""
    names = {each.name for each in extension.walk()}
    known = [word for name, word in _EXTENSIONS.items() if name in names]
    telling = [word for word in known if word in _NARROW] or known
    return Thing(telling[0] if telling else "extension")


def _where(person: Person, there: Element) -> str:
    """The sheet, with the first range that is told of what it holds."""
    told = (text for each in there.walk()
            for text in (each.get("ref"), each.text if each.name == "sqref" else ""))
    cells = next((found[1] for text in told if (found := _CELLS.match(text))), "")
    return "!".join(filter(None, (person.title, cells)))
