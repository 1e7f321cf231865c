"""Python for the tab: our own package and the pure ones of others, as archives of the same bytes.

The desktop's rooms stay at home: what drives Excel and LibreOffice has nothing to do in a tab.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from io import BytesIO
from pathlib import Path

from finsam_xl.version import VERSION

PURE = ("XlsxWriter", "openpyxl", "et_xmlfile")
"""The packages of others that the engine needs: pure Python, as installed beside it."""

DESKTOP = ("addin/", "libreoffice/", "live/", "web/site/")
"""What stays at home."""

_KINDS = frozenset({".py", ".toml", ".csv"})
_WHEN = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what is shipped: its archive, and by whom and how it may be used."""

    name: str
    version: str
    licence: str
    text: str
    content: bytes

    @property
    def file(self) -> str:
        """What its archive is called."""
        return f"wheels/{self.name}-{self.version}.zip"


def own_part() -> Part:
    """Our own package with the examples."""
    folder = Path(__file__).parent.parent
    files = {f"finsam_xl/{name}": content for name, content in _sources(folder)}
    root = folder if (folder / "workbooks").is_dir() else folder.parent
    files |= {f"finsam_xl/workbooks/{each.name}": each.read_bytes()
              for each in (root / "workbooks").glob("*.toml")}
    return Part("finsam_xl", VERSION, "MIT", _own_licence(root), archive(files))


def _sources(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.suffix in _KINDS and not name.startswith(DESKTOP):
            yield name, path.read_bytes()


def _own_licence(root: Path) -> str:
    beside = root / "LICENSE"
    if beside.is_file():
        return beside.read_text(encoding="utf-8")
    return _licence_text(distribution("finsam_xl"))


def pure_parts() -> Iterator[Part]:
    """The packages of others, without what is only for their own tests."""
    for name in PURE:
        found = distribution(name)
        files = {str(each): Path(str(found.locate_file(each))).read_bytes()
                 for each in found.files or () if _is_shipped(each.as_posix())}
        said = found.metadata.json
        licence = str(said.get("license_expression") or said.get("license") or "")
        yield Part(name, found.version, licence, _licence_text(found), archive(files))


def _is_shipped(name: str) -> bool:
    inside = not name.startswith("..") and "__pycache__" not in name
    kept = "LICEN" in name.upper() or name.endswith("/METADATA")
    return inside and (name.endswith(".py") or kept)


def _licence_text(found: Distribution) -> str:
    named = sorted((each for each in found.files or () if "LICEN" in each.name.upper()), key=str)
    return "\n\n".join(Path(str(found.locate_file(each))).read_text(encoding="utf-8")
                       for each in named)


def archive(files: Mapping[str, bytes]) -> bytes:
    """Files as an archive that is the same bytes whenever and by whomever it is made."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name in sorted(files):
            member = zipfile.ZipInfo(name, _WHEN)
            member.external_attr, member.create_system = _READABLE, 3
            member.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(member, files[name])
    return target.getvalue()
