"""The input tables: Befolkning, Insatser, Administration and Ändringslogg."""

from __future__ import annotations

from finsam_xl.addresses import Position
from finsam_xl.domain.names import Name, slot
from finsam_xl.sheets import style as s
from finsam_xl.sheets.assumptions import NOTE
from finsam_xl.sheets.desk import HEAD_ROW, Desk, typed_style
from finsam_xl.sheets.draft import Validation
from finsam_xl.sheets.layout import Page

DATE_COLUMN = 3
_CODE, _NAME, _PEOPLE, _COMMENT = 60, 156, 96, 100


def lay_out_population(desk: Desk) -> None:
    """Befolkning: people per municipality and reference date, several dates side by side."""
    inputs, room = desk.inputs, desk.inputs.room
    taken = _CODE + _NAME + _PEOPLE * room.dates
    landscape = taken + _COMMENT > 656  # noqa: PLR2004 - the paper's width in pixels
    comment = max((984 if landscape else 656) - taken, _COMMENT)
    page = desk.begin("population", (_CODE, _NAME, *(_PEOPLE,) * room.dates, comment),
                      s.INPUT_LINE, desk.label("population_lead"))
    last = DATE_COLUMN + room.dates
    for row, key in ((HEAD_ROW, "population_date"), (HEAD_ROW + 1, "population_published"),
                     (HEAD_ROW + 2, "population_source")):
        page.text(row, 1, desk.label(key), s.ROW.but(bold=True, colour=s.TEAL))
        page.blank(row, range(2, DATE_COLUMN), s.ROW)
        for number in range(1, room.dates + 1):
            name = Name(key, slot(number))
            style = typed_style(name)
            if key == "population_source":
                style = NOTE.but(wrap=True, size=9, align="right", vertical="top")
            page.typed(row, DATE_COLUMN + number - 1, name, style,
                       label=f"{desk.label(key)} {number}")
        desk.validate(page, (row, DATE_COLUMN), (row, last - 1), key)
    page.height(HEAD_ROW + 2, 50)
    heads = [(desk.label("code"), False), (desk.label("municipality"), False)]
    heads += [(desk.label("people"), True)] * room.dates
    desk.heads(page, HEAD_ROW + 3, *heads)
    page.text(HEAD_ROW + 3, last, desk.label("comment"), s.HEADING.but(indent=1))
    first = HEAD_ROW + 4
    for number in range(1, room.municipalities + 1):
        row = first + number - 1
        for column, key in ((1, "municipality_code"), (2, "municipality_name")):
            page.typed(row, column, Name(key, slot(number)), typed_style(Name(key)),
                       label=f"{desk.label(key)} {number}")
        for column in range(1, room.dates + 1):
            name = inputs.population_name(number, column)
            page.typed(row, DATE_COLUMN + column - 1, name, typed_style(Name("population")),
                       label=_people_label(desk, number, column), unit="people")
        page.typed(row, last, Name("municipality_comment", slot(number)), NOTE.but(indent=1),
                   label=f"{desk.label('comment')} {number}")
        page.height(row, 18)
    end = first + room.municipalities - 1
    desk.validate(page, (first, DATE_COLUMN), (end, last - 1), "population")
    page.text(end + 2, 1, desk.label("population_note"), s.NOTE)
    page.frozen = (first, DATE_COLUMN)
    page.printing = desk.printing(page, landscape=landscape, area=(1, 1, end + 2, last))


def _people_label(desk: Desk, row: int, column: int) -> str:
    """What a population cell is: people, in which municipality, on which date."""
    name = next((each.name for each in desk.inputs.municipalities if each.row == row), str(row))
    when = desk.inputs.when("population_date", slot(column))
    return f"{desk.label('people')}: {name}, {when or column}"


_ACTIVITY = (("name", 152), ("kind", 60), ("category", 152), ("host", 112), ("beneficiary", 120),
             ("base", 36), ("participants", 52), ("weight", 40), ("funding", 100))
_AMOUNTS = (52, 54, 54)


