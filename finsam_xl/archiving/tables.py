"""What a pack tells of a book, as tables that any program opens."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.names import slot
from finsam_xl.plans import Proven
from finsam_xl.proof.chain import broken_at, links_of
from finsam_xl.report import names_report
from finsam_xl.screen import field
from finsam_xl.texts import Texts

_NAMED = ("name", "sheet", "cell", "value", "unit", "label", "source")
_LOGGED = ("date", "author", "what", "why")


def as_csv(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table as Excel in Sweden opens it: semicolons, and a mark that says it is UTF-8.

    A text that begins as a formula does gets an apostrophe before it.
    """
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([field("" if value is None else value) for value in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def named_cells(proven: Proven, kind: str, texts: Texts) -> bytes:
    """Every named input, or figure, of a book that holds something."""
    heading = [texts.say(f"pack_{key}") for key in _NAMED]
    return as_csv(heading, ([each[key] for key in _NAMED] for each in names_report(proven)
                            if each["kind"] == kind and each["value"] is not None))


def change_log(inputs: PlanInputs, texts: Texts) -> bytes:
    """The rows of Ändringslogg that are filled in."""
    heading = [texts.say(f"pack_{key}") for key in _LOGGED]
    rows = ([inputs.value(f"change_{key}", slot(number)) for key in _LOGGED]
            for number in range(1, inputs.room.changes + 1))
    return as_csv(heading, (row for row in rows if any(row)))


def decisions(chain: tuple[str, ...], texts: Texts) -> bytes:
    """The chain of decisions, each link with its seal and whether it holds the one before."""
    heading = [texts.say(f"pack_{key}") for key in (
        "number", "date", "paragraph", "scenario", "state", "previous", "seal", "whole")]
    return as_csv(heading, _links(chain, texts))


def _links(chain: tuple[str, ...], texts: Texts) -> Iterator[Sequence[object]]:
    broken = broken_at(chain)
    for number, link in enumerate(links_of(chain), start=1):
        whole = broken is None or number < broken
        yield (number, link.day, link.paragraph, link.scenario, link.state, link.previous,
               link.whole_seal, texts.words["yes" if whole else "no"])
