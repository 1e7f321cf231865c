"""Makes the ten workbooks that docs/manual-check.md asks a person to open in Excel.

    .venv/bin/python scripts/manual_files.py FOLDER

Run from the repository: the hosts come from the tests' own makers. Each host as it was before our
sheets came lies in FOLDER/originals; what looks amiss there too is no fault of ours.
"""

from __future__ import annotations

import contextlib
import shutil
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path

import xlsxwriter

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from finsam_xl.cli import main as finsam_xl  # noqa: E402 - after the path
from finsam_xl.package.archive import open_package  # noqa: E402
from finsam_xl.package.structure import structure  # noqa: E402
from scripts.budget_book import budget_book  # noqa: E402
from scripts.macros import SHEET_BASE, WORKBOOK_BASE, Module, vba_project  # noqa: E402
from tests.hosts.loose import LoosePackage  # noqa: E402
from tests.hosts.pictures import png  # noqa: E402
from tests.hosts.producers import libreoffice_book, prefixed_book  # noqa: E402
from tests.hosts.rich import rich_book  # noqa: E402
from tests.hosts.small import book_1904  # noqa: E402
from tests.hosts.typing import Typed, typed_into  # noqa: E402

FIRST_LAYOUT = ROOT / "tests" / "layouts" / "layout-1.xlsx"
OTHER_GRANT: Typed = {"fs_grant_2026": 4300}
NEW_MUNICIPALITY: Typed = {
    "fs_municipality_code_05": "9905", "fs_municipality_name_05": "Asp",
    "fs_population_row_05_2025_06_30": 5150, "fs_population_row_05_2024_06_30": 5200,
}
NEW_ACTIVITY: Typed = {
    "fs_activity_name_08": "Grenverket, Asp", "fs_activity_kind_08": "Individ",
    "fs_activity_host_08": "Asp", "fs_activity_beneficiary_08": "Asp",
    "fs_activity_base_08": "Ja", "fs_activity_participants_08": 12,
    "fs_activity_weight_08": 1, "fs_activity_funding_08": "Förbundsmedel",
    "fs_activity_amount_08_2026": 100,
}
MACRO = """Sub Visa_bidrag()
    MsgBox "Bidrag 2026, kr: " & ThisWorkbook.Names("fs_total_2026").RefersToRange.Value
End Sub"""
LINKS = ("--link", "fs_grant_2026=Budget!D5:kr",
         "--link", "fs_administration_amount_03_2026=Budget!D20:kr")


def make(folder: Path) -> list[Path]:
    """Make every file and the original of each; returns the files in order."""
    (folder / "originals").mkdir(parents=True, exist_ok=True)
    return [_made(folder / name, *each) for name, each in FILES.items()]


def _made(path: Path, host: Callable[[], bytes], finish: Callable[[Path], None]) -> Path:
    content = host()
    path.with_name("originals").joinpath(path.name).write_bytes(content)
    path.write_bytes(content)
    finish(path)
    return path


def _run(verb: str, path: Path, *words: str) -> None:
    """A command that must write; what it says is of no interest here."""
    with contextlib.redirect_stdout(StringIO()), contextlib.redirect_stderr(StringIO()) as said:
        code = finsam_xl([verb, str(path), "--no-backup", *words])
    if code not in (0, 1):
        message = f"{path.name}: {said.getvalue()}"
        raise SystemExit(message)


def _attach(path: Path, *words: str) -> None:
    _run("attach", path, "--example", "ovning", *words)


def _attach_after_budget(path: Path) -> None:
    _attach(path, "--after", "Budget")


def _plan(path: Path, typed: Typed | None = None) -> None:
    if typed:
        path.write_bytes(typed_into(path.read_bytes(), typed))
    _run("plan", path)


def _plan_with_more_rows(path: Path) -> None:
    _attach_after_budget(path)
    _plan(path, NEW_MUNICIPALITY)
    _plan(path, NEW_ACTIVITY)


def _attach_linked(path: Path) -> None:
    _attach(path, "--after", "Budget", *LINKS)


def _plan_with_own_things(path: Path) -> None:
    _attach_after_budget(path)
    path.write_bytes(with_own_things(path.read_bytes()))
    _plan(path, OTHER_GRANT)


def _attach_and_detach(path: Path) -> None:
    _attach(path)
    _run("detach", path)


def _with_macro() -> bytes:
    """The budget with a macro that asks for a figure of the plan, and a button that runs it."""
    own = (Module("ThisWorkbook", base=WORKBOOK_BASE),
           *(Module(f"Sheet{number}", base=SHEET_BASE) for number in (1, 2, 3)))
    return budget_book(vba_project((*own, Module("Modul1", MACRO))), "Visa_bidrag")


