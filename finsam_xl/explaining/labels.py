"""What a figure is called: by its name, by what it is, by its check, else by the headings."""

from __future__ import annotations

from collections.abc import Iterable

from finsam_xl.addresses import Position, position_of
from finsam_xl.domain.checks import Check
from finsam_xl.explaining.finding import Atlas
from finsam_xl.figures.figure import Figure
from finsam_xl.plans import member_name
from finsam_xl.sheets import style as s
from finsam_xl.sheets.draft import DraftCell, DraftSheet
from finsam_xl.texts import texts_in


def label_of(atlas: Atlas, chain: Iterable[Figure], place: str) -> str:
    """What figures told as one are called, in the words that stand in the book."""
    figures = tuple(chain)
    texts = texts_in(atlas.proven.draft.language)
    named = atlas.names.get(place)
    if named is not None and named.label:
        return named.label
    for figure in figures:
        role, own = atlas.roles.get(figure), atlas.names.get(atlas.home(figure))
        if own is not None and own.label:
            return own.label
        if role is not None:
            return role.label(texts)
        if figure in atlas.checks:
            return _label_of_check(atlas, figure)
    return _headings(atlas, place) or place if place else ""


def title_of_check(atlas: Atlas, check: Check) -> str:
    """What a check is called, in the words that stand in the book."""
    language = atlas.proven.draft.language
    return texts_in(language).check(
        check.key, "title", year=check.year or "",
        member=member_name(atlas.proven.plan.inputs, check.member, language))


def _label_of_check(atlas: Atlas, figure: Figure) -> str:
    texts = texts_in(atlas.proven.draft.language)
    check, part = atlas.checks[figure]
    said = texts.label("check_code" if part == "code" else part).lower()
    return f"{title_of_check(atlas, check)}: {said}"


def _headings(atlas: Atlas, place: str) -> str:
    """The nearest text in the row and the heading above, as the sheet has them."""
    title, _, cell = place.rpartition("!")
    sheet, at = atlas.sheets[title.casefold()], position_of(cell)
    row = next((text for column in range(at[1] - 1, -1, -1)
                if (text := _text(sheet, (at[0], column)))), "")
    return " · ".join(part for part in (row, _above(sheet, at)) if part)


def _above(sheet: DraftSheet, at: Position) -> str:
    """The heading of a column: a text, or several rows of it, or a year."""
    for row in range(at[0] - 1, 3, -1):
        cell = sheet.cells.get((row, at[1]))
        if cell is not None and cell.style.number == s.PLAIN and cell.value:
            return str(cell.value)
        if (text := _fixed(cell)):
            upper = _fixed(sheet.cells.get((row - 1, at[1])))
            return f"{upper} {text}".strip()
    return ""


def _fixed(cell: DraftCell | None) -> str:
    return str(cell.value) if cell and isinstance(cell.value, str) and not cell.formula else ""


def _text(sheet: DraftSheet, at: Position) -> str:
    cell = sheet.cells.get(at)
    return str(cell.value) if cell and isinstance(cell.value, str) else ""
