"""Kostnader: every cost line in whole kronor, as the shown alternative has it."""

from __future__ import annotations

from finsam_xl.domain.costs import CostLines
from finsam_xl.domain.names import slot
from finsam_xl.sheets import style as s
from finsam_xl.sheets.desk import HEAD_ROW, Desk
from finsam_xl.sheets.draft import Conditional
from finsam_xl.sheets.layout import Page

COLUMNS = (176, 112, 96, 60, 60, 66, 66, 66, 66, 66, 66, 36, 48)
WITH_PEOPLE = (148, 104, 88, 60, 60, 66, 66, 66, 66, 66, 66, 36, 48, 44)
"""The columns where alternatives may have other participants than Insatser."""

NAME, HOST, FUNDING, TYPED, AMOUNT, OWN, WEIGHT, PLACES, PEOPLE = 1, 2, 3, 4, 6, 9, 12, 13, 14


def lay_out(desk: Desk) -> None:
    """Lay the sheet out: activities, then administration."""
    with_people = desk.inputs.people_vary
    page = desk.begin("costs", WITH_PEOPLE if with_people else COLUMNS, s.TEAL,
                      desk.label("costs_lead"))
    last = PEOPLE if with_people else PLACES
    page.check_width(landscape=True)
    run, years = desk.calculation.shown, desk.inputs.cost_years
    for column, key in ((TYPED, "typed_amount"), (AMOUNT, "followed_amount"), (OWN, "own_funds")):
        page.text(HEAD_ROW, column, desk.label(key), s.NOTE.but(vertical="bottom", indent=1))
    desk.heads(page, HEAD_ROW + 1, (desk.label("cost_line"), False),
               (desk.label("activity_host"), False), (desk.label("activity_funding"), False))
    for column, shown in ((TYPED, years[1:]), (AMOUNT, years), (OWN, years)):
        desk.year_heads(page, HEAD_ROW + 1, column, shown)
    page.text(HEAD_ROW + 1, WEIGHT, desk.label("activity_weight"), s.HEADING_RIGHT)
    page.text(HEAD_ROW + 1, PLACES, desk.label("places"), s.HEADING_RIGHT)
    if with_people:
        page.text(HEAD_ROW + 1, PEOPLE, desk.label("activity_participants"), s.HEADING_RIGHT)
    page.frozen = (HEAD_ROW + 2, HOST)
    start = HEAD_ROW + 2
    page.text(start, NAME, desk.label("followed_change"), s.ROW_MUTED)
    page.blank(start, range(HOST, last + 1), s.ROW_MUTED)
    for place, year in enumerate(years[1:]):
        page.put(start, AMOUNT + 1 + place, run.levers("cost_change", year=year),
                 s.QUIET_NUMBER.but(colour=s.MUTED))
    row = _lines(desk, page, start + 1, "activity", run.activities)
    _lines(desk, page, row, "administration", run.administration)
    page.conditionals.append(Conditional(
        (start + 1, TYPED), (row + desk.inputs.room.administration, last),
        {"type": "formula", "criteria": f'=$B{start + 2}=""'}, s.NUMBER.but(colour=s.RULE2)))
    page.printing = desk.printing(
        page, landscape=True, repeat=(HEAD_ROW, HEAD_ROW + 1),
        area=(1, 1, row + desk.inputs.room.administration, last))


def _lines(desk: Desk, page: Page, row: int, key: str, lines: CostLines) -> int:
    """A group of cost lines; returns the row after it."""
    page.text(row, NAME, desk.label(f"group_{key}"), s.GROUP)
    page.height(row, 24)
    room = len(lines.own[0])
    for number in range(1, room + 1):
        at = row + number
        page.show(at, NAME, desk.cell(f"{key}_name", slot(number)), s.ROW.but(size=10))
        if key == "activity":
            for column, about in ((HOST, "host"), (FUNDING, "funding")):
                page.show(at, column, desk.cell(f"activity_{about}", slot(number)),
                          s.ROW_MUTED.but(size=10))
            people = desk.calculation.participants
            page.put(at, WEIGHT, people.weights[number - 1], s.QUIET_NUMBER)
            page.put(at, PLACES, people.places[number - 1], s.QUIET_NUMBER)
            if desk.inputs.people_vary:
                page.put(at, PEOPLE, people.people[number - 1], s.QUIET_NUMBER)
        else:
            page.blank(at, range(HOST, TYPED), s.ROW)
            page.text(at, WEIGHT, "", s.ROW)
            page.text(at, PLACES, "", s.ROW)
            if desk.inputs.people_vary:
                page.text(at, PEOPLE, "", s.ROW)
        for start, columns in ((TYPED, lines.typed), (AMOUNT, lines.amount), (OWN, lines.own)):
            for place, figures in enumerate(columns):
                page.put(at, start + place, figures[number - 1],
                         s.NUMBER if start == OWN else s.QUIET_NUMBER)
        page.height(at, 15.75)
    return row + room + 1
