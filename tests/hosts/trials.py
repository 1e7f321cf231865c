"""One spoiled book on trial: a command is run on it, and what came of that is judged.

Never a traceback, a hang or our own fault; never a changed book after a refusal; nothing left
behind; and a sound book stays sound, and is not written again by the next plan.
"""

from __future__ import annotations

import re
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any, NamedTuple

import pytest

from finsam_xl import beginning, cli, guests
from finsam_xl.delivery import fresh_package
from finsam_xl.domain.plan import FinancingPlan
from finsam_xl.errors import FinsamError
from finsam_xl.plans import Proven, compute_plan, draft_plan, example
from finsam_xl.texts import Texts
from tests.hosting.quick import put_in
from tests.hosts.kinds import KINDS
from tests.hosts.loose import TYPES
from tests.hosts.mutations import mutated
from tests.hosts.schema import faults
from tests.hosts.sound import sound
from tests.hosts.zips import parts_of

LONGEST = 20
"""Seconds that a command may take: a hundred times what it takes."""
UNSOUND_BEFORE = " (and unsound before)"
"""Of a book that no program would open without mending, less is asked."""
_WRITING = ("attach", "plan", "detach")
_UNATTACHED = ("rich", "rich", "small", "macro", "bare", "1904", "manual", "prefixed",
               "no rels default", "absolute targets", "UTF-16", "ZIP64", "descriptor", "stored")
_REFUSED = cli._refused  # noqa: SLF001 - to be told the key of what was refused
_PLAIN = ("ovning", "sjuharad-2026")


class HangError(BaseException):
    """A command took too long; no handler of exceptions may take it for one."""


class Book(NamedTuple):
    """A book to be spoiled, the ending of its name, and whether our sheets are in it."""

    name: str
    suffix: str
    content: bytes
    is_ours: bool


class Trial(NamedTuple):
    """What was done to which book by which command, how that ended, and what was wrong with it.

    `fault` is empty if nothing was; `words` is what the command said.
    """

    book: str
    suffix: str
    how: tuple[str, ...]
    command: tuple[str, ...]
    code: int
    key: str
    fault: str
    words: str
    content: bytes


@cache
def books() -> tuple[Book, ...]:
    """The books that are spoiled: hosts without our sheets, hosts with them, books of ours."""
    hosts = [Book(name, _suffix(name), KINDS[name](), is_ours=False) for name in _UNATTACHED]
    held = [Book(f"{host.name}, attached", host.suffix, put_in(host.content), is_ours=True)
            for host in hosts]
    plain = [Book(name, ".xlsx", draft_plan(compute_plan(example(name))).package, is_ours=True)
             for name in _PLAIN]
    return (*hosts, *held, *held, *plain)


def _suffix(name: str) -> str:
    return ".xlsm" if name == "macro" else ".xlsx"


def on_trial(seed: int, folder: Path, *, thorough: bool = True) -> Trial:
    """Spoil a book and run a command on it in an empty folder; the same for the same seed.

    What is written is looked through, and planned again, by a thorough trial only.
    """
    chance = Random(seed)  # noqa: S311 - the same every time is what is wanted
    book = chance.choice(books())
    verbs = (("plan",) * 5 + ("detach", "check", "names") if book.is_ours
             else ("attach",) * 6 + ("plan", "check"))
    verb = chance.choice(verbs)
    options: tuple[str, ...] = ("--example", "ovning") if verb == "attach" else ()
    if verb == "plan" and chance.random() < 0.1:
        options = ("--force",)
    spoiled = mutated(book.content, chance)
    path = folder / f"bok{book.suffix}"
    path.write_bytes(spoiled.content)
    _refusals.clear()
    code, words, fault = _judged(path, verb, options, spoiled.content,
                                 thorough=thorough)
    return Trial(book.name, book.suffix, spoiled.how, (verb, *options), code,
                 _refusals[0] if _refusals else "", fault, words, spoiled.content)


def _judged(
    path: Path, verb: str, options: tuple[str, ...], before: bytes, *, thorough: bool
) -> tuple[int, str, str]:
    """A command's exit code, what it said, and what was wrong with it."""
    code, words = run(verb, path, *options)
    now = path.read_bytes()
    fault = (_own_fault(code, words)
             or _disorder(path, verb, before, is_changed=now != before)
             or (code == 2 and now != before and "changed on refusal")
             or (verb not in _WRITING and now != before and "changed by reading")
             or "")
    if fault or code == 2 or verb not in _WRITING or not thorough:
        return code, words, fault
    was_sound = _is_sound(before)
    new = _faults(now) if was_sound else []
    if new:
        return code, words, f"unsound: {_kind(new[0])}\n" + "\n".join(new[:20])
    unstable = "" if verb == "detach" else _unstable(path, now)
    return code, words, unstable and unstable + ("" if was_sound else UNSOUND_BEFORE)


