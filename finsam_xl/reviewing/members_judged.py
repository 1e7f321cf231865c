"""Whether all members are in a table, each once, and known by name."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_xl.domain.municipalities import municipality_names
from finsam_xl.findings.finding import Finding
from finsam_xl.reviewing.columns import Column, columns_of, municipal_rows
from finsam_xl.reviewing.judging import Reviewed
from finsam_xl.reviewing.member_rows import UNKNOWN
from finsam_xl.reviewing.members import (
    AF,
    ALL_MUNICIPALITIES,
    FK,
    REGION,
    STATE,
    close_member,
    is_municipality,
    member_of,
)
from finsam_xl.reviewing.quarters import quarters_of
from finsam_xl.reviewing.tables import ACTIVITIES, FinancingTable, MemberRow
from finsam_xl.reviewing.wording import found, listed, said


def member_findings(table: FinancingTable, review: Reviewed) -> Iterator[Finding]:
    """Members that a table lacks, has twice, or calls by a name that nobody has."""
    yield from _twice(table, review)
    yield from _unknown(table, review)
    lacking = tuple(_lacking_parties(table, review))
    if lacking:
        yield _missing("error", table, lacking, review)
    codes = frozenset(code for row in table.rows if is_municipality(
        code := close_member(row.name) or "" if row.member == UNKNOWN else row.member))
    municipalities = review.keys.lacking(codes) or _named_elsewhere(codes, review)
    if municipalities:
        sums = all(_sums(column) for column in columns_of(table))
        yield _missing("warning" if sums else "error", table, municipalities, review)


def _missing(
    severity: str, table: FinancingTable, names: tuple[str, ...], review: Reviewed
) -> Finding:
    return found(review.texts, "member_missing", severity, table.place,
                 expected=", ".join(names), names=listed(names, review.texts))


def _sums(column: Column) -> bool:
    """Whether the municipalities that there are pay the whole of their part."""
    quarters = quarters_of(column)
    return quarters is None or all(part.member != ALL_MUNICIPALITIES for part in quarters.unequal)


def _lacking_parties(table: FinancingTable, review: Reviewed) -> Iterator[str]:
    """The parties without a row; a table of municipalities alone has none and needs none."""
    there = {row.member for row in (*table.rows, *table.subtotals)}
    if not there & {FK, AF, STATE, REGION}:
        return
    for member in (FK, AF):
        if member not in there and STATE not in there:
            yield said(review.texts, f"member_{member}")
    if REGION not in there and any(
            quarters_of(column) is not None for column in columns_of(table)):
        yield said(review.texts, "member_region")
    if not municipal_rows(table) and ALL_MUNICIPALITIES not in there:
        yield said(review.texts, "all_municipalities")


def _named_elsewhere(codes: frozenset[str], review: Reviewed) -> tuple[str, ...]:
    """Municipalities that have activities of their own, but no row here."""
    names = {code: _name(row.name) for table in review.document.costs if table.kind == ACTIVITIES
             for row in table.rows
             if (code := member_of(row.name)) is not None and is_municipality(code)}
    if not codes or not codes < names.keys() | codes or not codes & names.keys():
        return ()
    return tuple(name for code, name in names.items() if code not in codes)


def _name(name: str) -> str:
    return name.capitalize() if name.isupper() else name


def _twice(table: FinancingTable, review: Reviewed) -> Iterator[Finding]:
    """A member's second row; regions may be several, by different names."""
    seen: dict[tuple[str, str], MemberRow] = {}
    for row in table.rows:
        name = row.name.casefold() if row.member in (REGION, UNKNOWN) else ""
        first = seen.setdefault((row.member, name), row)
        if first is not row:
            yield found(review.texts, "member_twice", "error", row.place,
                        name=row.name, first=first.place)


def _unknown(table: FinancingTable, review: Reviewed) -> Iterator[Finding]:
    """Misspelled names one by one, all others together."""
    strangers = []
    for row in table.rows:
        code = close_member(row.name) if row.member == UNKNOWN else None
        if code is not None:
            yield found(review.texts, "member_unknown", "note", row.place, way="member_misspelled",
                        actual=row.name, name=row.name, close=municipality_names()[code])
        elif row.member == UNKNOWN:
            strangers.append(row)
    if strangers:
        yield found(review.texts, "member_unknown", "note", strangers[0].place,
                    actual=", ".join(row.name for row in strangers),
                    names=listed([row.name for row in strangers], review.texts))
