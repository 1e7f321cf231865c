"""Printed checks: what a plan printed elsewhere says, held against what is computed.

The difference is the printed figure less the computed; it warns, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from finsam_xl.domain.checks import WARNED, CheckBench, applies
from finsam_xl.domain.funding import YearFunding
from finsam_xl.domain.inputs import PARTIES
from finsam_xl.domain.plan import Calculation
from finsam_xl.figures.figure import Figure
from finsam_xl.figures.rules import in_percent, known, kronor, percent


def printed_years(calculation: Calculation) -> tuple[int, ...]:
    """The years for which printed amounts were typed and may differ from the plan."""
    inputs = calculation.inputs
    return tuple(year for year in inputs.years if str(year) in inputs.form.printed)


def printed_checks(bench: CheckBench) -> None:
    """Every printed share, amount and sum that was typed, against the computed one."""
    calculation = bench.calculation
    cells, inputs = calculation.cells, calculation.inputs
    if "share" in inputs.form.printed:
        for member, whole, amount in _shared(calculation):
            cell = cells("printed_share", member)
            bench.check("printed_share", member=member, unit="percent",
                        expected=in_percent(amount, whole), actual=percent(cell),
                        subject=cell, level=applies(known(cell), WARNED))
    for year in printed_years(calculation):
        for member, amount in _paid(calculation.shown.funding_of(year), inputs.codes):
            cell = cells("printed", member, year)
            bench.check("printed_amount", member=member, year=year, expected=amount,
                        actual=kronor(cell), subject=cell, level=applies(known(cell), WARNED))
    _printed_sums(bench)


def _paid(paid: YearFunding, codes: tuple[str, ...]) -> Iterator[tuple[str, Figure]]:
    yield from zip((*PARTIES, *codes), (*paid.parties, *paid.municipal), strict=True)


def _shared(calculation: Calculation) -> Iterator[tuple[str, Figure, Figure]]:
    inputs = calculation.inputs
    paid = calculation.shown.funding_of(inputs.budget_year)
    for member, amount in _paid(paid, inputs.codes):
        yield member, paid.total if member in PARTIES else paid.municipal_total, amount


def _printed_sums(bench: CheckBench) -> None:
    calculation = bench.calculation
    inputs, run = calculation.inputs, calculation.shown
    for year in inputs.years:
        _printed_sum(bench, "total", year, run.funding_of(year).total)
    for year, spent, equity in zip(inputs.cost_years, run.costs, run.equity, strict=True):
        _printed_sum(bench, "overhead", year, spent.overhead)
        _printed_sum(bench, "costs", year, spent.costs)
        _printed_sum(bench, "result", year, equity.result)
    people = calculation.participants.base_offer
    if f"participants_{inputs.budget_year}" in inputs.form.printed:
        cell = calculation.cells("printed_participants", year=inputs.budget_year)
        bench.check("printed_participants", year=inputs.budget_year, expected=people, actual=cell,
                    subject=cell, level=applies(known(cell), WARNED), unit="people")


def _printed_sum(bench: CheckBench, key: str, year: int, computed: Figure) -> None:
    calculation = bench.calculation
    if f"{key}_{year}" not in calculation.inputs.form.printed:
        return
    cell = calculation.cells(f"printed_{key}", year=year)
    bench.check(f"printed_{key}", year=year, expected=computed, actual=kronor(cell),
                subject=cell, level=applies(known(cell), WARNED))
