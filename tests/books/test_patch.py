"""A patch holds every cell it was made of, in few blocks, and survives JSON."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from finsam_xl.books.patch import Content, Formula, patch_of, read_patch

CONTENTS = st.one_of(
    st.none(), st.booleans(), st.text(max_size=8),
    st.integers(-10**9, 10**9).map(lambda kr: Decimal(kr) / 1000),
    st.sampled_from([Formula("=A1+1"), Formula("=SUM(B2:B9)")]))
PLACES = st.tuples(st.sampled_from(["Blad", "Å ä!"]),
                   st.tuples(st.integers(0, 6), st.integers(0, 6)))


@given(st.dictionaries(PLACES, CONTENTS, max_size=30))
def test_the_blocks_hold_every_cell_once(
    cells: dict[tuple[str, tuple[int, int]], Content]
) -> None:
    patch = patch_of(cells)
    assert dict(patch.cells()) == cells
    assert sum(len(block.rows) * len(block.rows[0]) for block in patch.blocks) == len(cells)


@given(st.dictionaries(PLACES, CONTENTS, max_size=30))
def test_json_keeps_a_patch(cells: dict[tuple[str, tuple[int, int]], Content]) -> None:
    patch = patch_of(cells)
    assert read_patch(patch.as_json()) == patch


def test_cells_side_by_side_become_one_block() -> None:
    """
    B2 C2
    B3 C3    one block of two by two
    """
    cells: dict[tuple[str, tuple[int, int]], Content] = {
        ("Blad", (row, column)): Decimal(row * 10 + column) for row in (1, 2) for column in (1, 2)}
    (block,) = patch_of(cells).blocks
    assert block.rows == ((Decimal(11), Decimal(12)), (Decimal(21), Decimal(22)))
