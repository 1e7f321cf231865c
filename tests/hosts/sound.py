"""Whether a workbook is sound: what Excel is known to look for when it opens a file.

Schemas say how a part is built; this says that the parts, and what they number, fit together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import ZipFile

from tests.hosts.loose import TYPES, relations_of
from tests.hosts.names import OFFICE, STRICT_OFFICE
from tests.hosts.opened import Opened, doubles
from tests.hosts.sound_drawn import chart_faults, drawing_faults, note_faults
from tests.hosts.sound_sheets import sheet_faults, table_faults
from tests.hosts.sound_styles import style_faults
from tests.hosts.sound_workbook import chain_faults, name_faults, property_faults, workbook_faults
from tests.hosts.trees import BrokenXmlError, undeclared_prefixes

Rule = Callable[[Opened], Iterator[str]]

_MAIN_TYPES = (".sheet.main+xml", ".sheet.macroEnabled.main+xml", ".template.main+xml")
_RULES: tuple[Rule, ...] = (
    workbook_faults, name_faults, style_faults, sheet_faults, table_faults, drawing_faults,
    chart_faults, note_faults, chain_faults, property_faults,
)


def sound(content: bytes) -> list[str]:
    """The faults of a whole package; an empty list if it is sound."""
    with ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
    twice = [f"{name}: given twice" for name in doubles(names)]
    book = Opened.of(content)
    try:
        faults = [*twice, *_broken(book), *_package_faults(book)]
        return faults or [fault for rule in _RULES for fault in rule(book)]
    except BrokenXmlError as fault:
        return [f"no well-formed XML: {fault}"]


def _broken(book: Opened) -> Iterator[str]:
    for name in filter(book.is_xml, book.parts):
        try:
            book.root(name)
        except BrokenXmlError as fault:
            yield f"{name}: {fault}"
        else:
            for prefix in undeclared_prefixes(book.parts[name]):
                yield f"{name}: the prefix {prefix} is not declared"


def _package_faults(book: Opened) -> Iterator[str]:
    """Content types, relationships and one workbook."""
    if TYPES not in book.parts:
        yield f"{TYPES}: missing"
        return
    mains = [name for name in book.parts if (book.type_of(name) or "").endswith(_MAIN_TYPES)]
    if mains != [book.main]:
        yield f"{mains} instead of one workbook, {book.main}"
    yield from _type_faults(book)
    for name in book.parts:
        if not _is_relations(name):
            yield from _relation_faults(book, name)
    yield from _relation_faults(book, "")
    yield from _lost_parts(book)


def _type_faults(book: Opened) -> Iterator[str]:
    for name in book.parts:
        if name != TYPES and book.type_of(name) is None:
            yield f"{name}: no content type"
    overrides = [entry.get("PartName", "") for entry in book.types if entry.get("PartName")]
    folded = {f"/{name}".casefold() for name in book.parts}
    for override in overrides:
        if override.casefold() not in folded:
            yield f"{override}: a content type for nothing"
    extensions = [entry.get("Extension", "") for entry in book.types if entry.get("Extension")]
    for double in (*doubles(overrides), *doubles(extensions)):
        yield f"{double}: two content types"


def _relation_faults(book: Opened, source: str) -> Iterator[str]:
    """Each id is given once and used or unused; each id used is given; each target exists."""
    relations = book.relations(source)
    for double in doubles(relation.number for relation in relations):
        yield f"{source}: the relationship {double} is given twice"
    for relation in relations:
        if not relation.outside and relation.target not in book.parts:
            yield f"{source}: {relation.number} leads to {relation.target}, which is missing"
    if source and source != TYPES and book.is_xml(source):
        known = {relation.number for relation in relations}
        for used in _used_relations(book, source):
            if used not in known:
                yield f"{source}: no relationship {used}"


def _used_relations(book: Opened, name: str) -> Iterator[str]:
    for element in book.root(name).iter():
        for attribute, value in element.attrib.items():
            if attribute.startswith((f"{{{OFFICE}}}", f"{{{STRICT_OFFICE}}}")) and value:
                yield value
            if attribute == "{urn:schemas-microsoft-com:office:office}relid":
                yield value


def _lost_parts(book: Opened) -> Iterator[str]:
    """Parts that no relationship leads to, and relationships of a part that is not there."""
    found, waiting = {TYPES}, [""]
    while waiting:
        source = waiting.pop()
        found |= {source, relations_of(source)}
        waiting += [relation.target for relation in book.relations(source)
                    if not relation.outside and relation.target not in found]
    for name in book.parts:
        if name not in found:
            yield f"{name}: nothing leads to it"


def _is_relations(name: str) -> bool:
    return name.endswith(".rels")
