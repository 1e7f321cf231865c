"""Förutsättningar: every input that is not a table of its own, with source, date and status."""

from __future__ import annotations

from dataclasses import dataclass

from finsam_xl.domain.inputs import PARTIES
from finsam_xl.domain.names import Name, slot
from finsam_xl.domain.quantities import QUANTITIES, Kind
from finsam_xl.sheets import style as s
from finsam_xl.sheets.desk import HEAD_ROW, Desk, typed_style
from finsam_xl.sheets.layout import Page

COLUMNS = (216, 88, 60, 88, 108, 104, 104, 108, 108)
LABEL, VALUE, UNIT, DATE, STATUS, SOURCE, _, COMMENT, LAST = range(1, 10)
YEARS = DATE
RULES = ("basis", "region_follows", "region_stated", "municipalities_follow",
         "municipalities_stated", "step", "rounding", "cost_change")
NOTE = s.Style(unlocked=True, colour=s.MUTED, bottom=(s.THIN, s.INPUT_LINE))
SIGNATURES = 3
_ABOUT = {"_date": "date", "_status": "certainty", "_source": "source", "_comment": "comment"}


def lay_out(desk: Desk) -> None:
    """Lay the sheet out."""
    page = desk.begin("assumptions", COLUMNS, s.INPUT_LINE, desk.label("assumptions_lead"))
    page.check_width(landscape=True)
    desk.heads(page, HEAD_ROW, (desk.label("item"), False), (desk.label("value"), True),
               (desk.label("unit"), False), (desk.label("date"), False),
               (desk.label("certainty"), False), (desk.label("source"), False), ("", False),
               (desk.label("comment"), False), ("", False))
    page.text(HEAD_ROW, UNIT, desk.label("unit"), s.HEADING.but(indent=1))
    page.frozen = (HEAD_ROW + 1, VALUE)
    sheet = _Sheet(desk, page, HEAD_ROW + 1)
    _association(sheet)
    _grant(sheet)
    _rules(sheet)
    _dates(sheet)
    _equity(sheet)
    _limits(sheet)
    _members_table(sheet, "stated")
    _members_table(sheet, "printed")
    _sums_table(sheet)
    _under_the_plan(sheet)
    page.text(sheet.row + 1, LABEL, desk.label("assumptions_note"), s.NOTE)
    page.printing = desk.printing(page, landscape=True, repeat=(HEAD_ROW, HEAD_ROW),
                                  area=(1, 1, sheet.row + 1, LAST))


@dataclass
class _Sheet:
    """The page and the row that comes next."""

    desk: Desk
    page: Page
    row: int

    def group(self, key: str) -> None:
        self.page.text(self.row, LABEL, self.desk.label(key),
                       s.GROUP.but(bottom=(s.THIN, s.RULE2)))
        self.page.blank(self.row, range(VALUE, LAST + 1), s.BODY.but(bottom=(s.THIN, s.RULE2)))
        self.page.height(self.row, 25.5)
        self.row += 1

    def noted(self, quantity: str, year: int | None, label: str) -> None:
        """A row: value, unit, date, certainty, source and comment."""
        desk, page, row = self.desk, self.page, self.row
        page.text(row, LABEL, label, s.ROW)
        self.value(Name(quantity, year=year), label)
        for column, about in ((DATE, "date"), (STATUS, "status"), (SOURCE, "source"),
                              (COMMENT, "comment")):
            self.note(row, column, Name(f"{quantity}_{about}", year=year), label)
        page.blank(row, range(UNIT, LAST + 1), NOTE.but(unlocked=False))
        if QUANTITIES[quantity].kind is Kind.TEXT:
            page.blank(row, range(UNIT, DATE), s.TYPED.but(unlocked=False))
        desk.validate(page, (row, DATE), (row, DATE), "decision_date")
        desk.validate(page, (row, STATUS), (row, STATUS), f"{quantity}_status")
        self.next()

    def value(self, name: Name, label: str) -> None:
        self.page.typed(self.row, VALUE, name, typed_style(name), label=label)
        self.desk.validate(self.page, (self.row, VALUE), (self.row, VALUE), name.quantity)
        kind = QUANTITIES[name.quantity].kind
        unit = {Kind.TKR: "tkr", Kind.STEP: "kr", Kind.DATE: self.desk.label("unit_date"),
                Kind.PERCENT: self.desk.label("unit_percent")}.get(kind, "")
        self.page.text(self.row, UNIT, unit, s.UNIT)

    def note(
        self, row: int, column: int, name: Name, label: str, *, indent: int = 0
    ) -> None:
        style = NOTE.but(indent=indent, size=9 if indent else NOTE.size)
        if name.quantity.endswith("_date"):
            style = style.but(number=s.DATE)
        about = next(word for word in _ABOUT if name.quantity.endswith(word))
        self.page.typed(row, column, name, style,
                        label=f"{label}: {self.desk.label(_ABOUT[about]).lower()}")

    def text_row(self, name: Name, label: str) -> None:
        """A row whose value is a text, with room to read it."""
        self.page.text(self.row, LABEL, label, s.ROW)
        style = s.TYPED.but(number=s.DATE) if QUANTITIES[name.quantity].kind is Kind.DATE \
            else typed_style(name)
        self.page.typed(self.row, VALUE, name, style, label=label)
        self.desk.validate(self.page, (self.row, VALUE), (self.row, VALUE), name.quantity)
        self.page.blank(self.row, range(UNIT, LAST + 1 if name.quantity == "plan_note" else SOURCE),
                        s.TYPED.but(unlocked=False))
        self.next()

    def next(self) -> None:
        self.page.height(self.row, 18)
        self.row += 1


