"""Whether a part is built as the schemas of Office say, by openxml-audit's copy of them.

The package (MIT) carries the schemas of Microsoft's Open XML SDK and needs no network. Its
schemas leave out the package's own envelopes, content types and relationships: those rules
stand here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

import pytest

from tests.hosts.loose import TYPES
from tests.hosts.names import RELATIONS
from tests.hosts.names import TYPES as TYPES_SPACE
from tests.hosts.opened import Opened
from tests.hosts.trees import Element, name_of, tree

_NEEDED = {"Default": {"Extension", "ContentType"}, "Override": {"PartName", "ContentType"},
           "Relationship": {"Id", "Type", "Target"}}
_MODES = {"Internal", "External"}


@dataclass
class _Part:
    """A part as the validator asks for it."""

    uri: str
    xml: Any


def schema_or_skip() -> Any:  # noqa: ANN401 - what is imported by name has no type
    """The validator's package; where there is none the test is skipped."""
    return pytest.importorskip("openxml_audit")


@cache
def _validator() -> Any:  # noqa: ANN401
    schema_or_skip()
    return import_module("openxml_audit.schema.validator").SchemaValidator()


def faults(part_name: str, content: bytes) -> list[str]:
    """How a part differs from its schema; extensions that a reader may ignore are ignored."""
    if part_name == TYPES or part_name.endswith(".rels"):
        return _envelope_faults(part_name, tree(content))
    validator = _validator()
    context = import_module("openxml_audit.context").ValidationContext(
        file_format=import_module("openxml_audit").FileFormat.MICROSOFT_365)
    part = _Part(f"/{part_name}", import_module("lxml.etree").fromstring(content))
    found = validator.validate_part(part, context)
    return [f"{part_name}{fault.path}: {fault.description}" for fault in found]


def faults_of_book(content: bytes) -> list[str]:
    """The faults of every part of a package that is XML, apart from VML."""
    book = Opened.of(content)
    return [fault for name, part in book.parts.items()
            if book.is_xml(name) and not name.endswith(".vml") for fault in faults(name, part)]


def _envelope_faults(name: str, root: Element) -> list[str]:
    """Content types and relationships: known elements, all with what they need."""
    space, title = (TYPES_SPACE, "Types") if name == TYPES else (RELATIONS, "Relationships")
    found = [] if root.tag == f"{{{space}}}{title}" else [f"{name}: the root is {root.tag}"]
    for entry in root:
        needed = _NEEDED.get(name_of(entry))
        if needed is None or not entry.tag.startswith(f"{{{space}}}"):
            found.append(f"{name}: the element {entry.tag} is unknown")
        else:
            found += [f"{name}: {name_of(entry)} without {word}"
                      for word in sorted(needed - set(entry.attrib))]
        if entry.get("TargetMode", "Internal") not in _MODES:
            found.append(f"{name}: the mode {entry.get('TargetMode')} is unknown")
    return found
