"""Granskningsrapport: an examination on one page, with lines to sign; no day and no clock in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from finsam_xl.books.new_file import package
from finsam_xl.findings.finding import Finding
from finsam_xl.proof.chain import links_of
from finsam_xl.proof.converting import converted
from finsam_xl.screen import counted
from finsam_xl.sheets import style as s
from finsam_xl.sheets.draft import (
    BookDraft,
    CellValue,
    DraftCell,
    DraftSheet,
    NamedCell,
    Printing,
)
from finsam_xl.sheets.style import Style
from finsam_xl.verifying.examination import Examination
from finsam_xl.version import VERSION

WORKBOOK, PDF = ".xlsx", ".pdf"
_WIDE, _MARGIN, _AMOUNT, _VERDICT, _MARK = 656, 28, 86, 98, 74
_FIGURES = ("contribution", "municipalities_total", "total", "costs", "result", "equity_closing")
_MOST_FINDINGS, _MOST_MEMBERS = 8, 24
_SIGNERS = 2
_LINE_CHARACTERS = 112
_GROUPED = f"[$-41D]{s.WHOLE}"
"""Thousands apart with a space on paper, wherever it is printed."""


def as_paper(found: Examination, suffix: str) -> bytes:
    """The report as a workbook or a PDF; refuses with BookError a PDF without LibreOffice."""
    made = package(report_draft(found))
    return converted(made, "pdf") if suffix == PDF else made


def report_draft(found: Examination) -> BookDraft:
    """The report as a workbook of one sheet, which is no part of any plan's book."""
    page = _Paper(found)
    page.heading()
    page.facts()
    page.amounts()
    page.findings()
    page.signatures()
    return BookDraft([page.sheet], [], {}, found.book.texts.language, {})


