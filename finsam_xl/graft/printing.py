"""What is printed of our sheets: names that belong to a sheet and not to the book."""

from __future__ import annotations

from collections.abc import Mapping

from finsam_xl.addresses import cell_name
from finsam_xl.graft.moves import sheet_of
from finsam_xl.graft.names import PRINTED, Scoped
from finsam_xl.package.structure import HostSheet, Structure
from finsam_xl.sheets.draft import BookDraft


def print_names(
    fresh: Structure, host: Structure, present: Mapping[str, HostSheet],
    before: BookDraft | None, position: Mapping[str, int], keys: Mapping[str, str],
) -> dict[Scoped, str]:
    """The print areas and repeated rows of our sheets, by their places in the host.

    An area that a person chose is left as it is.
    """
    wanted: dict[Scoped, str] = {}
    for each in fresh.names:
        if each.scope is None:
            continue
        title = fresh.sheets[each.scope].title
        if not _chosen(each.name, host, present.get(keys[title]), before, keys[title]):
            wanted[each.name, position[title]] = each.text
    return wanted


def _chosen(
    name: str, host: Structure, there: HostSheet | None, before: BookDraft | None, key: str
) -> bool:
    """Whether a person has set a sheet's print area to something that we did not."""
    sheet = sheet_of(before, key) if before else None
    if name != PRINTED[0] or there is None or sheet is None or sheet.printing.area is None:
        return False
    scope = host.sheets.index(there)
    said = next((each.text for each in host.names
                 if each.scope == scope and each.name.casefold() == name.casefold()), None)
    first, last = sheet.printing.area[:2], sheet.printing.area[2:]
    usual = ":".join(cell_name(at, fix_row=True, fix_column=True) for at in (first, last))
    return said is not None and said.rpartition("!")[2] != usual
