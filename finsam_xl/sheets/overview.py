"""Översikt: the front page; one grid of chooser, key figures, charts and what to heed."""

from __future__ import annotations

from typing import Any

from finsam_xl.addresses import cell_name, quoted_title
from finsam_xl.domain.funding import change
from finsam_xl.domain.inputs import SCENARIO_SLOTS
from finsam_xl.domain.names import Name, slot
from finsam_xl.domain.plan import plain
from finsam_xl.figures.figure import Figure
from finsam_xl.figures.rules import (
    at_most,
    choose,
    joined,
    known,
    less_than,
    share_of,
    thousands,
)
from finsam_xl.sheets import style as s
from finsam_xl.sheets.chart_data import ChartData
from finsam_xl.sheets.checks import Verdicts, status_looks
from finsam_xl.sheets.desk import Desk
from finsam_xl.sheets.draft import Chart, Conditional, Validation
from finsam_xl.sheets.layout import Page

COLUMNS = (148, 16, 148, 24, 148, 16, 148, 24, 148, 16, 148)
CARDS = (1, 3, 5, 7, 9, 11)
PANELS = (1, 5, 9)
STRIP, CARD, CHART, LIST = 4, 8, 12, 18
CHART_ROWS = 3
COMMANDS = ("compute", "write", "explain", "compare", "keep", "adopt", "discard", "undo",
            "population")
"""What `live` is asked for on the front page, in the order of the list."""

COMMAND_CELLS = ("command", "command_target", "command_reason", "command_signature")
"""The cells in which it is asked for: the command, then its fields."""

_FIELDS = ((1, 3), (5, 7), (9, 9), (11, 11))
CHART_SIZE = (312, 188)


def lay_out(desk: Desk, verdicts: Verdicts, data: ChartData) -> None:
    """Lay the sheet out."""
    page = desk.begin("overview", COLUMNS, s.TEAL, desk.label("overview_lead"),
                      title=desk.title())
    page.check_width(landscape=True)
    _strip(desk, page, verdicts)
    _cards(desk, page, data)
    _charts(desk, page, data)
    _attention(desk, page, data)
    _commands(desk, page, LIST + len(data.titles) + 2)
    page.headings = False
    page.printing = desk.printing(page, landscape=True, one_page=True,
                                  area=(1, 1, LIST + len(data.titles), 11))


def _strip(desk: Desk, page: Page, verdicts: Verdicts) -> None:
    """Chooser, master check in words, data status."""
    line = s.NOTE.but(top=(s.THIN, s.RULE2))
    for start, key in zip(PANELS, ("shown_alternative", "master_check", "data_status"),
                          strict=True):
        page.text(STRIP, start, desk.label(key), line)
        page.blank(STRIP, range(start + 1, start + 3), line)
    page.typed(STRIP + 1, 1, Name("scenario_chosen"),
               s.TYPED.but(bold=True, size=11, indent=1, box=(s.THIN, s.INPUT_LINE)),
               label=desk.label("shown_alternative"))
    names = [desk.texts.words["base_plan"]]
    names += [desk.inputs.text("scenario_name", slot(n)) for n in range(1, SCENARIO_SLOTS + 1)]
    page.validations.append(Validation((STRIP + 1, 1), (STRIP + 1, 1), {
        "validate": "list", "source": [name for name in names if name],
        "input_title": desk.label("shown_alternative"),
        "input_message": desk.label("chooser_note")}))
    page.text(STRIP + 1, 3, desk.label("chooser_hint"), s.NOTE)
    words = desk.texts.words
    failed = choose(at_most(verdicts.failed, 0), words["all_held"],
                    joined("✕ ", words["failures"], " ", verdicts.failed))
    warned = choose(at_most(verdicts.warned, 0), words["no_warnings"],
                    joined("▲ ", words["warnings"], " ", verdicts.warned))
    chip = s.BODY.but(size=11, bold=True, indent=1)
    page.put(STRIP + 1, 5, failed, chip)
    page.put(STRIP + 1, 7, warned, chip)
    page.conditionals += status_looks(desk, (STRIP + 1, 5), (STRIP + 1, 7))
    page.show(STRIP + 1, 9, desk.cell("decision_status"), chip.but(indent=0, size=12))
    page.conditionals.append(Conditional(
        (STRIP + 1, 9), (STRIP + 1, 9),
        {"type": "cell", "criteria": "==", "value": f'"{words["preliminary"]}"'},
        s.Style(colour=s.ACCENT, bold=True)))
    page.text(STRIP + 2, 1, desk.label("chooser_follow"), s.NOTE)
    page.text(STRIP + 2, 5, desk.label("checks_counted", number=len(verdicts.codes)), s.NOTE)
    page.text(STRIP + 2, 9, desk.label("footer", version=desk.version,
                                       fingerprint=desk.fingerprint), s.NOTE)
    for row, points in ((STRIP, 15), (STRIP + 1, 20), (STRIP + 2, 15), (STRIP + 3, 8)):
        page.height(row, points)


