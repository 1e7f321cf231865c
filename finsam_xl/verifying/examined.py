"""What is examined: a book as it stands, beside the book that its inputs give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from finsam_xl.addresses import Position, cell_name
from finsam_xl.errors import LayoutError
from finsam_xl.figures.figure import Figure
from finsam_xl.findings.finding import Finding, FoundValue
from finsam_xl.inputs.raw import BookCells
from finsam_xl.package.archive import Package
from finsam_xl.package.structure import Structure, structure
from finsam_xl.plans import (
    Proven,
    ReadInputs,
    as_it_was,
    changed_since,
    compute_plan,
    draft_plan,
    read_inputs,
)
from finsam_xl.proof.shared import shared_formulas
from finsam_xl.sheets.decision_support import WRITTEN
from finsam_xl.sheets.draft import DraftCell, DraftSheet, NamedCell
from finsam_xl.texts import Texts, texts_in
from finsam_xl.version import VERSION


@dataclass(frozen=True)
class Examined:
    """A book under examination. `proven` is the layout it was made with, computed anew."""

    read: ReadInputs
    book: BookCells
    package: Package
    proven: Proven
    texts: Texts

    @cached_property
    def host(self) -> Structure:
        """The workbook's own structure."""
        return structure(self.package)

    @cached_property
    def sheets(self) -> tuple[DraftSheet, ...]:
        """Our sheets that stand in the book."""
        return tuple(sheet for sheet in self.proven.draft.sheets if sheet.title in self.book.sheets)

    @cached_property
    def changed(self) -> tuple[NamedCell, ...]:
        """The input cells that were changed since the book was last written."""
        return changed_since(self.read, self.proven) or ()

    @cached_property
    def follows(self) -> bool:
        """Whether texts that quote inputs say what they said when the book was written."""
        recorded = self.book.recorded
        return recorded.get("version") == VERSION and recorded.get("fingerprint") == (
            self.proven.draft.properties["fingerprint"])

    @cached_property
    def unjudged(self) -> frozenset[str]:
        """Cells of ours that may say something else: what `live` writes, and another day's plan.

        The base plan as last written is recorded in the book; where inputs changed since, what
        is made from it is as it was then.
        """
        draft = self.proven.draft
        free = {place_in(named.sheet, named.position) for named in draft.names
                if named.quantity.startswith(("live_", "command", "about_version"))}
        if not self.follows:
            figures = {**{place: figure for figure, place in draft.places.items()}, **draft.shown}
            rests: dict[Figure, bool] = {}
            free |= {place for place, figure in figures.items() if _rests_on_record(figure, rests)}
        return frozenset(free)

    @cached_property
    def formulas(self) -> dict[tuple[str, Position], str]:
        """Formulas that the file writes once for many cells, spelled out for each."""
        parts = {each.title: each.part for each in self.host.sheets}
        return {(sheet.title, at): formula for sheet in self.sheets
                for at, formula in shared_formulas(self.package.part(parts[sheet.title]))}

    def formula(self, title: str, at: Position) -> str | None:
        """The formula that stands in a cell, without its equals sign."""
        found = self.book.sheets[title].get(at)
        return self.formulas.get((title, at), found.formula if found else None)

    def cells(self) -> Iterator[tuple[str, Position, DraftCell]]:
        """Every cell of ours that ought to stand in the book."""
        for sheet in self.sheets:
            for at, cell in sheet.cells.items():
                yield sheet.title, at, cell

    def found(
        self, key: str, severity: str, place: str, *,
        expected: FoundValue = None, actual: FoundValue = None, **facts: object,
    ) -> Finding:
        """A finding in the words of its key."""
        said = self.texts.tables["verify"]
        shown = {"expected": _shown(expected), "actual": _shown(actual), **facts}
        return Finding(id=key, severity=severity, place=place, expected=expected, actual=actual,
                       message=said[f"{key}_fault"].format(**shown),
                       cure=said.get(f"{key}_cure", "").format(**shown))


def examined(path: Path, language: str) -> Examined:
    """Read a book for examination; refuses what `check` refuses, and what is no book of ours."""
    return examined_read(read_inputs(path), language, place=str(path))


def examined_read(read: ReadInputs, language: str, *, place: str) -> Examined:
    """The same of a book that is already read."""
    if read.package is None or read.book is None:
        raise LayoutError("not_our_book", place=place)
    proven = draft_plan(compute_plan(read.inputs, read.places), read.setting)
    return Examined(read, read.book, read.package, as_it_was(proven, read.book), texts_in(language))


def _rests_on_record(figure: Figure, rests: dict[Figure, bool]) -> bool:
    """Whether a figure is, or is made from, the base plan as it was last written."""
    waiting = [figure]
    while waiting:
        each = waiting[-1]
        unknown = [parent for parent in each.parents() if parent not in rests]
        if each in rests or not unknown:
            rests[each] = each.typed_as.startswith(f"{WRITTEN} ") or any(
                rests[parent] for parent in each.parents())
            waiting.pop()
        else:
            waiting += unknown
    return rests[figure]


def place_in(title: str, at: Position) -> str:
    """A cell as a person finds it."""
    return f"{title}!{cell_name(at)}"


def _shown(value: FoundValue) -> str:
    """A value as a sentence quotes it; nothing is said to be nothing."""
    if value in (None, ""):
        return "–"
    return f"{value}"
