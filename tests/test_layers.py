"""The rooms' order, read from the imports: nothing flows back, and nothing native is needed."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from finsam_xl.web.calls import LATER
from finsam_xl.web.packing import DESKTOP

ROOT = Path(__file__).parent.parent
MEMBERS = ROOT / "tests" / "browser" / "members.py"

ORDER: tuple[frozenset[str], ...] = (
    frozenset({"texts", "version", "addresses"}),
    frozenset({"errors", "findings"}),
    frozenset({"package", "libreoffice"}),
    frozenset({"figures"}),
    frozenset({"domain"}),
    frozenset({"inputs", "sheets"}),
    frozenset({"books", "graft"}),
    frozenset({"proof", "population_scb"}),
    frozenset({"rolling", "keeping", "plans", "trying"}),
    frozenset({"report", "frames", "hosting", "beginning", "explaining", "functions",
               "typed"}),
    frozenset({"screen", "planbooks", "libreoffice"}),
    frozenset({"delivery"}),
    frozenset({"desk", "guests", "populating", "deciding", "live", "addin"}),
    frozenset({"signatures", "linting", "comparing", "reviewing"}),
    frozenset({"verifying"}),
    frozenset({"archiving"}),
    frozenset({"web"}),
    frozenset({"cli", "public list"}),
)
"""The rooms from left to right; rooms of one place know nothing of each other."""

LEAVES = frozenset({"errors", "texts", "addresses"})

MAY_IMPORT: dict[str, frozenset[str]] = {
    "texts": frozenset(),
    "version": frozenset(),
    "addresses": frozenset(),
    "errors": frozenset({"texts"}),
    "findings": frozenset({"version"}),
    "package": frozenset({"errors"}),
    "figures": frozenset(),
    "domain": frozenset({"errors", "figures"}),
    "inputs": LEAVES | {"domain"},
    "sheets": LEAVES | {"figures", "domain"},
    "books": frozenset({"errors", "addresses", "package", "domain", "inputs", "sheets"}),
    "graft": frozenset({"errors", "addresses", "package", "domain", "inputs", "sheets"}),
    "population_scb": frozenset({
        "errors", "addresses", "package", "domain", "inputs", "books",
    }),
    "proof": LEAVES | {"package", "figures", "domain", "sheets", "books"},
    "rolling": frozenset({"errors", "texts", "domain"}),
    "keeping": LEAVES | {"domain", "inputs", "sheets"},
    "plans": frozenset({
        "errors", "texts", "version", "package", "domain", "inputs", "sheets", "books", "proof",
    }),
    "report": frozenset({"errors", "addresses", "domain", "sheets", "plans"}),
    "explaining": LEAVES | {"figures", "domain", "sheets", "plans"},
    "frames": frozenset({"domain", "plans"}),
    "hosting": frozenset({
        "errors", "addresses", "package", "domain", "inputs", "sheets", "books", "graft",
        "keeping", "proof", "plans", "texts",
    }),
    "beginning": frozenset({"errors", "domain", "inputs", "sheets", "plans"}),
    "functions": frozenset({"errors", "texts", "figures", "domain", "inputs", "plans"}),
    "addin": frozenset({"errors", "texts", "package", "books", "functions", "screen"}),
    "trying": frozenset({"errors", "texts", "domain"}),
    "typed": frozenset({
        "texts", "addresses", "domain", "sheets", "books", "plans",
    }),
    "planbooks": frozenset({"addresses", "package", "inputs", "books", "plans", "hosting"}),
    "libreoffice": frozenset({"errors"}),
    "live": LEAVES | {
        "package", "figures", "domain", "inputs", "sheets", "books", "proof", "population_scb",
        "plans", "trying", "report", "explaining", "hosting", "screen", "libreoffice", "delivery",
        "typed",
    },
    "screen": frozenset({"texts", "addresses", "findings", "inputs", "books", "plans", "report"}),
    "delivery": frozenset({
        "errors", "texts", "package", "books", "proof", "plans", "hosting", "screen",
    }),
    "desk": frozenset({
        "errors", "texts", "domain", "books", "rolling", "keeping", "plans", "report", "beginning",
        "explaining", "screen", "delivery",
    }),
    "guests": frozenset({
        "errors", "texts", "package", "domain", "inputs", "sheets", "books", "graft", "plans",
        "hosting", "beginning", "screen", "delivery",
    }),
    "populating": frozenset({
        "errors", "texts", "domain", "inputs", "books", "population_scb", "plans", "hosting",
        "screen", "delivery",
    }),
    "deciding": frozenset({
        "errors", "texts", "domain", "inputs", "books", "proof", "plans", "trying", "hosting",
        "screen", "delivery",
    }),
    "signatures": frozenset({"errors"}),
    "verifying": LEAVES | {
        "version", "findings", "package", "figures", "domain", "inputs", "sheets", "books", "graft",
        "proof", "plans", "report", "screen", "delivery", "signatures",
    },
    "comparing": LEAVES | {
        "package", "figures", "domain", "inputs", "sheets", "proof", "plans", "explaining",
        "screen",
    },
    "archiving": frozenset({
        "texts", "findings", "domain", "inputs", "books", "keeping", "proof", "plans", "report",
        "screen", "delivery", "verifying",
    }),
    "linting": frozenset({
        "errors", "texts", "findings", "package", "domain", "inputs", "sheets", "books", "proof",
        "plans", "screen",
    }),
    "reviewing": frozenset({
        "errors", "texts", "findings", "package", "domain", "inputs", "books", "population_scb",
        "plans", "screen",
    }),
    "cli": frozenset({
        "errors", "texts", "version", "report", "desk", "guests", "populating", "deciding", "live",
        "addin", "archiving", "verifying", "comparing", "linting",
        "reviewing", "web",
    }),
    "web": LEAVES | {
        "version", "findings", "package", "domain", "inputs", "sheets", "books", "graft", "proof",
        "plans", "trying", "report", "hosting", "beginning", "explaining", "screen", "verifying",
        "comparing", "reviewing", "populating", "population_scb", "functions", "typed",
        "linting",
    },
    "public list": frozenset({"domain", "plans", "hosting", "frames"}),
}
"""What each room knows today. An import that is not here is a decision, to be made here."""

FOREIGN: dict[str, frozenset[str]] = {
    "xlsxwriter": frozenset({"finsam_xl.books.new_file"}),
    "openpyxl": frozenset({
        "finsam_xl.proof.printed", "finsam_xl.proof.shared", "finsam_xl.web.instead",
        *(f"finsam_xl.linting.{each}" for each in (
            "block_rules", "calls", "examined", "formula_rules", "layout_rules", "places",
            "roles")),
    }),
    "pandas": frozenset({"finsam_xl.frames"}),
    "signxml": frozenset({"finsam_xl.signatures.statement"}),
    "lxml": frozenset({"finsam_xl.signatures.statement"}),
    "cryptography": frozenset({
        "finsam_xl.signatures.statement", "finsam_xl.signatures.certificates"}),
    "rich": frozenset({"finsam_xl.screen"}),
    "formualizer": frozenset({"finsam_xl.proof.engines"}),
    "ironcalc": frozenset({"finsam_xl.proof.engines"}),
    "numpy": frozenset(),
    "python_calamine": frozenset(),
    "uno": frozenset(f"finsam_xl.libreoffice.uno_side.{module}"
                      for module in ("changes", "documents", "host")),
    "xlwings": frozenset(f"finsam_xl.{module}" for module in (
        "books.live", "live.hosts", "live.stepping", "functions.binding", "addin.workbook",
        *(f"libreoffice.{each}" for each in (
            "apps", "books", "engine", "names", "ranges", "sheets")),
    )),
}
"""Packages of others, and the only modules that may import them."""

LAZY = frozenset({"rich", "formualizer", "ironcalc"})
"""Packages that are imported inside a function only: not everybody has or needs them."""

NATIVE = ("lxml", "formualizer", "ironcalc", "python_calamine", "pandas", "numpy", "rich",
          "xlwings", "uno")


@dataclass(frozen=True, slots=True)
class Import:
    """One module importing another: at its top, or lazily (in a function, or for types only)."""

    module: str
    imported: str
    lazy: bool

    @property
    def edge(self) -> tuple[str, str]:
        return room(self.module), room(self.imported)


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "public list"


@cache
def imports() -> tuple[Import, ...]:
    modules = sorted((ROOT / "finsam_xl").rglob("*.py"))
    return tuple(each for path in modules for each in imports_of(
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"),
        path.read_text(encoding="utf-8")))


def imports_of(module: str, source: str) -> Iterator[Import]:
    tree = ast.parse(source)
    inside = {id(part) for block in ast.walk(tree)
              if isinstance(block, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
              or (isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING")
              for part in ast.walk(block)}
    for node in ast.walk(tree):
        for name in imported_by(node):
            yield Import(module, name, lazy=id(node) in inside)


def imported_by(node: ast.AST) -> Iterator[str]:
    """What a statement imports; a call given a package's name first imports it as well."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are written out in full"
        start = node.module or ""
        yield from (f"{start}.{alias.name}" if start == "finsam_xl" else start
                    for alias in node.names)
    elif isinstance(node, ast.Call) and node.args:
        first = node.args[0]
        if isinstance(first, ast.Constant) and first.value in FOREIGN:
            yield str(first.value)


