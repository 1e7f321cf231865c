"""The three example books, built on the desktop and in the browser's Python: are they the same?

`python compare.py` after `npm ci` here. Prints a table; ends with 1 where a member differs.
"""

# ruff: noqa: T201 - a check prints what it found

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PURE = ("xlsxwriter", "openpyxl", "et_xmlfile")


def pure_packages(folder: Path) -> None:
    """Copy the pure Python packages that are installed here: the browser gets no others."""
    for name in PURE:
        found = find_spec(name)
        if found is None or not found.submodule_search_locations:
            message = f"{name} is not installed"
            raise SystemExit(message)
        shutil.copytree(next(iter(found.submodule_search_locations)), folder / name,
                        ignore=shutil.ignore_patterns("__pycache__", "*.so", "*.pyd"))


def printed(command: list[str]) -> dict[str, Any]:
    """What a command prints last, as JSON."""
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True,  # noqa: S603
                          cwd=HERE)
    if done.returncode:
        raise SystemExit(done.returncode)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def differences(desktop: dict[str, Any], browser: dict[str, Any]) -> list[str]:
    """The members that are not the same, or not in the same order."""
    found = []
    for book, wanted in desktop["books"].items():
        built = browser["books"][book]
        if [name for name, _ in wanted] != [name for name, _ in built]:
            found.append(f"{book}: other members, or another order")
        digests = dict(built)
        found += [f"{book}: {name}" for name, digest in wanted if digests.get(name) != digest]
    return found


def proved(node: str) -> list[str]:
    """Cells of the examples in which ironcalc's WebAssembly comes to something else.

    One that is told a false value must be found, or the proof proves nothing.
    """
    sys.path.insert(0, str(ROOT))
    from finsam_xl.web.bridge import answer  # noqa: PLC0415 - after the path

    found, compared = [], 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "proof.json"
        for book in sorted((ROOT / "workbooks").glob("*.xlsx")):
            answer(json.dumps({"call": "open", "name": book.name}), [book.read_bytes()])
            proof = json.loads(answer(json.dumps({"call": "proof"}))[0])
            proof["cells"].append({**proof["cells"][-1], "expected": "false", "cell": "false"})
            path.write_text(json.dumps(proof), encoding="utf-8")
            told = printed([node, "proving.mjs", str(path)])
            compared += told["compared"] - 1
            cells = [f"{book.name}: {each['sheet']}!{each['cell']}" for each in told["differing"]]
            found += cells[:-1] if cells and cells[-1].endswith("!false") else [
                *cells, f"{book.name}: a false value was not found"]
    print(f"{compared - len(found)} of {compared} formulas come to the same in WebAssembly")
    return found


def main() -> int:
    """Build on both, compare, prove, and say how long it took."""
    node = shutil.which("node") or "node"
    desktop = printed([sys.executable, "members.py", str(ROOT)])
    with tempfile.TemporaryDirectory() as packages:
        pure_packages(Path(packages))
        browser = printed([node, "build.mjs", str(ROOT), packages])
    print(f"Pyodide {browser['pyodide']} (Python {browser['python']}), started in "
          f"{browser['started']:.1f} s; desktop Python {desktop['python']}\n")
    print("| seconds | desktop | browser |\n|---|---:|---:|")
    for what, taken in desktop["seconds"].items():
        print(f"| {what} | {taken:.2f} | {browser['seconds'][what]:.2f} |")
    differing = differences(desktop, browser)
    members = sum(len(book) for book in desktop["books"].values())
    print(f"\n{members - len(differing)} of {members} members are the same")
    differing += proved(node)
    for each in differing[:20]:
        print(f"differs: {each}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
