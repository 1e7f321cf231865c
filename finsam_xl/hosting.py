"""Our sheets in somebody's own workbook: put in, written anew, taken out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from finsam_xl.addresses import bare_title
from finsam_xl.books.cells import book_cells, cells_in
from finsam_xl.books.replacing import replace_file
from finsam_xl.domain.names import MARK, parse_name
from finsam_xl.domain.plan import FinancingPlan
from finsam_xl.domain.quantities import FIGURES, QUANTITIES
from finsam_xl.errors import BookError, LayoutError
from finsam_xl.graft.book import Ours, graft
from finsam_xl.graft.cells import Kept
from finsam_xl.graft.moves import Ways
from finsam_xl.graft.parts import Parts
from finsam_xl.graft.pointing import lost, pointers_to_ours
from finsam_xl.graft.receipt import Grafted
from finsam_xl.graft.references import Pointer, said, target
from finsam_xl.graft.refusing import notices, refuse_clashes, refuse_unwritable
from finsam_xl.graft.taking_out import taken_out
from finsam_xl.graft.verifying import refuse_other_parts, refuse_unlike
from finsam_xl.graft.workbook import SheetPlace
from finsam_xl.inputs.from_book import our_titles
from finsam_xl.inputs.raw import BookCells
from finsam_xl.keeping import Found, found_on_sheets, refuse_other_layout
from finsam_xl.package.archive import Package, open_package, read_package
from finsam_xl.package.blame import broken_by_name
from finsam_xl.package.opc import relations
from finsam_xl.package.structure import HostName, HostSheet, Structure, structure
from finsam_xl.plans import Proven, as_it_was, draft_plan, read_book
from finsam_xl.proof.chain import links_of
from finsam_xl.sheets.draft import BookDraft
from finsam_xl.sheets.setting import LOCKED, chain_in
from finsam_xl.texts import Texts


@dataclass(frozen=True)
class Hosted:
    """A workbook with our sheets written into it, and what is worth a word about it.

    `alone` says that it has no other sheets than ours.
    """

    grafted: Grafted
    notices: tuple[str, ...] = ()
    overwritten: tuple[str, ...] = ()
    pointing: tuple[tuple[str, str], ...] = ()
    alone: bool = False

    def as_json(self, texts: Texts) -> dict[str, Any]:
        """What was touched, written over, and now points elsewhere, as plain data."""
        return {
            **self.grafted.receipt.as_json(), "overwritten": list(self.overwritten),
            "pointing": [{"place": place, "target": aim} for place, aim in self.pointing],
            "notices": [texts.say(key) for key in self.notices],
        }


def write_plan(path: Path | str, plan: FinancingPlan) -> None:
    """Write a plan's workbook, all or nothing; no spreadsheet engine is needed.

    In a workbook that holds a plan already only our sheets are written anew, and a link stays
    while its input is what it leads to. Refuses with BookError a file that cannot be replaced, and
    with LayoutError a workbook that is there and has none of our sheets.
    """
    target = Path(path)
    if not target.exists():
        replace_file(target, draft_plan(plan).package)
        return
    package = read_package(target)
    book = book_cells(package)
    read = read_book(book)
    proven = draft_plan(plan, read.setting_of(plan.inputs))
    replace_file(target, rewritten(package, book, proven, proven.package),
                 expected=package.content)


def rewritten(package: Package, book: BookCells, proven: Proven, fresh: bytes) -> bytes:
    """The book's bytes with our sheets written anew, looked at with fresh eyes."""
    hosted = planned(package, book, proven, fresh, force=False)
    verified(hosted.grafted.content, package, hosted.grafted, proven)
    return hosted.grafted.content


def refuse_host(package: Package) -> None:
    """Refuse a workbook that our sheets may not come into, before anything is computed."""
    host = structure(package)
    refuse_unwritable(host)
    if our_titles(cells_in(host)):
        raise BookError("attached_already", place=package.path)


