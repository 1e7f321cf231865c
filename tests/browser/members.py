"""Build the three example books and print the digest of every member, as JSON.

`python members.py ROOT`: the same script on the desktop, with the native wheels blocked, and in
the browser's Python.
"""

# ruff: noqa: T201 - this script answers on standard output

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any

EXAMPLES = ("sjuharad-2026", "sjuharad-2022", "ovning")


def built(root: Path) -> dict[str, Any]:
    """Members (in the book's order, uncompressed) and seconds, by example."""
    sys.path.insert(0, str(root))
    start = time.perf_counter()
    from finsam_xl import compute_plan, read_plan, write_plan  # noqa: PLC0415 - after the path
    from finsam_xl.domain.names import Name  # noqa: PLC0415

    seconds = {"import": time.perf_counter() - start}
    books: dict[str, list[tuple[str, str]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for example in EXAMPLES:
            start = time.perf_counter()
            path = Path(folder) / f"{example}.xlsx"
            write_plan(path, compute_plan(read_plan(root / "workbooks" / f"{example}.toml")))
            seconds[example] = time.perf_counter() - start
            books[example] = members(path)
            write_plan(path, compute_plan(read_plan(path)))
            books[f"{example}, read back"] = members(path)
            changed = read_plan(path).changed({Name("association_name"): "Ett annat namn"})
            write_plan(path, compute_plan(changed))
            books[f"{example}, written anew"] = members(path)
    return {"python": sys.version.split()[0], "seconds": seconds, "books": books}


def members(book: Path) -> list[tuple[str, str]]:
    """Name and SHA-256 of every member."""
    with zipfile.ZipFile(book) as package:
        return [(member.filename, hashlib.sha256(package.read(member)).hexdigest())
                for member in package.infolist()]


if __name__ == "__main__":
    print(json.dumps(built(Path(sys.argv[1]))))
