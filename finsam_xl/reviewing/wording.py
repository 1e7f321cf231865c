"""A finding with its sentences, and amounts and shares as a reader of the language writes them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from finsam_xl.findings.finding import Finding
from finsam_xl.plans import grouped
from finsam_xl.reviewing.amounts import TKR
from finsam_xl.texts import Texts

RULES = (
    "headers_off_a_year", "member_missing", "member_twice", "member_unknown", "amount_missing",
    "text_as_amount", "unit_slip", "sum_differs", "residual", "parts_not_equal", "share_differs",
    "older_key", "off_key", "overhead_differs", "difference_does_not_follow", "external_money",
    "key_unknown", "totals_right",
)
"""What a review looks for, in the order of a table read from its top."""

_DECIMALS = 3


def said(texts: Texts, key: str, **facts: object) -> str:
    """A sentence of the review."""
    return texts.tables["review"][key].format(**facts)


def found(
    texts: Texts, key: str, severity: str, place: str, *, way: str = "",
    expected: Fraction | str | None = None, actual: Fraction | str | None = None,
    **facts: Any,  # noqa: ANN401 - what fills the sentences in
) -> Finding:
    """A finding; `way` is the key of its sentences where a rule has several."""
    spoken = way or key
    return Finding(
        id=key, severity=severity, place=place,
        message=said(texts, f"{spoken}_message", **facts),
        cure=said(texts, f"{spoken}_cure", **facts),
        expected=_plain(expected), actual=_plain(actual))


def _plain(value: Fraction | str | None) -> int | str | None:
    """An amount for programs: whole kronor."""
    return round(value) if isinstance(value, Fraction) else value


def rules_in(texts: Texts) -> dict[str, str]:
    """What every rule is, by its key."""
    return {key: said(texts, f"{key}_rule") for key in RULES}


def number(amount: Fraction, texts: Texts, decimals: int = _DECIMALS) -> str:
    """A number with as many decimals as it needs, at most so many."""
    scaled = (2 * abs(amount) * 10**decimals + 1) // 2
    whole, rest = divmod(int(scaled), 10**decimals)
    tail = f"{rest:0{decimals}d}".rstrip("0") if rest else ""
    sign = "\u2212" if amount < 0 and scaled else ""
    return f"{sign}{grouped(whole)}{texts.explain('decimal_mark') + tail if tail else ''}"


def money(kronor: Fraction, unit: str, texts: Texts) -> str:
    """An amount in the unit that its table is written in, without the unit."""
    return number(kronor if unit == "kr" else kronor / TKR, texts)


def listed(things: Sequence[str], texts: Texts) -> str:
    """Several things as one phrase: "a, b och c"."""
    if len(things) < 2:  # noqa: PLR2004 - one thing needs no "and"
        return "".join(things)
    return f"{', '.join(things[:-1])} {said(texts, 'and')} {things[-1]}"


def share(ratio: Fraction, decimals: int, texts: Texts) -> str:
    """A share with exactly so many decimals."""
    whole, rest = divmod(int((2 * ratio * 10**decimals + 1) // 2), 10**decimals)
    return f"{whole}{texts.explain('decimal_mark')}{rest:0{decimals}d}" if decimals else str(whole)
