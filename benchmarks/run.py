"""Measure finsam_xl against named peers in the same run, and print one Markdown table.

`python benchmarks/run.py`; ends with 0 whatever the numbers. See benchmarks/README.md.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from itertools import product, repeat
from pathlib import Path

from apportionment.methods import compute

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

from benchmarks import live_looks  # noqa: E402 - from this folder
from benchmarks.hosting import GOALS, host_pairs  # noqa: E402
from finsam_xl import compute_plan, municipal_shares, read_plan  # noqa: E402

PLAN = ROOT / "workbooks" / "sjuharad-2026.toml"
QUARTER_KR = 4_386_500
SJUHARAD = (9790, 114_895, 9507, 35_223, 10_675, 11_893, 24_974, 12_485)
OFFICE_PYTHON = "/usr/bin/python3"
PROCESS_RUNS, FIGURE_RUNS, SHARE_RUNS = 11, 31, 101
THREE_DIGITS = 100
ENTRY = "import sys; from finsam_xl.cli import run; sys.exit(run())"


@dataclass(frozen=True, slots=True)
class Row:
    """Two medians in seconds, side by side; where there is none to show, there is a reason."""

    what: str
    peer: str
    ours: float | None
    theirs: float | None
    goal: str
    limit: float | None
    missing: str = ""
    unit: str = "ms"

    def printed(self) -> str:
        """The row as Markdown."""
        if self.ours is None or self.theirs is None:
            return (f"| {self.what} | {self.peer} | {self.shown(self.ours)} | – | – | "
                    f"{self.goal} | not measured: {self.missing} |")
        ratio = self.ours / self.theirs
        met = "–" if self.limit is None else "yes" if ratio <= self.limit else "**no**"
        return (f"| {self.what} | {self.peer} | {self.shown(self.ours)} | "
                f"{self.shown(self.theirs)} | {ratio:.2f} | {self.goal} | {met} |")

    def shown(self, figure: float | None) -> str:
        """A figure with its unit: seconds become milliseconds."""
        if figure is None:
            return "–"
        return _ms(figure) if self.unit == "ms" else f"{figure:.0f} {self.unit}"


def _ms(seconds: float) -> str:
    thousandths = seconds * 1000
    return f"{thousandths:.0f} ms" if thousandths >= THREE_DIGITS else f"{thousandths:.3g} ms"


def seconds_of(action: Callable[[], object]) -> float:
    """How long one run takes, on the wall clock."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def medians(
    ours: Callable[[], object], theirs: Callable[[], object], runs: int
) -> tuple[float, float]:
    """Medians of both, run by turns after one run each that is not counted."""
    ours()
    theirs()
    pairs = [(seconds_of(ours), seconds_of(theirs)) for _ in repeat(None, runs)]
    return (statistics.median(each for each, _ in pairs),
            statistics.median(each for _, each in pairs))


class Processes:
    """Runs commands as fresh processes whose modules are compiled beforehand, ours and theirs."""

    def __init__(self, folder: Path) -> None:
        self.environment = {
            **{key: value for key, value in os.environ.items()
               if key != "PYTHONDONTWRITEBYTECODE"},
            "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        }
        script = shutil.which("finsam-xl", path=str(Path(sys.executable).parent))
        self.finsam_xl = [script] if script else [sys.executable, "-c", ENTRY]

    def run(self, command: Sequence[str | Path]) -> None:
        """Run one command; one that fails would be measured as very fast."""
        done = subprocess.run(command, check=False, capture_output=True,  # noqa: S603
                              env=self.environment)
        if done.returncode:
            raise SystemExit(done.stderr.decode(errors="replace"))


def plan_against_bare_writer(processes: Processes, folder: Path) -> Row:
    """Read, compute, prove and write a book; the peer only writes its cells."""
    book, out, peer = folder / "book.xlsx", folder / "out.xlsx", folder / "peer.xlsx"
    cells = folder / "cells"
    processes.run([*processes.finsam_xl, "new", book, "--example", "sjuharad-2026"])
    processes.run([sys.executable, HERE / "record_cells.py", PLAN, cells])

    def ours() -> None:
        out.unlink(missing_ok=True)
        processes.run([*processes.finsam_xl, "plan", book, "--out", out])

    def theirs() -> None:
        peer.unlink(missing_ok=True)
        processes.run([sys.executable, HERE / "bare_xlsxwriter.py", cells, peer])

    return Row("`finsam-xl plan`, a new process", "bare XlsxWriter script, the same cells",
               *medians(ours, theirs, PROCESS_RUNS), "≤ 2", 2)


def figures_against_office(folder: Path) -> Row:
    """All figures of the plan in process; the peer recalculates the book it holds open."""
    inputs = read_plan(PLAN)
    compute_plan(inputs)
    with _office(folder / "book.xlsx") as recalculated:
        seconds = [(seconds_of(lambda: compute_plan(inputs)), recalculated())
                   for _ in repeat(None, FIGURE_RUNS)]
    ours = statistics.median(each for each, _ in seconds)
    known = [each for _, each in seconds if each is not None]
    return Row("all figures, `compute_plan`", "warm LibreOffice, `calculateAll`", ours,
               statistics.median(known) if known else None, "< 1", 1, "no LibreOffice here")


@contextmanager
def _office(book: Path) -> Iterator[Callable[[], float | None]]:
    """Ask for one recalculation at a time; None where there is no LibreOffice."""
    if shutil.which("soffice") is None or not Path(OFFICE_PYTHON).exists():
        yield lambda: None
        return
    asked = [OFFICE_PYTHON, str(HERE / "recalculate.py"), str(book)]
    with subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE,  # noqa: S603
                          text=True, bufsize=1) as office:
        questions, answers = office.stdin, office.stdout
        if questions is None or answers is None or not answers.readline():
            yield lambda: None
            return

        def recalculated() -> float | None:
            questions.write("again\n")
            return float(answers.readline())

        yield recalculated
        questions.close()


