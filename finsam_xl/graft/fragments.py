"""An element of one part as it may stand in another: same words, other prefixes and ids."""

from __future__ import annotations

from finsam_xl.package.markup import MAIN, OFFICE_RELS, Element, escaped

_XML = "http://www.w3.org/XML/1998/namespace"


def fragment(element: Element, prefix: str = "") -> str:
    """An element of the main namespace as markup, under the prefix of the part it goes to.

    Attributes and children of extensions are left out: whoever must not lose them looks first.
    """
    attributes = "".join(_attribute(name, value) for name, value in element.attributes.items())
    inner = "".join(fragment(child, prefix) for child in element.children
                    if child.space == MAIN and child.name != "extLst")
    keeps_spaces = not element.children and element.text
    text = escaped(element.text) if keeps_spaces or element.text.strip() else ""
    tag = f"{prefix}{element.name}"
    return f"<{tag}{attributes}>{text}{inner}</{tag}>" if text or inner else f"<{tag}{attributes}/>"


def _attribute(name: str, value: str) -> str:
    space, _, local = name.rpartition(" ")
    known = {"": "", OFFICE_RELS: "r:", _XML: "xml:"}
    return f' {known[space]}{local}="{escaped(value)}"' if space in known else ""