def _cards(desk: Desk, page: Page, data: ChartData) -> None:
    """Six key figures of the budget year, each over its caption."""
    inputs, run = desk.inputs, desk.calculation.shown
    year = inputs.budget_year
    paid, spent, equity = run.funding_of(year), run.costs[0], run.equity[0]
    words = desk.texts.words
    cards: list[tuple[str, Figure, Figure | str, str]] = [
        ("card_total", _in_tkr(desk, paid.total), *_change_caption(desk)),
        ("card_grant", _in_tkr(desk, paid.grant), desk.cell("grant_status", year=year), s.GENERAL),
        ("card_costs", _in_tkr(desk, spent.costs), share_of(spent.activities, spent.costs),
         _worded(desk.label("card_costs_note"), "0.0 %")),
        ("card_result", _in_tkr(desk, equity.result),
         choose(less_than(equity.result, 0), words["from_equity"], words["to_equity"]), s.GENERAL),
        ("card_equity", _in_tkr(desk, equity.closing), choose(
            known(equity.opening), words["opening_known"],
            joined(words["opening_needed"], " ", data.needed, " tkr")),
         s.GENERAL),
        ("card_room", _in_tkr(desk, equity.room), thousands(equity.floor),
         _worded(desk.label("card_room_note"), "#,##0")),
    ]
    for column, (key, figure, caption, number) in zip(CARDS, cards, strict=True):
        page.text(CARD, column, desk.label(key, year=year), s.CARD_LABEL)
        page.put(CARD + 1, column, figure, s.CARD_FIGURE)
        if isinstance(caption, str):
            page.text(CARD + 2, column, caption, s.CARD_NOTE)
        elif caption.is_typed:
            page.show(CARD + 2, column, caption, s.CARD_NOTE)
        else:
            page.put(CARD + 2, column, caption, s.CARD_NOTE.but(number=number))
    page.conditionals.append(Conditional(
        (CARD + 1, CARDS[0]), (CARD + 1, CARDS[-1]),
        {"type": "cell", "criteria": "<", "value": 0}, s.Style(colour=s.ACCENT, bold=True)))
    for row, points in ((CARD, 18), (CARD + 1, 31.5), (CARD + 2, 15), (CARD + 3, 10)):
        page.height(row, points)


def _in_tkr(desk: Desk, amount: Figure) -> Figure:
    return choose(known(amount), thousands(amount), desk.texts.words["not_known"])


def _worded(words: str, number: str) -> str:
    """A number format that says what the number is."""
    return f'"{words} "{number}'


def _change_caption(desk: Desk) -> tuple[Figure | str, str]:
    inputs = desk.inputs
    if not inputs.reference:
        return desk.label("card_total_note"), s.GENERAL
    funding = desk.calculation.shown.funding
    against = desk.label("against_year", year=inputs.budget_year - 1)
    number = f'"+"0.0 %" {against}";"−"0.0 %" {against}";0.0 %" {against}"'
    return change(funding[1].total, funding[0].total).share, number


