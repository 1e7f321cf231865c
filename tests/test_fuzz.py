"""Books spoiled by chance are refused or written, never with a traceback, a hang or a loss.

A taste of what `scripts/fuzz` does for as long as one likes; a seed that fails here is looked at
with `scripts/fuzz --only SEED`.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.hosts import hostile, mutations
from tests.hosts.mutations import mutated
from tests.hosts.small import small_book
from tests.hosts.trials import UNSOUND_BEFORE, books, on_trial

pytestmark = pytest.mark.thorough

SEEDS = st.integers(0, 1_000_000_000)


@pytest.fixture(scope="module", autouse=True)
def _prepared() -> None:
    books()


@settings(max_examples=100, phases=(Phase.explicit, Phase.generate))
@given(SEEDS)
def test_a_spoiled_book_is_refused_or_written_and_nothing_is_lost(seed: int) -> None:
    with TemporaryDirectory() as folder:
        trial = on_trial(seed, Path(folder), thorough=seed % 8 == 0)
    assert not trial.fault.removesuffix(f"unstable{UNSOUND_BEFORE}"), (
        f"scripts/fuzz --only {seed}\n{trial.book}: {trial.how}\n{trial.command}\n{trial.fault}\n"
        f"{trial.words}")


def test_the_same_seed_spoils_the_same_book_in_the_same_way() -> None:
    for seed in range(40):
        once = mutated(small_book(), Random(seed))  # noqa: S311 - not for secrets
        assert mutated(small_book(), Random(seed)) == once  # noqa: S311


def test_every_way_to_spoil_a_book_is_gone() -> None:
    """And each leaves another book behind, if not every time."""
    changed: set[str] = set()
    for seed in range(1_500):
        content, how = mutated(small_book(), Random(seed))  # noqa: S311
        if len(how) == 1 and content != small_book():
            changed.add(how[0].partition(" · ")[0].rpartition(": ")[2])
    ways = {act.__name__.replace("_", " ") for act in (
        *hostile.SPOILERS, *mutations.BYTES, *mutations.PARTS, mutations.headers_flipped)}
    assert changed == ways
