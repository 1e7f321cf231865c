"""What the open book shows against what the plan computes: the two must agree, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from finsam_xl.addresses import cell_name
from finsam_xl.books.patch import plain_number
from finsam_xl.books.typing_rules import told_by
from finsam_xl.domain.plan import FinancingPlan
from finsam_xl.figures.figure import Figure
from finsam_xl.inputs.raw import BookCells, Content
from finsam_xl.proof.agreement import same_value
from finsam_xl.sheets.decision_support import WRITTEN
from finsam_xl.sheets.draft import BookDraft, CellValue


class Differs(NamedTuple):
    """A figure of the book that is not what the plan computes."""

    place: str
    found: Content
    expected: CellValue


def figures_of(plan: FinancingPlan) -> dict[str, int | None]:
    """The plan's own figures, by the names that they have in the book."""
    found: dict[str, int | None] = {}
    for year, figures in plan.years.items():
        for member, amount in figures.contributions.items():
            found[f"fs_contribution_{member}_{year}"] = amount
        found[f"fs_total_{year}"] = figures.total
        if year in plan.inputs.cost_years:
            found[f"fs_costs_{year}"] = figures.costs
            found[f"fs_result_{year}"] = figures.result
            found[f"fs_equity_closing_{year}"] = figures.equity_closing
    return found


def differing(
    expected: Mapping[str, int | None], shown: Mapping[str, Content]
) -> Iterator[Differs]:
    """The named figures in which a book differs from a plan."""
    for name, amount in expected.items():
        if name in shown and not same_value(amount, plain_value(shown[name])):
            yield Differs(name, shown[name], amount)


def differing_cells(draft: BookDraft, book: BookCells) -> Iterator[Differs]:
    """Every formula cell in which a book differs from a draft.

    What compares with the plan as last written is left out: the draft knows the plan of now.
    """
    apart = {place for figure, place in draft.places.items() if _compares_with_written(figure)}
    for sheet in draft.sheets:
        grid = book.sheets.get(sheet.title, {})
        for at, cell in sheet.cells.items():
            place = f"{sheet.title}!{cell_name(at)}"
            if cell.formula is None or place in apart:
                continue
            found = told_by(grid.get(at))
            if not same_value(cell.value, plain_value(found)):
                yield Differs(place, found, cell.value)


def _compares_with_written(figure: Figure) -> bool:
    """Whether a figure is made of the plan as last written, or of what `live` says of itself."""
    near = (*figure.parents(), *(each for one in figure.parents() for each in one.parents()))
    return any(each.typed_as.startswith((f"{WRITTEN} ", "fs_live_")) for each in near)


def plain_value(content: Content) -> CellValue:
    """A content as a draft stores it."""
    return plain_number(content) if isinstance(content, Decimal) else content
