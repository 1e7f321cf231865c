"""Gives finsam-xl spoiled workbooks for some minutes and tells how it took them.

    .venv/bin/python scripts/fuzz.py MINUTES [--seed N] [--keep FOLDER]

A finding is an exit code other than 0, 1 and 2, a hang, a changed original on refusal, debris in
the folder, or a result that is less sound than what came in. Run from the repository.
"""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from finsam_xl.cli import main as finsam_xl  # noqa: E402 - after the path
from tests.hosting.quick import put_in  # noqa: E402
from tests.hosts.kinds import KINDS  # noqa: E402
from tests.hosts.mutations import spoiled  # noqa: E402
from tests.hosts.rich import rich_book  # noqa: E402
from tests.hosts.sound import sound  # noqa: E402

HANG = 30
COMMANDS = (("plan", "--no-backup"), ("attach", "--example", "ovning", "--no-backup"),
            ("detach", "--no-backup"), ("check",), ("names",), ("plan", "--json"))
WRITING = ("plan", "attach", "detach")


class Hang(BaseException):
    """A command that did not come back."""


@contextlib.contextmanager
def watched() -> Iterator[None]:
    """Ends what does not end by itself."""
    def ring(number: int, frame: object) -> None:
        raise Hang(number, frame)

    signal.signal(signal.SIGALRM, ring)
    signal.alarm(HANG)
    try:
        yield
    finally:
        signal.alarm(0)


def books() -> dict[str, bytes]:
    """What is spoiled: our book alone, in hosts, and hosts yet without our sheets."""
    own = (ROOT / "workbooks" / "sjuharad-2026.xlsx").read_bytes()
    return {"own": own, "in rich": put_in(rich_book()), "in small": put_in(KINDS["small"]()),
            "in prefixed": put_in(KINDS["prefixed"]()), "rich": rich_book(),
            "small": KINDS["small"]()}


def tried(path: Path, content: bytes, words: tuple[str, ...]) -> tuple[int, str]:
    """Give one workbook to one command; returns the exit code and the finding, if it is one."""
    path.write_bytes(content)
    verb, *options = words
    said = StringIO()
    try:
        with watched(), contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = finsam_xl([verb, str(path), *options])
    except Hang:
        return -1, "hang"
    except BaseException as fault:  # noqa: BLE001 - whatever comes out is what is looked for
        return -2, f"escaped: {type(fault).__name__}: {fault}"
    after = path.read_bytes()
    if code not in (0, 1, 2):
        lines = [line for line in said.getvalue().splitlines() if line.strip()]
        return code, "fault: " + " | ".join(lines[-4:])[:600]
    left = [each.name for each in path.parent.iterdir()
            if each != path and ".before-" not in each.name]
    if left:
        return code, f"debris: {left}"
    if after != content and (code == 2 or verb not in WRITING):  # noqa: PLR2004
        return code, "changed though refused"
    return code, worse(content, after) if after != content else ""


def worse(before: bytes, after: bytes) -> str:
    """What is less sound in what came out than in what came in."""
    try:
        known = set(sound(before))
    except Exception:  # noqa: BLE001 - the judge itself cannot read what was spoiled
        return ""
    if known:
        return ""
    try:
        new = [fault for fault in sound(after) if fault not in known]
    except Exception as fault:  # noqa: BLE001
        return f"unsound: {fault!r}"
    return f"unsound: {new[:3]}" if new else ""


def run(minutes: float, seed: int, keep: Path | None) -> int:
    """Spoil, try and count until the time is up."""
    codes: Counter[tuple[str, int]] = Counter()
    findings: Counter[str] = Counter()
    sources = books()
    until, tries = time.monotonic() + minutes * 60, 0
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < until:
            number = seed + tries
            name = list(sources)[number % len(sources)]
            words = COMMANDS[number // len(sources) % len(COMMANDS)]
            kind, content = spoiled(sources[name], number)
            path = Path(folder) / "bok.xlsx"
            code, finding = tried(path, content, words)
            codes[words[0], code] += 1
            tries += 1
            if finding:
                findings[finding[:90]] += 1
                print(f"seed {number}: {kind}, {name}, {' '.join(words)}: {finding}", flush=True)
                if keep is not None:
                    keep.mkdir(parents=True, exist_ok=True)
                    (keep / f"{number}.xlsx").write_bytes(content)
                for each in path.parent.iterdir():
                    each.unlink()
    print(f"\n{tries} spoiled workbooks in {minutes:g} minutes, seeds {seed} to {seed + tries - 1}")
    for (verb, code), count in sorted(codes.items()):
        print(f"  {verb:<8} exit {code:>2}: {count}")
    print(f"{sum(findings.values())} findings")
    for finding, count in findings.most_common():
        print(f"  {count:>5}  {finding}")
    return 1 if findings else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("minutes", type=float)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    sys.exit(run(asked.minutes, asked.seed, asked.keep))
