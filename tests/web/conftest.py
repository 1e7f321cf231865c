"""A page in a test: the same JSON as a browser sends, and what comes back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from finsam_xl.web.bridge import answer


class Reply(NamedTuple):
    """A reply as the page reads it, and the files that came with it."""

    told: dict[str, Any]
    files: list[bytes]


Ask = Callable[..., Reply]


@pytest.fixture
def ask() -> Ask:
    """Ask the engine: `ask("open", book, name="plan.xlsx")`; a refusal is a reply too."""

    def asked(call: str, *files: bytes, **arguments: object) -> Reply:
        text, made = answer(json.dumps({"call": call, **arguments}), list(files))
        return Reply(json.loads(text), made)

    return asked
