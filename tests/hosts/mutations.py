"""Workbooks spoiled at random, by a seed: bytes of the zip, and markup within its parts."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.hosts.zips import packed, parts_of

Mutation = Callable[[bytes, Random], bytes]

_HOSTILE = ("", "-1", "0", "99999999999999999999", "1e309", "NaN", "#REF!", "'", "&amp;",
            "xl/../..", "rId999", "A0", "XFE1048577", "$A$1:$B", "true", "\u00e5" * 300, "http://a.example/",
            "=1+1", "Budget!A1", "fs_total_2026", "1048577", "255", "s", "str", "inlineStr", "e")
_ATTRIBUTE = re.compile(rb'\s([\w:.-]+)="([^"]*)"')
_ELEMENT = re.compile(rb"<([\w:.-]+)(?:\s[^<>]*)?(?:/>|>[^<>]*</\1>)")
_TAG = re.compile(rb"</?[\w:.-]+[^<>]*>")
_TEXT = re.compile(rb">([^<>]+)<")


def _flipped(content: bytes, chance: Random) -> bytes:
    """A few bytes somewhere are others."""
    spoiled = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


def _cut(content: bytes, chance: Random) -> bytes:
    """A stretch is missing, or the end is."""
    start = chance.randrange(len(content))
    length = chance.choice((1, 4, 100, 10_000, len(content)))
    return content[:start] + content[start + length:]


def _doubled(content: bytes, chance: Random) -> bytes:
    """A stretch stands twice, or something else stands between."""
    start = chance.randrange(len(content))
    length = chance.choice((1, 30, 1_000, 20_000))
    more = content[start:start + length] if chance.random() < 0.5 else chance.randbytes(length)
    return content[:start] + more + content[start:]


def _in_part(change: Mutation) -> Mutation:
    """The same within a part, which is packed again; the zip around it is good."""
    def changed(content: bytes, chance: Random) -> bytes:
        parts = parts_of(content)
        name = chance.choice(_weighted(parts, chance))
        parts[name] = change(parts[name], chance) if parts[name] else b"<a/>"
        return packed(parts.items())

    return changed


def _weighted(parts: dict[str, bytes], chance: Random) -> list[str]:
    """The parts that lead to others are as likely as all the sheets together."""
    leading = [name for name in parts if name.endswith((".rels", "workbook.xml", "styles.xml"))
               or name == "[Content_Types].xml" or name.startswith("docProps/")]
    return leading if chance.random() < 0.5 else list(parts)


def _attribute_changed(part: bytes, chance: Random) -> bytes:
    found = list(_ATTRIBUTE.finditer(part))
    if not found:
        return _flipped(part, chance)
    one = chance.choice(found)
    other = chance.choice((chance.choice(_HOSTILE).encode(), chance.choice(found)[2], None))
    written = b"" if other is None else b' %s="%s"' % (one[1], other.replace(b'"', b""))
    return part[:one.start()] + written + part[one.end():]


def _attribute_doubled(part: bytes, chance: Random) -> bytes:
    found = list(_ATTRIBUTE.finditer(part))
    if not found:
        return part
    one = chance.choice(found)
    return part[:one.end()] + one[0] + part[one.end():]


def _element_moved(part: bytes, chance: Random) -> bytes:
    """An element is gone, stands twice, or stands somewhere else."""
    found = list(_ELEMENT.finditer(part))
    if not found:
        return _cut(part, chance)
    one = chance.choice(found)
    rest = part[:one.start()] + part[one.end():]
    if chance.random() < 0.33:
        return rest
    at = chance.choice(found).start()
    return (part[:at] + one[0] + part[at:]) if chance.random() < 0.5 else (
        rest[:at] + one[0] + rest[at:])


def _tag_changed(part: bytes, chance: Random) -> bytes:
    found = list(_TAG.finditer(part))
    if not found:
        return _flipped(part, chance)
    one = chance.choice(found)
    other = chance.choice((b"", b"<a>", b"</a>", b"<!--", b"<![CDATA[", b"<?x?>", b"<!DOCTYPE a>",
                           chance.choice(found)[0]))
    return part[:one.start()] + other + part[one.end():]


def _text_changed(part: bytes, chance: Random) -> bytes:
    found = list(_TEXT.finditer(part))
    if not found:
        return _attribute_changed(part, chance)
    one = chance.choice(found)
    other = chance.choice((chance.choice(_HOSTILE).encode(), chance.choice(found)[1]))
    return part[:one.start(1)] + other + part[one.end(1):]


def _part_gone(content: bytes, chance: Random) -> bytes:
    """A part is missing, or bears another's content or name."""
    parts = parts_of(content)
    name, other = chance.choice(list(parts)), chance.choice(list(parts))
    how = chance.randrange(4)
    if how == 0:
        del parts[name]
    elif how == 1:
        parts[name] = parts[other]
    elif how == 2:
        parts[name.upper() if chance.random() < 0.5 else f"xl/{name}"] = parts.pop(name)
    else:
        parts[name] = parts[name].replace(b'encoding="UTF-8"', b'encoding="' + chance.choice(
            (b"UTF-16", b"cp1252", b"utf-7", b"x", b"ASCII")) + b'"')
    return packed(parts.items())


MUTATIONS: dict[str, Mutation] = {
    "bytes of the zip": _flipped, "a stretch missing": _cut, "a stretch doubled": _doubled,
    "bytes of a part": _in_part(_flipped), "an attribute": _in_part(_attribute_changed),
    "an attribute twice": _in_part(_attribute_doubled), "an element": _in_part(_element_moved),
    "a tag": _in_part(_tag_changed), "a text": _in_part(_text_changed), "a part": _part_gone,
}


def spoiled(content: bytes, seed: int) -> tuple[str, bytes]:
    """A workbook spoiled by a seed, once or a few times; what was done first, what came of it."""
    chance = Random(seed)  # noqa: S311 - a seed is for doing the same again
    kinds = list(MUTATIONS)
    first = chance.choice(kinds)
    content = MUTATIONS[first](content, chance)
    for _ in range(chance.choice((0, 0, 0, 1, 3))):
        try:
            content = MUTATIONS[chance.choice(kinds)](content, chance)
        except Exception:  # noqa: BLE001 - what is no zip any more is spoiled enough
            break
    return first, content
