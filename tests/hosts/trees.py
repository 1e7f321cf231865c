"""XML for tests: elements found by their own name, with or without prefix, strict or not."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree as ET

from tests.hosts.names import MAIN, MC, STRICT

Element = ET.Element


class BrokenXmlError(Exception):
    """A part that is no well-formed XML."""


def tree(content: bytes) -> Element:
    """A part's root element."""
    try:
        return ET.fromstring(content)  # noqa: S314 - the tests' own books
    except ET.ParseError as fault:
        raise BrokenXmlError(str(fault)) from fault


def name_of(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def is_main(element: Element) -> bool:
    """Whether an element belongs to SpreadsheetML."""
    return element.tag.startswith((f"{{{MAIN}}}", f"{{{STRICT}}}"))


def children(element: Element, *path: str) -> list[Element]:
    """What lies at the end of a path of SpreadsheetML's names."""
    found = [element]
    for name in path:
        found = [child for parent in found for child in parent
                 if is_main(child) and name_of(child) == name]
    return found


def child(element: Element, *path: str) -> Element | None:
    """The first that lies at the end of a path, if anything does."""
    return next(iter(children(element, *path)), None)


def descendants(element: Element, name: str) -> Iterator[Element]:
    """Every element of a name, of any namespace, at any depth; fallbacks are left out."""
    for inner in element:
        if inner.tag == f"{{{MC}}}Fallback":
            continue
        if name_of(inner) == name:
            yield inner
        yield from descendants(inner, name)


def whole(element: Element, attribute: str, missing: int = 0) -> int:
    """A whole number in an attribute."""
    return int(element.get(attribute, missing))


def undeclared_prefixes(content: bytes) -> set[str]:
    """Prefixes that mc:Ignorable or Requires names without any declaration in scope."""
    declared: list[str] = []
    found: set[str] = set()
    events = ET.iterparse(BytesIO(content), ("start-ns", "end-ns", "start"))  # noqa: S314
    for event, what in events:
        if event == "start-ns":
            declared.append(what[0])
        elif event == "end-ns":
            declared.pop()
        else:
            found |= _asked(what) - set(declared)
    return found


def _asked(element: Element) -> set[str]:
    texts = [element.get(f"{{{MC}}}Ignorable", "")]
    if element.tag == f"{{{MC}}}Choice":
        texts.append(element.get("Requires", ""))
    return set(" ".join(texts).split())