class _Paper:
    """The page while it is being filled, from the top down."""

    def __init__(self, found: Examination) -> None:
        self.found, self.texts = found, found.book.texts
        self.years = tuple(found.book.proven.plan.years)
        label = _WIDE - _MARK - _AMOUNT * len(self.years) - _VERDICT
        columns = (_MARGIN, _MARK, label, *(_AMOUNT for _ in self.years), _VERDICT)
        self.last = len(columns) - 1
        self.sheet = DraftSheet("", self.words("report"), s.TEAL, columns, headings=False)
        self.row = 0

    def words(self, key: str, **facts: object) -> str:
        """The report's own words."""
        return self.texts.tables["verify"][key].format(**facts)

    def put(self, column: int, value: CellValue, style: Style) -> None:
        """Fill a cell of this row."""
        self.sheet.cells[self.row, column] = DraftCell(value, style)

    def line(self, style: Style, *texts: str, height: float = 15.75, first: int = 1) -> None:
        """A row of texts from the left, its looks all the way to the right; then the next row."""
        for column in range(first, self.last + 1):
            self.put(column, None, style)
        for column, text in enumerate(texts, start=first):
            self.put(column, text or None, style)
        self.end(height)

    def end(self, height: float = 15.75) -> None:
        """Go to the next row."""
        self.sheet.heights[self.row] = height
        self.row += 1

    def section(self, key: str) -> None:
        """A heading with a little air above it."""
        self.end(9)
        self.put(1, self.words(key), s.SECTION)
        self.end(20)

    def heading(self) -> None:
        """Whose plan it is, and the verdict in one sentence."""
        inputs = self.found.book.read.inputs
        self.put(1, inputs.text("association_name"), s.TOP_LINE)
        self.end(15)
        self.put(1, self.words("report"), s.TITLE)
        self.end(30)
        self.put(1, self.words("report_lead", file=Path(self.found.book.book.path).name), s.LEAD)
        self.end(17)
        self.end(6)
        verdict = next((each.severity for each in self.found.findings), "note")
        colour = {"error": s.BAD, "warning": s.WARN, "note": s.OK}[verdict]
        fill = {"error": s.BAD_FILL, "warning": s.WARN_FILL, "note": s.WASH}[verdict]
        self.line(s.Style(size=12, bold=True, colour=colour, fill=fill, indent=1),
                  self.words(f"verdict_{verdict}",
                             counted=counted(self.found.findings, self.texts)),
                  height=24)
        muted = f'&"Calibri,Regular"&8&K{s.MUTED}'
        self.sheet.printing = Printing(
            one_page=True, footer=f"&L{muted}finsam_xl {VERSION}&R{muted}{self.words('report')}")

    def facts(self) -> None:
        """What was examined, how, and what it rests on."""
        book = self.found.book
        links = links_of(book.read.setting.chain)
        decided = self.words("report_undecided") if not links else self.words(
            "report_decided", paragraph=links[-1].paragraph, date=links[-1].day,
            seal=links[-1].seal)
        self.section("report_facts")
        facts = (
            ("report_checksum", hashlib.sha256(book.package.content).hexdigest()),
            ("report_fingerprint", book.proven.draft.properties["fingerprint"]),
            ("report_decision", decided),
            ("report_alternative", book.proven.plan.scenario),
            ("report_engines", ", ".join(("Python", *self.found.engines))),
            ("report_compared", self.words("report_numbers", **self.found.compared)),
        )
        for key, text in facts:
            self.line(s.ROW.but(size=10), height=15.75)
            self.row -= 1
            self.put(1, self.words(key), s.ROW.but(size=10, bold=True))
            self.put(3, text, s.ROW.but(size=8 if key == "report_checksum" else 10))
            self.end()

    def amounts(self) -> None:
        """The plan's main amounts as they stand in the book, and whether they were come to."""
        self.section("report_amounts")
        self.put(1, self.words("report_unit"), s.HEADING)
        self.put(2, None, s.HEADING)
        for column, year in enumerate(self.years, start=3):
            self.put(column, year, s.HEADING_RIGHT.but(number=s.PLAIN))
        self.put(self.last, self.words("report_come_to"), s.HEADING.but(indent=1))
        self.end(18)
        rows = self._rows()
        members = [key for key in rows if key[0] == "contribution"]
        for key, cells in rows.items():
            if key not in members[_MOST_MEMBERS:]:
                self._amount_row(key, cells)

    def _rows(self) -> dict[tuple[str, str], dict[int, NamedCell]]:
        """The cells of the main amounts by what they are, in the order of the report."""
        found: dict[tuple[str, str], dict[int, NamedCell]] = {}
        named = [each for each in self.found.book.proven.draft.names
                 if each.quantity in _FIGURES and each.year in self.years]
        for each in sorted(named, key=lambda cell: _FIGURES.index(cell.quantity)):
            if each.year is not None and each.sheet in self.found.book.book.sheets:
                found.setdefault((each.quantity, each.member), {})[each.year] = each
        return found

    def _amount_row(self, key: tuple[str, str], cells: dict[int, NamedCell]) -> None:
        total = key[0] in {"total", "result"}
        look = s.SUBTOTAL.but(size=10) if total else s.ROW.but(size=10)
        amount = look.but(align="right", number=_GROUPED)
        self.put(1, _without_year(next(iter(cells.values()))), look)
        for column in range(2, self.last):
            self.put(column, None, look)
        for column, year in enumerate(self.years, start=3):
            shown = self._stored(cells[year]) if year in cells else None
            self.put(column, "–" if shown is None else shown, amount)
        same = all(self._stored(each) == self._come_to(each) for each in cells.values())
        colour, word = (s.OK, "report_same") if same else (s.BAD, "report_other")
        self.put(self.last, self.words(word), look.but(colour=colour, indent=1, bold=not same))
        self.end()

    def _stored(self, named: NamedCell) -> CellValue:
        cell = self.found.book.book.sheets[named.sheet].get(named.position)
        content = cell.content if cell else None
        if isinstance(content, Decimal) and content == int(content):
            return int(content)
        return content if isinstance(content, str) and content else None

    def _come_to(self, named: NamedCell) -> CellValue:
        sheet = next(each for each in self.found.book.sheets if each.title == named.sheet)
        value = sheet.cells[named.position].value
        return None if value == "" else value

    def findings(self) -> None:
        """The findings, the worst first; the rest by their number."""
        self.section("report_findings")
        shown = self.found.findings[:_MOST_FINDINGS]
        for each in shown:
            self._finding(each)
        more = len(self.found.findings) - len(shown)
        if not shown or more:
            self.line(s.ROW_MUTED.but(size=9), self.words(
                "report_more" if more else "report_none", number=more))

    def _finding(self, found: Finding) -> None:
        colour = {"error": s.BAD, "warning": s.WARN, "note": s.MUTED}[found.severity]
        look = s.ROW.but(size=9)
        text = f"{found.place}: {found.message}" if found.place else found.message
        lines = list(_wrapped(text))
        for number, line in enumerate(lines):
            last = number == len(lines) - 1
            each = look if last else look.but(bottom=None)
            for column in range(1, self.last + 1):
                self.put(column, None, each)
            if number == 0:
                self.put(1, self.texts.words[f"severity_{found.severity}"],
                         each.but(colour=colour, bold=True))
            self.put(2, line, each)
            self.end(13.5)

    def signatures(self) -> None:
        """Lines for those who vouch for the examination with their names."""
        self.section("report_signatures")
        line = s.Style(size=9, colour=s.MUTED, top=(s.THIN, s.INK), vertical="top")
        middle = 2 + (self.last - 2) // 2
        for _ in range(_SIGNERS):
            self.end(27)
            for column in range(1, self.last + 1):
                if column != middle:
                    self.put(column, None, line)
            self.put(1, self.words("report_place"), line)
            self.put(middle + 1, self.words("report_name"), line)
            self.end()
        self.sheet.printing = replace(self.sheet.printing, area=(0, 1, self.row - 1, self.last))


def _without_year(named: NamedCell) -> str:
    """A figure's label where the year stands in the heading."""
    year = str(named.year)
    return " ".join(named.label.replace(f" {year}:", ":").replace(year, "").split())


def _wrapped(text: str) -> Iterator[str]:
    """A sentence in lines that fit the page."""
    line = ""
    for word in text.split():
        if line and len(line) + len(word) + 1 > _LINE_CHARACTERS:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line
