"""The verb `web`: make the folder that a web server serves, or serve it here for a try."""

from __future__ import annotations

import argparse
from pathlib import Path

from finsam_xl.screen import PASSED, progress, say, say_json
from finsam_xl.texts import texts_in
from finsam_xl.web.building import MANIFEST, build
from finsam_xl.web.serving import LOOPBACK, server


def web(asked: argparse.Namespace) -> int:
    """Build or serve."""
    return _serve(asked) if asked.action == "serve" else _build(asked)


def _build(asked: argparse.Namespace) -> int:
    texts, folder = texts_in(asked.lang), Path(asked.folder)
    with progress(texts.say("progress_web")):
        told = build(folder, origin=asked.origin, force=asked.force)
    if asked.json:
        say_json({"ok": True, "folder": str(folder), "version": told["version"],
                  "hash": told["hash"], "files": told["files"]})
    else:
        print(texts.say("web_built", version=told["version"], hash=told["hash"][:12]))
    say(texts.say("written", path=folder))
    if asked.origin is not None:
        say(texts.say("written", path=folder / MANIFEST))
    return PASSED


def _serve(asked: argparse.Namespace) -> int:
    texts = texts_in(asked.lang)
    with server(Path(asked.folder), asked.port) as served:
        say(texts.say("web_serving", address=f"http://{LOOPBACK}:{served.server_port}/"))
        try:
            served.serve_forever()
        except KeyboardInterrupt:
            say(texts.say("web_ended"))
    return PASSED