def _association(sheet: _Sheet) -> None:
    sheet.group("group_association")
    for quantity in ("association_name", "organisation_number", "region_name", "joint_name",
                     "decision_paragraph", "decision_date", "decision_status"):
        sheet.text_row(Name(quantity), sheet.desk.label(quantity))
    page = sheet.page
    page.text(sheet.row, LABEL, sheet.desk.label("budget_year"), s.ROW)
    page.typed(sheet.row, VALUE, Name("budget_year"), typed_style(Name("budget_year")),
               label=sheet.desk.label("budget_year"))
    page.text(sheet.row, UNIT, "", s.UNIT)
    page.text(sheet.row, DATE, sheet.desk.label("budget_year_note"), s.ROW_MUTED)
    page.blank(sheet.row, range(STATUS, LAST + 1), s.ROW)
    sheet.next()


def _grant(sheet: _Sheet) -> None:
    sheet.group("group_grant")
    for year in sheet.desk.inputs.years:
        sheet.noted("grant", year, sheet.desk.label("grant", year=year))


def _rules(sheet: _Sheet) -> None:
    desk, page = sheet.desk, sheet.page
    sheet.group("group_rules")
    _year_row(sheet, with_notes=True)
    for quantity in RULES:
        row = sheet.row
        page.text(row, LABEL, desk.label(quantity), s.ROW)
        unit = {Kind.TKR: "tkr", Kind.STEP: "kr", Kind.PERCENT: desk.label("unit_percent")}
        page.text(row, UNIT, unit.get(QUANTITIES[quantity].kind, ""), s.UNIT)
        for place, year in enumerate(desk.inputs.years):
            if quantity == "cost_change" and year <= desk.inputs.budget_year:
                continue
            name = Name(quantity, year=year)
            style = typed_style(name).but(align="right", indent=1)
            page.typed(row, YEARS + place, name, style, label=f"{desk.label(quantity)} {year}")
        desk.validate(page, (row, YEARS), (row, YEARS + 3), quantity)
        sheet.note(row, COMMENT, Name(f"{quantity}_source"), desk.label(quantity), indent=1)
        sheet.note(row, LAST, Name(f"{quantity}_comment"), desk.label(quantity), indent=1)
        page.blank(row, range(VALUE, COMMENT), s.ROW)
        sheet.next()


def _year_row(sheet: _Sheet, *, with_notes: bool = False) -> None:
    page, desk = sheet.page, sheet.desk
    desk.year_heads(page, sheet.row, YEARS, desk.inputs.years)
    if with_notes:
        page.text(sheet.row, COMMENT, desk.label("source"), s.HEADING.but(indent=1))
        page.text(sheet.row, LAST, desk.label("comment"), s.HEADING.but(indent=1))
    page.blank(sheet.row, range(LABEL, LAST + 1), s.HEADING)
    sheet.next()


def _dates(sheet: _Sheet) -> None:
    sheet.group("group_dates")
    desk, page = sheet.desk, sheet.page
    for year in desk.inputs.years:
        sheet.noted("reference_date", year, desk.label("reference_date", year=year))
    label = desk.label("required_date", year=desk.inputs.budget_year)
    page.text(sheet.row, LABEL, label, s.ROW)
    page.typed(sheet.row, VALUE, Name("required_date", year=desk.inputs.budget_year),
               s.NUMBER.but(number=s.DATE, indent=1), label=label)
    page.text(sheet.row, UNIT, desk.label("unit_date"), s.UNIT)
    page.text(sheet.row, DATE, desk.label("required_date_note"), s.ROW_MUTED)
    page.blank(sheet.row, range(STATUS, LAST + 1), s.ROW)
    sheet.next()


def _equity(sheet: _Sheet) -> None:
    desk, page = sheet.desk, sheet.page
    sheet.group("group_equity")
    budget = desk.inputs.budget_year
    sheet.noted("equity_opening", budget, desk.label("equity_opening", year=budget))
    sheet.noted("equity_floor", None, desk.label("equity_floor"))
    for year in desk.inputs.cost_years:
        label = desk.label("deficit_motive", year=year)
        page.text(sheet.row, LABEL, label, s.ROW)
        page.typed(sheet.row, VALUE, Name("deficit_motive", year=year), s.TYPED, label=label)
        page.blank(sheet.row, range(UNIT, SOURCE), s.TYPED.but(unlocked=False))
        sheet.note(sheet.row, SOURCE, Name("deficit_motive_source", year=year), label)
        sheet.note(sheet.row, COMMENT, Name("deficit_motive_comment", year=year), label)
        page.blank(sheet.row, range(SOURCE, LAST + 1), NOTE.but(unlocked=False))
        sheet.next()
    _ceiling(sheet)


