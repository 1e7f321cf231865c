"""The command cells of Översikt, and the cell that a person has selected."""

from __future__ import annotations

from dataclasses import dataclass

from finsam_xl.addresses import cell_name
from finsam_xl.books.host_faults import told
from finsam_xl.books.live import LiveBook
from finsam_xl.books.patch import Content
from finsam_xl.books.typing_rules import told_by
from finsam_xl.errors import BookError
from finsam_xl.inputs.raw import Grid
from finsam_xl.sheets.overview import COMMAND_CELLS


@dataclass
class Front:
    """What a person asks for on Översikt, and points at anywhere."""

    book: LiveBook
    pointed: str = ""

    def asked(self, overview: Grid) -> tuple[str, ...]:
        """The command that stands there, with its three fields."""
        return tuple(self._text(overview, key) for key in COMMAND_CELLS)

    def to_empty(self, overview: Grid, *, done: bool) -> dict[str, Content]:
        """The cells to be emptied: the command, and its fields if it was carried out.

        One in which somebody has typed something else since is left alone.
        """
        keys = COMMAND_CELLS if done else COMMAND_CELLS[:1]
        standing = self.book.read([f"fs_{key}" for key in keys])
        return {f"fs_{key}": None for key in keys
                if (text := self._text(overview, key)) and _plain(standing[f"fs_{key}"]) == text}

    def note_selection(self) -> None:
        """Remember which cell is selected, unless it is one of a command's own."""
        with told(self.book.path):
            cell = self.book.host.app.selection
            at = (cell.row - 1, cell.column - 1) if cell is not None else None
            title = cell.sheet.name if cell is not None else ""
        commands = {self.book.names.get(f"fs_{key}") for key in COMMAND_CELLS}
        if at is not None and (title, at) not in commands:
            self.pointed = f"{title}!{cell_name(at)}"

    def selected(self) -> str:
        """The cell that was last selected beside those of a command, as `Blad!A1`."""
        self.note_selection()
        if not self.pointed:
            raise BookError("nothing_selected", place=self.book.path)
        return self.pointed

    def _text(self, overview: Grid, key: str) -> str:
        found = self.book.names.get(f"fs_{key}")
        return _plain(told_by(overview.get(found[1])) if found else None)


def _plain(content: object) -> str:
    return str(content).strip() if content is not None else ""
