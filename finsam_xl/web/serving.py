"""The folder served on this computer only, for a try: right kinds of files, and a strict policy."""

from __future__ import annotations

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from finsam_xl.errors import BookError
from finsam_xl.web.building import BUILD

LOOPBACK = "127.0.0.1"
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'none'"
)
"""What the page may do: load its own files, and nothing else. Documented for IT in it.md."""

OFFICE = "https://appsforoffice.microsoft.com"
PANE, PANE_POLICY = "/pane.html", POLICY.replace(
    "'wasm-unsafe-eval'", f"'wasm-unsafe-eval' {OFFICE}")
"""The pane in Excel may load Office.js besides, from Microsoft's own address: its terms ask it."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer", "Cache-Control": "no-cache",
    "Cross-Origin-Opener-Policy": "same-origin",
}
KINDS = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json", ".webmanifest": "application/manifest+json",
    ".wasm": "application/wasm", ".zip": "application/zip", ".whl": "application/zip",
    ".svg": "image/svg+xml", ".png": "image/png", ".xml": "application/xml",
}


class Handler(SimpleHTTPRequestHandler):
    """Serves files with our headers, and says nothing about who asked for what."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **KINDS}  # noqa: RUF012

    def end_headers(self) -> None:
        """Every answer has our headers; the pane may load Office.js besides."""
        in_excel = self.path.partition("?")[0] == PANE
        self.send_header("Content-Security-Policy", PANE_POLICY if in_excel else POLICY)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def list_directory(self, path: Any) -> None:  # noqa: ANN401
        """No folder is listed."""
        del path
        self.send_error(404)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401
        """Nothing is logged."""
        del format, args


class _Server(ThreadingHTTPServer):
    """A browser that goes away in the middle of a file is no fault."""

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def server(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server of a built folder; refuses one that is not built, and a port that is taken."""
    if not (folder / BUILD).is_file():
        raise BookError("web_not_built", place=str(folder))
    try:
        return _Server((LOOPBACK, port), partial(Handler, directory=str(folder)))
    except (OSError, OverflowError) as fault:
        raise BookError("web_port", place="--port", port=port) from fault
