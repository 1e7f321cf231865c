"""Beslutsstöd: what would balance, what a change does against the base plan, and words on both.

The figures are formulas as everywhere. The base plan stands as it was when the book was last
written, so that a change shows at once; sentences and explanations are filled in by `live`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from finsam_xl.domain.names import Name, slot
from finsam_xl.domain.plan import Run
from finsam_xl.figures.figure import Figure, typed
from finsam_xl.figures.rules import (
    at_most,
    choose,
    equal,
    first_place,
    given,
    joined,
    known,
    larger,
    less_than,
    minus,
    one_if,
    plus,
    share_of,
    size_of,
    whole_part,
)
from finsam_xl.sheets import style as s
from finsam_xl.sheets.checks import Verdicts, status_looks
from finsam_xl.sheets.desk import HEAD_ROW, Desk
from finsam_xl.sheets.layout import Page

LABEL, FIRST = 1, 2
_GROUP = (74, 74, 72, 52)
COLUMNS = (168, *_GROUP * 3)
_BESIDE = (28, *(72,) * 9)
"""Columns right of the paper: how the words are counted, for whoever wants to see."""

SENTENCES, EXPLANATION = 8, 45
WRITTEN = "written"
"""How the record begins of a number that stands as the base plan was when last written."""

LIVE_TEXT = s.ROW.but(size=10, unlocked=True)
_UNKNOWN = "–"
_ASIDE = len(COLUMNS) + 2
_SMALL = s.NOTE.but(number=s.PLAIN)
Read = Callable[[Run, int], Figure]


def lay_out(desk: Desk, verdicts: Verdicts) -> None:
    """Lay the sheet out."""
    page = desk.begin("decision_support", (*COLUMNS, *_BESIDE), s.TEAL,
                      desk.label("decision_support_lead"), width=len(COLUMNS))
    page.check_width(landscape=True, last=len(COLUMNS) + 1)
    sheet = _Sheet(desk, page, HEAD_ROW)
    sheet.break_even()
    sheet.comparison()
    middle = sheet.row
    sheet.words(verdicts)
    page.frozen = (HEAD_ROW, FIRST)
    page.printing = desk.printing(page, landscape=True, repeat=(1, 1), breaks=(middle,),
                                  area=(1, 1, sheet.row, len(COLUMNS)))


@dataclass
class _Sheet:
    """The page and the row that comes next."""

    desk: Desk
    page: Page
    row: int

    @property
    def run(self) -> Run:
        """The plan that is shown."""
        return self.desk.calculation.shown

    def heads(self, title: str, keys: tuple[str, ...]) -> None:
        """A section's title with the years over their columns, and what each column holds."""
        desk, page = self.desk, self.page
        page.text(self.row, LABEL, title, s.SECTION)
        for place, year in enumerate(desk.inputs.cost_years):
            figure = desk.calculation.years[desk.inputs.years.index(year)]
            page.show(self.row, _column(place) + 1, figure,
                      s.GROUP.but(align="right", number=s.PLAIN))
        page.height(self.row, 26)
        self.row += 1
        page.text(self.row, LABEL, desk.label("unit_kr"), s.HEADING.but(bold=False, size=9))
        for place in range(len(desk.inputs.cost_years)):
            for offset in range(len(_GROUP)):
                text = desk.label(keys[offset]) if offset < len(keys) and keys[offset] else ""
                page.text(self.row, _column(place) + offset, text,
                          s.HEADING_RIGHT.but(bold=False, size=9))
        page.height(self.row, 16)
        self.row += 1

    def label(self, text: str, looks: s.Style) -> None:
        """What a row is about."""
        self.page.text(self.row, LABEL, text, looks)
        self.page.blank(self.row, range(FIRST, len(COLUMNS) + 1), looks)

    def margins(
        self, label: str, figures: Sequence[Figure], margin: str, left: Sequence[Figure]
    ) -> None:
        """A break-even figure of every year, and under it how far it is to there."""
        for text, row, looks, number in (
            (label, figures, s.ROW.but(size=10), s.WHOLE),
            (margin, left, s.ROW_MUTED.but(size=10), s.SIGNED),
        ):
            self.label(text, looks)
            for place, figure in enumerate(row):
                self.figure(_column(place) + 1, figure, looks.but(align="right", number=number))
            self.page.height(self.row, 15.75)
            self.row += 1

    def figure(self, column: int, figure: Figure, looks: s.Style) -> None:
        """Show a figure that has a home, or give it one here."""
        if figure in self.page.layout.homes:
            self.page.show(self.row, column, figure, looks)
        else:
            self.page.put(self.row, column, figure, looks)

    def break_even(self) -> None:
        """The grant that balances, the cost that fits, and the year the floor is reached."""
        desk, run, label = self.desk, self.run, self.desk.label
        years = desk.inputs.cost_years
        self.heads(label("break_even"), ("", ""))
        grants = [run.funding_of(year).grant for year in years]
        balancing = [year.balance.grant for year in run.equity]
        self.margins(label("balancing_grant"), balancing, label("grant_margin"),
                     [minus(has, needs) for has, needs in zip(grants, balancing, strict=True)])
        fitting = [year.fitting_costs for year in run.equity]
        costs = [year.costs for year in run.costs]
        self.margins(label("fitting_costs"), fitting, label("costs_margin"),
                     [minus(fits, spent) for fits, spent in zip(fitting, costs, strict=True)])
        self.margins(label("closing"), [year.closing for year in run.equity],
                     label("room_left"), [year.room for year in run.equity])
        self.reached()

    def reached(self) -> None:
        """When equity falls below the floor: within the plan, or if its last deficit goes on."""
        desk, last = self.desk, self.run.equity[-1]
        words = desk.texts.words
        below = tuple(one_if(less_than(year.closing, year.floor)) for year in self.run.equity)
        reached = first_place(1, below)
        years = desk.calculation.years[-len(below):]
        deficit = larger(minus(0, last.result), 1)
        more = whole_part(last.room, deficit)
        last_year = plus(years[-1], plus(more, 1))
        in_the_end = choose(known(last_year), joined(words["floor_later"], " ", last_year),
                            words["not_known"])
        later = choose(less_than(last.result, 0), in_the_end, words["over_floor"])
        when = plus(years[0], minus(reached, 1))
        said = choose(at_most(reached, 0), later, joined(words["under_floor"], " ", when))
        self.label(desk.label("floor_reached"), s.SUBTOTAL.but(size=10))
        self.page.put(self.row, FIRST, said, s.SUBTOTAL.but(size=10))
        self.page.height(self.row, 18)
        for figures in (below, (reached, when), (deficit, more, last_year, in_the_end, later)):
            self.beside(*figures)
            self.row += 1

    def comparison(self) -> None:
        """Every member's kronor against the base plan as last written, year by year."""
        desk, inputs, label = self.desk, self.desk.inputs, self.desk.label
        self.heads(label("against_base"), ("as_written", "now", "difference", "percent"))
        self.line(label("group_state"), _funding(lambda year: year.state_total))
        self.line(desk.member_name("region"), _funding(lambda year: year.parties[2]))
        for place, each in enumerate(inputs.municipalities):
            self.line(each.name, _municipal(place))
        self.line(label("members_total"), _funding(lambda year: year.total), s.SUBTOTAL)
        self.line(label("costs_total"), lambda run, place: run.costs[place].costs)
        self.line(label("result"), lambda run, place: run.equity[place].result, s.SUBTOTAL)
        self.line(label("closing"), lambda run, place: run.equity[place].closing)
        self.page.text(self.row, LABEL, label("against_base_note"), s.NOTE)
        self.row += 2

    def line(self, label: str, read: Read, style: s.Style = s.ROW) -> None:
        """A row: as written, now, the difference in kronor and per cent; a group per year."""
        page, looks, base = self.page, style.but(size=10), self.desk.base
        page.text(self.row, LABEL, label, looks)
        number = looks.but(align="right", number=s.WHOLE)
        for place, year in enumerate(self.desk.inputs.cost_years):
            column = _column(place)
            written = typed(read(base, place).value, f"{WRITTEN} {label} {year}")
            now = read(self.run, place)
            page.record(self.row, column, written, number.but(colour=s.MUTED), _UNKNOWN)
            page.show(self.row, column + 1, now, number)
            difference = minus(now, written)
            page.put(self.row, column + 2, difference, number.but(number=s.SIGNED))
            page.put(self.row, column + 3, share_of(difference, size_of(written)),
                     number.but(number=s.CHANGE, colour=s.MUTED, size=9))
        page.height(self.row, 15.75)
        self.row += 1

    def words(self, verdicts: Verdicts) -> None:
        """What `live` fills in: sentences of checks and an explanation, with their validity."""
        page, label = self.page, self.desk.label
        page.text(self.row, LABEL, label("live_words"), s.SECTION)
        page.height(self.row, 26)
        self.row += 1
        page.text(self.row, LABEL, label("live_words_note"), s.NOTE)
        self.row += 1
        self.standing(verdicts)
        self.lines("live_sentence", SENTENCES)
        self.lines("live_explanation", EXPLANATION)

    def standing(self, verdicts: Verdicts) -> None:
        """Whether the words below are about the figures that stand in the book now."""
        desk, page, words = self.desk, self.page, self.desk.texts.words
        years = tuple(
            joined(self.run.funding_of(year).total, "/", spent.costs, "/", equity.closing)
            for year, spent, equity in zip(desk.inputs.cost_years, self.run.costs,
                                           self.run.equity, strict=True))
        now = joined(desk.cell("scenario_chosen"), " ", verdicts.failed, " ", verdicts.warned,
                     " ", desk.calculation.participants.everyone,
                     *(part for year in years for part in (" ", year)))
        stamp = desk.calculation.cells.named(Name("live_stamp"))
        standing = choose(equal(stamp, now), words["live_current"], words["live_stale"])
        said = choose(given(stamp), standing, words["live_none"])
        self.label(desk.label("live_standing"), s.ROW.but(size=10))
        page.put(self.row, FIRST, said, s.ROW.but(size=10, bold=True))
        page.conditionals += status_looks(desk, (self.row, FIRST), (self.row, FIRST))
        page.height(self.row, 18)
        self.beside(standing)
        self.row += 1
        page.text(self.row, _ASIDE, desk.label("live_stamp"), _SMALL)
        page.typed(self.row, _ASIDE + 1, Name("live_stamp"), _SMALL.but(unlocked=True),
                   label=desk.label("live_stamp"))
        self.row += 1
        page.text(self.row, _ASIDE, desk.label("live_now"), _SMALL)
        page.put(self.row, _ASIDE + 1, now, _SMALL, Name("live_now"),
                 label=desk.label("live_now"), unit="text")
        self.row += 1
        self.beside(*years)

    def beside(self, *figures: Figure) -> None:
        """Figures that words are made of, right of the paper."""
        for place, figure in enumerate(figures):
            self.page.put(self.row, _ASIDE + place, figure, _SMALL)

    def lines(self, quantity: str, number: int) -> None:
        """A block of lines of text, each a cell of its own."""
        page, label = self.page, self.desk.label(quantity)
        page.text(self.row, LABEL, label, s.HEADING)
        page.blank(self.row, range(FIRST, len(COLUMNS) + 1), s.HEADING)
        page.height(self.row, 20)
        self.row += 1
        for line in range(1, number + 1):
            page.typed(self.row, LABEL, Name(quantity, slot(line)), LIVE_TEXT,
                       label=f"{label} {line}")
            page.blank(self.row, range(FIRST, len(COLUMNS) + 1), s.ROW.but(size=10))
            self.row += 1
        self.row += 1


def _column(place: int) -> int:
    """The first column of a year."""
    return FIRST + place * len(_GROUP)


def _funding(read: Callable[..., Figure]) -> Read:
    """A figure of a cost year's funding, by the year's place."""
    return lambda run, place: read(run.funding[place - len(run.equity)])


def _municipal(member: int) -> Read:
    """A municipality's contribution, by the year's place."""
    return _funding(lambda year: year.municipal[member])
