"""Fingerprints of a plan and its book: the same inputs and formulas, the same characters.

They stand in the book's document properties, which Excel and LibreOffice keep. There is no time
in them, so the same plan gives the same book.
"""

from __future__ import annotations

import hashlib
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping

from finsam_xl.addresses import cell_name, quoted_title
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.names import parse_name
from finsam_xl.domain.quantities import INPUTS
from finsam_xl.sheets.draft import BookDraft, NamedCell

_SHOWN = 8
_LEFT_OUT = ("change_", "scenario_chosen")
_MARK = "marks_"
_MARK_BYTES, _MARK_LENGTH = 3, 4
_LONGEST = 240
"""A document property holds 255 characters in Excel; marks never cross from one to the next."""


def fingerprint(inputs: PlanInputs) -> str:
    """The first characters of the SHA-256 of every input that a figure may depend on."""
    digest = inputs_hash(inputs)
    return f"{digest[:4]} {digest[4:_SHOWN]}"


def inputs_hash(inputs: PlanInputs) -> str:
    """The SHA-256 of every input; the change log and the alternative shown are left out."""
    lines = sorted(
        f"{name}={value!r}" for name, value in inputs.values.items()
        if not name.quantity.startswith(_LEFT_OUT)
    )
    return _sha256("\n".join(lines))


def recorded(draft: BookDraft, inputs: PlanInputs) -> dict[str, str]:
    """The properties that record a book: hashes of inputs, formulas and values, and a mark each.

    Formulas are taken with the sheets' keys for their titles, so that a renamed sheet is the same
    sheet; linked input cells are left out, since what they say is the host's.
    """
    formulas, values = _formulas(draft)
    marks = _marks(draft, inputs)
    parts = (marks[start:start + _LONGEST] for start in range(0, len(marks), _LONGEST))
    return {
        "inputs": inputs_hash(inputs), "formulas": _sha256(formulas), "values": _sha256(values),
        **{f"{_MARK}{number:02d}": part for number, part in enumerate(parts, start=1)},
    }


def changed_inputs(
    properties: Mapping[str, str], was: BookDraft, inputs: PlanInputs
) -> tuple[NamedCell, ...] | None:
    """The input cells that hold something else than when the book was last written.

    `properties` are ours without their prefix, `was` is the layout the book was made with. None
    where the book records no marks, or marks of another layout.
    """
    marks = "".join(text for key, text in sorted(properties.items()) if key.startswith(_MARK))
    now = _marks(was, inputs)
    if len(marks) != len(now):
        return None
    return tuple(
        named for number, named in enumerate(_marked(was))
        if marks[number * _MARK_LENGTH:][:_MARK_LENGTH] != now[number * _MARK_LENGTH:][
            :_MARK_LENGTH]
    )


def _marks(draft: BookDraft, inputs: PlanInputs) -> str:
    """Four characters for what stands in each input cell, in the order of the names."""
    values = (inputs.values.get(name) if (name := parse_name(named.name)) else None
              for named in _marked(draft))
    return urlsafe_b64encode(b"".join(
        hashlib.sha256(repr(value).encode()).digest()[:_MARK_BYTES] for value in values)).decode()


def _marked(draft: BookDraft) -> Iterator[NamedCell]:
    return (named for named in draft.names
            if named.kind == "input" and named.quantity in INPUTS
            and not named.quantity.startswith(_LEFT_OUT))


def _formulas(draft: BookDraft) -> tuple[str, str]:
    """Every formula of the draft, and every value of one, a line each."""
    formulas: list[str] = []
    values: list[str] = []
    for sheet in draft.sheets:
        for at, cell in sheet.cells.items():
            if cell.formula is not None and not cell.style.unlocked:
                place = f"{sheet.key} {cell_name(at)}"
                formulas.append(f"{place} {cell.formula}")
                values.append(f"{place} {cell.value!r}")
    keys = {f"{quoted_title(sheet.title)}!": f"{sheet.key}!" for sheet in draft.sheets}
    titles = re.compile("|".join(map(re.escape, sorted(keys, key=len, reverse=True))))
    spelled = titles.sub(lambda found: keys[found[0]], "\n".join(formulas))
    return spelled, "\n".join(values)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