def _own_fault(code: int, words: str) -> str:
    if code in (0, 1, 2) and "Traceback (most recent call last)" not in words:
        return ""
    last = words.strip().splitlines()
    places = re.findall(r'File "[^"]*/(finsam_xl/[^"]*)", line (\d+), in (\w+)', words)
    raised = re.findall(r"^(\w[\w.]*(?:Error|Exception|Warning|Hang\w*|Zip\w*))\b", words,
                        re.MULTILINE)
    where = " ".join(places[-1]) if places else ""
    said = raised[-1] if raised else (last[-1][:150] if last else "")
    return f"exit {code}: {said} at {where}"


def _disorder(path: Path, verb: str, before: bytes, *, is_changed: bool) -> str:
    """What lies beside the book that should not, or does not that should."""
    copies = [each for each in path.parent.iterdir() if each != path]
    wanted = [path.with_name(f"{path.stem}.before-{verb}{path.suffix}")] if is_changed else []
    if copies != wanted:
        return f"left behind: {len(copies)} instead of {len(wanted)}"
    return "" if all(each.read_bytes() == before for each in copies) else "another copy"


def _is_sound(content: bytes) -> bool:
    try:
        return not sound(content) and not any(
            faults(name, part) for name, part in parts_of(content).items()
            if name == TYPES or name.endswith(".rels"))
    except Exception:  # noqa: BLE001 - the judge cannot read what is not sound either
        return False


def _faults(content: bytes) -> list[str]:
    try:
        return sound(content)
    except Exception:  # noqa: BLE001 - a judge that stumbles has found something
        return [traceback.format_exc().splitlines()[-1]]


def _kind(fault: str) -> str:
    """A fault without its numbers and names."""
    return re.sub(r"[\w./%]*\d[\w./%]*|xl/\S+|'[^']*'", "…", fault)[:100]


def _unstable(path: Path, now: bytes) -> str:
    """Planning again is refused, or changes nothing the second time."""
    for again in (1, 2):
        code, words = run("plan", path)
        fault = _own_fault(code, words)
        if fault:
            return f"then plan: {fault}"
        if code == 2 or path.read_bytes() == now:
            return ""
        if again == 1:
            now = path.read_bytes()
    return "unstable"


def run(*words: object) -> tuple[int, str]:
    """A command's exit code, and all that it said; 4 stands for a hang."""
    said = StringIO()
    with _quick(), redirect_stdout(said), redirect_stderr(said):
        try:
            with _alarmed():
                code = cli.main([str(word) for word in (*words, "--json")])
        except HangError:
            traceback.print_exc(file=said)
            code = 4
    return code, said.getvalue()


@contextmanager
def _alarmed() -> Iterator[None]:
    """An alarm that rings in this thread, where the system has one."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return

    def rings(_number: int, _frame: FrameType | None) -> None:
        raise HangError(LONGEST)

    before = signal.signal(signal.SIGALRM, rings)
    signal.alarm(LONGEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


# -- what is the same every time is made once ------------------------------------------------------


@contextmanager
def _quick() -> Iterator[None]:
    """Plans and their packages are made once for all trials: a host has no part in them."""
    with pytest.MonkeyPatch.context() as patch:
        for room in (beginning, guests):
            for name in vars(room).keys() & _REMEMBERED.keys():
                patch.setattr(room, name, _REMEMBERED[name])
        patch.setattr(cli, "_refused", _noted)
        yield


_refusals: list[str] = []
"""The keys of what was refused, or the kinds of what was raised."""


def _noted(fault: Exception, language: str, *, as_json: bool) -> int:
    _refusals.append(fault.key if isinstance(fault, FinsamError) else type(fault).__name__)
    return _REFUSED(fault, language, as_json=as_json)


def _remembering(act: Callable[..., Any]) -> Callable[..., Any]:
    """The same answer to the same question, for the last few that were asked."""
    known: list[tuple[list[object], object]] = []

    def remembered(*given: object, **named: object) -> object:
        asked = [*given, *named.values()]
        for question, answer in known:
            if len(question) == len(asked) and all(map(_is_same, question, asked)):
                return answer
        known.append((asked, act(*given, **named)))
        del known[:-8]
        return known[-1][1]

    return remembered


def _is_same(one: object, other: object) -> bool:
    """A plan and what is proven are the same only if they are one: no figure may be compared."""
    return one is other or (not isinstance(one, (FinancingPlan, Proven, Texts)) and one == other)


_REMEMBERED = {act.__name__: _remembering(act)
               for act in (compute_plan, draft_plan, fresh_package)}
