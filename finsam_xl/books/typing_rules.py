"""What every book holds a patch to: only cells of ours, what stood there, nobody typed since."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

from finsam_xl.addresses import Position, cell_name
from finsam_xl.books.patch import Block, Content, Formula, Patch
from finsam_xl.domain.names import parse_name
from finsam_xl.domain.quantities import QUANTITIES
from finsam_xl.errors import BookError, LayoutError
from finsam_xl.inputs import raw
from finsam_xl.inputs.raw import FoundCell, Grid


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
    for at, content in block.cells():
        if not _same(content, grid.get(at)):
            raise BookError("changed_since", place=f"{block.sheet}!{cell_name(at)}")


def _same(content: Content, found: FoundCell | None) -> bool:
    if isinstance(content, Formula):
        return found is not None and found.formula is not None
    return told_by(found) == (None if content == "" else content)


def standing(block: Block, grid: Grid) -> Block:
    """What stands where a block would be written: the block that undoes it."""
    return block.filled(lambda at: _as_content(grid.get(at)))


def _as_content(cell: FoundCell | None) -> Content:
    if cell is not None and cell.formula is not None:
        return Formula(f"={cell.formula}")
    return told_by(cell)


def told_by(cell: FoundCell | None) -> raw.Content:
    """What a cell says; a formula that gives an empty text says nothing."""
    return None if cell is None or cell.content == "" else cell.content


def unnamed(path: str, name: str) -> NoReturn:
    """Refuse a name that the book does not have."""
    raise LayoutError("name_missing", place=path, name=name)