def _attention(desk: Desk, page: Page, data: ChartData) -> None:
    """What to heed: the worst checks first, each with its place."""
    page.text(LIST, 1, desk.label("attention"), s.SECTION.but(bottom=(s.THIN, s.TEAL)))
    page.blank(LIST, range(2, 11), s.HEADING)
    page.text(LIST, 11, desk.label("all_checks"), s.HEADING.but(align="right", colour=s.TEAL2),
              link="checks!A1")
    page.height(LIST, 24)
    row_style = s.ROW.but(size=10)
    for place, (status, title) in enumerate(zip(data.statuses, data.titles, strict=True)):
        row = LIST + 1 + place
        page.put(row, 1, status, row_style.but(bold=True))
        page.put(row, 3, title, row_style)
        page.blank(row, range(2, 12), row_style)
        page.height(row, 15)
    marks = (("✕", s.BAD), ("▲", s.WARN))
    for mark, colour in marks:
        page.conditionals.append(Conditional(
            (LIST + 1, 1), (LIST + len(data.titles), 1),
            {"type": "text", "criteria": "begins with", "value": mark},
            s.Style(colour=colour, bold=True)))


def _commands(desk: Desk, page: Page, row: int) -> None:
    """Below the printed page: what `live` is asked to do, and its answer."""
    page.text(row, 1, desk.label("commands"), s.SECTION.but(bottom=(s.THIN, s.TEAL)))
    page.blank(row, range(2, 12), s.HEADING)
    page.text(row, 5, desk.label("commands_note"), s.HEADING.but(bold=False, colour=s.MUTED))
    page.height(row, 24)
    for (first, last), key in zip(_FIELDS, COMMAND_CELLS, strict=True):
        name = Name(key)
        page.text(row + 1, first, desk.label(key), s.NOTE)
        page.typed(row + 2, first, name, s.TYPED.but(indent=1), label=desk.label(key))
        page.blank(row + 2, range(first + 1, last + 1), s.TYPED.but(unlocked=False))
    page.validations.append(Validation((row + 2, 1), (row + 2, 1), {
        "validate": "list", "source": [desk.texts.words[f"command_{key}"] for key in COMMANDS],
        "ignore_blank": True, "input_title": desk.label("command"),
        "input_message": desk.label("command_hint"),
        "error_title": desk.label("wrong_title"), "error_message": desk.label("wrong_choice")}))
    page.text(row + 3, 1, desk.label("command_answer"), s.NOTE)
    page.typed(row + 3, 3, Name("command_answer"), s.BODY.but(size=10, unlocked=True),
               label=desk.label("command_answer"))
    for ahead, points in ((1, 15), (2, 20), (3, 18)):
        page.height(row + ahead, points)


def _charts(desk: Desk, page: Page, data: ChartData) -> None:
    """Three panels: heading and caption in cells, the chart below them."""
    for start, key in zip(PANELS, ("chart_parties", "chart_balance", "chart_equity"), strict=True):
        page.text(CHART, start, desk.label(key), s.SECTION)
        page.text(CHART + 1, start, desk.label(f"{key}_note"), s.NOTE)
    page.rich(CHART + 1, PANELS[1], s.NOTE, (s.NOTE, desk.label("tkr_per_year") + " "),
              (s.NOTE.but(bold=True, colour=s.TEAL2), "■ " + desk.label("chart_funding") + "  "),
              (s.NOTE.but(bold=True, colour=s.ACCENT), "□ " + desk.label("chart_costs")))
    page.rich(CHART + 1, PANELS[2], s.NOTE, (s.NOTE, desk.label("tkr_in_december") + " "),
              (s.NOTE.but(bold=True, colour=s.TEAL3), "■ " + desk.label("closing") + "  "),
              (s.NOTE.but(bold=True, colour=s.ACCENT), "– " + desk.label("floor")))
    page.height(CHART, 24)
    page.height(CHART + 1, 15)
    for row in range(CHART + 2, CHART + 2 + CHART_ROWS):
        page.height(row, 47.25)
    page.height(CHART + 2 + CHART_ROWS, 8)
    drawn = _Drawn(desk, data)
    for start, chart in zip(PANELS, (drawn.parties(), drawn.balance(), drawn.equity()),
                            strict=True):
        page.charts.append(Chart((CHART + 2, start), CHART_SIZE, *chart))


