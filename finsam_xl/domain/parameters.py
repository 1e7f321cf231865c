"""The numbers of law and plan, from parameters.toml, filled in where a plan does not say."""

from __future__ import annotations

import tomllib
from datetime import date
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files

from finsam_xl.domain.inputs import InputValue, PlanInputs
from finsam_xl.domain.names import Name


@lru_cache(maxsize=1)
def parameters() -> dict[str, dict[str, int]]:
    """The parameter file, read once."""
    text = (files("finsam_xl.domain") / "parameters.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def required_date(budget_year: int) -> date:
    """The population date that the plan prescribes for a budget year.

    >>> required_date(2026)
    datetime.date(2025, 6, 30)
    """
    day = parameters()["reference_date"]
    return date(budget_year - 1, day["month"], day["day"])


def with_parameters(inputs: PlanInputs, base_plan: str) -> PlanInputs:
    """The inputs with what law and plan prescribe, and the default choice where none is made."""
    defaults: dict[Name, InputValue] = {
        Name("grant_rise_limit"): Fraction(
            parameters()["grant_rise_limit"]["hundredths_of_percent"], 10_000),
        Name("scenario_chosen"): base_plan,
        Name("decision_status"): "preliminary",
    }
    for year in inputs.years:
        defaults |= {
            Name("basis", year=year): "computed",
            Name("region_follows", year=year): "equal",
            Name("municipalities_follow", year=year): "equal",
            Name("rounding", year=year): "exact",
            Name("step", year=year): 1,
        }
    fixed: dict[Name, InputValue] = {
        Name("exact_limit"): parameters()["exact_limit"]["kronor"],
        Name("required_date", year=inputs.budget_year): required_date(inputs.budget_year),
    }
    return inputs.changed({**{k: v for k, v in defaults.items() if k not in inputs.values},
                           **fixed})
