"""Diagramdata: the cells that the front page's charts and its list of warnings read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from finsam_xl.domain.checks import FAILED, WARNED
from finsam_xl.figures.figure import Figure, typed_text
from finsam_xl.figures.rules import (
    at_most,
    choose,
    first_place,
    fixed,
    one_if,
    pick,
    plus,
    same_number,
    thousands,
    whole_up,
)
from finsam_xl.sheets import style as s
from finsam_xl.sheets.checks import Verdicts, heed_of
from finsam_xl.sheets.desk import HEAD_ROW, Desk
from finsam_xl.sheets.layout import Page

LABEL, FIRST = 1, 2
COLUMNS = (268, 92, 92, 92, 112)
ATTENTION_LINES = 5


@dataclass(frozen=True, slots=True)
class ChartData:
    """Where the charts find their rows, and the lines of the list of warnings."""

    years: tuple[int, int, int]
    parties: tuple[int, ...]
    sums: int
    cost_years: tuple[int, int, int]
    funding: int
    costs: int
    closing: int
    floor: int
    statuses: tuple[Figure, ...]
    titles: tuple[Figure, ...]
    needed: Figure


def lay_out(desk: Desk, verdicts: Verdicts) -> ChartData:
    """Lay the sheet out."""
    page = desk.begin("chart_data", COLUMNS, s.RULE2, desk.label("chart_data_lead"))
    page.check_width(landscape=False)
    table = _Table(desk, page)
    page.frozen = (HEAD_ROW + 1, FIRST)
    heeds = tuple(heed_of(desk, check) for check in desk.checks)
    statuses, titles, last = _attention(desk, page, HEAD_ROW + 15, verdicts, heeds)
    page.printing = desk.printing(page, repeat=(1, 1), area=(1, 1, last, len(COLUMNS)))
    return table.charts(statuses, titles)


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows that charts read, in tkr."""

    desk: Desk
    page: Page

    def row(self, row: int, label: str, figures: Sequence[Figure], offset: int = 0) -> int:
        """A row of figures in the columns of their years."""
        self.page.text(row, LABEL, label, s.ROW)
        for place, figure in enumerate(figures):
            self.page.put(row, FIRST + offset + place, thousands(figure),
                          s.QUIET_NUMBER.but(number=s.DECIMALS[1]))
        return row

    def charts(
        self, statuses: tuple[Figure, ...], titles: tuple[Figure, ...]
    ) -> ChartData:
        """Contributions by party, costs against funding, equity against the floor."""
        desk, inputs, run = self.desk, self.desk.inputs, self.desk.calculation.shown
        head, last = HEAD_ROW, FIRST + len(inputs.years) - 1
        self.page.text(head, LABEL, desk.label("unit_tkr"), s.HEADING)
        for place, year in enumerate(desk.calculation.years):
            self.page.put(head, FIRST + place, year, s.HEADING_RIGHT.but(number=s.PLAIN))
        self.page.height(head, 18)
        keys = ("party_FK", "party_AF", "region", "group_municipalities")
        parts = [[year.parties[0] for year in run.funding],
                 [year.parties[1] for year in run.funding],
                 [year.parties[2] for year in run.funding],
                 [year.municipal_total for year in run.funding]]
        parties = tuple(
            self.row(head + 1 + place, desk.label(key), figures)
            for place, (key, figures) in enumerate(zip(keys, parts, strict=True))
        )
        offset = len(inputs.years) - len(inputs.cost_years)
        sums = self.row(head + 5, desk.label("members_total"), [y.total for y in run.funding])
        paid = [run.funding_of(year).total for year in inputs.cost_years]
        return ChartData(
            years=(head, FIRST, last), parties=parties, sums=sums,
            cost_years=(head, FIRST + offset, last),
            funding=self.row(head + 7, desk.label("chart_funding"), paid, offset),
            costs=self.row(head + 8, desk.label("chart_costs"),
                           [year.costs for year in run.costs], offset),
            closing=self.row(head + 10, desk.label("closing"),
                             [year.closing for year in run.equity], offset),
            floor=self.row(head + 11, desk.label("floor"),
                           [year.floor for year in run.equity], offset),
            statuses=statuses, titles=titles, needed=self.needed(head + 13),
        )

    def needed(self, row: int) -> Figure:
        """The opening equity that keeps the floor, in whole tkr upwards."""
        figure = whole_up(self.desk.calculation.shown.equity[0].needed_opening, 1000)
        self.page.text(row, LABEL, self.desk.label("needed_opening"), s.ROW)
        self.page.put(row, FIRST, figure, s.QUIET_NUMBER)
        return figure


def _attention(
    desk: Desk, page: Page, row: int, verdicts: Verdicts, heeds: tuple[str, ...]
) -> tuple[tuple[Figure, ...], tuple[Figure, ...], int]:
    """The order in which checks ask for attention: failures first, then warnings."""
    desk.heads(page, row, (desk.label("check"), False), (desk.label("count_failed"), True),
               (desk.label("count_warned"), True), (desk.label("order"), True))
    failed, warned = fixed(0), fixed(0)
    page.put(row + 1, FIRST, failed, s.QUIET_NUMBER)
    page.put(row + 1, FIRST + 1, warned, s.QUIET_NUMBER)
    orders: list[Figure] = []
    lines: list[Figure] = []
    for place, code in enumerate(verdicts.codes):
        at = row + 2 + place
        heed = typed_text(heeds[place], f"heed {place}")
        page.put(at, LABEL, heed, s.ROW.but(size=10))
        lines.append(heed)
        failed = plus(failed, one_if(same_number(code, FAILED)))
        warned = plus(warned, one_if(same_number(code, WARNED)))
        order = choose(same_number(code, FAILED), failed,
                       choose(same_number(code, WARNED), plus(verdicts.failed, warned), 0))
        for column, figure in enumerate((failed, warned, order), start=FIRST):
            page.put(at, column, figure, s.QUIET_NUMBER)
        orders.append(order)
    at = row + 3 + len(orders)
    desk.heads(page, at, (desk.label("attention"), False), (desk.label("order"), True),
               (desk.label("place_of"), True))
    number = fixed(0)
    statuses, titles = [], []
    page.put(at + 1, FIRST, number, s.QUIET_NUMBER)
    for line in range(ATTENTION_LINES):
        number = plus(number, 1)
        found = first_place(number, tuple(orders))
        page.put(at + 2 + line, FIRST, number, s.QUIET_NUMBER)
        page.put(at + 2 + line, FIRST + 1, found, s.QUIET_NUMBER)
        statuses.append(choose(at_most(found, 0), "", pick(found, verdicts.statuses)))
        quiet = typed_text(" " if line else desk.texts.words["nothing_to_heed"], f"quiet {line}")
        page.put(at + 2 + line, FIRST + 2, quiet, s.ROW_MUTED)
        titles.append(choose(at_most(found, 0), quiet, pick(found, tuple(lines))))
    return tuple(statuses), tuple(titles), at + 2 + ATTENTION_LINES
