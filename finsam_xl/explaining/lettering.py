"""How wide a text is drawn, wide enough in any of the fonts that a picture may be shown with."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import combining, east_asian_width, normalize

_NARROW, _WIDE = frozenset("iljtfrI.,:;!|'()[]/ \u00a0"), frozenset("mwMWOQG%@&—…→")
_EM = {"narrow": 0.4, "small": 0.62, "large": 0.74, "wide": 1.02, "sign": 1.4}
"""Shares of the type size; DejaVu Sans, the widest fallback, stays within them."""


def width(text: str, size: int, *, bold: bool = False) -> float:
    """How many pixels a text takes at most.

    >>> width("il", 10) < width("no", 10) < width("NO", 10) < width("WW", 10)
    True
    """
    ems = sum(_EM[_kind(sign)] for sign in text if not combining(sign))
    return ems * size * (1.1 if bold else 1)


def _kind(sign: str) -> str:
    bare = normalize("NFD", sign)[0]
    if sign > "\uffff":
        return "sign"
    if bare in _NARROW:
        return "narrow"
    if bare in _WIDE or east_asian_width(bare) in "WF":
        return "wide"
    return "small" if bare.isascii() and not bare.isupper() else "large"


def wrapped(text: str, room: float, size: int, *, bold: bool = False) -> Iterator[str]:
    """A text on rows that fit in the room; a word that is longer than a row is cut.

    A paragraph's sign stays with its number.

    >>> list(wrapped("ett två tre", 50, 10))
    ['ett två', 'tre']
    """
    row = ""
    for word in text.replace("§ ", "§\u00a0").split(" "):
        longer = f"{row} {word}" if row else word
        if width(longer, size, bold=bold) <= room:
            row = longer
            continue
        if row:
            yield row
        *full, row = _cut(word, room, size, bold=bold)
        yield from full
    if row:
        yield row


def _cut(word: str, room: float, size: int, *, bold: bool) -> Iterator[str]:
    """A word in pieces that fit; most words are one piece."""
    piece = ""
    for sign in word:
        if piece and width(piece + sign, size, bold=bold) > room:
            yield piece
            piece = ""
        piece += sign
    yield piece
