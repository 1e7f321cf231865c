"""The README tells the truth: its first two console blocks are the set-up, its Python runs."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"```console\n(.*?)```", README, re.DOTALL)


def test_the_first_two_console_blocks_are_the_main_job_and_the_tests() -> None:
    assert [block.strip() for block in CONSOLE] == ["$ scripts/plan-2026", "$ scripts/test"]


def test_the_commands_of_the_readme_can_be_run() -> None:
    for block in CONSOLE:
        script = ROOT / block.strip().removeprefix("$ ")
        assert os.access(script, os.X_OK)


def test_ci_runs_exactly_the_second_command() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line.strip() and not line.startswith("#")]
    assert commands[-1].rstrip('"').endswith("scripts/test")


def test_the_python_of_the_readme_gives_what_it_says() -> None:
    blocks = "\n".join(re.findall(r"```python\n(.*?)```", README, re.DOTALL))
    example = doctest.DocTestParser().get_doctest(blocks, {}, "README", "README.md", 0)
    assert example.examples
    assert doctest.DocTestRunner().run(example).failed == 0


def test_every_verb_of_the_readme_is_one_of_the_command_line() -> None:
    told = set(re.findall(r"`finsam-xl (\w+)", README))
    shown = subprocess.run([sys.executable, "-m", "finsam_xl.cli", "--help"], cwd=ROOT, check=True,
                           capture_output=True, encoding="utf-8").stdout
    assert told | {"addin"} == set(re.findall(r"^    ([a-z]+) ", shown, re.MULTILINE))


def test_every_link_of_the_readme_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
