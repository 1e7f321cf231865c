"""A sheet of a draft as a table, column for column: what a person sees in the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from finsam_xl.addresses import Position, cell_name
from finsam_xl.sheets import style as s
from finsam_xl.sheets.desk import LEAD_ROW, TITLE_ROW, TOP
from finsam_xl.sheets.draft import BookDraft, DraftCell, DraftSheet
from finsam_xl.web.looks import attributes, classes, conditional_looks
from finsam_xl.web.markup import content, element, safe
from finsam_xl.web.overview_html import overview_html
from finsam_xl.web.shown import shown

FIRST_COLUMN = 1
"""Column A is the sheet's margin."""

COLUMN_STEP = 20
"""Pixels: a column's class says how many such steps wide it is."""

_GAP = 10
_LETTER = 0.74
"""How wide a letter is in pixels, for a point of its size: enough for most texts."""


def sheet_html(draft: BookDraft, title: str) -> str:
    """A sheet as markup; its front page as cards and panels, the others as a table."""
    sheet = next(each for each in draft.sheets if each.title == title)
    body = overview_html(draft, sheet) if sheet.key == "overview" else _table(sheet)
    head = "".join((element("p", sheet, (TOP, FIRST_COLUMN), "top-line"),
                    element("h2", sheet, (TITLE_ROW, FIRST_COLUMN), "sheet-title"),
                    element("p", sheet, (LEAD_ROW, FIRST_COLUMN), "lead")))
    return (f'<section class="sheet sheet-{sheet.key.replace("_", "-")}">'
            f'<div class="sheet-head">{head}</div>{body}</section>')


def _table(sheet: DraftSheet) -> str:
    last_row = max((at[0] for at in sheet.cells), default=0)
    grid = _Grid(sheet, max((at[1] for at in sheet.cells), default=FIRST_COLUMN))
    columns = "".join(f'<col class="w{max(1, round(grid.width(column) / COLUMN_STEP))}">'
                      for column in grid.columns)
    rows = "".join(grid.row(row) for row in range(LEAD_ROW + 1, last_row + 1))
    return (f'<table class="grid"><caption>{safe(sheet.title)}</caption>'
            f"<colgroup>{columns}</colgroup><tbody>{rows}</tbody></table>")


@dataclass(frozen=True, slots=True)
class _Grid:
    """The cells of a sheet, and how far the texts of each row reach."""

    sheet: DraftSheet
    last: int

    @property
    def columns(self) -> range:
        return range(FIRST_COLUMN, self.last + 1)

    def width(self, column: int) -> int:
        """A column's width in pixels; beyond the laid-out columns the usual one."""
        widths = self.sheet.columns
        return widths[column] if column < len(widths) else 64

    def row(self, row: int) -> str:
        """One row; a low one without content is a gap."""
        cells = "".join(self._cells(row))
        low = self.sheet.heights.get(row, s.BODY.size * 2) < _GAP
        blank = all(self._is_free((row, column)) for column in self.columns)
        return f"<tr{attributes(['gap'] if low or blank else [])}>{cells}</tr>"

    def _cells(self, row: int) -> Iterator[str]:
        label, column = self._label(row), FIRST_COLUMN
        reaching = {span.start: (at, span) for at, span in self._reaching_left(row)}
        while column <= self.last:
            at, span = reaching.get(column) or (column, self._reach(row, column))
            yield self._cell((row, at), len(span), is_label=at == label)
            column = span.stop

    def _cell(self, at: Position, span: int, *, is_label: bool) -> str:
        cell = self.sheet.cells.get(at)
        spanning = f' colspan="{span}"' if span > 1 else ""
        if cell is None:
            return f"<td{spanning}></td>"
        names = classes(conditional_looks(self.sheet, at, cell))
        is_number = isinstance(cell.value, (int, float)) and cell.style.align == "right"
        names += ["num"] if is_number else []
        tag, scope = "td", ""
        if cell.style.bottom == s.HEADING.bottom and cell.style.bold and cell.value:
            tag, scope = "th", ' scope="col"'
        elif is_label:
            tag, scope = "th", ' scope="row"'
        return (f'<{tag}{scope}{spanning} data-cell="{cell_name(at)}"{attributes(names)}>'
                f"{content(cell)}</{tag}>")

    def _label(self, row: int) -> int | None:
        """The column of a row's label: its first text, where figures or fields follow."""
        found: int | None = None
        for column in self.columns:
            cell = self.sheet.cells.get((row, column))
            if cell is None:
                continue
            if found is not None and (cell.formula is not None or cell.style.unlocked):
                return found
            if found is None and isinstance(cell.value, str) and cell.value.strip():
                found = column
        return None

    def _reach(self, row: int, column: int) -> range:
        """How far a text goes on over the free cells to its right."""
        cell, end = self.sheet.cells.get((row, column)), column + 1
        if cell is None or not _flows(cell) or cell.style.align != "left":
            return range(column, end)
        room, taken = _needed(cell), self.width(column)
        while taken < room and end <= self.last and self._is_free((row, end)):
            taken += self.width(end)
            end += 1
        return range(column, end)

    def _reaching_left(self, row: int) -> Iterator[tuple[int, range]]:
        """The texts set to the right that begin over the free cells to their left."""
        for column in self.columns:
            cell, start = self.sheet.cells.get((row, column)), column
            if cell is None or not _flows(cell) or cell.style.align != "right":
                continue
            room, taken = _needed(cell), self.width(column)
            while taken < room and start > FIRST_COLUMN and self._is_empty((row, start - 1)):
                start -= 1
                taken += self.width(start)
            if start < column:
                yield column, range(start, column + 1)

    def _is_empty(self, at: Position) -> bool:
        """Whether nothing at all stands in a cell, nor reaches over it from the left."""
        before = range(FIRST_COLUMN, at[1])
        return self._is_free(at) and not any(
            at[1] in self._reach(at[0], column) for column in before)

    def _is_free(self, at: Position) -> bool:
        """Whether a text may go on over a cell: it holds nothing, and nobody types there."""
        cell = self.sheet.cells.get(at)
        return cell is None or (cell.formula is None and not cell.style.unlocked
                                and cell.value in (None, "") and not cell.style.fill)


def _flows(cell: DraftCell) -> bool:
    """Whether a cell's text goes on over its neighbours: a text that is not broken into lines."""
    return isinstance(cell.value, str) and bool(cell.value.strip()) and not cell.style.wrap


def _needed(cell: DraftCell) -> float:
    return len(shown(cell.value, cell.style.number)) * cell.style.size * _LETTER
