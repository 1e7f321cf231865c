"""The other side: it must run in LibreOffice's own Python, which is older than ours."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from finsam_xl.libreoffice import uno_side
from finsam_xl.libreoffice.uno_side.writing import rectangles

MODULES = sorted(Path(uno_side.__path__[0]).glob("*.py"))
OLDEST = (3, 8)
FORMULA = {"formula": "A1"}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_python_3_8_can_read_it(module: Path) -> None:
    ast.parse(module.read_text(encoding="utf-8"), feature_version=OLDEST)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_it_needs_nothing_but_the_standard_library_and_itself(module: Path) -> None:
    imported = {node.module or "" for node in ast.walk(ast.parse(module.read_text("utf-8")))
                if isinstance(node, ast.ImportFrom)}
    assert all(name.startswith(uno_side.__name__) or name in sys.stdlib_module_names
               for name in imported)


@pytest.mark.parametrize(("rows", "found"), [
    ([], []),
    ([[1, 2]], []),
    ([[FORMULA]], [(0, 0, 0, 0)]),
    ([[FORMULA, FORMULA, 1, FORMULA]], [(0, 0, 0, 1), (0, 3, 0, 3)]),
    ([[FORMULA, 1], [FORMULA, 1], [1, FORMULA]], [(0, 0, 1, 0), (2, 1, 2, 1)]),
    ([[FORMULA, FORMULA], [FORMULA, 1]], [(0, 0, 0, 1), (1, 0, 1, 0)]),
])
def test_formulas_among_values_are_found_as_rectangles(
        rows: list[list[object]], found: list[tuple[int, int, int, int]]) -> None:
    assert sorted(rectangles(rows, "formula")) == found
