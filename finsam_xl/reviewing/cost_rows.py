"""The rows of a table of costs: a label, an amount, perhaps participants, and the sum."""

from __future__ import annotations

from collections.abc import Sequence

from finsam_xl.reviewing.amounts import amount_in
from finsam_xl.reviewing.headers import Header, is_unit
from finsam_xl.reviewing.members import is_sum
from finsam_xl.reviewing.sources import Row
from finsam_xl.reviewing.splitting import EXTERNAL, trailing_numbers
from finsam_xl.reviewing.tables import ACTIVITIES, Cell, CostRow, CostTable

_MOST_TEXT_BETWEEN = 3


def cost_table(header: Header, rows: Sequence[Row]) -> CostTable | None:
    """The table below a header, down to its sum or to where prose begins; None if it is empty."""
    found: list[CostRow] = []
    total, between = None, 0
    for row in rows[1:]:
        cost = _pasted(row, header) if row.loose else _of_cells(row, header)
        if cost is None:
            between += 1
            if found and row.loose and between > _MOST_TEXT_BETWEEN:
                break
            continue
        between = 0
        if is_sum(cost.name):
            total = cost
            break
        found.append(cost)
    if not found or (total is None and header.kind != ACTIVITIES and rows[0].loose):
        return None
    if 2 * sum(row.amount.amount is None and not EXTERNAL.match(row.amount.text)
               for row in found) > len(found):
        return None
    return CostTable(kind=header.kind, title=header.title, place=rows[0].place,
                     unit=header.unit, rows=tuple(found), total=total)


def _pasted(row: Row, header: Header) -> CostRow | None:
    text, external = _without_external(row.cells[0])
    wanted = (2, 1) if header.kind == ACTIVITIES and not external else (1,)
    parted = next((found for count in wanted if (found := trailing_numbers(text, count))), None)
    if parted is None:
        return (CostRow(name=text, place=row.place, amount=Cell(place=row.place, text=external))
                if external and text else None)
    if not parted.label or row.text.endswith("."):
        return None
    numbers = [*parted.numbers, external] if external else list(parted.numbers)
    cells = [_cell(number, row.place) for number in numbers]
    return CostRow(name=parted.label, place=row.place, amount=cells[-1],
                   participants=cells[0] if len(cells) > 1 else None)


def _without_external(text: str) -> tuple[str, str]:
    """A row without the word that stands for money of others, and that word."""
    words = text.split()
    for start in range(max(1, len(words) - 2), len(words)):
        tail = " ".join(words[start:])
        if EXTERNAL.match(tail):
            return " ".join(words[:start]), tail
    return text, ""


def _of_cells(row: Row, header: Header) -> CostRow | None:
    at = _amount_column(row, header)
    beside = {column: cell for column, cell in enumerate(row.cells)
              if cell and column not in (at, header.people)}
    label = " ".join(cell for cell in beside.values() if amount_in(cell) is None)
    if not label or at is None:
        return None
    amount = _cell(row.cells[at], row.place_of(at))
    people = header.people
    counted = (_cell(row.cells[people], row.place_of(people))
               if people is not None and people < len(row.cells) and row.cells[people] else None)
    if not (amount.amount or amount.text or counted) or is_unit(amount.text):
        return None
    return CostRow(name=label, place=row.place, amount=amount, participants=counted)


def _amount_column(row: Row, header: Header) -> int | None:
    if header.columns:
        return header.columns[-1]
    filled = [column for column, cell in enumerate(row.cells) if cell and column]
    return filled[-1] if filled else None


def _cell(text: str, place: str) -> Cell:
    amount = amount_in(text) if text else None
    return Cell(place=place, amount=amount, text="" if amount else text)