def within() -> list[Import]:
    """Imports of one room by another."""
    return [each for each in imports()
            if each.imported.partition(".")[0] == "finsam_xl" and each.edge[0] != each.edge[1]]


def test_every_room_has_its_place_in_the_order() -> None:
    rooms = {room(each.module) for each in imports()} | {room(each.imported) for each in within()}
    placed = {name for rooms_of_one_place in ORDER for name in rooms_of_one_place}
    assert rooms <= placed
    assert placed == set(MAY_IMPORT)


def test_the_table_lets_no_room_know_what_lies_to_its_right() -> None:
    place = {name: number for number, rooms in enumerate(ORDER) for name in rooms}
    backwards = [(knows, known) for knows, all_known in MAY_IMPORT.items() for known in all_known
                 if place[known] >= place[knows]]
    assert backwards == []


def test_no_room_imports_more_than_the_table_says() -> None:
    strange = [each for each in within() if each.edge[1] not in MAY_IMPORT[each.edge[0]]]
    assert strange == []


def test_the_table_remembers_no_import_that_is_gone() -> None:
    edges = {each.edge for each in within()}
    gone = [(knows, known) for knows, all_known in MAY_IMPORT.items() for known in all_known
            if (knows, known) not in edges]
    assert gone == []


def test_a_package_of_others_is_imported_only_where_it_belongs() -> None:
    strange = [
        each for each in imports()
        if (package := each.imported.partition(".")[0]) not in {*sys.stdlib_module_names,
                                                               "finsam_xl"}
        and each.module not in FOREIGN.get(package, ())
    ]
    assert strange == []


