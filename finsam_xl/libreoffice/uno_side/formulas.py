"""Formulas from Excel's way of writing to Calc's and back, by Calc's own parser.

Calc takes and gives formulas as ODF 1.1 writes them: `SUM($'My sheet'.A1:A3;2)`. What its
parser would lose (errors written out, TRUE without parentheses) is seen to around it.
"""

from __future__ import annotations

import re
from typing import Any, Callable, Dict, Tuple

from finsam_xl.libreoffice.uno_side.host import struct

_OOO, _XL_OOX = 0, 3
_ODF, _EXCEL_ENGLISH, _EVERY_GROUP = 1, 4, 0x7FFFFFFF
_MOST_REMEMBERED = 50_000
_QUOTED = re.compile(r'("(?:[^"]|"")*"|\'(?:[^\']|\'\')*\')')
_PREFIX = re.compile(r"_xlfn\.(?:_xlws\.)?", re.IGNORECASE)
_TRUTH = re.compile(r"(?<![\w.!$])(TRUE|FALSE)(?![\w.(!])", re.IGNORECASE)
_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)", re.IGNORECASE)
_NOT_AVAILABLE = re.compile(r"#N/A", re.IGNORECASE)
_LOST_SHEET = re.compile(r"(?:\$?(?:'(?:[^']|'')*'|[\w.]+)[!.])?(#REF!)", re.IGNORECASE)


class Translator:
    """Both parsers of one workbook; texts without their equals sign, in and out."""

    def __init__(self, document: Any) -> None:
        mapper = document.createInstance("com.sun.star.sheet.FormulaOpCodeMapper")
        self._excel = _parser(document, mapper, _EXCEL_ENGLISH, _XL_OOX)
        self._calc = _parser(document, mapper, _ODF, _OOO)
        self._read: Dict[str, str] = {}

    def to_calc(self, formula: str, at: Tuple[int, int, int]) -> Callable[[int, int], str]:
        """A formula as Calc writes it in any cell, its references relative to where it was given.

        `at` is sheet, row and column, each counted from 0.
        """
        sheet, row, column = at
        tokens = self._excel.parseFormula(_as_parsed(formula), _address(sheet, row, column))
        return lambda row, column: self._calc.printFormula(tokens, _address(sheet, row, column))

    def to_excel(self, formula: str) -> str:
        """A formula as Excel writes it."""
        known = self._read.get(formula)
        if known is None:
            if len(self._read) > _MOST_REMEMBERED:
                self._read.clear()
            known = self._read[formula] = self._to_excel(formula)
        return known

    def _to_excel(self, formula: str) -> str:
        origin = _address(0, 0, 0)
        tokens = self._calc.parseFormula(_LOST_SHEET.sub(r"\1", formula), origin)
        return _outside(self._excel.printFormula(tokens, origin), _as_shown)


def _parser(document: Any, mapper: Any, words: int, convention: int) -> Any:
    parser = document.createInstance("com.sun.star.sheet.FormulaParser")
    parser.CompileEnglish = True
    parser.FormulaConvention = convention
    parser.OpCodeMap = mapper.getAvailableMappings(words, _EVERY_GROUP)
    return parser


def _address(sheet: int, row: int, column: int) -> Any:
    return struct("table.CellAddress", Sheet=sheet, Row=row, Column=column)


def _as_parsed(formula: str) -> str:
    return _outside(_LOST_SHEET.sub(r"\1", formula), _bare)


def _bare(text: str) -> str:
    text = _NOT_AVAILABLE.sub("NA()", _PREFIX.sub("", text))
    return _TRUTH.sub(lambda found: f"{found.group(1).upper()}()", text)


def _as_shown(text: str) -> str:
    return _ERROR.sub(lambda found: found.group().upper(), text.replace("~", ","))


def _outside(formula: str, change: Callable[[str], str]) -> str:
    """A formula with a change made outside of its texts and quoted titles."""
    parts = _QUOTED.split(formula)
    return "".join(part if number % 2 else change(part) for number, part in enumerate(parts))
