"""The workbook of a finance service with everything in it that surgery may harm.

The same bytes every time; nothing of it was ever opened in Microsoft Excel.
"""

from __future__ import annotations

from functools import cache

from tests.hosts import added, controls, markings, pivots
from tests.hosts.base import base_book
from tests.hosts.loose import LoosePackage

_RICH_RELATIONS = "xl/richData/_rels/richValueRel.xml.rels"


@cache
def rich_book() -> bytes:
    """One workbook that holds every feature named in added.py and its siblings."""
    book = LoosePackage(base_book())
    _mend(book)
    for add in (
        added.share_formulas, added.add_external_link, added.add_threaded_comments,
        added.add_custom_xml, added.add_printer_settings, added.add_thumbnail,
        added.add_chart_style, pivots.add_pivot, pivots.add_slicer, controls.add_check_box,
        markings.mark_workbook, markings.mark_sheets, markings.mark_styles,
        added.add_calculation_chain,
    ):
        add(book)
    return book.content


def _mend(book: LoosePackage) -> None:
    """Mend what XlsxWriter writes amiss: a member named from the root, a total none other reads."""
    book.parts = {name.lstrip("/"): content for name, content in book.parts.items()}
    book.splice(added.UTFALL, ("SUBTOTAL(109,[Belopp])", "SUBTOTAL(109,Utfallstabell[Belopp])"))
    assert _RICH_RELATIONS in book.parts
