"""Our looks joined to the host's: appended where they are new, never in the place of another."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from finsam_xl.errors import BookError
from finsam_xl.graft.fragments import fragment
from finsam_xl.package.elements import whole
from finsam_xl.package.markup import MAIN, Element, Markup, MarkupError, escaped, parsed

Key = tuple[object, ...]

ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
         "tableStyles", "colors", "extLst")
EMPTY = (f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{MAIN}">'
         "</styleSheet>").encode()
_NORMAL = {
    "fonts": '<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>',
    "fills": '<fill><patternFill patternType="none"/></fill>'
             '<fill><patternFill patternType="gray125"/></fill>',
    "borders": "<border><left/><right/><top/><bottom/><diagonal/></border>",
    "cellStyleXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    "cellXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
}
"""What a book without looks has all the same; put first, so that no cell of the host changes."""

_FIRST_FREE_FORMAT = 164
_MOST_LOOKS = 64_000
_NOT_COMPARED = {"font": ("family", "charset")}
_APPLIED = ("applyNumberFormat", "applyFont", "applyFill", "applyBorder", "applyAlignment",
            "applyProtection")
_GROUP_IDS = {"font": "fontId", "fill": "fillId", "number": "numFmtId", "border": "borderId"}
_XF_IDS = ("numFmtId", "fontId", "fillId", "borderId")


def key_of(element: Element) -> Key:
    """What an element says, whatever its prefix and the order of its attributes."""
    skipped = _NOT_COMPARED.get(element.name, ())
    attributes = tuple(sorted((name, _plain(value))
                              for name, value in element.attributes.items()))
    return (element.name, attributes,
            tuple(key_of(child) for child in element.children if child.name not in skipped))


def _plain(value: str) -> str:
    """A number or colour as it is compared: `11.0` is `11`, `ff0b4f5c` is `FF0B4F5C`."""
    try:
        return format(float(value), "g") if len(value) < 8 else value.upper()  # noqa: PLR2004
    except ValueError:
        return value.upper() if len(value) == 8 else value  # noqa: PLR2004


@dataclass
class _Section:
    """A table of looks, such as the fonts: what the host has, and what is added."""

    name: str
    element: Element | None
    found: dict[Key, int]
    count: int
    added: list[str] = field(default_factory=list)

    def place(self, key: Key, fragment: str) -> int:
        """The number of a look; it is added if the host does not have it."""
        if key not in self.found:
            self.found[key] = self.count
            self.added.append(fragment)
            self.count += 1
        return self.found[key]


@dataclass(frozen=True, slots=True)
class Looks:
    """Where our looks have gone: the host's numbers of our cell formats and conditional ones."""

    cells: tuple[int, ...]
    conditional: tuple[int, ...]


