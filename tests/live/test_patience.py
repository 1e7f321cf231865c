"""A program that is busy is waited for: the line waits, is done once, and is spoken of once."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from typing import cast

import pytest

from finsam_xl.errors import BookError
from finsam_xl.live import watching
from finsam_xl.live.front import Front
from finsam_xl.live.session import Session
from finsam_xl.live.watching import Watch


class QuietFront:
    def note_selection(self) -> None:
        """Nobody selects anything."""


@dataclass
class BusySession:
    """A session whose program is busy for some looks."""

    busy: int
    done: list[str] = field(default_factory=list)
    muted: BookError | None = None
    front: Front = field(default_factory=lambda: cast("Front", QuietFront()))

    def look(self) -> None:
        self.busy -= 1
        if self.busy >= 0:
            raise BookError("host_busy", place="plan.xlsx")

    def asked(self) -> tuple[str, ...]:
        return ("", "", "", "")

    def answer(self, text: str, *, done: bool) -> None:
        assert done
        self.done.append(text)

    def undo(self) -> None:
        """Take something back."""

    language = "sv"


def test_a_line_waits_until_the_program_has_time(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(watching, "WAIT_SECONDS", 0)
    session = BusySession(busy=3)
    watch = Watch(cast("Session", session), argparse.Namespace(lang="sv", json=False))
    watch.typed.put("ångra\n")
    for _ in range(6):
        assert watch._turn()  # noqa: SLF001 - one turn of the loop
    assert session.done == ["Det senaste steget är ångrat."]
    assert capsys.readouterr().err.count("redigeras") == 1
    watch.typed.put("sluta\n")
    assert not watch._turn()  # noqa: SLF001
