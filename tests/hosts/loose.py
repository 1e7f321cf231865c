"""A package laid out on the table: parts are added, related and changed by hand.

Content types and relationships follow along, so that what is put together stays closed.
"""

from __future__ import annotations

import re
from posixpath import dirname, relpath
from xml.sax.saxutils import quoteattr

from tests.hosts.names import OFFICE, RELATIONS
from tests.hosts.zips import packed, parts_of

TYPES = "[Content_Types].xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EMPTY_RELATIONS = f'{HEAD}<Relationships xmlns="{RELATIONS}"></Relationships>'.encode()


def relations_of(source: str) -> str:
    """The name of the part that holds a part's relationships; of the package's for ""."""
    folder, _, name = source.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


class LoosePackage:
    """A package whose parts are changed one after the other."""

    def __init__(self, content: bytes) -> None:
        self.parts = parts_of(content)

    @property
    def content(self) -> bytes:
        """The package as bytes."""
        return packed(self.parts.items())

    def text(self, name: str) -> str:
        """A part as text."""
        return self.parts[name].decode()

    def splice(self, name: str, *changes: tuple[str, str]) -> None:
        """Replace texts in a part, each of which must be there; only the first time it is."""
        text = self.text(name)
        for old, new in changes:
            if old not in text:
                message = f"{name} holds no {old}"
                raise LookupError(message)
            text = text.replace(old, new, 1)
        self.parts[name] = text.encode()

    def add(self, name: str, content: str | bytes, content_type: str = "") -> None:
        """Add a part; without a content type it has the one of its extension."""
        self.parts[name] = content if isinstance(content, bytes) else (HEAD + content).encode()
        if content_type:
            override = f'<Override PartName="/{name}" ContentType="{content_type}"/>'
            self.splice(TYPES, ("</Types>", f"{override}</Types>"))

    def extension(self, extension: str, content_type: str) -> None:
        """Give an extension its content type, if it has none yet."""
        if f'Extension="{extension}"' not in self.text(TYPES):
            default = f'<Default Extension="{extension}" ContentType="{content_type}"/>'
            self.splice(TYPES, ("<Default", f"{default}<Default"))

    def relate(self, source: str, kind: str, target: str) -> str:
        """Relate a part ("" for the package) to another part; returns the relationship's id."""
        return self._relate(source, kind, relpath(target, dirname(source) or "."), "")

    def relate_outside(self, source: str, kind: str, target: str) -> str:
        """Relate a part to something outside of the package; returns the relationship's id."""
        return self._relate(source, kind, target, ' TargetMode="External"')

    def _relate(self, source: str, kind: str, target: str, mode: str) -> str:
        name = relations_of(source)
        self.parts.setdefault(name, _EMPTY_RELATIONS)
        numbers = [int(number) for number in re.findall(r'Id="rId(\d+)"', self.text(name))]
        new = f"rId{max(numbers, default=0) + 1}"
        kind = kind if ":" in kind else f"{OFFICE}/{kind}"
        relation = f'<Relationship Id="{new}" Type="{kind}" Target={quoteattr(target)}{mode}/>'
        self.splice(name, ("</Relationships>", f"{relation}</Relationships>"))
        return new
