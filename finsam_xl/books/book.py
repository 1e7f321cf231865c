"""The seam: every book can be read, written and undone; the calculation knows no more of hosts.

Memory, a file, a live Excel and a live LibreOffice are such books, and one test holds them to it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from finsam_xl.books.patch import Patch, Receipt
from finsam_xl.inputs.raw import BookCells, Content


class Book(Protocol):
    """A workbook of ours, wherever it is kept."""

    def cells(self) -> BookCells:
        """What stands in the book now: sheets, names, properties."""
        ...

    def read(self, names: Collection[str]) -> Mapping[str, Content]:
        """The contents of named cells; refuses with LayoutError a name that is not there."""
        ...

    def write(self, patch: Patch) -> Receipt:
        """Write all of a patch or nothing; the receipt holds what stood there.

        Refuses with BookError a cell that is no input cell, or a host that will not have it.
        """
        ...

    def undo(self, receipt: Receipt) -> None:
        """Put back what stood there; refuses with BookError where somebody has typed since."""
        ...
