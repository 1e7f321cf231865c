"""The verb with which a director lays two books side by side: compare."""

from __future__ import annotations

import argparse
from pathlib import Path

from finsam_xl.comparing.comparison import compared
from finsam_xl.comparing.reporting import comparison_report
from finsam_xl.comparing.sides import side
from finsam_xl.comparing.telling import Teller
from finsam_xl.screen import PASSED, progress, say_json
from finsam_xl.texts import texts_in


def compare(asked: argparse.Namespace) -> int:
    """Tell what differs between two books; nothing is written, and a difference is no fault.

    Refuses what `check` refuses, by its file, and books of two associations.
    """
    with progress(texts_in(asked.lang).say("progress_read")):
        old, new = (side(Path(path), asked.scenario) for path in (asked.old, asked.new))
        found = compared(old, new, asked.lang)
    if asked.json:
        say_json(comparison_report(found))
    else:
        print(*Teller(found).lines(), sep="\n")
    return PASSED
