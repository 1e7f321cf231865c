"""The verb that reviews a plan made elsewhere: review."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from finsam_xl.reviewing.judging import Reviewed
from finsam_xl.reviewing.keys import known_keys
from finsam_xl.reviewing.reading_tables import read_document
from finsam_xl.reviewing.reviewed import judged, told_keys
from finsam_xl.reviewing.sources import STANDARD_INPUT, file_rows, pasted_rows
from finsam_xl.reviewing.tables import Document
from finsam_xl.reviewing.wording import listed, rules_in, said
from finsam_xl.screen import say_findings
from finsam_xl.texts import Texts, texts_in


def review(asked: argparse.Namespace) -> int:
    """Review a file's tables; nothing is written. Returns 1 where anything but notes was found."""
    texts, path = texts_in(asked.lang), Path(asked.table)
    pasted = asked.table == STANDARD_INPUT
    rows = pasted_rows(sys.stdin.buffer.read()) if pasted else file_rows(path)
    keys = known_keys(Path(asked.population) if asked.population else None)
    reviewed = Reviewed(file=path.name, document=read_document(rows, path.name), keys=keys,
                        texts=texts)
    if not asked.json:
        print(what_was_read(reviewed.document, texts))
    return say_findings(judged(reviewed), asked, verb="review", file=asked.table,
                        rules=rules_in(texts), read=told_read(reviewed.document),
                        keys=told_keys(reviewed))


def what_was_read(document: Document, texts: Texts) -> str:
    """How many tables were read, with which years and how many members."""
    tables = [
        said(texts, "read_financing", members=len(table.rows), unit=table.unit,
             years=listed([str(year) for year in table.years], texts))
        for table in document.financing]
    if document.costs:
        number = len(document.costs)
        tables.append(said(texts, "read_costs" if number > 1 else "read_cost", number=number,
                           rows=sum(len(table.rows) for table in document.costs)))
    if document.statements:
        tables.append(said(texts, "read_statement"))
    return said(texts, "read", tables=listed(tables, texts))


def told_read(document: Document) -> dict[str, object]:
    """The same for programs."""
    return {
        "financing": [{"place": table.place, "years": list(table.years), "unit": table.unit,
                       "members": [row.name for row in table.rows]}
                      for table in document.financing],
        "costs": [{"place": table.place, "kind": table.kind, "title": table.title,
                   "rows": len(table.rows)} for table in document.costs],
    }
