"""Laid-out pages become a draft: figures spelled, references anchored, names resolved.

A reference is fixed (`$`) in the direction in which its neighbours point to the same place,
so that a block of formulas is one formula copied.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from finsam_xl.addresses import Position, cell_name, quoted_title
from finsam_xl.domain.inputs import InputValue
from finsam_xl.domain.names import Name
from finsam_xl.figures.figure import Value
from finsam_xl.sheets.draft import BookDraft, CellValue, DraftCell, DraftSheet, NamedCell
from finsam_xl.sheets.layout import Layout, NamePlace, Page, Placed
from finsam_xl.sheets.spelling import Reference, Speller, Token

Spelled = dict[str, dict[Position, str]]
"""The formulas of every page, by its key and their cells."""

Formulas = dict[Position, tuple[Token, ...]]
Anchor = tuple[bool, bool]
_ROW, _COLUMN = 0, 1


UNSPELLED = "="
"""What stands for a formula in a draft that is only to be looked at."""


def compile_draft(
    layout: Layout, properties: dict[str, str], *, spelled: bool = True,
    known: Spelled | None = None,
) -> BookDraft:
    """Gather the names and every page, its formulas spelled, in the order of the pages.

    `known` are the formulas of a book with the same cells: they are taken from there, or put there.
    """
    known = {} if known is None else known
    titles = {key: page.title for key, page in layout.pages.items()}
    sheets = [_sheet(page, titles,
                     _formulas(layout, page, titles, known) if spelled else _unspelled(page))
              for page in layout.pages.values()]
    names = [_named(layout, place, titles) for place in layout.names]
    places = {figure: f"{titles[page]}!{cell_name(at)}"
              for figure, (page, at) in layout.homes.items()}
    shown = {f"{page.title}!{cell_name(at)}": placed.figure
             for page in layout.pages.values() for at, placed in page.cells.items()
             if placed.shown and placed.figure is not None}
    return BookDraft(sheets=sheets, names=names, properties=properties,
                     language=layout.texts.language, places=places, shown=shown)


def _formulas(
    layout: Layout, page: Page, titles: dict[str, str], known: Spelled
) -> dict[Position, str]:
    """The formulas of a page: those that are known, where they stand in the same cells."""
    written = known.get(page.key, {})
    made = {at: placed for at, placed in page.cells.items() if _is_made(placed)}
    if written.keys() != made.keys():
        speller = Speller(layout)
        tokens = {at: _tokens(speller, placed) for at, placed in made.items()}
        known[page.key] = written = dict(_written(tokens, page.key, titles))
    return written


def _unspelled(page: Page) -> dict[Position, str]:
    return {at: UNSPELLED for at, placed in page.cells.items() if _is_made(placed)}


def _sheet(page: Page, titles: dict[str, str], written: dict[Position, str]) -> DraftSheet:
    cells = {
        at: DraftCell(
            value=_stored(placed),
            style=placed.style, formula=written.get(at), rich=placed.rich,
            link=_link(placed.link, titles),
        )
        for at, placed in sorted(page.cells.items())
    }
    return DraftSheet(
        key=page.key, title=page.title, tab=page.tab, columns=page.columns, cells=cells,
        heights=page.heights, frozen=page.frozen, headings=page.headings, printing=page.printing,
        validations=page.validations, conditionals=page.conditionals, charts=page.charts,
    )


def _is_made(placed: Placed) -> bool:
    """Whether a cell has a formula."""
    return placed.figure is not None and (placed.shown or not placed.figure.is_typed)


def _tokens(speller: Speller, placed: Placed) -> tuple[Token, ...]:
    if placed.figure is None:
        message = "only a figure has a formula"
        raise TypeError(message)
    return speller.shown(placed.figure) if placed.shown else speller.spelled(placed.figure)


def _stored(placed: Placed) -> CellValue:
    if placed.figure is None:
        return placed.text if placed.number is None else placed.number
    value = cell_value(placed.figure.value)
    if placed.unknown and value == "":
        return placed.unknown
    typed = placed.figure.is_typed and not placed.shown
    return None if typed and value == "" else value


def cell_value(value: Value) -> CellValue:
    """A figure's value as a cell stores it; the unknown is an empty text."""
    if isinstance(value, Fraction):
        return value.numerator / value.denominator
    return "" if value is None else value


