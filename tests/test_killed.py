"""A run that is killed leaves the old book or the new one, and nothing that hinders the next.

Killed for real, by SIGKILL, at two hundred moments that are chosen by what is done, not by a
clock; and ten times wherever the real command happened to be.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.hosting.quick import put_in
from tests.hosts.small import small_book
from tests.hosts.typing import typed_into

pytestmark = pytest.mark.thorough

if sys.platform == "win32":
    pytest.skip("Windows has no SIGKILL", allow_module_level=True)

ROOT = Path(__file__).parent.parent
KILLED = -9
TEMPORARY = ".finsam-xl.tmp"
OLDER = b"en kopia som var h\xe4r f\xf6rut"

Obey = Callable[..., tuple[int, list[list[str]]]]


@dataclass(frozen=True)
class Case:
    """A book that a verb writes: with a copy or without, through a link or not."""

    verb: str
    no_backup: bool = False
    has_older: bool = False
    linked: bool = False


CASES = (Case("plan"), Case("plan", has_older=True), Case("plan", linked=True),
         Case("plan", no_backup=True), Case("attach"), Case("attach", has_older=True))

MOMENTS = {
    "before anything is written": 26,
    "while the temporary file is made": 54,
    "while the copy is made": 44,
    "at the renaming of the copy": 10,
    "before the last look is over": 24,
    "at the renaming of the book": 12,
    "after that": 30,
}


class Moment(NamedTuple):
    """When a run is killed: before, during or after the n-th thing that it asks of the system."""

    phase: str
    case: Case
    fatal: int
    when: str
    is_copied: bool
    is_new: bool


class Folder:
    """The folder in which a book is written, and what lies in it."""

    def __init__(self, folder: Path, case: Case) -> None:
        self.case, self.made = case, folder
        self.asked = folder / "budget.xlsx"
        self.book = folder / "annan" / "bok.xlsx" if case.linked else self.asked
        self.old, self.new = ((folder / f"{case.verb}.{when}").read_bytes()
                              for when in ("old", "new"))
        first = self.book.with_name(f"{self.book.stem}.before-{case.verb}.xlsx")
        self.copies = [first]
        if case.has_older and case.verb == "attach":
            self.copies.append(first.with_name(f"{first.stem}-2.xlsx"))
        self.kept = [each.name for each in folder.iterdir() if each.suffix in (".old", ".new")]

    def lay(self) -> None:
        """As it is before the run."""
        shutil.rmtree(self.made / "annan", ignore_errors=True)
        for each in self.made.iterdir():
            if each.name not in self.kept:
                each.unlink()
        if self.case.linked:
            self.book.parent.mkdir()
            self.asked.symlink_to(self.book)
        self.book.write_bytes(self.old)
        if self.case.has_older:
            self.copies[0].write_bytes(OLDER)

    def there(self) -> dict[str, bytes]:
        """What lies beside the book, but for what is temporary."""
        return {each.name: each.read_bytes() for each in self._all()
                if not each.name.endswith(TEMPORARY)}

    def temporaries(self) -> list[str]:
        return [each.name for each in self._all() if each.name.endswith(TEMPORARY)]

    def _all(self) -> list[Path]:
        return [each for each in self.book.parent.iterdir() if each.name not in self.kept]

    def wanted(self, *, is_copied: bool, is_new: bool) -> dict[str, bytes]:
        """What ought to lie there: the book, and the copy once it is made."""
        found = {self.book.name: self.new if is_new else self.old}
        if self.case.has_older:
            found[self.copies[0].name] = OLDER
        if is_copied:
            found[self.copies[-1].name] = self.old
        return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("killed")


@pytest.fixture(scope="module")
def obey(folder: Path) -> Iterator[Obey]:
    """Let the program of killing.py write, and die if it is told to."""
    program = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.killing", folder / "budget.xlsx"], cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert program.stdin is not None
    assert program.stdout is not None
    said, heard = program.stdin, program.stdout
    assert json.loads(heard.readline()) == "ready"

    def order(case: Case, fatal: int = 0, when: str = "") -> tuple[int, list[list[str]]]:
        said.write(f"{json.dumps({'no_backup': case.no_backup, 'fatal': fatal, 'when': when})}\n")
        said.flush()
        status, steps = json.loads(heard.readline())
        return status, steps

    yield order
    said.close()
    assert program.wait() == 0
    heard.close()


def moments_of(case: Case, lying: Folder, steps: list[list[str]]) -> Iterator[Moment]:
    """Every moment of a run that went well, told by what it did."""
    phases = iter(MOMENTS)
    phase, is_copied, is_new = next(phases), False, False
    copy, book = lying.copies[-1].name, lying.book.name
    for number, (step, name) in enumerate(steps, start=1):
        if step == "open" and name.endswith(TEMPORARY):
            phase = ("while the copy is made" if name.startswith(f".{copy}.")
                     else "while the temporary file is made")
        is_looking = step == "read_bytes" and phase.startswith("while the temp")
        if step == "replace":
            phase = ("at the renaming of the copy" if name == copy
                     else "at the renaming of the book")
        elif phase == "at the renaming of the copy" or (is_looking and name == book):
            phase = "before the last look is over"
        elif phase == "at the renaming of the book":
            phase = "after that"
        yield Moment(phase, case, number, "before", is_copied, is_new)
        if step == "write":
            yield Moment(phase, case, number, "during", is_copied, is_new)
        is_copied |= phase == "at the renaming of the copy"
        is_new |= phase == "at the renaming of the book"
        yield Moment(phase, case, number, "after", is_copied, is_new)


def test_a_run_killed_at_any_of_two_hundred_moments_leaves_the_old_book_or_the_new(
    folder: Path, obey: Obey
) -> None:
    every: dict[str, list[Moment]] = {phase: [] for phase in MOMENTS}
    for case in CASES:
        lying = Folder(folder, case)
        lying.lay()
        status, steps = obey(case)
        assert status == 0
        assert lying.there() == lying.wanted(is_copied=not case.no_backup, is_new=True)
        moments = list(moments_of(case, lying, steps))
        assert case.no_backup or [phase for phase, _ in groupby(each.phase for each in moments)
                                  ] == list(MOMENTS)
        for moment in moments:
            every[moment.phase].append(moment)
    chosen = [moments[number * len(moments) // MOMENTS[phase]]
              for phase, moments in every.items() for number in range(MOMENTS[phase])]
    assert len(set(chosen)) == 200

    survived: Counter[str] = Counter()
    for moment in chosen:
        lying = Folder(folder, moment.case)
        lying.lay()
        assert obey(moment.case, moment.fatal, moment.when) == (KILLED, []), moment
        assert lying.there() == lying.wanted(is_copied=moment.is_copied, is_new=moment.is_new), (
            moment)
        left = lying.temporaries()
        assert obey(moment.case)[0] == 0, moment
        assert lying.there() == lying.wanted(is_copied=not moment.case.no_backup, is_new=True), (
            moment)
        assert lying.temporaries() == [], moment
        survived[moment.phase] += 1
        survived["with something left behind"] += bool(left)
    assert survived.pop("with something left behind") > 90
    assert survived == MOMENTS


def test_the_command_itself_killed_at_ten_moments_leaves_the_old_book_or_the_new(
    tmp_path: Path,
) -> None:
    """Wherever it happens to be: the moments are spread over how long it takes undisturbed."""
    book = tmp_path / "budget.xlsx"
    old = typed_into(put_in(small_book()), {"fs_grant_2026": 4300})
    copy = tmp_path / "budget.before-plan.xlsx"

    def run() -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "finsam_xl.cli", "plan", book], cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    book.write_bytes(old)
    began = time.perf_counter()
    assert run().wait() in (0, 1)
    lasted = time.perf_counter() - began
    new = book.read_bytes()
    assert new != old

    chance = random.Random(2026)  # noqa: S311 - the same moments every time
    for number in range(10):
        book.write_bytes(old)
        copy.unlink(missing_ok=True)
        with run() as running:
            wait_or_kill(running, lasted * (number + chance.random()) / 10)
        assert book.read_bytes() in (old, new)
        assert not copy.exists() or copy.read_bytes() == old
    book.write_bytes(old)
    assert run().wait() in (0, 1)
    assert (book.read_bytes(), copy.read_bytes()) == (new, old)
    assert {each.name for each in tmp_path.iterdir()} == {book.name, copy.name}


def wait_or_kill(running: subprocess.Popen[Any], seconds: float) -> None:
    """Let a program work for so long at most."""
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired:
        running.kill()
