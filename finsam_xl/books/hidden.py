"""What is hidden of a workbook's sheets: whole sheets, rows and columns that nobody sees."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from finsam_xl.package.archive import Package
from finsam_xl.package.blame import broken_by_name
from finsam_xl.package.markup import as_utf8
from finsam_xl.package.structure import structure

_HIDDEN = re.compile(
    rb"<(?:[\w.-]+:)?(?:row|col)\s[^>]*?\bhidden=[\"'](?:1|true|on)[\"']")


def hidden_sheets(package: Package, titles: Collection[str]) -> Iterator[str]:
    """Which of some sheets are hidden, or have rows or columns that are, in the book's order."""
    for sheet in structure(package).sheets:
        if sheet.title in titles:
            with broken_by_name(package):
                part = as_utf8(package.part(sheet.part))
            if sheet.state != "visible" or _HIDDEN.search(part):
                yield sheet.title
