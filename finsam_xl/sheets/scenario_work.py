"""Alternativ, underlag: every alternative's own calculation, live and in the open."""

from __future__ import annotations

from dataclasses import dataclass

from finsam_xl.domain.costs import CostLines
from finsam_xl.domain.funding import YearFunding
from finsam_xl.domain.names import slot
from finsam_xl.domain.plan import Run
from finsam_xl.figures.figure import Figure
from finsam_xl.figures.rules import (
    at_most,
    choose,
    first_place,
    joined,
    less_than,
    minus,
    one_if,
    plus,
)
from finsam_xl.sheets import style as s
from finsam_xl.sheets.desk import HEAD_ROW, Desk
from finsam_xl.sheets.layout import Page

LABEL, FIRST = 1, 2
COLUMNS = (220, *(92,) * 16)
_WRAPPED = s.HEADING_RIGHT.but(wrap=True)
_SCALARS = ("half", "region_part", "municipal_part", "everyone", "sign", "steps", "odd", "each",
            "over", "left", "party_FK", "party_AF", "party_region", "municipalities_total",
            "state_total", "members_total")
_ROWS = ("people", "product", "whole_part", "rest", "place", "exact_share", "by_row_share",
         "chosen_share", "contribution_kr")


def lay_out(desk: Desk) -> tuple[Figure, ...]:
    """Lay the sheet out; returns each run's words about the floor."""
    page = desk.begin("scenario_work", COLUMNS, s.RULE2, desk.label("scenario_work_lead"))
    sheet = _Sheet(desk, page, HEAD_ROW)
    sheet.levers()
    words = []
    for place, run in enumerate(desk.calculation.alternatives):
        words.append(sheet.run(place, run))
    page.frozen = (HEAD_ROW, FIRST)
    page.printing = desk.printing(page, landscape=True, repeat=(1, 1),
                                  area=(1, 1, sheet.row, len(COLUMNS)))
    return tuple(words)


