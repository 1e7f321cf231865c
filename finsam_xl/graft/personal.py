"""What a person put on a sheet of ours, or changed of its looks, is kept when it is made anew.

What cannot be kept is refused by name; nothing is dropped without a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from finsam_xl.addresses import Position, cell_name, position_of
from finsam_xl.errors import BookError, Thing
from finsam_xl.graft.fragments import fragment
from finsam_xl.graft.frames import Frame, RowLooks
from finsam_xl.graft.moves import Moves
from finsam_xl.package.markup import Element, Markup, escaped
from finsam_xl.sheets.draft import DraftSheet

_REFUSED = ("scenarios", "autoFilter", "sortState", "dataConsolidate", "mergeCells", "oleObjects",
            "controls", "webPublishItems", "tableParts", "customSheetViews")
"""What cannot be carried to a sheet that is made anew; each is named in a sentence."""

_KEPT_WHOLE = ("protectedRanges", "customProperties", "cellWatches", "ignoredErrors",
               "legacyDrawing", "legacyDrawingHF", "picture")
_PRINTING = ("printOptions", "pageMargins", "pageSetup", "rowBreaks", "colBreaks")
_DEFAULT_SETUP = {"paperSize", "orientation", "fitToHeight", "fitToWidth"}
_TOLERANCE = {"width": 0.2, "height": 0.6, "margin": 0.006}
_ADDRESS = re.compile(r"\$?[A-Z]{1,3}\$?\d+")
_EXTENSION_NOISE = re.compile(r"^[\s\d.]*$")


@dataclass(frozen=True)
class Person:
    """A sheet as a person left it, and how it is laid out then and now.

    `usual` is the old layout's sheet as we would write it: what differs is the person's doing.
    """

    title: str
    old: Frame
    usual: Frame
    before: DraftSheet
    after: DraftSheet
    moves: Moves
    force: bool

    def keep(self, fresh: Frame) -> None:
        """Bring what the person did over to the fresh sheet."""
        self.refuse_what_is_lost()
        _views(self.old, fresh)
        _properties(self, fresh)
        _columns(self, fresh)
        _rows(self, fresh)
        _protection(self.old, fresh)
        _printing(self, fresh)
        _conditional_formats(self, fresh)
        _validations(self, fresh)
        _hyperlinks(self, fresh)
        for name in _KEPT_WHOLE:
            there = self.old.child(name)
            if there is not None:
                fresh.put(name, fragment(there))

    def refuse_what_is_lost(self) -> None:
        """Refuse what cannot be carried, by its name and the sheet's."""
        for name in _REFUSED:
            there = self.old.child(name)
            if there is not None:
                raise BookError("sheet_holds", place=self.where(there), what=Thing(name))
        extensions = self.old.child("extLst")
        for each in extensions.walk() if extensions is not None else ():
            if each.name in ("sparklineGroup", "slicer", "timelineRef", "dataBar", "iconSet"):
                raise BookError("sheet_holds", place=self.title, what=Thing(each.name))

    def where(self, there: Element) -> str:
        """The sheet, with the first range that is told of what it holds."""
        ranges = (each.get("ref") for each in there.walk() if each.get("ref"))
        return "!".join(filter(None, (self.title, next(ranges, ""))))

    def stays(self, ranges: str, what: str) -> None:
        """Refuse a note, link or rule whose cells have moved, unless the person insists."""
        if self.force:
            return
        for at in corners(ranges):
            if self.moves.of(at) != at:
                raise BookError("would_move", place=f"{self.title}!{cell_name(at)}",
                                what=Thing(what))


def corners(ranges: str) -> Iterator[Position]:
    """The corners of a list of ranges, such as `B2:C5 E7`."""
    for each in ranges.replace("$", "").split():
        for corner in each.split(":"):
            if re.fullmatch(r"[A-Z]{1,3}\d+", corner):
                yield position_of(corner)


def _views(old: Frame, fresh: Frame) -> None:
    """Zoom, selection and the frozen rows, as long as the frozen ones are the same."""
    theirs, ours = old.child("sheetViews"), fresh.child("sheetViews")
    if theirs is None or ours is None:
        return
    if _pane(theirs) == _pane(ours):
        fresh.put("sheetViews", fragment(theirs))
        return
    for view in ours.all("sheetView"):
        fresh.around.set(view, tabSelected=_attribute(theirs, "sheetView", "tabSelected") or None)


def _pane(views: Element) -> tuple[str, ...]:
    return tuple(_attribute(views, "pane", name) for name in ("xSplit", "ySplit", "state"))


def _attribute(element: Element, child: str, name: str) -> str:
    return next((each.get(name) for each in element.walk() if each.name == child), "")


