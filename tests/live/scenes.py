"""The scenes that every book must play alike: what is typed, what stands there, what is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest

from finsam_xl.books.book import Book
from finsam_xl.books.patch import Block, Patch, patch_of, read_patch
from finsam_xl.errors import BookError, LayoutError
from finsam_xl.inputs.raw import Content

GRANT, TOTAL, BOLLEBYGD = "fs_grant_2026", "fs_total_2026", "fs_contribution_1443_2026"
SHOWN = (GRANT, TOTAL, BOLLEBYGD, "fs_result_2026", "fs_master_check")


def typed(book: Book, values: Mapping[str, Content]) -> Patch:
    names = book.cells().names
    return patch_of({names[name]: content for name, content in values.items()})


def figures_follow_what_is_typed(book: Book) -> None:
    """S 8 773 becomes 9 001,46: the total is twice that, and every share follows."""
    book.write(typed(book, {GRANT: Decimal("9001.46")}))
    assert book.read(SHOWN) == {
        GRANT: Decimal("9001.46"), TOTAL: 18_002_920, BOLLEBYGD: 192_040,
        "fs_result_2026": -377_080, "fs_master_check": 0}


def a_receipt_holds_what_stood_there(book: Book) -> None:
    receipt = book.write(typed(book, {GRANT: Decimal(9000), "fs_step_2026": Decimal(10)}))
    before = {block.place: block.rows for block in receipt.before.blocks}
    assert before == {block.place: ((Decimal(8773),),) if block.rows == ((Decimal(9000),),)
                      else ((Decimal(10),),) for block in receipt.written.blocks}


def undo_puts_back_what_stood_there(book: Book) -> None:
    before = book.read(SHOWN)
    receipt = book.write(typed(book, {GRANT: Decimal(9000)}))
    assert book.read(SHOWN) != before
    book.undo(receipt)
    assert book.read(SHOWN) == before


def undo_is_refused_where_somebody_has_typed_since(book: Book) -> None:
    receipt = book.write(typed(book, {GRANT: Decimal(9000)}))
    book.write(typed(book, {GRANT: Decimal(9100)}))
    with pytest.raises(BookError, match="har ändrats sedan dess"):
        book.undo(receipt)
    assert book.read([GRANT]) == {GRANT: Decimal(9100)}


def a_formula_cell_is_refused_and_nothing_is_written(book: Book) -> None:
    before = book.read(SHOWN)
    with pytest.raises(BookError, match="ingen indatacell"):
        book.write(typed(book, {GRANT: Decimal(9000), TOTAL: Decimal(1)}))
    assert book.read(SHOWN) == before


def a_blank_empties_a_cell(book: Book) -> None:
    book.write(typed(book, {"fs_grant_2027": None}))
    assert book.read(["fs_grant_2027", "fs_total_2027"]) == {
        "fs_grant_2027": None, "fs_total_2027": None}


def text_stays_text(book: Book) -> None:
    """What looks like a formula, a number or a date to a spreadsheet program is none."""
    said = {"fs_activity_comment_01": "0180", "fs_activity_comment_02": "1-2 mars",
            "fs_activity_comment_03": "'citat", "fs_plan_note_01": "Ja"}
    book.write(typed(book, said))
    assert book.read(list(said)) == said


def a_block_is_written_as_one(book: Book) -> None:
    """Amounts of a year, row under row, and a new activity across its row."""
    names = [f"fs_activity_amount_{row:02d}_2026" for row in range(1, 9)]
    patch = typed(book, {name: Decimal(100 + place) for place, name in enumerate(names)})
    assert [len(block.rows) for block in patch.blocks] == [8]
    book.write(patch)
    assert list(book.read(names).values()) == [100 + place for place in range(8)]


def a_patch_is_the_same_after_json(book: Book) -> None:
    patch = typed(book, {GRANT: Decimal("8773.5"), "fs_grant_2027": None,
                         "fs_plan_note_01": "En not"})
    assert read_patch(patch.as_json()) == patch
    book.write(read_patch(patch.as_json()))
    assert book.read([GRANT, "fs_plan_note_01"]) == {
        GRANT: Decimal("8773.5"), "fs_plan_note_01": "En not"}


def a_name_that_is_not_there_is_refused(book: Book) -> None:
    with pytest.raises(LayoutError, match="fs_grant_1999"):
        book.read(["fs_grant_1999"])


def a_cell_beside_ours_is_refused(book: Book) -> None:
    title = book.cells().names[GRANT][0]
    with pytest.raises(BookError, match=f"{title}!Z90"):
        book.write(Patch((Block(title, (89, 25), ((Decimal(1),),)),)))


SCENES: tuple[Callable[[Book], None], ...] = (
    figures_follow_what_is_typed, a_receipt_holds_what_stood_there,
    undo_puts_back_what_stood_there, undo_is_refused_where_somebody_has_typed_since,
    a_formula_cell_is_refused_and_nothing_is_written, a_blank_empties_a_cell, text_stays_text,
    a_block_is_written_as_one, a_patch_is_the_same_after_json,
    a_name_that_is_not_there_is_refused, a_cell_beside_ours_is_refused,
)
