"""What every judge of a table is given: the document, the keys and the words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from finsam_xl.reviewing.keys import Keys
from finsam_xl.reviewing.member_rows import UNKNOWN
from finsam_xl.reviewing.tables import Document, FinancingTable, MemberRow
from finsam_xl.reviewing.wording import money
from finsam_xl.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A document under review, the populations that are known, and the reader's language."""

    file: str
    document: Document
    keys: Keys
    texts: Texts

    def money(self, kronor: Fraction, table: FinancingTable) -> str:
        """An amount as a table writes it."""
        return money(kronor, table.unit, self.texts)

    def several(self, amounts: Iterable[Fraction], unit: str) -> str:
        """Amounts with a plus between them."""
        return " + ".join(money(each, unit, self.texts) for each in amounts)


def with_codes(document: Document, keys: Keys) -> Document:
    """The document with the codes of members whose names only a file of keys knows."""
    return replace(document, financing=tuple(
        replace(table, rows=tuple(_with_code(row, keys) for row in table.rows))
        for table in document.financing))


def _with_code(row: MemberRow, keys: Keys) -> MemberRow:
    code = keys.code_of(row.name) if row.member == UNKNOWN else None
    return row if code is None else replace(row, member=code)
