"""What a file must be after a bad input was handled: looked at part by part, cell by cell."""

from __future__ import annotations

import re

from finsam_xl.addresses import cell_name
from tests.badness.case import Proof, cells_of, our_book, sheet_parts
from tests.hosts.trees import children, tree
from tests.hosts.zips import packed_of, parts_of

_MAY_CHANGE = re.compile(
    r"workbook\.xml|styles\.xml|Content_Types|_rels/|docProps/custom|calcChain")


def as_delivered(_: bytes, now: bytes) -> None:
    """Our sheets are as they were when the book was made."""
    good, found = parts_of(our_book()), parts_of(now)
    for name in good:
        if name.startswith("xl/worksheets/sheet"):
            assert found[name] == good[name], name


def others_kept(before: bytes, now: bytes) -> None:
    """Every part of the host that is not told to change is the same to the byte, as packed."""
    there, found = packed_of(before), packed_of(now)
    kept = {name for name in there if not _MAY_CHANGE.search(name)}
    assert kept
    for name in kept:
        assert found[name] == there[name], name


def part_kept(pattern: str) -> Proof:
    """The parts of a name are the same to the byte."""

    def proof(before: bytes, now: bytes) -> None:
        there, found = parts_of(before), parts_of(now)
        names = [name for name in there if re.search(pattern, name)]
        assert names
        for name in names:
            assert found[name] == there[name], name

    return proof


def part_gone(name: str) -> Proof:
    """A part is there no longer, and nothing speaks of it."""

    def proof(_: bytes, now: bytes) -> None:
        found = parts_of(now)
        assert name not in found
        assert not any(name.rpartition("/")[2].encode() in each
                       for path, each in found.items() if path.endswith((".rels", "Types].xml")))

    return proof


def plain_text(*names: str) -> Proof:
    """Texts that begin as formulas do are texts, marked as such, and nowhere a formula."""

    def proof(_: bytes, now: bytes) -> None:
        book = cells_of(now)
        looks = [each.get("quotePrefix") == "1" for each in children(
            tree(parts_of(now)["xl/styles.xml"]), "cellXfs", "xf")]
        for name in names:
            title, at = book.names[name]
            found = book.sheets[title][at]
            sheet = parts_of(now)[sheet_parts(now)[title]].decode()
            cell = re.search(rf'<c r="{cell_name(at)}" s="(\d+)" t="inlineStr">', sheet)
            assert cell is not None
            assert found.formula is None
            assert not found.error
            assert looks[int(cell[1])] == (str(found.content)[0] in "=+-@")
        everywhere = [str(found.content) for grid in (book.sheets[title] for title in book.sheets)
                      for found in grid.values() if found.formula is not None]
        assert not any(each.startswith("cmd") for each in everywhere)

    return proof


def sheets_kept(*titles: str) -> Proof:
    """Sheets of those names are still there."""

    def proof(_: bytes, now: bytes) -> None:
        assert set(titles) <= set(cells_of(now).sheets)

    return proof
