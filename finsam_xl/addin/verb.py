"""The verb `addin`: install, status and remove, and what a person has to do in Excel afterwards."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from finsam_xl.addin.workbook import Place, install, remove, status, this_place
from finsam_xl.screen import PASSED, say, say_json
from finsam_xl.texts import Texts, texts_in


def addin(asked: argparse.Namespace, place: Place | None = None) -> int:
    """Install, look at or remove the add-in on this computer; `place` is another one."""
    where, texts = place or this_place(), texts_in(asked.lang)
    if asked.action == "status":
        return _status(where, texts, as_json=asked.json)
    installing = asked.action == "install"
    changed = install(where) if installing else remove(where)
    if asked.json:
        say_json({"ok": True, "file": str(where.file), "changed": changed})
    key = ("addin_installed" if changed else "unchanged") if installing else (
        "addin_removed" if changed else "addin_not_there")
    say(texts.say(key, path=where.file))
    if installing:
        say(texts.say("addin_next"))
        say(texts.say("addin_allowed"))
    return PASSED


def _status(place: Place, texts: Texts, *, as_json: bool) -> int:
    findings = status(place)
    if as_json:
        say_json({"ok": True, "in_place": all(each.there for each in findings),
                  "findings": [asdict(each) for each in findings]})
        return PASSED
    for each in findings:
        sentence = texts.say(f"addin_{each.key}", about=each.about)
        print(f"✓ {sentence}" if each.there else texts.say("addin_missing", what=sentence))
    say(texts.say("addin_allowed"))
    return PASSED
