"""The folder that is served: the same bytes twice, each named by its checksum, nothing foreign."""

from __future__ import annotations

import hashlib
import json
import re
import struct
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from finsam_xl.errors import FinsamError
from finsam_xl.version import VERSION
from finsam_xl.web import building
from finsam_xl.web.building import build
from finsam_xl.web.icons import icon
from finsam_xl.web.manifest import manifest
from finsam_xl.web.packing import PURE, Part, archive, own_part, pure_parts
from finsam_xl.web.serving import HEADERS, KINDS, LOOPBACK, PANE_POLICY, POLICY, server

if TYPE_CHECKING:
    from tests.conftest import Answer

Run = Callable[..., "Answer"]
ROOT = Path(__file__).parent.parent.parent
HERE = ROOT / "finsam_xl" / "web"
PINNED = {"pyodide": "314.0.7", "@ironcalc/wasm": "0.8.4"}


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    """What npm would have fetched, as small files of the same names."""
    folder = tmp_path / "node_modules"
    files = {f"pyodide/{name}": name for name in (
        "pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip",
        "pyodide-lock.json")}
    files |= {f"@ironcalc/wasm/{name}": name for name in ("wasm.js", "wasm_bg.wasm",
                                                          "snippets/x/inline0.js")}
    files |= {f"{name}/package.json": json.dumps({"version": version, "license": "MIT"})
              for name, version in PINNED.items()}
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page of two files in the place of our own, and little to pack beside it."""
    folder = tmp_path / "site"
    (folder / "modules").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html>", encoding="utf-8")
    (folder / "sw.js").write_text('importScripts("./precache.js");', encoding="utf-8")
    monkeypatch.setattr(building, "SITE", folder)
    monkeypatch.setattr(building, "SIZES", (16,))
    monkeypatch.setattr(building, "pure_parts", lambda: [
        Part("openpyxl", "0", "MIT", "as is", archive({"openpyxl/__init__.py": b""}))])
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*") if path.is_file()}


def test_a_build_is_the_same_bytes_twice_and_says_what_is_in_it(
    site: Path, modules: Path, tmp_path: Path
) -> None:
    assert site.is_dir()
    told = build(tmp_path / "first", modules=modules, origin="https://finsam.example.se/plan/")
    build(tmp_path / "second", modules=modules, origin="https://finsam.example.se/plan/")
    files = contents(tmp_path / "first")
    assert files == contents(tmp_path / "second")
    assert told == json.loads(files["build.json"])
    assert told["version"] == VERSION
    assert set(told["files"]) < set(files)
    for name, digest in told["files"].items():
        assert hashlib.sha256(files[name]).hexdigest() == digest
    listed = json.loads(files["precache.js"].decode().removeprefix("self.PRECACHE = ")[:-2])
    assert listed == {"hash": told["hash"], "files": ["./", *told["files"], "build.json"]}
    assert set(files) - set(told["files"]) - {each for each in files if "icons/" in each} == {
        "build.json", "precache.js", "sw.js", "manifest.xml"}
    assert {each["name"]: each["version"] for each in told["licences"]}.items() >= {
        "finsam_xl": VERSION, **PINNED}.items()
    assert all(each["text"] for each in told["licences"] if each["name"] not in PINNED)


def test_a_change_anywhere_changes_the_hash(
    site: Path, modules: Path, tmp_path: Path
) -> None:
    before = build(tmp_path / "out", modules=modules)
    (site / "sw.js").write_text("// another", encoding="utf-8")
    after = build(tmp_path / "out", modules=modules, force=True)
    assert after["files"] == before["files"]
    assert after["hash"] != before["hash"]


def test_only_an_earlier_build_is_ever_replaced(
    site: Path, modules: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    for force in (False, True):
        with pytest.raises(FinsamError, match="inte tom"):
            build(folder, modules=modules, force=force)
    assert contents(folder) == {"mine.txt": b"mine"}
    (folder / "mine.txt").unlink()
    build(folder, modules=modules)
    (folder / "left.txt").write_text("", encoding="utf-8")
    with pytest.raises(FinsamError):
        build(folder, modules=modules)
    build(folder, modules=modules, force=True)
    assert "left.txt" not in contents(folder)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []
    assert site.is_dir()


def test_without_npm_it_is_refused_in_a_sentence(
    tmp_path: Path, finsam_xl: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    answer = finsam_xl("web", "build", tmp_path / "out")
    assert answer.code == 2
    assert "npm" in answer.err
    assert not (tmp_path / "out").exists()


def test_the_packages_of_others_go_along_with_their_licences() -> None:
    parts = list(pure_parts())
    assert [each.name for each in parts] == list(PURE)
    for each in parts:
        assert each.text
        assert each.licence in ("MIT", "BSD-2-Clause")
        with zipfile.ZipFile(BytesIO(each.content)) as packed:
            assert all(name.endswith((".py", "METADATA")) or "LICEN" in name.upper()
                       for name in packed.namelist())


def test_our_package_in_the_tab_holds_what_the_bridge_needs_and_no_desktop() -> None:
    with zipfile.ZipFile(BytesIO(own_part().content)) as packed:
        names = packed.namelist()
        assert {each.date_time for each in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {"finsam_xl/web/bridge.py", "finsam_xl/workbooks/ovning.toml",
            "finsam_xl/texts/sv.toml", "finsam_xl/domain/municipalities.csv"} <= set(names)
    assert not any(name.startswith(("finsam_xl/live/", "finsam_xl/libreoffice/")) for name in names)


def test_what_npm_fetches_is_pinned_by_version_and_checksum_and_by_no_address() -> None:
    for folder in (HERE, ROOT / "tests" / "browser"):
        asked = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        lock = (folder / "package-lock.json").read_text(encoding="utf-8")
        packages = json.loads(lock)["packages"]
        assert PINNED.items() <= asked["dependencies"].items()
        for name, version in PINNED.items():
            assert packages[f"node_modules/{name}"]["version"] == version
        assert all(each["integrity"].startswith("sha512-") for name, each in packages.items()
                   if name)
        assert '"resolved"' not in lock
    assert "://" not in (HERE / "package-lock.json").read_text(encoding="utf-8")


def test_the_manifest_names_the_address_and_asks_for_the_open_book_only() -> None:
    told = manifest("https://finsam.example.se/plan/").decode()
    tree = ET.fromstring(told)  # noqa: S314 - our own
    space = "{http://schemas.microsoft.com/office/appforoffice/1.1}"
    assert [each.tag.removeprefix(space) for each in tree] == [
        "Id", "Version", "ProviderName", "DefaultLocale", "DisplayName", "Description", "IconUrl",
        "HighResolutionIconUrl", "SupportUrl", "Hosts", "DefaultSettings", "Permissions",
        "{http://schemas.microsoft.com/office/taskpaneappversionoverrides}VersionOverrides"]
    assert tree.findtext(f"{space}Permissions") == "ReadWriteDocument"
    assert tree.findtext(f"{space}Version") == f"{VERSION}.0"
    addresses = re.findall(r'"(https://finsam[^"]*)"', told)
    assert len(addresses) == 10
    assert all(each.startswith("https://finsam.example.se/plan/") for each in addresses)


@pytest.mark.parametrize("origin", [
    "http://finsam.example.se", "finsam.example.se", "https://", "https://x.se/?a=1", "https://x#"])
def test_an_address_that_office_would_not_take_is_refused(origin: str) -> None:
    with pytest.raises(FinsamError, match="https://"):
        manifest(origin)


def test_an_icon_is_a_picture_of_its_size() -> None:
    content = icon(16)
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", content[16:24]) == (16, 16)
    assert icon(16) == content


@contextmanager
def served(folder: Path) -> Iterator[Callable[[str], HTTPResponse]]:
    with server(folder, 0) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()

        def got(path: str) -> HTTPResponse:
            connection = HTTPConnection(LOOPBACK, running.server_port, timeout=20)
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            connection.close()
            return answer

        try:
            yield got
        finally:
            running.shutdown()
            thread.join()


def test_the_folder_is_served_here_with_its_kinds_and_a_strict_policy(
    site: Path, modules: Path, tmp_path: Path
) -> None:
    assert site.is_dir()
    build(tmp_path / "out", modules=modules)
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    with served(tmp_path / "out") as got:
        for path, kind in (("/", "text/html; charset=utf-8"), ("/sw.js", "text/javascript"),
                           ("/pyodide/pyodide.mjs", "text/javascript"),
                           ("/pyodide/pyodide.asm.wasm", "application/wasm"),
                           ("/build.json", "application/json"),
                           ("/icons/icon-16.png", "image/png")):
            answer = got(path)
            assert answer.status == 200
            assert (answer.getheader("Content-Type") or "").startswith(kind)
            assert answer.getheader("Content-Security-Policy") == POLICY
        assert got("/modules/").status == 404
        assert got("/../secret.txt").status == 404
        assert got("/%2e%2e/secret.txt").status == 404


def test_it_is_told_the_policy_and_the_kinds_that_are_served() -> None:
    """The page for IT twice, the container's server, and the page itself where it lies here."""
    told = (ROOT / "docs" / "it.md").read_text(encoding="utf-8")
    conf = (ROOT / "container" / "site.conf").read_text(encoding="utf-8")
    assert told.count(POLICY) == 2
    assert conf.count(f'"{POLICY}"') == 1
    assert conf.count(f'"{PANE_POLICY}"') == 1
    assert told.count(PANE_POLICY) == 2
    for name, value in HEADERS.items():
        assert f"add_header {name}" in conf
        assert value in conf
    listed = dict(re.findall(r"^ {8}(\S+/\S+) (.*);$", conf, re.MULTILINE))
    for suffix, kind in KINDS.items():
        assert suffix.removeprefix(".") in listed[kind.partition(";")[0]].split()
    page = HERE / "site" / "index.html"
    assert not page.exists() or POLICY in page.read_text(encoding="utf-8")


