"""The rows of a financing table: members, sums of some of them, and the sum of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from finsam_xl.reviewing.amounts import Amount, amount_in, share_in
from finsam_xl.reviewing.headers import Header, is_unit
from finsam_xl.reviewing.members import (
    AF,
    ALL_MUNICIPALITIES,
    FK,
    PARTIES,
    REGION,
    STATE,
    is_municipality,
    is_sum,
    member_of,
)
from finsam_xl.reviewing.sources import Row
from finsam_xl.reviewing.splitting import PartedMember, is_wide, parted_member
from finsam_xl.reviewing.tables import Cell, FinancingTable, MemberRow

TOTAL, UNKNOWN = "total", "?"
_FEWEST = 3
"""A table whose first party comes again after so many rows has ended before it."""


def financing_table(
    header: Header, rows: Sequence[Row], plan_years: tuple[int, int] | None
) -> FinancingTable | None:
    """The table below a header, down to its sum; None where no member is in it."""
    members: list[MemberRow] = []
    total = None
    for row in _member_rows(header, rows[1:]):
        if row.member == TOTAL:
            total = row
            break
        if len(members) >= _FEWEST and row.member == members[0].member in PARTIES:
            break
        members.append(row)
    first = next((number for number, row in enumerate(members) if row.member != UNKNOWN), 0)
    members = [row for row in members[first:] if not _is_heading(row, members)]
    if not _pays(members) or not any(cell.amount for row in members for cell in row.cells):
        return None
    subtotals = tuple(row for row in members if _is_subtotal(row, members))
    return FinancingTable(
        place=rows[0].place, years=header.years, unit=_unit(header, members), total=total,
        rows=tuple(row for row in members if row not in subtotals),
        subtotals=subtotals, plan_years=plan_years)


def _unit(header: Header, members: Sequence[MemberRow]) -> str:
    """The header's unit, or the one that every amount carries."""
    carried = {cell.amount.unit for row in members for cell in row.cells
               if cell.amount and cell.amount.number}
    return carried.pop() or header.unit if len(carried) == 1 else header.unit


def _is_heading(row: MemberRow, members: Sequence[MemberRow]) -> bool:
    """Whether a region's row without amounts only heads the row that has them."""
    return (row.member == REGION and not any(cell.amount or cell.text for cell in row.cells)
            and any(other.member == REGION and other is not row for other in members))


def _pays(members: Sequence[MemberRow]) -> bool:
    """Whether these are members that pay: a party is among them, or they are municipalities."""
    return any(row.member in PARTIES for row in members) or (
        bool(members) and all(is_municipality(row.member) or row.member == ALL_MUNICIPALITIES
                              for row in members)
        and any(member_of(row.name.split()[0]) == row.member for row in members if row.name))


def _is_subtotal(row: MemberRow, members: Sequence[MemberRow]) -> bool:
    """Whether a row sums other rows: the state's two, or the municipalities."""
    if row.member == STATE:
        return any(other.member in (FK, AF) for other in members)
    return row.member == ALL_MUNICIPALITIES and (is_sum(row.name) or any(
        is_municipality(other.member) for other in members))


def _member_rows(header: Header, rows: Sequence[Row]) -> Iterator[MemberRow]:
    count = len(header.years)
    wide = 2 * sum(is_wide(row.text, count) for row in rows) > sum(
        member_of(row.text.split(maxsplit=1)[0]) is not None for row in rows)
    for row in rows:
        found = (_pasted(row, count, wide=wide) if row.loose
                 else _of_cells(row, header))
        if found is not None:
            yield found


def _member(label: str) -> str | None:
    if is_sum(label):
        plain = label.casefold()
        if "kommun" in plain:
            return ALL_MUNICIPALITIES
        return STATE if "stat" in plain else TOTAL
    return member_of(label)


def _pasted(row: Row, count: int, *, wide: bool) -> MemberRow | None:
    parted = _without_words(parted_member(row.cells[0], count, wide=wide))
    member = _member(parted.label)
    if member is None:
        fits = len(parted.amounts) == count and all(map(amount_in, parted.amounts))
        member = UNKNOWN if fits and parted.label else None
    if member is None or (member == ALL_MUNICIPALITIES and not parted.amounts):
        return None
    return MemberRow(member=member, name=_name(parted.label), place=row.place,
                     share=share_in(parted.share),
                     cells=_pasted_cells(parted.amounts, count, row.place))


def _without_words(parted: PartedMember) -> PartedMember:
    """A row whose label ends in words that stand where an amount should, as `Mark cirka 770`."""
    words = parted.label.split()
    for end in range(len(words) - 1, 0, -1):
        label = " ".join(words[:end])
        if _member(parted.label) is None and _member(label) not in (None, TOTAL):
            return PartedMember(label, parted.share, (*words[end:], *parted.amounts))
    return parted


def _pasted_cells(amounts: tuple[str, ...], count: int, place: str) -> tuple[Cell, ...]:
    """As many cells as there are years; words among too few or too many stand in the first."""
    if len(amounts) != count:
        words = " ".join(amounts) if not all(map(amount_in, amounts)) else ""
        amounts = (words, *[""] * (count - 1))
    return tuple(_cell(text, place) for text in amounts)


def _cell(text: str, place: str) -> Cell:
    amount = amount_in(text) if text else None
    return Cell(place=place, amount=amount, text="" if amount else text)


def _of_cells(row: Row, header: Header) -> MemberRow | None:
    """A row whose cells stand under the years; the label stands to their left, else beside them."""
    columns = header.columns
    label = _label(row.cells[:columns[0]]) or _label(row.cells[columns[-1] + 1:])
    member = _member(label)
    cells = tuple(_cell(row.cells[column], row.place_of(column)) for column in columns)
    filled = [cell for cell in cells if cell.amount or cell.text]
    if member is None and label and any(cell.amount for cell in cells):
        member = UNKNOWN
    if member is None or (member in (ALL_MUNICIPALITIES, STATE, UNKNOWN) and not filled):
        return None
    return MemberRow(member=member, name=_name(label), place=row.place,
                     share=_share(row, header), cells=cells)


def _label(cells: Sequence[str]) -> str:
    """The words of some cells: no share, no amount, no unit."""
    return " ".join(cell for cell in cells
                    if cell and not (share_in(cell) or amount_in(cell) or is_unit(cell)))


def _share(row: Row, header: Header) -> Amount | None:
    """What stands under the header of shares; without one, what can be nothing but a share."""
    if header.shares is not None:
        cell = row.cells[header.shares]
        plain = header.in_percent and amount_in(cell) and not cell.startswith("0,")
        return share_in(f"{cell} %" if plain else cell)
    beside = (cell for column, cell in enumerate(row.cells) if column not in header.columns)
    return next((found for cell in beside if (found := share_in(cell)) and found.decimals), None)


def _name(label: str) -> str:
    """A member's name as it is said: capitals only where it begins."""
    plain = " ".join(label.split()).strip(" ,;:*")
    return plain.capitalize() if plain.isupper() and len(plain) > len("VGR") else plain
