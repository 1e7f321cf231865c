"""A plan file: the inputs of a plan as reviewable text (TOML), under the names of the book."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from finsam_xl.domain.names import Name, slot
from finsam_xl.errors import BookError, InputError
from finsam_xl.inputs.raw import RawCell

Table = Mapping[str, Any]
_MORE = {"activity": ("amount",), "administration": ("amount",),
         "scenario": ("grant", "cost_change", "change")}
_PARTS = frozenset((
    "budget_year", "notes", "signatures", "association", "decision", "limits", "rule_notes",
    "year", "municipality", "population", "stated", "printed", "printed_share", "printed_sums",
    "activity", "administration", "ceiling", "change", "scenario", "shown",
))
_CHANGE = ("activity", "administration", "year", "amount", "participants")
NOTES = ("date", "status", "source", "comment")
SINGLE = {
    "association": {"name": "association_name", "organisation_number": "organisation_number",
                    "region": "region_name", "joint": "joint_name"},
    "decision": {"paragraph": "decision_paragraph", "date": "decision_date",
                 "status": "decision_status"},
}
ROWS = {
    "activity": ("activity", ("name", "kind", "category", "host", "beneficiary", "base",
                              "participants", "weight", "funding", "comment")),
    "administration": ("administration", ("name", "comment")),
    "ceiling": ("ceiling", ("income", "equity", "percent", "source", "date")),
    "change": ("change", ("date", "author", "what", "why")),
    "scenario": ("scenario", ("name", "reason")),
    "municipality": ("municipality", ("code", "name", "comment")),
}


@dataclass
class PlanFile:
    """A plan file taken apart into cells, each with its place in the file."""

    title: str
    cells: dict[Name, RawCell] = field(default_factory=dict)

    def put(self, name: Name, value: object, where: str) -> None:
        """Keep a value under its name."""
        content: Decimal | str | bool | None
        if isinstance(value, (bool, Decimal)):
            content = value
        elif isinstance(value, int):
            content = Decimal(value)
        elif isinstance(value, date):
            content = value.isoformat()
        else:
            content = None if value is None else str(value)
        self.cells[name] = RawCell(f"{self.title} [{where}]", content)

    def noted(self, quantity: str, year: int | None, value: object, where: str) -> None:
        """Keep a value with its date, status, source and comment."""
        if not isinstance(value, dict):
            self.put(Name(quantity, year=year), value, where)
            return
        for key in value:
            if key != "value" and key not in NOTES:
                raise InputError("plan_file_unknown", place=f"{self.title} [{where}]", what=key)
        if "value" in value:
            self.put(Name(quantity, year=year), value["value"], where)
        for note in NOTES:
            if note in value:
                self.put(Name(f"{quantity}_{note}", year=year), value[note], where)


def read_plan_file(path: Path) -> dict[Name, RawCell]:
    """The cells of a plan file, by name; population by row and date column."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except FileNotFoundError:
        raise BookError("file_missing", place=str(path)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise InputError("plan_file_broken", place=path.name, what=fault) from fault
    try:
        return cells_of(table, path.name)
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        raise InputError("plan_file_broken", place=path.name, what=repr(fault)) from fault


def cells_of(table: Table, title: str) -> dict[Name, RawCell]:
    """The cells of a plan file already parsed."""
    file = PlanFile(title)
    for part in table:
        if part not in _PARTS:
            raise InputError("plan_file_unknown", place=title, what=part)
    file.put(Name("budget_year"), table["budget_year"], "budget_year")
    if "shown" in table:
        file.put(Name("scenario_chosen"), table["shown"], "shown")
    for part, keys in SINGLE.items():
        for key, value in table.get(part, {}).items():
            file.put(Name(keys[key]), value, part)
    for number, line in enumerate(table.get("notes", ()), start=1):
        file.put(Name("plan_note", slot(number)), line, "notes")
    for number, line in enumerate(table.get("signatures", ()), start=1):
        file.put(Name("signature", slot(number)), line, "signatures")
    for key, value in table.get("limits", {}).items():
        file.noted(key, None, value, "limits")
    for key, value in table.get("rule_notes", {}).items():
        file.noted(key, None, value, "rule_notes")
    _years(file, table)
    _members(file, table)
    _rows(file, table)
    _population(file, table)
    _refuse_other_years(file, int(table["budget_year"]))
    return file.cells


def _refuse_other_years(file: PlanFile, budget_year: int) -> None:
    for name, cell in file.cells.items():
        if name.year is not None and not budget_year - 1 <= name.year <= budget_year + 2:
            raise InputError("plan_file_unknown", place=cell.place, what=name.year)


def _years(file: PlanFile, table: Table) -> None:
    for year_table in table.get("year", ()):
        year = int(year_table["year"])
        for key, value in year_table.items():
            if key != "year":
                file.noted(key, year, value, f"year {year}")


def _members(file: PlanFile, table: Table) -> None:
    for quantity in ("stated", "printed"):
        for year, amounts in table.get(quantity, {}).items():
            for member, amount in amounts.items():
                file.put(Name(quantity, member, int(year)), amount, f"{quantity}.{year}")
    for member, share in table.get("printed_share", {}).items():
        file.put(Name("printed_share", member), share, "printed_share")
    for year, sums in table.get("printed_sums", {}).items():
        for key, amount in sums.items():
            file.put(Name(f"printed_{key}", year=int(year)), amount, f"printed_sums.{year}")


def _rows(file: PlanFile, table: Table) -> None:
    for part, (prefix, columns) in ROWS.items():
        for number, row in enumerate(table.get(part, ()), start=1):
            where = f"{part} {number}"
            for key in row:
                if key not in columns and key not in _MORE.get(part, ()):
                    raise InputError("plan_file_unknown", place=f"{file.title} [{where}]", what=key)
            for column in columns:
                if column in row:
                    file.put(Name(f"{prefix}_{column}", slot(number)), row[column], where)
            for year, amount in row.get("amount", {}).items():
                file.put(Name(f"{prefix}_amount", slot(number), int(year)), amount, where)
            for change in row.get("change", ()):
                _refuse_other_keys(change, f"{file.title} [{where}]")
            for name, value in _overrides(number, row):
                file.put(name, value, where)


def _overrides(number: int, row: Table) -> Iterator[tuple[Name, object]]:
    for quantity in ("grant", "cost_change"):
        for year, value in row.get(quantity, {}).items():
            yield Name(f"scenario_{quantity}", slot(number), int(year)), value
    for change in row.get("change", ()):
        quantity = "activity" if "activity" in change else "administration"
        member = f"{slot(number)}_{slot(change[quantity])}"
        if "participants" in change:
            yield Name(f"scenario_{quantity}_participants", member), change["participants"]
        if "participants" not in change or "year" in change or "amount" in change:
            yield Name(f"scenario_{quantity}_amount", member, change["year"]), change["amount"]


def _refuse_other_keys(change: Table, place: str) -> None:
    for key in change:
        if key not in _CHANGE:
            raise InputError("plan_file_unknown", place=place, what=key)


def _population(file: PlanFile, table: Table) -> None:
    rows = {str(each["code"]): row for row, each in enumerate(table["municipality"], start=1)}
    for number, counted in enumerate(table.get("population", ()), start=1):
        where = f"population {number}"
        for column in ("date", "source", "published"):
            if column in counted:
                file.put(Name(f"population_{column}", slot(number)), counted[column], where)
        for code, people in counted.get("people", {}).items():
            name = Name("population", f"row_{slot(rows[code])}", day=f"date_{slot(number)}")
            file.put(name, people, where)
