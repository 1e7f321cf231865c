"""The rows of a financing table: members, sums of some of them, and the sum of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from finsam_xl.reviewing.amounts import amount_in, share_in
from finsam_xl.reviewing.headers import Header
from finsam_xl.reviewing.members import (
    AF,
    ALL_MUNICIPALITIES,
    FK,
    STATE,
    is_municipality,
    is_sum,
    member_of,
)
from finsam_xl.reviewing.sources import Row
from finsam_xl.reviewing.splitting import PartedMember, is_wide, parted_member
from finsam_xl.reviewing.tables import Cell, FinancingTable, MemberRow

TOTAL, UNKNOWN = "total", "?"


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
        members.append(row)
    if not any(row.member not in (UNKNOWN, ALL_MUNICIPALITIES) for row in members):
        return None
    subtotals = tuple(row for row in members if _is_subtotal(row, members))
    return FinancingTable(
        place=rows[0].place, years=header.years, unit=header.unit, total=total,
        rows=tuple(row for row in members if row not in subtotals),
        subtotals=subtotals, plan_years=plan_years)


def _is_subtotal(row: MemberRow, members: Sequence[MemberRow]) -> bool:
    """Whether a row sums other rows: the state's two, or the municipalities."""
    if row.member == STATE:
        return any(other.member in (FK, AF) for other in members)
    return row.member == ALL_MUNICIPALITIES and any(
        is_municipality(other.member) for other in members)


def _member_rows(header: Header, rows: Sequence[Row]) -> Iterator[MemberRow]:
    count = len(header.years)
    wide = 2 * sum(is_wide(row.text, count) for row in rows) > sum(
        member_of(row.text.split(maxsplit=1)[0]) is not None for row in rows)
    for row in rows:
        found = (_pasted(row, count, wide=wide) if row.loose
                 else _of_cells(row, header.columns))
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


def _of_cells(row: Row, columns: tuple[int, ...]) -> MemberRow | None:
    """A row whose cells stand under the years; the label is what else is no share."""
    beside = [cell for column, cell in enumerate(row.cells) if column not in columns and cell]
    shares = [found for cell in beside if (found := share_in(cell))]
    label = " ".join(cell for cell in beside if not share_in(cell))
    member = _member(label)
    cells = tuple(_cell(row.cells[column], row.place_of(column)) for column in columns)
    filled = [cell for cell in cells if cell.amount or cell.text]
    if member is None and label and any(cell.amount for cell in cells):
        member = UNKNOWN
    if member is None or (member in (ALL_MUNICIPALITIES, UNKNOWN) and not filled):
        return None
    return MemberRow(member=member, name=_name(label), place=row.place,
                     share=shares[0] if shares else None, cells=cells)


def _name(label: str) -> str:
    """A member's name as it is said: capitals only where it begins."""
    plain = " ".join(label.split()).strip(" ,;:*")
    return plain.capitalize() if plain.isupper() and len(plain) > len("VGR") else plain