def refuse_guests(package: Package, book: BookCells, *, anew: bool = False) -> None:
    """Refuse a workbook in which our sheets may not be written anew, before all else.

    `anew` says that the result is a new version, which a decided book may be the start of.
    """
    refuse_unwritable(structure(package))
    refuse_other_layout(book)
    if not anew:
        refuse_decided(book)


def refuse_decided(book: BookCells) -> None:
    """Refuse a book that has been decided: what was decided on stays as it was."""
    if LOCKED not in book.recorded:
        return
    links = links_of(chain_in(book.recorded))
    last = links[-1] if links else None
    raise BookError("decided", place=book.path, paragraph=last.paragraph if last else "",
                    date=last.day if last else "")


def attached(
    package: Package, proven: Proven, fresh: bytes, place: SheetPlace
) -> Hosted:
    """Put our sheets into a workbook that has none of them.

    Refuses with BookError a book that may not be written, and one where a sheet, a name or a
    table is called like one of ours.
    """
    refuse_host(package)
    host = structure(package)
    draft = proven.draft
    refuse_clashes(host, [sheet.title for sheet in draft.sheets],
                   [*(named.name for named in draft.names), *draft.marks])
    with broken_by_name(package):
        grafted = graft(host, Ours(draft, fresh, place=place))
    return Hosted(grafted, tuple(notices(host)))


def planned(
    package: Package, book: BookCells, proven: Proven, fresh: bytes, *, force: bool
) -> Hosted:
    """Write our sheets anew in the workbook where they stand.

    What people put on them goes along. Refuses with BookError what would be lost and, unless
    `force` is given, what would come to point to another cell.
    """
    host = structure(package)
    refuse_guests(package, book, anew=not proven.setting.locked)
    was = as_it_was(proven, book)
    before = was.draft
    found = found_on_sheets(book, before)
    present = sheets_of_ours(host, book)
    _refuse_taken(host, present, proven.draft)
    ours = our_names(host, present)
    with broken_by_name(package):
        pointers = _pointers(host, present, ours)
        pointing = _lost(host, pointers, before, proven.draft)
    if pointing and not force:
        raise BookError("would_point_elsewhere", place=pointing[0][0], target=pointing[0][1],
                        number=len(pointing))
    wish = Ours(proven.draft, fresh, present, before,
                b"" if before is proven.draft else was.package, ours, _kept(found),
                _beside_ours(present, proven.draft), force, frozenset(_said(book, before)))
    _refuse_gone(host, wish)
    alone = len(present) == len(host.sheets)
    with broken_by_name(package):
        grafted = graft(host, wish)
    stale = ("notice_stale",) if pointers and grafted.content != package.content else ()
    return Hosted(grafted, (*notices(host), *stale), found.overwritten, pointing, alone)


def detached(package: Package) -> Hosted:
    """Take our sheets out of a workbook; what pointed to them is told and says #REF! after."""
    host = structure(package)
    refuse_unwritable(host)
    book = cells_in(host)
    present = sheets_of_ours(host, book)
    if not present:
        raise LayoutError("not_our_book", place=package.path)
    refuse_decided(book)
    ours = our_names(host, present)
    with broken_by_name(package):
        found = list(_pointers(host, present, ours))
        grafted = taken_out(host, present, ours, found)
    return Hosted(grafted, tuple(notices(host)), pointing=_told(host, found))


def sheets_of_ours(host: Structure, book: BookCells) -> dict[str, HostSheet]:
    """Our sheets in a host, by key."""
    by_title = {each.title: each for each in host.sheets}
    return {key: by_title[title] for key, title in our_titles(book).items()}


def our_names(
    host: Structure, present: Mapping[str, HostSheet]
) -> tuple[HostName, ...]:
    """The book's names that are ours: marks, and quantities that stand on a sheet of ours."""
    titles = {each.title for each in present.values()}
    return tuple(each for each in host.names
                 if each.scope is None and _is_ours(each, titles, QUANTITIES.keys() | FIGURES))


