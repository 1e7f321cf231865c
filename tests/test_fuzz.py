"""Spoiled workbooks are refused with a sentence or read as they are: never more than that.

A short run of what `scripts/fuzz.py` does for as long as one likes.
"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.fuzz import COMMANDS, books, tried
from tests.hosts.mutations import MUTATIONS, spoiled

_books = cache(books)


@settings(max_examples=80)
@given(seed=st.integers(0, 10**9), words=st.sampled_from(COMMANDS),
       name=st.sampled_from(("own", "in rich", "in small", "in prefixed", "rich", "small")))
def test_a_spoiled_workbook_is_nobodys_fault(
    seed: int, words: tuple[str, ...], name: str
) -> None:
    """Exit code 0, 1 or 2; the original untouched on refusal; nothing left in the folder."""
    kind, content = spoiled(_books()[name], seed)
    assert kind in MUTATIONS
    with tempfile.TemporaryDirectory() as folder:
        code, finding = tried(Path(folder) / "bok.xlsx", content, words)
    assert not finding, (code, finding)


def test_the_judge_of_spoiled_workbooks_can_be_displeased(tmp_path: Path) -> None:
    """A command that is no command ends with 2, one that is ours and fails would end with 3."""
    path = tmp_path / "bok.xlsx"
    assert tried(path, b"PK", ("plan",)) == (2, "")
    (tmp_path / "skräp.tmp").write_bytes(b"")
    assert tried(path, b"PK", ("plan",))[1].startswith("debris")
