"""The bridge with other sides that only pretend: what it says when they fail."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from finsam_xl.libreoffice.bridge import Bridge
from tests.libreoffice.calc import refused

ECHO = """
import json, sys
for line in sys.stdin:
    steps = json.loads(line)["steps"]
    print(json.dumps({"answers": [step["do"] for step in steps]}), flush=True)
"""
DEAF = "import sys; sys.stdin.read()"
ENDED = ""
ENDS_AT_THE_FIRST = "import sys; sys.stdin.readline()"


def refusing(key: str, facts: str = "{}") -> str:
    answer = f'{{"refused": "{key}", "facts": {facts}}}'
    return f"import sys\nfor line in sys.stdin: print('{answer}', flush=True)"


@contextmanager
def bridge(script: str, *, seconds: float = 30) -> Iterator[Bridge]:
    made = Bridge((sys.executable, "-c", script), seconds=seconds)
    try:
        yield made
    finally:
        made.close()


def test_many_steps_are_one_round_trip() -> None:
    with bridge(ECHO) as made:
        assert made.ask("one") == "one"
        assert made.ask_all([{"do": "two"}, {"do": "three"}]) == ["two", "three"]
        assert made.trips == 2


@pytest.mark.parametrize("script", [ENDED, ENDS_AT_THE_FIRST])
def test_an_other_side_that_ends_is_gone_at_every_call(script: str) -> None:
    with bridge(script) as made:
        assert refused(made.ask, "read") == "host_gone"
        assert refused(made.ask, "read") == "host_gone"


def test_an_other_side_that_never_answers_is_silent_and_not_asked_again() -> None:
    with bridge(DEAF, seconds=0.1) as made:
        assert refused(made.ask, "read") == "host_silent"
        assert refused(made.ask, "read") in ("host_gone", "host_silent")


def test_a_bridge_that_is_closed_answers_no_more() -> None:
    with bridge(ECHO) as made:
        made.close()
        assert not made.is_open
        assert refused(made.ask, "read") == "host_gone"


@pytest.mark.parametrize(("key", "facts", "said"), [
    ("host_gone", "{}", "host_gone"),
    ("host_refused", '{"what": "no"}', "host_refused"),
    ("book_closed", "{}", "book_closed"),
    ("book_unopenable", '{"path": "a.xlsx"}', "book_unopenable"),
    ("file_open", '{"path": "a.xlsx", "owner": "Eva", "lock": "l"}', "file_open"),
    ("file_locked", '{"path": "a.xlsx"}', "file_locked"),
    ("save_suffix", '{"path": "a.doc", "suffix": ".doc", "known": ".ods"}', "save_suffix"),
    ("sheet_absent", '{"sheet": "Blad"}', "no_such_sheet"),
    ("sheet_protected", '{"place": "Blad"}', "sheet_protected"),
    ("structure_locked", "{}", "structure_locked"),
    ("title_taken", '{"sheet": "Blad"}', "title_taken"),
    ("name_absent", '{"name": "budget"}', "name_absent"),
    ("a new word", "{}", "host_refused"),
])
def test_every_refusal_has_its_sentence(key: str, facts: str, said: str) -> None:
    with bridge(refusing(key, facts)) as made:
        assert refused(made.ask, "read") == said
