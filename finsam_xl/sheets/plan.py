"""Finansieringsplan: as the plan prints it, fit to be the board's annex.

Page one is the plan; below it, on pages of their own, the change against the year before and
the view printed · computed · difference.
"""

from __future__ import annotations

from dataclasses import dataclass

from finsam_xl.domain.funding import YearFunding, change, shares
from finsam_xl.domain.inputs import PARTIES
from finsam_xl.domain.names import slot
from finsam_xl.domain.printed_checks import printed_years
from finsam_xl.figures.figure import Figure
from finsam_xl.figures.rules import kronor, thousands
from finsam_xl.sheets import style as s
from finsam_xl.sheets.desk import LEAD_ROW, Desk
from finsam_xl.sheets.draft import Conditional
from finsam_xl.sheets.layout import Page

WIDE = {3: (176, 84, 84, 104, 104, 104), 4: (176, 72, 76, 83, 83, 83, 83)}
MEMBER, OF_WHOLE, OF_QUARTER, YEARS = 1, 2, 3, 4
_ROLE_ROW, _YEAR_ROW, _STATUS_ROW = 4, 5, 6
BODY_PT = 18.75
_UNDERLINED = s.BODY.but(bottom=(s.THIN, s.TEAL))


def lay_out(desk: Desk) -> None:
    """Lay the sheet out."""
    inputs = desk.inputs
    page = desk.begin("plan", WIDE[len(inputs.years)], s.TEAL, desk.label("plan_lead"),
                      title=desk.title())
    page.check_width(landscape=False)
    last = YEARS + len(inputs.years) - 1
    page.show(LEAD_ROW, last, desk.cell("decision_status"), s.STAMP)
    table = _Table(desk, page, last)
    table.heads()
    row = table.body(_STATUS_ROW + 1)
    row = _under(desk, page, row + 1, last)
    breaks = [row]
    row = _changes(desk, page, row)
    for year in printed_years(desk.calculation):
        breaks.append(row)
        row = _printed(desk, page, row, year)
    page.frozen = (_STATUS_ROW + 1, OF_WHOLE)
    page.printing = desk.printing(page, repeat=(1, 1), breaks=tuple(breaks), area=(1, 1, row, last))