class StyleBook:
    """The host's style part under edit."""

    def __init__(self, part: bytes | None) -> None:
        self.markup = Markup(part or EMPTY)
        if (self.markup.root.space, self.markup.root.name) != (MAIN, "styleSheet"):
            raise MarkupError(self.markup.root.name)
        self.prefix = self.markup.prefix(self.markup.root)
        self.formats = dict(self._formats())
        self.sections = {name: self._section(name) for name in
                         ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "dxfs")}
        for name, fragments in _NORMAL.items():
            section = self.sections[name]
            if not section.count:
                root = parsed(f'<x xmlns="{MAIN}">{fragments}</x>'.encode())
                for child in root.children:
                    section.place(self._key(child), fragment(child, self.prefix))
        self.new_formats: list[str] = []
        self.made: dict[int, Element] = {}

    def _formats(self) -> Iterator[tuple[str, int]]:
        listed = self.markup.root.child("numFmts")
        for each in listed.all("numFmt") if listed is not None else ():
            yield each.get("formatCode"), whole(each.get("numFmtId", "0"))

    def _section(self, name: str) -> _Section:
        element = self.markup.root.child(name)
        children = [each for each in element.children if each.space == MAIN] if element else []
        found: dict[Key, int] = {}
        for number, child in enumerate(children):
            found.setdefault(self._key(child), number)
        return _Section(name, element, found, len(children))

    def _key(self, element: Element) -> Key:
        """How a look is told from another; of a cell format its flags say nothing."""
        if element.name != "xf":
            return key_of(element)
        ids = tuple(element.get(name, "0") for name in _XF_IDS)
        quoted = element.get("quotePrefix", "0") in ("1", "true")
        return (*ids, element.get("xfId", "0"), quoted, *(
            key_of(child) for child in sorted(element.children, key=lambda each: each.name)
            if child.name in ("alignment", "protection")))

    def join(self, ours: Element) -> Looks:
        """Add the looks of our own style part; returns the numbers they have here."""
        codes = {whole(each.get("numFmtId")): each.get("formatCode")
                 for each in _children(ours, "numFmts")}
        tables = {name: _children(ours, name) for name in ("fonts", "fills", "borders")}
        cells = [0]  # the first is Normal, which is the host's own and no cell of ours has
        for xf in _children(ours, "cellXfs")[1:]:
            number = whole(xf.get("numFmtId", "0"))
            ids = {"numFmtId": self._format(codes[number]) if number in codes else number}
            for name, table in tables.items():
                key = f"{name.removesuffix('s')}Id"
                ids[key] = self._placed(name, table[whole(xf.get(key, "0"))])
            cells.append(self._cell_format(xf, ids))
        if self.sections["cellXfs"].count > _MOST_LOOKS:
            raise BookError("too_many_looks")
        return Looks(tuple(cells),
                     tuple(self._placed("dxfs", each) for each in _children(ours, "dxfs")))

    def _placed(self, section: str, element: Element) -> int:
        return self.sections[section].place(key_of(element), fragment(element, self.prefix))

    def _format(self, code: str) -> int:
        """The number of a number format; a new one comes after the host's last."""
        if code not in self.formats:
            number = max(_FIRST_FREE_FORMAT - 1, *self.formats.values(), 0) + 1
            self.formats[code] = number
            self.new_formats.append(
                f'<{self.prefix}numFmt numFmtId="{number}" formatCode="{escaped(code)}"/>')
        return self.formats[code]

    def _cell_format(self, xf: Element, ids: dict[str, int]) -> int:
        """A cell format of ours: all of it counts, whatever the host's Normal looks like."""
        attributes = {**{name: str(number) for name, number in ids.items()}, "xfId": "0"}
        if xf.get("quotePrefix"):
            attributes["quotePrefix"] = "1"
        attributes |= dict.fromkeys(_APPLIED, "1")
        ours = Element(MAIN, "xf", attributes, 0, 0, children=xf.children)
        return self._place_cell_format(ours)

    def _place_cell_format(self, xf: Element) -> int:
        number = self.sections["cellXfs"].place(self._key(xf), fragment(xf, self.prefix))
        self.made[number] = xf
        return number

    def mixed(self, theirs: int, ours: int, groups: Collection[str]) -> int:
        """A cell format of ours with some groups of looks from one of the host's."""
        there = self.sections["cellXfs"].element
        known = dict(enumerate(there.children)) if there is not None else self.made
        own, made = known.get(theirs), self.made[ours]
        if own is None:
            return ours  # a number of looks that the host does not have
        attributes = dict(made.attributes)
        attributes |= {key: own.get(key, "0") for group, key in _GROUP_IDS.items()
                       if group in groups}
        source = own if "alignment" in groups else made
        children = [*(each for each in source.children if each.name == "alignment"),
                    *(each for each in made.children if each.name == "protection")]
        return self._place_cell_format(Element(MAIN, "xf", attributes, 0, 0, children=children))

    def edited(self) -> bytes:
        """The style part with what was added; without additions it is the host's own."""
        listed = self.markup.root.child("numFmts")
        before = len(listed.children) if listed is not None else 0
        self._append("numFmts", listed, self.new_formats, before + len(self.new_formats))
        for section in self.sections.values():
            self._append(section.name, section.element, section.added, section.count)
        return self.markup.edited()

    def _append(self, name: str, element: Element | None, added: list[str], count: int) -> None:
        if not added:
            return
        fragments = "".join(added)
        if element is None:
            tag = f"{self.prefix}{name}"
            self.markup.put_child(self.markup.root, name,
                                  f'<{tag} count="{count}">{fragments}</{tag}>', ORDER)
        else:
            self.markup.append(element, fragments)
            self.markup.set(element, count=str(count))


def _children(root: Element, name: str) -> list[Element]:
    listed = root.child(name)
    return listed.children if listed is not None else []
