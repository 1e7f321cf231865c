"""A row of the table: what is bad, how it is made, what is done with it, and what is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TypeAlias

from finsam_xl.addresses import cell_name
from finsam_xl.books.cells import book_cells
from finsam_xl.inputs.raw import BookCells
from finsam_xl.package.archive import open_package
from finsam_xl.plans import compute_plan, draft_plan, example
from tests.hosts.small import small_book

Maker: TypeAlias = Callable[[bytes], bytes]
"""Makes a bad file of a good one."""
Held: TypeAlias = Decimal | int | str | None
Proof: TypeAlias = Callable[[bytes, bytes], None]
"""Looks at a file before and after."""
Situation: TypeAlias = Callable[[Path], AbstractContextManager[object]]
"""What is the matter around a file while a command runs."""

ATTACH = ("--example", "ovning", "--no-backup")
WORDS: Mapping[str, tuple[str, ...]] = {
    "plan": ("--no-backup",), "check": (), "names": (), "attach": ATTACH,
    "detach": ("--no-backup",),
}
REFUSED = 2


@dataclass(frozen=True, slots=True)
class Case:
    """A row: its number among the cases, its words, and all that the test needs of it.

    `key` is that of the sentence, `place` a cell, a name whose cell it is, or nothing for the
    file itself; `says` must stand in the sentence. `verbs` are tried one after the other, `words`
    are given to each. Of what is not refused, `after` says what named cells hold then.
    """

    number: int
    what: str
    made: Maker
    key: str
    place: str = ""
    says: str = ""
    verbs: tuple[str, ...] = ("plan", "check")
    code: int = REFUSED
    words: tuple[str, ...] = ()
    after: Mapping[str, Held] = field(default_factory=dict)
    proof: Proof | None = None
    file: str = "bok.xlsx"
    around: Situation = nullcontext

    @property
    def good(self) -> bytes:
        """The good file that the bad one is made of: our book, or for `attach` another's."""
        return small_book() if set(self.verbs) == {"attach"} else our_book()

    def content(self, verb: str) -> bytes:
        """The bad file that a verb is given."""
        return self.made(small_book() if verb == "attach" else our_book())

    def command(self, verb: str, file: Path) -> tuple[str, ...]:
        """The whole command."""
        return (verb, str(file), *WORDS[verb], *self.words)

    def place_in(self, file: Path) -> str:
        """How the sentence's place begins."""
        if not self.place:
            return str(file)
        if not self.place.startswith("fs_"):
            return self.place
        title, at = our_cells().names[self.place]
        return f"{title}!{cell_name(at)}"


@cache
def our_book() -> bytes:
    """The book of `ovning`, in which every check passes."""
    return draft_plan(compute_plan(example("ovning"))).package


@cache
def our_cells() -> BookCells:
    """The same as it is read."""
    return cells_of(our_book())


def cells_of(content: bytes) -> BookCells:
    """A book's cells, names and properties."""
    return book_cells(open_package(content, "bok.xlsx"))


def held(content: bytes, name: str) -> Held:
    """What a named cell of a book holds."""
    book = cells_of(content)
    title, at = book.names[name]
    found = book.sheets[title].get(at)
    assert found is None or not isinstance(found.content, bool)
    return found.content if found is not None else None
