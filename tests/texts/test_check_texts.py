"""The sentences of checks: every check has them, and they are of checks that are made."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import finsam_xl.domain.plan_checks as plan_checks_room
from finsam_xl.domain.inputs import InputValue
from finsam_xl.domain.names import Name
from finsam_xl.domain.plan_checks import check_calculation
from finsam_xl.domain.quantities import QUANTITIES
from finsam_xl.plans import EXAMPLES, example, recorded_plan
from finsam_xl.texts import LANGUAGES, texts_in


def test_every_check_has_a_title_a_source_a_heed_and_a_fault_in_both_languages() -> None:
    """A check's title says what should hold; its heed and fault say what is the matter."""
    for key in checks_made():
        for language in LANGUAGES:
            for part in ("title", "source", "heed", "fault"):
                assert texts_in(language).tables["checks"].get(f"{key}_{part}"), (key, part)


def test_every_check_that_the_source_names_is_made_by_an_example() -> None:
    """Else the test above would pass by not looking."""
    made = checks_made()
    assert {asked.pattern for asked in checks_in_the_source()
            if not any(asked.fullmatch(key) for key in made)} == set()


def test_no_check_has_texts_that_nobody_asks_for() -> None:
    """A check that is gone takes its sentences with it; `unknown` speaks for all checks."""
    for language in LANGUAGES:
        keys = {key.rpartition("_")[0] for key in texts_in(language).tables["checks"]}
        assert keys == checks_made() | {"unknown", "unknown_opening"}


def checks_made() -> set[str]:
    """The keys of the checks of every example, each with every printed amount typed."""
    made: set[str] = set()
    for name in EXAMPLES:
        inputs = example(name)
        printed: dict[Name, InputValue] = {
            Name(quantity, year=year): 1000 for quantity in QUANTITIES for year in inputs.years
            if quantity.startswith("printed_") and quantity != "printed_share"}
        plan = recorded_plan(inputs.changed(printed))
        made |= {check.key for check in check_calculation(plan.calculation)}
    return made


def checks_in_the_source() -> list[re.Pattern[str]]:
    """The keys that plan_checks asks for; what a loop fills in may be any word."""
    tree = ast.parse(Path(plan_checks_room.__file__).read_text(encoding="utf-8"))
    asked = [call.args[0] for call in ast.walk(tree)
             if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
             and call.func.attr == "check"]
    assert asked
    return [re.compile(_pattern(key)) for key in asked]


def _pattern(key: ast.expr) -> str:
    parts = key.values if isinstance(key, ast.JoinedStr) else [key]
    return "".join(part.value if isinstance(part, ast.Constant) and isinstance(part.value, str)
                   else "[a-z_]+" for part in parts)
