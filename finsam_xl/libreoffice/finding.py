"""Where LibreOffice is, and a Python that has its uno.

Looked for on the path, and then where each system's installer puts them.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from finsam_xl.errors import BookError

_COMMANDS = ("soffice", "libreoffice")
_SECONDS_TO_IMPORT = 30
_SYSTEM_PYTHON = "/usr/bin/python3"
_MAC_BUNDLE = "/Applications/LibreOffice.app/Contents/MacOS/soffice"


def soffice(given: Path | None = None) -> Path:
    """The LibreOffice command: the one given, or the first that is found.

    Raises:
        BookError: there is none (`office_missing`).

    """
    places = [given] if given else list(_places())
    for place in places:
        if place.is_file():
            return place
    raise BookError("office_missing")


def _places() -> Iterator[Path]:
    yield from (Path(found) for command in _COMMANDS if (found := shutil.which(command)))
    if sys.platform == "darwin":
        yield Path(_MAC_BUNDLE)
    if sys.platform == "win32":
        for variable in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)"):
            if folder := os.environ.get(variable):
                yield Path(folder, "LibreOffice", "program", "soffice.exe")


def python_with_uno(office: Path | None = None, given: Path | None = None) -> Path:
    """A Python that can import uno: the one given, LibreOffice's own, or the system's.

    Raises:
        BookError: there is none (`uno_missing`).

    """
    for place in [given] if given else list(_pythons(office)):
        if _has_uno(place):
            return place
    raise BookError("uno_missing")


def _pythons(office: Path | None) -> Iterator[Path]:
    if office is not None:
        program = office.resolve().parent
        yield from (program / "python", program / "python.exe",
                    program.parent / "Resources" / "python")
    yield Path(_SYSTEM_PYTHON)
    yield Path(sys.executable)


def _has_uno(python: Path) -> bool:
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        probe = [str(python), "-c", "import uno"]
        return subprocess.run(probe, check=False, capture_output=True,  # noqa: S603
                              timeout=_SECONDS_TO_IMPORT, env=environment()).returncode == 0
    return False


def environment() -> dict[str, str]:
    """The environment without what belongs to the Python that runs this."""
    return {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
