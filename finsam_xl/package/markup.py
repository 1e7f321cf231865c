"""A part edited by splices: what is not spliced keeps its every byte.

Prefixes, declarations, order and white space of others stay as they wrote them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import InitVar, dataclass, field
from typing import NamedTuple

from finsam_xl.package.elements import Element, MarkupError, as_utf8, parsed

__all__ = ["MAIN", "OFFICE_RELS", "Element", "Markup", "MarkupError", "as_utf8", "escaped",
           "parsed"]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_NAME = re.compile(r"<([^\s/>]+)")
_ATTRIBUTE = re.compile(r"\s+([^\s=/>]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_UNWRITABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Splice(NamedTuple):
    """A stretch of the part and what is written in its place."""

    start: int
    end: int
    fragment: str


@dataclass
class Markup:
    """A part under edit; edits are gathered and made in one pass by `edited`.

    Of two edits one inside the other the outer holds; of two of one place the later. `tree` is the
    part's root where somebody has parsed it before.
    """

    part: bytes
    tree: InitVar[Element | None] = None
    root: Element = field(init=False)
    _original: bytes = field(init=False, repr=False)
    _inserted: list[_Splice] = field(default_factory=list)
    _replaced: dict[tuple[int, int], _Splice] = field(default_factory=dict)
    _added: dict[int, tuple[Element, list[str]]] = field(default_factory=dict)
    _changed: dict[int, tuple[Element, dict[str, str | None]]] = field(default_factory=dict)

    def __post_init__(self, tree: Element | None) -> None:
        self._original = self.part
        self.part = as_utf8(self.part)
        self.root = parsed(self.part) if tree is None else tree

    def prefix(self, element: Element) -> str:
        """The prefix, colon included, under which an element is written."""
        return self._written_name(element).removesuffix(element.name)

    def prefix_of(self, space: str) -> str | None:
        """The prefix, colon included, that the root binds to a namespace."""
        declared = (found[1].removeprefix("xmlns:") for found in self._attributes(self.root)
                    if found[1].startswith("xmlns:") and space in (found[2], found[3]))
        return next((f"{prefix}:" for prefix in declared), None)

    def raw(self, element: Element) -> str:
        """An element as it is written."""
        return self.part[element.start:element.end].decode()

    def append(self, parent: Element, fragment: str) -> None:
        """Add a fragment as the last child."""
        self._added.setdefault(parent.start, (parent, []))[1].append(fragment)

    def put_before(self, element: Element, fragment: str) -> None:
        """Add a fragment in front of an element."""
        self._inserted.append(_Splice(element.start, element.start, fragment))

    def put_after(self, element: Element, fragment: str) -> None:
        """Add a fragment behind an element."""
        self._inserted.append(_Splice(element.end, element.end, fragment))

    def put_child(self, parent: Element, name: str, fragment: str, order: Sequence[str]) -> None:
        """Add a child where the schema's order of names wants it, behind others of its name."""
        before = set(order[:order.index(name) + 1])
        earlier = [each for each in parent.children if _stands_for(each, parent.space) in before]
        if earlier:
            self.put_after(earlier[-1], fragment)
        elif parent.children:
            self.put_before(parent.children[0], fragment)
        else:
            self.append(parent, fragment)

    def replace(self, element: Element, fragment: str) -> None:
        """Write a fragment in an element's place."""
        self._replace(element.start, element.end, fragment)

    def replace_text(self, element: Element, text: str) -> None:
        """Write another text into an element that holds nothing else."""
        if element.empty:
            self._added[element.start] = (element, [escaped(text)])
        else:
            self._replace(element.inner, element.close, escaped(text))

    def remove(self, element: Element) -> None:
        """Take an element out."""
        self._replace(element.start, element.end, "")

    def set(self, element: Element, **values: str | None) -> None:
        """Set attributes, named as they are written; None takes one away."""
        self._changed.setdefault(element.start, (element, {}))[1].update(values)

    def edited(self) -> bytes:
        """The part with every edit made; without any it is the part itself."""
        splices = [*self._inserted, *self._replaced.values()]
        for element, fragments in self._added.values():
            splices.append(self._appending(element, "".join(fragments)))
        for element, values in self._changed.values():
            splices += self._setting(element, values)
        pieces: list[bytes] = []
        at = 0
        for start, end, fragment in sorted(splices, key=_in_order):
            if start >= at:  # else it is inside something that was replaced or taken out
                pieces += (self.part[at:start], fragment.encode())
                at = end
        return b"".join((*pieces, self.part[at:])) if splices else self._original

    def _replace(self, start: int, end: int, fragment: str) -> None:
        self._replaced[start, end] = _Splice(start, end, fragment)

    def _appending(self, parent: Element, fragment: str) -> _Splice:
        if not parent.empty:
            return _Splice(parent.close, parent.close, fragment)
        slash = self.part.rindex(b"/", parent.start, parent.inner)
        return _Splice(slash, parent.inner, f">{fragment}</{self._written_name(parent)}>")

    def _setting(self, element: Element, values: dict[str, str | None]) -> Iterator[_Splice]:
        there = {found[1]: found for found in self._attributes(element)}
        behind_name = element.start + 1 + len(self._written_name(element).encode())
        for name, value in values.items():
            written = "" if value is None else f' {name}="{_quoted(value)}"'
            if name in there:
                start, end = (self._place(element, at) for at in there[name].span())
                yield _Splice(start, end, written)
            elif value is not None:
                yield _Splice(behind_name, behind_name, written)

    def _written_name(self, element: Element) -> str:
        found = _NAME.match(self._tag(element))
        return found[1] if found else element.name

    def _attributes(self, element: Element) -> Iterator[re.Match[str]]:
        tag = self._tag(element)
        return _ATTRIBUTE.finditer(tag, 1 + len(self._written_name(element)))

    def _tag(self, element: Element) -> str:
        return self.part[element.start:element.inner].decode()

    def _place(self, element: Element, at: int) -> int:
        """Where a character of an element's tag stands in the part."""
        return element.start + len(self._tag(element)[:at].encode())


def _in_order(splice: _Splice) -> tuple[int, bool, int]:
    """Insertions first, then what is wider: it holds before what stands inside it."""
    return splice.start, splice.end > splice.start, -splice.end


def _stands_for(child: Element, space: str) -> str:
    """The name by which a child is placed; an alternative stands for what it offers first."""
    while child.space == _COMPATIBILITY and child.children:
        child = child.children[0]
    return child.name if child.space == space else ""


def escaped(text: str) -> str:
    """A text as XML writes it, between tags or quotes; what XML cannot hold is left out.

    >>> escaped('A & "B"' + chr(0))
    'A &amp; &quot;B&quot;'
    """
    safe = _UNWRITABLE.sub("", text)
    return (safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            .replace('"', "&quot;").replace("\r", "&#13;"))


def _quoted(text: str) -> str:
    """A text as an attribute holds it: its line breaks would else be read as spaces."""
    return escaped(text).replace("\n", "&#10;").replace("\t", "&#9;")
