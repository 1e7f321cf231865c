"""What a person did to the columns and rows of a sheet of ours: widths, heights, what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator

from finsam_xl.graft.cells import with_rows
from finsam_xl.graft.frames import Frame, RowLooks
from finsam_xl.graft.looks import changed, look_of
from finsam_xl.graft.person import TRUE, Person
from finsam_xl.package.elements import measure, whole
from finsam_xl.package.markup import escaped
from finsam_xl.sheets import style as s

_WIDER, _HIGHER = 0.2, 0.6
_ORDER = ("min", "max", "width", "style", "hidden", "bestFit", "customWidth", "phonetic",
          "outlineLevel", "collapsed")
_GROUPED = ("hidden", "outlineLevel", "collapsed")
_MOST_COLUMNS = 16_384
Columns = tuple[int, int, dict[str, str]]
"""A first and a last column, counted from nothing, and what is said of them."""


def keep_columns(person: Person, fresh: Frame) -> None:
    """Widths that differ from those the layout gave, hidden and grouped columns, their looks."""
    given = dict(_single(person.usual))
    ours = dict(_single(fresh))
    changes: dict[int, dict[str, str]] = {}
    beyond: list[Columns] = []
    for first, last, facts in _columns(person.old):
        for column in range(first, min(last, max(given, default=-1)) + 1):
            target = person.moves.column(column)
            if target is not None and column in given:
                changes[target] = _differing(person, facts, given[column])
        start = max(first, max(given, default=-1) + 1, max(ours, default=-1) + 1)
        own = _own(person, facts)
        if start <= last and own:
            beyond.append((start, min(last, _MOST_COLUMNS - 1), own))
    if not any(changes.values()) and not beyond:
        return
    columns = [(at, at, {**facts, **changes.get(at, {})}) for at, facts in ours.items()]
    fresh.put("cols", "<cols>" + "".join(_written(*each) for each in (*columns, *beyond))
              + "</cols>")


def _columns(frame: Frame) -> Iterator[Columns]:
    columns = frame.child("cols")
    for element in columns.all("col") if columns is not None else ():
        first, last = whole(element.get("min", "1")), whole(element.get("max", "1"))
        yield first - 1, last - 1, {name: element.get(name) for name in _ORDER[2:]
                                    if element.get(name)}


def _single(frame: Frame) -> Iterator[tuple[int, dict[str, str]]]:
    """The columns of a sheet of ours one by one."""
    for first, last, facts in _columns(frame):
        for column in range(first, last + 1):
            yield column, facts


def _differing(person: Person, facts: dict[str, str], given: dict[str, str]) -> dict[str, str]:
    """What a person said of a column that we said otherwise."""
    own = _grouped(facts)
    width, usual = measure(facts.get("width", "0")), float(given["width"])
    if abs(width - usual) > _WIDER and "hidden" not in own and facts.get("width"):
        own |= {"width": facts["width"], "customWidth": "1"}
    return own | _style(person, facts)


def _own(person: Person, facts: dict[str, str]) -> dict[str, str]:
    """What a person said of a column beyond ours; nothing if it is as every other."""
    own = _grouped(facts) | _style(person, facts)
    custom = facts.get("customWidth", "0") in TRUE
    if (custom or own) and facts.get("width"):
        own |= {"width": facts["width"]} | ({"customWidth": "1"} if custom else {})
    return own


def _grouped(facts: dict[str, str]) -> dict[str, str]:
    return {name: "1" if facts[name] in TRUE else facts[name] for name in _GROUPED
            if facts.get(name, "0") not in ("0", "false")}


def _style(person: Person, facts: dict[str, str]) -> dict[str, str]:
    """The looks of a whole column, if they are neither ours nor those of an empty book."""
    number = whole(facts.get("style", "0"))
    return {"style": str(number)} if worth_keeping(person, number) else {}


def worth_keeping(person: Person, number: int) -> bool:
    """Whether looks beside ours are a person's doing."""
    look = person.looks.cell(number)
    plain = (look_of(s.BODY), person.looks.cell(0))
    return not look.locked or all(changed(look, each) for each in plain)


def _written(first: int, last: int, facts: dict[str, str]) -> str:
    said = {"min": str(first + 1), "max": str(last + 1), **facts}
    return "<col" + "".join(f' {name}="{escaped(said[name])}"' for name in _ORDER
                            if name in said) + "/>"


def keep_rows(person: Person, fresh: Frame) -> None:
    """Heights that differ from those the layout gave, hidden and grouped rows, their looks."""
    changes: dict[int, str] = {}
    heights = {row: looks.height for row, looks in person.usual.row_looks()}
    for row, looks in person.old.row_looks():
        own = _row(person, looks, heights.get(row))
        target = person.moves.row(row)
        if target is not None and own:
            changes[target] = own
    if not changes:
        return
    fresh.rows = with_rows(fresh.rows, changes)

    def with_looks(row: int, tag: bytes) -> bytes:
        own = changes.get(row, "")
        for name in re.findall(r" (\w+)=", own):
            tag = re.sub(rb'\s%s="[^"]*"' % name.encode(), b"", tag)
        end = -2 if tag.endswith(b"/>") else -1
        return tag[:end] + own.encode() + tag[end:]

    fresh.each_row(with_looks)


def _row(person: Person, looks: RowLooks, usual: float | None) -> str:
    """What a person said of a row, as attributes."""
    own = ""
    if looks.style is not None and worth_keeping(person, looks.style):
        own += f' s="{looks.style}" customFormat="1"'
    other = looks.height is not None and (
        usual is None or abs(looks.height - usual) > _HIGHER)
    if looks.hidden:
        own += ' hidden="1"'
    elif other:
        own += f' ht="{looks.height:g}" customHeight="1"'
    if looks.level != "0":
        own += f' outlineLevel="{looks.level}"'
    return own + (' collapsed="1"' if looks.collapsed else "")
