"""The add-in workbook on a computer with Excel for Windows, played by a folder; and elsewhere."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from finsam_xl import cli
from finsam_xl.addin import workbook
from finsam_xl.addin.verb import addin
from finsam_xl.addin.workbook import Place, install, remove, status, this_place
from finsam_xl.errors import BookError
from finsam_xl.package.archive import read_package
from finsam_xl.package.writing import copied_member, fresh_member, packed_package

INTERPRETER = r"C:\Program & förbund\finsam\Scripts\python.exe"


@pytest.fixture
def windows(tmp_path: Path) -> Place:
    """A computer with Excel for Windows, whose startup folder nobody has made yet."""
    return replace(this_place(), system="win32", folder=tmp_path / "Excel" / "XLSTART",
                   interpreter=INTERPRETER)


def there(place: Place) -> dict[str, bool]:
    return {each.key: each.there for each in status(place)}


def asked(action: str, *, as_json: bool = False, lang: str = "sv") -> argparse.Namespace:
    return argparse.Namespace(action=action, json=as_json, lang=lang)


def import_functions(file: Path) -> None:
    """What Excel does when the functions are imported, as far as the file tells of it."""
    package = read_package(file)
    macros = package.part("xl/vbaProject.bin") + "xlwings_udfs".encode("utf-16-le")
    file.write_bytes(packed_package(
        fresh_member(member.filename, macros) if member.filename == "xl/vbaProject.bin"
        else copied_member(package, member) for member in package.members))


def test_the_add_in_is_the_template_with_its_settings_filled_in(windows: Place) -> None:
    assert install(windows) is True
    assert windows.template is not None
    template, made = read_package(windows.template), read_package(windows.file)
    differing = {name for name in template.parts if template.part(name) != made.part(name)}
    assert list(made.parts) == list(template.parts)
    assert differing == {"xl/workbook.xml", "xl/worksheets/sheet1.xml"}
    assert made.part("xl/workbook.xml").count(b'name="myaddin.conf"') == 1


def test_its_settings_leave_nothing_to_the_settings_of_others(
    windows: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Excel's macros ask this sheet first; a folder beside a workbook is not searched for code."""
    install(windows)
    found = workbook._settings_of(windows.file)  # noqa: SLF001 - the sheet as it is read back
    assert found == {
        "INTERPRETER_WIN": INTERPRETER, "UDF MODULES": "finsam_xl.functions", "PYTHONPATH": "",
        "CONDA PATH": "", "CONDA ENV": "", "LICENSE_KEY": "", "DEBUG UDFS": "False",
        "SHOW CONSOLE": "False", "ADD_WORKBOOK_TO_PYTHONPATH": "False",
        "XLWINGS_VERSION": windows.template_version,
    }
    monkeypatch.setenv("APPDATA", "/somewhere")
    assert this_place().folder == Path("/somewhere/Microsoft/Excel/XLSTART")


def test_the_status_follows_what_is_done(windows: Place) -> None:
    before = {"windows": True, "template": True, "module": True, "file": False,
              "settings": False, "imported": False}
    assert there(windows) == before
    install(windows)
    assert there(windows) == {**before, "file": True, "settings": True}
    import_functions(windows.file)
    assert there(windows) == {**before, "file": True, "settings": True, "imported": True}
    assert remove(windows) is True
    assert there(windows) == before


def test_an_add_in_that_is_as_it_should_be_keeps_its_imported_functions(windows: Place) -> None:
    install(windows)
    import_functions(windows.file)
    content = windows.file.read_bytes()
    assert install(windows) is False
    assert windows.file.read_bytes() == content


@pytest.mark.parametrize(("interpreter", "template_version"), [
    (r"D:\new\python.exe", this_place().template_version), (INTERPRETER, "0.99.0"),
], ids=["Python", "xlwings"])
def test_what_has_moved_shows_and_is_put_right(
    windows: Place, interpreter: str, template_version: str
) -> None:
    install(windows)
    import_functions(windows.file)
    later = replace(windows, interpreter=interpreter, template_version=template_version)
    assert there(later)["settings"] is False
    assert install(later) is True
    assert there(later)["settings"] is True
    assert there(later)["imported"] is False


@pytest.mark.parametrize("content", [b"no workbook", b""])
def test_a_file_that_is_not_ours_is_neither_replaced_nor_removed(
    windows: Place, content: bytes
) -> None:
    windows.file.parent.mkdir(parents=True)
    windows.file.write_bytes(content)
    assert there(windows)["settings"] is False
    for change in (install, remove):
        with pytest.raises(BookError, match="är inte vårt tillägg"):
            change(windows)
    assert windows.file.read_bytes() == content


