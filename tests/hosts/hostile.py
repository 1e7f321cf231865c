"""XML text spoiled: a tag or an element chosen by chance, and something done to it.

The text need not be well-formed, nor is it afterwards; a rare element is chosen as often as a
frequent one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import NamedTuple

Spoiler = Callable[[str, Random], str]

_TAG = re.compile(r"<(/?)([A-Za-z_][\w.:-]*)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?)(/?)>")
_ATTRIBUTE = re.compile(r"\s([\w.:-]+)=(\"[^\"]*\"|'[^']*')")
_DECLARED = re.compile(r"<\?xml[^>]*\?>")

NUMBERS = ("", "0", "-1", "1", "1.5", "1e999", "-0", "NaN", "INF", "0x10", " 7 ", "+3", "1_000",
           "²", "٣", "65536", "1048577", "4294967296", "18446744073709551616", "9" * 400,
           "9" * 5_000)
TEXTS = ("true", "false", "\u00a0", "\u202eoxe", "🙂", "A" * 300, "A" * 40_000, "&#10;&#9;",
         "&amp;", "&quot;", "'", "''", "[", "]", "*?/\\:", "..", "/", "rId1", "rId999", "Översikt",
         "översikt", "Kontroller", "_xlnm.Print_Area", "fs_total_2026", "FS_TOTAL_2026",
         "fs_sheet_plan", "fs_about_layout", "visible", "hidden", "veryHidden", "External",
         "Internal")
REFERENCES = (
    "A1", "$A$1", "a1", "A0", "A01", "1A", "A", "1", "XFD1048576", "XFE1", "A1048577", "A1:B2",
    "B2:A1", "A:A", "1:1", "A1 C3", "AAAAAAAA99999999", "A1:", ":", "R1C1", "#REF!",
    "Översikt!$A$1", "'Översikt'!$B$4", "Budget!$B$2", "Saknas!A1", "'Bud''get'!A1", "[1]Blad1!A1",
    "'[1]Blad1'!A1", "#REF!A1", "Översikt!#REF!", "=1+1", "SUM(A1:A3", "fs_total_2026*2",
    "OFFSET(A1,0,0)",
    'INDIRECT("A1")', "Summa", "Översikt:Kontroller!A1", "{1,2;3}", "A1#",
)
TARGETS = (
    "../worksheets/sheet1.xml", "/xl/workbook.xml", "workbook.xml", "worksheets/sheet1.xml",
    "worksheets/sheet2.xml", "../../../etc/passwd", "/", "", "#A1", "file:///etc/passwd",
    "https://example.org/a?b#c", "worksheets%2Fsheet1.xml", "WORKSHEETS/SHEET1.XML", "styles.xml",
    "worksheets\\sheet1.xml", "http://[", "%", "%ff", "xl/../xl/workbook.xml", "../xl/workbook.xml",
)
VALUES = (*NUMBERS, *TEXTS, *REFERENCES, *TARGETS)
_WRITTEN = ("&lt;", "<![CDATA[<a>]]>", "<!-- -->", '<!-- <row r="1"> -->', "<?a b?>", "\0",
            "\x0b", "\ud83d", "\ufffe", "&", "&nbsp;", "&#0;", "&#xD800;", "<", ">", "</", "<a",
            "]]>", '<a xmlns=""/>', "<mc:AlternateContent/>", "<x:c/>", "\r\n", "\ufeff")
_ENCODINGS = ("UTF-16", "utf-8", "ISO-8859-1", "windows-1252", "utf-7", "UTF-32", "cp037", "", "å",
              "x" * 200, "us-ascii", "utf-16-le")


class Tag(NamedTuple):
    """A tag as it is written."""

    start: int
    end: int
    name: str
    inside: str
    closes: bool
    is_empty: bool


class Element(NamedTuple):
    """An element from its first sign to its last."""

    name: str
    start: int
    inner: int
    close: int
    end: int


def tags_of(text: str) -> list[Tag]:
    """Every tag, in order."""
    return [Tag(found.start(), found.end(), found[2], found[3], bool(found[1]), bool(found[4]))
            for found in _TAG.finditer(text)]


def elements_of(text: str) -> list[Element]:
    """Every element whose tags match, in the order in which they end."""
    found: list[Element] = []
    waiting: list[Tag] = []
    for tag in tags_of(text):
        if tag.is_empty:
            found.append(Element(tag.name, tag.start, tag.end, tag.end, tag.end))
        elif not tag.closes:
            waiting.append(tag)
        elif waiting and waiting[-1].name == tag.name:
            first = waiting.pop()
            found.append(Element(tag.name, first.start, first.end, tag.start, tag.end))
    return found


def _one_tag(text: str, chance: Random) -> Tag | None:
    """A tag with attributes: its name is chosen first."""
    tags = [tag for tag in tags_of(text) if not tag.closes and "=" in tag.inside]
    if not tags:
        return None
    name = chance.choice(sorted({tag.name for tag in tags}))
    return chance.choice([tag for tag in tags if tag.name == name])


def _one_element(text: str, chance: Random) -> Element | None:
    elements = elements_of(text)
    if not elements:
        return None
    name = chance.choice(sorted({each.name for each in elements}))
    return chance.choice([each for each in elements if each.name == name])


def _with_attributes(text: str, chance: Random, change: Callable[[re.Match[str]], str]) -> str:
    """The text with one attribute of one tag written otherwise."""
    tag = _one_tag(text, chance)
    found = list(_ATTRIBUTE.finditer(text, tag.start, tag.end)) if tag else []
    if not found:
        return text
    one = chance.choice(found)
    return f"{text[:one.start()]}{change(one)}{text[one.end():]}"


def attribute_dropped(text: str, chance: Random) -> str:
    """An attribute is not there."""
    return _with_attributes(text, chance, lambda _: "")


def attribute_doubled(text: str, chance: Random) -> str:
    """An attribute stands twice, which no XML allows."""
    return _with_attributes(text, chance, lambda one: one[0] * 2)


def attribute_renamed(text: str, chance: Random) -> str:
    """An attribute is called otherwise, or belongs to another namespace."""
    def renamed(one: re.Match[str]) -> str:
        name = chance.choice((one[1].upper(), f"x:{one[1]}", f"r:{one[1]}", one[1][:-1] or "a"))
        return f" {name}={one[2]}"

    return _with_attributes(text, chance, renamed)


def attribute_hostile(text: str, chance: Random) -> str:
    """An attribute says something that it should not."""
    def hostile(one: re.Match[str]) -> str:
        said = _escaped(_instead(one[2][1:-1], chance)).replace('"', "&quot;")
        return f' {one[1]}="{said}"'

    return _with_attributes(text, chance, hostile)


def attribute_swapped(text: str, chance: Random) -> str:
    """Two tags of a name say each what the other should: ids, styles, places."""
    one = _one_tag(text, chance)
    if one is None:
        return text
    other = chance.choice([tag for tag in tags_of(text)
                           if tag.name == one.name and not tag.closes])
    first, second = sorted((one, other))
    if first == second:
        return text
    names = sorted({found[1] for found in _ATTRIBUTE.finditer(first.inside)})
    name = chance.choice(names) if names else ""
    mine, theirs = (_value_in(tag.inside, name) for tag in (first, second))
    if mine is None or theirs is None:
        return text
    swapped = text[second.start:second.end].replace(f" {name}={theirs}", f" {name}={mine}", 1)
    head = text[first.start:first.end].replace(f" {name}={mine}", f" {name}={theirs}", 1)
    return f"{text[:first.start]}{head}{text[first.end:second.start]}{swapped}{text[second.end:]}"


def _value_in(inside: str, name: str) -> str | None:
    return next((found[2] for found in _ATTRIBUTE.finditer(inside) if found[1] == name), None)


def element_removed(text: str, chance: Random) -> str:
    """An element is not there."""
    one = _one_element(text, chance)
    return f"{text[:one.start]}{text[one.end:]}" if one else text


def element_doubled(text: str, chance: Random) -> str:
    """An element stands twice or more."""
    one = _one_element(text, chance)
    times = chance.choice((1, 1, 1, 2, 50))
    if one is None or (one.end - one.start) * times > 1_000_000:
        return text
    return f"{text[:one.end]}{text[one.start:one.end] * times}{text[one.end:]}"


def element_moved(text: str, chance: Random) -> str:
    """An element stands in front of another, of whatever kind."""
    one, other = _one_element(text, chance), _one_element(text, chance)
    if one is None or other is None or one.start <= other.start < one.end:
        return text
    moved = text[one.start:one.end]
    if other.start < one.start:
        return f"{text[:other.start]}{moved}{text[other.start:one.start]}{text[one.end:]}"
    return f"{text[:one.start]}{text[one.end:other.start]}{moved}{text[other.start:]}"


def element_sunk(text: str, chance: Random) -> str:
    """An element lies in another of its kind, or in very many."""
    one = _one_element(text, chance)
    if one is None:
        return text
    depth = chance.choice((1, 1, 2, 150, 250, 5_000))
    start = f"<{one.name}>" if chance.random() < 0.5 else text[one.start:one.inner]
    if start.endswith("/>") or len(start) * depth > 1_000_000:
        start = f"<{one.name}>"
    return (f"{text[:one.start]}{start * depth}{text[one.start:one.end]}"
            f"{f'</{one.name}>' * depth}{text[one.end:]}")


def element_emptied(text: str, chance: Random) -> str:
    """An element holds nothing."""
    one = _one_element(text, chance)
    return f"{text[:one.inner]}{text[one.close:]}" if one else text


def element_renamed(text: str, chance: Random) -> str:
    """An element is another, or of another namespace."""
    one, other = _one_element(text, chance), _one_element(text, chance)
    if one is None or other is None:
        return text
    name = chance.choice((other.name, f"x:{one.name}", one.name.upper(), f"{one.name}s"))
    written = text[one.start:one.end].replace(f"<{one.name}", f"<{name}", 1)
    if one.close < one.end:
        written = f"{written[:written.rindex('</')]}</{name}>"
    return f"{text[:one.start]}{written}{text[one.end:]}"


def element_filled(text: str, chance: Random) -> str:
    """An element holds a text that it should not."""
    one = _one_element(text, chance)
    if one is None:
        return text
    said = _escaped(_instead(text[one.inner:one.close], chance))
    if one.close == one.end:
        tag = text[one.start:one.end].removesuffix("/>")
        return f"{text[:one.start]}{tag}>{said}</{one.name}>{text[one.end:]}"
    return f"{text[:one.inner]}{said}{text[one.close:]}"


def children_out_of_order(text: str, chance: Random) -> str:
    """What lies in an element lies there the other way round: rows, cells, sheets."""
    holding = [each for each in elements_of(text) if "<" in text[each.inner:each.close]]
    if not holding:
        return text
    one = chance.choice(holding)
    inside = elements_of(text[one.inner:one.close])
    outer: list[Element] = []
    for each in sorted(inside, key=lambda each: each.start):
        if not outer or each.start >= outer[-1].end:
            outer.append(each)
    pieces = [text[one.inner:one.close][each.start:each.end] for each in outer]
    chance.shuffle(pieces)
    return f"{text[:one.inner]}{''.join(pieces)}{text[one.close:]}"


def something_written(text: str, chance: Random) -> str:
    """Something stands at a place where it has no business."""
    tags = tags_of(text)
    at = chance.choice(tags).end if tags and chance.random() < 0.7 else chance.randrange(
        len(text) + 1)
    return f"{text[:at]}{chance.choice(_WRITTEN)}{text[at:]}"


def declared_otherwise(text: str, chance: Random) -> str:
    """The declaration names another encoding, or another version, or a document type."""
    encoding = chance.choice(_ENCODINGS)
    head = chance.choice((
        f'<?xml version="1.0" encoding="{encoding}"?>',
        f"<?xml version='1.0' encoding='{encoding}'?>",
        '<?xml version="1.1"?>', "", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>',
        '<?xml version="1.0" standalone="no"?>', "<?xml?>", '  <?xml version="1.0"?>'))
    return f"{head}{_DECLARED.sub('', text, count=1)}"


def namespace_changed(text: str, chance: Random) -> str:
    """A namespace is another: Strict, unknown, or none."""
    spaces = sorted({found[2] for found in _ATTRIBUTE.finditer(text)
                     if found[1].startswith("xmlns")})
    if not spaces:
        return text
    other = chance.choice((*spaces, '""', '"urn:a"',
                           '"http://purl.oclc.org/ooxml/spreadsheetml/main"'))
    return text.replace(f"={chance.choice(spaces)}", f"={other}", chance.choice((1, -1)))


def _instead(text: str, chance: Random) -> str:
    """What may stand for a text: mostly something of its own kind."""
    kinds = ((r"-?[\d.]+", NUMBERS), (r".*\.xml|.*/.*", TARGETS), (r".*[A-Z]+\$?\d+.*", REFERENCES))
    own = next((values for like, values in kinds if re.fullmatch(like, text, re.DOTALL)), VALUES)
    return chance.choice(own if chance.random() < 0.7 else VALUES)


def _escaped(text: str) -> str:
    return text if text.startswith("&") else text.replace("&", "&amp;").replace("<", "&lt;")


SPOILERS: tuple[Spoiler, ...] = (
    attribute_dropped, attribute_doubled, attribute_renamed, attribute_hostile, attribute_hostile,
    attribute_hostile, attribute_hostile, attribute_swapped, attribute_swapped, element_removed,
    element_removed, element_doubled, element_doubled, element_moved, element_moved, element_sunk,
    element_emptied, element_renamed, element_filled, element_filled, element_filled,
    children_out_of_order, something_written, declared_otherwise, namespace_changed,
)
