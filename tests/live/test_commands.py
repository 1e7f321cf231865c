"""How a command is understood: by its word in either language, its key, or its beginning."""

from __future__ import annotations

import pytest

from finsam_xl.errors import InputError
from finsam_xl.live.commands import understood
from finsam_xl.sheets.overview import COMMANDS
from finsam_xl.texts import LANGUAGES, texts_in


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", COMMANDS)
def test_every_word_of_the_list_is_understood(language: str, key: str) -> None:
    word = texts_in(language).words[f"command_{key}"]
    assert understood(word).key == key
    assert understood(f"  {word.upper()} ").key == key
    assert understood(key).key == key


@pytest.mark.parametrize(("typed", "key"), [
    ("spara", "keep"), ("förkl", "explain"), ("hämta", "population"), ("undo", "undo"),
    ("släng", "discard"), ("gör", "adopt"), ("save", "keep")])
def test_a_beginning_that_only_one_command_has_is_enough(typed: str, key: str) -> None:
    assert understood(typed).key == key


@pytest.mark.parametrize("typed", ["", "x", "=A1", "s"])
def test_what_is_no_command_is_refused_with_those_that_are(typed: str) -> None:
    with pytest.raises(InputError, match="Beräkna och kontrollera"):
        understood(typed)


def test_fields_are_trimmed_and_a_fourth_is_left_out() -> None:
    asked = understood("spara", " Lägre ", " därför", "AB ", "mer")
    assert (asked.target, asked.reason, asked.signature) == ("Lägre", "därför", "AB")
