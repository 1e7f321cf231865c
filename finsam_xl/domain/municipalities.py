"""Sweden's municipalities by SCB's four-digit code, and the refusal of what is none of them.

Codes 9900 to 9999 belong to no municipality; they are kept for made-up associations.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from finsam_xl.errors import InputError

_EXERCISE = range(9900, 10_000)


@lru_cache(maxsize=1)
def municipality_names() -> dict[str, str]:
    """The name of every municipality by its code."""
    text = (files("finsam_xl.domain") / "municipalities.csv").read_text(encoding="utf-8")
    rows = (line.split(";") for line in text.splitlines()[1:])
    return {code: name for code, name in rows}  # noqa: C416 - two columns, and no more


def plain_name(name: str) -> str:
    """A municipality's name to compare by.

    >>> plain_name("Marks kommun"), plain_name("BORÅS")
    ('marks', 'borås')
    """
    return name.casefold().removesuffix(" kommun")


def code_of(name: str) -> str:
    """The code of the municipality that has a name; empty where none of Sweden's has it."""
    wanted = plain_name(name)
    return next((code for code, each in municipality_names().items()
                 if plain_name(each) == wanted), "")


def refuse_unknown_municipality(code: str, name: str, place: str) -> None:
    """Refuse a code that no municipality has, or one that belongs to another name."""
    if int(code) in _EXERCISE:
        return
    known = municipality_names().get(code)
    if known is None:
        raise InputError("municipality_unknown", place=place, code=code, name=name)
    if plain_name(known) != plain_name(name):
        raise InputError("municipality_misnamed", place=place, code=code, name=name, known=known)
