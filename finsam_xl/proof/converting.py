"""LibreOffice without a window, as a converter: a workbook in, a workbook or a PDF out."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from finsam_xl.errors import BookError

_PATIENCE_SECONDS = 180


def converted(package: bytes, kind: str) -> bytes:
    """The workbook as LibreOffice saves it: recalculated as `xlsx`, or printed as `pdf`.

    Refuses with BookError where there is no LibreOffice, or where it makes nothing of it.
    """
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise BookError("no_engine", engine="LibreOffice")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "copy.xlsx", Path(folder) / "out"
        source.write_bytes(package)
        profile = (Path(folder) / "profile").as_uri()
        _run_twice([office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind,
                    "--outdir", str(target), str(source)], target / f"copy.{kind}")
        return (target / f"copy.{kind}").read_bytes()


def _run_twice(command: list[str], wanted: Path) -> None:
    """A fresh profile makes LibreOffice end once before it has done anything."""
    for _ in range(2):
        subprocess.run(command, check=False, capture_output=True,  # noqa: S603
                       timeout=_PATIENCE_SECONDS, env={**os.environ, "LC_ALL": "C.UTF-8"})
        if wanted.exists():
            return
    raise BookError("no_engine", engine="LibreOffice")
