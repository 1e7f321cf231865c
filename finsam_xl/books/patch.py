"""A patch: what is to stand in which cells, as plain data that any book can write and undo.

Positions count from nothing; a block is a rectangle of one sheet. `None` empties a cell.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from finsam_xl.addresses import Position, cell_name, position_of


class Formula(NamedTuple):
    """A formula as it is written in a cell, with its equals sign."""

    text: str


Content: TypeAlias = Decimal | str | bool | Formula | None
Cells: TypeAlias = Mapping[tuple[str, Position], Content]


class Block(NamedTuple):
    """A rectangle of cells: its sheet's title, its first cell, and its rows."""

    sheet: str
    first: Position
    rows: tuple[tuple[Content, ...], ...]

    @property
    def last(self) -> Position:
        """The cell in the far corner."""
        return (self.first[0] + len(self.rows) - 1, self.first[1] + len(self.rows[0]) - 1)

    def cells(self) -> Iterator[tuple[Position, Content]]:
        """Every cell with what is to stand there."""
        for down, row in enumerate(self.rows):
            for across, content in enumerate(row):
                yield (self.first[0] + down, self.first[1] + across), content

    def filled(self, content_at: Callable[[Position], Content]) -> Block:
        """A block of the same cells with other contents."""
        places = iter(self.cells())
        return self._replace(rows=tuple(
            tuple(content_at(next(places)[0]) for _ in row) for row in self.rows))

    @property
    def place(self) -> str:
        """Where the block begins, as a reader writes it."""
        return f"{self.sheet}!{cell_name(self.first)}"


@dataclass(frozen=True, slots=True)
class Patch:
    """Blocks to be written together or not at all."""

    blocks: tuple[Block, ...] = ()

    def cells(self) -> Iterator[tuple[tuple[str, Position], Content]]:
        """Every cell with what is to stand there."""
        for block in self.blocks:
            for at, content in block.cells():
                yield (block.sheet, at), content

    def as_json(self) -> str:
        """The patch as JSON.

        >>> patch_of({("Blad", (1, 2)): Decimal("8773.5")}).as_json()
        '{"blocks": [{"sheet": "Blad", "cell": "C2", "rows": [[8773.5]]}]}'
        """
        return json.dumps({"blocks": [
            {"sheet": block.sheet, "cell": cell_name(block.first),
             "rows": [[_plain(content) for content in row] for row in block.rows]}
            for block in self.blocks]}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a book wrote, and what stood there before."""

    written: Patch
    before: Patch


def patch_of(cells: Cells) -> Patch:
    """Cells gathered into as few rectangles as stand side by side: columns first, then rows."""
    runs: list[Block] = []
    for (sheet, at), content in sorted(
        cells.items(), key=lambda each: (each[0][0], each[0][1][1], each[0][1][0])
    ):
        last = runs[-1] if runs else None
        if last and last.sheet == sheet and last.last == (at[0] - 1, at[1]):
            runs[-1] = last._replace(rows=(*last.rows, (content,)))
        else:
            runs.append(Block(sheet, at, ((content,),)))
    return Patch(tuple(_side_by_side(runs)))


def _side_by_side(runs: list[Block]) -> Iterator[Block]:
    """Columns of equal height beside one another become one block."""
    waiting = sorted(runs, key=lambda run: (run.sheet, run.first[0], len(run.rows), run.first[1]))
    block: Block | None = None
    for run in waiting:
        if block and (block.sheet, block.first[0], len(block.rows), block.last[1] + 1) == (
            run.sheet, run.first[0], len(run.rows), run.first[1]
        ):
            block = block._replace(rows=tuple(
                (*left, *right) for left, right in zip(block.rows, run.rows, strict=True)))
            continue
        if block:
            yield block
        block = run
    if block:
        yield block


def read_patch(text: str) -> Patch:
    """Read a patch back from JSON; a number keeps every digit.

    >>> read_patch('{"blocks": [{"sheet": "Blad", "cell": "C2", "rows": [[8773.5]]}]}').blocks[0]
    Block(sheet='Blad', first=(1, 2), rows=((Decimal('8773.5'),),))
    """
    found = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    return Patch(tuple(
        Block(each["sheet"], position_of(each["cell"]),
              tuple(tuple(_content(content) for content in row) for row in each["rows"]))
        for each in found["blocks"]))


def _plain(content: Content) -> Any:  # noqa: ANN401 - what JSON can hold
    if isinstance(content, Formula):
        return {"formula": content.text}
    return plain_number(content) if isinstance(content, Decimal) else content


def plain_number(number: Decimal) -> int | float:
    """A number as programs hold it: whole where it is.

    >>> plain_number(Decimal("8773.5")), plain_number(Decimal(3))
    (8773.5, 3)
    """
    return int(number) if number == number.to_integral_value() else float(number)


def _content(found: Any) -> Content:  # noqa: ANN401 - what JSON can hold
    return Formula(found["formula"]) if isinstance(found, dict) else found
