"""The municipalities' changes as tables, and in words what their columns mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from finsam_xl.comparing.comparison import Comparison
from finsam_xl.comparing.moved import per_cent
from finsam_xl.comparing.numbers import amount, columns, runs, signed, signed_percent
from finsam_xl.comparing.splitting import OVER_VERSIONS, OVER_YEARS, Row, Split
from finsam_xl.texts import Texts

_HEADS = ("before", "now", "change")
_PARTS = ("total", "population", "rounding")


def splits_told(
    comparison: Comparison, say: Callable[..., str], causes: Callable[[str], str], texts: Texts
) -> Iterator[str]:
    """A table for each split in which somebody pays another amount, and what its columns mean.

    `say` gives a text by its key, `causes` the numbers of the inputs that moved a figure.
    """
    shown = [each for each in comparison.splits if each.moves]
    for each in shown:
        yield say(f"split_{each.kind}", old=each.before.year, new=each.now.year)
        yield from _table(each, say, causes, texts)
        yield ""
    if shown:
        yield from _meaning(shown, say)
    same = [each.now.year for each in comparison.splits
            if each.kind == OVER_VERSIONS and not each.moves]
    if same:
        yield say("split_same", years=runs(same))
    if shown or same:
        yield ""


def _table(
    split: Split, say: Callable[..., str], causes: Callable[[str], str], texts: Texts
) -> Iterator[str]:
    traced = split.kind == OVER_VERSIONS
    heads = [f"  {say('head_member')}", *(say(f"head_{key}") for key in _HEADS), "%",
             *(say(f"head_{key}") for key in _PARTS), say("head_by") if traced else ""]
    rows = [_row(row, row.name, texts, causes(f"fs_contribution_{row.code}_{split.now.year}")
                 if traced else "") for row in split.rows]
    total = _row(split.sums, say("head_sum"), texts, "")
    yield from columns([heads, *rows, total], left=(0, 8))


def _row(row: Row, name: str, texts: Texts, causes: str) -> Sequence[str]:
    return (f"  {name}", amount(row.before), amount(row.now), signed(row.change),
            signed_percent(per_cent(row.before, row.now), texts), signed(row.total),
            signed(row.population), signed(row.rounding), causes)


def _meaning(splits: Sequence[Split], say: Callable[..., str]) -> Iterator[str]:
    """What the columns mean, the years whose amounts are the key, and who joined or left."""
    yield say("meaning")
    for year, books in sorted(_stated(splits).items()):
        yield say("stated_key", year=year, book=say("_and_".join(sorted(books))))
    for key, names in (
        ("joined", [row.name for one in splits for row in one.rows if row.before is None]),
        ("left", [row.name for one in splits for row in one.rows if row.now is None]),
    ):
        for name in dict.fromkeys(names):
            yield say(key, name=name)


def _stated(splits: Sequence[Split]) -> dict[int, set[str]]:
    """The years whose amounts are stated, each with the keys of the books in which they are."""
    found: dict[int, set[str]] = {}
    for one in splits:
        first = "in_new" if one.kind == OVER_YEARS else "in_old"
        for year, book in ((one.before, first), (one.now, "in_new")):
            if year.stated:
                found.setdefault(year.year, set()).add(book)
    return found
