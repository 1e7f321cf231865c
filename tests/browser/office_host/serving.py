"""The site and the live workbook at one address of this computer, for as long as a test lasts."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import xlwings as xw

from finsam_xl.web.serving import LOOPBACK, Handler
from tests.browser.office_host.host import OpenWorkbook, RefusalError


class _WithHost(Handler):
    """Serves the site as `web serve` does, and hands batches to the workbook."""

    def __init__(self, *args: Any, workbook: OpenWorkbook, lock: threading.Lock,  # noqa: ANN401
                 **more: Any) -> None:  # noqa: ANN401
        self.workbook = workbook
        self.lock = lock
        super().__init__(*args, **more)

    def do_POST(self) -> None:  # noqa: N802 - as http.server calls it
        """A batch of the stand-in's."""
        steps = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        reply: dict[str, Any]
        try:
            with self.lock:
                reply = {"answers": self.workbook.answers(steps)}
        except xw.XlwingsError as fault:
            reply = {"error": {"code": "GeneralException", "message": str(fault)}}
        except RefusalError as refused:
            reply = {"error": {"code": refused.code, "message": str(refused)}}
        content = json.dumps(reply).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def served(site: Path, workbook: OpenWorkbook) -> Iterator[str]:
    """The address of a built site with a workbook open behind it."""
    handler = partial(_WithHost, directory=str(site), workbook=workbook, lock=threading.Lock())
    server = ThreadingHTTPServer((LOOPBACK, 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{LOOPBACK}:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
