"""A document reviewed in a test, out of whatever it was written as."""

from __future__ import annotations

from pathlib import Path

from finsam_xl.findings.finding import Finding
from finsam_xl.reviewing.judging import Reviewed
from finsam_xl.reviewing.keys import Keys, known_keys
from finsam_xl.reviewing.reading_tables import read_document
from finsam_xl.reviewing.reviewed import judged
from finsam_xl.reviewing.sources import read_rows
from finsam_xl.texts import texts_in
from tests.reviewing.handmade import Handmade

KINDS = ("csv", "xlsx", "pasted", "narrow")
_NAMES = {"csv": "plan.csv", "xlsx": "plan.xlsx", "pasted": "plan.txt", "narrow": "plan.txt"}


def findings_in(
    content: bytes, name: str = "plan.txt", keys: Keys | None = None, lang: str = "sv"
) -> tuple[Finding, ...]:
    """What a review finds in a file's content."""
    return judged(Reviewed(
        file=name, document=read_document(read_rows(Path(name), content), name),
        keys=keys or known_keys(), texts=texts_in(lang)))


def findings_of(tables: Handmade, kind: str, folder: Path) -> tuple[Finding, ...]:
    """What a review finds in tables that are written in one of the three kinds."""
    keys = folder / "keys.csv"
    keys.write_text(tables.keys, encoding="utf-8")
    return findings_in(written(tables, kind), _NAMES[kind], known_keys(keys))


def written(tables: Handmade, kind: str) -> bytes:
    """Tables as a file of one of the kinds."""
    if kind == "csv":
        return tables.csv()
    if kind == "xlsx":
        return tables.xlsx()
    return tables.pasted(" " if kind == "narrow" else "  ")


def graver(findings: tuple[Finding, ...]) -> list[Finding]:
    """The errors and warnings."""
    return [each for each in findings if each.severity != "note"]