def _ceiling(sheet: _Sheet) -> None:
    desk, page = sheet.desk, sheet.page
    for column, key, right in ((LABEL, "ceiling", False), (VALUE, "ceiling_income", True),
                               (DATE, "ceiling_equity", True), (STATUS, "ceiling_percent", True),
                               (SOURCE, "source", False), (COMMENT, "date", False)):
        page.text(sheet.row, column, desk.label(key), s.HEADING_RIGHT if right else s.HEADING)
    page.blank(sheet.row, range(LABEL, LAST + 1), s.HEADING)
    page.height(sheet.row, 24)
    sheet.row += 1
    for number in range(1, desk.inputs.room.ceilings + 1):
        label = desk.label("ceiling_row", number=number)
        page.text(sheet.row, LABEL, label, s.ROW)
        page.text(sheet.row, UNIT, "tkr", s.UNIT)
        for column, quantity in ((VALUE, "ceiling_income"), (DATE, "ceiling_equity"),
                                 (STATUS, "ceiling_percent"), (SOURCE, "ceiling_source"),
                                 (COMMENT, "ceiling_date")):
            name = Name(quantity, slot(number))
            page.typed(sheet.row, column, name, typed_style(name), label=label)
            desk.validate(page, (sheet.row, column), (sheet.row, column), quantity)
        page.blank(sheet.row, range(UNIT, LAST + 1), s.ROW)
        sheet.next()


def _limits(sheet: _Sheet) -> None:
    desk, page = sheet.desk, sheet.page
    sheet.group("group_limits")
    sheet.noted("grant_rise_limit", None, desk.label("grant_rise_limit"))
    label = desk.label("exact_limit")
    page.text(sheet.row, LABEL, label, s.ROW)
    page.typed(sheet.row, VALUE, Name("exact_limit"),
               s.NUMBER.but(indent=1, size=9), label=label)
    page.text(sheet.row, UNIT, "tkr", s.UNIT)
    page.text(sheet.row, DATE, desk.label("exact_limit_note"), s.ROW_MUTED)
    page.blank(sheet.row, range(STATUS, LAST + 1), s.ROW)
    sheet.next()


def _members_table(sheet: _Sheet, quantity: str) -> None:
    """Amounts per member and year: stated ones, or the printed ones to be compared with."""
    desk, page = sheet.desk, sheet.page
    sheet.group(f"group_{quantity}")
    if quantity == "printed":
        page.text(sheet.row, VALUE, desk.label("printed_share"), s.HEADING_RIGHT)
    _year_row(sheet)
    first = sheet.row
    for member in desk.inputs.members:
        label = desk.member_name(member)
        page.text(sheet.row, LABEL, label, s.ROW.but(indent=0 if member in PARTIES else 1))
        page.text(sheet.row, UNIT, "tkr", s.UNIT)
        if quantity == "printed":
            name = Name("printed_share", member)
            page.typed(sheet.row, VALUE, name, typed_style(name),
                       label=f"{desk.label('printed_share')}: {label}")
        for place, year in enumerate(desk.inputs.years):
            name = Name(quantity, member, year)
            page.typed(sheet.row, YEARS + place, name, typed_style(name),
                       label=f"{desk.label(f'group_{quantity}')} {year}: {label}")
        page.blank(sheet.row, range(VALUE, LAST + 1), s.ROW)
        sheet.next()
    desk.validate(page, (first, YEARS), (sheet.row - 1, YEARS + 3), quantity)
    if quantity == "printed":
        desk.validate(page, (first, VALUE), (sheet.row - 1, VALUE), "printed_share")


def _sums_table(sheet: _Sheet) -> None:
    desk, page, inputs = sheet.desk, sheet.page, sheet.desk.inputs
    for key, years in (("total", inputs.years), ("overhead", inputs.cost_years),
                       ("costs", inputs.cost_years), ("result", inputs.cost_years),
                       ("participants", (inputs.budget_year,))):
        quantity = f"printed_{key}"
        label = desk.label(quantity)
        page.text(sheet.row, LABEL, label, s.ROW.but(bold=True))
        page.text(sheet.row, UNIT, desk.label("unit_people") if key == "participants" else "tkr",
                  s.UNIT)
        for year in years:
            column = YEARS + inputs.years.index(year)
            name = Name(quantity, year=year)
            page.typed(sheet.row, column, name, typed_style(name), label=f"{label} {year}")
            desk.validate(page, (sheet.row, column), (sheet.row, column), quantity)
        page.blank(sheet.row, range(VALUE, LAST + 1), s.ROW)
        sheet.next()


def _under_the_plan(sheet: _Sheet) -> None:
    sheet.group("group_notes")
    for number in range(1, sheet.desk.inputs.room.notes + 1):
        sheet.text_row(Name("plan_note", slot(number)),
                       sheet.desk.label("plan_note", number=number))
    for number in range(1, SIGNATURES + 1):
        sheet.text_row(Name("signature", slot(number)),
                       sheet.desk.label("signature", number=number))
