"""Tables that the project's own plan computed are clean: a review finds notes at most."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reviewing.clean import clean
from tests.reviewing.looking import KINDS, findings_of, graver


def test_random_clean_tables_have_nothing_graver_than_a_note(tmp_path: Path) -> None:
    for seed in range(12):
        kind = KINDS[seed % len(KINDS)]
        assert graver(findings_of(clean(seed), kind, tmp_path)) == [], (seed, kind)


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS)
def test_a_hundred_random_clean_tables_have_nothing_graver_than_a_note(
    tmp_path: Path, kind: str
) -> None:
    for seed in range(100):
        assert graver(findings_of(clean(seed), kind, tmp_path)) == [], (seed, kind)
