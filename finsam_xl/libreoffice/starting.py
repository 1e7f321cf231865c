"""LibreOffice started with a pipe to talk through, and ended again with all that it began."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from finsam_xl.errors import BookError
from finsam_xl.libreoffice.bridge import Bridge, uno_side_command
from finsam_xl.libreoffice.finding import environment, python_with_uno, soffice

_SECONDS_TO_START, _SECONDS_TO_END, _POLL_SECONDS = 60.0, 20.0, 0.05
_MOST_STARTS = 3


@dataclass(frozen=True, slots=True)
class Settings:
    """How LibreOffice is found, started and waited for.

    `profile` is a folder of its own for its settings; a LibreOffice that already runs with it
    lends itself. Without one, a LibreOffice with windows has its user's own, and one without
    windows a new one that is thrown away with it. Times are in seconds.
    """

    office: Path | None = None
    python: Path | None = None
    profile: Path | None = None
    start_seconds: float = _SECONDS_TO_START
    answer_seconds: float = 120.0


class Office:
    """A LibreOffice that was started here, or that lent itself."""

    def __init__(self, command: Path, settings: Settings, *, visible: bool) -> None:
        self.pipe = f"calc_{uuid.uuid4().hex}"
        throwaway = settings.profile is None and not visible
        self._throwaway = tempfile.TemporaryDirectory(
            prefix="calc_", ignore_cleanup_errors=True) if throwaway else None
        profile = Path(self._throwaway.name) if self._throwaway else settings.profile
        self._words = [str(command), *_words(profile, self.pipe, visible=visible)]
        self._starts = 0
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def pid(self) -> int | None:
        """The process started; None where LibreOffice ran already and lent itself."""
        return self._process.pid if self._process and self._process.poll() is None else None

    @property
    def lent(self) -> bool:
        """Whether another LibreOffice took over what was asked and runs on for its user."""
        return self._process is not None and self._process.poll() == 0

    def start(self) -> None:
        """Start; a profile that was never used makes the first start end at once, with 81."""
        if self._starts == _MOST_STARTS:
            raise BookError("office_not_started")
        self._starts += 1
        self._process = subprocess.Popen(  # noqa: S603
            self._words, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True)

    def start_anew_if_it_failed(self) -> None:
        """Start again if it ended with anything but 0, which says that another lent itself."""
        if self._process is not None and self._process.poll() not in (None, 0):
            self.start()

    def wait(self) -> bool:
        """Whether it has ended within a reasonable time."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            if self._process is not None:
                self._process.wait(timeout=_SECONDS_TO_END)
            self._tidy()
            return True
        return False

    def kill(self) -> None:
        """End it at once, with all that it began."""
        if self._process is None or self._process.poll() is not None:
            self._tidy()
            return
        if sys.platform == "win32":
            words = ["taskkill", "/T", "/F", "/PID", str(self._process.pid)]
            subprocess.run(words, check=False, capture_output=True)  # noqa: S603
        else:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._tidy()

    def _tidy(self) -> None:
        if self._throwaway is not None:
            self._throwaway.cleanup()


def _words(profile: Path | None, pipe: str, *, visible: bool) -> Iterator[str]:
    if profile is not None:
        yield f"-env:UserInstallation={profile.absolute().as_uri()}"
    if not visible:
        yield "--headless"
    yield from ("--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;")


def start(settings: Settings, *, visible: bool) -> tuple[Office, Bridge]:
    """LibreOffice and a bridge to it, once it answers.

    Raises:
        BookError: LibreOffice or uno is missing, or does not start in time.

    """
    command = soffice(settings.office)
    python = python_with_uno(command, settings.python)
    office = Office(command, settings, visible=visible)
    bridge = Bridge(uno_side_command(python), seconds=settings.answer_seconds)
    try:
        _connect(bridge, office, settings.start_seconds)
    except BaseException:
        bridge.close()
        office.kill()
        raise
    bridge.trips = 0
    return office, bridge


def _connect(bridge: Bridge, office: Office, seconds: float) -> None:
    for _ in range(round(seconds / _POLL_SECONDS)):
        if bridge.ask("connect", pipe=office.pipe):
            return
        office.start_anew_if_it_failed()
        time.sleep(_POLL_SECONDS)
    raise BookError("office_not_started")


def attach(pipe: str, settings: Settings) -> Bridge:
    """A bridge to a LibreOffice that somebody else started with `--accept=pipe,name=...;urp;`.

    Raises:
        BookError: nobody answers at the pipe (`pipe_silent`), or uno is missing.

    """
    python = settings.python or python_with_uno(_known_office(settings))
    bridge = Bridge(uno_side_command(python), seconds=settings.answer_seconds)
    if not bridge.ask("connect", pipe=pipe):
        bridge.close()
        raise BookError("pipe_silent", pipe=pipe)
    bridge.trips = 0
    return bridge


def _known_office(settings: Settings) -> Path | None:
    """Where LibreOffice is, if it is known: only its Python is needed."""
    with contextlib.suppress(BookError):
        return soffice(settings.office)
    return None
