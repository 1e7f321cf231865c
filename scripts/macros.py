"""A VBA project written from nothing, so that there is a workbook with a macro that runs.

As MS-OVBA and MS-CFB tell: source text only, which Excel compiles when it opens the book. There
is room for a few short modules and no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from struct import pack

PROJECT_ID = "{7C0E2E53-64A5-4F3E-9A39-2B0D5C1F6A10}"
WORKBOOK_BASE = "0{00020819-0000-0000-C000-000000000046}"
SHEET_BASE = "0{00020820-0000-0000-C000-000000000046}"
_FREE, _END, _FAT, _NOTHING = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_SECTOR, _SMALL, _ENTRY = 512, 64, 128
_MOST_LITERALS = 3_600
_FILLER = b"\x07"


@dataclass(frozen=True)
class Module:
    """A module by its name; `base` is told of those that belong to the workbook or a sheet."""

    name: str
    code: str = ""
    base: str = ""

    @property
    def source(self) -> str:
        """The whole text, with the attributes that the editor hides."""
        lines = [f'Attribute VB_Name = "{self.name}"']
        if self.base:
            lines += [f'Attribute VB_Base = "{self.base}"', *(
                f"Attribute VB_{word}" for word in (
                    "GlobalNameSpace = False", "Creatable = False", "PredeclaredId = True",
                    "Exposed = True", "TemplateDerived = False", "Customizable = True"))]
        return "\r\n".join((*lines, *self.code.splitlines(), ""))


def vba_project(modules: Sequence[Module]) -> bytes:
    """The part vbaProject.bin."""
    inner = {"dir": _compressed(_directory(modules)),
             "_VBA_PROJECT": b"\xcc\x61\xff\xff\x00\x00\x00",
             **{each.name: _compressed(each.source.encode("cp1252")) for each in modules}}
    names = b"".join(each.name.encode() + b"\0" + each.name.encode("utf-16-le") + b"\0\0"
                     for each in modules) + b"\0\0"
    return _compound({"PROJECT": _project(modules).encode("cp1252"), "PROJECTwm": names}, inner)


# -- what the project is made of (MS-OVBA) --------------------------------------------------------


def _record(kind: int, content: bytes) -> bytes:
    return pack("<HI", kind, len(content)) + content


def _both(kind: int, wide: int, text: str) -> bytes:
    return _record(kind, text.encode("cp1252")) + _record(wide, text.encode("utf-16-le"))


def _directory(modules: Sequence[Module]) -> bytes:
    """The stream that lists the modules."""
    zero, one, any_cookie = pack("<I", 0), pack("<I", 1), pack("<H", 0xFFFF)
    head = b"".join((
        _record(0x01, one), _record(0x02, pack("<I", 0x409)), _record(0x14, pack("<I", 0x409)),
        _record(0x03, pack("<H", 1252)), _record(0x04, b"VBAProject"), _both(0x05, 0x40, ""),
        _record(0x06, b""), _record(0x3D, b""), _record(0x07, zero), _record(0x08, zero),
        pack("<HIIH", 0x09, 4, 1_361_024_421, 6), _both(0x0C, 0x3C, ""),
        _record(0x0F, pack("<H", len(modules))), _record(0x13, any_cookie),
    ))
    listed = b"".join(b"".join((
        _both(0x19, 0x47, each.name), _both(0x1A, 0x32, each.name), _both(0x1C, 0x48, ""),
        _record(0x31, zero), _record(0x1E, zero), _record(0x2C, any_cookie),
        _record(0x22 if each.base else 0x21, b""), _record(0x2B, b""),
    )) for each in modules)
    return head + listed + _record(0x10, b"")


def _compressed(content: bytes) -> bytes:
    """One chunk of nothing but literals: valid, if not small."""
    if len(content) > _MOST_LITERALS:
        message = f"{len(content)} bytes are too many for one chunk"
        raise ValueError(message)
    chunk = b"".join(b"\0" + content[at:at + 8] for at in range(0, len(content), 8))
    return b"\x01" + pack("<H", 0xB000 | (len(chunk) - 1)) + chunk


def _project(modules: Sequence[Module]) -> str:
    """The project's own description: no password, nothing hidden."""
    listed = (f"Document={each.name}/&H00000000" if each.base else f"Module={each.name}"
              for each in modules)
    return "\r\n".join((
        f'ID="{PROJECT_ID}"', *listed, 'Name="VBAProject"', 'HelpContextID="0"',
        'VersionCompatible32="393222000"', f'CMG="{hidden(0x07, bytes(4))}"',
        f'DPB="{hidden(0x0E, bytes(1))}"', f'GC="{hidden(0x15, bytes([0xFF]))}"', "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000", "", "[Workspace]",
        *(f"{each.name}=0, 0, 0, 0, C" for each in modules), ""))


