"""A book on its way out of the page: written as `plan` writes it, and read again before it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from finsam_xl.books.cells import cells_in
from finsam_xl.books.new_file import package
from finsam_xl.errors import AgreementError
from finsam_xl.graft.verifying import refuse_unlike
from finsam_xl.hosting import Hosted, planned, verified
from finsam_xl.package.archive import open_package
from finsam_xl.package.structure import structure
from finsam_xl.plans import Proven, ReadInputs, read_packed
from finsam_xl.texts import Texts
from finsam_xl.trying import same_values


@dataclass(frozen=True)
class Saved:
    """A book on its way out: its bytes, and what was touched in the one it was read from."""

    content: bytes
    hosted: Hosted | None = None

    def report(self, texts: Texts) -> dict[str, Any]:
        """What was touched, as plain data; nothing of a book that is new."""
        return {} if self.hosted is None else self.hosted.as_json(texts)


def written(
    name: str, read: ReadInputs | None, proven: Proven, *, force: bool = False
) -> Saved:
    """A plan's bytes: in the book it was read from, or in one of its own.

    `force` lets formulas of others come to point elsewhere. Refuses what `plan` refuses.
    """
    fresh = package(proven.draft)
    if read is None or read.package is None or read.book is None:
        saved = Saved(fresh)
    else:
        hosted = planned(read.package, read.book, proven, fresh, force=force)
        saved = Saved(hosted.grafted.content, hosted)
        if saved.content != read.package.content:
            verified(saved.content, read.package, hosted.grafted, proven)
    _read_again(name, saved.content, proven)
    return saved


def _read_again(name: str, content: bytes, proven: Proven) -> None:
    """Refuse to hand over bytes in which somebody would read another plan than this."""
    read = open_package(content, name)
    refuse_unlike(cells_in(structure(read)), proven.draft)
    again = read_packed(read)
    if not same_values(again.inputs.values, proven.plan.inputs.values):
        raise AgreementError("reread_differs", place=name)
