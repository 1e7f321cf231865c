"""The document properties that tell a book's layout, version, language and fingerprint."""

from __future__ import annotations

from collections.abc import Mapping

from finsam_xl.inputs.raw import PROPERTY
from finsam_xl.package.markup import Markup, escaped

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
RELATION = ("http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
            "custom-properties")
_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_EMPTY = (f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="{_SPACE}"'
          f' xmlns:vt="{_TYPES}"></Properties>').encode()
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST = 2


def with_properties(part: bytes | None, values: Mapping[str, str]) -> bytes:
    """The part with our properties as given, and none of ours besides; foreign ones stay."""
    markup = Markup(part or _EMPTY)
    left = {PROPERTY + key: value for key, value in values.items()}
    numbers = [int(each.get("pid", "0")) for each in markup.root.children
               if each.get("pid", "0").isdigit()]
    for each in markup.root.children:
        name = each.get("name")
        if name in left and each.children and each.children[0].name == "lpwstr":
            value = left.pop(name)
            if each.children[0].text != value:
                markup.replace_text(each.children[0], value)
        elif name.startswith(PROPERTY):
            markup.remove(each)
    prefix = markup.prefix(markup.root)
    for number, (name, value) in enumerate(left.items(), start=max(numbers, default=_FIRST - 1)):
        markup.append(markup.root, (
            f'<{prefix}property fmtid="{_FORMAT}" pid="{number + 1}" name="{escaped(name)}">'
            f'<vt:lpwstr xmlns:vt="{_TYPES}">{escaped(value)}</vt:lpwstr></{prefix}property>'))
    return markup.edited()


def holds_any(part: bytes) -> bool:
    """Whether a part has a property at all."""
    return bool(Markup(part).root.children)
