"""How our sheets are set into a book: their titles there, links, what is left out, the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from finsam_xl.addresses import bare_title
from finsam_xl.domain.cells import CALENDAR_GAP
from finsam_xl.sheets import style as s
from finsam_xl.sheets.draft import BookDraft, DraftCell, DraftSheet, Validation

OPTIONAL = ("plan", "change_log")
"""The sheets that no other sheet needs and that may be left out."""

DECISION, LOCKED = "decision_", "locked"
"""The document properties of decisions: one a link, and one while the last of them stands."""


def chain_in(recorded: Mapping[str, str]) -> tuple[str, ...]:
    """The chain of decisions among the properties that a book records, first to last."""
    return tuple(text for key, text in sorted(recorded.items()) if key.startswith(DECISION))


@dataclass(frozen=True)
class Setting:
    """What a host decides about our sheets; a book of our own decides nothing.

    `titles` by a sheet's key, where somebody renamed it; `links` are formulas by input name.
    `chain` are the decisions made on the book, a line each; while it is `locked` the last of them
    stands, and nothing more is written in it.
    """

    titles: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    from_1904: bool = False
    chain: tuple[str, ...] = ()
    locked: bool = False

    @property
    def decisions(self) -> dict[str, str]:
        """The document properties that hold the chain."""
        links = {f"{DECISION}{number:02d}": text
                 for number, text in enumerate(self.chain, start=1)}
        return {**links, **({LOCKED: "1"} if self.locked else {})}

    @property
    def unlinked(self) -> Setting:
        """The same without links: what another engine can recalculate alone."""
        return replace(self, links={})


ALONE = Setting()


def settled(draft: BookDraft, setting: Setting) -> BookDraft:
    """The draft as it is to stand in its host."""
    sheets = [sheet for sheet in draft.sheets if sheet.key not in setting.without]
    titles = {sheet.title for sheet in sheets}
    gone = {sheet.title for sheet in draft.sheets} - titles
    names = [named for named in draft.names if named.sheet in titles]
    places = {named.name: (named.sheet, named.position) for named in names}
    for name, formula in setting.links.items():
        if name in places:
            title, at = places[name]
            sheet = next(each for each in sheets if each.title == title)
            sheet.cells[at] = _linked(sheet.cells[at], formula)
    for sheet in sheets if gone else ():
        _unlink(sheet, gone)
    if setting.from_1904:
        sheets = [_in_1904(sheet) for sheet in sheets]
    return replace(draft, sheets=sheets, names=names)


def _linked(cell: DraftCell, formula: str) -> DraftCell:
    """An input cell that another cell decides: still an input, in the colour of links."""
    return cell._replace(formula=formula, style=cell.style.but(colour=s.TEAL2))


def _unlink(sheet: DraftSheet, gone: set[str]) -> None:
    """A link to a sheet that is left out becomes plain text."""
    for at, cell in sheet.cells.items():
        target = (cell.link or "").removeprefix("internal:").rpartition("!")[0]
        if bare_title(target) in gone:
            sheet.cells[at] = cell._replace(link=None)


def _in_1904(sheet: DraftSheet) -> DraftSheet:
    """The sheet with its days counted from 1904."""
    cells = {at: cell._replace(value=cell.value - CALENDAR_GAP)
             if cell.style.number == s.DATE and type(cell.value) is int else cell
             for at, cell in sheet.cells.items()}
    rules = [Validation(each.first, each.last, _rule_in_1904(each.rule))
             for each in sheet.validations]
    return replace(sheet, cells=cells, validations=rules)


def _rule_in_1904(rule: dict[str, object]) -> dict[str, object]:
    if rule.get("validate") != "date":
        return rule
    return {**rule, **{end: day - CALENDAR_GAP for end in ("minimum", "maximum")
                       if isinstance(day := rule.get(end), int)}}
