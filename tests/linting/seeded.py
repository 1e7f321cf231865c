"""A workbook with one fault of each kind, and the same without: what an examiner should find."""

from __future__ import annotations

from io import BytesIO
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tests.hosts.zips import packed, parts_of

Formula = tuple[str, str, float | str]
_SETTINGS = b'calcId="124519" fullCalcOnLoad="1"'
_LONG = "+".join(["B2", "B3", "B4"] * 24)


class Seed(NamedTuple):
    """A fault, the rule it breaks, and the place that is told."""

    fault: str
    rule: str
    place: str


SEEDS = (
    Seed("a project of macros", "S02", ""),
    Seed("a value out of another workbook", "S03", "Kalkyl!B20"),
    Seed("a connection", "S04", ""),
    Seed("a formula that leads out on the net", "S06", "Kalkyl!B21"),
    Seed("calculation by hand", "C01", ""),
    Seed("iteration", "C02", ""),
    Seed("precision as displayed", "C03", ""),
    Seed("a hidden sheet", "T01", "Gammalt"),
    Seed("a hidden row", "T05", "Kalkyl"),
    Seed("white on white", "T07", "Kalkyl!E2"),
    Seed("today's date", "F01", "Kalkyl!B22"),
    Seed("a rate in a formula", "F02", "Kalkyl!B23"),
    Seed("an error made nought", "F03", "Kalkyl!B24"),
    Seed("four conditions in one", "F04", "Kalkyl!B25"),
    Seed("a formula of two hundred characters and more", "F05", "Kalkyl!B26"),
    Seed("a look-up of the nearest", "F06", "Kalkyl!B27"),
    Seed("one formula of a column changed", "F07", "Kalkyl!C5"),
    Seed("one formula of a column overwritten", "F08", "Kalkyl!D6"),
    Seed("a bracket too few", "F09", "Kalkyl!B28"),
    Seed("an array formula", "F10", "Kalkyl"),
    Seed("two cells made from each other", "F11", "Kalkyl!B30"),
    Seed("a sum that stops a row too early", "F12", "Kalkyl!B11"),
    Seed("a number that nothing reads", "F13", "Indata!B9"),
    Seed("a reference to a cell that is gone", "E01", "Kalkyl!B32"),
    Seed("a division by nought", "E02", "Kalkyl!B33"),
    Seed("a stored value that is not what the formula gives", "E03", "Kalkyl!B34"),
    Seed("a number typed as text", "D01", "Indata!B5"),
    Seed("a garbled name", "D02", "Indata!A4"),
    Seed("merged cells among figures", "L01", "Kalkyl!E4:E5"),
    Seed("a long sheet without headings in sight", "L02", "Kalkyl"),
    Seed("a name that is hidden", "N01", ""),
)


def clean_book() -> bytes:
    """The same workbook as it should be."""
    return _made(faults=False)


def seeded_book() -> bytes:
    """The workbook with every fault."""
    parts = dict(parts_of(_made(faults=True)))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        _SETTINGS, b'calcMode="manual" iterate="1" fullPrecision="0"').replace(
        b'<definedName name="Sats"', b'<definedName name="Sats" hidden="1"')
    parts |= {"xl/vbaProject.bin": b"macros", "xl/connections.xml": b"<connections/>"}
    return packed(parts.items())


def _made(*, faults: bool) -> bytes:
    target = BytesIO()
    book = Workbook(target, {"in_memory": True})
    typed, sheet = book.add_worksheet("Indata"), book.add_worksheet("Kalkyl")
    for title in ("Kontroller", "Om boken"):
        book.add_worksheet(title)
    _inputs(typed, faults=faults)
    book.define_name("Sats", "=Indata!$B$2")
    _columns(sheet, faults=faults)
    sheet.write("E2", 5, book.add_format({"font_color": "white"} if faults else {}))
    if faults:
        _faults(sheet)
        book.add_worksheet("Gammalt").hide()
    else:
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
    sheet.write("A70", "Slut")
    book.close()
    return target.getvalue()


def _inputs(typed: Worksheet, *, faults: bool) -> None:
    typed.write_row("A1", ["Kommun", "Belopp, kr"])
    for row in range(2, 9):
        typed.write(row - 1, 0, f"Kommun {row}")
        typed.write(row - 1, 1, row * 10)
    if faults:
        typed.write("A4", "LidkÃ¶ping")
        typed.write_string("B5", "50")
        typed.write("B9", 7)


def _columns(sheet: Worksheet, *, faults: bool) -> None:
    """Three columns of copied formulas and their sums."""
    sheet.write_row("A1", ["Kommun", "Belopp", "Dubbelt", "Summa", "Not"])
    for row in range(2, 9):
        amount = row * 10
        sheet.write_formula(f"B{row}", f"=Indata!B{row}", None,
                            "50" if faults and row == 5 else amount)
        odd = faults and row == 5
        sheet.write_formula(f"C{row}", f"=B{row}+2" if odd else f"=B{row}*2", None,
                            52 if odd else amount * 2)
        if faults and row == 6:
            sheet.write_number("D6", 180)
        else:
            sheet.write_formula(f"D{row}", f"=B{row}+C{row}", None,
                                102 if odd else amount * 3)
    if faults:
        sheet.write_formula("B11", "=SUM(B2:B7)", None, 220)
        sheet.merge_range("E4:E5", "Not")
        sheet.set_row(59, None, None, {"hidden": True})
    else:
        sheet.write_formula("B11", "=SUM(B2:B8)", None, 350)


def _faults(sheet: Worksheet) -> None:
    formulas: tuple[Formula, ...] = (
        ("B20", "='[Budget 2025.xlsx]Blad1'!$A$1", 12),
        ("B21", '=HYPERLINK("http://example.org","mer")', "mer"),
        ("B22", "=TODAY()", 46000),
        ("B23", "=B2*1.25", 25),
        ("B24", "=IFERROR(B2/B3,0)", 20 / 30),
        ("B25", "=IF(B2>B3,1,IF(B3>B4,2,IF(B4>B6,0,1)))", 1),
        ("B26", f"={_LONG}", 2160),
        ("B27", "=VLOOKUP(B2,B2:C8,2)", 40),
        ("B28", "=SUM(B2:B8", 350),
        ("B30", "=B31+1", 0),
        ("B31", "=B30+1", 0),
        ("B32", "=#REF!+1", "#REF!"),
        ("B33", "=B2/0", "#DIV/0!"),
        ("B34", "=B2+B3", 60),
    )
    for cell, formula, value in formulas:
        sheet.write_formula(cell, formula, None, value)
    sheet.write_array_formula("B36:B36", "{=SUM(B2:B4*C2:C4)}", None, 5800)