def _office_version() -> str:
    office = shutil.which("soffice")
    if office is None:
        return "no LibreOffice"
    said = subprocess.run([office, "--version"], check=False, capture_output=True,  # noqa: S603
                          text=True).stdout
    return " ".join(said.split()[:2])


def help_against_bare_python(processes: Processes) -> Row:
    """The help text; the peer is a Python that does nothing."""
    return Row(
        "`finsam-xl --help`", "`python -c pass`",
        *medians(lambda: processes.run([*processes.finsam_xl, "--help"]),
                 lambda: processes.run([sys.executable, "-c", "pass"]), PROCESS_RUNS),
        "≤ 4", 4,
    )


def shares_against_apportionment(population: dict[str, int], *, exact: bool) -> Row:
    """The municipal quarter in whole kronor; the peer's names stand for its tie-breaking text."""
    people, codes = list(population.values()), list(population)

    def ours() -> list[int]:
        return list(municipal_shares(QUARTER_KR, population).values())

    def theirs() -> object:
        return compute(  # type: ignore[no-untyped-call] # apportionment has no types
            "largest_remainder", people, QUARTER_KR, fractions=exact, parties=codes)

    if ours() != theirs():
        print(f"apportionment divides otherwise among {len(people)}", file=sys.stderr)
    numbers = "fractions" if exact else "floats"
    return Row(f"`municipal_shares`, {len(people)} members",
               f"apportionment, largest remainder in {numbers}",
               *medians(ours, theirs, SHARE_RUNS), "–", None)


def hosts_against_openpyxl(processes: Processes, folder: Path) -> Iterator[Row]:
    """Attach and update, in time and in memory; the peer loads and saves the same workbook."""
    peer = "openpyxl, load and save"
    for pair in host_pairs(processes.finsam_xl, processes.environment, folder):
        time_goal, memory_goal = GOALS[pair.size]
        yield Row(pair.what, peer, pair.ours.seconds, pair.theirs.seconds,
                  f"≤ {time_goal:g}" if time_goal else "–", time_goal)
        yield Row(f"{pair.what}, memory", peer, pair.ours.megabytes, pair.theirs.megabytes,
                  "≤ 1/3" if memory_goal else "–", memory_goal, unit="MB")


def looks_against_the_host(folder: Path) -> Iterator[Row]:
    """A look at an open book after an edit; the peer is the host that recalculates it."""
    found = live_looks.looks(PLAN, folder)
    for members, goal in live_looks.GOALS.items():
        each = found[members]
        yield Row(f"a look of `live` after an edit, {members} members",
                  "that LibreOffice, `calculateAll`", each.look, each.recalculation,
                  f"≤ {goal}", goal, each.missing)
    few, *more = live_looks.GOALS
    for members, unit in product(more, ("blocks", "trips")):
        yield Row(f"{unit} of such a look, {members} members", f"the same, {few} members",
                  getattr(found[members], unit), getattr(found[few], unit), "≤ 1", 1,
                  found[members].missing or found[few].missing, unit)


def populations() -> tuple[dict[str, int], dict[str, int]]:
    """The eight of Sjuhärad, and as many as Sweden has, no two alike."""
    many = {f"{place:04d}": 2_400 + place * place * 11 for place in range(1, 291)}
    return {f"{place:04d}": people for place, people in enumerate(SJUHARAD, start=1)}, many


def main() -> None:
    """Measure everything and print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        processes = Processes(folder)
        rows = [plan_against_bare_writer(processes, folder), figures_against_office(folder),
                help_against_bare_python(processes), *hosts_against_openpyxl(processes, folder),
                *looks_against_the_host(folder)]
    rows += [shares_against_apportionment(population, exact=exact)
             for population in populations() for exact in (False, True)]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, "
          f"XlsxWriter {version('xlsxwriter')}, apportionment {version('apportionment')}, "
          f"openpyxl {version('openpyxl')} with lxml {version('lxml')}, {_office_version()}\n")
    print("| measured | against | median | peer's median | ratio | goal | met |")
    print("|---|---|---:|---:|---:|---|---|")
    for row in rows:
        print(row.printed())


if __name__ == "__main__":
    main()
