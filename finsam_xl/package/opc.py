"""Where the parts of a package point, and of what type each is: OPC's relations and content types.

Parts are named from the package's root, as its members are: `xl/worksheets/sheet1.xml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from posixpath import dirname, join, normpath, relpath
from urllib.parse import quote, unquote

from finsam_xl.errors import BookError
from finsam_xl.package.markup import Element, Markup, MarkupError, as_utf8, escaped, parsed

CONTENT_TYPES = "[Content_Types].xml"
PACKAGE_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NO_RELATIONS = f'{_HEAD}<Relationships xmlns="{PACKAGE_RELS}"/>'.encode()
_NO_TYPES = f'{_HEAD}<Types xmlns="{_TYPES}"/>'.encode()
_NUMBERED = re.compile(r"rId(\d{1,9})", re.IGNORECASE)
_BEHIND_PATH = re.compile(r"[#?]")
_AS_WRITTEN = "/%!$&'()*+,;=@~"


@dataclass(frozen=True, slots=True)
class Relation:
    """A part's pointer to another part, or to a place outside of the package.

    `kind` is the last word of its type; `target` is the whole name of the part, and of a place
    outside its address as it is written.
    """

    id: str
    kind: str
    target: str
    external: bool = False


def relations_part(part: str) -> str:
    """The part that holds a part's relations; the package's own for "".

    >>> relations_part("xl/workbook.xml"), relations_part("")
    ('xl/_rels/workbook.xml.rels', '_rels/.rels')
    """
    folder, _, name = part.rpartition("/")
    return join(folder, "_rels", f"{name}.rels")


def relations(parts: Mapping[str, bytes], part: str, title: str = "") -> dict[str, Relation]:
    """Where a part points, by the relations' ids; nowhere if it has no relations.

    Targets are spelled as the package spells its parts. Refuses with `part_broken` what is no
    XML or has an id twice: programs would not agree on what it points to.
    """
    names = _Names(parts)
    path = names.spelled(relations_part(part))
    if path not in parts:
        return {}
    found: dict[str, Relation] = {}
    for element in _root(parts, path, title).all("Relationship"):
        relation = _relation(element, part)
        if relation.id in found:
            raise BookError("part_broken", place=title, part=path)
        found[relation.id] = relation if relation.external else Relation(
            relation.id, relation.kind, names.spelled(relation.target))
    return found


def main_part(parts: Mapping[str, bytes], title: str) -> str:
    """The part that the package is read from; refuses what holds no workbook or a binary one."""
    leading = [each.target for each in relations(parts, "", title).values()
               if each.kind == "officeDocument" and not each.external]
    if not leading or leading[0] not in parts:
        raise BookError("not_a_workbook", place=title)
    main, kind = leading[0], content_type(parts, leading[0], title).lower()
    if main.lower().endswith(".bin") or ".binary." in kind:
        raise BookError("kind_xlsb", place=title)
    if kind.endswith("+xml") and not ("spreadsheetml" in kind or "ms-excel" in kind):
        raise BookError("not_a_workbook", place=title)
    return main


def content_type(parts: Mapping[str, bytes], name: str, title: str = "") -> str:
    """A part's type: its own if it has one, else that of its extension; empty without either."""
    path = _Names(parts).spelled(CONTENT_TYPES)
    if path not in parts:
        return ""
    root = _root(parts, path, title)
    found = _override(root, name) or _default(root, name.rpartition("/")[2].rpartition(".")[2])
    return found.get("ContentType") if found else ""


class RelationsEdit:
    """A part's relations under edit; `part` is None where there are none yet."""

    def __init__(self, part: bytes | None, source: str) -> None:
        self.part = _NO_RELATIONS if part is None else part
        self.source = source
        self._there = [_relation(each, source)
                       for each in Markup(self.part).root.all("Relationship")]
        self._targets = {each.id: each.target for each in self._there}
        self._taken = set(self._targets)
        self._added: dict[str, str] = {}

    def add(self, kind: str, target: str, *, wanted_id: str | None = None) -> str:
        """Point to a part by a whole type; returns the id, which is the wanted one if it is free.

        An id that ever stood here is not free: something may still ask for it.
        """
        number = self._free() if wanted_id is None or wanted_id in self._taken else wanted_id
        self._taken.add(number)
        self._targets[number], self._added[number] = target, kind
        return number

    def remove(self, number: str) -> None:
        """Point there no longer; nothing happens if the id points nowhere."""
        self._targets.pop(number, None)
        self._added.pop(number, None)

    def target(self, number: str) -> str:
        """What an id points to; asking for one that points nowhere is a KeyError."""
        return self._targets[number]

    def id_of(self, target: str) -> str | None:
        """The first id that points to a part, if any does."""
        outside = {each.id for each in self._there if each.external}
        return next((number for number, each in self._targets.items()
                     if number not in outside and _plain(each) == _plain(target)), None)

    def edited(self) -> bytes:
        """The part as it now is, to the byte what it was if nothing was changed."""
        if not self._added and all(each.id in self._targets for each in self._there):
            return self.part
        markup = Markup(self.part)
        for element in markup.root.all("Relationship"):
            if element.get("Id") not in self._targets:
                markup.remove(element)
        prefix = markup.prefix(markup.root)
        for number, kind in self._added.items():
            target = relpath(f"/{self._targets[number]}", f"/{dirname(self.source)}")
            markup.append(markup.root, _entry(f"{prefix}Relationship", Id=number, Type=kind,
                                              Target=quote(target, safe=_AS_WRITTEN)))
        return markup.edited()

    def _free(self) -> str:
        """An id beyond all that are or were here."""
        numbers = (int(found[1]) for each in self._taken if (found := _NUMBERED.fullmatch(each)))
        beyond = count(max(numbers, default=0) + 1)
        return next(new for number in beyond if (new := f"rId{number}") not in self._taken)


