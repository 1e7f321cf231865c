"""The share key: an amount divided by population in whole steps, the sum always exact.

Source: the plan's section 6 (population at 30 June of the year before); the largest remainder
rule, ties to the larger population and then to the lower municipality code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from finsam_xl.errors import InputError
from finsam_xl.figures.figure import Figure
from finsam_xl.figures.rules import (
    all_of,
    at_most,
    half_up,
    minus,
    one_if,
    places,
    plus,
    remainder,
    sign_of,
    size_of,
    times,
    total,
    whole_part,
)

N = TypeVar("N", int, Figure)
Key = TypeVar("Key", str, Figure)

EXACT_LIMIT = 10**11
"""Kronor; above it a spreadsheet's products may no longer be exact (parameters.toml)."""


@dataclass(frozen=True, slots=True)
class Division(Generic[N]):
    """An amount divided by population, every step of it open to the eye.

    Amounts in whole kronor, `steps` and `left` in rounding steps, the rest in people x steps.
    """

    amount: N
    step: N
    people: tuple[N, ...]
    everyone: N
    sign: N
    steps: N
    odd: N
    each: N
    over: N
    products: tuple[N, ...]
    whole: tuple[N, ...]
    rest: tuple[N, ...]
    left: N
    place: tuple[N, ...]
    exact: tuple[N, ...]
    by_row: tuple[N, ...]


def divide_by_population(
    amount: N, step: N, people: tuple[N, ...], codes: tuple[Key, ...]
) -> Division[N]:
    """Divide an amount by population, largest remainder in whole steps.

    A negative amount is divided as its size and given its sign back. Kronor that do not fill
    a step go to the first in the order; whoever calls from Python refuses them before.
    """
    sign, size, everyone = sign_of(amount), size_of(amount), all_of(people)
    steps, odd = whole_part(size, step), remainder(size, step)
    each, over = whole_part(steps, everyone), remainder(steps, everyone)
    products = tuple(times(over, many) for many in people)
    whole = tuple(
        plus(times(each, many), whole_part(product, everyone))
        for many, product in zip(people, products, strict=True)
    )
    rest = tuple(remainder(product, everyone) for product in products)
    left = minus(steps, total(whole))
    place = places(rest, people, codes)
    exact = tuple(
        times(
            sign,
            plus(times(plus(own, one_if(at_most(rank, left))), step),
                 times(one_if(at_most(rank, 1)), odd)),
        )
        for own, rank in zip(whole, place, strict=True)
    )
    by_row = tuple(
        times(times(sign, step), plus(times(each, many), half_up(product, everyone)))
        for many, product in zip(people, products, strict=True)
    )
    return Division(
        amount=amount, step=step, people=people, everyone=everyone, sign=sign, steps=steps,
        odd=odd, each=each, over=over, products=products, whole=whole, rest=rest, left=left,
        place=place, exact=exact, by_row=by_row,
    )


def municipal_shares(
    amount_kr: int, population: Mapping[str, int], *, step: int = 1
) -> dict[str, int]:
    """Divide an amount among municipalities by population, so that it sums exactly.

    `amount_kr` and the result are whole kronor, `population` maps four-digit codes to people,
    `step` is the rounding step in kronor. Largest remainder; ties to the larger population,
    then to the lower code. Refuses with InputError an amount that is not a whole number of
    steps, a negative count, nobody at all, and numbers that are not whole.

    >>> municipal_shares(100, {"1443": 1, "1490": 1, "1466": 1})
    {'1443': 34, '1490': 33, '1466': 33}
    """
    _refuse_unfit(amount_kr, population, step)
    codes, people = tuple(population), tuple(population.values())
    division = divide_by_population(amount_kr, step, people, codes)
    return dict(zip(codes, division.exact, strict=True))


def _refuse_unfit(amount_kr: int, population: Mapping[str, int], step: int) -> None:
    for place, number in (("amount_kr", amount_kr), ("step", step), *population.items()):
        if type(number) is not int:
            raise InputError("not_whole", place=place, value=repr(number))
    if step < 1:
        raise InputError("not_a_step", place="step", value=step)
    if amount_kr % step:
        raise InputError("not_whole_steps", place="amount_kr", value=amount_kr, step=step)
    if abs(amount_kr) > EXACT_LIMIT:
        raise InputError("beyond_exact", place="amount_kr", value=amount_kr, limit=EXACT_LIMIT)
    for code, people in population.items():
        if people < 0:
            raise InputError("negative_people", place=code, value=people)
    if sum(population.values()) == 0:
        raise InputError("nobody", place="population")
