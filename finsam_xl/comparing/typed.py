"""What people typed differently in the two books, and what they wrote in the change log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from finsam_xl.comparing.sides import Side
from finsam_xl.domain.cells import as_typed
from finsam_xl.domain.inputs import InputValue, PlanInputs
from finsam_xl.domain.names import Name, slot
from finsam_xl.domain.quantities import QUANTITIES
from finsam_xl.explaining.values import PlainValue, plain_value, said, unit_of
from finsam_xl.figures.figure import Value
from finsam_xl.texts import Texts, spelled, texts_in

CHANGED, ADDED, REMOVED = "changed", "added", "removed"
_LOG = ("date", "author", "what", "why")


@dataclass(frozen=True, slots=True)
class Input:
    """An input that differs: what it is called, where it stands, and what it was and is.

    `kind` is `changed`, `added` where nothing stood in the old book, or `removed`. `place` is its
    cell in the new book, or in the old where the new has none. `old` and `new` are for programs.
    """

    name: str
    label: str
    place: str
    kind: str
    year: int | None
    unit: str
    old: PlainValue
    new: PlainValue
    old_shown: str
    new_shown: str


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line that the new book's change log has and the old one's has not."""

    day: date | None
    author: str
    what: str
    why: str


def changed_inputs(old: Side, new: Side) -> tuple[Input, ...]:
    """The inputs that differ, in the order of the new book's cells; the change log apart."""
    language = new.inputs.language
    was, now = old.values(language), new.values(language)
    order = dict.fromkeys((*new.cells, *old.cells))
    names = [name for name in dict.fromkeys((*was, *now)) if was.get(name) != now.get(name)
             and not name.quantity.startswith("change_")]
    places = {text: number for number, text in enumerate(order)}
    names.sort(key=lambda name: places.get(str(name), len(places)))
    texts = texts_in(language)
    return tuple(_input(old, new, name, (was.get(name), now.get(name)), texts) for name in names)


def _input(
    old: Side, new: Side, name: Name, values: tuple[InputValue, InputValue], texts: Texts
) -> Input:
    before, now = values
    kind = ADDED if before is None else REMOVED if now is None else CHANGED
    kept = new if str(name) in new.cells else old
    unit, typed = unit_of(name.quantity), QUANTITIES[name.quantity].kind
    was, is_now = (as_typed(value, typed, texts.words) for value in values)
    return Input(
        name=str(name), label=_label(kept, name), kind=kind, unit=unit,
        year=name.year,
        place=kept.places.get(str(name)) or kept.read.places.get(name, ""),
        old=plain_value(was, unit), new=plain_value(is_now, unit),
        old_shown="" if before is None else _shown(was, unit, texts),
        new_shown="" if now is None else _shown(is_now, unit, texts),
    )


def _shown(value: Value, unit: str, texts: Texts) -> str:
    """A value as a line on the screen shows it."""
    return said(spelled(value) if isinstance(value, str) else value, unit, texts)


def _label(side: Side, name: Name) -> str:
    """The cell's label, with the row's own name instead of its number where it has one."""
    cell = side.cells.get(str(name))
    label = cell.label if cell is not None and cell.label else str(name)
    table = name.quantity.partition("_")[0]
    if table not in ("activity", "administration", "municipality") or not name.member:
        return label
    row = side.inputs.text(f"{table}_name", name.member)
    number = f" {int(name.member)}"
    if name.quantity == f"{table}_amount" and row:
        return f"{row} {name.year}"
    head = label.partition(number)[0]
    return f"{row}: {head.lower()}" if row and not name.quantity.endswith("_name") else label


def new_log_lines(old: Side, new: Side) -> tuple[LogLine, ...]:
    """The lines that were written in the change log since."""
    before = set(_log(old.inputs))
    return tuple(line for line in _log(new.inputs) if line not in before)


def _log(inputs: PlanInputs) -> Iterator[LogLine]:
    for number in range(1, inputs.room.changes + 1):
        day, *words = (inputs.value(f"change_{part}", slot(number)) for part in _LOG)
        if day is not None or any(words):
            yield LogLine(day if isinstance(day, date) else None,
                          *(word if isinstance(word, str) else "" for word in words))
