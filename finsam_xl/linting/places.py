"""Places and references as formulas write them."""

from __future__ import annotations

import re

from openpyxl.utils.cell import get_column_letter, range_boundaries

from finsam_xl.linting.rule import Place

Box = tuple[int, int, int, int]
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_NO_TITLE = re.compile(r"[-!/+*():;, &<>=\[\]]")
_CORNER = re.compile(r"(?<![A-Za-z0-9_.\\])(\$?)([A-Z]{1,3})(\$?)(\d+)(?![A-Za-z0-9_.(])")


def shown(place: Place) -> str:
    """A place as a reader writes it.

    >>> shown(("Andelar", 3, 2))
    'Andelar!B3'
    """
    return f"{place[0]}!{get_column_letter(place[2])}{place[1]}"


def box_of(reference: str, home: str) -> tuple[str, Box] | None:
    """A reference's sheet, and its first column and row and last; None if it is no reference.

    >>> box_of("'Å ä'!$C$7:D9", "")
    ('Å ä', (3, 7, 4, 9))
    >>> box_of("B:B", "Blad")
    ('Blad', (2, 1, 2, 1048576))
    >>> box_of("Tabell[Summa]", "Blad"), box_of("Blad!A1/Blad!B1", "")
    (None, None)
    """
    sheet, _, cells = reference.rpartition("!")
    if not sheet.startswith("'") and _NO_TITLE.search(sheet):
        return None
    title = sheet.removeprefix("'").removesuffix("'").replace("''", "'") or home
    try:
        left, top, right, bottom = range_boundaries(cells)
    except (ValueError, TypeError):
        return None
    return title, (left or 1, top or 1, right or LAST_COLUMN, bottom or LAST_ROW)


def relative(formula: str, place: Place) -> str:
    """A formula as it reads from its own cell, so that copies are alike.

    >>> relative("=LOG10(A1)+$B$1", ("Blad", 2, 1))
    '=LOG10(R[-1]C[0])+R1C2'
    """
    def moved(found: re.Match[str]) -> str:
        fixed_column, letters, fixed_row, digits = found.groups()
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        row = digits if fixed_row else f"[{int(digits) - place[1]}]"
        return f"R{row}C{column if fixed_column else f'[{column - place[2]}]'}"

    return _CORNER.sub(moved, formula)
