"""The one door between the page and the engine: a request in JSON, a reply in JSON, and files."""

from __future__ import annotations

import json
import traceback
from collections.abc import Sequence
from typing import Any

from finsam_xl.errors import AgreementError, FinsamError, InputError
from finsam_xl.texts import LANGUAGES
from finsam_xl.web.asked import Asked, Page
from finsam_xl.web.calls import LATER, called, module

_PAGE = Page()
_WAITING = ["saving", *dict.fromkeys(LATER.values())]


def prepare() -> bool:
    """Fetch one of the modules that a tab begins without; whether more of them wait."""
    if _WAITING:
        module(_WAITING.pop(0))
    return bool(_WAITING)


def answer(request_json: str, files: Sequence[bytes] = ()) -> tuple[str, list[bytes]]:
    """Do what the page asks for, and say how it went; nothing is ever raised.

    The request is `{"call": …, "lang": "sv" | "en", …}`. The reply is `{"ok": true, …}`, or
    `refused` in a sentence with its place and cure, or `failed` where the fault is ours.
    """
    language = LANGUAGES[0]
    made: list[bytes] = []
    try:
        request = json.loads(request_json)
        if request.get("lang") in LANGUAGES:
            language = request["lang"]
        found, made = answered(_PAGE, request, files, language)
        reply = {"ok": True, **found}
    except AgreementError as fault:
        reply = {"ok": False, "failed": fault.sentence(language)}
    except FinsamError as fault:
        reply = {"ok": False, "refused": _refused(fault, language)}
    except Exception as fault:  # noqa: BLE001 - the last resort, which must be loud
        traceback.print_exception(fault)
        told = AgreementError("internal", what=f"{type(fault).__name__}: {fault}")
        reply = {"ok": False, "failed": told.sentence(language)}
    return json.dumps(reply, ensure_ascii=False, allow_nan=False), made


def answered(
    page: Page, request: dict[str, Any], files: Sequence[bytes], language: str
) -> tuple[dict[str, Any], list[bytes]]:
    """The same on a page of one's own; raises what is refused."""
    name = str(request.get("call", ""))
    answers = called(name)
    if answers is None:
        raise InputError("web_no_call", place="", value=name)
    return answers(page, Asked(request, tuple(files), language))


def _refused(fault: FinsamError, language: str) -> dict[str, str]:
    return {"kind": fault.kind, "place": fault.place, "fault": fault.fault(language),
            "cure": fault.cure(language), "sentence": fault.sentence(language)}
