"""Defined names: ours written anew where they changed, everybody else's left as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from finsam_xl.package.markup import Element, Markup, escaped
from finsam_xl.package.structure import HostName

PRINTED = ("_xlnm.Print_Area", "_xlnm.Print_Titles")
Scoped = tuple[str, int | None]
"""A name and the sheet it belongs to, counted from nothing; None where it is the book's."""


@dataclass(frozen=True, slots=True)
class NameChanges:
    """What was done with the names."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def write_names(
    markup: Markup, before: Iterable[HostName], wanted: Mapping[Scoped, str],
    ours: Iterable[HostName], order: Mapping[int, int | None], elements: tuple[str, ...],
) -> NameChanges:
    """Write the names wanted; `ours` may go, `order` says where each old sheet now stands.

    `elements` is the order of a workbook's children.
    """
    left = {(name.casefold(), scope): (name, text) for (name, scope), text in wanted.items()}
    may_go = {each.element.start for each in ours}
    changed, removed, stays = [], [], 0
    for each in before:
        scope = each.scope if each.scope is None else order.get(each.scope)
        gone = each.scope is not None and scope is None
        found = None if gone else left.pop((each.name.casefold(), scope), None)
        if found is None and (gone or each.element.start in may_go):
            removed.append(each.name)
            markup.remove(each.element)
            continue
        stays += 1
        if found is None or _same(each.text, found[1]):
            _rescope(markup, each, scope)
        else:
            changed.append(each.name)
            written = _written(markup.prefix(each.element), (found[0], scope), found[1])
            markup.replace(each.element, written)
    _add(markup, {(name, scope): text for (_, scope), (name, text) in left.items()}, elements)
    there = markup.root.child("definedNames")
    if there is not None and not stays and not left:
        markup.remove(there)
    return NameChanges(tuple(sorted({name for name, _ in left.values()})), tuple(changed),
                       tuple(removed))


def _rescope(markup: Markup, name: HostName, scope: int | None) -> None:
    if scope != name.scope and scope is not None:
        markup.set(name.element, localSheetId=str(scope))


def _same(one: str, other: str) -> bool:
    """Whether two names say the same; a title may be quoted without need."""
    return _unquoted(one) == _unquoted(other)


def _unquoted(text: str) -> str:
    return re.sub(r"'((?:[^']|'')+)'!", lambda title: title[1].replace("''", "'") + "!", text)


def _written(prefix: str, name: Scoped, text: str) -> str:
    scope = f' localSheetId="{name[1]}"' if name[1] is not None else ""
    return (f'<{prefix}definedName name="{escaped(name[0])}"{scope}>{escaped(text)}'
            f"</{prefix}definedName>")


def _add(markup: Markup, names: Mapping[Scoped, str], elements: tuple[str, ...]) -> None:
    if not names:
        return
    prefix = markup.prefix(markup.root)
    fragments = "".join(_written(prefix, name, text) for name, text in sorted(
        names.items(), key=lambda each: (each[0][0].casefold(), each[0][1] or 0)))
    there: Element | None = markup.root.child("definedNames")
    if there is not None:
        markup.append(there, fragments)
        return
    tag = f"{prefix}definedNames"
    markup.put_child(markup.root, "definedNames", f"<{tag}>{fragments}</{tag}>", elements)
