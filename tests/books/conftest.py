"""The book that is replaced, and where its copy goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.books.replaced import BEFORE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A book that is there already."""
    found = tmp_path / "plan.xlsx"
    found.write_bytes(BEFORE)
    return found


@pytest.fixture
def backup(path: Path) -> Path:
    """Where its copy goes."""
    return path.with_name("plan.before-plan.xlsx")