def hidden(seed: int, content: bytes, project: str = PROJECT_ID) -> str:
    """A field as Office hides it from a first glance (MS-OVBA 2.4.3.2)."""
    key = sum(project.encode()) & 0xFF
    out = [seed, seed ^ 2, seed ^ key]
    last, before, plain = out[2], out[1], key
    for byte in (*_FILLER * ((seed & 6) // 2), *pack("<I", len(content)), *content):
        last, before = byte ^ ((before + plain) & 0xFF), last
        plain = byte
        out.append(last)
    return bytes(out).hex().upper()


# -- the file that holds the streams (MS-CFB) -----------------------------------------------------


def _compound(outer: dict[str, bytes], inner: dict[str, bytes]) -> bytes:
    """A compound file: streams at its root, and others in the storage VBA."""
    streams = {**outer, **inner}
    starts, small, table = {}, b"", list[int]()
    for name, content in streams.items():
        starts[name] = len(table)
        count = -(-len(content) // _SMALL)
        table += [*range(len(table) + 1, len(table) + count), _END]
        small += content.ljust(count * _SMALL, b"\0")
    names = ["Root Entry", "VBA", *streams]
    children = {"Root Entry": _tree(["VBA", *outer], names), "VBA": _tree(list(inner), names)}
    sizes = [-(-len(names) * _ENTRY // _SECTOR), -(-len(table) * 4 // _SECTOR),
             -(-len(small) // _SECTOR)]
    first = [1, 1 + sizes[0], 1 + sizes[0] + sizes[1]]
    chains = [_FAT]
    for start, size in zip(first, sizes, strict=True):
        chains += [*range(start + 1, start + size), _END]
    sides = {name: side for top, links in children.values() for name, side in links.items()}
    entries = b"".join(_entry(
        name, {"Root Entry": 5, "VBA": 1}.get(name, 2), sides.get(name, (_NOTHING, _NOTHING)),
        children[name][0] if name in children else _NOTHING,
        first[2] if name == "Root Entry" else starts.get(name, 0),
        len(small) if name == "Root Entry" else len(streams.get(name, b"")),
    ) for name in names)
    blank = pack("<64xHBBIII16xI16xIQ", 0, 0, 0, _NOTHING, _NOTHING, _NOTHING, 0, 0, 0)
    entries += blank * (sizes[0] * _SECTOR // _ENTRY - len(names))
    head = pack("<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE,
                9, 6, 0, 1, 1, 0, 4096, first[1], sizes[1], _END, 0, 0)
    return b"".join((
        head, pack("<I", _FREE) * 108, _numbers(chains, _SECTOR), entries,
        _numbers(table, sizes[1] * _SECTOR), small.ljust(sizes[2] * _SECTOR, b"\0")))


def _numbers(numbers: Sequence[int], size: int) -> bytes:
    return pack(f"<{len(numbers)}I", *numbers).ljust(size, b"\xff")


def _tree(
    names: Sequence[str], places: Sequence[str]
) -> tuple[int, dict[str, tuple[int, int]]]:
    """A search tree of names, by their length and then by their letters; and its top."""
    links: dict[str, tuple[int, int]] = {}

    def top(part: Sequence[str]) -> int:
        if not part:
            return _NOTHING
        middle = len(part) // 2
        links[part[middle]] = (top(part[:middle]), top(part[middle + 1:]))
        return places.index(part[middle])

    return top(sorted(names, key=lambda name: (len(name), name.upper()))), links


def _entry(
    name: str, kind: int, sides: tuple[int, int], child: int, start: int, size: int
) -> bytes:
    wide = name.encode("utf-16-le")
    return pack("<64sHBBIII16xI16xIQ", wide, len(wide) + 2, kind, 1, *sides, child, 0, start, size)
