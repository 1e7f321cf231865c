"""Requests and their answers: a line each, whatever number of steps the request has.

A request is `{"steps": [{"do": "read", ...}, ...]}`; the answer is `{"answers": [...]}` with one
for each step, or `{"refused": key, "facts": {...}}` for the first step that was refused.
"""

from __future__ import annotations

import json
from typing import Any, Dict, List, TextIO

from finsam_xl.libreoffice.uno_side import (
    cells,
    changes,
    documents,
    formats,
    host,
    names,
    sheets,
    writing,
)
from finsam_xl.libreoffice.uno_side.host import Host, Steps
from finsam_xl.libreoffice.uno_side.refusal import Refusal

_MOST_SAID = 200

STEPS: Steps = {
    **host.STEPS, **documents.STEPS, **sheets.STEPS, **cells.STEPS, **writing.STEPS,
    **formats.STEPS, **names.STEPS, **changes.STEPS,
}
"""What can be asked for."""


def answer_requests(requests: TextIO, answers: TextIO) -> None:
    """Answer line by line until there are no more."""
    talks_to = Host()
    for line in iter(requests.readline, ""):
        answers.write(json.dumps(answer(talks_to, json.loads(line))) + "\n")
        answers.flush()


def answer(talks_to: Host, request: Dict[str, Any]) -> Dict[str, Any]:
    """The answers of a request's steps, or why one of them was refused."""
    done: List[Any] = []
    for step in request["steps"]:
        act = STEPS[step.pop("do")]
        try:
            done.append(act(talks_to, **step))
        except Refusal as refusal:
            return {"refused": refusal.key, "facts": refusal.facts}
        except Exception as error:
            return _unforeseen(talks_to, error)
    return {"answers": done}


def _unforeseen(talks_to: Host, error: Exception) -> Dict[str, Any]:
    if not talks_to.answers():
        return {"refused": "host_gone", "facts": {}}
    kind = type(error).__name__.rpartition(".")[2]
    said = " ".join(str(getattr(error, "Message", error)).split())
    return {"refused": "host_refused", "facts": {"what": f"{kind}: {said}"[:_MOST_SAID]}}
