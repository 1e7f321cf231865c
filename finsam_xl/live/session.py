"""A session beside an open book: what has changed, what it means, and the one step to undo.

Every look is the same line as `plan` goes: cells, inputs, plan, checks. Only cells that are
`live`'s own are written; a person's typing is never written over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from finsam_xl.books.cells import book_cells
from finsam_xl.books.host_faults import told
from finsam_xl.books.live import LiveBook
from finsam_xl.books.patch import Content, Receipt, patch_of
from finsam_xl.domain.checks import Check
from finsam_xl.domain.inputs import InputValue, PlanInputs
from finsam_xl.domain.names import Name
from finsam_xl.domain.plan import FinancingPlan
from finsam_xl.domain.plan_checks import check_calculation
from finsam_xl.errors import BookError, FinsamError
from finsam_xl.explaining.derivation import explained
from finsam_xl.explaining.telling import told as told_words
from finsam_xl.hosting import refuse_decided
from finsam_xl.inputs.from_book import our_titles
from finsam_xl.inputs.raw import BookCells, Grid
from finsam_xl.live.agreement import Differs, differing, differing_cells, figures_of
from finsam_xl.live.front import Front
from finsam_xl.live.hosts import Host
from finsam_xl.live.stepping import FileStep, written_through_file
from finsam_xl.live.words import explanation_lines, sentence_lines, sentences
from finsam_xl.package.archive import read_package
from finsam_xl.plans import (
    Proven,
    ReadInputs,
    as_it_was,
    compute_plan,
    draft_plan,
    read_book,
    recorded_plan,
)
from finsam_xl.texts import texts_in
from finsam_xl.typed import typed_contents

WATCHED = ("overview", "assumptions", "population", "activities", "administration", "scenarios",
           "change_log")
PROTECTED = ("host_protected", "sheet_protected")
"""Refusals that leave the session without words of its own, and nothing worse."""

NOW = "fs_live_now"


@dataclass(frozen=True)
class Looked:
    """What a look at the book came to."""

    read: ReadInputs | None = None
    plan: FinancingPlan | None = None
    made: tuple[Check, ...] = ()
    fault: FinsamError | None = None
    sentences: tuple[str, ...] = ()
    differs: tuple[Differs, ...] = ()


@dataclass
class Session:
    """A book that is open in a host, from the start of a session to its end.

    `start` are the inputs that a change is measured from: as when the session began, or as the
    plan was last written in it.
    """

    path: Path
    host: Host
    language: str
    today: Callable[[], date] = date.today
    start: PlanInputs | None = None
    looked: Looked = field(default_factory=Looked)
    last: Receipt | FileStep | None = None
    explained: str = ""
    differed: bool = False
    muted: BookError | None = None
    _seen: Mapping[str, Grid] = field(default_factory=dict)
    _said: dict[str, Content] = field(default_factory=dict)
    _count: int | None = None
    _now: str = ""

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """Open the book, or find it again, and learn where everything stands."""
        kept = book_cells(read_package(self.path))
        refuse_decided(kept)
        self.titles = our_titles(kept)
        if "decision_support" not in self.titles:
            raise BookError("live_needs_plan", place=str(self.path))
        book, was_open = self.host.open(self.path)
        self.book = LiveBook(book, kept)
        if was_open:
            self.book.look_up_names()
        self.front = Front(self.book)
        self._seen, self._said = {}, {}
        self._count = None
        self.proven = self._laid_out(kept)
        self.look()

    def _laid_out(self, kept: BookCells) -> Proven:
        """The layout that the book has, whatever has been typed in it since."""
        read = read_book(kept)
        was = as_it_was(draft_plan(recorded_plan(read.inputs), read.setting), kept)
        if any(named.name not in kept.names for named in was.draft.names):
            raise BookError("live_needs_plan", place=str(self.path))
        return was

    def look(self) -> Looked | None:
        """Read the book; where an input has changed, compute, compare and say. None if nothing.

        A look that the host breaks off is taken again next time: no edit is passed over.
        """
        count = self.book.count()
        if count is not None and count == self._count:
            return None
        cells = self._cells()
        seen = self._watched(cells)
        if seen != self._seen:
            before, self._seen = self._seen, seen
            try:
                self._take_in(cells)
            except BaseException:
                self._seen = before
                raise
        else:
            seen = {}
        self._count = count
        return self.looked if seen else None

    def _take_in(self, cells: BookCells) -> None:
        self.looked = self._understood(cells)
        if self.start is None and self.looked.read is not None:
            self.start = self.looked.read.inputs
        self._say_words()
        if self.explained and self.looked.read is not None:
            self.explain(self.explained)

    def _cells(self) -> BookCells:
        return self.book.cells(*(self.titles[key] for key in WATCHED if key in self.titles))

    def _watched(self, cells: BookCells) -> dict[str, Grid]:
        """The sheets on which people type, without the answer that `live` writes on Översikt."""
        watched = {key: cells.sheets[self.titles[key]] for key in WATCHED if key in self.titles}
        _, answer = self.book.names.get("fs_command_answer", ("", None))
        watched["overview"] = {at: cell for at, cell in watched["overview"].items()
                               if at != answer}
        return watched

    def _understood(self, cells: BookCells) -> Looked:
        try:
            read = read_book(cells)
            plan = compute_plan(read.inputs, read.places)
        except FinsamError as fault:
            if fault.key.startswith("host_"):
                raise
            self._note_now(self.book.read([NOW]))
            return Looked(fault=fault, sentences=(f"✕ {fault.sentence(self.language)}",))
        made = check_calculation(plan.calculation)
        differs = tuple(self._differs(read.inputs, plan, made))
        self.differed = self.differed or bool(differs)
        said = tuple(sentences(plan, made, differs, self.language))
        if plan.inputs.form != self.proven.plan.inputs.form:
            said = (f"○ {texts_in(self.language).words['live_new_rows']}", *said)
        return Looked(read, plan, made, None, said, differs)

    def _differs(
        self, inputs: PlanInputs, plan: FinancingPlan, made: tuple[Check, ...]
    ) -> Iterator[Differs]:
        """Where the book's own figures are not the plan's; a book that is being typed in waits."""
        form = self.proven.plan.inputs.form
        if inputs.form != form:
            plan = recorded_plan(inputs.formed_as(form))
            made = check_calculation(plan.calculation)
        expected = figures_of(plan)
        codes = [each.code.value for each in made]
        expected |= {"fs_master_check": codes.count(2), "fs_warnings": codes.count(1)}
        names = [name for name in (*expected, NOW) if name in self.book.names]
        shown = self.book.read(names)
        found = tuple(differing(expected, shown))
        if found:
            with told(str(self.path)):
                self.book.host.app.calculate()
            shown = self.book.read(names)
            found = tuple(differing(expected, shown)) if not self._typed_since() else ()
        self._note_now(shown)
        yield from found

    def _note_now(self, shown: Mapping[str, object]) -> None:
        """What the book says that it stands at: the words below are about that."""
        now = shown.get(NOW)
        self._now = str(now) if now is not None else ""

    def _typed_since(self) -> bool:
        """Whether somebody has typed since the inputs were read; the next look sees it."""
        return self._watched(self._cells()) != self._seen

    @property
    def read(self) -> ReadInputs:
        """What was read at the last look; refuses as it was refused then."""
        if self.looked.read is None:
            raise self.looked.fault or BookError("host_busy", place=str(self.path))
        return self.looked.read

    def _laid_out_now(self) -> Proven:
        """The plan of the last look, laid out as the book is."""
        inputs = self.read.inputs.formed_as(self.proven.plan.inputs.form)
        return draft_plan(recorded_plan(inputs), self.proven.setting)

    def counts(self) -> dict[str, int]:
        """How many checks passed, warned and failed at the last look."""
        codes = [check.code.value for check in self.looked.made]
        return {"pass": codes.count(0), "warn": codes.count(1), "fail": codes.count(2)}

    def compare_every_cell(self) -> tuple[Differs, ...]:
        """Every formula cell of the open book against the plan, laid out as the book is."""
        self.book.follow_names()
        draft = self._laid_out_now().draft
        cells = self.book.cells(*(sheet.title for sheet in draft.sheets))
        found = tuple(differing_cells(draft, cells))
        self.differed = self.differed or bool(found)
        return found

    def _say_words(self) -> None:
        """Write the sentences of the last look, and what they are about."""
        said = sentence_lines(self.looked.sentences, self.language)
        self.say(said | {"fs_live_stamp": self._now or None})

    def say(self, words: Mapping[str, Content]) -> None:
        """Write `live`'s own cells by name; what stands there already is not written again."""
        new = {name: content for name, content in words.items()
               if name in self.book.names and self._said.get(name, "?") != content}
        if not new or self.muted is not None:
            return
        try:
            self.book.write(patch_of({self.book.names[name]: new[name] for name in new}))
            self._said.update(new)
        except BookError as fault:
            if fault.key not in PROTECTED:
                raise
            self.muted = fault

    def explain(self, place: str) -> str:
        """A figure's derivation, shown on Beslutsstöd and kept up to date from now on."""
        text = told_words(explained(self._laid_out_now(), place, self.language))
        self.explained = place
        self.say(explanation_lines(text, self.language))
        return text

    def answer(self, text: str, *, done: bool) -> None:
        """Answer a command of Översikt; one that was carried out is emptied with its fields."""
        emptied = self.front.to_empty(self._seen.get("overview", {}), done=done)
        for name in emptied:
            self._said.pop(name, None)
        self.say({**emptied, "fs_command_answer": text or None})

    def asked(self) -> tuple[str, ...]:
        """The command that is asked for on Översikt, with its three fields."""
        return self.front.asked(self._seen.get("overview", {}))

    def type(self, values: Mapping[Name, InputValue]) -> None:
        """Type inputs into the open book, all or nothing; it can be undone."""
        self.last = self.book.write(patch_of(typed_contents(values, self.read)))

    def through_file(self, change: Callable[[PlanInputs], PlanInputs]) -> None:
        """Save, write the changed plan into the file as `plan` does, and open it again."""
        try:
            self.last = written_through_file(self.path, self.book.host, change, self.language,
                                             self.start)
            self.start = None
        finally:
            self.open()

    def undo(self) -> None:
        """Take the last step back; refuses where there is none or somebody has typed since."""
        last = self.last
        if last is None:
            raise BookError("nothing_to_undo", place=str(self.path))
        if isinstance(last, Receipt):
            self.book.undo(last)
        else:
            last.take_back(self.looked.read, self.book.host)
            self.start = last.start
            self.open()
        self.last = None
