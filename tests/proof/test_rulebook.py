"""Every rule alone on edge operands: three engines come to what the rule's arithmetic says."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from finsam_xl.books.new_file import package
from finsam_xl.figures import rules
from finsam_xl.figures.rules import Rule
from finsam_xl.proof.engines import Cell, Engine, Formualizer, IronCalc, Results
from finsam_xl.proof.rulebook import rulebook
from finsam_xl.proof.stripping import with_false_values
from tests.office.soffice import recalculated_files
from tests.proof.edge_operands import CASES
from tests.proof.judging import differences, office_differences


@pytest.mark.parametrize("engine", [Formualizer(), IronCalc()], ids=lambda engine: engine.name)
@pytest.mark.parametrize("rule", CASES, ids=lambda rule: rule.name)
def test_a_rule_alone_on_edge_operands_is_worth_what_its_arithmetic_says(
    rule: Rule, engine: Engine
) -> None:
    draft = rulebook({rule: CASES[rule]})
    assert differences(draft, package(draft), engine) == []


@pytest.mark.office
def test_libreoffice_agrees_on_every_rule(tmp_path: Path) -> None:
    draft = rulebook(CASES)
    file = tmp_path / "rulebook.xlsx"
    file.write_bytes(with_false_values(package(draft)))
    copies = recalculated_files([file], tmp_path)
    assert office_differences(draft, copies[file]) == []


def test_the_poison_is_seen_where_an_engine_does_not_recalculate() -> None:
    class Careless:
        name = "careless"

        def recalculated(self, package: bytes, cells: Iterable[Cell]) -> Results:
            del package
            return ((cell, 987654321) for cell in cells)

    draft = rulebook({rules.plus: CASES[rules.plus]})
    assert differences(draft, package(draft), Careless())
