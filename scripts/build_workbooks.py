"""Builds the example books in workbooks/ from their inputs, and prints each as text."""

from __future__ import annotations

from pathlib import Path

from finsam_xl.plans import EXAMPLES, compute_plan, draft_plan, example
from finsam_xl.proof.agreement import prove
from finsam_xl.proof.engines import Formualizer
from finsam_xl.proof.printed import book_as_text

WORKBOOKS = Path(__file__).parent.parent / "workbooks"


def main() -> None:
    """Build, prove and print every example."""
    for name in EXAMPLES:
        proven = draft_plan(compute_plan(example(name)))
        package = proven.package
        cells = prove(proven.draft, package, Formualizer())
        path = WORKBOOKS / f"{name}.xlsx"
        path.write_bytes(package)
        (WORKBOOKS / f"{name}.txt").write_text(book_as_text(path), encoding="utf-8")
        print(f"{path.name}: {cells} formula cells proven")


if __name__ == "__main__":
    main()
