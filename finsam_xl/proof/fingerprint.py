"""The fingerprint of a plan's inputs: the same inputs, the same eight characters."""

from __future__ import annotations

import hashlib

from finsam_xl.domain.inputs import PlanInputs

_SHOWN = 8
_LEFT_OUT = ("change_", "scenario_chosen")


def fingerprint(inputs: PlanInputs) -> str:
    """The first characters of the SHA-256 of every input that a figure may depend on."""
    lines = sorted(
        f"{name}={value!r}" for name, value in inputs.values.items()
        if not name.quantity.startswith(_LEFT_OUT)
    )
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return f"{digest[:4]} {digest[4:_SHOWN]}"
