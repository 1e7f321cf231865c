"""An .xlsx package read with suspicion: what it is, and that it is safe, before any parser."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from finsam_xl.errors import BookError

MOST_BYTES = 400_000_000
MOST_RATIO = 200
SMALL_PART = 1_000_000
_KINDS = (
    (b"\xd0\xcf\x11\xe0", "kind_ole"),
    (b"<!DO", "kind_html"), (b"<htm", "kind_html"), (b"<HTM", "kind_html"),
    (b"<?xm", "kind_xml"), (b"%PDF", "kind_pdf"),
)
_DTD = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a package, each whole and unparsed, in the order of the file."""

    path: str
    parts: Mapping[str, bytes]

    def part(self, name: str) -> bytes:
        """A part that must be there."""
        if name not in self.parts:
            raise BookError("part_missing", place=self.path, part=name)
        return self.parts[name]


def read_package(path: Path) -> Package:
    """Read a package from a file; refuses what is no workbook or is not safe to open."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise BookError("file_missing", place=str(path)) from None
    except IsADirectoryError:
        raise BookError("file_is_folder", place=str(path)) from None
    except NotADirectoryError:
        raise BookError("file_missing", place=str(path)) from None
    except OSError:
        raise BookError("file_locked", place=str(path)) from None
    return open_package(content, str(path))


def open_package(content: bytes, title: str) -> Package:
    """Take a package apart; `title` is the place that errors name."""
    _refuse_other_kinds(content, title)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            _refuse_unsafe(members, title)
            parts = {member.filename: archive.read(member) for member in members
                     if not member.is_dir()}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError,
            zlib.error, ValueError) as fault:
        raise BookError("package_broken", place=title) from fault
    for name, part in parts.items():
        if name.endswith((".xml", ".rels", ".vml")) and _DTD.search(_plain(part)):
            raise BookError("package_dtd", place=title, part=name)
    if "xl/workbook.xml" not in parts:
        raise BookError("kind_xlsb" if "xl/workbook.bin" in parts else "not_a_workbook",
                        place=title)
    if any("vbaProject" in name for name in parts):
        raise BookError("macros", place=title)
    return Package(title, parts)


def _plain(part: bytes) -> bytes:
    """The part without the zero bytes of UTF-16, so that no declaration hides in them."""
    return part.replace(b"\0", b"") if part[:2] in (b"\xff\xfe", b"\xfe\xff") else part


def _refuse_other_kinds(content: bytes, title: str) -> None:
    if not content:
        raise BookError("kind_empty", place=title)
    for start, key in _KINDS:
        if content.startswith(start):
            raise BookError(key, place=title)
    if not content.startswith(b"PK"):
        raise BookError("kind_text", place=title)


def _refuse_unsafe(members: list[zipfile.ZipInfo], title: str) -> None:
    names = Counter(member.filename.casefold() for member in members)
    for member in members:
        name = member.filename
        if names[name.casefold()] > 1:
            raise BookError("package_twice", place=title, part=name)
        if name.startswith("/") or "\\" in name or ".." in name.split("/"):
            raise BookError("package_path", place=title, part=name)
        large = member.file_size > SMALL_PART
        if large and member.file_size > MOST_RATIO * max(member.compress_size, 1):
            raise BookError("package_bomb", place=title, part=name)
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise BookError("package_large", place=title)
