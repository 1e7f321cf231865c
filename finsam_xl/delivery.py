"""A book on its way to disk: proven by another engine, verified, written all or nothing."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from finsam_xl.books.replacing import real_path, replace_file, same_file
from finsam_xl.errors import BookError
from finsam_xl.hosting import Hosted, verified
from finsam_xl.package.archive import Package
from finsam_xl.plans import Proven, draft_plan
from finsam_xl.proof.agreement import prove
from finsam_xl.proof.engines import Formualizer
from finsam_xl.screen import progress, say
from finsam_xl.texts import Texts

SUFFIXES = (".xlsx", ".xlsm")
_MANY = 12
_LONGEST_STEM = 180


def refuse_other_suffix(path: Path, *wanted: str) -> None:
    """Refuse a file that is not called as a workbook is, or as `wanted` says."""
    if path.suffix.lower() not in (wanted or SUFFIXES):
        raise BookError("not_xlsx" if wanted in ((), (".xlsx",)) else "wrong_suffix",
                        place=str(path), wanted=" / ".join(wanted))


def refuse_existing(path: Path, *, force: bool) -> None:
    """Refuse to write over a file, unless somebody insists."""
    try:
        exists, is_folder = path.exists(), path.is_dir()
    except OSError as fault:
        raise BookError("folder_unwritable", place=str(path)) from fault
    if is_folder:
        raise BookError("file_is_folder", place=str(path))
    if exists and not force:
        raise BookError("file_exists", place=str(path))


def fresh_package(proven: Proven, texts: Texts) -> bytes:
    """The bytes of a book, after another engine has come to every stored value itself.

    A linked cell is proven with the value that its link leads to: the engine has our sheets only.
    """
    with progress(texts.say("progress_prove")):
        package = proven.package
        alone = proven if not proven.setting.links else draft_plan(
            proven.plan, proven.setting.unlinked)
        prove(alone.draft, alone.package if proven.setting.links else package, Formualizer())
    return package


@dataclass(frozen=True)
class Delivery:
    """Where a hosted book goes, and how it is asked for."""

    asked: argparse.Namespace
    texts: Texts
    verb: str
    source: Package
    target: Path

    def write(self, hosted: Hosted, proven: Proven | None) -> dict[str, Any]:
        """Verify and write; returns what was touched. With --dry-run nothing is written."""
        content = hosted.grafted.content
        if content != self.source.content:
            verified(content, self.source, hosted.grafted, proven)
        itself = same_file(self.target, Path(self.source.path))
        backup = self._backup() if itself else None
        changed = content != self.source.content or not itself
        if not self.asked.dry_run:
            changed = replace_file(self.target, content, backup=backup,
                                   expected=self.source.content if itself else None)
        kept = backup if changed and not self.asked.dry_run else None
        self._say(hosted, kept, changed=changed)
        return self._told(hosted, kept, changed=changed)

    def _backup(self) -> Path | None:
        """Where the copy goes: beside the book; one from before an attach is never written over."""
        if self.asked.no_backup:
            return None
        book = real_path(self.target)
        stem = book.stem.encode()[:_LONGEST_STEM].decode(errors="ignore")
        first = book.with_name(f"{stem}.before-{self.verb}{book.suffix}")
        if self.verb == "plan":
            return first
        number, backup = 1, first
        while backup.is_dir() or (
            backup.exists() and backup.read_bytes() != self.source.content
        ):
            number += 1
            backup = first.with_name(f"{first.stem}-{number}{first.suffix}")
        return backup

    def _say(self, hosted: Hosted, backup: Path | None, *, changed: bool) -> None:
        for place in hosted.overwritten:
            say(self.texts.say("overwritten", place=place))
        for key in hosted.notices:
            say(self.texts.say(key))
        key = "points_nowhere" if self.verb == "detach" else "points_elsewhere"
        for place, aim in hosted.pointing[:_MANY]:
            say(self.texts.say(key, place=place, target=aim))
        if len(hosted.pointing) > _MANY:
            say(self.texts.say("and_more", number=len(hosted.pointing) - _MANY))
        if changed and not hosted.alone:
            self._say_touched(hosted)
        if backup is not None:
            say(self.texts.say("backup", path=backup))
        key = "unchanged" if not changed else (
            "would_write" if self.asked.dry_run else "written")
        say(self.texts.say(key, path=self.target))

    def _say_touched(self, hosted: Hosted) -> None:
        """Sheets by name, parts and names by number: the rest is told in JSON."""
        receipt = hosted.grafted.receipt
        for key, titles in (("sheets_added", receipt.sheets.added),
                            ("sheets_changed", receipt.sheets.changed),
                            ("sheets_removed", receipt.sheets.removed)):
            if titles:
                say(self.texts.say(key, number=len(titles), titles=" · ".join(titles)))
        for key, touched in (("touched", receipt.parts), ("touched_names", receipt.names)):
            if touched:
                say(self.texts.say(key, added=len(touched.added), changed=len(touched.changed),
                                   removed=len(touched.removed), untouched=receipt.untouched))

    def _told(self, hosted: Hosted, backup: Path | None, *, changed: bool) -> dict[str, Any]:
        return {
            "path": str(self.target), "changed": changed, "dry_run": self.asked.dry_run,
            "backup": str(backup) if backup else None, **hosted.as_json(self.texts),
        }
