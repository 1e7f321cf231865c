"""The folder of files that any web server can serve: page, engine, Python, and their checksums.

Nothing in it asks for anything outside it, and the same versions give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from finsam_xl.errors import BookError
from finsam_xl.version import VERSION
from finsam_xl.web.icons import SIZES, icon
from finsam_xl.web.manifest import manifest
from finsam_xl.web.packing import Part, own_part, pure_parts

HERE = Path(__file__).parent
SITE = HERE / "site"
BUILD, PRECACHE, WORKER, MANIFEST = "build.json", "precache.js", "sw.js", "manifest.xml"

_PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip",
            "pyodide-lock.json")
_IRONCALC = ("wasm.js", "wasm_bg.wasm")
_ASKED_FOR = ("package.json", "package-lock.json")
_NPM = ("ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund",
        "--loglevel=error")
_FETCHED = ("pyodide", "@ironcalc/wasm")


def build(
    target: Path, *, origin: str | None = None, force: bool = False, modules: Path | None = None
) -> dict[str, Any]:
    """Make the folder, all or nothing; returns what `build.json` says.

    `origin` is where the page will lie, which Office's manifest must name. `modules` is a folder
    that npm has filled already. Refuses with BookError a folder that is in use for other things.
    """
    _refuse_taken(target, force=force)
    with tempfile.TemporaryDirectory() as folder:
        fetched = modules or fetch(Path(folder))
        files = site_files(fetched, origin)
    _replace(target, files)
    told: dict[str, Any] = json.loads(files[BUILD])
    return told


def fetch(folder: Path) -> Path:
    """What comes from npm, each package checked against the lock; returns the modules' folder."""
    for name in _ASKED_FOR:
        shutil.copy(HERE / name, folder / name)
    npm = shutil.which("npm")
    if npm is None:
        raise BookError("web_npm", place=str(HERE / "package.json"), what="npm")
    done = subprocess.run([npm, *_NPM], check=False, cwd=folder,  # noqa: S603 - what is installed
                          capture_output=True, text=True)
    if done.returncode:
        last = next(reversed(done.stderr.strip().splitlines()), str(done.returncode))
        raise BookError("web_npm", place=str(HERE / "package.json"), what=last)
    return folder / "node_modules"


def site_files(modules: Path, origin: str | None) -> dict[str, bytes]:
    """Every file of the folder by its path, in order."""
    files = {path.relative_to(SITE).as_posix(): path.read_bytes()
             for path in sorted(SITE.rglob("*")) if path.is_file()}
    parts = (*pure_parts(), own_part())
    files |= dict(_from_npm(modules)) | {each.file: each.content for each in parts}
    precached = {name: _digest(files[name]) for name in sorted(files) if name != WORKER}
    files |= {f"icons/icon-{size}.png": icon(size) for size in SIZES}
    if origin is not None:
        files[MANIFEST] = manifest(origin)
    told = _told(files, precached, parts, modules)
    files[BUILD] = _json(told)
    files[PRECACHE] = _precache(told["hash"], precached)
    return dict(sorted(files.items()))


def _from_npm(modules: Path) -> Iterator[tuple[str, bytes]]:
    for name in _PYODIDE:
        yield f"pyodide/{name}", (modules / "pyodide" / name).read_bytes()
    ironcalc = modules / "@ironcalc" / "wasm"
    for name in _IRONCALC:
        yield f"ironcalc/{name}", (ironcalc / name).read_bytes()
    for path in sorted((ironcalc / "snippets").rglob("*.js")):
        yield f"ironcalc/{path.relative_to(ironcalc).as_posix()}", path.read_bytes()


def _told(
    files: Mapping[str, bytes], precached: Mapping[str, str], parts: tuple[Part, ...], modules: Path
) -> dict[str, Any]:
    """What the build says of itself; its hash is of every file but this one and the list."""
    whole = "\n".join(f"{_digest(files[name])} {name}" for name in sorted(files))
    licences = [{"name": each.name, "version": each.version, "licence": each.licence,
                 "text": each.text} for each in parts]
    return {"version": VERSION, "hash": _digest(whole.encode()),
            "wheels": [each.file for each in parts], "files": dict(precached),
            "licences": [*licences, *_npm_licences(modules)]}


def _npm_licences(modules: Path) -> Iterator[dict[str, str]]:
    for name in _FETCHED:
        said = json.loads((modules / name / "package.json").read_text(encoding="utf-8"))
        yield {"name": name, "version": said["version"], "licence": said["license"]}


def _precache(digest: str, precached: Mapping[str, str]) -> bytes:
    told = json.dumps({"hash": digest, "files": ["./", *precached, BUILD]}, ensure_ascii=False)
    return f"self.PRECACHE = {told};\n".encode()


def _json(told: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _refuse_taken(target: Path, *, force: bool) -> None:
    """Refuse a folder that holds anything, or with `force` anything but an earlier build."""
    taken = target.exists() and (not target.is_dir() or any(target.iterdir()))
    if taken and not (force and (target / BUILD).is_file()):
        raise BookError("web_folder", place=str(target))


def _replace(target: Path, files: Mapping[str, bytes]) -> None:
    """Lay the files beside the old folder, and then in its place."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        for name, content in files.items():
            path = beside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        beside.chmod(0o755)  # others serve it than the one who built it
        if target.exists():
            shutil.rmtree(target)
        beside.rename(target)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
