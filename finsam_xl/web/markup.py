"""Cells as markup that nobody can break out of: every text is escaped, and nothing is a link."""

from __future__ import annotations

from html import escape

from finsam_xl.addresses import Position, cell_name
from finsam_xl.sheets.draft import DraftCell, DraftSheet
from finsam_xl.web.looks import attributes, classes, conditional_looks, inked
from finsam_xl.web.shown import shown


def safe(text: str) -> str:
    """A text as markup shows it.

    >>> safe('<b onclick="x">')
    '&lt;b onclick=&quot;x&quot;&gt;'
    """
    return escape(text, quote=True).replace("\n", "<br>")


def content(cell: DraftCell) -> str:
    """What a cell says: its value by its number format, or its words in several looks."""
    if not cell.rich:
        return safe(shown(cell.value, cell.style.number))
    return "".join(
        f"<span{attributes(list(inked(classes(style))))}>{safe(text)}</span>" if style
        else safe(text) for style, text in cell.rich)


def element(tag: str, sheet: DraftSheet, at: Position, *names: str) -> str:
    """A cell as an element of its own; empty where the cell is not there."""
    cell = sheet.cells.get(at)
    if cell is None:
        return ""
    looks = [*names, *inked(classes(conditional_looks(sheet, at, cell)))]
    return f'<{tag} data-cell="{cell_name(at)}"{attributes(looks)}>{content(cell)}</{tag}>'