class ContentTypesEdit:
    """The types of a package's parts under edit; `part` is None where no type is told yet."""

    def __init__(self, part: bytes | None) -> None:
        self.part = _NO_TYPES if part is None else part
        root = Markup(self.part).root
        self._own = {_part_name(each): each.get("ContentType") for each in root.all("Override")}
        self._common = {each.get("Extension").casefold() for each in root.all("Default")}
        self._told: dict[str, tuple[str, str] | None] = {}
        self._defaults: dict[str, str] = {}

    def add_override(self, part: str, content_type: str) -> None:
        """Tell a part's own type, whatever was told before."""
        self._told[_plain(part)] = (part, content_type)

    def remove_override(self, part: str) -> None:
        """Tell no type of a part's own; its extension's is left."""
        self._told[_plain(part)] = None

    def ensure_default(self, extension: str, content_type: str) -> None:
        """Tell an extension's type, unless it has one: that one holds for parts of others."""
        if extension.casefold() not in self._common:
            self._common.add(extension.casefold())
            self._defaults[extension] = content_type

    def edited(self) -> bytes:
        """The part as it now is, to the byte what it was if nothing was changed."""
        changed = {name: told for name, told in self._told.items()
                   if (told and told[1]) != self._own.get(name)}
        if not changed and not self._defaults:
            return self.part
        markup = Markup(self.part)
        prefix = markup.prefix(markup.root)
        defaults = "".join(_entry(f"{prefix}Default", Extension=extension, ContentType=told)
                           for extension, told in self._defaults.items())
        if markup.root.children:
            markup.put_before(markup.root.children[0], defaults)
        else:
            markup.append(markup.root, defaults)
        for element in markup.root.all("Override"):
            if _part_name(element) in changed:
                markup.remove(element)
        for part, told in filter(None, changed.values()):
            name = quote(f"/{part}", safe=_AS_WRITTEN)
            markup.append(markup.root, _entry(f"{prefix}Override", PartName=name,
                                              ContentType=told))
        return markup.edited()


class _Names:
    """The names of a package's parts, found in whatever case and with or without percent signs."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = parts

    @cached_property
    def by_plain(self) -> dict[str, str]:
        return {_plain(name): name for name in self.parts}

    def spelled(self, name: str) -> str:
        """A name as the package spells it; as it is given if there is no such part."""
        return name if name in self.parts else self.by_plain.get(_plain(name), name)


def _plain(name: str) -> str:
    return unquote(name).casefold()


def _root(parts: Mapping[str, bytes], path: str, title: str) -> Element:
    try:
        return parsed(as_utf8(parts[path]))
    except MarkupError as fault:
        raise BookError("part_broken", place=title, part=path) from fault


def _relation(element: Element, source: str) -> Relation:
    kind = element.get("Type").rstrip("/").rpartition("/")[2]
    target, external = element.get("Target"), element.get("TargetMode").lower() == "external"
    return Relation(element.get("Id"), kind,
                    target if external else _absolute(target, source), external)


def _absolute(target: str, source: str) -> str:
    """The whole name of a part that another points to; a place within itself is that other."""
    path = _BEHIND_PATH.split(target, maxsplit=1)[0].replace("\\", "/")
    return normpath(join("/", dirname(source), path)).lstrip("/") if path else source


def _entry(tag: str, **attributes: str) -> str:
    written = "".join(f' {name}="{escaped(value)}"' for name, value in attributes.items())
    return f"<{tag}{written}/>"


def _part_name(override: Element) -> str:
    return _plain(override.get("PartName").lstrip("/"))


def _override(root: Element, name: str) -> Element | None:
    return next((each for each in root.all("Override") if _part_name(each) == _plain(name)), None)


def _default(root: Element, extension: str) -> Element | None:
    return next((each for each in root.all("Default")
                 if each.get("Extension").casefold() == extension.casefold()), None)
