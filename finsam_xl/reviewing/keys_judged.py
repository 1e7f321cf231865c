"""Which population a year's amounts were divided by, and whether it is the one it should be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from finsam_xl.findings.finding import Finding
from finsam_xl.reviewing.columns import Column, columns_of, municipal_rows
from finsam_xl.reviewing.fitting import Fit, due_fit, due_for, fits_of
from finsam_xl.reviewing.judging import Reviewed
from finsam_xl.reviewing.keys import Key
from finsam_xl.reviewing.tables import FinancingTable
from finsam_xl.reviewing.wording import found, listed, number, said

_CLEARLY, _NEAR = 2, 500
"""An older key is meant where it misses by half as much as the one that should be used, and by no
more than a five hundredth of what is divided."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """A column, the key that should be used where it is known, and the one that fits best."""

    column: Column
    due: Fit | None
    best: Fit
    oldest: Fit

    @property
    def right(self) -> bool:
        """Whether the key that should be used gives every amount."""
        return self.due is not None and self.due.exact

    @property
    def near(self) -> bool:
        """Whether the best key fits so well that it may be the one."""
        return self.best.largest * _NEAR <= sum(self.best.written)

    @property
    def older(self) -> bool:
        """Whether another key gives all amounts, or fits clearly better than the due one."""
        if self.best is self.due:
            return False
        clearly = (self.near and self.due is not None
                   and self.best.largest * _CLEARLY <= self.due.largest)
        return self.best.exact or (clearly and 2 * sum(_hits(self.due)) < len(self.best.rows))


def _hits(fit: Fit | None) -> tuple[bool, ...]:
    return () if fit is None else fit.hits


def fitting_of(column: Column, review: Reviewed) -> Fitting | None:
    """How a column fits the keys that were known; None where none was."""
    fits = fits_of(column, review.keys)
    if not fits:
        return None
    best = min(reversed(fits), key=lambda fit: (not fit.exact, fit.largest))
    return Fitting(column, due_fit(column, fits), best, fits[0])


def key_findings(table: FinancingTable, review: Reviewed) -> Iterator[Finding]:
    """Every year that does not follow the population it should, and what it follows instead."""
    unknown: list[Column] = []
    for column in columns_of(table):
        fitting = fitting_of(column, review)
        if not column.complete:
            continue
        if fitting is None:
            unknown.append(column)
        elif fitting.right:
            continue
        elif fitting.older:
            yield _older(fitting, review)
        elif fitting.due is not None and not (fitting.due.key.inferred and fitting.near):
            yield from _off(fitting, fitting.due, review)
        elif fitting.due is None and not fitting.near:
            unknown.append(column)
        else:
            yield _nearest(fitting, review)
    if unknown and len(municipal_rows(table)) > 1:
        yield _unknown(unknown, table, review)


def said_key(key: Key, review: Reviewed) -> str:
    """A key's date, and that it is inferred where it is."""
    if not key.inferred:
        return key.day.isoformat()
    return said(review.texts, "inferred", day=key.day.isoformat(),
                before=date(key.day.year - 1, 12, 31), after=date(key.day.year, 12, 31))


def _facts(fitting: Fitting, review: Reviewed) -> dict[str, Any]:
    """What every sentence of a key tells: the best, how many it gives, how far it misses."""
    best, table = fitting.best, fitting.column.table
    return {"year": fitting.column.called, "unit": table.unit, "day": due_for(fitting.column),
            "best": said_key(best.key, review), "hits": sum(best.hits), "number": len(best.rows),
            "largest": review.money(_rounded(best.largest), table)}


def _rounded(kronor: Fraction) -> Fraction:
    return Fraction(round(kronor))


def _older(fitting: Fitting, review: Reviewed) -> Finding:
    facts, table, due = _facts(fitting, review), fitting.column.table, fitting.due
    place = fitting.column.place(fitting.best.rows[0])
    if due is None:
        return found(review.texts, "older_key", "warning", place, way="older_key_alone",
                     expected=due_for(fitting.column).isoformat(),
                     actual=fitting.best.key.day.isoformat(), **facts)
    wrong = [f"{row.name} {review.money(right, table)}" for row, right, amount in zip(
        due.rows, due.by_remainder, due.written, strict=True) if right != amount]
    return found(
        review.texts, "older_key", "warning", place, expected=due.key.day.isoformat(),
        actual=fitting.best.key.day.isoformat(), due=said_key(due.key, review),
        misses=review.money(_rounded(due.largest), table), right=listed(wrong, review.texts),
        oldest=_oldest(fitting, review), **facts)


def _oldest(fitting: Fitting, review: Reviewed) -> str:
    """That one older still may fit better, where the oldest that is known fits best."""
    if fitting.best is not fitting.oldest or fitting.best.exact:
        return ""
    return f" {said(review.texts, 'oldest')}"


def _off(fitting: Fitting, due: Fit, review: Reviewed) -> Iterator[Finding]:
    """The rows that the key does not give; all at once where it gives few of them."""
    table, column = fitting.column.table, fitting.column
    if 2 * sum(due.hits) < len(due.rows):
        yield found(review.texts, "off_key", "warning", column.place(due.rows[0]),
                    way="off_every_key", expected=due.key.day.isoformat(),
                    misses=review.money(_rounded(due.largest), table),
                    **_facts(fitting, review))
        return
    for row, hit, amount, right in zip(due.rows, due.hits, due.written, due.by_remainder,
                                       strict=True):
        if not hit:
            yield found(
                review.texts, "off_key", "warning", column.place(row), expected=right,
                actual=amount, name=row.name, amount=review.money(amount, table),
                right=review.money(right, table),
                people=number(Fraction(due.key.people[row.member]), review.texts),
                everyone=number(Fraction(sum(due.key.people.values())), review.texts),
                **_facts(fitting, review))


def _nearest(fitting: Fitting, review: Reviewed) -> Finding:
    return found(review.texts, "key_unknown", "note",
                 fitting.column.place(fitting.best.rows[0]), way="key_nearest",
                 **_facts(fitting, review))


def _unknown(columns: list[Column], table: FinancingTable, review: Reviewed) -> Finding:
    days = dict.fromkeys(due_for(column).isoformat() for column in columns)
    return found(review.texts, "key_unknown", "note", table.place,
                 years=listed([column.called for column in columns], review.texts),
                 days=listed(list(days), review.texts))
