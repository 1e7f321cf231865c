"""The parts of a workbook under change: what is new, what is replaced, what is no longer used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from finsam_xl.package.archive import Package
from finsam_xl.package.opc import (
    CONTENT_TYPES,
    ContentTypesEdit,
    Relation,
    relations,
    relations_part,
)
from finsam_xl.package.writing import copied_member, fresh_member, packed_package

RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
ROOT = ""
"""The package itself, whose relations lead to everything else."""


@dataclass
class Parts:
    """Parts to be written over a package: a content, or None for what is taken away."""

    package: Package
    written: dict[str, bytes | None] = field(default_factory=dict)
    types: ContentTypesEdit = field(init=False)
    _known: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.types = ContentTypesEdit(self.package.part(CONTENT_TYPES))
        self._known = {name.casefold(): name for name in self.package.parts}

    def get(self, name: str) -> bytes | None:
        """A part as it now is; None where there is none."""
        if name in self.written:
            return self.written[name]
        known = self._known.get(name.casefold())
        return self.package.parts[known] if known is not None else None

    def holds(self, name: str) -> bool:
        """Whether there now is such a part; nothing is unpacked to tell."""
        if name in self.written:
            return self.written[name] is not None
        return name.casefold() in self._known

    def is_changed(self, name: str) -> bool:
        """Whether a part is now another than it was."""
        return self.get(name) != self.package.parts.get(name)

    def put(self, name: str, content: bytes, content_type: str = "") -> None:
        """Write a part; of one that is new the type is told too."""
        known = self._known.get(name.casefold(), name)
        self.written[known] = content
        if content_type:
            self.types.add_override(known, content_type)
        elif known.endswith(".rels"):
            self.types.ensure_default("rels", RELATIONS_TYPE)

    def drop(self, name: str) -> None:
        """Take a part away with its relations."""
        for each in (name, relations_part(name)):
            known = self._known.get(each.casefold(), each)
            if self.holds(known):
                self.written[known] = None
                self.types.remove_override(known)

    def free(self, pattern: str, *, alone: bool = False) -> str:
        """The first name of a pattern such as `xl/charts/chart{}.xml` that no part has.

        A part that is `alone` of its kind has no number, unless somebody has its name.
        """
        taken = {*self._known, *(name.casefold() for name in self.written)}
        if alone and pattern.format("").casefold() not in taken:
            return pattern.format("")
        number = 1
        while pattern.format(number).casefold() in taken:
            number += 1
        return pattern.format(number)

    def relations(self, part: str) -> Mapping[str, Relation]:
        """Where a part points to, as it now is."""
        return relations(_View(self), part, self.package.path)

    def reached(self, starts: Iterable[str]) -> set[str]:
        """The parts that can be reached from some."""
        found: set[str] = set()
        waiting = list(starts)
        while waiting:
            part = waiting.pop()
            if part in found:
                continue
            found.add(part)
            waiting += [each.target for each in self.relations(part).values()
                        if not each.external]
        return found

    def drop_unreached(self, candidates: Iterable[str]) -> None:
        """Take away those of some parts that nothing points to any more."""
        alive = self.reached([ROOT])
        for part in candidates:
            if part not in alive and part != ROOT:
                self.drop(part)

    def packed(self) -> bytes:
        """The package: unchanged members as they are packed, changed ones in their place."""
        types = self.types.edited()
        if types != self.package.part(CONTENT_TYPES):
            self.written[CONTENT_TYPES] = types
        changed = {name: content for name, content in self.written.items()
                   if name not in self.package.parts or content != self.package.parts[name]}
        if not changed:
            return self.package.content
        members = []
        for info in self.package.members:
            if info.filename not in changed:
                members.append(copied_member(self.package, info))
                continue
            content = changed.pop(info.filename)
            if content is not None:
                members.append(fresh_member(info.filename, content))
        members += [fresh_member(name, content) for name, content in changed.items()
                    if content is not None]
        return packed_package(members, self.package.comment)

    def told(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """The parts added, changed and removed; call it when everything is written."""
        there = self.package.parts
        return (
            tuple(name for name, content in self.written.items()
                  if name not in there and content is not None),
            tuple(name for name, content in self.written.items()
                  if name in there and content is not None and content != there[name]),
            tuple(name for name, content in self.written.items()
                  if name in there and content is None),
        )


class _View(Mapping[str, bytes]):
    """The parts as they now are, for those who only read."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts

    def __getitem__(self, name: str) -> bytes:
        found = self.parts.get(name)
        if found is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.parts.holds(name)

    def __iter__(self):  # type: ignore[no-untyped-def] # noqa: ANN204
        return iter({*self.parts.package.parts, *self.parts.written})

    def __len__(self) -> int:
        return len({*self.parts.package.parts, *self.parts.written})