_FONT = {"name": "Calibri", "size": 9, "color": f"#{s.INK}"}
_LABEL = '#,##0;"−"#,##0;'
Drawn = tuple[str, tuple[dict[str, Any], ...], dict[str, Any]]


class _Drawn:
    """The three charts as plain data."""

    def __init__(self, desk: Desk, data: ChartData) -> None:
        self.desk = desk
        self.data = data
        self.sheet = quoted_title(desk.layout.title("chart_data"))

    def span(self, row: int, years: tuple[int, int, int]) -> str:
        """A row's cells over some years, as a chart refers to them."""
        first = cell_name((row, years[1]), fix_row=True, fix_column=True)
        last = cell_name((row, years[2]), fix_row=True, fix_column=True)
        return f"={self.sheet}!{first}:{last}"

    def series(self, row: int, years: tuple[int, int, int], **looks: object) -> dict[str, Any]:
        """One series: its name's cell, its years and its values."""
        name = cell_name((row, 1), fix_row=True, fix_column=True)
        return {"name": f"={self.sheet}!{name}", "categories": self.span(years[0], years),
                "values": self.span(row, years), **looks}

    def parties(self) -> Drawn:
        """Contributions by party and year, stacked, the sum above."""
        data = self.data
        colours = (s.TEAL, s.TEAL2, s.TEAL3, s.TEAL4)
        stacked = [
            self.series(row, data.years, gap=45, fill={"color": f"#{colour}"},
                        border={"color": "#FFFFFF", "width": 1})
            for row, colour in zip(reversed(data.parties), reversed(colours), strict=True)
        ]
        sums = self.series(data.sums, data.years, line={"none": True}, marker={"type": "none"},
                           data_labels={"value": True, "position": "above", "num_format": _LABEL,
                                        "font": {**_FONT, "bold": True}})
        return (self.desk.label("chart_parties_text"),
                ({"type": "column", "subtype": "stacked", "series": stacked},
                 {"type": "line", "series": [sums]}), {"legend": True})

    def balance(self) -> Drawn:
        """Funding filled, costs outlined, side by side."""
        data = self.data
        labels = {"value": True, "num_format": _LABEL, "font": _FONT}
        pair = [
            self.series(data.funding, data.cost_years, gap=60, overlap=0,
                        fill={"color": f"#{s.TEAL2}"}, border={"color": f"#{s.TEAL2}"},
                        data_labels=labels),
            self.series(data.costs, data.cost_years, fill={"color": f"#{s.ACCENT_FILL}"},
                        border={"color": f"#{s.ACCENT}", "width": 1.25}, data_labels=labels),
        ]
        return (self.desk.label("chart_balance_text"),
                ({"type": "column", "series": pair},), {})

    def equity(self) -> Drawn:
        """Closing equity as columns, the floor as a dashed line."""
        data = self.data
        closing = self.series(data.closing, data.cost_years, gap=110,
                              fill={"color": f"#{s.TEAL4}"}, border={"none": True},
                              data_labels={"value": True, "num_format": _LABEL,
                                           "font": {**_FONT, "bold": True}})
        floor = self.series(data.floor, data.cost_years, marker={"type": "none"},
                            line={"color": f"#{s.ACCENT}", "width": 1.75, "dash_type": "dash"})
        closings = [plain(year.closing) for year in self.desk.calculation.shown.equity]
        below = any(amount is not None and amount < 0 for amount in closings)
        return (self.desk.label("chart_equity_text"),
                ({"type": "column", "series": [closing]}, {"type": "line", "series": [floor]}),
                {"below_nothing": below})