def _properties(person: Person, fresh: Frame) -> None:
    """The code name by which macros know the sheet, and a tab colour of the person's own."""
    theirs, ours = person.old.child("sheetPr"), fresh.child("sheetPr")
    if theirs is None or ours is None:
        return
    if theirs.get("codeName"):
        fresh.around.set(ours, codeName=theirs.get("codeName"))
    tab, own = theirs.child("tabColor"), ours.child("tabColor")
    if tab is not None and own is not None and tab.get("rgb")[-6:] != person.before.tab:
        fresh.around.replace(own, fragment(tab))


def _columns(person: Person, fresh: Frame) -> None:
    """Widths that differ from those the layout gave, and hidden columns."""
    changed: dict[int, dict[str, str]] = {}
    given = person.before.columns
    for column, facts in _each_column(person.old):
        width = float(facts.get("width", "0") or 0)
        usual = given[column] / 7 if column < len(given) else width
        own = {name: facts[name] for name in ("hidden", "outlineLevel", "collapsed")
               if facts.get(name, "0") not in ("0", "false")}
        if abs(width - usual) > _TOLERANCE["width"] and "hidden" not in own:
            own["width"] = facts["width"]
        target = person.moves.of((0, column))
        if own and target is not None:
            changed[target[1]] = own
    columns = fresh.child("cols")
    if not changed or columns is None:
        return
    written = []
    for column, facts in _each_column(fresh):
        facts = {**facts, **changed.get(column, {}), "min": str(column + 1),  # noqa: PLW2901
                 "max": str(column + 1)}
        written.append("<col" + "".join(f' {name}="{escaped(value)}"'
                                        for name, value in facts.items()) + "/>")
    fresh.put("cols", f"<cols>{''.join(written)}</cols>")


def _each_column(frame: Frame) -> Iterator[tuple[int, dict[str, str]]]:
    """The columns one by one; a range that goes on to the sheet's edge is cut at the hundredth."""
    columns = frame.child("cols")
    for element in columns.all("col") if columns is not None else ():
        first, last = int(element.get("min", "1")), int(element.get("max", "1"))
        for column in range(first - 1, min(last, first + 99)):
            yield column, dict(element.attributes)


def _rows(person: Person, fresh: Frame) -> None:
    """Heights that differ from those the layout gave, hidden and grouped rows."""
    changed: dict[int, RowLooks] = {}
    for row, looks in person.old.row_looks():
        usual = person.before.heights.get(row)
        other = looks.height is not None and (
            usual is None or abs(looks.height - usual) > _TOLERANCE["height"])
        target = person.moves.of((row, 0))
        if target is not None and (other or looks.hidden or looks.level != "0"):
            changed[target[0]] = looks
    if not changed:
        return

    def with_looks(row: int, tag: bytes) -> bytes:
        looks = changed.get(row)
        if looks is None:
            return tag
        facts = {"hidden": "1"} if looks.hidden else {}
        if looks.level != "0":
            facts["outlineLevel"] = looks.level
        if looks.height is not None and not looks.hidden:
            tag = re.sub(rb'\s(?:ht|customHeight)="[^"]*"', b"", tag)
            facts |= {"ht": format(looks.height, "g"), "customHeight": "1"}
        said = "".join(f' {name}="{value}"' for name, value in facts.items()).encode()
        end = -2 if tag.endswith(b"/>") else -1
        return tag[:end] + said + tag[end:]

    fresh.each_row(with_looks)


def _protection(old: Frame, fresh: Frame) -> None:
    """A password of the person's own stays; without one the sheet is protected as ours are."""
    theirs = old.child("sheetProtection")
    if theirs is not None and (theirs.get("password") or theirs.get("hashValue")):
        fresh.put("sheetProtection", fragment(theirs))


def _printing(person: Person, fresh: Frame) -> None:
    """Paper, margins and breaks that are not as we set them."""
    old = person.old
    for name in _PRINTING:
        theirs, ours = old.child(name), fresh.child(name)
        if theirs is None or (name.endswith("Breaks") and _same_breaks(person, theirs)):
            continue
        if name == "pageSetup":
            _page_setup(person, theirs, fresh)
        elif ours is None or not _alike(theirs, ours):
            fresh.put(name, fragment(theirs))
    theirs, ours = old.child("headerFooter"), fresh.child("headerFooter")
    if theirs is not None and ours is not None and not _our_words(person, theirs):
        fresh.put("headerFooter", fragment(theirs))


def _same_breaks(person: Person, theirs: Element) -> bool:
    wanted = set(person.before.printing.breaks) if theirs.name == "rowBreaks" else set()
    return {int(each.get("id", "0")) for each in theirs.all("brk")} == wanted


