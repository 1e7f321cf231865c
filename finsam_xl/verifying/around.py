"""What stands around the cells: names, what is hidden or disguised, settings, and strangers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from finsam_xl.addresses import cell_name
from finsam_xl.findings.finding import Finding
from finsam_xl.graft.cells import styled
from finsam_xl.graft.frames import Frame, framed
from finsam_xl.graft.looks import Look, LookBook, look_of
from finsam_xl.graft.refusing import notices
from finsam_xl.package.markup import parsed
from finsam_xl.sheets.draft import DraftSheet
from finsam_xl.verifying.examined import Examined, place_in

_ON = ("1", "true", "on")
_HIDDEN_ROW = re.compile(
    rb"<(?:[\w.-]+:)?row\s(?=[^>]*?\bhidden=[\"'](?:1|true|on)[\"'])[^>]*?\br=[\"'](\d+)[\"']")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')


def name_findings(book: Examined) -> Iterator[Finding]:
    """Names of ours that are gone or point elsewhere."""
    titles = {sheet.title for sheet in book.sheets}
    for named in book.proven.draft.names:
        stands = book.book.names.get(named.name)
        wanted = (named.sheet, named.position)
        if named.sheet in titles and stands != wanted:
            yield book.found("name_gone" if stands is None else "name_moved", "error", named.name,
                             expected=place_in(*wanted),
                             actual=place_in(*stands) if stands else None)


def sheet_findings(book: Examined) -> Iterator[Finding]:
    """Sheets of ours that are gone or hidden, rows and columns that are, looks that disguise."""
    parts = {each.title: each for each in book.host.sheets}
    styles = book.host.parts_of_kind("styles")
    looks = LookBook(parsed(book.package.part(styles[0]))) if styles else None
    for sheet in book.proven.draft.sheets:
        there = parts.get(sheet.title)
        if there is None:
            yield book.found("sheet_gone", "error", sheet.title)
            continue
        if there.state != "visible":
            yield book.found("hidden_sheet", "error", sheet.title)
        frame = framed(book.package.part(there.part))
        yield from _hidden_lines(book, sheet, frame)
        protection = frame.child("sheetProtection")
        if protection is None or protection.get("sheet", "0") not in _ON:
            yield book.found("unprotected", "note", sheet.title)
        if looks is not None:
            yield from _disguised(book, sheet, frame, looks)


def _hidden_lines(book: Examined, sheet: DraftSheet, frame: Frame) -> Iterator[Finding]:
    for row in _HIDDEN_ROW.findall(frame.rows):
        yield book.found("hidden_row", "error", f"{sheet.title}!{row.decode()}:{row.decode()}")
    columns = frame.child("cols")
    for each in columns.children if columns is not None else ():
        if each.get("hidden", "0") in _ON and each.get("min", "").isdigit():
            first = cell_name((0, int(each.get("min")) - 1)).rstrip("1")
            yield book.found("hidden_column", "error", f"{sheet.title}!{first}:{first}")


def _disguised(
    book: Examined, sheet: DraftSheet, frame: Frame, looks: LookBook
) -> Iterator[Finding]:
    for at, number in styled(frame.rows):
        cell = sheet.cells.get(at)
        number_shown = cell is not None and isinstance(cell.value, (int, float))
        if cell is not None and number_shown and _hides(looks.cell(number), look_of(cell.style)):
            yield book.found("disguised", "error", f"{sheet.title}!{cell_name(at)}",
                             actual=looks.cell(number).number)


def _hides(look: Look, ours: Look) -> bool:
    """Whether a number is shown as nothing, as another number, or in the colour of its ground."""
    ink = str(look.font[0])
    nothing = set(look.number) <= {";", '"', " "} and bool(look.number)
    faked = any(any(letter.isdigit() for letter in text) and text not in ours.number
                for found in _LITERAL.findall(look.number) for text in found)
    return nothing or faked or (bool(ink) and ink == look.fill)


def setting_findings(book: Examined) -> Iterator[Finding]:
    """How the workbook is calculated, and what it holds that nobody vouches for."""
    for key, name, wrong in (("manual", "calcMode", ("manual", "autoNoTable")),
                             ("iterates", "iterate", _ON),
                             ("as_displayed", "fullPrecision", ("0", "false", "off"))):
        if book.host.setting("calcPr", name) in wrong:
            yield book.found(key, "warning", book.book.path)
    ours = {sheet.title for sheet in book.proven.draft.sheets}
    for each in book.host.sheets:
        if each.title not in ours:
            yield book.found("stranger", "note", each.title)
    for key in notices(book.host):
        if key not in ("notice_manual", "notice_iterate"):
            yield book.found(f"holds_{key.removeprefix('notice_')}", "note", book.book.path)
