"""What every input quantity is: its kind decides how it is read, stored, checked and shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """How the content of an input cell is to be understood."""

    TKR = "tkr"
    PEOPLE = "people"
    COUNT = "count"
    PERCENT = "percent"
    SHARE = "share"
    STEP = "step"
    YEAR = "year"
    DATE = "date"
    CODE = "code"
    CHOICE = "choice"
    TEXT = "text"
    LIVE = "live"


NUMBERS = frozenset({Kind.TKR, Kind.PEOPLE, Kind.COUNT, Kind.PERCENT, Kind.SHARE})
"""What may be typed anew without moving or renaming any cell."""

SHAPING = frozenset({"population_date", "ceiling_income", "exact_limit", "required_date",
                     "printed_participants"})
"""What formulas may follow beside the form: which dates and steps there are, and limits of law."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An input's kind and, for a choice, the words it is chosen among."""

    kind: Kind
    choices: tuple[str, ...] = ()


CERTAINTY = ("decided", "preliminary", "assumption", "example")
BASIS = ("computed", "stated")
FOLLOWS = ("equal", "at_least")
ROUNDING = ("exact", "by_row")
ACTIVITY_KINDS = ("individual", "structural")
FUNDING = ("own_funds", "external_funds")
YES_NO = ("yes", "no")
STEPS = (1, 10, 100, 1000)

_TEXTS = (
    "association_name organisation_number region_name joint_name decision_paragraph signature "
    "plan_note deficit_motive ceiling_source municipality_name municipality_comment "
    "population_source activity_name activity_category activity_host activity_beneficiary "
    "activity_comment administration_name administration_comment scenario_chosen scenario_name "
    "scenario_reason change_author change_what change_why"
)
_LIVE = (
    "command command_target command_reason command_signature command_answer live_stamp "
    "live_sentence live_explanation"
)
_AMOUNTS = (
    "grant region_stated municipalities_stated equity_floor equity_opening ceiling_income "
    "ceiling_equity exact_limit stated printed printed_total printed_costs printed_overhead "
    "printed_result activity_amount administration_amount scenario_grant "
    "scenario_activity_amount scenario_administration_amount"
)
_DATES = (
    "decision_date reference_date required_date ceiling_date population_date "
    "population_published change_date"
)
_NOTED = (
    "grant region_stated municipalities_stated equity_floor equity_opening step reference_date "
    "cost_change grant_rise_limit region_follows municipalities_follow rounding basis "
    "deficit_motive exact_limit"
)

QUANTITIES: dict[str, Quantity] = {
    **{name: Quantity(Kind.TEXT) for name in _TEXTS.split()},
    **{name: Quantity(Kind.LIVE) for name in _LIVE.split()},
    **{name: Quantity(Kind.TKR) for name in _AMOUNTS.split()},
    **{name: Quantity(Kind.DATE) for name in _DATES.split()},
    **{name: Quantity(Kind.PERCENT) for name in ("cost_change", "grant_rise_limit",
                                                 "ceiling_percent", "scenario_cost_change")},
    "budget_year": Quantity(Kind.YEAR),
    "step": Quantity(Kind.STEP),
    "printed_share": Quantity(Kind.SHARE),
    "printed_participants": Quantity(Kind.COUNT),
    "municipality_code": Quantity(Kind.CODE),
    "population": Quantity(Kind.PEOPLE),
    "activity_participants": Quantity(Kind.COUNT),
    "activity_weight": Quantity(Kind.COUNT),
    "scenario_activity_participants": Quantity(Kind.COUNT),
    "decision_status": Quantity(Kind.CHOICE, ("preliminary", "decided")),
    "basis": Quantity(Kind.CHOICE, BASIS),
    "region_follows": Quantity(Kind.CHOICE, FOLLOWS),
    "municipalities_follow": Quantity(Kind.CHOICE, FOLLOWS),
    "rounding": Quantity(Kind.CHOICE, ROUNDING),
    "activity_kind": Quantity(Kind.CHOICE, ACTIVITY_KINDS),
    "activity_base": Quantity(Kind.CHOICE, YES_NO),
    "activity_funding": Quantity(Kind.CHOICE, FUNDING),
    **{f"{name}_{about}": Quantity(kind, choices)
       for name in _NOTED.split()
       for about, kind, choices in (("date", Kind.DATE, ()), ("status", Kind.CHOICE, CERTAINTY),
                                    ("source", Kind.TEXT, ()), ("comment", Kind.TEXT, ()))},
}
"""Every input quantity by its name."""

INPUTS = frozenset(name for name, quantity in QUANTITIES.items() if quantity.kind is not Kind.LIVE)
"""What is read as an input; the rest is what `live` and its commands write, and `plan` empties."""

FIGURES = frozenset((
    "contribution", "municipalities_total", "state_total", "total", "activities", "overhead",
    "costs", "result", "equity_opening", "equity_closing", "equity_room", "needed_opening",
    "balancing_grant", "fitting_costs", "equity_ceiling", "base_offer", "individual_people",
    "structural_people", "participants", "places", "master_check", "warnings", "live_now",
    "about_purpose", "about_author", "about_version", "about_layout", "about_fingerprint",
    "about_form",
))
"""Every figure that has a defined name in a book, by its quantity."""
