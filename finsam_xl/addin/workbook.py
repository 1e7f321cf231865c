"""The add-in workbook that gives Excel for Windows the functions: installed, looked at, removed.

It is the template of xlwings' open core with our settings on its own sheet, so that nobody's
settings of xlwings are touched, and any workbook that is open can use the functions.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from finsam_xl.books.cells import book_cells
from finsam_xl.books.replacing import refuse_open_elsewhere, replace_file
from finsam_xl.errors import BookError, FinsamError
from finsam_xl.package.archive import Package, file_content, open_package
from finsam_xl.package.writing import copied_member, fresh_member, packed_package

FILE = "finsam.xlam"
MODULE = "finsam_xl.functions"
_BLANK_SHEET, _SHEET = "_myaddin.conf", "myaddin.conf"
"""The template's macros read their settings from a sheet of the second name, once it has it."""
_BOOK, _SETTINGS, _MACROS = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/vbaProject.bin"
_IMPORTED = "xlwings_udfs".encode("utf-16-le")
"""The module that Excel gets when the functions are imported, as the macros' directory tells."""
_NO = "False"
"""A setting that is off; it stands in its cell as Excel's own truth value."""
_ROWS = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an add-in belongs: the system, Excel's startup folder, Python, xlwings' template."""

    system: str
    folder: Path | None
    interpreter: str
    template: Path | None
    template_version: str

    @property
    def file(self) -> Path:
        """The add-in's file; refuses a system that knows of no startup folder."""
        if self.folder is None:
            raise BookError("addin_nowhere", place=FILE)
        return self.folder / FILE

    @property
    def settings(self) -> Mapping[str, str]:
        """What stands on the add-in's settings sheet: nobody else's setting reaches past it."""
        return {
            "INTERPRETER_WIN": self.interpreter,
            "UDF MODULES": MODULE,
            "PYTHONPATH": "", "CONDA PATH": "", "CONDA ENV": "", "LICENSE_KEY": "",
            "DEBUG UDFS": _NO, "SHOW CONSOLE": _NO, "ADD_WORKBOOK_TO_PYTHONPATH": _NO,
            "XLWINGS_VERSION": self.template_version,
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the functions need: its key, whether it is there, and where."""

    key: str
    there: bool
    about: str = ""


def this_place() -> Place:
    """The computer that this runs on; xlwings is found without being loaded."""
    found = find_spec("xlwings")
    home = Path(found.origin).parent if found and found.origin else None
    roaming = os.environ.get("APPDATA")
    return Place(
        system=sys.platform,
        folder=Path(roaming, "Microsoft", "Excel", "XLSTART") if roaming else None,
        interpreter=sys.executable,
        template=home / "quickstart_addin.xlam" if home else None,
        template_version=version("xlwings") if home else "",
    )


def install(place: Place) -> bool:
    """Lay the add-in in Excel's startup folder; False if it already lies there as it should.

    Refuses with BookError another system, a file of that name that is not ours, one that Excel
    holds open, and a template that is not as it should be.
    """
    _refuse_other_systems(place)
    target, content = place.file, addin(place)
    if target.exists():
        _refuse_not_ours(target)
        if _as_it_should_be(target, place):
            return False
    target.parent.mkdir(parents=True, exist_ok=True)
    return replace_file(target, content)


def remove(place: Place) -> bool:
    """Take the add-in away; False if it is not there. Refuses a file that is not ours."""
    _refuse_other_systems(place)
    target = place.file
    if not target.exists():
        return False
    _refuse_not_ours(target)
    refuse_open_elsewhere(target)
    try:
        target.unlink()
    except OSError:
        raise BookError("file_locked", place=str(target)) from None
    return True


def status(place: Place) -> tuple[Finding, ...]:
    """What the functions need, and what of it is there; changes nothing and refuses nothing."""
    file = place.folder / FILE if place.folder else None
    there = file is not None and file.is_file()
    ours = there and file is not None and _settings_of(file).get("UDF MODULES") == MODULE
    return (
        Finding("windows", place.system == "win32", place.system),
        Finding("template", _template_fits(place), place.template_version),
        _module(),
        Finding("file", there, str(file or FILE)),
        Finding("settings", ours and file is not None and _as_it_should_be(file, place), _SHEET),
        Finding("imported", ours and file is not None and _imported(file), "xlwings_udfs"),
    )


def addin(place: Place) -> bytes:
    """The add-in's bytes: the template, its settings sheet named and filled in."""
    package = _template(place)
    new = {
        _BOOK: package.part(_BOOK).replace(_BLANK_SHEET.encode(), _SHEET.encode()),
        _SETTINGS: _ROWS.sub(lambda _: _rows(place.settings), package.part(_SETTINGS)),
    }
    return packed_package(
        fresh_member(member.filename, new[member.filename]) if member.filename in new
        else copied_member(package, member)
        for member in package.members)


def _rows(settings: Mapping[str, str]) -> bytes:
    rows = (f'<row r="{row}">{_cell(f"A{row}", key)}{_cell(f"B{row}", text)}</row>'
            for row, (key, text) in enumerate(settings.items(), start=1))
    return f"<sheetData>{''.join(rows)}</sheetData>".encode()


def _cell(at: str, text: str) -> str:
    if text == _NO:
        return f'<c r="{at}" t="b"><v>0</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def _template(place: Place) -> Package:
    """The template of xlwings; refuses one that is missing or is built in another way."""
    if place.template is None or not place.template.is_file():
        raise BookError("addin_template", place=FILE)
    package = open_package(file_content(place.template), str(place.template))
    if (package.part(_BOOK).count(f'name="{_BLANK_SHEET}"'.encode()) != 1
            or len(_ROWS.findall(package.part(_SETTINGS))) != 1 or _MACROS not in package.parts):
        raise BookError("addin_template", place=str(place.template))
    return package


def _template_fits(place: Place) -> bool:
    try:
        _template(place)
    except FinsamError:
        return False
    return True


def _module() -> Finding:
    """Whether the functions can be loaded, and whether Excel would hear of them."""
    try:
        from finsam_xl.functions import FINSAM_ANDEL  # noqa: PLC0415 - it loads xlwings
    except Exception as fault:  # noqa: BLE001 - told, whatever it is
        return Finding("module", there=False, about=f"{type(fault).__name__}: {fault}")
    heard_of = sys.platform != "win32" or hasattr(FINSAM_ANDEL, "__xlfunc__")
    return Finding("module", heard_of, MODULE if heard_of else "pywin32")


def _settings_of(file: Path) -> Mapping[str, str]:
    """An add-in's settings, as its sheet tells; none where it is no workbook or has no sheet."""
    try:
        grid = book_cells(open_package(file_content(file), str(file))).sheets.get(_SHEET, {})
    except FinsamError:
        return {}
    rows = {row for row, _ in grid}
    texts = {at: str(cell.content) for at, cell in grid.items() if cell.content is not None}
    return {texts.get((row, 0), "").upper(): texts.get((row, 1), "") for row in rows}


def _as_it_should_be(file: Path, place: Place) -> bool:
    found = _settings_of(file)
    return {key: found.get(key, "").upper() for key in place.settings} == {
        key: value.upper() for key, value in place.settings.items()}


def _refuse_not_ours(file: Path) -> None:
    if _settings_of(file).get("UDF MODULES") != MODULE:
        raise BookError("addin_not_ours", place=str(file))


def _imported(file: Path) -> bool:
    package = open_package(file_content(file), str(file))
    return _MACROS in package.parts and _IMPORTED in package.part(_MACROS)


def _refuse_other_systems(place: Place) -> None:
    if place.system != "win32":
        raise BookError("addin_needs_windows", place=place.system)
