"""How a cell and a sheet are written in a formula."""

from __future__ import annotations

import re

Position = tuple[int, int]
"""A row and a column, counted from nothing."""

FORMULA_LIKE = ("=", "+", "-", "@", "\t", "\r")
"""What a text begins with that some program would take for a formula."""

_CELL = re.compile(r"^\$?([A-Z]{1,3})\$?(\d+)$")
_LOOKS_LIKE_MORE = re.compile(r"^(?:[A-Z]{1,3}\d+|R\d*(?:C\d*)?|C\d*|TRUE|FALSE)$", re.IGNORECASE)


def quoted_title(title: str) -> str:
    """A sheet's title as a formula writes it.

    >>> quoted_title("Ekonomisk sammanställning"), quoted_title("Andelar"), quoted_title("AB12")
    ("'Ekonomisk sammanställning'", 'Andelar', "'AB12'")
    """
    plain = title.isidentifier() and not _LOOKS_LIKE_MORE.match(title)
    return title if plain else "'" + title.replace("'", "''") + "'"


def bare_title(written: str) -> str:
    """A title as a formula writes it, without its quotes.

    >>> bare_title("'Hjort''s blad'"), bare_title("Andelar")
    ("Hjort's blad", 'Andelar')
    """
    return written[1:-1].replace("''", "'") if written.startswith("'") else written


def cell_name(at: Position, *, fix_row: bool = False, fix_column: bool = False) -> str:
    """A position as a cell's name.

    >>> cell_name((8, 3)), cell_name((0, 27), fix_row=True, fix_column=True)
    ('D9', '$AB$1')
    """
    letters, column = "", at[1] + 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(65 + place) + letters
    return f"{'$' if fix_column else ''}{letters}{'$' if fix_row else ''}{at[0] + 1}"


def position_of(cell: str) -> Position:
    """A cell's name as a position counted from nothing.

    >>> position_of("D9"), position_of("$AB$1")
    ((8, 3), (0, 27))
    """
    found = _CELL.match(cell)
    if found is None:
        raise ValueError(cell)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1
