"""The desk on which sheets are laid out: layout, calculation, checks and texts together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from finsam_xl.domain.checks import Check
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.names import Name
from finsam_xl.domain.plan import Calculation, Run
from finsam_xl.domain.quantities import QUANTITIES, STEPS, Kind
from finsam_xl.figures.figure import Figure
from finsam_xl.sheets import style as s
from finsam_xl.sheets.draft import Printing, Validation
from finsam_xl.sheets.layout import Layout, Page
from finsam_xl.texts import Texts

INPUT_SHEETS = ("assumptions", "population", "activities", "administration", "change_log")
"""The sheets on which people type; they hold no formulas."""

TOP, TITLE_ROW, LEAD_ROW, HEAD_ROW = 0, 1, 2, 4

_IN_HEADER = 80
"""How much of a long name fits in a page header, which holds 255 characters at most."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What every sheet module is given."""

    layout: Layout
    calculation: Calculation
    checks: tuple[Check, ...]
    fingerprint: str
    version: str
    written: Run | None = None

    @property
    def base(self) -> Run:
        """The base plan that changes are measured from: as last written, else as it is now."""
        return self.written or self.calculation.base

    @property
    def texts(self) -> Texts:
        """The texts of the book's language."""
        return self.layout.texts

    @property
    def inputs(self) -> PlanInputs:
        """The inputs of the plan."""
        return self.calculation.inputs

    def label(self, key: str, **facts: object) -> str:
        """A label in the book's language."""
        return self.texts.label(key, **facts)

    def cell(self, quantity: str, member: str = "", year: int | None = None) -> Figure:
        """The figure of an input cell."""
        return self.calculation.cells(quantity, member, year)

    def member_name(self, member: str) -> str:
        """A party's or municipality's name as text, for labels of names."""
        found = next((m.name for m in self.inputs.municipalities if m.code == member), None)
        if found:
            return found
        if member == "region":
            return self.inputs.text("region_name") or self.label("region")
        return self.label(f"party_{member}")

    def lever_label(self, lever: Name) -> str:
        """What an alternative may change: the grant, a cost line by its own name, and the year."""
        if not lever.member:
            return f"{self.label(f'lever_{lever.quantity}')} {lever.year}"
        row = lever.quantity.partition("_")[0]
        title = self.inputs.text(f"{row}_name", lever.member)
        if lever.year is None:
            return self.label(f"lever_{lever.quantity}", activity=title)
        return f"{title} {lever.year}"

    def title(self) -> str:
        """The plan's own title with its years."""
        first, last = self.inputs.cost_years[0], self.inputs.cost_years[-1]
        return self.label("plan_title", first=first, last=last)

    def printing(self, page: Page, **how: Any) -> Printing:  # noqa: ANN401 - Printing's fields
        """How a page is printed: header and footer are the same everywhere."""
        muted = f'&"Calibri,Regular"&8&K{s.MUTED}'
        status = self.texts.words[self.inputs.text("decision_status") or "preliminary"]
        organisation = self.inputs.text("association_name")[:_IN_HEADER].replace("&", "&&")
        header = f"&L{muted}{organisation}&R{muted}{self.title()} · {status.lower()}"
        footer = (
            f"&L{muted}{page.title.replace('&', '&&')}&C{muted}"
            + self.label("footer", version=self.version, fingerprint=self.fingerprint)
            + f"&R{muted}" + self.label("page_of")
        )
        return Printing(header=header, footer=footer, **how)

    def begin(
        self, key: str, columns: tuple[int, ...], tab: str, lead: str, *, title: str = "",
        width: int | None = None,
    ) -> Page:
        """Begin a page with its title block; the table's heading comes in row 5.

        `width` says how many columns its paper has, where some stand beside it.
        """
        page = self.layout.page(key, columns, tab)
        last = width or len(columns)
        if key in INPUT_SHEETS:
            page.text(TOP, 1, self.inputs.text("association_name"), s.TOP_LINE)
        else:
            page.show(TOP, 1, self.cell("association_name"), s.TOP_LINE)
        if key != "overview":
            page.text(TOP, last, self.label("to_overview"),
                      s.TOP_LINE.but(align="right", colour=s.TEAL2), link="overview!A1")
        page.text(TITLE_ROW, 1, title or self.texts.sheet(key), s.TITLE)
        page.text(LEAD_ROW, 1, lead, s.LEAD)
        for row, points in enumerate((15, 30, 17, 9)):
            page.height(row, points)
        return page

    def heads(self, page: Page, row: int, *heads: tuple[str, bool]) -> None:
        """Column headings from B on; True stands to the right, over numbers."""
        for column, (text, right) in enumerate(heads, start=1):
            page.text(row, column, text, s.HEADING_RIGHT if right else s.HEADING)
        page.height(row, 18)

    def year_heads(self, page: Page, row: int, column: int, years: tuple[int, ...]) -> None:
        """The years as headings, shown from the one place where they are counted."""
        looks = s.HEADING_RIGHT.but(number=s.PLAIN)
        for place, year in enumerate(years):
            if page.key in INPUT_SHEETS:
                page.number(row, column + place, year, looks)
                continue
            figure = self.calculation.years[self.inputs.years.index(year)]
            page.show(row, column + place, figure, looks)

    def validate(
        self, page: Page, first: tuple[int, int], last: tuple[int, int], quantity: str
    ) -> None:
        """What may be typed in a range of cells of one quantity."""
        rule = validation_rule(self, quantity)
        if rule:
            page.validations.append(Validation(first, last, rule))


