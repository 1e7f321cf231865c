"""What is printed of our sheets: names that belong to a sheet and not to the book."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from finsam_xl.addresses import cell_name, position_of
from finsam_xl.graft.moves import Moves, Ways, sheet_of
from finsam_xl.graft.names import PRINTED, Scoped
from finsam_xl.package.structure import HostSheet, Structure
from finsam_xl.sheets.draft import BookDraft, Printing

_AREA, _TITLES = PRINTED
_PART = re.compile(r"(?<![\w!'])(?:\$?([A-Z]{1,3}))?(?:\$?(\d{1,7}))?(?=[:,]|$)")


def print_names(
    fresh: Structure, host: Structure, present: Mapping[str, HostSheet],
    before: BookDraft | None, position: Mapping[str, int], ways: Ways,
) -> dict[Scoped, str]:
    """The print areas and repeated rows of our sheets, by their places in the host.

    An area that a person chose is left as it is, but follows its cells; one that was taken away
    stays away.
    """
    wanted: dict[Scoped, str] = {}
    keys = {title: key for key, title in _keys(ways)}
    for each in fresh.names:
        if each.scope is None:
            continue
        title = fresh.sheets[each.scope].title
        there = present.get(keys.get(title, ""))
        sheet = sheet_of(before, keys[title]) if before and there else None
        usual = _usual(each.name, sheet.printing) if sheet else ""
        if there is None or not usual:
            wanted[each.name, position[title]] = each.text
            continue
        said = _said(each.name, host, there)
        if said.rpartition("!")[2] == usual:
            wanted[each.name, position[title]] = each.text
        elif said:
            wanted[each.name, position[title]] = _moved(said, ways[title])
    return wanted


def _keys(ways: Ways) -> Iterator[tuple[str, str]]:
    return ((sheet.key, sheet.title) for sheet in ways.before.sheets)


def _usual(name: str, printing: Printing) -> str:
    """What we said when the book was last written, the sheet's title apart; empty for nothing."""
    if name == _AREA and printing.area is not None:
        corners = (printing.area[:2], printing.area[2:])
        return ":".join(cell_name(at, fix_row=True, fix_column=True) for at in corners)
    if name == _TITLES and printing.repeat is not None:
        return ":".join(f"${row + 1}" for row in printing.repeat)
    return ""


def _said(name: str, host: Structure, there: HostSheet) -> str:
    """What stands there now; empty where a person has taken it away."""
    scope = host.sheets.index(there)
    return next((each.text for each in host.names
                 if each.scope == scope and each.name.casefold() == name.casefold()), "")


def _moved(said: str, way: Moves) -> str:
    """A person's area where its corners now are; as it is if one of them is gone."""
    if way.none:
        return said
    lost: list[str] = []

    def corner(found: re.Match[str]) -> str:
        letters, number = found[1], found[2]
        row, column = position_of(f"{letters or 'A'}{number or '1'}")
        to = way.row(row) if number else 0, way.column(column) if letters else 0
        if to[0] is None or to[1] is None:
            lost.append(found[0])
            return found[0]
        name = cell_name((to[0], to[1]), fix_row=True, fix_column=True)
        return "".join((f"${name.split('$')[1]}" if letters else "",
                        f"${name.split('$')[2]}" if number else ""))

    areas = [f"{title}{mark}{_PART.sub(corner, cells)}" for title, mark, cells in (
        each.rpartition("!") for each in re.split(r",(?=[^']*(?:'[^']*'[^']*)*$)", said))]
    return said if lost else ",".join(areas)
