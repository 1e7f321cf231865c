"""A total that somebody wrote as one more row of a table: it would count everything twice."""

from __future__ import annotations

import re

from finsam_xl.errors import InputError

_TOTAL = re.compile(
    r"(?:(?:del|total)?summa|s:a|totalt|(?:hela )?riket|sum|(?:sub|grand )?total)[\s:.]*"
    r"|(?:summa|totalt)\s.*", re.IGNORECASE)


def refuse_total_row(name: object, place: str) -> None:
    """Refuse a row that is called as a total is.

    >>> refuse_total_row("Totalförsvar", "Insatser!B6")
    >>> refuse_total_row("Summa:", "Insatser!B6")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    finsam_xl.errors.InputError: Insatser!B6: raden "Summa:" är en summa av de andra. Ta bort ...
    """
    if isinstance(name, str) and _TOTAL.fullmatch(name):
        raise InputError("total_row", place=place, value=name)
