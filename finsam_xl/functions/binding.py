"""How a function becomes one of Excel's: its words, its way of answering, its registration.

On Windows xlwings' open core registers it; elsewhere xlwings' decorators change nothing,
and in a browser there is no xlwings.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import cast

from finsam_xl.errors import FinsamError
from finsam_xl.texts import texts_in

Answer = float | str | list[list[float | None]] | None
"""What a cell, or a block of cells, is given."""

Function = Callable[..., Answer]

ARGUMENTS = ("amount", "people", "step", "parts", "row", "municipality", "table", "day")
"""What functions are given; each has a name and an explanation in the texts of each language."""

_START = "#FINSAM: "


def in_excel(language: str, about: str) -> Callable[[Function], Function]:
    """Let a function answer in a cell: with a value, or with a sentence that begins `#FINSAM:`.

    Arguments arrive as blocks of rows, with Excel's error values as texts. xlwings would take a
    Python type for the name of a converter, so the types are kept from it.
    """
    words = texts_in(language).tables["functions"]

    def bind(function: Function) -> Function:
        @functools.wraps(function)
        def answer(*arguments: object) -> Answer:
            try:
                return function(*arguments)
            except FinsamError as refused:
                return f"{_START}{refused.sentence(language)}"
            except Exception as fault:  # noqa: BLE001 - the last resort, which must be loud
                what = f"{type(fault).__name__}: {fault}"
                return f"{_START}{words['internal'].format(what=what)}"

        answer.__doc__ = words[f"{about}_about"]
        answer.__annotations__ = {}
        if find_spec("xlwings") is None:
            return cast("Function", answer)
        import xlwings  # noqa: PLC0415 - a browser has none, and registers its functions itself

        bound = answer
        for name in inspect.signature(function).parameters:
            bound = xlwings.arg(name, ndim=2, err_to_str=True, doc=_explained(name, words))(bound)
        return cast("Function", xlwings.func(category="Finsam")(bound))

    return bind


def _explained(name: str, words: Mapping[str, str]) -> str:
    return next(words[f"{each}_is"] for each in ARGUMENTS if words[each] == name)
