"""Tables torn at random are judged or refused in words; nothing in them is our own fault."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest

from finsam_xl.errors import FinsamError
from tests.reviewing.clean import clean
from tests.reviewing.looking import findings_in
from tests.reviewing.printed import PLAN_2022, PLAN_2026

SCRAPS = ("", " ", "  ", ";", "\t", "\n", "0", "000", "-", "–", "2026", "2027 2028", "tkr", "kr",
          "%", "0,25", "100 %", "Summa", "Mark", "Kommuner", "Staten", "Region X", "Projektmedel",
          "999999999999999999", "1e9", "´", "*", "(", "(135´)", "\u00a0", "Ö", "1 000 000", ",",
          "Medlem", "inkl", "kostnader överstiger intäkter med 5 tkr", "VP 2025–2027")


def torn(text: str, chance: random.Random) -> str:
    """A text with some of its words gone, doubled, or scraps in their place."""
    words = text.replace("\n", " \n ").replace(";", " ; ").split(" ")
    for _ in range(chance.randint(1, 40)):
        at = chance.randrange(len(words))
        words[at] = chance.choice((*SCRAPS, words[chance.randrange(len(words))]))
    return (" ".join(words)).replace(" ; ", ";").replace(" \n ", "\n")


def look(seed: int) -> None:
    """Tear a seed's table, and judge it."""
    chance = random.Random(f"torn {seed}")  # noqa: S311 - not a secret
    tables = clean(seed % 10)
    text, name = chance.choice((
        (PLAN_2022, "plan.txt"), (PLAN_2026, "plan.txt"), (tables.csv().decode(), "plan.csv"),
        (tables.pasted().decode(), "plan.txt")))
    with suppress(FinsamError):
        findings_in(torn(text, chance).encode(), name)


def test_torn_tables_are_judged_or_refused() -> None:
    for seed in range(10):
        look(seed)


@pytest.mark.thorough
def test_many_torn_tables_are_judged_or_refused() -> None:
    for seed in range(10, 500):
        look(seed)
