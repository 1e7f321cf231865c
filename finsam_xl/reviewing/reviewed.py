"""A document judged from its headers to its last sum, each table by every judge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from finsam_xl.findings.finding import Finding
from finsam_xl.reviewing.cells_judged import amount_findings, cost_cell_findings
from finsam_xl.reviewing.columns import columns_of
from finsam_xl.reviewing.costs_judged import cost_findings
from finsam_xl.reviewing.difference_judged import difference_findings
from finsam_xl.reviewing.headers_judged import header_findings
from finsam_xl.reviewing.judging import Reviewed, with_codes
from finsam_xl.reviewing.keys_judged import fitting_of, key_findings
from finsam_xl.reviewing.members_judged import member_findings
from finsam_xl.reviewing.parts_judged import part_findings
from finsam_xl.reviewing.shares_judged import share_findings
from finsam_xl.reviewing.slips import mended
from finsam_xl.reviewing.sums_judged import sum_findings
from finsam_xl.reviewing.tables import FinancingTable


def judged(review: Reviewed) -> tuple[Finding, ...]:
    """All that does not hold in a document, and what is worth a word."""
    document = with_codes(review.document, review.keys)
    review = replace(review, document=document)
    slips: list[Finding] = []
    tables: list[FinancingTable] = []
    for table in document.financing:
        whole, own = mended(table, review)
        tables.append(whole)
        slips.extend(own)
    review = replace(review, document=replace(document, financing=tuple(tables)))
    return (*slips, *_judged(review))


def _judged(review: Reviewed) -> Iterator[Finding]:
    for table in review.document.financing:
        for judge in (header_findings, member_findings, amount_findings, sum_findings,
                      part_findings, share_findings, key_findings):
            yield from judge(table, review)
    for costs in review.document.costs:
        yield from cost_cell_findings(costs, review)
    yield from cost_findings(review)
    yield from difference_findings(review)


def told_keys(review: Reviewed) -> list[dict[str, Any]]:
    """For programs: the key that fits each year best, and how well."""
    document = with_codes(review.document, review.keys)
    return [
        {"place": table.place, "year": column.year, "date": fitting.best.key.day.isoformat(),
         "inferred": fitting.best.key.inferred, "exact": fitting.best.exact,
         "hits": sum(fitting.best.hits), "members": len(fitting.best.rows),
         "largest_deviation": round(fitting.best.largest)}
        for table in document.financing for column in columns_of(table)
        if (fitting := fitting_of(column, review)) is not None]
