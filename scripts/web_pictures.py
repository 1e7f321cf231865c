"""Draw the pictures of the page in docs/pictures: `python scripts/web_pictures.py`.

Needs chromium, Node.js and npm. Look at each picture before it is committed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from finsam_xl.web.building import build  # noqa: E402 - from this folder
from finsam_xl.web.serving import LOOPBACK, server  # noqa: E402

BOOK = ROOT / "workbooks" / "sjuharad-2026.xlsx"
SCRIPTS, PICTURES = ROOT / "tests" / "browser", ROOT / "docs" / "pictures"


def main() -> int:
    """Build the page, serve it on loopback, and have each picture taken."""
    chromium, node = shutil.which("chromium"), shutil.which("node")
    if chromium is None or node is None:
        print("chromium or node is missing.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build(site)
        with server(site, 0) as serving:
            thread = threading.Thread(target=serving.serve_forever)
            thread.start()
            try:
                done = subprocess.run(  # noqa: S603 - our own script
                    [node, str(ROOT / "scripts" / "web_pictures.mjs"),
                     f"http://{LOOPBACK}:{serving.server_port}/", chromium, str(BOOK),
                     str(PICTURES)], check=False, cwd=SCRIPTS)
            finally:
                serving.shutdown()
                thread.join()
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
