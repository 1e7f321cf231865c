"""LibreOffice for tests: a profile of its own, many files at once, or a host to talk to.

Nothing here knows of plans. A profile that has never been used makes soffice end once with
81 before it has done anything, so everything is started twice if need be.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

SYSTEM_PYTHON = Path("/usr/bin/python3")
_SCRIPT = Path(__file__).parent / "uno_script.py"
_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_CONVERSION_SECONDS, _ANSWER_SECONDS, _START_SECONDS, _POLL_SECONDS = 600, 120, 60, 0.1


def soffice_or_skip() -> str:
    """The soffice command; where there is none the test is skipped, but never on CI."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        _missing("LibreOffice (soffice) is not installed")
    return str(found)


def uno_or_skip() -> Path:
    """A Python that has uno; where there is none the test is skipped, but never on CI."""
    probe = [str(SYSTEM_PYTHON), "-c", "import uno"]
    with contextlib.suppress(OSError):
        if subprocess.run(probe, check=False, capture_output=True).returncode == 0:  # noqa: S603
            return SYSTEM_PYTHON
    if importlib.util.find_spec("uno") is None:
        _missing("no Python with uno (python3-uno) is installed")
    return Path(sys.executable)


def _missing(what: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what}, and CI must not skip what it proves")
    pytest.skip(what)


def profile(folder: Path) -> Path:
    """A fresh profile that recalculates every formula of every file it opens."""
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(_ALWAYS_RECALCULATE, encoding="utf-8")
    return folder / "profile"


def _command(soffice: str, folder: Path, *words: str) -> list[str]:
    return [soffice, f"-env:UserInstallation={profile(folder).as_uri()}", "--headless",
            "--norestore", "--nologo", *words]


def recalculated_files(files: Sequence[Path], folder: Path) -> dict[Path, Path]:
    """Every file recalculated and saved anew, all in one call of soffice."""
    target = folder / "recalculated"
    command = _command(soffice_or_skip(), folder, "--convert-to", "xlsx", "--outdir", str(target),
                       *(str(file) for file in files))
    made = {file: target / file.name for file in files}
    for _ in range(2):
        subprocess.run(command, check=False, capture_output=True, timeout=_CONVERSION_SECONDS,  # noqa: S603
                       env=_environment())
        if all(file.exists() for file in made.values()):
            return made
    missing = [file.name for file, copy in made.items() if not copy.exists()]
    pytest.fail(f"LibreOffice did not convert {missing}")


@contextlib.contextmanager
def office_host(folder: Path) -> Iterator[str]:
    """A running soffice without a window; yields the pipe through which it is spoken to."""
    pipe = f"finsam_{os.getpid()}_{folder.name}"
    command = _command(soffice_or_skip(), folder, f"--accept=pipe,name={pipe};urp;")
    process = subprocess.Popen(command, env=_environment(), stdout=subprocess.DEVNULL,  # noqa: S603
                               stderr=subprocess.DEVNULL)
    until = time.monotonic() + _START_SECONDS
    try:
        while not _answers(pipe):
            if time.monotonic() > until:
                pytest.fail("LibreOffice did not answer")
            if process.poll() is not None:
                process = subprocess.Popen(command, env=_environment(), stdout=subprocess.DEVNULL,  # noqa: S603
                                           stderr=subprocess.DEVNULL)
            time.sleep(_POLL_SECONDS)
        yield pipe
    finally:
        with contextlib.suppress(Exception):
            run_script(pipe, [{"do": "quit"}])
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=_START_SECONDS)
        if process.poll() is None:
            process.kill()
            process.wait()


def _answers(pipe: str) -> bool:
    with contextlib.suppress(subprocess.SubprocessError):
        return run_script(pipe, [{"do": "ping"}]) == [True]
    return False


def run_script(pipe: str, steps: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Let the host do some steps, each a word and its facts; returns an answer per step.

    Steps: `open` a path, `set` cells by defined name, `read` defined names, `save` to a path,
    `close`, `ping`, `quit` (see uno_script.py).
    """
    done = subprocess.run(  # noqa: S603
        [str(uno_or_skip()), str(_SCRIPT), pipe], input=json.dumps(steps), text=True,
        capture_output=True, check=True, timeout=_ANSWER_SECONDS, env=_environment(),
    )
    answers: list[Any] = json.loads(done.stdout)
    return answers


def _environment() -> dict[str, str]:
    """The environment without what belongs to the tests' own Python."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return {**kept, "LC_ALL": "C.UTF-8"}
