"""A plan's inputs written as a plan file, which `read_plan_file` reads back as the same inputs.

It is the plan as text, for an archive, a diff or a colleague; nothing in it needs a spreadsheet.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from finsam_xl.domain.inputs import InputValue, PlanInputs
from finsam_xl.domain.names import Name, slot
from finsam_xl.domain.quantities import QUANTITIES, Kind
from finsam_xl.inputs.plan_file import NOTES, ROWS, SINGLE

_LISTS = {"notes": "plan_note", "signatures": "signature"}
_SUMS = ("total", "overhead", "costs", "result", "participants")
_BY_LAW = ("required_date", "exact_limit")
"""What law and plan prescribe is filled in when the file is read."""


def plan_text(inputs: PlanInputs) -> str:
    """The inputs as a plan file: amounts in tkr, per cent and shares as fractions of one.

    Meant for inputs that a plan can be computed from: people of a municipality without a code
    have no place in the file.
    """
    return "\n".join(_Writer(inputs).lines())


class _Writer:
    """Writes the parts of a plan file in the order of the examples."""

    def __init__(self, inputs: PlanInputs) -> None:
        self.inputs = inputs
        self.values = inputs.values

    def lines(self) -> Iterator[str]:
        yield f"budget_year = {self.inputs.budget_year}"
        if Name("scenario_chosen") in self.values:
            yield f"shown = {self.of(Name('scenario_chosen'))}"
        for part, quantity in _LISTS.items():
            texts = [self.of(Name(quantity, slot(n))) or '""'
                     for n in range(1, self.last(quantity) + 1)]
            if texts:
                yield f"{part} = [{', '.join(texts)}]"
        for part, keys in SINGLE.items():
            yield from self.table(f"[{part}]", {key: self.of(Name(quantity))
                                                for key, quantity in keys.items()})
        yield from self.table("[limits]", self.noted(None))
        for year in self.inputs.years:
            yield from self.table("[[year]]", {"year": str(year), **self.noted(year)})
        yield from self.rows("municipality")
        yield from self.population()
        yield from self.members()
        for part in ("activity", "administration", "ceiling", "scenario", "change"):
            yield from self.rows(part)
        yield ""

    def of(self, name: Name) -> str:
        """A value as it is written in the file; empty where there is none."""
        value = self.values.get(name)
        return "" if value is None else written(value, QUANTITIES[name.quantity].kind)

    def last(self, quantity: str) -> int:
        """The number of the last row in which any of a block's columns is filled in."""
        return max((name.slot for name in self.values if name.quantity == quantity), default=0)

    @staticmethod
    def table(heading: str, entries: Mapping[str, str]) -> Iterator[str]:
        """A heading and its entries; nothing where there are none."""
        if any(entries.values()):
            yield f"\n{heading}"
            yield from (f"{key} = {text}" for key, text in entries.items() if text)

    def noted(self, year: int | None) -> dict[str, str]:
        """A year's values, or those of no year, each with what is noted beside it."""
        placed = {quantity for keys in SINGLE.values() for quantity in keys.values()}
        placed |= {"budget_year", "scenario_chosen", *_BY_LAW}
        found: dict[str, dict[str, str]] = {}
        for name in self.values:
            if name.member or name.day or name.year != year or name.quantity in placed or (
                name.quantity.startswith("printed_")
            ):
                continue
            quantity, note = _note_of(name.quantity)
            found.setdefault(quantity, {})[note] = self.of(name)
        return {quantity: _with_notes(parts) for quantity, parts in found.items()}

    def rows(self, part: str) -> Iterator[str]:
        """The rows of a table; a blank row between keeps its place."""
        prefix, columns = ROWS[part]
        last = max(self.last(f"{prefix}_{column}") for column in columns)
        for number in range(1, last + 1):
            yield f"\n[[{part}]]"
            for column in columns:
                if text := self.of(Name(f"{prefix}_{column}", slot(number))):
                    yield f"{column} = {text}"
            if part in ("activity", "administration"):
                yield from self.by_year("amount", f"{prefix}_amount", slot(number))
            if part == "scenario":
                yield from self.overrides(slot(number))

    def by_year(self, key: str, quantity: str, member: str) -> Iterator[str]:
        amounts = {year: text for year in self.inputs.years
                   if (text := self.of(Name(quantity, member, year)))}
        if amounts:
            yield f"{key} = {_inline(amounts)}"

    def overrides(self, scenario: str) -> Iterator[str]:
        """What an alternative changes."""
        for key in ("grant", "cost_change"):
            yield from self.by_year(key, f"scenario_{key}", scenario)
        changes = [
            change for name in self.values if name.member.startswith(f"{scenario}_")
            for change in self.change(name)
        ]
        if changes:
            yield f"change = [{', '.join(changes)}]"

    def change(self, name: Name) -> Iterator[str]:
        _, _, rest = name.quantity.partition("scenario_")
        part, _, what = rest.partition("_")
        row = {part: str(int(name.member.partition("_")[2]))}
        if what == "participants":
            yield _inline({**row, "participants": self.of(name)})
        elif what == "amount":
            yield _inline({**row, "year": str(name.year), "amount": self.of(name)})

    def population(self) -> Iterator[str]:
        """The columns of Befolkning, blank ones before the last included."""
        columns = [self.column(number) for number, _ in self.inputs.date_slots()]
        while columns and not columns[-1]:
            columns.pop()
        for column in columns:
            yield "\n[[population]]"
            yield from (f"{key} = {text}" for key, text in column.items())

    def column(self, number: int) -> dict[str, str]:
        found = {key: text for key in ("date", "published", "source")
                 if (text := self.of(Name(f"population_{key}", slot(number))))}
        people = {each.code: text for each in self.inputs.municipalities
                  if (text := self.of(self.inputs.population_name(each.row, number)))}
        return {**found, **({"people": _inline(people)} if people else {})}

    def members(self) -> Iterator[str]:
        """Amounts and shares that were stated or printed, by member, and printed sums."""
        for quantity in ("stated", "printed"):
            for year in self.inputs.years:
                yield from self.table(f"[{quantity}.{year}]", {
                    member: self.of(Name(quantity, member, year))
                    for member in self.inputs.members})
        yield from self.table("[printed_share]", {
            member: self.of(Name("printed_share", member)) for member in self.inputs.members})
        for year in self.inputs.years:
            yield from self.table(f"[printed_sums.{year}]", {
                key: self.of(Name(f"printed_{key}", year=year)) for key in _SUMS})


