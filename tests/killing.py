"""A program that writes a book over and over and dies where it is told to, by SIGKILL.

It is run by test_killed.py, takes one order a line and answers each by one line, both JSON. Every
order is obeyed by a fork, so that what must be imported and computed is so once.
"""

from __future__ import annotations

import fcntl
import gc
import json
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import redirect_stderr
from functools import partial
from pathlib import Path
from typing import Any, Self

from finsam_xl import delivery
from finsam_xl.books.cells import book_cells
from finsam_xl.delivery import Delivery
from finsam_xl.graft.workbook import SheetPlace
from finsam_xl.hosting import Hosted, attached, planned, verified
from finsam_xl.package.archive import Package, open_package
from finsam_xl.plans import compute_plan, draft_plan, example, read_book
from finsam_xl.texts import texts_in
from tests.hosts.small import small_book
from tests.hosts.typing import typed_into

CHUNK = 1 << 14
"""A file is written in pieces of so many bytes, each a moment of its own."""
Steps = list[tuple[str, str]]


class Fate:
    """Counts what a run asks of the system, and ends it before, during or after one of these."""

    def __init__(self, fatal: int, when: str) -> None:
        self.fatal, self.when = fatal, when
        self.steps: Steps = []

    def dies(self, when: str) -> bool:
        """Whether this is the moment."""
        return len(self.steps) == self.fatal and self.when == when

    def step(self, name: str, path: object, act: Callable[[], Any]) -> Any:  # noqa: ANN401
        """Ask the system for one thing; a file is told by its name."""
        self.steps.append((name, os.path.basename(str(path))))  # noqa: PTH119
        if self.dies("before"):
            die()
        answer = act()
        if self.dies("after"):
            die()
        return answer


def die() -> None:
    """At once, with nothing tidied up."""
    os.kill(os.getpid(), signal.SIGKILL)


class Written:
    """A file that is written piece by piece and straight to the system."""

    def __init__(self, fate: Fate, file: Any) -> None:  # noqa: ANN401
        self.fate, self.file = fate, file

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.fate.step("close", "", self.file.close)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        act = getattr(self.file, name)
        return act if name == "fileno" else lambda *given: self.fate.step(
            name, "", lambda: act(*given))

    def write(self, content: bytes) -> None:
        """Each piece is written whole, or half of it if the run dies meanwhile."""
        for at in range(0, len(content), CHUNK):
            self.fate.step("write", "", partial(self._piece, content[at:at + CHUNK]))

    def _piece(self, piece: bytes) -> None:
        if self.fate.dies("during"):
            os.write(self.file.fileno(), piece[:len(piece) // 2])
            die()
        os.write(self.file.fileno(), piece)


def watch(fate: Fate) -> None:
    """Let everything that replacing.py asks of the system be counted."""
    fdopen = os.fdopen
    os.fdopen = lambda *given: Written(fate, fdopen(*given))  # type: ignore[assignment]
    for owner, name in (
        (os, "open"), (os, "fsync"), (os, "chown"), (os, "chmod"), (os, "utime"),
        (os, "replace"), (os, "unlink"), (os, "access"), (os, "listdir"), (os, "close"),
        (os, "umask"), (os.path, "exists"), (fcntl, "flock"), (Path, "read_bytes"),
    ):
        setattr(owner, name, _counted(fate, name, getattr(owner, name)))


def _counted(fate: Fate, name: str, act: Callable[..., Any]) -> Callable[..., Any]:
    def counted(*given: Any, **named: Any) -> Any:  # noqa: ANN401
        path = given[1] if name == "replace" else given[0]
        return fate.step(name, path, lambda: act(*given, **named))

    return counted


class Desk:
    """The books of each verb, made once: what it is given, and what it makes of that."""

    def __init__(self, book: Path) -> None:
        self.book = book
        self.hosted: dict[bytes, tuple[str, Package, Hosted]] = {}
        host = small_book()
        old = self._make("attach", host)
        typed = typed_into(old, {"fs_grant_2026": 4300})
        new = self._make("plan", typed)
        self.made = {"attach": (host, old), "plan": (typed, new)}
        for content in (old, new):
            self._make("plan", content)

    def _make(self, verb: str, content: bytes) -> bytes:
        package = open_package(content, str(self.book))
        if verb == "attach":
            proven = draft_plan(compute_plan(example("ovning")))
            hosted = attached(package, proven, proven.package, SheetPlace())
        else:
            book = book_cells(package)
            read = read_book(book)
            proven = draft_plan(compute_plan(read.inputs), read.setting)
            hosted = planned(package, book, proven, proven.package, force=False)
        verified(hosted.grafted.content, package, hosted.grafted, proven)
        self.hosted[content] = verb, package, hosted
        return hosted.grafted.content

    def write(self, *, no_backup: bool) -> None:
        """Write what the book becomes: a host is attached to, what is attached already planned."""
        verb, package, hosted = self.hosted[self.book.read_bytes()]
        asked = Namespace(dry_run=False, no_backup=no_backup)
        with Path(os.devnull).open("w") as nowhere, redirect_stderr(nowhere):
            Delivery(asked, texts_in("sv"), verb, package, self.book).write(hosted, None)


def obey(desk: Desk, order: dict[str, Any]) -> tuple[int, Steps]:
    """Write in a fork; returns how that ended, below nothing by a signal, and what it asked."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        fate = Fate(order["fatal"], order["when"])
        with os.fdopen(writing, "w") as told:
            watch(fate)
            desk.write(no_backup=order["no_backup"])
            json.dump(fate.steps, told)
            told.flush()
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        said = told.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), json.loads(said or "[]")


def answer(what: object) -> None:
    """One line, at once."""
    sys.stdout.write(f"{json.dumps(what)}\n")
    sys.stdout.flush()


def main(book: Path) -> None:
    """Make the books, say where they lie, and obey every order."""
    desk = Desk(book)
    # Every book has been looked at above, where no disk has a part.
    vars(delivery)["verified"] = lambda *_: None
    for verb, contents in desk.made.items():
        for when, content in zip(("old", "new"), contents, strict=True):
            (book.parent / f"{verb}.{when}").write_bytes(content)
    gc.freeze()
    answer("ready")
    for line in sys.stdin:
        answer(obey(desk, json.loads(line)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
