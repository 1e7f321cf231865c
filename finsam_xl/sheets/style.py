"""The looks: colours, type and number formats of the workbook, as tokens with a meaning.

Yellow says that one may type; plum says preliminary or opposing; green, amber and red belong
to checks; teal is structure.
"""

from __future__ import annotations

from typing import NamedTuple

INK, QUIET, MUTED = "1D2B30", "47575C", "56676C"
TEAL, TEAL2, TEAL3, TEAL4 = "0B4F5C", "2F7683", "5E949F", "97BAC1"
ACCENT, ACCENT_FILL, WASH = "8A3B6B", "F4E9F0", "F2F6F6"
RULE, RULE2 = "DDE4E6", "9FB0B4"
INPUT, INPUT_LINE = "FFF8DC", "A8923C"
OK, WARN, WARN_FILL, BAD, BAD_FILL = "1B6B3A", "864A00", "FDEBD3", "9E1B1B", "FBE7E5"
WHITE = "FFFFFF"

WHOLE = '#,##0;"−"#,##0;0'
DECIMALS = {
    0: WHOLE,
    1: '#,##0.0;"−"#,##0.0;0.0',
    2: '#,##0.00;"−"#,##0.00;0.00',
    3: '#,##0.000;"−"#,##0.000;0.000',
}
TYPED_TKR = '#,##0.###;"−"#,##0.###;0'
SIGNED = '"+"#,##0;"−"#,##0;0'
SIGNED_DECIMALS = {
    0: SIGNED,
    1: '"+"#,##0.0;"−"#,##0.0;0.0',
    2: '"+"#,##0.00;"−"#,##0.00;0.00',
    3: '"+"#,##0.000;"−"#,##0.000;0.000',
}
PERCENT = "0.00 %"
PERCENT1 = '0.0 %;"−"0.0 %;0.0 %'
CHANGE = '"+"0.0 %;"−"0.0 %;0.0 %'
DATE = "yyyy-mm-dd"
TEXT = "@"
GENERAL = "General"
PLAIN = "0"

THIN, MEDIUM = 1, 2


class Style(NamedTuple):
    """How a cell looks; a border is a line style and a colour."""

    size: float = 10.5
    bold: bool = False
    colour: str = INK
    fill: str = ""
    number: str = GENERAL
    align: str = "left"
    vertical: str = "vcenter"
    indent: int = 0
    top: tuple[int, str] | None = None
    bottom: tuple[int, str] | None = None
    box: tuple[int, str] | None = None
    wrap: bool = False
    unlocked: bool = False
    raised: bool = False

    def but(self, **changes: object) -> Style:
        """The same style with some of it changed; made once and shared."""
        key = (self, *changes.items())
        found = _CHANGED.get(key)
        if found is None:
            found = _CHANGED[key] = self._replace(**changes)  # type: ignore[arg-type]
        return found


_CHANGED: dict[tuple[object, ...], Style] = {}


BODY = Style()
TOP_LINE = Style(size=9, colour=MUTED)
TITLE = Style(size=22, bold=True, colour=TEAL)
LEAD = Style(size=11, colour=MUTED)
SECTION = Style(size=13, bold=True, colour=TEAL, vertical="bottom")
GROUP = Style(size=11, bold=True, colour=TEAL, vertical="bottom")
HEADING = Style(size=10, bold=True, colour=TEAL, vertical="bottom", bottom=(THIN, TEAL))
HEADING_RIGHT = HEADING.but(align="right")
NOTE = Style(size=9, colour=MUTED)
UNIT = Style(colour=MUTED, indent=1, bottom=(THIN, RULE))
ROW = Style(bottom=(THIN, RULE))
ROW_MUTED = Style(colour=MUTED, bottom=(THIN, RULE))
NUMBER = Style(align="right", number=WHOLE, bottom=(THIN, RULE))
QUIET_NUMBER = NUMBER.but(colour=QUIET)
SUBTOTAL = Style(bold=True, top=(THIN, RULE2), bottom=(THIN, RULE2))
SUBTOTAL_NUMBER = SUBTOTAL.but(align="right", number=WHOLE)
TOTAL = Style(size=11, bold=True, colour=TEAL, top=(MEDIUM, TEAL), bottom=(THIN, TEAL))
TOTAL_NUMBER = TOTAL.but(align="right", number=WHOLE)
LINK = Style(colour=TEAL2, bottom=(THIN, RULE))
TYPED = Style(fill=INPUT, bottom=(THIN, INPUT_LINE), unlocked=True)
TYPED_NUMBER = TYPED.but(align="right", number=TYPED_TKR, indent=1)
STATUS = Style(bottom=(THIN, RULE), colour=OK)
CARD_LABEL = Style(size=10, bold=True, colour=TEAL, top=(MEDIUM, TEAL))
CARD_FIGURE = Style(size=24, bold=True, number=WHOLE)
CARD_NOTE = Style(size=9, colour=MUTED)
STAMP = Style(size=11, bold=True, colour=ACCENT, align="center", box=(THIN, ACCENT))


def decimals_of(step: int | None) -> int:
    """How many decimals an amount in tkr needs for its rounding step.

    >>> [decimals_of(step) for step in (1, 10, 100, 1000, None)]
    [3, 2, 1, 0, 3]
    """
    return {1: 3, 10: 2, 100: 1, 1000: 0}.get(step or 1, 3)