@dataclass(frozen=True, slots=True)
class _Table:
    """The plan's own table."""

    desk: Desk
    page: Page
    last: int

    def heads(self) -> None:
        """Three heading rows: role, year, certainty; and what the share columns say."""
        desk, page, inputs = self.desk, self.page, self.desk.inputs
        page.text(_YEAR_ROW, MEMBER, desk.label("member"), s.GROUP.but(size=10))
        for row, part in ((_YEAR_ROW, "upper"), (_STATUS_ROW, "lower")):
            for column, key in ((OF_WHOLE, "of_whole"), (OF_QUARTER, "of_quarter")):
                looks = _UNDERLINED if part == "lower" else s.BODY
                page.text(row, column, desk.label(f"{key}_{part}"),
                          looks.but(size=10, colour=s.MUTED, align="right"))
        for place, year in enumerate(inputs.years):
            column = YEARS + place
            small = s.BODY.but(size=9, align="right", indent=1, colour=s.MUTED,
                               fill=self.fill(year))
            page.text(_ROLE_ROW, column, desk.label(self.role(year)), small)
            page.show(_YEAR_ROW, column, desk.calculation.years[place],
                      s.GROUP.but(size=12, align="right", indent=1, number=s.PLAIN,
                                  fill=self.fill(year)))
            page.show(_STATUS_ROW, column, desk.cell("grant_status", year=year),
                      small.but(bottom=(s.THIN, s.TEAL)))
        page.text(_STATUS_ROW, MEMBER, "", _UNDERLINED)
        page.conditionals.append(Conditional(
            (_STATUS_ROW, YEARS), (_STATUS_ROW, self.last),
            {"type": "cell", "criteria": "==", "value": f'"{desk.texts.words["preliminary"]}"'},
            s.BODY.but(colour=s.ACCENT)))
        for row, points in ((_ROLE_ROW, 15), (_YEAR_ROW, 18), (_STATUS_ROW, 16)):
            page.height(row, points)

    def role(self, year: int) -> str:
        """Whether a year is the reference, the budget or a plan year."""
        budget = self.desk.inputs.budget_year
        return "role_budget" if year == budget else (
            "role_plan" if year > budget else "role_reference")

    def fill(self, year: int) -> str:
        """Only the budget year is washed."""
        return s.WASH if year == self.desk.inputs.budget_year else ""

    def body(self, row: int) -> int:
        """Parties and municipalities, sums and total; returns the row after it."""
        desk, run = self.desk, self.desk.calculation.shown
        part = shares(run.funding_of(desk.inputs.budget_year))
        funding = run.funding
        region = desk.inputs.text("region_name") or desk.label("region")
        row = self.group(row, "group_state")
        for place, key in enumerate(PARTIES[:2]):
            row = self.line(row, desk.label(f"party_{key}"), part.of_whole[place], None,
                            [year.parties[place] for year in funding])
        self.gap(row, 3)
        row = self.line(row + 1, desk.label("state_total"), part.state_of_whole, None,
                        [year.state_total for year in funding], style=s.SUBTOTAL)
        row = self.group(row, "group_region")
        row = self.line(row, region, part.of_whole[2], None,
                        [year.parties[2] for year in funding])
        row = self.group(row, "group_municipalities")
        for place, each in enumerate(desk.inputs.municipalities):
            row = self.line(row, each.name, part.of_whole[3 + place], part.of_quarter[place],
                            [year.municipal[place] for year in funding], table_row=each.row)
        self.gap(row, 3)
        row = self.line(row + 1, desk.label("municipalities_total"), part.municipal_of_whole,
                        part.sum_of_quarter, [year.municipal_total for year in funding],
                        style=s.SUBTOTAL)
        self.gap(row, 15)
        row = self.line(row + 1, desk.label("members_total"), part.sum_of_whole, None,
                        [year.total for year in funding], style=s.TOTAL)
        return self.change_rows(row)

    def gap(self, row: int, points: float) -> None:
        """An empty row in which the budget year's wash goes on."""
        for place, year in enumerate(self.desk.inputs.years):
            if self.fill(year):
                self.page.text(row, YEARS + place, "", s.BODY.but(fill=self.fill(year)))
        self.page.height(row, points)

    def group(self, row: int, key: str) -> int:
        """A group's heading."""
        self.page.text(row, MEMBER, self.desk.label(key), s.GROUP)
        self.gap(row, 25.5)
        return row + 1

    def line(
        self, row: int, label: str, whole: Figure, quarter: Figure | None,
        amounts: list[Figure], *, style: s.Style = s.BODY, table_row: int | None = None,
    ) -> int:
        """A row: label, the two shares and an amount per year."""
        desk, page = self.desk, self.page
        member = style is s.BODY
        label_style = style.but(indent=1) if member else style
        if table_row is None:
            page.text(row, MEMBER, label, label_style)
        else:
            page.show(row, MEMBER, desk.cell("municipality_name", slot(table_row)), label_style)
        muted = style.colour if style is s.TOTAL else s.MUTED
        share = style.but(align="right", number=s.PERCENT, colour=muted, bold=style is s.TOTAL)
        page.put(row, OF_WHOLE, whole, share)
        if quarter is not None:
            page.put(row, OF_QUARTER, quarter, share)
        else:
            page.text(row, OF_QUARTER, "", share)
        for place, (year, amount) in enumerate(zip(desk.inputs.years, amounts, strict=True)):
            decimals = s.decimals_of(desk.inputs.amount("step", year=year))
            quiet = year < desk.inputs.budget_year and style is not s.TOTAL
            page.put(row, YEARS + place, thousands(amount), style.but(
                align="right", indent=1, number=s.DECIMALS[decimals], fill=self.fill(year),
                colour=s.QUIET if quiet else style.colour,
                bold=style.bold and not quiet))
        page.height(row, 27 if style is s.TOTAL else 20.25 if style is s.SUBTOTAL else BODY_PT)
        return row + 1

    def change_rows(self, row: int) -> int:
        """The totals' change against the year before, in tkr and per cent."""
        desk, page, funding = self.desk, self.page, self.desk.calculation.shown.funding
        muted = s.BODY.but(colour=s.MUTED)
        for key in ("change_tkr", "change_percent"):
            page.text(row, MEMBER, desk.label(key), muted)
            for place in range(1, len(funding)):
                moved = change(funding[place].total, funding[place - 1].total)
                style = muted.but(align="right", indent=1)
                if key == "change_tkr":
                    page.put(row, YEARS + place, thousands(moved.amount),
                             style.but(number=s.SIGNED))
                else:
                    page.put(row, YEARS + place, moved.share, style.but(number=s.CHANGE))
            page.height(row, BODY_PT)
            row += 1
        return row


