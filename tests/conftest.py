"""What every test may ask for: the examples' inputs and books, and the table in its docstring."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import openpyxl
import pytest
from hypothesis import settings
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook

from finsam_xl import delivery
from finsam_xl.cli import main
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.plans import compute_plan, draft_plan, example
from finsam_xl.proof.agreement import prove
from finsam_xl.proof.engines import Engine
from finsam_xl.sheets.draft import BookDraft

if TYPE_CHECKING:
    from xdist.remote import Producer
    from xdist.scheduler import Scheduling

settings.register_profile("examples", derandomize=True, deadline=None, max_examples=40)
settings.load_profile("examples")


JOURNEYS = ("tests/browser/test_page.py", "tests/browser/test_pane.py")
"""Files whose tests look at what one long journey has seen: they run in one worker."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long tests first, so that no worker is left alone with one at the end."""
    items.sort(key=lambda each: each.get_closest_marker("thorough") is None)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    """Every test goes to whichever worker is free, but a journey's go to one."""
    from xdist.scheduler import LoadScopeScheduling  # noqa: PLC0415 - not everybody has it

    class Scheduler(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return file if file in JOURNEYS else nodeid

    return Scheduler(config, log)


@pytest.fixture(scope="session", autouse=True)
def _proven_once() -> Iterator[None]:
    """A book that was proven is not proven again: hundreds of tests begin with the same ones.

    A book that an engine disagrees with is proven each time, and fails each time.
    """
    proven: dict[tuple[bytes, str], int] = {}

    def prove_once(draft: BookDraft, package: bytes, engine: Engine) -> int:
        drafted = repr([sheet.cells for sheet in draft.sheets]).encode()
        key = (hashlib.sha256(package + drafted).digest(),
               repr((type(engine).recalculated, sys.modules.get("formualizer", ""))))
        if key not in proven:
            proven[key] = prove(draft, package, engine)
        return proven[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delivery, "prove", prove_once)
        yield


@dataclass(frozen=True)
class Table:
    """The table that closes a docstring: input and expected output, as the director sees them.

    Columns stand two spaces apart or more; a figure that is not known is written as a dash.
    """

    rows: tuple[Mapping[str, str], ...]

    def texts(self, head: str) -> list[str]:
        """A column as it is written."""
        return [row[head] for row in self.rows]

    def numbers(self, head: str) -> list[int]:
        """A column of whole numbers."""
        return [whole(text) for text in self.texts(head)]

    def kronor(self, head: str) -> list[int]:
        """A column written in tkr, as whole kronor."""
        return [kronor(text) for text in self.texts(head)]


def whole(text: str) -> int:
    """A whole number as Swedish readers write it."""
    return int(_bare(text))


def kronor(text: str) -> int:
    """Whole kronor of an amount written in tkr."""
    return int(Decimal(_bare(text)) * 1000)


def _bare(text: str) -> str:
    return text.replace(" ", "").replace("−", "-").replace(",", ".")


def table_of(docstring: str) -> Table:
    """The table that closes a docstring."""
    lines = docstring.strip().splitlines()
    first = max((n for n, line in enumerate(lines) if not line.strip()), default=-1) + 1
    heads, *rows = ([cell.strip() for cell in re.split(r"\s{2,}", line.strip())]
                    for line in lines[first:])
    return Table(tuple(dict(zip(heads, row, strict=True)) for row in rows))


@pytest.fixture
def table(request: pytest.FixtureRequest) -> Table:
    """The table in the docstring of the test that asks."""
    return table_of(request.function.__doc__)


@pytest.fixture(scope="session")
def sjuharad_2026() -> PlanInputs:
    """The inputs of Sjuhärad's plan 2026, as it prints them."""
    return example("sjuharad-2026")


@pytest.fixture(scope="session")
def sjuharad_2022() -> PlanInputs:
    """The inputs of Sjuhärad's plan 2022, as it prints them."""
    return example("sjuharad-2022")


@pytest.fixture(scope="session")
def ovning() -> PlanInputs:
    """The made-up association, everything filled in: every check of its plan passes."""
    return example("ovning")


@cache
def _built(name: str, language: str) -> bytes:
    return draft_plan(compute_plan(example(name, language))).package


@pytest.fixture(scope="session")
def built() -> Callable[..., bytes]:
    """The bytes of an example's book, made once for all tests: `built(name, language="sv")`."""

    def bytes_of(name: str = "ovning", language: str = "sv") -> bytes:
        return _built(name, language)

    return bytes_of


@pytest.fixture
def book(tmp_path: Path, built: Callable[..., bytes]) -> Path:
    """A fresh copy of the book of `ovning`."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(built("ovning"))
    return path


@pytest.fixture
def book_2026(tmp_path: Path, built: Callable[..., bytes]) -> Path:
    """A fresh copy of the book of Sjuhärad's plan 2026."""
    path = tmp_path / "plan-2026.xlsx"
    path.write_bytes(built("sjuharad-2026"))
    return path


def cell_of(workbook: Workbook, name: str) -> Cell:
    """The cell that a defined name points to."""
    title, _, cell = workbook.defined_names[name].attr_text.rpartition("!")
    found = workbook[title.strip("'")][cell.replace("$", "")]
    assert isinstance(found, Cell)
    return found


Typed = Mapping[str, object]


@pytest.fixture(scope="session")
def type_into() -> Callable[[Path, Typed], None]:
    """Type values into a book's cells, by defined name or by `Sheet!A1`, as a person would."""

    def typing(path: Path, values: Typed) -> None:
        workbook = openpyxl.load_workbook(path)
        for where, value in values.items():
            title, found, at = where.rpartition("!")
            cell = workbook[title][at] if found else cell_of(workbook, where)
            cell.value = value
        workbook.save(path)

    return typing


class Answer(NamedTuple):
    """What a command answered: exit code, results and messages."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def finsam_xl() -> Callable[..., Answer]:
    """Run a command as from the command line: `finsam_xl("plan", path, "--json")`."""

    def run(*words: object) -> Answer:
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main([str(word) for word in words])
        return Answer(code, out.getvalue(), err.getvalue())

    return run
