"""XML read with the place of every element in its part.

Only what a workbook may hold is read: UTF-8 or UTF-16, no document type, no depth without end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

_TAG = re.compile(rb"<[^\"'>]*(?:\"[^\"]*\"[^\"'>]*|'[^']*'[^\"'>]*)*>")
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*[\"']([\w.-]+)[\"']")
_ENCODING = re.compile(r"(<\?xml[^>]*?\sencoding\s*=\s*[\"'])[\w.-]+")
_WIDE = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\0", "utf-16-le"),
         (b"\0<", "utf-16-be"))
_NARROW = frozenset({"utf8", "us-ascii", "ascii", "iso-8859-1", "windows-1252"})
_DEEPEST = 200


_MEASURE = re.compile(r"\s*[+-]?(?:\d{1,12}(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?\s*")
_MOST_DIGITS = 11


class MarkupError(ValueError):
    """A part is no well-formed XML, or is such as no workbook has."""


@dataclass(slots=True, eq=False)
class Element:
    """An element: its name, its attributes and where it begins, opens, closes and ends."""

    space: str
    name: str
    attributes: dict[str, str]
    start: int
    inner: int
    close: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The characters that stand directly in the element."""
        return "".join(self.texts)

    @property
    def empty(self) -> bool:
        """Whether it is written as one tag, `<name/>`."""
        return self.close == self.start

    def get(self, name: str, default: str = "") -> str:
        """An attribute without a namespace."""
        return self.attributes.get(name, default)

    def child(self, name: str) -> Element | None:
        """The first child of a name in the element's own namespace."""
        return next(self.all(name), None)

    def all(self, name: str) -> Iterator[Element]:
        """The children of a name in the element's own namespace."""
        return (each for each in self.children
                if each.name == name and each.space == self.space)

    def walk(self) -> Iterator[Element]:
        """The element and everything in it, in the order of the text."""
        yield self
        for each in self.children:
            yield from each.walk()


def whole(text: str | bytes | int) -> int:
    """A whole number that a part says; refuses with MarkupError what is none, or is negative.

    >>> whole("12"), whole(b"0")
    (12, 0)
    """
    said = text.decode("ascii", "replace") if isinstance(text, bytes) else str(text)
    if not (said.isascii() and said.isdigit() and len(said) < _MOST_DIGITS):
        raise MarkupError(said)
    return int(said)


def measure(text: str | bytes) -> float:
    """A width, height or size that a part says; refuses with MarkupError what is none.

    >>> measure("12.75")
    12.75
    """
    said = text.decode("ascii", "replace") if isinstance(text, bytes) else text
    if not _MEASURE.fullmatch(said):
        raise MarkupError(said)
    return float(said)


def as_utf8(part: bytes) -> bytes:
    """The same part in UTF-8, its declaration included; most parts already are.

    >>> as_utf8('<?xml version="1.0" encoding="UTF-16"?><å/>'.encode("utf-16")).decode()
    '<?xml version="1.0" encoding="UTF-8"?><å/>'
    """
    wide = next((encoding for mark, encoding in _WIDE if part.startswith(mark)), "")
    declared = _DECLARED.match(part)
    encoding = wide or (declared[1].decode().lower() if declared else "utf-8")
    if encoding == "utf-8":
        return part
    if not wide and encoding not in _NARROW:
        raise MarkupError(encoding)
    try:
        text = part.decode(encoding).removeprefix("\ufeff")
    except UnicodeError as fault:
        raise MarkupError(str(fault)) from fault
    declaration = _ENCODING.match(text)
    return (f"{declaration[1]}UTF-8{text[declaration.end():]}" if declaration else text).encode()


def parsed(part: bytes) -> Element:
    """The root of a part that is UTF-8; refuses with MarkupError what is no XML of a workbook."""
    builder = _Builder(part)
    reader = builder.reader
    reader.buffer_text = True
    reader.StartDoctypeDeclHandler = _declared
    reader.StartElementHandler = builder.opened
    reader.EndElementHandler = builder.closed
    reader.CharacterDataHandler = builder.wrote
    try:
        reader.Parse(part, True)  # noqa: FBT003 - expat takes it by place only
    except expat.ExpatError as fault:
        raise MarkupError(str(fault)) from fault
    return builder.root


def _declared(*_: object) -> NoReturn:
    raise MarkupError("DOCTYPE")


class _Builder:
    """Builds the tree while expat reads."""

    root: Element

    def __init__(self, part: bytes) -> None:
        self.part = part
        self.reader = expat.ParserCreate("utf-8", namespace_separator=" ")
        self.open: list[Element] = []

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        start = self.reader.CurrentByteIndex
        tag = _TAG.match(self.part, start)
        if tag is None or len(self.open) > _DEEPEST:
            raise MarkupError(name)
        space, _, local = name.rpartition(" ")
        element = Element(space, local, attributes, start, tag.end())
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def closed(self, _name: str) -> None:
        element, at = self.open.pop(), self.reader.CurrentByteIndex
        written_as_one = self.part[element.inner - 2:element.inner] == b"/>"
        element.close = element.start if written_as_one else at
        element.end = element.inner if written_as_one else self.part.index(b">", at) + 1

    def wrote(self, text: str) -> None:
        self.open[-1].texts.append(text)
