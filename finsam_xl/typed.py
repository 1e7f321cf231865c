"""Inputs as a person would type them: what a session writes when it takes a change back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from finsam_xl.addresses import Position, position_of
from finsam_xl.books.cells import exact
from finsam_xl.books.patch import Content
from finsam_xl.domain.cells import CALENDAR_GAP, as_typed
from finsam_xl.domain.inputs import InputValue
from finsam_xl.domain.names import Name
from finsam_xl.domain.quantities import QUANTITIES
from finsam_xl.plans import ReadInputs
from finsam_xl.sheets.compiling import cell_value
from finsam_xl.texts import texts_in


def typed_contents(
    values: Mapping[Name, InputValue], read: ReadInputs
) -> dict[tuple[str, Position], Content]:
    """Inputs as they are typed in their cells: tkr, the word of a choice, the number of a day."""
    words = texts_in(read.inputs.language).words
    from_1904 = read.book is not None and read.book.from_1904
    found: dict[tuple[str, Position], Content] = {}
    for name, value in values.items():
        kind = QUANTITIES[name.quantity].kind
        typed = cell_value(as_typed(value, kind, words))
        content = exact(typed) if isinstance(typed, (int, float)) else typed or None
        if from_1904 and isinstance(value, date) and isinstance(content, Decimal):
            content -= CALENDAR_GAP
        title, _, cell = read.places[name].rpartition("!")
        found[title, position_of(cell)] = content
    return found
