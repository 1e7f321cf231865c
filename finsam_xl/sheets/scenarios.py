"""Alternativ: named scenarios side by side with the base plan, and what each one changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from finsam_xl.domain.inputs import SCENARIO_SLOTS
from finsam_xl.domain.names import Name, slot
from finsam_xl.domain.plan import Run
from finsam_xl.domain.scenario import levers_of, override_name
from finsam_xl.figures.figure import Figure
from finsam_xl.figures.rules import minus, share_of, size_of
from finsam_xl.sheets import style as s
from finsam_xl.sheets.desk import HEAD_ROW, Desk, typed_style
from finsam_xl.sheets.draft import Conditional
from finsam_xl.sheets.layout import Page

LABEL, BASE = 1, 2
_GROUP = (12, 80, 74, 62)
COLUMNS = (208, 92, *_GROUP * SCENARIO_SLOTS)
ON_PAPER = 3
Read = Callable[[Run], Figure]


def first_column(scenario: int) -> int:
    """The column of an alternative's kronor, by its slot."""
    return BASE + 2 + (scenario - 1) * len(_GROUP)


def lay_out(desk: Desk, words: tuple[Figure, ...]) -> None:
    """Lay the sheet out; `words` say of each run when it falls below the floor."""
    page = desk.begin("scenarios", COLUMNS, s.TEAL, desk.label("scenarios_lead"))
    page.check_width(landscape=True, last=1 + 2 + len(_GROUP) * ON_PAPER)
    sheet = _Sheet(desk, page, HEAD_ROW)
    sheet.heads()
    for year in desk.inputs.cost_years:
        sheet.year(year)
    sheet.closing()
    if words:
        sheet.words(words)
    if "activity_participants" in desk.inputs.form.levers:
        sheet.people()
    middle = sheet.row + 1
    sheet.overrides()
    page.frozen = (HEAD_ROW + 2, BASE)
    shown = max((ON_PAPER, *desk.inputs.scenarios))
    page.printing = desk.printing(page, landscape=True, repeat=(HEAD_ROW, HEAD_ROW + 1),
                                  breaks=(middle,),
                                  area=(1, 1, sheet.row, first_column(shown) + 2))


def _municipal(year: int, place: int) -> Read:
    """A municipality's contribution in a year."""
    return lambda run: run.funding_of(year).municipal[place]


def _closing(place: int) -> Read:
    """Closing equity in the year of a place."""
    return lambda run: run.equity[place].closing


