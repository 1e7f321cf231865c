"""The book's own formulas, recalculated by other engines from a copy without stored values."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_xl.findings.finding import Finding, FoundValue
from finsam_xl.proof.agreement import formula_cells, same_value
from finsam_xl.proof.engines import Cell, Engine, Formualizer, IronCalc, LibreOffice
from finsam_xl.proof.stripping import without_values
from finsam_xl.sheets.draft import CellValue
from finsam_xl.verifying.examined import Examined, place_in

ONE: tuple[type[Engine], ...] = (Formualizer,)
ALL: tuple[type[Engine], ...] = (Formualizer, IronCalc, LibreOffice)


def wanted_cells(book: Examined) -> dict[Cell, CellValue]:
    """Every formula cell of ours that stands in the book, and what it should come to."""
    titles = {sheet.title: sheet for sheet in book.sheets}
    return {(title, at): titles[title].cells[at].value
            for title, at in formula_cells(book.proven.draft)
            if title in titles and not titles[title].cells[at].style.unlocked
            and place_in(title, at) not in book.unjudged}


def engine_findings(book: Examined, engine: Engine) -> Iterator[Finding]:
    """Cells in which an engine comes to something else; it reads nothing that was stored.

    Refuses with BookError an engine that is not installed.
    """
    wanted = wanted_cells(book)
    for (title, at), value in engine.recalculated(
        without_values(book.package.content), list(wanted)
    ):
        if not same_value(wanted[title, at], value):
            yield book.found("engine_differs", "error", place_in(title, at), engine=engine.name,
                             expected=_plain(wanted[title, at]), actual=_plain(value))


def _plain(value: CellValue) -> FoundValue:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
