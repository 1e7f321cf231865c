"""What is about to be written, looked at with fresh eyes before it takes the old one's place."""

from __future__ import annotations

from decimal import Decimal

from finsam_xl.addresses import cell_name, quoted_title
from finsam_xl.errors import AgreementError
from finsam_xl.graft.receipt import Touched
from finsam_xl.inputs.raw import BookCells
from finsam_xl.package.archive import Package
from finsam_xl.sheets.draft import BookDraft, CellValue


def refuse_other_parts(before: Package, after: Package, touched: Touched) -> None:
    """Refuse a package in which a part that was not to be touched is another than it was."""
    declared = {*touched.added, *touched.changed, *touched.removed}
    there = {info.filename: info for info in after.members}
    for info in before.members:
        if info.filename in declared:
            continue
        now = there.pop(info.filename, None)
        same = now is not None and now.CRC == info.CRC and before.raw(info) == after.raw(now)
        if not same:
            raise AgreementError("part_differs", place=after.path, part=info.filename)
    for name in there:
        if name not in declared:
            raise AgreementError("part_differs", place=after.path, part=name)


def refuse_unlike(book: BookCells, draft: BookDraft) -> None:
    """Refuse a book in which a cell of ours, or its name, reads back as something else."""
    for sheet in draft.sheets:
        grid = book.sheets[sheet.title]
        for at, cell in sheet.cells.items():
            if cell.formula is None and cell.value in ("", None) and not cell.style.unlocked:
                continue  # looks alone: a person may have written there
            found = grid.get(at)
            value, formula = (found.content, found.formula) if found else (None, None)
            wanted = None if cell.formula is None else cell.formula.removeprefix("=")
            if formula != wanted or not _same(cell.value, value):
                raise AgreementError("cell_differs", place=f"{sheet.title}!{cell_name(at)}",
                                     stored=value, wanted=cell.value)
    for named in draft.names:
        if book.names.get(named.name) != (named.sheet, named.position):
            raise AgreementError("name_differs", place=named.name,
                                 wanted=f"{quoted_title(named.sheet)}!{cell_name(named.position)}")


def _same(wanted: CellValue, found: object) -> bool:
    if wanted in ("", None):
        return found in ("", None)
    if isinstance(wanted, (int, float)) and not isinstance(wanted, bool):
        return isinstance(found, Decimal) and float(found) == float(wanted)
    return found == wanted
