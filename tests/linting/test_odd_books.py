"""Whatever a file holds, `lint` answers in words: findings, or a refusal with its cure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.badness import table_cells, table_files, table_more
from tests.badness.case import Case
from tests.hosts.kinds import KINDS
from tests.hosts.mutations import mutated
from tests.hosts.small import small_book
from tests.hosts.zips import packed, parts_of
from tests.linting.seeded import seeded_book

if TYPE_CHECKING:
    from tests.conftest import Answer

Run = Callable[..., "Answer"]
ANSWERS = (0, 1, 2)
_CASES = tuple({case.number: case for case in reversed(
    (*table_files.CASES, *table_cells.CASES, *table_more.CASES))}.values())
"""The first case of each number of the table."""
_FEW, _MANY = 12, 400
_SHEET = "xl/worksheets/sheet1.xml"


def _answered(run: Run, file: Path, content: bytes) -> Answer:
    file.write_bytes(content)
    answer = run("lint", file)
    assert answer.code in ANSWERS, answer.err
    assert file.read_bytes() == content
    return answer


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_workbook_is_judged_or_refused(
    kind: str, tmp_path: Path, finsam_xl: Run
) -> None:
    _answered(finsam_xl, tmp_path / "bok.xlsx", KINDS[kind]())


def test_a_spoiled_workbook_is_judged_or_refused(tmp_path: Path, finsam_xl: Run) -> None:
    for seed in range(_FEW):
        content, _ = mutated(seeded_book(), Random(seed))  # noqa: S311 - not for secrets
        _answered(finsam_xl, tmp_path / "bok.xlsx", content)


@pytest.mark.thorough
def test_many_spoiled_workbooks_are_judged_or_refused(tmp_path: Path, finsam_xl: Run) -> None:
    for seed in range(_FEW, _MANY):
        made = seeded_book if seed % 2 else small_book
        content, _ = mutated(made(), Random(seed))  # noqa: S311 - not for secrets
        _answered(finsam_xl, tmp_path / "bok.xlsx", content)


@pytest.mark.thorough
@pytest.mark.parametrize("case", _CASES, ids=lambda case: f"{case.number} {case.what}")
def test_each_kind_of_bad_input_is_judged_or_refused(
    case: Case, tmp_path: Path, finsam_xl: Run
) -> None:
    _answered(finsam_xl, tmp_path / "bok.xlsx", case.content(case.verbs[0]))


@pytest.mark.parametrize(("before", "after"), [
    (b"<sheetData>", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells><sheetData>'),
    (b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    (b"</sheetData>", b'<row r="190000"><c r="XFD190000"><f>SUM(A:XFD)</f></c></row></sheetData>'),
])
def test_what_would_fill_the_memory_is_told_and_not_tried(
    before: bytes, after: bytes, tmp_path: Path, finsam_xl: Run
) -> None:
    parts = dict(parts_of(small_book()))
    assert before in parts[_SHEET]
    parts[_SHEET] = parts[_SHEET].replace(before, after)
    answer = _answered(finsam_xl, tmp_path / "bok.xlsx", packed(parts.items()))
    assert "F11 kunde inte prövas: boken är för stor." in answer.out
