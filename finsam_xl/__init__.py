"""finsam_xl: a coordination association's financing plan, in Excel and out of it.

The short public list; each name is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from finsam_xl.domain.share_key import municipal_shares
    from finsam_xl.frames import checks_frame, contributions_frame, years_frame
    from finsam_xl.hosting import write_plan
    from finsam_xl.plans import check_plan, compute_plan, read_plan

_HOMES = {
    "municipal_shares": "finsam_xl.domain.share_key",
    "read_plan": "finsam_xl.plans",
    "compute_plan": "finsam_xl.plans",
    "check_plan": "finsam_xl.plans",
    "write_plan": "finsam_xl.hosting",
    "contributions_frame": "finsam_xl.frames",
    "years_frame": "finsam_xl.frames",
    "checks_frame": "finsam_xl.frames",
}

__all__ = [
    "check_plan",
    "checks_frame",
    "compute_plan",
    "contributions_frame",
    "municipal_shares",
    "read_plan",
    "write_plan",
    "years_frame",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(home), name)
