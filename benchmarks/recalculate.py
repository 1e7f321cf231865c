"""The peer: a LibreOffice that already holds the book open recalculates all of it.

`/usr/bin/python3 recalculate.py BOOK.xlsx`: for every line it is given it recalculates once and
answers how many seconds that took; its first answer says that the book is open.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found] # comes with LibreOffice's own Python

STARTS, TRIES, PAUSE_S = 3, 100, 0.2


@contextlib.contextmanager
def desktop(folder: str) -> Iterator[Any]:
    """A LibreOffice without a window, with a profile of its own."""
    profile = (Path(folder) / "profile").as_uri()
    pipe = f"finsam_xl_{Path(folder).name}"
    command = [shutil.which("soffice") or "soffice", f"-env:UserInstallation={profile}",
               "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"]
    address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
    running, context = _connected(command, address)
    host = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    try:
        yield host
    finally:
        with contextlib.suppress(Exception):
            host.terminate()
        running.wait(timeout=60)


def _connected(command: list[str], address: str) -> tuple[subprocess.Popen[bytes], Any]:
    """Start and connect; a fresh profile ends once before it has done anything."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(STARTS):
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL,  # noqa: S603
                                   stderr=subprocess.DEVNULL)
        for _ in range(TRIES):
            with contextlib.suppress(Exception):
                return running, resolver.resolve(address)
            if running.poll() is not None:
                break
            time.sleep(PAUSE_S)
        else:
            running.kill()
    message = "LibreOffice does not start"
    raise SystemExit(message)


def main() -> None:
    """Open the book, let it settle, and time a whole recalculation whenever asked."""
    book = Path(sys.argv[1]).resolve()
    hidden = uno.createUnoStruct("com.sun.star.beans.PropertyValue", Name="Hidden", Value=True)
    with tempfile.TemporaryDirectory() as folder, desktop(folder) as host:
        document = host.loadComponentFromURL(book.as_uri(), "_blank", 0, (hidden,))
        for _ in range(2):
            document.calculateAll()
        print("open", flush=True)
        for _ in sys.stdin:
            start = time.perf_counter()
            document.calculateAll()
            print(time.perf_counter() - start, flush=True)
        document.close(False)  # noqa: FBT003 - UNO takes no keywords


if __name__ == "__main__":
    main()
