"""Ekonomisk sammanställning: costs, funding, result and equity year by year, in kronor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from finsam_xl.domain.costs import YearCosts
from finsam_xl.domain.equity import YearEquity
from finsam_xl.domain.names import Name, slot
from finsam_xl.figures.figure import Figure
from finsam_xl.figures.rules import share_of
from finsam_xl.sheets import style as s
from finsam_xl.sheets.desk import HEAD_ROW, Desk
from finsam_xl.sheets.layout import Page

COLUMNS = (332, 108, 108, 108)
LABEL, FIRST = 1, 2
_PEOPLE = frozenset({"base_offer", "individual_people", "structural_people", "participants",
                     "places"})


def lay_out(desk: Desk) -> None:
    """Lay the sheet out."""
    page = desk.begin("summary", COLUMNS, s.TEAL, desk.label("summary_lead"))
    page.check_width(landscape=False)
    desk.heads(page, HEAD_ROW, ("", False))
    desk.year_heads(page, HEAD_ROW, FIRST, desk.inputs.cost_years)
    page.frozen = (HEAD_ROW + 1, FIRST)
    sheet = _Sheet(desk, page, HEAD_ROW + 1)
    _costs(sheet)
    _equity(sheet)
    second = sheet.row
    _needed(sheet)
    _benefit(sheet)
    _participants(sheet)
    page.text(sheet.row + 1, LABEL, desk.label("summary_note"), s.NOTE)
    page.printing = desk.printing(page, repeat=(HEAD_ROW, HEAD_ROW), breaks=(second,),
                                  area=(1, 1, sheet.row + 1, len(COLUMNS)))


@dataclass
class _Sheet:
    """The page and the row that comes next."""

    desk: Desk
    page: Page
    row: int

    def group(self, key: str) -> None:
        self.page.text(self.row, LABEL, self.desk.label(key), s.GROUP)
        self.page.height(self.row, 25.5)
        self.row += 1

    def line(
        self, label: str, figures: list[Figure], *, style: s.Style = s.ROW,
        quantity: str = "", number: str = s.WHOLE, shown: bool = False,
    ) -> None:
        """A row of figures, one per year, each put here or shown from its home."""
        page = self.page
        page.text(self.row, LABEL, label, style.but(indent=1) if style is s.ROW else style)
        for place, figure in enumerate(figures):
            year = self.desk.inputs.cost_years[place]
            name = Name(quantity, year=year) if quantity else None
            if (name and name in self.desk.inputs.values) or (quantity == "equity_opening" and \
                    place == 0):
                name = None
            looks = style.but(align="right", number=number)
            if shown or figure in page.layout.homes:
                page.show(self.row, FIRST + place, figure, looks)
            else:
                page.put(self.row, FIRST + place, figure, looks, name, label=f"{label} {year}",
                         unit="people" if quantity in _PEOPLE else "kr")
        page.height(self.row, 24 if style is s.TOTAL else 20.25 if style is s.SUBTOTAL else 18)
        self.row += 1

    def named(self, row: int, figures: list[Figure], style: s.Style = s.ROW) -> None:
        """A row whose label is a municipality's name, shown from Befolkning."""
        start = self.row
        self.line("", figures, style=style)
        del self.page.cells[start, LABEL]
        self.page.show(start, LABEL, self.desk.cell("municipality_name", slot(row)),
                       style.but(indent=1))

    def costs(self, read: Callable[[YearCosts], Figure]) -> list[Figure]:
        return [read(year) for year in self.desk.calculation.shown.costs]

    def equity(self, read: Callable[[YearEquity], Figure]) -> list[Figure]:
        return [read(year) for year in self.desk.calculation.shown.equity]


def _costs(sheet: _Sheet) -> None:
    desk, run = sheet.desk, sheet.desk.calculation.shown
    sheet.group("costs_by_host")
    for place, each in enumerate(desk.inputs.municipalities):
        sheet.named(each.row, [year.hosting[place] for year in run.costs])
    joint = desk.inputs.text("joint_name") or desk.label("joint_name")
    sheet.line(joint, sheet.costs(lambda year: year.hosting_joint))
    sheet.line(desk.label("structural"), sheet.costs(lambda year: year.structural))
    sheet.line(desk.label("activities_total"), sheet.costs(lambda year: year.activities),
               style=s.SUBTOTAL, quantity="activities")
    sheet.line(desk.label("overhead"), sheet.costs(lambda year: year.overhead),
               quantity="overhead")
    sheet.line(desk.label("costs_total"), sheet.costs(lambda year: year.costs), style=s.TOTAL,
               quantity="costs")