def test_the_container_is_pinned_and_does_not_run_as_root() -> None:
    lines = (ROOT / "container" / "Containerfile").read_text(encoding="utf-8").splitlines()
    assert [re.fullmatch(r"FROM \S+:\d+\.\d+\.\d+-\S+", line) is not None
            for line in lines if line.startswith("FROM")] == [True]
    assert "USER 101" in lines


def test_a_folder_that_is_not_built_and_a_port_that_is_none_are_refused(
    tmp_path: Path, finsam_xl: Run
) -> None:
    assert finsam_xl("web", "serve", tmp_path).code == 2
    (tmp_path / "build.json").write_text("{}", encoding="utf-8")
    answer = finsam_xl("web", "serve", tmp_path, "--port", "70000")
    assert answer.code == 2
    assert "70000" in answer.err


@pytest.mark.browser
def test_the_real_folder_is_built_twice_alike(tmp_path: Path, finsam_xl: Run) -> None:
    """With what npm fetches; the page itself lies in it where it is in the repository."""
    for name in ("first", "second"):
        answer = finsam_xl("web", "build", tmp_path / name, "--json", "--origin", "https://x.se")
        assert answer.code == 0, answer.err
    first = contents(tmp_path / "first")
    assert first == contents(tmp_path / "second")
    assert "https://x.se/pane.html" in first["manifest.xml"].decode()
    assert json.loads(answer.out)["files"].keys() <= first.keys()