def lay_out_activities(desk: Desk) -> None:
    """Insatser: activities with host, beneficiary, participants and amount per year."""
    inputs = desk.inputs
    widths = (*(width for _, width in _ACTIVITY), *_AMOUNTS, 200)
    page = desk.begin("activities", widths, s.INPUT_LINE, desk.label("activities_lead"))
    page.check_width(landscape=True, last=len(widths))
    desk.heads(page, HEAD_ROW, *((desk.label(f"activity_{key}"), key in _RIGHT)
                                 for key, _ in _ACTIVITY))
    page.text(HEAD_ROW, len(_ACTIVITY), desk.label("activity_funding"), s.HEADING.but(indent=1))
    amounts = len(_ACTIVITY) + 1
    desk.year_heads(page, HEAD_ROW, amounts, inputs.cost_years)
    comment = amounts + len(inputs.cost_years)
    page.text(HEAD_ROW, comment, desk.label("comment"), s.HEADING.but(indent=1))
    page.height(HEAD_ROW, 28)
    first, last = HEAD_ROW + 1, HEAD_ROW + inputs.room.activities
    for number in range(1, inputs.room.activities + 1):
        row = HEAD_ROW + number
        for column, (key, _) in enumerate(_ACTIVITY, start=1):
            _row_cell(desk, page, (row, column), Name(f"activity_{key}", slot(number)))
        for place, year in enumerate(inputs.cost_years):
            _row_cell(desk, page, (row, amounts + place),
                      Name("activity_amount", slot(number), year))
        page.typed(row, comment, Name("activity_comment", slot(number)), NOTE.but(size=10),
                   label=f"{desk.label('comment')} {number}")
        page.height(row, 15.75)
    for column, (key, _) in enumerate(_ACTIVITY, start=1):
        desk.validate(page, (first, column), (last, column), f"activity_{key}")
    desk.validate(page, (first, amounts), (last, comment - 1), "activity_amount")
    for column in (4, 5):
        page.validations.append(Validation((first, column), (last, column), _hosts(desk)))
    page.text(last + 2, 1, desk.label("activities_note"), s.NOTE)
    page.frozen = (first, 2)
    page.printing = desk.printing(page, landscape=True, repeat=(HEAD_ROW, HEAD_ROW),
                                  area=(1, 1, last + 2, comment - 1))


_RIGHT = ("participants", "weight")


def _hosts(desk: Desk) -> dict[str, object]:
    """The list of hosts: the municipalities and what they have in common."""
    names = [each.name for each in desk.inputs.municipalities]
    names.append(desk.inputs.text("joint_name"))
    offered = [name for name in names if name and "," not in name]
    within = 255
    while len(",".join(offered)) > within:
        offered.pop(0)
    return {"validate": "list", "source": offered or [""], "ignore_blank": True,
            "error_type": "warning", "error_title": desk.label("wrong_title"),
            "error_message": desk.label("wrong_host")}


def _row_cell(desk: Desk, page: Page, at: Position, name: Name) -> None:
    quantity, number, year = name.quantity, name.slot, name.year
    style = typed_style(name)
    indent = 0 if style.align == "right" else style.indent
    indent = 1 if quantity == "activity_funding" else indent
    page.typed(*at, name, style.but(size=9.5, indent=indent),
               label=f"{desk.label(quantity)} {number}" + (f" {year}" if year else ""))


def lay_out_administration(desk: Desk) -> None:
    """Administration: board, office, accounting and audit; amount per year."""
    inputs = desk.inputs
    page = desk.begin("administration", (268, 76, 76, 76, 160), s.INPUT_LINE,
                      desk.label("administration_lead"))
    page.check_width(landscape=False)
    desk.heads(page, HEAD_ROW, (desk.label("administration_name"), False))
    desk.year_heads(page, HEAD_ROW, 2, inputs.cost_years)
    page.text(HEAD_ROW, 5, desk.label("comment"), s.HEADING.but(indent=1))
    first, last = HEAD_ROW + 1, HEAD_ROW + inputs.room.administration
    for number in range(1, inputs.room.administration + 1):
        row = HEAD_ROW + number
        for column, name in enumerate((
            Name("administration_name", slot(number)),
            *(Name("administration_amount", slot(number), year) for year in inputs.cost_years),
        ), start=1):
            page.typed(row, column, name, typed_style(name).but(indent=0),
                       label=f"{desk.label(name.quantity)} {number} {name.year or ''}".strip())
        page.typed(row, 5, Name("administration_comment", slot(number)), NOTE.but(indent=1),
                   label=f"{desk.label('comment')} {number}")
        page.height(row, 18)
    desk.validate(page, (first, 2), (last, 4), "administration_amount")
    page.text(last + 2, 1, desk.label("administration_note"), s.NOTE)
    page.frozen = (first, 2)
    page.printing = desk.printing(page, area=(1, 1, last + 2, 5))


def lay_out_change_log(desk: Desk) -> None:
    """Ändringslogg: who changed what, when and why; for people to fill in."""
    page = desk.begin("change_log", (92, 140, 200, 224), s.RULE2, desk.label("change_log_lead"))
    page.check_width(landscape=False)
    columns = ("change_date", "change_author", "change_what", "change_why")
    desk.heads(page, HEAD_ROW, *((desk.label(key), False) for key in columns))
    for number in range(1, desk.inputs.room.changes + 1):
        row = HEAD_ROW + number
        for column, key in enumerate(columns, start=1):
            style = typed_style(Name(key)).but(align="left", indent=0)
            page.typed(row, column, Name(key, slot(number)), style,
                       label=f"{desk.label(key)} {number}")
        page.height(row, 18)
    last = HEAD_ROW + desk.inputs.room.changes
    desk.validate(page, (HEAD_ROW + 1, 1), (last, 1), "change_date")
    page.frozen = (HEAD_ROW + 1, 1)
    page.printing = desk.printing(page, repeat=(HEAD_ROW, HEAD_ROW), area=(1, 1, last, 4))
