"""The workbook's main part under edit: sheets in their order, and what counts places by it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from finsam_xl.errors import BookError
from finsam_xl.package.markup import OFFICE_RELS, Element, escaped
from finsam_xl.package.structure import Structure

MAIN_ORDER = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
    "functionGroups", "externalReferences", "definedNames", "calcPr", "oleSize",
    "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
    "fileRecoveryPr", "webPublishObjects", "extLst",
)
"""The main part's children in the order that the format wants them."""


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """Where new sheets go: after the last, or before or after a sheet of the host."""

    title: str = ""
    before: bool = False

    def index(self, host: Structure) -> int:
        """The number, counted from nothing, that the first new sheet gets."""
        if not self.title:
            return 0 if self.before else len(host.sheets)
        for number, each in enumerate(host.sheets):
            if each.title.casefold() == self.title.casefold():
                return number if self.before else number + 1
        raise BookError("no_such_sheet", place=host.package.path, sheet=self.title)


def with_sheets(
    host: Structure, new: Sequence[tuple[str, str]], place: SheetPlace,
    gone: Collection[str] = (),
) -> tuple[Mapping[int, int | None], Mapping[str, int]]:
    """List new sheets, each a title and its relation, and take those of some relations away.

    Returns where each old sheet now stands, and the place of every sheet by its relation.
    Refuses with BookError a book in which no visible sheet would be left.
    """
    at = place.index(host) if new else len(host.sheets)
    order: dict[int, int | None] = {}
    places: dict[str, int] = {}
    for number in range(len(host.sheets) + 1):
        if number == at:
            places |= {relation: len(places) + step for step, (_, relation) in enumerate(new)}
        if number < len(host.sheets):
            relation = host.sheets[number].relation
            order[number] = None if relation in gone else len(places)
            if relation not in gone:
                places[relation] = len(places)
    if new:
        _list(host, new, at)
    for each in host.sheets:
        if each.relation in gone:
            host.markup.remove(each.element)
    visible = [each for each in host.sheets
               if each.state == "visible" and each.relation not in gone]
    if not visible and not new:
        raise BookError("nothing_left", place=host.package.path)
    _shift_views(host, order)
    return order, places


def _list(host: Structure, new: Sequence[tuple[str, str]], at: int) -> None:
    markup = host.markup
    prefix = markup.prefix(markup.root)
    related = markup.prefix_of(OFFICE_RELS)
    spaced = "" if related else f' xmlns:r="{OFFICE_RELS}"'
    number = max((each.sheet_id for each in host.sheets), default=0)
    fragments = "".join(
        f'<{prefix}sheet{spaced} name="{escaped(title)}" sheetId="{number + step}" '
        f'{related or "r:"}id="{escaped(relation)}"/>'
        for step, (title, relation) in enumerate(new, start=1))
    if at < len(host.sheets):
        markup.put_before(host.sheets[at].element, fragments)
    elif host.sheets:
        markup.put_after(host.sheets[-1].element, fragments)
    else:
        raise BookError("no_visible_sheet", place=host.package.path)


def _shift_views(host: Structure, order: Mapping[int, int | None]) -> None:
    """The sheet that is shown first stays the same one; if it is gone, a visible one is."""
    views = host.markup.root.child("bookViews")
    for view in views.all("workbookView") if views is not None else ():
        for name in ("activeTab", "firstSheet"):
            said = view.get(name, "0")
            old = int(said) if said.isdigit() else 0
            new = order.get(old, old)
            if new is None:
                new = next(order[number] or 0 for number, each in enumerate(host.sheets)
                           if order[number] is not None and each.state == "visible")
            if new != old:
                host.markup.set(view, **{name: str(new)})


def recalculated(host: Structure) -> None:
    """Everything is calculated when the book is opened: formulas of others may point to ours."""
    markup = host.markup
    there: Element | None = markup.root.child("calcPr")
    if there is None:
        prefix = markup.prefix(markup.root)
        markup.put_child(markup.root, "calcPr",
                         f'<{prefix}calcPr calcId="191029" fullCalcOnLoad="1"/>', MAIN_ORDER)
    elif there.get("fullCalcOnLoad") not in ("1", "true"):
        markup.set(there, fullCalcOnLoad="1")
