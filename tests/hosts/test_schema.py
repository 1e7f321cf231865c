"""Parts are built as the schemas say, and what is not is found; needs openxml-audit."""

from __future__ import annotations

import pytest

from tests.hosts.kinds import KINDS
from tests.hosts.loose import TYPES, LoosePackage
from tests.hosts.rich import rich_book
from tests.hosts.schema import faults, faults_of_book, schema_or_skip

_SHEET, _STYLES, _CHART = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/charts/chart1.xml"
_BOOK, _RELS, _DRAWING = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/drawings/drawing1.xml"

MISDEEDS: tuple[tuple[str, str, str, str], ...] = (
    (_SHEET, "<drawing ", "<mergeCells/><drawing ", "Unexpected element 'mergeCells'"),
    (_SHEET, 't="s"', 't="text"', "'text' is not in allowed values"),
    (_SHEET, '<mergeCell ref="A1:E1"/>', "<mergeCell/>", "'ref' is missing"),
    (_SHEET, '<x14:iconSet iconSet="3Stars">', '<x14:iconSet iconSet="9Stars">', "iconSet"),
    (_STYLES, "<cellXfs ", "<borders/><cellXfs ", "Unexpected element 'borders'"),
    (_STYLES, 'rgb="FF9C0006"', 'rgb="red"', "rgb"),
    (_CHART, "<c:plotArea>", "<c:plotArea><c:legend/>", "Unexpected element 'legend'"),
    (_DRAWING, "<xdr:clientData/>", "", "'clientData' is missing"),
    (_BOOK, 'sheetId="1"', 'sheetId="ett"', "sheetId"),
    (_RELS, ' Type="', ' Kind="', "Relationship without Type"),
    (TYPES, "<Default ", "<Standard ", "is unknown"),
)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_book_follows_the_schemas(kind: str) -> None:
    """The strict one is of other namespaces, about which the schemas say nothing."""
    schema_or_skip()
    assert faults_of_book(KINDS[kind]()) == []


@pytest.mark.parametrize("misdeed", MISDEEDS, ids=[
    f"{number} {said}" for number, (*_, said) in enumerate(MISDEEDS)])
def test_every_misdeed_is_found(misdeed: tuple[str, str, str, str]) -> None:
    schema_or_skip()
    part, old, new, said = misdeed
    book = LoosePackage(rich_book())
    assert faults(part, book.parts[part]) == []
    book.splice(part, (old, new))
    assert any(said in fault for fault in faults(part, book.parts[part]))
