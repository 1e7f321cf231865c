"""Om: what the workbook is for, how it is read, what it was made from and by."""

from __future__ import annotations

from finsam_xl.domain.names import Name
from finsam_xl.figures.figure import typed_text
from finsam_xl.sheets import style as s
from finsam_xl.sheets.assumptions import NOTE
from finsam_xl.sheets.desk import HEAD_ROW, Desk
from finsam_xl.sheets.layout import Page

LAYOUT_VERSION = "3"
KNOWN_LAYOUTS = ("1", "2", "3")
"""Layouts that are read: the second is today's without what `live` shows, and the first lacks the
marks of the sheets too."""

COLUMNS = (176, 480)
LABEL, TEXT = 1, 2
_LINES = {
    "about_how": 4, "about_units": 3, "about_sources": 4, "about_law": 4, "about_rounding": 3,
}


def lay_out(desk: Desk) -> None:
    """Lay the sheet out."""
    page = desk.begin("about", COLUMNS, s.RULE2, desk.label("about_lead"))
    page.check_width(landscape=False)
    row = HEAD_ROW
    facts = (("purpose", desk.label("about_purpose")),
             ("author", desk.inputs.text("association_name")),
             ("version", desk.label("about_version", version=desk.version)),
             ("layout", desk.label("about_layout", number=LAYOUT_VERSION)),
             ("fingerprint", desk.fingerprint),
             ("form", desk.inputs.form.text()))
    for key, text in facts:
        page.text(row, LABEL, desk.label(f"about_{key}_label"), s.ROW.but(bold=True))
        looks = s.ROW.but(size=8, colour=s.MUTED) if key == "form" else s.ROW
        page.put(row, TEXT, typed_text(text, f"about {key}"), looks,
                 Name(f"about_{key}"), label=desk.label(f"about_{key}_label"), unit="text")
        page.height(row, 18)
        row += 1
    for key, lines in _LINES.items():
        row = _paragraph(desk, page, row, key, lines)
    row = _colour_key(desk, page, row)
    page.headings = False
    page.printing = desk.printing(page, one_page=True, area=(1, 1, row, TEXT))


def _paragraph(desk: Desk, page: Page, row: int, key: str, lines: int) -> int:
    page.text(row, LABEL, desk.label(f"{key}_title"), s.GROUP)
    page.height(row, 25.5)
    for number in range(1, lines + 1):
        page.text(row + number, LABEL, desk.label(f"{key}_{number}"), s.BODY.but(size=10))
        page.height(row + number, 15.75)
    return row + lines + 1


def _colour_key(desk: Desk, page: Page, row: int) -> int:
    """Each look beside what it means."""
    page.text(row, LABEL, desk.label("colour_key"), s.GROUP)
    page.height(row, 25.5)
    samples = (
        ("key_input", s.TYPED.but(unlocked=False)), ("key_note", NOTE.but(unlocked=False)),
        ("key_result", s.BODY.but(bold=True)), ("key_quiet", s.BODY.but(colour=s.QUIET)),
        ("key_preliminary", s.BODY.but(colour=s.ACCENT, bold=True)),
        ("key_ok", s.BODY.but(colour=s.OK)),
        ("key_warn", s.BODY.but(colour=s.WARN, fill=s.WARN_FILL, bold=True)),
        ("key_bad", s.BODY.but(colour=s.BAD, fill=s.BAD_FILL, bold=True)),
    )
    for place, (key, look) in enumerate(samples, start=1):
        page.text(row + place, LABEL, desk.label(f"{key}_sample"), look)
        page.text(row + place, TEXT, desk.label(key), s.BODY.but(size=10, indent=1))
        page.height(row + place, 18)
    return row + len(samples) + 1
