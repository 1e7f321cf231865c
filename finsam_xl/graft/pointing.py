"""Who in a workbook points at our sheets, and which of them would lose what they point to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from html import unescape

from finsam_xl.graft.moves import Moves
from finsam_xl.graft.references import Pointer, pointers
from finsam_xl.package.markup import as_utf8, escaped
from finsam_xl.package.structure import HostName, Structure

_SILENT = ("sharedStrings", "styles", "theme", "calcChain")
_BROKEN = "#REF!"


def pointers_to_ours(
    host: Structure, titles: Collection[str], names: Mapping[str, str], ours: Collection[str]
) -> Iterator[Pointer]:
    """Everything outside `ours`, the parts of our sheets, that points to them or to our names."""
    silent = {each.target for each in host.relations.values() if each.kind in _SILENT}
    for part in host.package.parts:
        told = part.endswith((".xml", ".vml")) and part not in ours and part not in silent
        if told and part != host.main and "_rels/" not in part:
            yield from pointers(part, host.package.parts[part], titles, names)
    for each in host.names:
        if each.name.casefold() not in names and not _on_our_sheet(host, each, titles):
            yield from pointers(each.name, _as_formula(each), titles, names)


def _on_our_sheet(host: Structure, name: HostName, titles: Collection[str]) -> bool:
    """Whether a name belongs to a sheet of ours, as its print area does."""
    return name.scope is not None and name.scope < len(host.sheets) and (
        host.sheets[name.scope].title in titles)


def _as_formula(name: HostName) -> bytes:
    return f"<f>{escaped(name.text)}</f>".encode()


def lost(
    found: Iterable[Pointer], ways: Mapping[str, Moves], kept_names: Collection[str]
) -> Iterator[Pointer]:
    """Those whose cells have moved or whose name is no longer there."""
    for each in found:
        if each.name:
            if each.name.casefold() not in kept_names:
                yield each
        elif each.first is not None:
            moves = ways.get(each.title)
            if moves and not (moves.stays(each.first) and moves.stays(each.last or each.first)):
                yield each


def broken(content: bytes, found: Collection[Pointer]) -> bytes:
    """A part whose formulas point to nothing any more, said as spreadsheets say it."""
    part = as_utf8(content)
    pieces: list[bytes] = []
    at = 0
    spans: dict[tuple[int, int], list[Pointer]] = {}
    for each in found:
        spans.setdefault((each.start, each.end), []).append(each)
    for (start, end), here in sorted(spans.items()):
        text = unescape(part[start:end].decode("utf-8", "replace"))
        for each in here:
            if not each.name:
                text = text.replace(each.written, _BROKEN)
        pieces += [part[at:start], escaped(text).encode()]
        at = end
    return b"".join((*pieces, part[at:]))