def _note_of(quantity: str) -> tuple[str, str]:
    """The value that a quantity stands beside, and as what; itself where it is the value.

    >>> _note_of("grant_source"), _note_of("reference_date")
    (('grant', 'source'), ('reference_date', 'value'))
    """
    value, _, note = quantity.rpartition("_")
    return (value, note) if note in NOTES and value in QUANTITIES else (quantity, "value")


def _with_notes(parts: Mapping[str, str]) -> str:
    return parts["value"] if list(parts) == ["value"] else _inline(parts)


def _inline(entries: Mapping[object, str] | Mapping[str, str] | Mapping[int, str]) -> str:
    return "{ " + ", ".join(f"{key} = {text}" for key, text in entries.items()) + " }"


def written(value: InputValue, kind: Kind) -> str:
    """A value as TOML writes it.

    >>> written(4_386_500, Kind.TKR), written(Fraction(3, 200), Kind.PERCENT)
    ('4386.5', '0.015')
    >>> written("§ 56", Kind.TEXT), written(date(2025, 6, 30), Kind.DATE)
    ('"§ 56"', '2025-06-30')
    """
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
    if isinstance(value, date):
        return value.isoformat()
    if kind is Kind.TKR and isinstance(value, int):
        return _plain(Decimal(value) / 1000)
    if isinstance(value, Fraction):
        return _plain(Decimal(value.numerator) / value.denominator)
    return str(value)


def _plain(number: Decimal) -> str:
    """A number without exponent or noughts at its end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
