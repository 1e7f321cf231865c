"""Differences as people read them, columns side by side, and runs of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from finsam_xl.plans import grouped
from finsam_xl.texts import Texts

UNKNOWN = "–"


def amount(kronor: int | None) -> str:
    """A whole number, or a dash where it is not known.

    >>> amount(None), amount(0)
    ('–', '0')
    """
    return grouped(kronor) or UNKNOWN


def signed(kronor: int | None) -> str:
    """A difference with its sign.

    >>> signed(20), signed(0), signed(-7)
    ('+20', '0', '−7')
    """
    return f"+{grouped(kronor)}" if kronor and kronor > 0 else amount(kronor)


def tenths(per_cent: Fraction) -> int:
    """Tenths of a per cent, the half away from nothing.

    >>> tenths(Fraction(-1, 20)), tenths(Fraction(707, 1000))
    (-1, 7)
    """
    size = int(abs(per_cent) * 20 + 1) // 2
    return -size if per_cent < 0 else size


def signed_percent(per_cent: Fraction | None, texts: Texts) -> str:
    """A difference in per cent with one decimal; a dash where there is nothing to compare with."""
    if per_cent is None:
        return UNKNOWN
    size = tenths(per_cent)
    sign = "+" if size > 0 else "\u2212" if size < 0 else ""
    whole, rest = divmod(abs(size), 10)
    return f"{sign}{grouped(whole)}{texts.explain('decimal_mark')}{rest} %"


def runs(numbers: Iterable[int]) -> str:
    """Numbers in order, neighbours drawn together.

    >>> runs([1, 2, 3, 5, 7, 8])
    '1–3, 5, 7, 8'
    """
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run))  # noqa: PLR2004 - two are as short written out
                     for run in found)


def columns(rows: Sequence[Sequence[str]], *, left: Sequence[int] = (0,)) -> Iterator[str]:
    """Rows as lines, each column as wide as it needs; those in `left` begin at the left."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (text.ljust(width) if number in left else text.rjust(width)
                 for number, (text, width) in enumerate(zip(row, widths, strict=True)))
        yield "  ".join(cells).rstrip()
