"""The verb `live`: look, answer, wait; commands come from the sheet and from the terminal.

A program that is busy with a cell being typed in is left alone until it is done.
"""

from __future__ import annotations

import argparse
import json
import queue
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

from finsam_xl.books.replacing import real_path
from finsam_xl.delivery import refuse_other_suffix
from finsam_xl.errors import AgreementError, BookError, FinsamError, InputError
from finsam_xl.live.alone import alone_with
from finsam_xl.live.commands import Asked, answer_of, understood
from finsam_xl.live.hosts import host_for
from finsam_xl.live.session import Looked, Session
from finsam_xl.report import refusal
from finsam_xl.screen import FAILED, PASSED, say
from finsam_xl.sheets.overview import COMMANDS
from finsam_xl.texts import Texts, texts_in

WAIT_SECONDS = 0.4
"""How long a change may stand before it is looked at; a terminal's command is taken at once."""

DIFFERED, REFUSED = 3, 2
GONE = ("host_gone", "book_closed")


def live(asked: argparse.Namespace) -> int:
    """Follow a book that is open in a spreadsheet program until it, or the person, is done."""
    path = real_path(Path(asked.book))
    refuse_other_suffix(path)
    with alone_with(path):
        host = host_for(path, hidden=asked.hidden)
        try:
            return Watch(Session(path, host, asked.lang), asked).watch()
        finally:
            host.end()


@dataclass
class Watch:
    """The loop of a session, and what it prints."""

    session: Session
    asked: argparse.Namespace
    refused: bool = False
    told_muted: bool = False
    waiting: str = ""
    typed: queue.SimpleQueue[str | None] = field(default_factory=queue.SimpleQueue)

    @property
    def texts(self) -> Texts:
        """The texts of the language asked for."""
        return texts_in(self.asked.lang)

    def watch(self) -> int:
        """Watch until the terminal says stop, or the book is closed."""
        say(self.texts.say("live_begins", path=self.session.path.name))
        threading.Thread(target=self._listen, daemon=True).start()
        self._tell(self.session.looked)
        try:
            while self._turn():
                pass
        except KeyboardInterrupt:
            pass
        except BookError as fault:
            if fault.key not in GONE:
                raise
            say(fault.sentence(self.asked.lang))
        say(self.texts.say("live_ended"))
        return self._code()

    def _listen(self) -> None:
        """Pass the terminal's lines on; its end is the session's where nobody sits there."""
        for line in sys.stdin:
            self.typed.put(line)
        if not sys.stdin.isatty():
            self.typed.put(None)

    def _turn(self) -> bool:
        """One line of the terminal, or one look at the book; False when it is over."""
        try:
            line = self.typed.get(timeout=WAIT_SECONDS) if not self.waiting else self._again()
        except queue.Empty:
            line = ""
        if line is None or line.strip().casefold() in self.texts.say("quit_words").split():
            return False
        try:
            self._look()
            if line.strip():
                self._do_typed(line)
                self._look()
            self.waiting = ""
        except BookError as fault:
            if fault.key != "host_busy":
                raise
            if line.strip() and not self.waiting:
                say(fault.sentence(self.asked.lang))
                self.waiting = line.strip()
        return True

    def _again(self) -> str:
        """The line that the host was too busy for, after a while."""
        threading.Event().wait(WAIT_SECONDS)
        return self.waiting

    def _do_typed(self, line: str) -> None:
        if line.strip().casefold() in self.texts.say("help_words").split():
            known = ", ".join(self.texts.words[f"command_{key}"] for key in COMMANDS)
            say(self.texts.say("live_help", known=known))
            return
        try:
            asked = understood(*line.split(";"))
        except FinsamError as fault:
            self._refuse(fault)
            return
        self._carry_out(asked)

    def _look(self) -> None:
        looked = self.session.look()
        if looked is not None:
            self._tell(looked)
        self.session.front.note_selection()
        if self.session.muted is not None and not self.told_muted:
            self.told_muted = True
            say(self.session.muted.sentence(self.asked.lang))
        asked = self._on_sheet()
        if asked is not None:
            self._carry_out(asked)
            self.session.look()

    def _on_sheet(self) -> Asked | None:
        """The command that stands on Översikt, if it is one."""
        word, *fields = self.session.asked()
        if not word or self.session.muted is not None:
            return None
        try:
            return understood(word, *fields)
        except InputError as fault:
            self.session.answer(f"✕ {fault.sentence(self.asked.lang)}", done=False)
            self._refuse(fault)
            return None

    def _carry_out(self, asked: Asked) -> None:
        """Do a command, and answer on the sheet and in the terminal."""
        answer, fault = answer_of(self.session, asked)
        self.session.answer(answer.partition("\n")[0], done=fault is None)
        self._answered(answer, fault)

    def _answered(self, answer: str, fault: FinsamError | None) -> None:
        if fault is not None:
            self._refuse(fault)
        elif self.asked.json:
            _event({"ok": True, "answer": answer.splitlines()})
        else:
            print(answer)

    def _refuse(self, fault: FinsamError) -> None:
        self.refused = True
        if isinstance(fault, AgreementError):
            self.session.differed = True
        say(fault.sentence(self.asked.lang))
        if self.asked.json:
            _event(refusal(fault, self.asked.lang))

    def _tell(self, looked: Looked) -> None:
        """What a look came to: the sentences, and how many checks hold."""
        if self.asked.json:
            _event({"ok": looked.fault is None and not self.session.counts()["fail"],
                      "sentences": list(looked.sentences), "differs": len(looked.differs)})
            return
        for sentence in looked.sentences:
            if not sentence.startswith("▲"):
                say(sentence)
        if looked.fault is None:
            print(self.texts.say("counts", **self.session.counts()))

    def _code(self) -> int:
        if self.session.differed:
            return DIFFERED
        looked = self.session.looked
        if looked.fault is not None or (self.refused and not sys.stdin.isatty()):
            return REFUSED
        return FAILED if self.session.counts()["fail"] else PASSED


def _event(found: dict[str, object]) -> None:
    """One line of JSON, at once: a program may be following."""
    print(json.dumps(found, ensure_ascii=False), flush=True)
