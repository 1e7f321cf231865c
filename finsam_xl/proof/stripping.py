"""A copy of a workbook whose formulas have lost their stored values, or hold a false one."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

_CELL = re.compile(rb"<c ([^>]*)>(<f[ >].*?</f>|<f/>)(?:<v>.*?</v>|<v/>)?</c>", re.DOTALL)
_LINKED = re.compile(rb"<f(?: [^>]*)?>[^<]*\[(?:\d+\]|[^<\]]*\.xl)[^<]*</f>")
_KIND = re.compile(rb' t="[a-z]+"')


def without_values(package: bytes) -> bytes:
    """The same package, every formula without its stored value."""
    return _rewritten(package, b"")


def without_links(package: bytes) -> bytes:
    """The same package, formulas that read other workbooks as the values they last had."""
    return _copied(package, lambda content: _LINKED.sub(b"", content))


def with_false_values(package: bytes, value: int = 987654321) -> bytes:
    """The same package, every formula with one and the same false stored value."""
    return _rewritten(package, f"<v>{value}</v>".encode())


def _rewritten(package: bytes, stored: bytes) -> bytes:
    return _copied(package, lambda content: _CELL.sub(
        lambda cell: b"<c " + _KIND.sub(b"", cell[1]) + b">" + cell[2] + stored + b"</c>",
        content))


def _copied(package: bytes, changed: Callable[[bytes], bytes]) -> bytes:
    """A copy whose worksheets are changed."""
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(package)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy,
    ):
        for member in source.infolist():
            content = source.read(member)
            if member.filename.startswith("xl/worksheets/"):
                content = changed(content)
            copy.writestr(member.filename, content)
    return target.getvalue()
