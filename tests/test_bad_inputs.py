"""The table of bad inputs, a row each: case, exit code, sentence.

Every bad input is met by a sentence that names the place, the fault and the cure, in Swedish and
in English, for people and for programs; or it is understood, and said how. What is refused is
never written to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from finsam_xl.texts import LANGUAGES, texts_in
from tests.badness import table_cells, table_files, table_more
from tests.badness.case import REFUSED, Case, held

if TYPE_CHECKING:
    from tests.conftest import Answer

pytestmark = pytest.mark.thorough

Run = Callable[..., "Answer"]

CASES = (*table_files.CASES, *table_cells.CASES, *table_more.CASES)
KNOWN = 55


def row(case: Case) -> str:
    """What a row is called."""
    return f"{case.number} {case.what}"


@pytest.mark.parametrize("case", [case for case in CASES if case.code == REFUSED], ids=row)
def test_what_is_refused_is_refused_in_a_sentence_and_left_untouched(
    case: Case, tmp_path: Path, finsam_xl: Run
) -> None:
    """The first verb speaks Swedish and the last English, on people's and programs' channel."""
    file = tmp_path / case.file
    for verb, language in zip((case.verbs[0], case.verbs[-1]), LANGUAGES, strict=True):
        file.write_bytes(case.content(verb))
        before = contents(tmp_path)
        with case.around(file):
            answer = finsam_xl(*case.command(verb, file), "--json", "--lang", language)
        assert contents(tmp_path) == before
        assert answer.code == REFUSED, answer.err
        assert "Traceback" not in answer.err
        error = json.loads(answer.out)["error"]
        assert error["place"] == case.place_in(file)
        assert said(error["fault"], "errors", f"{case.key}_fault", language), error
        assert said(error["cure"], "errors", f"{case.key}_cure", language), error
        sentence = f"finsam-xl: {error['place']}: {error['fault']} {error['cure']}"
        assert answer.err.rstrip("\n").endswith(sentence)
        assert case.says in sentence


@pytest.mark.parametrize("case", [case for case in CASES if case.code != REFUSED], ids=row)
def test_what_is_understood_is_said_and_the_book_is_sound(
    case: Case, tmp_path: Path, finsam_xl: Run
) -> None:
    """`check` speaks English, the others Swedish; what `plan` writes holds what was understood."""
    file = tmp_path / case.file
    file.write_bytes(case.content(case.verbs[0]))
    before = file.read_bytes()
    with case.around(file):
        for verb in case.verbs:
            language = "en" if verb == "check" else "sv"
            names = sorted(contents(tmp_path))
            answer = finsam_xl(*case.command(verb, file), "--lang", language)
            assert answer.code == case.code, answer.err
            assert "finsam-xl: " not in answer.err
            lines = (answer.out if verb == "names" else answer.err).splitlines()
            if case.key or case.says:
                assert any(met(case, line, language, file) for line in lines), lines
            assert sorted(contents(tmp_path)) == names
            assert verb != "check" or file.read_bytes() == before
        now = file.read_bytes()
    assert {name: held(now, name) for name in case.after} == case.after
    if case.proof is not None:
        case.proof(before, now)


def test_every_case_that_is_known_has_a_row_and_so_have_fifteen_more() -> None:
    numbers = {case.number for case in CASES}
    assert set(range(1, KNOWN + 16)) <= numbers
    assert len({row(case) for case in CASES}) == len(CASES)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def met(case: Case, line: str, language: str, file: Path) -> bool:
    """Whether a line is what the row asks for: its sentence, its place, its value."""
    return (case.says in line and (not case.key or said(line, "screen", case.key, language))
            and (not case.place or line.startswith(f"{case.place_in(file)}: ")))


def said(sentence: str, table: str, key: str, language: str) -> bool:
    """Whether a sentence is the one of a key, whatever facts it is filled in with."""
    template = re.escape(texts_in(language).tables[table].get(key, ""))
    return re.fullmatch(re.sub(r"\\\{\w+\\\}", ".*", template), sentence) is not None