def _written(
    formulas: Formulas, page: str, titles: dict[str, str]
) -> Iterator[tuple[Position, str]]:
    shapes = {at: _shape(tokens) for at, tokens in formulas.items()}
    down, across = (_anchors(formulas, shapes, way) for way in (_ROW, _COLUMN))
    prefixes = {key: "" if key == page else f"{quoted_title(title)}!"
                for key, title in titles.items()}
    for at, tokens in formulas.items():
        rows, columns = down[at], across[at]
        parts = [
            token if isinstance(token, str)
            else prefixes[token.page] + _address(token, rows[place], columns[place])
            for place, token in enumerate(tokens)
        ]
        yield at, "=" + "".join(parts)


def _shape(tokens: tuple[Token, ...]) -> tuple[str, ...]:
    return tuple(token if isinstance(token, str) else f"[{token.page}]" for token in tokens)


def _anchors(
    formulas: Formulas, shapes: dict[Position, tuple[str, ...]], way: int
) -> dict[Position, list[Anchor]]:
    """Whether the corners of each cell's references stand still along the run it belongs to.

    A run is the cells above and below one another, or side by side, that are spelled alike.
    """
    other = 1 - way
    found: dict[Position, list[Anchor]] = {}
    run: list[Position] = []
    for at in sorted(formulas, key=lambda place: (place[other], place[way])):
        goes_on = run and at[other] == run[-1][other] and at[way] == run[-1][way] + 1
        if not (goes_on and shapes[at] == shapes[run[-1]]):
            _settle(formulas, run, way, found)
            run = []
        run.append(at)
    _settle(formulas, run, way, found)
    return found


def _settle(
    formulas: Formulas, run: list[Position], way: int, found: dict[Position, list[Anchor]]
) -> None:
    """Give every cell of a finished run the same anchors."""
    if not run:
        return
    alone = len(run) == 1
    anchors = [
        (False, False) if alone or isinstance(column[0], str) else _fixed(column, way)
        for column in zip(*(formulas[at] for at in run), strict=True)
    ]
    for at in run:
        found[at] = anchors


def _fixed(tokens: tuple[Token, ...], way: int) -> Anchor:
    """Whether the first and last corner of a reference stand still along a run."""
    firsts = {token.first[way] for token in tokens if isinstance(token, Reference)}
    lasts = {token.last[way] for token in tokens if isinstance(token, Reference)}
    return len(firsts) == 1, len(lasts) == 1


def _address(token: Reference, rows: Anchor, columns: Anchor) -> str:
    text = cell_name(token.first, fix_row=rows[0], fix_column=columns[0])
    if token.cells > 1 or token.block:
        text += ":" + cell_name(token.last, fix_row=rows[1], fix_column=columns[1])
    return text


def _link(link: str | None, titles: dict[str, str]) -> str | None:
    if link is None:
        return None
    key, _, cell = link.partition("!")
    return f"internal:{quoted_title(titles[key])}!{cell or 'A1'}"


def _named(layout: Layout, place: NamePlace, titles: dict[str, str]) -> NamedCell:
    name = place.name
    inputs = layout.cells.inputs
    return NamedCell(
        name=str(name), sheet=titles[place.page], position=place.position, kind=place.kind,
        quantity=name.quantity, member=name.member, year=name.year,
        date=name.day.replace("_", "-") if name.day and "date" not in name.day else None,
        unit=place.unit, label=place.label,
        source=_source(inputs.values.get(Name(f"{name.quantity}_source", name.member, name.year))),
    )


def _source(value: InputValue) -> str:
    return value if isinstance(value, str) else ""


