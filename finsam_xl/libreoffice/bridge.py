"""The talk with LibreOffice: a process that has uno, a line out and a line back.

A request may hold many steps; however many, it is one round trip.
"""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from finsam_xl.errors import BookError
from finsam_xl.libreoffice.faults import said
from finsam_xl.libreoffice.finding import environment

_UNO_SIDE = Path(__file__).parent / "uno_side"
_SECONDS_TO_ANSWER, _SECONDS_TO_END = 120.0, 5.0

Step = Mapping[str, Any]


def uno_side_command(python: Path) -> tuple[str, ...]:
    """The command that runs our other side in a Python with uno."""
    return str(python), str(_UNO_SIDE)


class Bridge:
    """A running other side; `trips` counts the requests that have been sent.

    `seconds` is how long an answer is waited for: long calculations may need more.
    """

    def __init__(self, command: Sequence[str], *, seconds: float = _SECONDS_TO_ANSWER) -> None:
        self.trips = 0
        self.seconds = seconds
        self._process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, encoding="utf-8", env={**environment(), "PYTHONIOENCODING": "utf-8"})
        self._lines: queue.Queue[str] = queue.Queue()
        self._turn = threading.Lock()
        self._reader = threading.Thread(
            target=_pass_on, args=(self._process.stdout, self._lines), daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """The process of the other side."""
        return self._process.pid

    @property
    def is_open(self) -> bool:
        """Whether the other side runs."""
        return self._process.poll() is None

    def ask(self, do: str, **facts: Any) -> Any:
        """One step in a round trip of its own."""
        return self.ask_all([{"do": do, **facts}])[0]

    def ask_all(self, steps: Sequence[Step]) -> list[Any]:
        """Several steps in one round trip; an answer for each.

        Raises:
            BookError: LibreOffice refused a step, is gone, or does not answer.

        """
        with self._turn:
            self._send(json.dumps({"steps": list(steps)}))
            answer = self._answer()
        if "refused" in answer:
            raise said(answer["refused"], answer["facts"])
        answers: list[Any] = answer["answers"]
        return answers

    def close(self) -> None:
        """End the other side; LibreOffice is left as it is."""
        with contextlib.suppress(OSError):
            if self._process.stdin:
                self._process.stdin.close()
        try:
            self._process.wait(timeout=_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(timeout=_SECONDS_TO_END)
        if self._process.stdout:
            self._process.stdout.close()

    def _send(self, line: str) -> None:
        try:
            if self._process.stdin is None or self._process.stdin.closed:
                raise BookError("host_gone")
            self._process.stdin.write(f"{line}\n")
            self._process.stdin.flush()
        except OSError as error:
            raise BookError("host_gone") from error
        self.trips += 1

    def _answer(self) -> dict[str, Any]:
        try:
            line = self._lines.get(timeout=self.seconds)
        except queue.Empty:
            self._process.kill()  # a late answer must not be taken for the next one
            raise BookError("host_silent", seconds=round(self.seconds)) from None
        if not line:
            self._lines.put("")
            raise BookError("host_gone")
        answer: dict[str, Any] = json.loads(line)
        return answer


def _pass_on(answers: IO[str], lines: queue.Queue[str]) -> None:
    """Put every line in the queue, and a blank one at the end."""
    with contextlib.suppress(OSError, ValueError):
        for line in answers:
            lines.put(line)
    lines.put("")