def _libreoffice() -> bytes:
    """The rich book as LibreOffice saves it."""
    if shutil.which("soffice") is None:
        message = "soffice is missing: the fourth file is a book that LibreOffice has saved"
        raise SystemExit(message)
    with tempfile.TemporaryDirectory() as name:
        return libreoffice_book(Path(name))


# -- what a person puts on a sheet of ours --------------------------------------------------------


def with_own_things(content: bytes) -> bytes:
    """The book after somebody has worked on Kostnader: a note, a chart, a picture, a value."""
    book, donor = LoosePackage(content), LoosePackage(_donor())
    sheet = structure(open_package(content, "bok.xlsx")).sheet("Kostnader")
    assert sheet is not None  # noqa: S101 - it was put there a moment ago
    drawing, chart, picture, comments, notes = (f"xl/{name}" for name in (
        "drawings/drawing90.xml", "charts/chart90.xml", "media/image90.png", "comments90.xml",
        "drawings/vmlDrawing90.vml"))
    book.extension("png", "image/png")
    book.extension("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
    for part, source, kind in (
        (chart, "xl/charts/chart1.xml", "drawingml.chart"), (picture, "xl/media/image1.png", ""),
        (drawing, "xl/drawings/drawing1.xml", "drawing"),
        (notes, "xl/drawings/vmlDrawing1.vml", ""),
        (comments, "xl/comments1.xml", "spreadsheetml.comments"),
    ):
        office = "application/vnd.openxmlformats-officedocument."
        book.add(part, donor.parts[source], f"{office}{kind}+xml" if kind else "")
    for kind, target in (("chart", chart), ("image", picture)):
        book.relate(drawing, kind, target)
    place = book.relate(sheet.part, "drawing", drawing)
    legacy = book.relate(sheet.part, "vmlDrawing", notes)
    book.relate(sheet.part, "comments", comments)
    book.splice(sheet.part, ("</worksheet>", (
        f'<drawing r:id="{place}"/><legacyDrawing r:id="{legacy}"/></worksheet>')))
    _write_beside(book, sheet.part)
    return book.content


def _write_beside(book: LoosePackage, part: str) -> None:
    """A value and a formula beside the results, another width and another height."""
    cell, formula = '<c r="P{}" t="inlineStr"><is><t>{}</t></is></c>', '<c r="Q{}"><f>{}</f></c>'
    for row, text, asks in ((9, "Egen summa", "SUM(J9:L9)"), (10, "Ur planen", "fs_costs_2026")):
        start = book.text(part).index(f'<row r="{row}"')
        end = book.text(part).index("</row>", start)
        there = book.text(part)[start:end]
        more = cell.format(row, text) + formula.format(row, asks)
        book.splice(part, (there, there.replace(' spans="2:15"', "") + more))
    book.splice(part, ('<row r="10" ht="15.75"', '<row r="10" ht="40"'),
                ('min="2" max="2" width="21.140625"', 'min="2" max="2" width="40"'))


def _donor() -> bytes:
    """A book whose only sheet has a note, a chart and a picture."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Kostnader")
        chart = workbook.add_chart({"type": "column"})
        assert chart is not None  # noqa: S101 - XlsxWriter knows columns
        chart.add_series({"categories": ["Kostnader", 8, 1, 12, 1],
                          "values": ["Kostnader", 8, 9, 12, 9], "name": "Mitt eget diagram"})
        sheet.insert_chart("P12", chart, {"description": "Mitt eget diagram"})
        sheet.insert_image("P28", "bild.png", {"image_data": BytesIO(png(60, 40, (201, 163, 91))),
                                               "description": "Min egen bild"})
        sheet.write_comment("J9", "Stäm av mot avtalet.", {"author": "Ekonomiservice"})
    return target.getvalue()


FILES: dict[str, tuple[Callable[[], bytes], Callable[[Path], None]]] = {
    "01-rich.xlsx": (rich_book, _attach),
    "02-more-rows.xlsx": (budget_book, _plan_with_more_rows),
    "03-macro.xlsm": (_with_macro, _attach_after_budget),
    "04-libreoffice.xlsx": (_libreoffice, _attach),
    "05-days-from-1904.xlsx": (book_1904, _attach),
    "06-prefixed.xlsx": (prefixed_book, _attach),
    "07-linked.xlsx": (budget_book, _attach_linked),
    "08-own-things.xlsx": (budget_book, _plan_with_own_things),
    "09-detached.xlsx": (rich_book, _attach_and_detach),
    "10-first-layout.xlsx": (FIRST_LAYOUT.read_bytes, _plan),
}


def main() -> None:
    """Make the files in the folder that is given."""
    if len(sys.argv) != 2:  # noqa: PLR2004 - the script and its folder
        raise SystemExit(__doc__)
    for path in make(Path(sys.argv[1])):
        print(path)


if __name__ == "__main__":
    main()