@dataclass
class _Sheet:
    """The page and the row that comes next."""

    desk: Desk
    page: Page
    row: int

    def put(self, column: int, figure: Figure, row: int | None = None) -> None:
        """Put a figure, or show it where an earlier run has put it."""
        at = self.row if row is None else row
        if figure in self.page.layout.homes:
            self.page.show(at, column, figure, s.QUIET_NUMBER.but(size=10))
        else:
            self.page.put(at, column, figure, s.QUIET_NUMBER.but(size=10))

    def heads(self, label: str, keys: tuple[str, ...]) -> None:
        """A heading row."""
        self.page.text(self.row, LABEL, label, s.HEADING)
        for place, key in enumerate(keys):
            self.page.text(self.row, FIRST + place, self.desk.label(key), _WRAPPED)
        self.page.height(self.row, 28)
        self.row += 1

    def levers(self) -> None:
        """Every input an alternative may change, as each run has it."""
        runs = self.desk.calculation.alternatives
        self.page.text(self.row, LABEL, self.desk.label("changed_input"), s.HEADING)
        for place, name in enumerate(self.desk.calculation.names):
            self.page.put(self.row, FIRST + place, name, s.HEADING_RIGHT)
        self.row += 1
        if self.desk.calculation.chosen is not None:
            self.page.text(self.row, LABEL, self.desk.label("chosen_place"), s.ROW.but(size=10))
            self.put(FIRST, self.desk.calculation.chosen)
            if self.desk.calculation.found is not None:
                self.put(FIRST + 8, self.desk.calculation.found)
            self.row += 1
        for lever in self.desk.calculation.overridable:
            self.page.text(self.row, LABEL, self.desk.lever_label(lever), s.ROW.but(size=10))
            for place, run in enumerate(runs):
                self.put(FIRST + place, run.levers(lever.quantity, lever.member, lever.year))
            self.row += 1

    def run(self, place: int, run: Run) -> Figure:
        """One run, from levers to equity; returns its words about the floor."""
        self.row += 1
        self.page.show(self.row, LABEL, self.desk.calculation.names[place], s.SECTION)
        self.page.height(self.row, 26)
        self.row += 1
        for funding in run.funding:
            self.funding(funding)
        for key, lines in (("administration", run.administration), ("activity", run.activities)):
            self.lines(key, lines)
        self.people(run)
        return self.sums(run)

    def funding(self, paid: YearFunding) -> None:
        """One year's division and contributions."""
        division = paid.division
        desk = self.desk
        self.row += 1
        self.heads("", _SCALARS)
        self.page.show(self.row - 1, LABEL, desk.calculation.years[
            desk.inputs.years.index(paid.year)], s.HEADING.but(number=s.PLAIN, size=12))
        for column, figure in enumerate((
            paid.half, paid.region_part, paid.municipal_part, division.everyone, division.sign,
            division.steps, division.odd, division.each, division.over, division.left,
            *paid.parties, paid.municipal_total, paid.state_total, paid.total,
        ), start=FIRST):
            self.put(column, figure)
        self.row += 1
        self.heads(self.desk.label("municipality"), _ROWS)
        for place, each in enumerate(self.desk.inputs.municipalities):
            self.page.show(self.row, LABEL, self.desk.cell("municipality_name", slot(each.row)),
                           s.ROW.but(size=10))
            for column, figures in enumerate((
                division.people, division.products, division.whole, division.rest, division.place,
                division.exact, division.by_row, paid.computed, paid.municipal,
            ), start=FIRST):
                self.put(column, figures[place])
            self.row += 1

    def lines(self, key: str, lines: CostLines) -> None:
        """Every cost line of a run."""
        years = self.desk.inputs.cost_years
        self.page.text(self.row, LABEL, self.desk.label(f"group_{key}"), s.HEADING)
        parts = (("typed_amount", lines.typed, years[1:]),
                 ("followed_amount", lines.amount, years), ("own_funds", lines.own, years))
        column = FIRST
        for heading, _, shown in parts:
            for year in shown:
                self.page.text(self.row, column, f"{self.desk.label(heading)} {year}",
                               _WRAPPED)
                column += 1
        self.page.height(self.row, 28)
        self.row += 1
        for number in range(1, len(lines.own[0]) + 1):
            self.page.show(self.row, LABEL, self.desk.cell(f"{key}_name", slot(number)),
                           s.ROW.but(size=10))
            column = FIRST
            for _, columns, _ in parts:
                for year_column in columns:
                    self.put(column, year_column[number - 1])
                    column += 1
            self.row += 1

    def people(self, run: Run) -> None:
        """The planned participants of every activity, and all together."""
        desk = self.desk
        if not desk.inputs.people_vary:
            return
        self.heads(desk.label("planned_people"), ("unit_people",))
        for number, many in enumerate(run.participants.people, start=1):
            self.page.show(self.row, LABEL, desk.cell("activity_name", slot(number)),
                           s.ROW.but(size=10))
            self.put(FIRST, many)
            self.row += 1
        self.page.text(self.row, LABEL, desk.label("everyone_people"), s.ROW.but(size=10))
        self.put(FIRST, run.participants.everyone)
        self.row += 1

    def sums(self, run: Run) -> Figure:
        """Costs, result and equity of a run, and when it falls below the floor."""
        desk, first = self.desk, FIRST
        years = tuple(desk.calculation.years[desk.inputs.years.index(year)]
                      for year in desk.inputs.cost_years)
        self.page.text(self.row, LABEL, "", s.HEADING)
        for column, year in enumerate(years, start=first):
            self.page.show(self.row, column, year, s.HEADING_RIGHT.but(number=s.PLAIN))
        self.row += 1
        below = tuple(one_if(less_than(year.closing, year.floor)) for year in run.equity)
        for label, figures in (
            ("activities_total", [year.activities for year in run.costs]),
            ("overhead", [year.overhead for year in run.costs]),
            ("costs_total", [year.costs for year in run.costs]),
            ("opening", [year.opening for year in run.equity]),
            ("result", [year.result for year in run.equity]),
            ("closing", [year.closing for year in run.equity]),
            ("below_floor", below),
        ):
            self.page.text(self.row, LABEL, desk.label(label), s.ROW.but(size=10))
            for column, figure in enumerate(figures, start=first):
                self.put(column, figure)
            self.row += 1
        reached = first_place(1, below)
        when = plus(years[0], minus(reached, 1))
        words = choose(at_most(reached, 0), desk.texts.words["over_floor"],
                       joined(desk.texts.words["under_floor"], " ", when))
        self.page.text(self.row, LABEL, desk.label("against_floor"), s.ROW.but(size=10))
        self.put(FIRST, reached)
        self.page.put(self.row, FIRST + 1, when, s.ROW.but(size=10, number=s.PLAIN))
        self.page.put(self.row, FIRST + 2, words, s.ROW.but(size=10))
        self.row += 1
        return words
