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
            start = time.perf_counter()
            books[f"{example}, on the page"] = paged(path)
            seconds[f"{example}, on the page"] = time.perf_counter() - start
    return {"python": sys.version.split()[0], "seconds": seconds, "books": books}


def paged(book: Path) -> list[tuple[str, str]]:
    """A book opened, changed, looked at and saved as the page does: every reply and member."""
    from finsam_xl.web.bridge import answer  # noqa: PLC0415 - after the path

    told, saved = [], b""
    opened = json.loads(answer(json.dumps({"call": "open"}), [book.read_bytes()])[0])
    amount = next(each["name"] for each in opened["inputs"]
                  if each["quantity"] == "activity_amount" and each["value"])
    changes = [{"name": amount, "value": "1 234,5"}]
    for call in ({"call": "open", "name": "plan.xlsx"}, {"call": "change", "changes": changes},
                 {"call": "keep", "name": "Mer", "reason": "prov", "signature": "AA",
                  "today": "2026-02-03"}, {"call": "sheet", "title": "Översikt"},
                 {"call": "explain", "cell": "Översikt!B10"}, {"call": "verify"},
                 {"call": "save"}):
        reply, files = answer(json.dumps(call), [book.read_bytes()])
        assert json.loads(reply)["ok"], reply
        told.append((str(call["call"]), _digest(reply.encode())))
        saved = files[0] if files else saved
    book.write_bytes(saved)
    return [*told, ("the file", _digest(saved)), *members(book)]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def members(book: Path) -> list[tuple[str, str]]:
    """Name and SHA-256 of every member."""
    with zipfile.ZipFile(book) as package:
        return [(member.filename, _digest(package.read(member)))
                for member in package.infolist()]


if __name__ == "__main__":
    print(json.dumps(built(Path(sys.argv[1]))))
