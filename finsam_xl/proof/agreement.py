"""Agreement: what a draft stores must be what another engine makes of its formulas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from finsam_xl.addresses import Position, cell_name
from finsam_xl.errors import AgreementError
from finsam_xl.proof.engines import Engine
from finsam_xl.proof.stripping import without_values
from finsam_xl.sheets.draft import BookDraft, CellValue


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A cell in which the stored value and an engine's differ."""

    engine: str
    sheet: str
    cell: str
    formula: str
    stored: CellValue
    recalculated: CellValue


def formula_cells(draft: BookDraft) -> Iterator[tuple[str, Position]]:
    """Every formula cell of a draft."""
    for sheet in draft.sheets:
        for at, cell in sheet.cells.items():
            if cell.formula is not None:
                yield sheet.title, at


def disagreements(draft: BookDraft, package: bytes, engine: Engine) -> Iterator[Disagreement]:
    """Where an engine, given the package without values, comes to something else."""
    sheets = {sheet.title: sheet for sheet in draft.sheets}
    for (title, at), found in engine.recalculated(
        without_values(package), list(formula_cells(draft))
    ):
        cell = sheets[title].cells[at]
        if not same_value(cell.value, found):
            yield Disagreement(engine.name, title, cell_name(at), cell.formula or "", cell.value,
                               found)


_FRACTION_DIGITS = 1e-14


def same_value(stored: CellValue, found: CellValue) -> bool:
    """Whole numbers equal, fractions to fourteen digits; an empty text and nothing are the same.

    LibreOffice writes fractions with fifteen digits; a krona is never a fraction.
    """
    if stored in ("", None) or found in ("", None):
        return (stored in ("", None)) and (found in ("", None))
    if isinstance(stored, str) or isinstance(found, str):
        return stored == found
    first, second = float(stored or 0), float(found or 0)
    if first == second or first.is_integer():
        return first == second
    return abs(first - second) <= _FRACTION_DIGITS * abs(first)


def prove(draft: BookDraft, package: bytes, engine: Engine) -> int:
    """Refuse to vouch for a book that an engine disagrees with; returns the cells compared."""
    for first in disagreements(draft, package, engine):
        raise AgreementError(
            "disagreement", place=f"{first.sheet}!{first.cell}", stored=first.stored,
            recalculated=first.recalculated, engine=first.engine,
        )
    return sum(1 for _ in formula_cells(draft))
