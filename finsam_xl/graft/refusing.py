"""Workbooks that must not be written, and what of others is worth a word when one is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from finsam_xl.domain.names import MARK
from finsam_xl.errors import BookError
from finsam_xl.package.structure import Structure

LEFT = "#REF!"
"""What a name of ours says that is still asked for after our sheets were taken out."""

_TABLE = re.compile(rb"<(?:[\w.-]+:)?table\s[^>]*?\bdisplayName=\"([^\"]*)\"")


def refuse_unwritable(host: Structure) -> None:
    """Refuse what writing would break: a signature, a locked structure, shared or rounded books.

    A book of which no sheet is visible is broken already: no program would show it.
    """
    path = host.package.path
    if not any(each.state == "visible" for each in host.sheets):
        raise BookError("no_visible_sheet", place=path)
    for each in host.sheets:
        if each.part not in host.package.parts:
            raise BookError("part_missing", place=path, part=each.part or each.title)
    if any(part.startswith("_xmlsignatures/") for part in host.package.parts):
        raise BookError("signed", place=path)
    if host.holds("workbookProtection", "lockStructure"):
        raise BookError("structure_locked", place=path)
    if host.parts_of_kind("revisionHeaders"):
        raise BookError("shared_book", place=path)
    if host.setting("calcPr", "fullPrecision").lower() in ("0", "false", "off"):
        raise BookError("displayed_precision", place=path)


def notices(host: Structure) -> Iterator[str]:
    """What is kept as it is and worth a word: keys of sentences."""
    parts = host.package.parts
    if any("vbaProject" in part for part in parts):
        yield "notice_macros"
    if any("/externalLinks/" in part for part in parts):
        yield "notice_external"
    if any(part.endswith("/connections.xml") for part in parts):
        yield "notice_connections"
    if host.setting("calcPr", "calcMode") == "manual":
        yield "notice_manual"
    if host.holds("calcPr", "iterate"):
        yield "notice_iterate"
    if any(each.state == "veryHidden" for each in host.sheets):
        yield "notice_hidden"


def refuse_clashes(host: Structure, titles: Collection[str], names: Collection[str]) -> None:
    """Refuse to come into a book where a sheet, a name or a table is called like one of ours."""
    path = host.package.path
    ours = {title.casefold() for title in titles}
    for sheet in host.sheets:
        if sheet.title.casefold() in ours:
            raise BookError("title_taken", place=path, sheet=sheet.title)
    folded = {name.casefold() for name in names}
    for each in host.names:
        left = each.name.casefold() in folded and each.text == LEFT  # by an earlier detach
        taken = each.name.casefold() in folded or each.name.casefold().startswith(MARK)
        if taken and not left:
            raise BookError("name_taken", place=path, name=each.name)
    for part in host.package.parts:
        if "/tables/" in part:
            for table in _TABLE.findall(host.package.parts[part]):
                if table.decode("utf-8", "replace").casefold() in folded:
                    raise BookError("name_taken", place=path, name=table.decode())