_STYLES = {
    Kind.TKR: s.TYPED_NUMBER,
    Kind.PEOPLE: s.TYPED_NUMBER.but(number=s.WHOLE),
    Kind.COUNT: s.TYPED_NUMBER.but(number=s.WHOLE),
    Kind.STEP: s.TYPED_NUMBER.but(number=s.WHOLE),
    Kind.PERCENT: s.TYPED_NUMBER.but(number=s.PERCENT),
    Kind.SHARE: s.TYPED_NUMBER.but(number=s.PERCENT),
    Kind.YEAR: s.NUMBER.but(number=s.PLAIN, indent=1),
    Kind.DATE: s.TYPED.but(number=s.DATE, align="right", indent=1),
    Kind.CODE: s.TYPED.but(number=s.TEXT),
}
_HIGHEST, _FIRST_DAY, _LAST_DAY = 10**8, 36_526, 73_050
_LIMITS = {
    Kind.TKR: ("decimal", -_HIGHEST, _HIGHEST, "wrong_tkr"),
    Kind.PEOPLE: ("integer", 0, _HIGHEST, "wrong_count"),
    Kind.COUNT: ("integer", 0, _HIGHEST, "wrong_count"),
    Kind.PERCENT: ("decimal", -1, 1, "wrong_percent"),
    Kind.SHARE: ("decimal", -1, 1, "wrong_percent"),
    Kind.DATE: ("date", _FIRST_DAY, _LAST_DAY, "wrong_date"),
}


def typed_style(name: Name) -> s.Style:
    """The looks of an input cell, by the kind of its quantity."""
    return _STYLES.get(QUANTITIES[name.quantity].kind, s.TYPED)


def validation_rule(desk: Desk, quantity: str) -> dict[str, Any] | None:
    """The data validation of a quantity; None where anything may be typed."""
    kind, choices = QUANTITIES[quantity].kind, QUANTITIES[quantity].choices
    rule: dict[str, Any] = {"error_title": desk.label("wrong_title"), "ignore_blank": True}
    if kind is Kind.CHOICE:
        words = [desk.texts.words[choice] for choice in choices]
        return {**rule, "validate": "list", "source": words,
                "error_message": desk.label("wrong_choice")}
    if kind is Kind.STEP:
        return {**rule, "validate": "list", "source": [str(step) for step in STEPS],
                "error_message": desk.label("wrong_step")}
    if kind not in _LIMITS:
        return None
    validate, least, most, message = _LIMITS[kind]
    return {**rule, "validate": validate, "criteria": "between", "minimum": least,
            "maximum": most, "error_message": desk.label(message)}
