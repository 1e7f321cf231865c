"""A look at a book that is open in LibreOffice, beside the host's own recalculation of it."""

from __future__ import annotations

import shutil
import statistics
import time
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from finsam_xl.domain.municipalities import municipality_names
from finsam_xl.domain.plan import FinancingPlan
from finsam_xl.errors import BookError
from finsam_xl.hosting import write_plan
from finsam_xl.inputs.plan_file import cells_of
from finsam_xl.live.hosts import Host, host_for
from finsam_xl.live.session import Session
from finsam_xl.plans import compute_plan, from_cells

RUNS = {8: 21, 99: 7, 290: 5}
GOALS = {8: 1, 99: 3, 290: 3}
_EDITED, _FIRST_AMOUNT = "fs_grant_2026", 8_774
_OF_MEMBERS = ("stated", "printed", "printed_share", "printed_sums")


@dataclass(frozen=True, slots=True)
class Looks:
    """Medians in seconds of a look and of a recalculation by turns, and what a look asked for.

    `blocks` are the ranges read and written, `trips` every question that the host answered;
    `missing` is why there is nothing to tell.
    """

    look: float | None = None
    recalculation: float | None = None
    blocks: int | None = None
    trips: int | None = None
    missing: str = ""


def looks(plan: Path, folder: Path) -> dict[int, Looks]:
    """Looks at few members and at many; without a LibreOffice to talk to each says so."""
    absent = dict.fromkeys(RUNS, Looks(missing="no LibreOffice here"))
    if shutil.which("soffice") is None:
        return absent
    try:
        host = host_for(folder / "none.xlsx", hidden=True)
    except BookError:
        return absent
    try:
        return {members: _looked(host, folder / f"live-{members}.xlsx", members, runs, plan)
                for members, runs in RUNS.items()}
    finally:
        host.end()


def plan_of(plan: Path, members: int) -> FinancingPlan:
    """The plan of a plan file, or the same with as many of Sweden's municipalities as members."""
    table = tomllib.loads(plan.read_text(encoding="utf-8"), parse_float=Decimal)
    if members != len(table["municipality"]):
        table = _with_municipalities(table, members)
    return compute_plan(from_cells(cells_of(table, plan.name), "sv").inputs)


def _with_municipalities(table: Mapping[str, Any], members: int) -> dict[str, Any]:
    """The same plan with more of Sweden's municipalities, no two with as many people.

    What was printed for the members of before says nothing of these, and is left out.
    """
    known = {each["code"]: each["name"] for each in table["municipality"]} | municipality_names()
    chosen = list(known.items())[:members]
    years = [year for year in table["year"] if year["basis"] != "stated"]
    people = {code: 2_400 + place * place * 11 for place, (code, _) in enumerate(chosen, start=1)}
    return {
        **{key: value for key, value in table.items() if key not in _OF_MEMBERS},
        "year": years,
        "municipality": [{"code": code, "name": name} for code, name in chosen],
        "population": [{**counted, "people": people} for counted in table["population"]],
    }


def _looked(host: Host, path: Path, members: int, runs: int, plan: Path) -> Looks:
    """Type one amount through the host, look, recalculate; by turns, the first not counted."""
    write_plan(path, plan_of(plan, members))
    session = Session(path, host, "sv")
    if session.looked.fault is not None or session.looked.differs:
        session.book.host.close()
        return Looks(missing="the open book is not understood as the plan that was written")
    title, at = session.book.names[_EDITED]
    cell = session.book.host.sheets[title].range((at[0] + 1, at[1] + 1))
    timed = []
    for amount in range(_FIRST_AMOUNT, _FIRST_AMOUNT + runs + 1):
        cell.value = amount
        before = _counted(session)
        look = _seconds_of_look(session)
        blocks, trips = (now - then for now, then in zip(_counted(session), before, strict=True))
        timed.append((look, _seconds_of_recalculation(session)))
    session.book.host.close()
    look, recalculation = (statistics.median(each) for each in zip(*timed[1:], strict=True))
    return Looks(look, recalculation, blocks, trips)


def _counted(session: Session) -> tuple[int, int]:
    return session.book.reads + session.book.writes, session.host.app.impl.trips


def _seconds_of_look(session: Session) -> float:
    start = time.perf_counter()
    looked = session.look()
    seconds = time.perf_counter() - start
    if looked is None or looked.fault is not None or looked.differs:
        message = "a look that saw no edit, or another plan, would be measured as very fast"
        raise SystemExit(message)
    return seconds


def _seconds_of_recalculation(session: Session) -> float:
    start = time.perf_counter()
    session.host.app.calculate()
    return time.perf_counter() - start