def test_an_add_in_that_somebody_has_given_more_modules_is_left_alone(windows: Place) -> None:
    install(windows)
    package = read_package(windows.file)
    sheet = "xl/worksheets/sheet1.xml"
    more = package.part(sheet).replace(b"finsam_xl.functions", b"finsam_xl.functions;own")
    windows.file.write_bytes(packed_package(
        fresh_member(member.filename, more) if member.filename == sheet
        else copied_member(package, member) for member in package.members))
    for change in (install, remove):
        with pytest.raises(BookError, match="andra inställningar"):
            change(windows)
    assert windows.file.exists()


def test_an_add_in_that_excel_holds_open_is_left_as_it_is(windows: Place) -> None:
    install(windows)
    content = windows.file.read_bytes()
    windows.file.with_name("~$finsam.xlam").write_bytes(b"")
    moved = replace(windows, interpreter="python")
    for change in (install, remove):
        with pytest.raises(BookError) as refused:
            change(moved)
        assert refused.value.key == "file_open"
    assert windows.file.read_bytes() == content


def test_only_our_file_is_taken_away(windows: Place) -> None:
    install(windows)
    other = windows.file.with_name("budget.xlam")
    other.write_bytes(b"somebody's own")
    remove(windows)
    assert list(windows.file.parent.iterdir()) == [other]
    assert remove(windows) is False


def test_a_template_that_is_missing_or_otherwise_built_is_refused(
    windows: Place, tmp_path: Path
) -> None:
    strange = tmp_path / "strange.xlam"
    install(windows)
    strange.write_bytes(windows.file.read_bytes())  # its sheet has been given its name already
    for template in (None, tmp_path / "missing.xlam", strange):
        place = replace(windows, template=template, folder=tmp_path / "other")
        with pytest.raises(BookError, match="mall"):
            install(place)
        assert there(place)["template"] is False
        assert not (tmp_path / "other").exists()


def test_without_a_startup_folder_nothing_is_guessed(windows: Place) -> None:
    nowhere = replace(windows, folder=None)
    with pytest.raises(BookError, match="APPDATA"):
        install(nowhere)
    assert there(nowhere)["file"] is False


@pytest.mark.parametrize("change", [install, remove])
@pytest.mark.parametrize("system", ["linux", "darwin"])
def test_another_system_is_refused_by_name(
    windows: Place, system: str, change: Callable[[Place], bool]
) -> None:
    with pytest.raises(BookError, match=f"^{system}: funktionerna behöver Excel för Windows"):
        change(replace(windows, system=system))
    assert windows.folder is not None
    assert not windows.folder.exists()


# -- the verb ---------------------------------------------------------------------------------


def test_the_verb_says_what_was_done_and_what_remains(
    windows: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert addin(asked("install"), windows) == 0
    said = capsys.readouterr().err
    assert f"Tillägget ligger på plats: {windows.file}" in said
    for told in ("ImportPythonUDFsToAddin", "tillåtet av IT", "kringgå inget", "#NAMN?"):
        assert told in said
    assert addin(asked("install"), windows) == 0
    assert f"Oförändrad: {windows.file}" in capsys.readouterr().err
    assert addin(asked("remove"), windows) == addin(asked("remove"), windows) == 0
    assert capsys.readouterr().err.splitlines() == [
        f"Tillägget är borttaget: {windows.file}",
        f"Inget att ta bort: {windows.file} finns inte.",
    ]


def test_the_status_is_told_line_by_line_and_as_json(
    windows: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    install(windows)
    assert addin(asked("status", lang="en"), windows) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[0] for line in lines] == ["✓", "✓", "✓", "✓", "✓", "✕"]
    assert lines[-1].startswith("✕ Missing: the functions imported into the add-in")
    assert addin(asked("status", as_json=True), windows) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["ok"], found["in_place"]) == (True, False)
    assert found["findings"][-1]["key"] == "imported"
    assert addin(asked("remove", as_json=True), windows) == 0
    assert json.loads(capsys.readouterr().out) == {
        "ok": True, "file": str(windows.file), "changed": True}


def test_functions_that_cannot_be_loaded_are_told_of(
    windows: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "finsam_xl.functions", None)
    assert there(windows)["module"] is False


def test_the_command_refuses_here_what_only_windows_can(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for action in ("install", "remove"):
        assert cli.main(["addin", action]) == 2
        assert capsys.readouterr().err.startswith("finsam-xl: linux: funktionerna behöver Excel")
    assert cli.main(["addin", "status"]) == 0
    assert "✕ Saknas: Excel för Windows; systemet är linux" in capsys.readouterr().out
