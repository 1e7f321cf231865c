"""What the browser's tests need beside Python; where it is missing they skip, but never in CI."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def tool(*names: str) -> str:
    """The first of these programs that is installed."""
    found = next(filter(None, map(shutil.which, names)), None)
    return found or _missing(names[0])


def fetched(folder: Path = HERE) -> Path:
    """A folder with what npm has fetched for its lock."""
    inside, lock = folder / "node_modules" / ".package-lock.json", folder / "package-lock.json"
    if not inside.is_file() or inside.stat().st_mtime < lock.stat().st_mtime:
        _missing(f"`npm ci` in {folder.relative_to(HERE.parents[1])}")
    return folder


def _missing(what: str) -> str:
    if os.environ.get("CI") == "true":
        pytest.fail(f"needs {what}")
    pytest.skip(f"needs {what}")