def _alike(one: Element, other: Element) -> bool:
    """Whether two elements say the same, small differences of numbers aside."""
    if set(one.attributes) != set(other.attributes):
        return False
    for name, value in one.attributes.items():
        first, second = _number(value), _number(other.get(name))
        if first is None or second is None:
            if value != other.get(name):
                return False
        elif abs(first - second) > _TOLERANCE["margin"]:
            return False
    return True


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _page_setup(person: Person, theirs: Element, fresh: Frame) -> None:
    """Paper and orientation are ours while they are as we set them; the printer's part is kept."""
    printing = person.before.printing
    usual = {"paperSize": "9", "orientation": "landscape" if printing.landscape else "portrait",
             "fitToHeight": "1" if printing.one_page else "0", "fitToWidth": "1"}
    said = {"orientation": "portrait", "fitToHeight": "1", "fitToWidth": "1", "paperSize": "1",
            **theirs.attributes}
    ours = fresh.child("pageSetup")
    if ours is None or any(said[name] != usual[name] for name in _DEFAULT_SETUP):
        fresh.put("pageSetup", fragment(theirs))
        return
    settings = next((value for name, value in theirs.attributes.items()
                     if name.endswith(" id")), None)
    if settings:
        fresh.put("pageSetup", fragment(ours).replace("<pageSetup",
                                                      f'<pageSetup r:id="{settings}"', 1))


def _our_words(person: Person, theirs: Element) -> bool:
    """Whether header and footer are ours, whatever version and fingerprint they tell."""
    first = next(theirs.all("oddFooter"), None)
    header = next(theirs.all("oddHeader"), None)
    if first is None or header is None:
        return False
    return (_skeleton(first.text) == _skeleton(person.before.printing.footer)
            and header.text.count("·") == person.before.printing.header.count("·")
            and len(theirs.children) == 2)  # noqa: PLR2004 - one header and one footer


def _skeleton(text: str) -> str:
    """A footer without codes, fingerprint and version."""
    plain = re.sub(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|[A-Z])', "", text)
    return re.sub(r"[0-9a-f]{4} [0-9a-f]{4}|\d[\w.]*|\s", "", plain)


def _conditional_formats(person: Person, fresh: Frame) -> None:
    """Rules of the person's own; ours are told by what they ask."""
    ours = {_question(rule) for frame in (fresh, person.usual)
            for each in frame.around.root.all("conditionalFormatting")
            for rule in each.all("cfRule")}
    added = []
    for each in person.old.around.root.all("conditionalFormatting"):
        own = [rule for rule in each.all("cfRule") if _question(rule) not in ours]
        if own:
            person.stays(each.get("sqref"), "conditionalFormatting")
            rules = "".join(fragment(rule) for rule in own)
            added.append(f'<conditionalFormatting sqref="{escaped(each.get("sqref"))}">'
                         f"{rules}</conditionalFormatting>")
    last = list(fresh.around.root.all("conditionalFormatting"))
    if added and last:
        fresh.around.put_after(last[-1], "".join(added))
    elif added:
        fresh.put("conditionalFormatting", "".join(added))


def _question(rule: Element) -> tuple[str, ...]:
    """What a rule asks, wherever it stands."""
    kind = rule.get("type")
    if kind == "beginsWith":
        return kind, rule.get("text")
    return (kind, rule.get("operator"),
            *(_ADDRESS.sub("#", each.text.replace(" ", "")) for each in rule.all("formula")))


def _validations(person: Person, fresh: Frame) -> None:
    """Rules of the person's own for cells that ours say nothing about."""
    own = _outside(person, "dataValidations", "sqref", _covered(
        (each.first, each.last) for each in (*person.before.validations,
                                             *person.after.validations)))
    if own:
        fresh.add("dataValidations", *own)


def _hyperlinks(person: Person, fresh: Frame) -> None:
    """Links of the person's own."""
    linked = {at for sheet in (person.before, person.after)
              for at, cell in sheet.cells.items() if cell.link is not None}
    own = _outside(person, "hyperlinks", "ref", linked.__contains__)
    if own:
        fresh.add("hyperlinks", *own, count=False)


def _outside(
    person: Person, name: str, attribute: str, is_ours: Callable[[Position], bool]
) -> list[str]:
    """The members of a list of the sheet that touch no cell of ours."""
    listed = person.old.child(name)
    own = []
    for each in listed.children if listed is not None else ():
        if not any(is_ours(at) for at in corners(each.get(attribute))):
            person.stays(each.get(attribute), name)
            own.append(fragment(each))
    return own


def _covered(ranges: Iterable[tuple[Position, Position]]) -> Callable[[Position], bool]:
    known = tuple(ranges)

    def inside(at: Position) -> bool:
        return any(first[0] <= at[0] <= last[0] and first[1] <= at[1] <= last[1]
                   for first, last in known)

    return inside


def refuse_moved_notes(notes: bytes, title: str, way: Moves, *, force: bool) -> None:
    """Refuse notes whose cells have moved: a note beside another cell is worse than none."""
    if force:
        return
    for each in Markup(notes).root.walk():
        if each.name in ("comment", "threadedComment"):
            for at in corners(each.get("ref")):
                if way.of(at) != at:
                    raise BookError("would_move", place=f"{title}!{cell_name(at)}",
                                    what=Thing("note"))