@dataclass
class _Sheet:
    """The page and the row that comes next."""

    desk: Desk
    page: Page
    row: int

    @property
    def runs(self) -> tuple[tuple[int, Run], ...]:
        """The alternatives by their slots."""
        return tuple(zip(self.desk.inputs.scenarios, self.desk.calculation.alternatives[1:],
                         strict=True))

    def heads(self) -> None:
        """Names and reasons of the alternatives over their columns."""
        desk, page = self.desk, self.page
        page.text(self.row, BASE, desk.texts.words["base_plan"],
                  s.GROUP.but(align="right"))
        for scenario, _ in self.runs:
            column = first_column(scenario)
            page.show(self.row, column, desk.cell("scenario_name", slot(scenario)),
                      s.GROUP.but(vertical="bottom"))
            page.show(self.row + 1, column, desk.cell("scenario_reason", slot(scenario)),
                      s.NOTE)
        page.height(self.row, 20)
        self.row += 2

    def year(self, year: int) -> None:
        """One year's contributions, costs and result."""
        desk, inputs = self.desk, self.desk.inputs
        place = inputs.cost_years.index(year)
        self._year_heads(year)
        self.group("group_contributions")
        self.line(desk.label("group_state"), lambda run: run.funding_of(year).state_total)
        self.line(desk.member_name("region"), lambda run: run.funding_of(year).parties[2])
        for at, each in enumerate(inputs.municipalities):
            self.line(each.name, _municipal(year, at))
        self.line(desk.label("members_total"), lambda run: run.funding_of(year).total, s.SUBTOTAL)
        self.group("group_result")
        self.line(desk.label("costs_total"), lambda run: run.costs[place].costs)
        self.line(desk.label("result"), lambda run: run.equity[place].result, s.SUBTOTAL)

    def _year_heads(self, year: int, unit: str = "kr") -> None:
        """The year, and over each column its unit; `unit` is the label of the numbers' own."""
        desk, page = self.desk, self.page
        figure = desk.calculation.years[desk.inputs.years.index(year)]
        page.show(self.row, LABEL, figure,
                  s.HEADING.but(number=s.PLAIN, size=12))
        page.text(self.row, BASE, desk.label(unit).lower(), s.HEADING_RIGHT.but(colour=s.MUTED))
        for scenario, _ in self.runs:
            for offset, key in enumerate((unit, "difference", "percent")):
                page.text(self.row, first_column(scenario) + offset, desk.label(key).lower(),
                          s.HEADING_RIGHT.but(colour=s.MUTED, bold=False))
        page.height(self.row, 27)
        self.row += 1

    def group(self, key: str) -> None:
        """A group's heading."""
        self.page.text(self.row, LABEL, self.desk.label(key), s.GROUP.but(size=10))
        self.page.height(self.row, 20)
        self.row += 1

    def line(self, label: str, read: Read, style: s.Style = s.ROW) -> None:
        """A row: the base plan, and each alternative with its difference in kr and per cent."""
        page, looks = self.page, style.but(size=10)
        page.text(self.row, LABEL, label, looks)
        base = read(self.desk.calculation.base)
        number = looks.but(align="right", number=s.WHOLE)
        page.show(self.row, BASE, base, number)
        for scenario, run in self.runs:
            column = first_column(scenario)
            page.show(self.row, column, read(run), number)
            difference = minus(read(run), base)
            page.put(self.row, column + 1, difference, number.but(number=s.SIGNED))
            page.put(self.row, column + 2, share_of(difference, size_of(base)),
                     number.but(number=s.CHANGE, colour=s.MUTED, size=9))
        page.height(self.row, 15.75)
        self.row += 1

    def closing(self) -> None:
        """Closing equity year by year."""
        self.group("group_closing")
        for place, year in enumerate(self.desk.inputs.cost_years):
            self.line(self.desk.label("on_december", year=year), _closing(place))

    def words(self, words: tuple[Figure, ...]) -> None:
        """Against the floor, in words."""
        desk, page = self.desk, self.page
        page.text(self.row, LABEL, desk.label("against_floor"), s.BODY.but(bold=True, size=10))
        columns = [BASE, *(first_column(scenario) for scenario, _ in self.runs)]
        for column, word in zip(columns, words, strict=True):
            page.show(self.row, column, word, s.BODY.but(
                size=10, align="right" if column == BASE else "left"))
        for mark, colour in (("✕", s.BAD), ("✓", s.OK)):
            page.conditionals.append(Conditional(
                (self.row, BASE), (self.row, first_column(SCENARIO_SLOTS)),
                {"type": "text", "criteria": "begins with", "value": mark},
                s.Style(colour=colour, bold=mark == "✕")))
        page.height(self.row, 18)
        self.row += 1

    def people(self) -> None:
        """Planned participants of the budget year."""
        self._year_heads(self.desk.inputs.budget_year, "unit_people")
        self.line(self.desk.label("planned_people"), lambda run: run.participants.everyone)

    def overrides(self) -> None:
        """The input block: what each alternative changes; blank follows the base plan."""
        desk, page = self.desk, self.page
        self.row += 1
        page.text(self.row, LABEL, desk.label("overrides_title"), s.SECTION)
        page.height(self.row, 26)
        page.text(self.row + 1, LABEL, desk.label("overrides_note"), s.NOTE)
        self.row += 2
        for key in ("scenario_name", "scenario_reason"):
            page.text(self.row, LABEL, desk.label(key), s.ROW)
            for scenario in range(1, SCENARIO_SLOTS + 1):
                name = Name(key, slot(scenario))
                self._typed(scenario, name, desk.label(key))
            page.height(self.row, 18)
            self.row += 1
        page.text(self.row, LABEL, desk.label("changed_input"), s.HEADING)
        page.text(self.row, BASE, desk.texts.words["base_plan"], s.HEADING_RIGHT)
        page.height(self.row, 20)
        self.row += 1
        for lever in levers_of(desk.calculation.cells):
            self._override(lever)

    def _override(self, lever: Name) -> None:
        desk, page = self.desk, self.page
        label = desk.lever_label(lever)
        style = typed_style(lever)
        page.text(self.row, LABEL, label, s.ROW.but(size=10))
        base = desk.calculation.cells.named(lever)
        page.show(self.row, BASE, base, s.QUIET_NUMBER.but(number=style.number, size=10))
        for scenario in range(1, SCENARIO_SLOTS + 1):
            name = override_name(lever, scenario)
            self._typed(scenario, name, f"{label}, {desk.label('slot', number=scenario)}")
        first, last = first_column(1), first_column(SCENARIO_SLOTS)
        for column in range(first, last + 1, len(_GROUP)):
            desk.validate(page, (self.row, column), (self.row, column), lever.quantity)
        page.height(self.row, 15.75)
        self.row += 1

    def _typed(self, scenario: int, name: Name, label: str) -> None:
        column = first_column(scenario)
        style = typed_style(name).but(size=10, indent=0)
        self.page.typed(self.row, column, name, style, label=label)
        if name.quantity in ("scenario_name", "scenario_reason"):
            self.page.blank(self.row, range(column + 1, column + 3),
                            s.TYPED.but(unlocked=False))
