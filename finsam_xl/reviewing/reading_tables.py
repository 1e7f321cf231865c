"""Rows become tables: what follows a header belongs to it, down to its sum."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from finsam_xl.errors import InputError
from finsam_xl.reviewing.amounts import amount_in
from finsam_xl.reviewing.cost_rows import cost_table
from finsam_xl.reviewing.headers import FINANCING, Header, headers_of, plan_years_of
from finsam_xl.reviewing.member_rows import financing_table
from finsam_xl.reviewing.sources import JOINED, Row
from finsam_xl.reviewing.tables import Document, Statement

_NUMBER = r"(\d[\d _]*(?:,\d+)?)\s*(?:tkr|kr)"
_STATED = (
    (1, re.compile(rf"kostnader(?:na)?\s+överstiger\s+intäkter(?:na)?\s+med\s+{_NUMBER}",
                   re.IGNORECASE)),
    (1, re.compile(rf"med\s+{_NUMBER}\s+minskning\s+(?:av\s+)?eget\s+kapital", re.IGNORECASE)),
    (-1, re.compile(rf"intäkter(?:na)?\s+överstiger\s+kostnader(?:na)?\s+med\s+{_NUMBER}",
                    re.IGNORECASE)),
    (-1, re.compile(rf"med\s+{_NUMBER}\s+ökning\s+(?:av\s+)?eget\s+kapital", re.IGNORECASE)),
)


def read_document(rows: Sequence[Row], place: str) -> Document:
    """The tables of some rows and what is stated of them; refuses rows without any table."""
    headers = headers_of(rows)
    years = plan_years_of(rows, place)
    ends = [*(each.row for each in headers[1:]), len(rows)][:len(headers)]
    parts = list(zip(headers, ends, strict=True))
    financing = [found for header, end in parts if header.kind == FINANCING
                 and (found := financing_table(header, _below(rows, header, end), years))]
    costs = [table for header, end in parts if header.kind != FINANCING
             and (table := cost_table(header, _below(rows, header, end)))]
    if not financing and not costs:
        raise InputError("review_no_table", place=place)
    return Document(financing=tuple(financing), costs=tuple(costs),
                    statements=tuple(_statements(rows)))


def _below(rows: Sequence[Row], header: Header, end: int) -> Sequence[Row]:
    """The rows of a table at most: down to the next header, on the header's own sheet."""
    sheet = rows[header.row].sheet
    return [row for row in rows[header.row:end] if row.sheet == sheet]


def _statements(rows: Sequence[Row]) -> Iterator[Statement]:
    """What the text states; a sentence may be broken over rows."""
    starts, texts, length = [], [], 0
    for row in rows:
        starts.append(length)
        texts.append(row.text)
        length += len(row.text) + 1
    whole = " ".join(texts)
    for sign, pattern in _STATED:
        for found in pattern.finditer(whole):
            amount = amount_in(found[1].replace(JOINED, " ").strip())
            at = max(number for number, start in enumerate(starts) if start <= found.start())
            if amount is not None:
                unit = "tkr" if found[0][found.end(1) - found.start():].strip().casefold(
                    ).startswith("tkr") else "kr"
                yield Statement(place=rows[at].place,
                                costs_less_income=Fraction(sign) * amount.kronor(unit))
