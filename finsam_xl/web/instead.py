"""Excel's own formulas in the place of the add-in's functions, before a book leaves the house.

Who has no add-in would see `#NAMN?`. A share keeps its rule: whole steps, and one more for the
largest remainders, ties to the larger municipality and then to the row that stands first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from openpyxl.formula import Tokenizer

from finsam_xl.addresses import Position, cell_name, position_of
from finsam_xl.books.patch import Block, Content, Formula, Patch
from finsam_xl.linting.calls import Call, calls

if TYPE_CHECKING:
    from finsam_xl.web.asked import Asked, Page, Reply

_CELL = r"\$?[A-Z]{1,3}\$?\d+"
_AREA = re.compile(rf"^((?:'(?:[^']|'')+'|[^'!:]+)!)?({_CELL})(?::({_CELL}))?$")
_SHARE = frozenset({"FINSAM.ANDEL", "FINSAM.SHARE"})
_POPULATION = frozenset({"FINSAM.BEFOLKNING", "FINSAM.POPULATION"})
_SENTENCE = frozenset({"FINSAM.KONTROLL", "FINSAM.CHECK", "FINSAM.FORKLARA", "FINSAM.EXPLAIN"})
_DAY = re.compile(r'^"(\d{4})-(\d\d)-(\d\d)"$')
_COLUMNS_WITHOUT_CHOICE = 3


class Area(NamedTuple):
    """A rectangle that a formula points at: its sheet as written, and its corners."""

    sheet: str
    first: Position
    last: Position

    def part(self, first: Position, last: Position) -> str:
        """Some of it as a formula writes it, fixed."""
        corners = (cell_name(each, fix_row=True, fix_column=True) for each in (first, last))
        return self.sheet + (":".join(corners) if first != last else next(corners))

    @property
    def whole(self) -> str:
        """All of it."""
        return self.part(self.first, self.last)

    def column(self, place: int) -> str:
        """One of its columns, counted from nothing."""
        across = self.first[1] + place
        return self.part((self.first[0], across), (self.last[0], across))

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.last[0] - self.first[0] + 1, self.last[1] - self.first[1] + 1


@dataclass(frozen=True, slots=True)
class Found:
    """A cell with one of the functions: where it stands, its formula, what it shows."""

    sheet: str
    at: Position
    formula: str
    shown: object

    @property
    def place(self) -> str:
        """The cell with its sheet."""
        return f"{self.sheet}!{cell_name(self.at)}"


def answered_instead(page: Page, asked: Asked) -> Reply:
    """What is to stand in the cells that hold a function: `{"cells": […]}`.

    Each is `{"sheet", "cell", "formula", "value"}`. The reply is a patch, and the cells
    that somebody must see to by hand.
    """
    del page
    found = sorted(map(_found, asked.arguments.get("cells") or ()),
                   key=lambda each: (each.sheet, each.at))
    blocks: list[Block] = []
    by_hand: list[str] = []
    for each in found:
        if any(block.sheet == each.sheet and each.at in dict(block.cells()) for block in blocks):
            continue
        rows = ordinary(each)
        if rows is None:
            by_hand.append(each.place)
        else:
            blocks.append(Block(each.sheet, each.at, rows))
    told = json.loads(Patch(tuple(blocks)).as_json())["blocks"]
    return {"blocks": [{**block, "last": cell_name(blocks[place].last)}
                       for place, block in enumerate(told)], "by_hand": by_hand}, []


def _found(told: Mapping[str, Any]) -> Found:
    return Found(str(told["sheet"]), position_of(str(told["cell"])), str(told["formula"]),
                 told.get("value"))


def ordinary(found: Found) -> tuple[tuple[Content, ...], ...] | None:
    """The rows of a cell and of what it fills; None where no formula says the same.

    A sentence stays as it reads. None too for a function that answers with a fault, or that is
    one of several in its formula.
    """
    call = _only_call(found.formula)
    if call is None or str(found.shown).startswith("#"):
        return None
    if call.name in _SENTENCE:
        return ((str(found.shown),),)
    given = ["".join(str(token.value) for token in argument) for argument in call.arguments]
    if call.name in _POPULATION:
        people = _people_formula(*given)
        return None if people is None else ((Formula(people),),)
    return _shares(*given) if call.name in _SHARE else None


def _only_call(formula: str) -> Call | None:
    """The function that a formula is, and nothing else."""
    tokens = [each for each in Tokenizer(formula).items if each.type != each.WSPACE]
    if not tokens or tokens[0].type != tokens[0].FUNC:
        return None
    depth = 0
    for place, token in enumerate(tokens):
        depth += (token.subtype == token.OPEN) - (token.subtype == token.CLOSE)
        if depth == 0 and place < len(tokens) - 1:
            return None
    return list(calls(tokens))[-1]


def _area(written: str) -> Area | None:
    """An area as a formula points at it; None for anything else, such as a name."""
    found = _AREA.match(written)
    if found is None:
        return None
    first, last = position_of(found[2]), position_of(found[3] or found[2])
    return Area(found[1] or "", first, last)


def _shares(amount: str, people: str, step: str = "1") -> tuple[tuple[Content, ...], ...] | None:
    area = _area(people)
    if area is None or 1 not in area.size:
        return None
    formulas = tuple(Formula(each) for each in _share_formulas(amount, area, step or "1"))
    return tuple((each,) for each in formulas) if area.size[0] > 1 else (formulas,)


def _share_formulas(amount: str, area: Area, step: str) -> Iterator[str]:
    """A formula for each cell with people: blank where that is blank."""
    steps = f"({amount})" if step == "1" else f"({amount})/({step})"
    every, row = area.whole, "ROW" if area.size[0] > 1 else "COLUMN"
    everyone = f"SUM({every})"
    for down in range(area.size[0]):
        for across in range(area.size[1]):
            at = (area.first[0] + down, area.first[1] + across)
            own = area.part(at, at)
            rests, rest = (f"MOD({steps}*{each},{everyone})" for each in (every, own))
            ahead = (f"SUMPRODUCT(({rests}>{rest})+({rests}={rest})*(({every}>{own})"
                     f"+({every}={own})*({row}({every})<{row}({own}))))")
            left = f"{steps}-SUMPRODUCT(INT({steps}*{every}/{everyone}))"
            yield (f'=IF({own}="","",({step})*(INT({steps}*{own}/{everyone})'
                   f"+IF({ahead}<{left},1,0)))")


def _people_formula(municipality: str, table: str, day: str = "") -> str | None:
    """The people found by code or name, in the column of the day."""
    area = _area(table)
    if area is None or (not day and area.size[1] != _COLUMNS_WITHOUT_CHOICE):
        return None
    code, wanted = (f'RIGHT("000"&{each},4)' for each in (area.column(0), municipality))
    row = f"MATCH(1,INDEX((({code}={wanted})+({area.column(1)}={municipality})>0)*1,0),0)"
    day = _DAY.sub(r"DATE(\1,\2,\3)", day)
    column = (f"SUMPRODUCT(MAX(({area.whole}={day})*(COLUMN({area.whole})-{area.first[1]})))"
              if day else str(_COLUMNS_WITHOUT_CHOICE))
    return f"=INDEX({area.whole},{row},{column})"
