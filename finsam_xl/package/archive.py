"""A package opened: its members in order, each read when asked for, or taken out raw."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from finsam_xl.errors import BookError
from finsam_xl.package.headers import header
from finsam_xl.package.opc import main_part
from finsam_xl.package.suspicion import (
    PIECE,
    refuse_displaced,
    refuse_other_kinds,
    refuse_part,
    refuse_unsafe,
)

_BROKEN = (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, zlib.error,
           ValueError)


class Parts(Mapping[str, bytes]):
    """The parts of a package, unpacked one at a time."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.members = {member.filename: member for member in archive.infolist()
                        if not member.is_dir()}

    def __getitem__(self, name: str) -> bytes:
        return self.archive.read(self.members[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self.members)

    def __len__(self) -> int:
        return len(self.members)

    def __contains__(self, name: object) -> bool:
        return name in self.members


@dataclass(frozen=True, slots=True)
class Package:
    """A package whose every member was looked through once and found safe to parse.

    `members` are all that the file holds, in its order, folders too; `comment` is the file's.
    """

    path: str
    content: bytes
    parts: Mapping[str, bytes]
    members: tuple[zipfile.ZipInfo, ...]
    comment: bytes = b""

    def part(self, name: str) -> bytes:
        """A part that must be there."""
        if name not in self.parts:
            raise BookError("part_missing", place=self.path, part=name)
        return self.parts[name]

    def raw(self, member: zipfile.ZipInfo) -> memoryview:
        """A member's bytes as they are packed."""
        start = header(self.content, member).start
        return memoryview(self.content)[start:start + member.compress_size]


def own_package(content: bytes) -> Package:
    """Take a package of our own making apart; none of its parts is suspect."""
    return open_package(content, "", _Everything())


class _Everything(Container[str]):
    """Holds whatever one asks for."""

    def __contains__(self, _: object) -> bool:
        return True


def read_package(path: Path) -> Package:
    """Read a package from a file; refuses what is no workbook or is not safe to open."""
    return open_package(file_content(path), str(path))


def file_content(path: Path) -> bytes:
    """A file's bytes; refuses what is not there, is a folder or is held by another program."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise BookError("file_missing", place=str(path)) from None
    except IsADirectoryError:
        raise BookError("file_is_folder", place=str(path)) from None
    except (OSError, ValueError):
        raise BookError("file_locked", place=str(path)) from None


def open_package(content: bytes, title: str, known: Container[str] = ()) -> Package:
    """Take a package apart; `title` is the place that errors name.

    Every part is looked through but those `known`, which we have made or looked through before.
    Macros, links and whatever else a workbook may hold are for the caller to judge.
    """
    refuse_other_kinds(content, title)
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        members = archive.infolist()
        refuse_unsafe(members, title)
        refuse_displaced(content, members, archive.start_dir, title)
        parts = Parts(archive)
        for name in parts:
            if name not in known:
                refuse_part(name, _pieces(archive, name), title)
    except _BROKEN as fault:
        raise BookError("package_broken", place=title) from fault
    main_part(parts, title)
    return Package(title, content, parts, tuple(members), archive.comment)


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A part in pieces; its checksum is judged at the last."""
    with archive.open(name) as part:
        while piece := part.read(PIECE):
            yield piece