def _is_ours(name: HostName, titles: Collection[str], known: Collection[str]) -> bool:
    if name.name.casefold().startswith(MARK):
        return True
    parsed = parse_name(name.name)
    if parsed is None or parsed.quantity not in known:
        return False
    return bare_title(name.text.rpartition("!")[0]) in titles or "#REF!" in name.text


def _refuse_taken(
    host: Structure, present: Mapping[str, HostSheet], draft: BookDraft
) -> None:
    """Refuse a new sheet of ours whose title the host has given to one of its own."""
    theirs = {each.title.casefold() for each in host.sheets if each not in present.values()}
    for sheet in draft.sheets:
        if sheet.title.casefold() in theirs:
            raise BookError("title_taken", place=host.package.path, sheet=sheet.title)


def _beside_ours(present: Mapping[str, HostSheet], draft: BookDraft) -> SheetPlace:
    """Where a sheet goes that the plan now needs: after the one of ours that it follows."""
    last = ""
    for sheet in draft.sheets:
        if sheet.key not in present:
            break
        last = present[sheet.key].title
    return SheetPlace(last)


def _said(book: BookCells, before: BookDraft) -> Iterator[str]:
    """What our headers may have said when the book was last written: plain text tells.

    The association's name as it stands on Förutsättningar, the plan's title on Översikt, and
    the words for a decision's status.
    """
    titles = {sheet.key: sheet for sheet in before.sheets}
    for key, at in (("assumptions", (0, 1)), ("overview", (1, 1))):
        cell = book.sheets[titles[key].title].get(at)
        yield str(cell.content) if cell else ""
    status = next(named.position for named in before.names if named.name == "fs_decision_status")
    for each in titles["assumptions"].validations:
        if each.first <= status <= each.last:
            yield from (word.lower() for word in each.rule.get("source", ()))


def _refuse_gone(host: Structure, ours: Ours) -> None:
    """Refuse to take away a sheet, no longer needed, on which somebody has put something."""
    for key, each in ours.present.items():
        if each not in ours.gone:
            continue
        related = relations(host.package.parts, each.part, host.package.path).values()
        if ours.loose.get(key) or any(one.kind not in ("printerSettings", "hyperlink")
                                      for one in related):
            raise BookError("sheet_goes", place=each.title)


def _pointers(
    host: Structure, present: Mapping[str, HostSheet], ours: Collection[HostName]
) -> list[Pointer]:
    owned = Parts(host.package).reached(each.part for each in present.values())
    names = {each.name.casefold(): each.name for each in ours}
    return list(pointers_to_ours(host, [each.title for each in present.values()], names, owned))


def _lost(
    host: Structure, found: Collection[Pointer], before: BookDraft, after: BookDraft
) -> tuple[tuple[str, str], ...]:
    """What would come to point elsewhere, each by its place and its target."""
    if not found:
        return ()
    kept = {named.name.casefold() for named in after.names} | {
        mark.casefold() for mark in after.marks}
    return _told(host, list(lost(found, Ways(before, after), kept)))


def _told(host: Structure, found: Collection[Pointer]) -> tuple[tuple[str, str], ...]:
    sheets = {each.part: each.title for each in host.sheets}
    return tuple(dict.fromkeys((said(each, sheets), target(each)) for each in found))


def _kept(found: Found) -> dict[str, dict[tuple[int, int], Kept]]:
    return {key: {at: Kept(cell.content, cell.formula, cell.error) for at, cell in cells.items()}
            for key, cells in found.loose.items()}


def verified(content: bytes, package: Package, grafted: Grafted, proven: Proven | None) -> None:
    """Look at what is about to be written with fresh eyes; a difference is our own fault.

    Parts that were not to be touched have the same packed bytes; our cells read back as drafted.
    """
    touched = grafted.receipt.parts
    again = open_package(content, package.path, package.parts.keys() - {*touched.changed})
    refuse_other_parts(package, again, touched)
    if proven is not None:
        refuse_unlike(cells_in(structure(again)), proven.draft)
