"""Every kind of workbook that the tests can make, by its name: for tests that go through all."""

from __future__ import annotations

from collections.abc import Callable

from tests.hosts import producers, small
from tests.hosts.rich import rich_book

KINDS: dict[str, Callable[[], bytes]] = {
    "rich": rich_book,
    "small": small.small_book,
    "macro": small.macro_book,
    "bare": small.bare_book,
    "1904": small.book_1904,
    "locked": small.locked_book,
    "shared": small.shared_book,
    "signed": small.signed_book,
    "displayed precision": small.displayed_precision_book,
    "manual": small.manual_book,
    "prefixed": producers.prefixed_book,
    "no rels default": producers.no_rels_default_book,
    "absolute targets": producers.absolute_targets_book,
    "strict": producers.strict_book,
    "UTF-16": producers.utf16_book,
    "ZIP64": producers.zip64_book,
    "descriptor": producers.descriptor_book,
    "stored": producers.stored_book,
}
