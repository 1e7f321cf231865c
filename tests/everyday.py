"""What of a long list is tried every day; the rest of it is tried before a change lands."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from typing import Any

import pytest


def first(count: int, values: Iterable[Any]) -> list[Any]:
    """The values to parametrize by: the first so many every day, the others when it is thorough."""
    each = iter(values)
    return list(chain(islice(each, count),
                      (pytest.param(one, marks=pytest.mark.thorough) for one in each)))
