"""What a new plan begins with: an example, another plan, or a year without amounts."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.names import Name
from finsam_xl.domain.plan import FinancingPlan
from finsam_xl.errors import InputError
from finsam_xl.inputs.reading import refuse_other_years
from finsam_xl.inputs.refusals import lacks_something
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


@dataclass(frozen=True, slots=True)
class Beginning:
    """The inputs that a plan begins with, where each stands, and whether it may be incomplete."""

    inputs: PlanInputs
    places: Mapping[Name, str] = field(default_factory=dict)
    unfilled: bool = False

    def plan(self, setting: Setting = ALONE) -> Proven:
        """The plan; one that is yet to be filled in is laid out though it cannot be computed."""
        return draft_plan(self.computed(), setting)

    def computed(self) -> FinancingPlan:
        """The plan before it is laid out."""
        if self.unfilled:
            return recorded_plan(self.inputs)
        return compute_plan(self.inputs, self.places)

    def changed(self, inputs: PlanInputs) -> Beginning:
        """The same beginning with other inputs."""
        return replace(self, inputs=inputs)


def beginning(asked: argparse.Namespace) -> Beginning:
    """What is asked for; of a plan that lacks something nothing is refused yet."""
    source = getattr(asked, "source", None)
    given = [word for word, value in (("--example", asked.example), ("--from", source),
                                      ("--blank", asked.blank)) if value]
    if len(given) > 1:
        raise InputError("usage", place=given[1], what=" ".join(given))
    if asked.year is not None and given and given[0] != "--blank":
        raise InputError("usage", place="--year", what="--blank")
    if asked.example:
        return Beginning(example(asked.example, asked.lang))
    if source:
        read = read_inputs(Path(source))
        return Beginning(in_language(read.inputs, asked.lang), read.places,
                         lacks_something(read.inputs))
    return blank_year(asked.year, asked.lang)


def blank_year(year: int | None, language: str) -> Beginning:
    """A year without amounts: the next one, unless another is given."""
    wanted = datetime.now(tz=UTC).year + 1 if year is None else year
    refuse_other_years(wanted)
    return Beginning(blank(wanted, language), unfilled=True)
