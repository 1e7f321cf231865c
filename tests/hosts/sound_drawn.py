"""Rules of what is drawn: shapes, charts, and the notes that hang on cells."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hosts.names import CHART
from tests.hosts.opened import Opened, doubles, relation_in
from tests.hosts.sound_sheets import place_of
from tests.hosts.sound_workbook import unknown_sheets
from tests.hosts.trees import Element, children, descendants, name_of, whole

_SHAPE = "{urn:schemas-microsoft-com:vml}shape"
_OFFICE_SHAPE = "_x0000_s"  # LibreOffice calls every note's shape shape_0
_CLIENT = "{urn:schemas-microsoft-com:office:excel}"


def drawing_faults(book: Opened) -> Iterator[str]:
    """Shapes have each a number of their own; a sheet uses the drawings it is related to."""
    for part in book.of_kind(".drawing+xml"):
        numbers = [shape.get("id", "") for shape in descendants(book.root(part), "cNvPr")]
        for double in doubles(numbers):
            yield f"{part}: two shapes of the number {double}"
    for part in (name for name in book.parts if name.endswith(".vml")):
        shapes = [shape.get("id", "") for shape in book.root(part).iter(_SHAPE)]
        for double in doubles(shape for shape in shapes if shape.startswith(_OFFICE_SHAPE)):
            yield f"{part}: two shapes {double}"
    for _, name in book.sheets:
        used = [book.leading(name, relation_in(entry))
                for entry in children(book.root(name), "drawing")]
        if used != book.related(name, "drawing"):
            yield f"{name}: is related to other drawings than it uses"


def chart_faults(book: Opened) -> Iterator[str]:
    """Axes are those that series use; formulas point to sheets that exist."""
    titles = [title for title, _ in book.sheets]
    for part in book.of_kind("drawingml.chart+xml"):
        root = book.root(part)
        for formula in root.iter(f"{{{CHART}}}f"):
            for sheet in unknown_sheets(formula.text or "", titles):
                yield f"{part}: the sheet {sheet} does not exist"
        yield from _axis_faults(root, part)


def _axis_faults(root: Element, part: str) -> Iterator[str]:
    given, used = [], set()
    for area in descendants(root, "plotArea"):
        for group in area:
            ids = [whole(entry, "val") for entry in group if name_of(entry) == "axId"]
            if name_of(group).endswith("Ax"):
                given += ids
                used |= {whole(entry, "val") for entry in group if name_of(entry) == "crossAx"}
            else:
                used |= set(ids)
    if len(set(given)) != len(given) or set(given) != used:
        yield f"{part}: the axes {sorted(given)} are used as {sorted(used)}"


def note_faults(book: Opened) -> Iterator[str]:
    """Each note has a cell of its own, an author and a shape; a thread has its note."""
    for _, name in book.sheets:
        for part in book.related(name, "comments"):
            yield from _written_faults(book, part)
            yield from _shape_faults(book, name, part)
        for part in book.related(name, "threadedComment"):
            noted = {note.get("ref") for notes in book.related(name, "comments")
                     for note in children(book.root(notes), "commentList", "comment")}
            for remark in book.root(part):
                if remark.get("ref") not in noted:
                    yield f"{part}: no note at {remark.get('ref')}"


def _written_faults(book: Opened, part: str) -> Iterator[str]:
    notes = children(book.root(part), "commentList", "comment")
    for double in doubles(note.get("ref", "") for note in notes):
        yield f"{part}: two notes at {double}"
    authors = len(children(book.root(part), "authors", "author"))
    for note in notes:
        if not 0 <= whole(note, "authorId") < authors:
            yield f"{part}: the note at {note.get('ref')} has no author"


def _shape_faults(book: Opened, name: str, part: str) -> Iterator[str]:
    """The notes' cells against the cells of the shapes in the sheet's VML."""
    shapes = [book.leading(name, relation_in(entry))
              for entry in children(book.root(name), "legacyDrawing")]
    drawn = {place for shape in shapes for place in _noted(book.root(shape))}
    for note in children(book.root(part), "commentList", "comment"):
        if place_of(note.get("ref", "")) not in drawn:
            yield f"{part}: the note at {note.get('ref')} has no shape"


def _noted(root: Element) -> Iterator[tuple[int, int]]:
    for client in root.iter(f"{_CLIENT}ClientData"):
        if client.get("ObjectType") == "Note":
            row, column = (client.findtext(f"{_CLIENT}{word}", "0") for word in ("Row", "Column"))
            yield int(row) + 1, int(column) + 1
