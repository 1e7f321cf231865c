"""What another engine makes of a workbook, and whether its checks notice a changed cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from finsam_xl.errors import BookError
from finsam_xl.linting.rule import Place, UnjudgedError
from finsam_xl.proof.engines import Formualizer
from finsam_xl.proof.stripping import without_links, without_values
from finsam_xl.sheets.draft import CellValue

ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})
_MOST_FORMULAS = 50_000
_KIND = re.compile(r"^\{'type': 'Error', 'kind': '(\w+)'")
_KINDS = {"Div": "#DIV/0!", "Na": "#N/A", "Ref": "#REF!", "Value": "#VALUE!", "Num": "#NUM!",
          "Null": "#NULL!"}


def recalculated(package: bytes, formulas: Collection[Place]) -> Mapping[Place, CellValue]:
    """What every formula gives, by an engine that is not ours; errors as their text.

    Refuses with UnjudgedError what the engine cannot open, or has too many formulas.
    """
    if len(formulas) > _MOST_FORMULAS:
        raise UnjudgedError("too_large")
    cells = [(title, (row - 1, column - 1)) for title, row, column in formulas]
    try:
        found = list(Formualizer().recalculated(without_values(without_links(package)), cells))
    except BookError as fault:
        raise UnjudgedError(fault.fault()) from fault
    return {(title, row + 1, column + 1): _plain(value)
            for (title, (row, column)), value in found}


def _plain(value: CellValue) -> CellValue:
    """An error by its text; one that Excel may not make, such as a function not known, as ?."""
    kind = _KIND.match(value) if isinstance(value, str) else None
    return _KINDS.get(kind[1], "#?") if kind else value


def unnoticed(
    package: bytes, changed: Collection[Place], checks: Collection[Place]
) -> Iterator[Place]:
    """The cells of which no check says that they hold one krona more than they should."""
    book = Formualizer().opened(package)
    before = _verdicts(book, checks)
    for place in changed:
        formula, value = book.get_formula(*place), book.get_value(*place)
        book.set_value(*place, float(value) + 1)
        if _verdicts(book, checks) == before:
            yield place
        if formula:
            book.set_formula(*place, formula)
        else:
            book.set_value(*place, value)


def _verdicts(book: Any, checks: Collection[Place]) -> list[object]:  # noqa: ANN401 - no types
    book.evaluate_all()
    return [book.get_value(*place) for place in checks]
