"""A comparison as JSON: whole kronor, null where not known, every list whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from finsam_xl.comparing.comparison import Comparison
from finsam_xl.comparing.moved import Moved
from finsam_xl.comparing.numbers import tenths
from finsam_xl.comparing.sides import Side
from finsam_xl.comparing.splitting import Row, Split
from finsam_xl.comparing.typed import Input


def comparison_report(found: Comparison) -> dict[str, Any]:
    """Everything that a comparison says, in the manner of the other verbs."""
    shape, members = found.shape, found.new.inputs.municipalities + found.old.inputs.municipalities
    names = {each.code: each.name for each in reversed(members)}
    return {
        "ok": True, "differs": found.differs, "unit": "kr",
        "old": _side(found.old), "new": _side(found.new), "renamed": found.renamed,
        "inputs": [_input(each) for each in found.inputs],
        "log": [{"date": line.day.isoformat() if line.day else None, "author": line.author,
                 "what": line.what, "why": line.why} for line in found.log],
        "figures": [_figure(each) for each in found.figures],
        "figures_added": [_only(each) for each in found.figures_added],
        "figures_removed": [_only(each) for each in found.figures_removed],
        "splits": [_split(each) for each in found.splits],
        "formulas": {"compared_by": "cell" if found.laid_out_alike else "name", "changed": [
            {"place": each.place, "name": each.name or None, "old": each.old, "new": each.new}
            for each in found.formulas]},
        "sheets": {"added": list(shape.sheets_added), "removed": list(shape.sheets_removed),
                   "renamed": [{"old": was, "new": now} for was, now in shape.sheets_renamed]},
        "members": {"added": _members(shape.members_added, names),
                    "removed": _members(shape.members_removed, names)},
        "checks": [{"id": each.id, "place": each.place, "old": each.old, "new": each.new,
                    "message": each.message} for each in found.checks],
    }


def _side(side: Side) -> dict[str, Any]:
    return {"path": str(side.path), "association": side.inputs.text("association_name"),
            "scenario": side.proven.plan.scenario, "budget_year": side.inputs.budget_year,
            "fingerprint": side.proven.draft.properties["fingerprint"]}


def _input(each: Input) -> dict[str, Any]:
    return {"name": each.name, "label": each.label, "place": each.place, "kind": each.kind,
            "unit": each.unit or None, "old": each.old if each.kind != "added" else None,
            "new": each.new if each.kind != "removed" else None}


def _figure(each: Moved) -> dict[str, Any]:
    share = each.per_cent
    return {"name": each.name, "label": each.label, "place": each.place, "unit": each.unit,
            "year": each.year, "old": each.old, "new": each.new, "change": each.change,
            "per_cent": None if share is None else tenths(share) / 10,
            "moved_by": list(each.inputs)}


def _only(each: Moved) -> dict[str, Any]:
    return {"name": each.name, "label": each.label, "place": each.place, "unit": each.unit,
            "year": each.year, "value": each.old if each.new is None else each.new,
            "moved_by": list(each.inputs)}


def _split(split: Split) -> dict[str, Any]:
    return {
        "kind": split.kind,
        **{key: {"year": each.year, "total": each.total, "stated": each.stated}
           for key, each in (("old", split.before), ("new", split.now))},
        "members": [{"code": row.code, "name": row.name, **_row(row)} for row in split.rows],
        "sums": _row(split.sums),
    }


def _row(row: Row) -> dict[str, Any]:
    return {"old": row.before, "new": row.now, "change": row.change, "total": row.total,
            "population": row.population, "rounding": row.rounding}


def _members(codes: Sequence[str], names: dict[str, str]) -> list[dict[str, str]]:
    return [{"code": code, "name": names[code]} for code in codes]
