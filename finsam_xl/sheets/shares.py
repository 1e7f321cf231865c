"""Andelar: the calculation of every year's contributions, open to the eye."""

from __future__ import annotations

from dataclasses import dataclass

from finsam_xl.domain.funding import Population, YearFunding
from finsam_xl.domain.inputs import PARTIES
from finsam_xl.domain.names import Name, slot
from finsam_xl.figures.figure import Figure
from finsam_xl.sheets import style as s
from finsam_xl.sheets.desk import HEAD_ROW, Desk
from finsam_xl.sheets.layout import Page

COLUMNS = (48, 112, 80, 124, 80, 92, 48, 100, 100, 100, 100)
CODE, NAME, PEOPLE, PRODUCT, WHOLE, REST, PLACE, EXACT, BY_ROW, CHOSEN, PAID = range(1, 12)
SIDE, SIDE_VALUE = PRODUCT, EXACT


def lay_out(desk: Desk) -> None:
    """Lay the sheet out: the municipalities' rows, then one block per year."""
    page = desk.begin("shares", COLUMNS, s.TEAL, desk.label("shares_lead"))
    page.check_width(landscape=True)
    desk.heads(page, HEAD_ROW, (desk.label("code"), False), (desk.label("municipality"), False),
               (desk.label("table_row"), True))
    row = HEAD_ROW + 1
    for place, each in enumerate(desk.inputs.municipalities):
        page.put(row, CODE, desk.calculation.codes[place], s.ROW_MUTED)
        page.show(row, NAME, desk.cell("municipality_name", slot(each.row)), s.ROW)
        page.height(row, 18)
        page.put(row, PEOPLE, desk.calculation.rows[place], s.QUIET_NUMBER)
        row += 1
    breaks = []
    for year in desk.inputs.years:
        breaks.append(row)
        block = _Block(desk, page, desk.calculation.shown.funding_of(year),
                       desk.calculation.population[year])
        row = block.lay_out(row + 1)
    page.frozen = (HEAD_ROW, PEOPLE)
    page.printing = desk.printing(page, landscape=True, repeat=(1, 1), breaks=tuple(breaks),
                                  area=(1, 1, row, PAID))


@dataclass(frozen=True, slots=True)
class _Block:
    """One year's block."""

    desk: Desk
    page: Page
    paid: YearFunding
    population: Population

    def lay_out(self, row: int) -> int:
        """Lay the block out; returns the row after it."""
        desk, page = self.desk, self.page
        page.show(row, CODE, desk.calculation.years[desk.inputs.years.index(self.paid.year)],
                  s.SECTION.but(number=s.PLAIN))
        page.height(row, 26)
        row = self._steps(row + 1)
        desk.heads(page, row, *((desk.label(key), place > NAME - 1) for place, key in enumerate((
            "code", "municipality", "people", "product", "whole_part", "rest", "place",
            "exact_share", "by_row_share", "chosen_share", "contribution_kr"))))
        page.height(row, 28)
        return self._sums(self._municipalities(row + 1))

    def _steps(self, row: int) -> int:
        """What is divided and by what, as pairs of label and figure on two sides."""
        division = self.paid.division
        left: list[tuple[str, Figure, Name | None, str]] = [
            ("grant_kr", self.paid.grant, None, s.WHOLE), ("half", self.paid.half, None, s.WHOLE),
            ("region_part", self.paid.region_part, None, s.WHOLE),
            ("municipal_part", self.paid.municipal_part, None, s.WHOLE),
            ("key_date", self.population.date, None, s.DATE),
            ("key_column", self.population.column, None, s.WHOLE),
            ("everyone", division.everyone, None, s.WHOLE),
        ]
        right = [("sign", division.sign), ("steps", division.steps), ("odd", division.odd),
                 ("each", division.each), ("over", division.over), ("left", division.left)]
        for place, (key, figure, _, number) in enumerate(left):
            self.page.text(row + place, CODE, self.desk.label(key), s.BODY)
            if figure not in self.page.layout.homes:
                self.page.put(row + place, PEOPLE, figure,
                              s.QUIET_NUMBER.but(number=number, size=9.5))
            else:
                self.page.show(row + place, PEOPLE, figure, s.QUIET_NUMBER.but(number=number))
        for place, (key, figure) in enumerate(right):
            self.page.text(row + place, SIDE, self.desk.label(key), s.BODY.but(indent=1))
            self.page.put(row + place, SIDE_VALUE, figure, s.QUIET_NUMBER)
        for place in range(len(left)):
            self.page.height(row + place, 15.75)
        return row + len(left)

    def _municipalities(self, row: int) -> int:
        division, inputs = self.paid.division, self.desk.inputs
        for place, each in enumerate(inputs.municipalities):
            self.page.show(row, CODE, self.desk.calculation.codes[place], s.ROW_MUTED)
            self.page.show(row, NAME, self.desk.cell("municipality_name", slot(each.row)), s.ROW)
            self.page.height(row, 18)
            for column, figures in (
                (PEOPLE, self.population.people), (PRODUCT, division.products),
                (WHOLE, division.whole), (REST, division.rest), (PLACE, division.place),
                (EXACT, division.exact), (BY_ROW, division.by_row), (CHOSEN, self.paid.computed),
            ):
                self.page.put(row, column, figures[place], s.QUIET_NUMBER)
            self.page.put(row, PAID, self.paid.municipal[place], s.NUMBER,
                          Name("contribution", each.code, self.paid.year),
                          label=self.desk.label("contribution_of", member=each.name,
                                                year=self.paid.year))
            row += 1
        return row

    def _sums(self, row: int) -> int:
        page, desk, paid = self.page, self.desk, self.paid
        lines: list[tuple[str, Figure, Name, s.Style]] = [
            ("municipalities_total", paid.municipal_total,
             Name("municipalities_total", year=paid.year), s.SUBTOTAL),
            *((f"party_{key}", paid.parties[place], Name("contribution", key, paid.year), s.ROW)
              for place, key in enumerate(PARTIES)),
            ("state_total", paid.state_total, Name("state_total", year=paid.year), s.SUBTOTAL),
            ("members_total", paid.total, Name("total", year=paid.year), s.TOTAL),
        ]
        for key, figure, name, style in lines:
            text = desk.inputs.text("region_name") if key == "party_region" else ""
            label = text or desk.label(key)
            page.text(row, CODE, label, style)
            page.blank(row, range(NAME, PAID), style)
            page.put(row, PAID, figure, style.but(align="right", number=s.WHOLE), name,
                     label=f"{label} {paid.year}")
            page.height(row, 18)
            row += 1
        return row + 1
