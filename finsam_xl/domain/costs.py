"""What the money is for: activities and administration, line by line and summed.

Source: the plan's sections 4 to 6. External project money is no cost of the association's own;
hosting (who runs it) and benefit (for whom) are summed apart.
"""

from __future__ import annotations

from dataclasses import dataclass

from finsam_xl.domain.cells import InputCells
from finsam_xl.domain.names import slot
from finsam_xl.domain.scenario import Levers
from finsam_xl.figures.figure import Figure
from finsam_xl.figures.rules import (
    both,
    choose,
    equal,
    given,
    increased,
    known,
    opposite,
    people_for,
    people_for_both,
    plus,
    times,
    total,
    total_for,
    total_for_both,
    total_given,
)


@dataclass(frozen=True, slots=True)
class CostLines:
    """The rows of Insatser or Administration, whole kronor; one tuple per year.

    `typed` is what the chosen alternative says of the plan years, `amount` also follows the
    yearly change, `own` is what the association itself pays.
    """

    typed: tuple[tuple[Figure, ...], ...]
    amount: tuple[tuple[Figure, ...], ...]
    own: tuple[tuple[Figure, ...], ...]


@dataclass(frozen=True, slots=True)
class Participants:
    """Planned participants of the budget year: people, and places weighed by capacity."""

    people: tuple[Figure, ...]
    weights: tuple[Figure, ...]
    places: tuple[Figure, ...]
    everyone: Figure
    individual: Figure
    structural: Figure
    base_offer: Figure
    weighed: Figure
    offers: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class YearCosts:
    """One year's costs in whole kronor."""

    hosting: tuple[Figure, ...]
    hosting_joint: Figure
    benefit: tuple[Figure, ...]
    benefit_joint: Figure
    benefit_total: Figure
    structural: Figure
    overhead: Figure
    activities: Figure
    costs: Figure


def _amounts(levers: Levers, quantity: str, room: int, years: tuple[int, ...]) -> tuple[
    tuple[tuple[Figure, ...], ...], tuple[tuple[Figure, ...], ...]
]:
    rows = range(1, room + 1)
    columns = tuple(tuple(levers(quantity, slot(row), year) for row in rows) for year in years)
    amounts = [columns[0]]
    for year, typed in zip(years[1:], columns[1:], strict=True):
        rise = levers("cost_change", year=year)
        amounts.append(
            tuple(
                choose(known(cell), cell, increased(before, rise))
                for cell, before in zip(typed, amounts[-1], strict=True)
            )
        )
    return columns[1:], tuple(amounts)


def activity_lines(cells: InputCells, levers: Levers) -> CostLines:
    """The activities' costs; a row paid by external funds costs the association nothing."""
    inputs, words = cells.inputs, cells.words
    room = inputs.room.activities
    typed, amounts = _amounts(levers, "activity_amount", room, inputs.cost_years)
    paid = tuple(
        both(
            given(cells("activity_name", slot(row))),
            opposite(equal(cells("activity_funding", slot(row)), words["external_funds"])),
        )
        for row in range(1, room + 1)
    )
    own = tuple(
        tuple(choose(ours, amount, 0) for ours, amount in zip(paid, column, strict=True))
        for column in amounts
    )
    return CostLines(typed=typed, amount=amounts, own=own)


def administration_lines(cells: InputCells, levers: Levers) -> CostLines:
    """The overhead's costs: every named row."""
    inputs = cells.inputs
    room = inputs.room.administration
    typed, amounts = _amounts(levers, "administration_amount", room, inputs.cost_years)
    used = [given(cells("administration_name", slot(row))) for row in range(1, room + 1)]
    own = tuple(
        tuple(choose(named, amount, 0) for named, amount in zip(used, column, strict=True))
        for column in amounts
    )
    return CostLines(typed=typed, amount=amounts, own=own)


def planned_people(cells: InputCells, levers: Levers) -> tuple[Figure, ...]:
    """How many are to take part in each activity: as typed, or as alternatives may have it."""
    room = cells.inputs.room.activities
    if not cells.inputs.people_vary:
        return cells.block("activity_participants", room)
    return tuple(levers("activity_participants", slot(row)) for row in range(1, room + 1))


def participants(cells: InputCells, people: tuple[Figure, ...]) -> Participants:
    """Planned participants; a capacity weight (PULS: 2) counts one person as several places.

    `people` are those of each activity, as the run has them.
    """
    inputs, words = cells.inputs, cells.words
    room = inputs.room.activities
    kinds = cells.block("activity_kind", room)
    flags = cells.block("activity_base", room)
    beneficiaries = cells.block("activity_beneficiary", room)
    weights = tuple(
        choose(known(weight), weight, 1) for weight in cells.block("activity_weight", room)
    )
    places = tuple(
        choose(known(count), times(count, weight), 0)
        for count, weight in zip(people, weights, strict=True)
    )
    return Participants(
        people=people,
        weights=weights,
        places=places,
        everyone=total_given(people),
        individual=people_for(kinds, words["individual"], people),
        structural=people_for(kinds, words["structural"], people),
        base_offer=people_for(flags, words["yes"], people),
        weighed=total(places),
        offers=tuple(
            people_for_both(beneficiaries, cells("municipality_name", slot(each.row)), flags,
                            words["yes"], people)
            for each in inputs.municipalities
        ),
    )


def year_costs(
    cells: InputCells, year: int, activities: CostLines, administration: CostLines
) -> YearCosts:
    """One year's costs: by host, by beneficiary, structural, overhead and all together."""
    inputs, words = cells.inputs, cells.words
    place = inputs.cost_years.index(year)
    own = activities.own[place]
    room = inputs.room.activities
    kinds = cells.block("activity_kind", room)
    names = (*(cells("municipality_name", slot(each.row)) for each in inputs.municipalities),
             cells("joint_name"))

    def for_each(side: str) -> tuple[Figure, ...]:
        keys = cells.block(side, room)
        return tuple(
            total_for_both(keys, name, kinds, words["individual"], own) for name in names
        )

    hosting, benefit = for_each("activity_host"), for_each("activity_beneficiary")
    structural = total_for(kinds, words["structural"], own)
    overhead = total(administration.own[place])
    everything = total(own)
    return YearCosts(
        hosting=hosting[:-1], hosting_joint=hosting[-1],
        benefit=benefit[:-1], benefit_joint=benefit[-1],
        benefit_total=plus(total(benefit), structural), structural=structural,
        overhead=overhead, activities=everything, costs=plus(everything, overhead),
    )