def _equity(sheet: _Sheet) -> None:
    desk, run = sheet.desk, sheet.desk.calculation.shown
    sheet.group("group_result")
    sheet.line(desk.label("members_total"),
               [run.funding_of(year).total for year in desk.inputs.cost_years], shown=True)
    sheet.line(desk.label("costs_total"), sheet.costs(lambda year: year.costs), shown=True)
    sheet.line(desk.label("result"), sheet.equity(lambda year: year.result), style=s.TOTAL,
               quantity="result")
    sheet.group("group_equity_summary")
    sheet.line(desk.label("opening"), sheet.equity(lambda year: year.opening),
               quantity="equity_opening")
    sheet.line(desk.label("result"), sheet.equity(lambda year: year.result), shown=True)
    sheet.line(desk.label("closing"), sheet.equity(lambda year: year.closing), style=s.SUBTOTAL,
               quantity="equity_closing")
    sheet.line(desk.label("floor"), sheet.equity(lambda year: year.floor))
    sheet.line(desk.label("room_left"), sheet.equity(lambda year: year.room), style=s.SUBTOTAL,
               quantity="equity_room", number=s.SIGNED)


def _needed(sheet: _Sheet) -> None:
    desk = sheet.desk
    sheet.group("group_needed")
    sheet.line(desk.label("needed_opening"), sheet.equity(lambda year: year.needed_opening),
               quantity="needed_opening")
    for place, key in enumerate(("region_fixed", "municipalities_fixed")):
        fixed = [year.balance.fixed[place] for year in desk.calculation.shown.equity]
        sheet.line(desk.label(key), fixed, style=s.ROW_MUTED)
    sheet.line(desk.label("balancing_halves"), sheet.equity(lambda year: year.balance.halves),
               style=s.ROW_MUTED)
    sheet.line(desk.label("balancing_grant"), sheet.equity(lambda year: year.balance.grant),
               quantity="balancing_grant")
    sheet.line(desk.label("fitting_costs"), sheet.equity(lambda year: year.fitting_costs),
               quantity="fitting_costs")
    sheet.line(desk.label("ceiling_place"), sheet.equity(lambda year: year.ceiling.row),
               style=s.ROW_MUTED)
    sheet.line(desk.label("ceiling_typed"), sheet.equity(lambda year: year.ceiling.typed),
               style=s.ROW_MUTED)
    sheet.line(desk.label("ceiling_share"), sheet.equity(lambda year: year.ceiling.percent),
               style=s.ROW_MUTED, number=s.PERCENT)
    sheet.line(desk.label("ceiling_amount"), sheet.equity(lambda year: year.ceiling.amount),
               quantity="equity_ceiling")


def _benefit(sheet: _Sheet) -> None:
    desk, run = sheet.desk, sheet.desk.calculation.shown
    sheet.group("costs_by_benefit")
    for place, each in enumerate(desk.inputs.municipalities):
        sheet.named(each.row, [year.benefit[place] for year in run.costs])
    joint = desk.inputs.text("joint_name") or desk.label("joint_name")
    sheet.line(joint, sheet.costs(lambda year: year.benefit_joint))
    sheet.line(desk.label("structural"), sheet.costs(lambda year: year.structural), shown=True)
    sheet.line(desk.label("activities_total"), sheet.costs(lambda year: year.benefit_total),
               style=s.SUBTOTAL)
    sheet.line(desk.label("overhead"), sheet.costs(lambda year: year.overhead), shown=True)
    sheet.line(desk.label("costs_total"), sheet.costs(lambda year: year.costs),
               style=s.TOTAL, shown=True)
    sheet.line(desk.label("overhead_share"),
               [share_of(year.overhead, year.costs) for year in desk.calculation.shown.costs],
               style=s.ROW_MUTED, number=s.PERCENT1)


def _participants(sheet: _Sheet) -> None:
    desk, people = sheet.desk, sheet.desk.calculation.participants
    sheet.group("group_participants")
    for key, figure in (("base_offer", people.base_offer), ("individual_people",
                        people.individual), ("structural_people", people.structural)):
        sheet.line(desk.label(key), [figure], quantity=key)
    sheet.line(desk.label("everyone_people"), [people.everyone], style=s.SUBTOTAL,
               quantity="participants")
    sheet.line(desk.label("weighed_places"), [people.weighed], quantity="places")
    sheet.group("group_offers")
    for place, each in enumerate(desk.inputs.municipalities):
        sheet.named(each.row, [people.offers[place]])
