"""A row of the table: what is bad, how it is made, what is done with it, and what is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeAlias
from zipfile import ZIP_STORED

from finsam_xl.addresses import cell_name
from finsam_xl.books.cells import book_cells
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.inputs.raw import BookCells
from finsam_xl.package.archive import Package, open_package
from finsam_xl.package.structure import structure
from finsam_xl.plans import compute_plan, draft_plan, example
from tests.hosts.small import small_book
from tests.hosts.zips import packed, parts_of

Maker: TypeAlias = Callable[[bytes], bytes]
"""Makes a bad file of a good one."""
Held: TypeAlias = Decimal | int | str | None
Proof: TypeAlias = Callable[[bytes, bytes], None]
"""Looks at a file before and after."""
Situation: TypeAlias = Callable[[Path], AbstractContextManager[object]]
"""What is the matter around a file while a command runs."""

ATTACH = ("--blank", "--year", "2027", "--no-backup")
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

    def content(self, verb: str) -> bytes:
        """The bad file that a verb is given."""
        return _made(self.made, verb == "attach")

    def command(self, verb: str, file: Path) -> tuple[str, ...]:
        """The whole command."""
        begun = {"--from", "--example"} & {*self.words}
        words = (word.format(file=file, folder=file.parent) for word in self.words)
        return (verb, str(file), *(() if begun else WORDS[verb]), *words)

    def place_in(self, file: Path) -> str:
        """How the sentence's place begins."""
        if not self.place:
            return str(file)
        if not self.place.startswith("fs_") or "attach" in self.verbs:
            return self.place.format(file=file, folder=file.parent)
        title, at = our_cells().names[self.place]
        return f"{title}!{cell_name(at)}"


@lru_cache(maxsize=4)
def _made(made: Maker, is_host: bool) -> bytes:  # noqa: FBT001 - a cache knows no keywords
    return made(small_book() if is_host else our_book())


@cache
def our_book() -> bytes:
    """The book of `ovning` without its alternatives: every check passes."""
    return draft_plan(compute_plan(our_plan())).package


@cache
def our_plan() -> PlanInputs:
    """What stands in it."""
    inputs = example("ovning")
    return inputs.changed({name: None for name in inputs.values
                           if name.quantity.startswith("scenario_") and name.member})


@cache
def our_cells() -> BookCells:
    """The same as it is read."""
    return cells_of(our_book())


@lru_cache(maxsize=4)
def cells_of(content: bytes) -> BookCells:
    """A book's cells, names and properties."""
    return book_cells(opened(content))


@lru_cache(maxsize=4)
def opened(content: bytes) -> Package:
    """A book taken apart."""
    return open_package(content, "bok.xlsx")


@lru_cache(maxsize=4)
def sheet_parts(content: bytes) -> Mapping[str, str]:
    """Where its sheets are, by their titles."""
    return {sheet.title: sheet.part for sheet in structure(opened(content)).sheets}


def with_parts(content: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """The same with some parts replaced, added or (None) taken out; nothing is packed tight."""
    parts: dict[str, bytes | None] = {**_parts(content), **changes}
    return packed(((name, part) for name, part in parts.items() if part is not None), ZIP_STORED)


_parts = lru_cache(maxsize=2)(parts_of)


def held(content: bytes, name: str) -> Held:
    """What a named cell of a book holds."""
    book = cells_of(content)
    title, at = book.names[name]
    found = book.sheets[title].get(at)
    assert found is None or not isinstance(found.content, bool)
    return found.content if found is not None else None
