"""Kontroller: every check as a live row, and the one master check they all feed."""

from __future__ import annotations

from dataclasses import dataclass

from finsam_xl.addresses import cell_name
from finsam_xl.domain.checks import FAILED, WARNED, Check
from finsam_xl.domain.names import Name
from finsam_xl.figures.figure import Figure, typed_text
from finsam_xl.figures.rules import count_equal
from finsam_xl.sheets import style as s
from finsam_xl.sheets.desk import HEAD_ROW, Desk
from finsam_xl.sheets.draft import Conditional
from finsam_xl.sheets.layout import Page

COLUMNS = (100, 268, 92, 92, 80, 76, 40, 52, 100, 84)
STATUS, TITLE, EXPECTED, ACTUAL, DIFFERENCE, TOLERANCE, LEVEL, UNIT, PLACE, SOURCE = range(1, 11)
CODE = 11


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the checks add up to."""

    failed: Figure
    warned: Figure
    codes: tuple[Figure, ...]
    statuses: tuple[Figure, ...]


def lay_out(desk: Desk) -> Verdicts:
    """Lay the sheet out; the verdicts go to the front page."""
    page = desk.begin("checks", (*COLUMNS, 44), s.ACCENT, desk.label("checks_lead"))
    page.check_width(landscape=True, last=len(COLUMNS) + 1)
    desk.heads(page, HEAD_ROW, *((desk.label(key), right) for key, right in (
        ("status", False), ("check", False), ("expected", True), ("actual", True),
        ("difference", True), ("tolerance", True), ("level", True), ("unit", False),
        ("place_of", False), ("source", False))))
    page.text(HEAD_ROW, CODE, desk.label("check_code"), s.HEADING_RIGHT)
    page.text(HEAD_ROW, UNIT, desk.label("unit"), s.HEADING.but(indent=1))
    first = HEAD_ROW + 1
    for place, check in enumerate(desk.checks):
        _row(desk, page, first + place, check)
    last = first + len(desk.checks) - 1
    codes = tuple(check.code for check in desk.checks)
    failed, warned = count_equal(codes, FAILED), count_equal(codes, WARNED)
    _sums(desk, page, last + 2, failed, warned)
    page.conditionals += status_looks(desk, (first, STATUS), (last, STATUS))
    page.frozen = (first, EXPECTED)
    page.text(last + 5, STATUS, desk.label("checks_note"), s.NOTE)
    page.printing = desk.printing(page, landscape=True, repeat=(HEAD_ROW, HEAD_ROW),
                                  area=(1, 1, last + 5, SOURCE))
    return Verdicts(failed, warned, codes, tuple(check.status for check in desk.checks))


def status_looks(desk: Desk, first: tuple[int, int], last: tuple[int, int]) -> list[Conditional]:
    """The looks of a status: only exceptions are filled."""
    del desk
    looks = (("✕", s.Style(colour=s.BAD, fill=s.BAD_FILL, bold=True)),
             ("▲", s.Style(colour=s.WARN, fill=s.WARN_FILL, bold=True)),
             ("✓", s.Style(colour=s.OK)), ("○", s.Style(colour=s.MUTED)))
    return [Conditional(first, last, {"type": "text", "criteria": "begins with", "value": mark},
                        look) for mark, look in looks]


def _row(desk: Desk, page: Page, row: int, check: Check) -> None:
    muted = s.QUIET_NUMBER.but(number=number_of(check.unit))
    page.put(row, STATUS, check.status, s.STATUS.but(colour=s.MUTED))
    title = check.title
    if title is None:
        title = typed_text(title_of(desk, check), check.id)
    page.put(row, TITLE, title, s.ROW.but(size=10))
    page.put(row, EXPECTED, check.expected, muted)
    page.put(row, ACTUAL, check.actual, muted)
    signed = s.GENERAL if check.unit == "date" else s.SIGNED
    page.put(row, DIFFERENCE, check.difference, muted.but(number=signed))
    page.put(row, TOLERANCE, check.tolerance, muted.but(number=s.WHOLE, colour=s.MUTED))
    page.put(row, LEVEL, check.level, muted.but(number=s.WHOLE, colour=s.MUTED))
    page.text(row, UNIT, desk.label(f"unit_{check.unit}"), s.ROW_MUTED.but(indent=1))
    where = page.layout.homes.get(check.subject)
    target = where[0] if where else "assumptions"
    cell = f"{target}!{cell_name(where[1])}" if where else None
    page.text(row, PLACE, desk.layout.title(target), s.LINK.but(size=10), link=cell)
    page.text(row, SOURCE, desk.texts.check(check.key, "source"), s.ROW_MUTED.but(size=10))
    page.put(row, CODE, check.code, s.NUMBER.but(colour=s.MUTED))
    page.height(row, 16.5)


def number_of(unit: str) -> str:
    """The number format of a check's unit."""
    return s.DATE if unit == "date" else s.WHOLE


def title_of(desk: Desk, check: Check) -> str:
    """What a check is about, in the book's language."""
    member = desk.member_name(check.member) if check.member else ""
    return desk.texts.check(check.key, "title", year=check.year or "", member=member)


def heed_of(desk: Desk, check: Check) -> str:
    """What is to be heeded when a check does not hold, in the book's language."""
    member = desk.member_name(check.member) if check.member else ""
    return desk.texts.check(check.key, "heed", year=check.year or "", member=member)


def _sums(desk: Desk, page: Page, row: int, failed: Figure, warned: Figure) -> None:
    """The master check: nothing when every check has passed or only warned."""
    for place, (key, figure, name) in enumerate((
        ("master_check", failed, Name("master_check")),
        ("warnings_count", warned, Name("warnings")),
    )):
        style = s.TOTAL if place == 0 else s.ROW
        page.text(row + place, STATUS, desk.label(key), style)
        page.blank(row + place, range(TITLE, EXPECTED), style)
        page.put(row + place, EXPECTED, figure, style.but(align="right", number=s.WHOLE), name,
                 label=desk.label(key), unit="count")
        page.height(row + place, 20)


