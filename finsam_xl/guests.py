"""The verbs that write in somebody's workbook: plan, attach and detach."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from finsam_xl.beginning import beginning
from finsam_xl.books.cells import book_cells
from finsam_xl.books.replacing import (
    real_path,
    refuse_open_elsewhere,
    replace_file,
    same_file,
)
from finsam_xl.delivery import (
    SUFFIXES,
    Delivery,
    fresh_package,
    refuse_existing,
    refuse_other_suffix,
)
from finsam_xl.domain.names import Name
from finsam_xl.errors import BookError, InputError
from finsam_xl.graft.workbook import SheetPlace
from finsam_xl.hosting import attached, detached, planned, refuse_guests, refuse_host
from finsam_xl.inputs.links import Link, asked_link
from finsam_xl.package.archive import read_package
from finsam_xl.plans import (
    Proven,
    ReadInputs,
    check_results,
    chosen,
    compute_plan,
    draft_plan,
    read_inputs,
    with_links,
)
from finsam_xl.screen import (
    PASSED,
    code,
    progress,
    report,
    say,
    say_changed,
    say_json,
    say_read,
)
from finsam_xl.sheets.setting import OPTIONAL, Setting
from finsam_xl.texts import LANGUAGES, Texts, texts_in


def plan(asked: argparse.Namespace) -> int:
    """Read, compute, validate, prove and write the plan of a book."""
    texts, target = texts_in(asked.lang), _target(asked)
    anew = asked.out is not None and not same_file(target, Path(asked.book))
    read = _read(Path(asked.book), texts, anew=anew)
    proven = _computed(read, asked, texts, anew=anew)
    fresh = fresh_package(proven, texts)
    results = check_results(proven, asked.lang)
    if read.package is None or read.book is None:
        _write_new(target, fresh, asked, texts)
        written = None
    else:
        say_changed(read, proven, texts)
        hosted = planned(read.package, read.book, proven, fresh, force=asked.force)
        written = Delivery(asked, texts, "plan", read.package, target).write(hosted, proven)
    report(proven, results, asked, written)
    return code(results)


def _target(asked: argparse.Namespace) -> Path:
    """Where a plan is written: into the book itself, or to another file of the same kind."""
    book = Path(asked.book)
    target = book if asked.out is None else Path(asked.out)
    refuse_other_suffix(target)
    if not same_file(target, book):
        refuse_existing(target, force=asked.force)
    if book.suffix.lower() in SUFFIXES and target.suffix.lower() != book.suffix.lower():
        raise BookError("other_suffix", place=str(target), suffix=book.suffix)
    refuse_open_elsewhere(real_path(target))
    return target


def _read(path: Path, texts: Texts, *, anew: bool) -> ReadInputs:
    """The inputs of a book or a plan file; refuses a book that must not be written.

    `anew` says that another file becomes a new version of what was decided.
    """
    with progress(texts.say("progress_read")):
        read = read_inputs(path)
    if read.package is not None and read.book is not None:
        refuse_guests(read.package, read.book, anew=anew)
    say_read(read, texts)
    return read


def _computed(
    read: ReadInputs, asked: argparse.Namespace, texts: Texts, *, anew: bool
) -> Proven:
    """The plan of what was read, with the alternative and the links that are asked for."""
    inputs = read.inputs if asked.scenario is None else chosen(read.inputs, asked.scenario)
    links, setting = dict(map(asked_link, asked.link)), read.setting
    setting = replace(setting, locked=setting.locked and not anew)
    if links and read.book is not None:
        inputs = with_links(inputs, links, read.book)
        setting = replace(setting, links={**setting.links, **_formulas(links)})
    with progress(texts.say("progress_compute")):
        proven = draft_plan(compute_plan(inputs, read.places), setting)
    refuse_unknown_links(proven)
    return proven


def _formulas(links: Mapping[Name, Link]) -> dict[str, str]:
    """What stands in the linked cells, by their names."""
    return {str(name): link.formula for name, link in links.items()}


def _write_new(
    target: Path, fresh: bytes, asked: argparse.Namespace, texts: Texts
) -> None:
    """Write the book of a plan file."""
    if not asked.dry_run:
        replace_file(target, fresh)
    say(texts.say("would_write" if asked.dry_run else "written", path=target))


def attach(asked: argparse.Namespace) -> int:
    """Put the planning sheets into somebody's own workbook."""
    texts, path = texts_in(asked.lang), Path(asked.book)
    refuse_other_suffix(path)
    refuse_open_elsewhere(real_path(path))
    with progress(texts.say("progress_read")):
        package = read_package(path)
        refuse_host(package)
        host = book_cells(package)
    begun = beginning(asked)
    links = dict(map(asked_link, asked.link))
    begun = begun.changed(with_links(begun.inputs, links, host))
    setting = Setting(
        links=_formulas(links),
        without=frozenset(_left_out(title) for title in asked.without),
        from_1904=host.from_1904,
    )
    proven = begun.plan(setting)
    refuse_unknown_links(proven)
    hosted = attached(package, proven, fresh_package(proven, texts), _place(asked))
    results = check_results(proven, asked.lang)
    delivery = Delivery(asked, texts, "attach", package, path)
    report(proven, results, asked, delivery.write(hosted, proven))
    return PASSED if begun.unfilled else code(results)


def detach(asked: argparse.Namespace) -> int:
    """Take the planning sheets out of somebody's own workbook again."""
    texts, path = texts_in(asked.lang), Path(asked.book)
    refuse_other_suffix(path)
    refuse_open_elsewhere(real_path(path))
    package = read_package(path)
    hosted = detached(package)
    written = Delivery(asked, texts, "detach", package, path).write(hosted, None)
    if asked.json:
        say_json({"ok": True, "written": written})
    return PASSED


def _left_out(title: str) -> str:
    """The key of a sheet that is to be left out; refuses one that the others need."""
    known = {texts_in(language).sheet(key).casefold(): key
             for key in OPTIONAL for language in LANGUAGES}
    if title.casefold() not in known:
        offered = ", ".join(texts_in(LANGUAGES[0]).sheet(key) for key in OPTIONAL)
        raise InputError("sheet_needed", place="--without", sheet=title, offered=offered)
    return known[title.casefold()]


def _place(asked: argparse.Namespace) -> SheetPlace:
    """Where the sheets go among the host's own."""
    if asked.before is not None:
        return SheetPlace(asked.before, before=True)
    return SheetPlace(asked.after or "")


def refuse_unknown_links(proven: Proven) -> None:
    """Refuse a link from an input that the plan does not have."""
    inputs = {named.name for named in proven.draft.names if named.kind == "input"}
    for name in proven.setting.links:
        if name not in inputs:
            raise InputError("link_unknown", place="--link", name=name)


