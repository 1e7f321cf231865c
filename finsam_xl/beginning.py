"""What a new plan begins with: an example, another plan, or a year without amounts."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.errors import InputError
from finsam_xl.inputs.reading import refuse_other_years
from finsam_xl.plans import (
    Proven,
    blank,
    compute_plan,
    draft_plan,
    example,
    in_language,
    read_inputs,
    recorded_plan,
)
from finsam_xl.sheets.setting import ALONE, Setting


def beginning(asked: argparse.Namespace) -> tuple[PlanInputs, bool]:
    """The inputs asked for, and whether they are without amounts."""
    source = getattr(asked, "source", None)
    given = [word for word, value in (("--example", asked.example), ("--from", source),
                                      ("--blank", asked.blank)) if value]
    if len(given) > 1:
        raise InputError("usage", place=given[1], what=" ".join(given))
    if asked.year is not None and given and given[0] != "--blank":
        raise InputError("usage", place="--year", what="--blank")
    if asked.example:
        return example(asked.example, asked.lang), False
    if source:
        return in_language(read_inputs(Path(source)).inputs, asked.lang), False
    year = datetime.now(tz=UTC).year + 1 if asked.year is None else asked.year
    refuse_other_years(year)
    return blank(year, asked.lang), True


def begun(inputs: PlanInputs, setting: Setting = ALONE, *, is_blank: bool) -> Proven:
    """The plan of what one begins with; a blank one is laid out though it cannot be computed."""
    return draft_plan(recorded_plan(inputs) if is_blank else compute_plan(inputs), setting)
