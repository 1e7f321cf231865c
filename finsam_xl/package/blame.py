"""A part that turns out to be no XML while somebody works with it is refused by its name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from finsam_xl.errors import BookError
from finsam_xl.package.archive import Package
from finsam_xl.package.markup import MarkupError, as_utf8, parsed


@contextmanager
def broken_by_name(package: Package) -> Iterator[None]:
    """Turn a MarkupError into a refusal that names the part."""
    try:
        yield
    except MarkupError as fault:
        part = _broken(package)
        if part:
            raise BookError("part_broken", place=package.path, part=part) from fault
        raise BookError("part_nonsense", place=package.path, value=fault) from fault


def _broken(package: Package) -> str:
    """The first part that is no XML; asked only when something could not be understood."""
    for name, part in package.parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            try:
                parsed(as_utf8(part))
            except MarkupError:
                return name
    return ""
