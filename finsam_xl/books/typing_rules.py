"""What every book holds a patch to: only cells of ours are typed in, and nobody typed since."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NoReturn

from finsam_xl.addresses import Position, cell_name
from finsam_xl.books.patch import Block, Content, Formula, Patch
from finsam_xl.domain.names import parse_name
from finsam_xl.domain.quantities import QUANTITIES
from finsam_xl.errors import BookError, LayoutError
from finsam_xl.inputs.raw import FoundCell, Grid

_WHOLE = 10**15


def exact(number: float) -> Decimal:
    """The number that somebody typed, of the float that a program keeps of it.

    >>> exact(8773.5), exact(0.015), exact(3.0)
    (Decimal('8773.5'), Decimal('0.015'), Decimal('3'))
    """
    whole = float(number).is_integer() and abs(number) < _WHOLE
    return Decimal(int(number)) if whole else Decimal(repr(float(number)))


def refuse_other_cells(
    patch: Patch, names: Mapping[str, tuple[str, Position]], path: str
) -> None:
    """Refuse a patch that would type in a cell which is no input and no cell of `live`."""
    ours = {at for text, at in names.items()
            if (name := parse_name(text)) is not None and name.quantity in QUANTITIES}
    for (sheet, at), _ in patch.cells():
        if (sheet, at) not in ours:
            raise BookError("cell_not_input", place=f"{sheet}!{cell_name(at)}", path=path)


def refuse_changed(block: Block, grid: Grid) -> None:
    """Refuse to undo where a cell no longer holds what was written."""
    for (sheet, at), content in Patch((block,)).cells():
        if not same_content(content, grid.get(at)):
            raise BookError("changed_since", place=f"{sheet}!{cell_name(at)}")


def same_content(content: Content, found: FoundCell | None) -> bool:
    """Whether a cell holds a content; an empty text and nothing are the same."""
    if isinstance(content, Formula):
        return found is not None and found.formula is not None
    standing = None if found is None or found.content == "" else found.content
    return standing == (None if content == "" else content)


def unnamed(path: str, name: str) -> NoReturn:
    """Refuse a name that the book does not have."""
    raise LayoutError("name_missing", place=path, name=name)
