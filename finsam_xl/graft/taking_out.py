"""Our sheets taken out of somebody's workbook; the rest is left as it was."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from finsam_xl.graft import properties
from finsam_xl.graft.names import Scoped, write_names
from finsam_xl.graft.parts import ROOT, Parts
from finsam_xl.graft.pointing import broken
from finsam_xl.graft.receipt import Grafted, Receipt, Touched, touched_names
from finsam_xl.graft.references import Pointer
from finsam_xl.graft.workbook import MAIN_ORDER, SheetPlace, recalculated, with_sheets
from finsam_xl.package.opc import RelationsEdit, relations_part
from finsam_xl.package.structure import HostName, HostSheet, Structure


def taken_out(
    host: Structure, present: Mapping[str, HostSheet], names: Collection[HostName],
    pointing: Iterable[Pointer],
) -> Grafted:
    """Take our sheets, names and properties out.

    What points to them says `#REF!` from then on, as it does when a sheet is deleted by hand.
    Refuses with BookError a book in which no visible sheet would be left.
    """
    parts = Parts(host.package)
    owned = parts.reached(each.part for each in present.values())
    links = RelationsEdit(parts.get(relations_part(host.main)), host.main)
    gone = [each.relation for each in present.values()]
    order, _ = with_sheets(host, (), SheetPlace(), gone)
    for relation in gone:
        links.remove(relation)
    for number, each in host.relations.items():
        if each.kind == "calcChain":
            links.remove(number)
            parts.drop(each.target)
    pointers = list(pointing)
    by_part: dict[str, list[Pointer]] = {}
    for pointer in pointers:
        by_part.setdefault(pointer.part, []).append(pointer)
    for part, found in by_part.items():
        content = parts.get(part)
        if content is not None and any(not each.name for each in found):
            parts.put(part, broken(content, found))
    changes = write_names(host.markup, host.names, _broken_names(host, by_part, pointers), names,
                          order, MAIN_ORDER)
    recalculated(host)
    parts.put(host.main, host.markup.edited())
    parts.put(relations_part(host.main), links.edited())
    _without_properties(parts)
    parts.drop_unreached(sorted(owned))
    content = parts.packed()
    told = Touched(*parts.told())
    untouched = len(host.package.parts) - len(told.changed) - len(told.removed)
    sheets = Touched(removed=tuple(each.title for each in host.sheets
                                   if each.relation in gone))
    return Grafted(content, Receipt(told, sheets, touched_names(changes), untouched))


def _broken_names(
    host: Structure, by_part: Mapping[str, list[Pointer]], pointers: Iterable[Pointer]
) -> dict[Scoped, str]:
    """Names that are still asked for, and the host's own that pointed to us: they say #REF!."""
    names: dict[Scoped, str] = {(each.name, None): "#REF!" for each in pointers if each.name}
    for each in host.names:
        if each.name in by_part and any(not found.name for found in by_part[each.name]):
            text = each.text
            for found in by_part[each.name]:
                text = text.replace(found.written, "#REF!")
            names[each.name, each.scope] = text
    return names


def _without_properties(parts: Parts) -> None:
    """Our document properties go, and their part if it held no others."""
    for number, each in parts.relations(ROOT).items():
        if each.kind != "custom-properties":
            continue
        content = properties.with_properties(parts.get(each.target), {})
        parts.put(each.target, content)
        if not properties.holds_any(content):
            root = RelationsEdit(parts.get(relations_part(ROOT)), ROOT)
            root.remove(number)
            parts.put(relations_part(ROOT), root.edited())
            parts.drop(each.target)