def _under(desk: Desk, page: Page, row: int, last: int) -> int:
    """Notes and the line to sign on; returns the row where the next page begins."""
    for number in range(1, desk.inputs.room.notes + 1):
        page.show(row, MEMBER, desk.cell("plan_note", slot(number)), s.NOTE)
        page.height(row, 13.5)
        row += 1
    row += 2
    for column, number in ((MEMBER, 1), (OF_QUARTER, 2), (last - 1, 3)):
        page.show(row, column, desk.cell("signature", slot(number)),
                  s.NOTE.but(bottom=(s.THIN, s.RULE2)))
    page.blank(row, range(MEMBER, last + 1), s.NOTE.but(bottom=(s.THIN, s.RULE2)))
    return row + 2


def _changes(desk: Desk, page: Page, row: int) -> int:
    """Each member's change against the year before, tkr and per cent."""
    inputs, funding = desk.inputs, desk.calculation.shown.funding
    page.text(row, MEMBER, desk.label("changes_title"), s.SECTION)
    page.height(row, 26)
    row += 1
    for place in range(1, len(funding)):
        column = OF_WHOLE + 2 * (place - 1)
        page.show(row, column, desk.calculation.years[place],
                  s.GROUP.but(align="right", number=s.PLAIN, size=10))
        for offset, key in enumerate(("tkr", "percent")):
            page.text(row + 1, column + offset, desk.label(key), s.HEADING_RIGHT)
    page.text(row + 1, MEMBER, desk.label("member"), s.HEADING)
    row += 2
    for label, amounts in _members(desk, funding):
        page.text(row, MEMBER, label, s.ROW)
        for place in range(1, len(funding)):
            moved = change(amounts[place], amounts[place - 1])
            column = OF_WHOLE + 2 * (place - 1)
            decimals = max(s.decimals_of(inputs.amount("step", year=year))
                           for year in inputs.years[place - 1:place + 1])
            page.put(row, column, thousands(moved.amount),
                     s.NUMBER.but(number=s.SIGNED_DECIMALS[decimals], size=10))
            page.put(row, column + 1, moved.share, s.NUMBER.but(number=s.CHANGE, colour=s.MUTED))
        page.height(row, 18)
        row += 1
    return row + 1


def _members(desk: Desk, funding: tuple[YearFunding, ...]) -> list[tuple[str, list[Figure]]]:
    codes = desk.inputs.codes
    rows = [(desk.member_name(key), [year.parties[place] for year in funding])
            for place, key in enumerate(PARTIES)]
    rows += [(desk.member_name(code), [year.municipal[place] for year in funding])
             for place, code in enumerate(codes)]
    return rows


def _printed(desk: Desk, page: Page, row: int, year: int) -> int:
    """Printed · computed · difference of one year, in tkr."""
    paid = desk.calculation.shown.funding_of(year)
    decimals = s.decimals_of(desk.inputs.amount("step", year=year))
    found = {check.id: check for check in desk.checks}
    page.text(row, MEMBER, desk.label("printed_title", year=year), s.SECTION)
    page.height(row, 26)
    desk.heads(page, row + 1, (desk.label("member"), False), ("", False), ("", False),
               (desk.label("printed"), True), (desk.label("computed"), True),
               (desk.label("difference"), True))
    row += 2
    for label, member, amount in (
        *((desk.member_name(key), key, paid.parties[place]) for place, key in enumerate(PARTIES)),
        *((each.name, each.code, paid.municipal[place])
          for place, each in enumerate(desk.inputs.municipalities)),
    ):
        check = found[f"printed_amount_{member}_{year}"]
        number = s.NUMBER.but(number=s.DECIMALS[decimals])
        page.text(row, MEMBER, label, s.ROW)
        page.blank(row, range(OF_WHOLE, YEARS), s.ROW)
        page.put(row, YEARS, thousands(kronor(desk.cell("printed", member, year))),
                 number.but(colour=s.QUIET))
        page.put(row, YEARS + 1, thousands(amount), number)
        page.put(row, YEARS + 2, thousands(check.difference),
                 s.NUMBER.but(number=s.SIGNED_DECIMALS[decimals]))
        page.height(row, 18)
        row += 1
    return row + 1
