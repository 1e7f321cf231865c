"""What a file is by its first bytes, and whether its members are safe to open and to parse."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from xml.parsers import expat

from finsam_xl.errors import BookError
from finsam_xl.package.headers import ENCRYPTED, header

MOST_BYTES = 500_000_000
"""Unpacked, all parts together: a book of two million cells has a fifth of it."""
MOST_RATIO, SMALL_PART = 200, 10_000_000
"""How far a part may swell; white pictures and empty grids of less than ten megabytes do."""
MOST_MEMBERS = 20_000
MOST_ROWS = 600_000
_END = b"PK\x05\x06"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_KINDS = (
    (b"\xd0\xcf\x11\xe0", "kind_ole"), (b"<!do", "kind_html"), (b"<htm", "kind_html"),
    (b"<tab", "kind_html"), (b"<met", "kind_html"), (b"<sty", "kind_html"),
    (b"<?xm", "kind_xml"), (b"%pdf", "kind_pdf"),
)
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
"""What the old container of a workbook with a password holds."""
_WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff")
_NO_STEPS = ("", ".", "..")
PIECE = 1 << 20
"""Parts are read a megabyte at a time; in the first one the root element has to begin."""
_PREFIXED = re.compile(rb"<[^\s<>/:]+:row")
_LONGEST_TAG = 200
_BLANK = b"\xef\xbb\xbf\xff\xfe \t\r\n"


def refuse_other_kinds(content: bytes, title: str) -> None:
    """Refuse by its first bytes what is no zip file: encrypted, .xls, CSV, HTML, PDF, empty."""
    if not content:
        raise BookError("kind_empty", place=title)
    start = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for first, key in _KINDS:
        if start.startswith(first):
            locked = key == "kind_ole" and _PASSWORD in content
            raise BookError("kind_encrypted" if locked else key, place=title)
    if not content.startswith(b"PK"):
        text = b"\0" not in content[:4096] or content.startswith(_WIDE_TEXT)
        raise BookError("kind_text" if text else "kind_other", place=title)


def refuse_unsafe(members: list[zipfile.ZipInfo], title: str) -> None:
    """Refuse members given twice, that point out of the package, or that swell beyond reason."""
    names = Counter(member.filename.casefold() for member in members)
    for member in members:
        name = member.orig_filename
        if (not name.isprintable() or member.flag_bits & ENCRYPTED
                or member.compress_type not in _METHODS):
            raise BookError("package_broken", place=title)
        if names[member.filename.casefold()] > 1:
            raise BookError("package_twice", place=title, part=name)
        if "\\" in name or any(step in _NO_STEPS for step in name.removesuffix("/").split("/")):
            raise BookError("package_path", place=title, part=name)
        large = member.file_size > SMALL_PART
        if large and member.file_size > MOST_RATIO * max(member.compress_size, 1):
            raise BookError("package_bomb", place=title, part=name)
    swollen = sum(member.file_size for member in members) > MOST_BYTES
    if swollen or len(members) > MOST_MEMBERS:
        raise BookError("package_large", place=title)


def refuse_displaced(
    content: bytes, members: list[zipfile.ZipInfo], directory: int, title: str
) -> None:
    """Refuse members that overlap, reach into the directory or contradict it.

    Nothing may stand before the first and the directory ends once: else programs would not agree
    on what the file holds.
    """
    if content.count(_END, directory) != 1:
        raise BookError("package_broken", place=title)
    free = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        own = header(content, member)
        misplaced = member.header_offset < free or (free == 0 and member.header_offset > 0)
        free = own.start + member.compress_size
        if misplaced or free > directory or own.contradicts(member):
            raise BookError("package_broken", place=title)


def refuse_part(name: str, pieces: Iterable[bytes], title: str) -> None:
    """Read a part to its end and refuse a document type declaration and more rows than we bear.

    A declaration can stand before the root element only, hence in the first piece; of a sheet
    every row is counted.
    """
    counting, before, rows = None, b"", 0
    for piece in pieces:
        if counting is None:
            counting = _root(name, piece, title).rpartition(" ")[2] == "worksheet"
        if counting:
            seen = before + piece.replace(b"\0", b"")
            cut = seen.rfind(b"<", -_LONGEST_TAG)
            whole, before = (seen[:cut], seen[cut:]) if cut >= 0 else (seen, b"")
            rows += _rows(whole)
            if rows > MOST_ROWS:
                raise BookError("too_many_rows", place=title, part=name, most=MOST_ROWS)


def _rows(sheet: bytes) -> int:
    """The rows that begin in a stretch of a sheet; prefixes are looked for where there are any."""
    return sheet.count(b"<row") + (len(_PREFIXED.findall(sheet)) if b":row" in sheet else 0)


class _Begun(Exception):  # noqa: N818 - no error: the root element has begun
    """Stops the parser: nothing behind the root's first tag can declare anything."""


def _root(name: str, head: bytes, title: str) -> str:
    """The root element of a part, in its namespace; empty for what no parser of ours reads."""
    def began(root: str, _attributes: dict[str, str]) -> None:
        raise _Begun(root)

    def declared(*_: object) -> None:
        raise BookError("package_dtd", place=title, part=name)

    reader = expat.ParserCreate(namespace_separator=" ")
    reader.StartElementHandler, reader.StartDoctypeDeclHandler = began, declared
    try:
        reader.Parse(head)
    except _Begun as root:
        return str(root)
    except (expat.ExpatError, LookupError, ValueError):
        return ""
    if len(head) >= PIECE and head.replace(b"\0", b"").lstrip(_BLANK)[:1] in (b"<", b""):
        raise BookError("part_broken", place=title, part=name)  # a megabyte of comments
    return ""