def reached_from(modules: list[str]) -> set[str]:
    """Every module that is imported, at the top of modules, when some are."""
    direct: dict[str, list[str]] = {}
    for each in imports():
        if not each.lazy:
            direct.setdefault(each.module, []).append(each.imported)
    reached, waiting = set[str](), list(modules)
    while waiting:
        module = waiting.pop()
        if module not in reached:
            reached.add(module)
            waiting += direct.get(module, ())
    return reached


def test_the_page_s_engine_needs_what_the_tab_has_and_nothing_that_stays_at_home() -> None:
    """From the bridge inwards, at the top of modules: pure Python, and what is packed."""
    reached = reached_from([f"finsam_xl.web.{each}" for each in (
        "bridge", "saving", *LATER.values())])
    known = {each.module for each in imports()}
    foreign = {name.partition(".")[0] for name in reached} - {*sys.stdlib_module_names}
    assert foreign == {"finsam_xl", "xlsxwriter", "openpyxl"}
    ours = {name for name in reached if name in known}
    assert not {name for name in ours
                if name.replace(".", "/").removeprefix("finsam_xl/").startswith(DESKTOP)}


def test_a_tab_begins_without_what_only_some_calls_need() -> None:
    reached = reached_from(["finsam_xl.web.bridge"])
    assert not {room(each) for each in reached} & {
        "graft", "hosting", "verifying", "reviewing", "comparing", "linting", "population_scb"}
    assert not reached & {"xlsxwriter", "openpyxl"}


def test_what_few_need_is_imported_only_when_it_is_needed() -> None:
    eager = [each for each in imports()
             if each.imported.partition(".")[0] in LAZY and not each.lazy]
    assert eager == []


@pytest.mark.parametrize(("source", "found"), [
    ("import pandas as pd", Import("m", "pandas", lazy=False)),
    ("from finsam_xl import desk", Import("m", "finsam_xl.desk", lazy=False)),
    ("from finsam_xl.books.cells import x", Import("m", "finsam_xl.books.cells", lazy=False)),
    ("def f():\n    import uno", Import("m", "uno", lazy=True)),
    ("e = import_module('lxml')", Import("m", "lxml", lazy=False)),
    ("if TYPE_CHECKING:\n    import rich", Import("m", "rich", lazy=True)),
])
def test_an_import_is_seen_however_it_is_written(source: str, found: Import) -> None:
    assert list(imports_of("m", source)) == [found]


BLOCKING = """
import runpy, sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {names!r}:
            raise ImportError(f"{{name}} is blocked")

sys.meta_path.insert(0, Blocked())
for name in {names!r}:
    assert name not in sys.modules, name
    try:
        __import__(name)
    except ImportError:
        continue
    raise AssertionError(name)
runpy.run_path({script!r}, run_name="__main__")
"""


def members(*, blocked: tuple[str, ...] = ()) -> dict[str, list[list[str]]]:
    """The members of the example books and their digests, built in a Python of its own."""
    prelude = BLOCKING.format(names=blocked, script=str(MEMBERS))
    command = [sys.executable, "-c", prelude, str(ROOT)]
    done = subprocess.run(command, check=False, capture_output=True, text=True,  # noqa: S603
                          env={**os.environ, "PYTHONHASHSEED": "1" if blocked else "2"})
    assert done.returncode == 0, done.stderr
    books: dict[str, list[list[str]]] = json.loads(done.stdout)["books"]
    return books


@pytest.mark.thorough
def test_the_examples_are_built_the_same_with_every_native_wheel_blocked() -> None:
    without, usual = members(blocked=NATIVE), members()
    assert list(without) == list(usual)
    for book, built in without.items():
        assert built == usual[book], book


HELP = ("import sys; from finsam_xl.cli import main; assert main(['--help']) == 0; "
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)")


def test_help_is_said_without_loading_a_package_of_others() -> None:
    done = subprocess.run([sys.executable, "-c", HELP], check=True,  # noqa: S603
                          capture_output=True, text=True, cwd=ROOT)
    assert set(done.stderr.split()) & {*FOREIGN, *NATIVE} == set()
