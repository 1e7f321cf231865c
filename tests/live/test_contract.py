"""One contract, every kind of book: memory, a file, and an open book in LibreOffice.

The open book is asked in two ways: as our own engine can be, and as Excel's can be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from finsam_xl.books.book import Book
from finsam_xl.books.cells import book_cells
from finsam_xl.books.live import LiveBook
from finsam_xl.hosting import write_plan
from finsam_xl.live.hosts import Host
from finsam_xl.package.archive import read_package
from finsam_xl.planbooks import FileBook, MemoryBook
from finsam_xl.plans import Proven, compute_plan, draft_plan, example
from tests.live.scenes import SCENES

EXAMPLE = "sjuharad-2026"


@cache
def _proven() -> Proven:
    return draft_plan(compute_plan(example(EXAMPLE)))


@pytest.fixture
def in_memory() -> Book:
    return MemoryBook(_proven())


@pytest.fixture
def in_a_file(tmp_path: Path) -> Book:
    write_plan(tmp_path / "plan.xlsx", compute_plan(example(EXAMPLE)))
    return FileBook(tmp_path / "plan.xlsx")


@pytest.fixture
def in_libreoffice(tmp_path: Path, office: Host) -> Iterator[Book]:
    path = tmp_path / "plan.xlsx"
    write_plan(path, compute_plan(example(EXAMPLE)))
    opened, _ = office.open(path)
    book = LiveBook(opened, book_cells(read_package(path)))
    yield book
    opened.close()


class OnlyXlwings:
    """A host's book without what our engine adds: what is left is what Excel's engine has."""

    def __init__(self, impl: Any) -> None:  # noqa: ANN401 - an engine's book
        self._impl = impl

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        if name in ("read_many", "changes"):
            raise AttributeError(name)
        return getattr(self._impl, name)


@pytest.fixture
def through_xlwings_alone(tmp_path: Path, office: Host) -> Iterator[Book]:
    path = tmp_path / "plan.xlsx"
    write_plan(path, compute_plan(example(EXAMPLE)))
    opened, _ = office.open(path)
    book = LiveBook(xw.Book(impl=OnlyXlwings(opened.impl)), book_cells(read_package(path)))
    yield book
    opened.close()


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: str(scene.__name__))
@pytest.mark.parametrize("kind", [
    "in_memory", pytest.param("in_a_file", marks=pytest.mark.thorough),
    pytest.param("in_libreoffice", marks=pytest.mark.office),
    pytest.param("through_xlwings_alone", marks=pytest.mark.office)])
def test_every_book_plays_the_scene(
    kind: str, scene: Callable[[Book], None], request: pytest.FixtureRequest
) -> None:
    scene(request.getfixturevalue(kind))
