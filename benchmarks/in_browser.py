"""Measure the page in a headless browser against bare Pyodide and the desktop's Python.

`python benchmarks/in_browser.py`; prints one Markdown table. See benchmarks/README.md.
"""

from __future__ import annotations

import gzip
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

from finsam_xl.errors import FinsamError  # noqa: E402
from finsam_xl.live.hosts import host_for  # noqa: E402
from finsam_xl.web.asked import Page  # noqa: E402 - from this folder
from finsam_xl.web.bridge import answered  # noqa: E402
from finsam_xl.web.building import build  # noqa: E402
from finsam_xl.web.serving import LOOPBACK, server  # noqa: E402
from tests.browser.office_host.host import OpenWorkbook  # noqa: E402
from tests.browser.office_host.serving import served as served_with_host  # noqa: E402

BOOK = ROOT / "workbooks" / "sjuharad-2026.xlsx"
NODE_MODULES = ROOT / "tests" / "browser"
RUNS = 3
AMOUNTS = ("8 600", "8 700", "8 650", "8 720", "8 610")
BARE = """import { loadPyodide } from "./pyodide/pyodide.mjs";
const python = await loadPyodide({ indexURL: new URL("./pyodide/", import.meta.url).href });
document.body.dataset.ready = python.runPython("1 + 1");
"""


def main() -> int:
    """Build, serve, measure, print."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    node, npm = shutil.which("node"), shutil.which("npm")
    if chromium is None or node is None or npm is None:
        print("Not measured: chromium, node or npm is missing.")
        return 0
    if not (NODE_MODULES / "node_modules").is_dir():
        subprocess.run([npm, "ci", "--loglevel=error"], check=True,  # noqa: S603 - what is locked
                       cwd=NODE_MODULES)
    with tempfile.TemporaryDirectory() as folder:
        site, bare = Path(folder) / "site", Path(folder) / "bare"
        build(site)
        shutil.copytree(site / "pyodide", bare / "pyodide")
        (bare / "build.json").write_text("{}", encoding="utf-8")
        (bare / "bare.js").write_text(BARE, encoding="utf-8")
        (bare / "index.html").write_text(
            '<!doctype html><title>bare</title><body><p>bare</p>'
            '<script type="module" src="bare.js"></script>', encoding="utf-8")
        with served(site) as ours, served(bare) as theirs, pane(site, Path(folder)) as hosted:
            done = subprocess.run(  # noqa: S603 - our own script
                [node, str(HERE / "in_browser.mjs"), chromium, ours, theirs, str(BOOK),
                 str(RUNS), *hosted], check=True, capture_output=True, text=True,
                cwd=NODE_MODULES)
        print(table(json.loads(done.stdout), desktop_edits(), sizes(site), sizes(bare / "pyodide")))
    return 0


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on loopback while it is needed."""
    with server(folder, 0) as serving:
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        try:
            yield f"http://{LOOPBACK}:{serving.server_port}/"
        finally:
            serving.shutdown()
            thread.join()


@contextmanager
def pane(site: Path, folder: Path) -> Iterator[tuple[str, ...]]:
    """The site with the book open in LibreOffice behind it; nothing where that is missing."""
    try:
        host = host_for(folder / "none.xlsx", hidden=True)
    except FinsamError as missing:
        print(f"The pane is not measured: {missing}")
        yield ()
        return
    try:
        with served_with_host(site, OpenWorkbook(BOOK, folder, host)) as address:
            yield address, str(NODE_MODULES / "office_host" / "office.js")
    finally:
        host.end()


def desktop_edits() -> list[float]:
    """The same question, put to the same bridge in the desktop's Python; milliseconds."""
    page, seconds = Page(), []
    answered(page, {"call": "open", "name": BOOK.name}, [BOOK.read_bytes()], "sv")
    for amount in AMOUNTS * RUNS:
        asked = {"call": "change", "changes": [{"name": "fs_grant_2026", "value": amount}]}
        start = time.perf_counter()
        answered(page, asked, [], "sv")
        seconds.append(time.perf_counter() - start)
    return [each * 1000 for each in seconds]


def sizes(folder: Path) -> tuple[float, float]:
    """Megabytes of a folder's files, as they are and as a web server sends them."""
    contents = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return (sum(map(len, contents)) / 1e6,
            sum(len(gzip.compress(content, 6)) for content in contents) / 1e6)


def table(
    seen: dict[str, list[float]], desktop: list[float], ours: tuple[float, float],
    pyodide: tuple[float, float],
) -> str:
    """One Markdown table, medians."""
    median = {key: statistics.median(values) for key, values in seen.items()}
    edit = statistics.median(desktop)
    rows = (
        ("something is painted, cold", "–", median["painted"], None, "ms"),
        ("cold start, until a book can be opened", "bare Pyodide, until it answers",
         median["cold"], median["bareCold"], "ms"),
        ("warm start, out of the service worker", "bare Pyodide, out of the browser's cache",
         median["warm"], median["bareWarm"], "ms"),
        ("a grant is typed, until the page shows the new figures",
         "the same question in the desktop's Python", median["edits"], edit, "ms"),
        *((("in the pane: typed there, until it stands in the sheet; beside LibreOffice's own time",
            "the same question in the desktop's Python", median["typed"], edit, "ms"),
           ("in the sheet: typed there, until the pane shows what it comes to; likewise",
            "the same question in the desktop's Python", median["shown"], edit, "ms"))
          if "typed" in median else ()),
        ("memory of the tab, with the 2026 book", "bare Pyodide", median["memory"],
         median["bareMemory"], "MB"),
        ("size shipped", "Pyodide alone", ours[0], pyodide[0], "MB"),
        ("size sent, gzip", "Pyodide alone", ours[1], pyodide[1], "MB"),
    )
    lines = ["| measured | against | median | peer's median | ratio |", "|---|---|---:|---:|---:|"]
    for what, peer, value, other, unit in rows:
        ratio = "–" if other is None else f"{value / other:.2f}"
        told = "–" if other is None else f"{other:.3g} {unit}"
        lines.append(f"| {what} | {peer} | {value:.4g} {unit} | {told} | {ratio} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
