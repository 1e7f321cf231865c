"""Which formulas, sheets and members differ between the two books, as they stand in the files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from finsam_xl.addresses import Position, quoted_title
from finsam_xl.comparing.sides import Side, place_in
from finsam_xl.inputs.from_book import our_titles
from finsam_xl.sheets.draft import DraftSheet


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell whose formula differs: a text with an equals sign, else the value that stands there.

    None where nothing stands. `name` is the cell's name, empty where it has none; `place` is its
    place in the new book.
    """

    place: str
    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Shape:
    """What came, went and was renamed."""

    sheets_added: tuple[str, ...]
    sheets_removed: tuple[str, ...]
    sheets_renamed: tuple[tuple[str, str], ...]
    members_added: tuple[str, ...]
    members_removed: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing did."""
        return not any((self.sheets_added, self.sheets_removed, self.sheets_renamed,
                        self.members_added, self.members_removed))


def are_laid_out_alike(old: Side, new: Side) -> bool:
    """Whether a cell of the one is the same cell of the other: same years, rows and language."""
    first, second = old.stood, new.stood
    return (first.draft.language == second.draft.language
            and first.plan.inputs.years == second.plan.inputs.years
            and first.plan.inputs.form == second.plan.inputs.form)


def changed_formulas(old: Side, new: Side) -> tuple[Formula, ...]:
    """The formulas that differ, cell by cell where the books are laid out alike.

    Otherwise every formula has moved, and only a named cell is told of whose formula is the one
    of its book's layout in one of them and not in the other.
    """
    if are_laid_out_alike(old, new):
        return tuple(_cell_by_cell(old, new))
    return tuple(_name_by_name(old, new))


def _cell_by_cell(old: Side, new: Side) -> Iterator[Formula]:
    before, now = _sheets(old), _sheets(new)
    names = {(each.sheet, each.position): each.name for each in new.stood.draft.names}
    spelled = _spelling(old, new)
    for key, sheet in now.items():
        for at in sheet.cells if key in before else ():
            was, is_now = old.formula(before[key].title, at), new.formula(sheet.title, at)
            if was != is_now and (was is None or spelled(was) != is_now):
                yield Formula(place_in(sheet.title, at), names.get((sheet.title, at), ""),
                              old.stands(before[key].title, at), new.stands(sheet.title, at))


def _name_by_name(old: Side, new: Side) -> Iterator[Formula]:
    before, now = _named(old), _named(new)
    for name, (title, at, wanted) in now.items():
        if name not in before:
            continue
        old_title, old_at, old_wanted = before[name]
        was, is_now = old.formula(old_title, old_at), new.formula(title, at)
        own = (was == old_wanted, is_now == wanted)
        if not all(own) and (any(own) or was != is_now):
            yield Formula(place_in(title, at), name, old.stands(old_title, old_at),
                          new.stands(title, at))


def _named(side: Side) -> Mapping[str, tuple[str, Position, str | None]]:
    """The named cells that stand in the book, each with its layout's formula."""
    sheets = {each.title: each for each in _sheets(side).values()}
    return {each.name: (each.sheet, each.position,
                        _bare(sheets[each.sheet].cells[each.position].formula))
            for each in side.stood.draft.names if each.sheet in sheets}


def _sheets(side: Side) -> dict[str, DraftSheet]:
    """Our sheets that stand in the book, by key."""
    return {each.key: each for each in side.stood.draft.sheets if each.title in side.book.sheets}


def _spelling(old: Side, new: Side) -> Callable[[str], str]:
    """How a formula of the old book is written with the titles that our sheets have in the new."""
    was, now = our_titles(old.book), our_titles(new.book)
    titles = {f"{quoted_title(title)}!": f"{quoted_title(now[key])}!"
              for key, title in was.items() if key in now}
    found = re.compile("|".join(map(re.escape, sorted(titles, key=len, reverse=True))))
    return lambda formula: found.sub(lambda title: titles[title[0]], formula)


def _bare(formula: str | None) -> str | None:
    return None if formula is None else formula.removeprefix("=")


def shape_of(old: Side, new: Side) -> Shape:
    """Which sheets and members came, went and were renamed."""
    was, now = our_titles(old.book), our_titles(new.book)
    renamed = tuple((was[key], now[key]) for key in now if key in was and was[key] != now[key])
    before = [dict(renamed).get(title, title) for title in old.book.sheets]
    codes = [{each.code: each.name for each in side.inputs.municipalities} for side in (old, new)]
    return Shape(
        sheets_added=tuple(title for title in new.book.sheets if title not in before),
        sheets_removed=tuple(title for title in before if title not in new.book.sheets),
        sheets_renamed=renamed,
        members_added=tuple(code for code in codes[1] if code not in codes[0]),
        members_removed=tuple(code for code in codes[0] if code not in codes[1]),
    )
