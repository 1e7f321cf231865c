"""Our sheets in a workbook of others: time and peak memory beside openpyxl's load and save."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from pathlib import Path

import xlsxwriter

from tests.hosts.typing import typed_into

HERE = Path(__file__).resolve().parent
RUNS = {"small": 7, "500 000 cells": 5}
GOALS = {"small": (None, None), "500 000 cells": (0.1, 1 / 3)}
_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: seconds on the wall clock, and megabytes at its peak."""

    seconds: float
    megabytes: float


def cost_of(command: Sequence[str | Path], environment: Mapping[str, str]) -> Cost:
    """Run a command to its end; one that fails would be measured as very fast."""
    weighed = subprocess.run([sys.executable, HERE / "weigh.py", *command],  # noqa: S603
                             check=False, capture_output=True, env=environment, text=True)
    if weighed.returncode:
        raise SystemExit(weighed.stderr)
    return Cost(*map(float, weighed.stdout.split()))


def budget(path: Path, cells: int) -> None:
    """A budget of so many cells on five sheets, a formula in every tenth."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        for number in range(1, 6):
            sheet = book.add_worksheet(f"Konto {number}")
            for row in range(cells // 5 // _COLUMNS):
                for column in range(_COLUMNS):
                    if column % 10 == 9:  # noqa: PLR2004 - the tenth
                        sheet.write_formula(row, column, f"=SUM(A{row + 1}:I{row + 1})", None, 1)
                    else:
                        sheet.write_number(row, column, row * 7 + column)


@dataclass(frozen=True, slots=True)
class Pair:
    """Ours and the peer's, each the median of runs by turns."""

    what: str
    ours: Cost
    theirs: Cost
    size: str


def paired(
    what: str, size: str, ours: Callable[[], Cost], theirs: Callable[[], Cost]
) -> Pair:
    """Run both by turns after one run each that is not counted."""
    ours()
    theirs()
    runs = [(ours(), theirs()) for _ in repeat(None, RUNS[size])]
    return Pair(what, _median([each for each, _ in runs]), _median([each for _, each in runs]),
                size)


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(statistics.median(each.seconds for each in costs),
                statistics.median(each.megabytes for each in costs))


def host_pairs(
    finsam_xl: Sequence[str | Path], environment: Mapping[str, str], folder: Path
) -> list[Pair]:
    """Attach and update, in a small budget and in one of half a million cells."""
    pairs = []
    for size, cells in (("small", 2_500), ("500 000 cells", 500_000)):
        host, with_ours = folder / f"{cells}.xlsx", folder / f"{cells}-ours.xlsx"
        copy, saved = folder / f"{cells}-copy.xlsx", folder / f"{cells}-saved.xlsx"
        budget(host, cells)

        def attach(host: Path = host, copy: Path = copy) -> Cost:
            shutil.copyfile(host, copy)
            return cost_of([*finsam_xl, "attach", copy, "--example", "sjuharad-2026",
                            "--no-backup"], environment)

        def update(with_ours: Path = with_ours, copy: Path = copy) -> Cost:
            copy.unlink(missing_ok=True)
            return cost_of([*finsam_xl, "plan", with_ours, "--out", copy], environment)

        def peer(book: Path, saved: Path = saved) -> Cost:
            return cost_of([sys.executable, HERE / "openpyxl_save.py", book, saved], environment)

        pairs.append(paired(f"`finsam-xl attach`, {size}", size, attach, partial(peer, host)))
        attach()
        with_ours.write_bytes(typed_into(copy.read_bytes(), {"fs_grant_2026": 8774}))
        pairs.append(paired(f"`finsam-xl plan` there, {size}", size, update,
                            partial(peer, with_ours)))
    return pairs
