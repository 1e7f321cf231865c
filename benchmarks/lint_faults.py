"""Count the seeded faults that `lint` and spreadsheet-auditor find, and what they find beside them.

`python benchmarks/lint_faults.py`; prints one Markdown table. See benchmarks/README.md.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

from tests.linting.seeded import SEEDS, clean_book, seeded_book  # noqa: E402 - from this folder

LINT = [sys.executable, "-m", "finsam_xl.cli", "lint"]
AUDITOR = [str(Path(sys.executable).parent / "spreadsheet-auditor")]
FOLLOWING = {"Kalkyl!B5", "Kalkyl!B31"}
"""Cells that a seed spoils as well: a text copied, and the circle's other cell."""
SECONDS = 300

GRAVE = ("error", "warning")
Placed = list[tuple[str, str]]
"""Where each finding stands, and how grave it is."""
Examine = Callable[[Path, Path], Placed]


def by_lint(book: Path, report: Path) -> Placed:
    """What `lint` finds."""
    subprocess.run([*LINT, str(book), "--sarif", str(report)], check=False,  # noqa: S603
                   capture_output=True, cwd=ROOT, timeout=SECONDS)
    return places(report)


def by_auditor(book: Path, report: Path) -> Placed:
    """What spreadsheet-auditor finds."""
    subprocess.run([*AUDITOR, str(book), "--format", "sarif", "--out", str(report), "--quiet"],  # noqa: S603
                   check=False, capture_output=True, cwd=report.parent, timeout=SECONDS)
    return places(report)


def places(report: Path) -> Placed:
    """Where a SARIF report has findings; nothing where that is the whole book."""
    runs = json.loads(report.read_text(encoding="utf-8"))["runs"]
    return [
        ("".join(found.get("fullyQualifiedName") or found.get("name") or ""
                 for place in result["locations"] for found in place.get("logicalLocations", [])),
         result["level"])
        for run in runs for result in run["results"]
    ]


def main() -> None:
    """One row for each examiner."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seeded, clean = folder / "seeded.xlsx", folder / "clean.xlsx"
        seeded.write_bytes(seeded_book())
        clean.write_bytes(clean_book())
        sound = [clean, *sorted((ROOT / "workbooks").glob("*.xlsx"))]
        print("| examiner | seeded faults found | beside them | in sound books |")
        print("|---|---:|---:|---:|")
        row("`finsam-xl lint`", by_lint, seeded, sound)
        row("spreadsheet-auditor", by_auditor, seeded, sound)


def row(title: str, examine: Examine, seeded: Path, sound: list[Path]) -> None:
    """Count a seed as found if anything is told of its place, whatever it says.

    Beside the seeds, and in sound books, only errors and warnings count.
    """
    report = seeded.with_suffix(".sarif")
    found = examine(seeded, report)
    told, seeds = {place for place, _ in found}, [seed.place for seed in SEEDS]
    hits = sum(place in told for place in seeds)
    beside = sum(level in GRAVE and place not in {*seeds, *FOLLOWING} for place, level in found)
    alarms = sum(level in GRAVE for book in sound for _, level in examine(book, report))
    print(f"| {title} | {hits} of {len(seeds)} | {beside} | {alarms} |")


if __name__ == "__main__":
    main()
