"""A book that is open in Excel, as its pane tells it, and the plan that it holds.

The pane reads our sheets in one batch and sends them here; nothing else in the book is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from finsam_xl.addresses import Position, position_of
from finsam_xl.books.cells import exact, one_cell
from finsam_xl.domain.checks import Check
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.findings.finding import Finding, worst_first
from finsam_xl.inputs.from_book import our_titles
from finsam_xl.inputs.raw import PROPERTY, BookCells, Content, FoundCell, Grid
from finsam_xl.package.archive import Package
from finsam_xl.plans import Proven, ReadInputs, as_it_was, compute_plan, draft_plan, read_book
from finsam_xl.texts import texts_in
from finsam_xl.verifying.around import name_findings
from finsam_xl.verifying.comparing_cells import cell_findings, strange_cells
from finsam_xl.verifying.examined import Examined
from finsam_xl.web.session import Session, Step

_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!",
                     "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#UNKNOWN!", "#CONNECT!"})
_FOLLOW = frozenset({"stored_differs", "error_value", "label_changed", "own_cell"})
_SAID = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
BLANK = FoundCell("")
"""A cell in which nothing stands."""
_DAY = re.compile(r"[ymd]", re.IGNORECASE)


def open_cells(name: str, told: Mapping[str, Any]) -> BookCells:
    """What the pane says of the open book: values, formulas, number formats, names, properties."""
    names = {each: at for each, formula in told.get("names", {}).items()
             if (at := one_cell(str(formula))) is not None}
    properties = {key: str(text) for key, text in told.get("properties", {}).items()
                  if key.startswith(PROPERTY)}
    sheets = {title: dict(grid(area)) for title, area in told.get("sheets", {}).items()}
    return BookCells(name, sheets, names, properties, bool(told.get("from_1904")))


def grid(area: Mapping[str, Any]) -> Iterator[tuple[Position, FoundCell]]:
    """The cells of a used range that hold something."""
    told = (_each(area[key]) for key in ("values", "formulas", "formats"))
    for at, value, written, number in zip(positions(area), *told, strict=True):
        found = _found(value, written, number)
        if found is not None:
            yield at, found


def positions(area: Mapping[str, Any]) -> Iterator[Position]:
    """Where the cells of a range stand, row by row."""
    top, left = position_of(area["first"])
    return ((top + down, left + across) for down, row in enumerate(area["values"])
            for across in range(len(row)))


def _each(rows: Sequence[Sequence[object]]) -> Iterator[object]:
    return (each for row in rows for each in row)


def _found(value: object, written: object, number: object) -> FoundCell | None:
    """A cell as a file would hold it; None where it is blank."""
    formula = written[1:] if (isinstance(written, str) and written.startswith("=")
                              and written != value) else None
    if value is None or value == "":
        return None if formula is None else FoundCell("", formula)
    content = _content(value)
    is_error = value in _ERRORS
    dated = _is_date(str(number)) and not isinstance(content, (str, bool))
    return FoundCell(content, formula, error=is_error, dated=dated)


def _content(value: object) -> Content:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return exact(value)
    return value if isinstance(value, bool) else str(value)


def _is_date(number: str) -> bool:
    """Whether a number format shows a day.

    >>> _is_date("yyyy-mm-dd"), _is_date('#,##0 "dagar"'), _is_date("[Red]0,0")
    (True, False, False)
    """
    return bool(_DAY.search(_SAID.sub("", number)))


@dataclass(frozen=True, kw_only=True)
class OpenSession(Session):
    """The plan of an open book: it is laid out as the book is, inputs are as they stand.

    The two differ where something has been typed that the book's layout has no rows for yet.
    """

    laid: Proven

    @property
    def inputs(self) -> PlanInputs:
        """The inputs as they stand in the open book."""
        return read_of(self).inputs

    @property
    def seen(self) -> Proven:
        """The plan as the book was laid out."""
        return self.laid

    @property
    def checks(self) -> tuple[Check, ...]:
        """The checks of the plan, as the book was laid out."""
        return self.laid.checks

    @property
    def proven(self) -> Proven:
        """The plan with every formula: what is seen is that."""
        return self.laid

    @property
    def changed(self) -> bool:
        """Whether anything is not as it was where changes are measured from."""
        return self.amended


def opened_session(cells: BookCells, before: Session | None, measured: str) -> OpenSession:
    """The plan of the open book, laid out as the book is; refuses what `check` refuses.

    Changes are measured from where they were before, from here if `measured` is "anew", or from
    where they were before they were last measured anew if it is "back".
    """
    read = read_book(cells)
    plan = compute_plan(read.inputs, read.places)
    was = as_it_was(draft_plan(plan, read.setting), cells)
    found = OpenSession(cells.path, was.plan, read.setting, read.inputs, read,
                        rewritten=read.rewritten, laid=was)
    if before is None:
        return found
    if measured == "anew":
        return replace(found, past=(*before.past, Step(before.inputs, before.start)))
    if measured == "back" and before.past:
        return replace(found, start=before.past[-1].start, past=before.past[:-1])
    return replace(found, start=before.start, past=before.past)


class OpenBook(Examined):
    """An open book under examination: no file stands behind it."""

    @cached_property
    def formulas(self) -> dict[tuple[str, Position], str]:
        """None is written once for many cells: the host tells each cell's own."""
        return {}


def open_findings(session: Session, language: str) -> tuple[Finding, ...]:
    """Every cell and name of ours that is not what the inputs give, the gravest first."""
    book = _examined(session, language)
    return worst_first(_causes_first((*name_findings(book), *cell_findings(book),
                                      *strange_cells(book))))


def open_differences(session: Session, language: str) -> tuple[Finding, ...]:
    """What is to be said loudly: cells of ours that show, or are made of, something else."""
    found = (each for each in cell_findings(_examined(session, language))
             if each.severity == "error")
    return _causes_first(tuple(found))


def _causes_first(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """What somebody did before what follows from it: a cell that shows another value."""
    return tuple(sorted(findings, key=lambda each: each.id in _FOLLOW))


def _examined(session: Session, language: str) -> OpenBook:
    read = read_of(session)
    if read.book is None:
        message = "a session of an open book was read from its cells"
        raise TypeError(message)
    nothing = Package(session.name, b"", {}, ())
    titles = set(our_titles(read.book).values())
    there = replace(read.book, sheets={title: read.book.sheets[title] for title in titles})
    return OpenBook(read, there, nothing, session.proven, texts_in(language))


def read_of(session: Session) -> ReadInputs:
    """What was read of the open book."""
    if session.read is None:
        message = "a session of an open book has been read"
        raise TypeError(message)
    return session.read


def grid_of(session: Session, title: str) -> Grid:
    """A sheet of the open book as it was last looked at."""
    book = read_of(session).book
    return book.sheets.get(title, {}) if book is not None else {}

