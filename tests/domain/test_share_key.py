"""The share key: an amount divided by population in whole steps, the sum always exact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from finsam_xl.domain.municipalities import municipality_names
from finsam_xl.domain.share_key import EXACT_LIMIT, divide_by_population, municipal_shares
from finsam_xl.errors import InputError
from finsam_xl.figures.figure import Figure, typed, typed_text

if TYPE_CHECKING:
    from tests.conftest import Table

SJUHARAD = {
    "1443": 9_790, "1490": 114_895, "1466": 9_507, "1463": 35_223,
    "1465": 10_675, "1452": 11_893, "1491": 24_974, "1442": 12_485,
}
QUARTER_2026 = 4_386_500


# -- by example -------------------------------------------------------------------------------


def test_left_over_kronor_go_to_the_largest_remainders(table: Table) -> None:
    """
    Of 10 kr each gets its whole part; the two kronor left go to Alm (0,90) and Asp (0,60).

    Kommun  Kod   Invånare  Andel, kr
    Alm     9901        29          3
    Asp     9902        26          3
    Björk   9903        45          4
    """
    people = dict(zip(table.texts("Kod"), table.numbers("Invånare"), strict=True))
    assert list(municipal_shares(10, people).values()) == table.numbers("Andel, kr")


def test_the_quarter_of_2026_sums_exactly_by_largest_remainder(table: Table) -> None:
    """
    In steps of 10 kr, by the population of 30 June 2025. The plan prints 204,09 and 477,46.

    Kommun      Kod   Invånare  Andel, tkr
    Bollebygd   1443     9 790      187,17
    Borås       1490   114 895    2 196,58
    Herrljunga  1466     9 507      181,76
    Mark        1463    35 223      673,40
    Svenljunga  1465    10 675      204,08
    Tranemo     1452    11 893      227,37
    Ulricehamn  1491    24 974      477,45
    Vårgårda    1442    12 485      238,69
    """
    people = dict(zip(table.texts("Kod"), table.numbers("Invånare"), strict=True))
    shares = municipal_shares(QUARTER_2026, people, step=10)
    assert list(shares.values()) == table.kronor("Andel, tkr")
    assert sum(shares.values()) == QUARTER_2026
    assert people == SJUHARAD


def test_row_by_row_gives_all_eight_printed_amounts(table: Table) -> None:
    """
    Each row rounded by itself, half up, in steps of 10 kr: the sum is 20 kr too much.

    Kommun      Kod   Tryckt, tkr
    Bollebygd   1443       187,17
    Borås       1490     2 196,58
    Herrljunga  1466       181,76
    Mark        1463       673,40
    Svenljunga  1465       204,09
    Tranemo     1452       227,37
    Ulricehamn  1491       477,46
    Vårgårda    1442       238,69
    """
    people = tuple(SJUHARAD.values())
    division = divide_by_population(QUARTER_2026, 10, people, tuple(SJUHARAD))
    assert list(division.by_row) == table.kronor("Tryckt, tkr")
    assert sum(division.by_row) == QUARTER_2026 + 20


def test_five_million_in_whole_thousands_differs_from_what_the_plan_prints(table: Table) -> None:
    """
    The plan's years 2027 and 2028 were printed by older populations; skillnad = tryckt − andel.

    Kommun      Kod   Andel  Tryckt 2027  Skillnad 2027  Tryckt 2028  Skillnad 2028
    Bollebygd   1443    213          212             −1          212             −1
    Borås       1490  2 504        2 499             −5        2 495             −9
    Herrljunga  1466    207          207              0          207              0
    Mark        1463    768          769              1          772              4
    Svenljunga  1465    233          235              2          237              4
    Tranemo     1452    259          260              1          262              3
    Ulricehamn  1491    544          549              5          547              3
    Vårgårda    1442    272          269             −3          268             −4
    """
    shares = municipal_shares(5_000_000, SJUHARAD, step=1_000)
    assert list(shares) == table.texts("Kod")
    assert list(shares.values()) == table.kronor("Andel")
    for year in ("2027", "2028"):
        printed = zip(table.kronor(f"Tryckt {year}"), shares.values(), strict=True)
        assert [actual - own for actual, own in printed] == table.kronor(f"Skillnad {year}")


def test_every_step_of_the_division_lies_open() -> None:
    """Andelar shows them: product, whole part, remainder, place and what was left over."""
    division = divide_by_population(QUARTER_2026, 10, tuple(SJUHARAD.values()), tuple(SJUHARAD))
    assert (division.everyone, division.steps, division.odd) == (229_442, 438_650, 0)
    assert division.each * division.everyone + division.over == division.steps
    assert sum(division.whole) + division.left == division.steps
    assert sorted(division.place) == list(range(1, 9))
    for people, product, rest in zip(
        division.people, division.products, division.rest, strict=True
    ):
        assert product == division.over * people
        assert rest == (division.steps * people) % division.everyone


def test_a_tie_goes_to_the_larger_population(table: Table) -> None:
    """
    Two kronor: 0,50 and 1,50 leave the same rest, and Ek has more people.

    Kommun  Kod   Invånare  Andel, kr
    Alm     9901         1          0
    Ek      9902         3          2
    """
    people = dict(zip(table.texts("Kod"), table.numbers("Invånare"), strict=True))
    assert list(municipal_shares(2, people).values()) == table.numbers("Andel, kr")


def test_a_tie_in_population_too_goes_to_the_lower_code() -> None:
    assert municipal_shares(100, {"1490": 1, "1466": 1, "1443": 1}) == {
        "1490": 33, "1466": 33, "1443": 34,
    }


def test_a_repayment_is_divided_as_its_size_and_keeps_its_sign() -> None:
    shares = municipal_shares(QUARTER_2026, SJUHARAD, step=10)
    assert municipal_shares(-QUARTER_2026, SJUHARAD, step=10) == {
        code: -amount for code, amount in shares.items()
    }


def test_nothing_is_divided_into_nothing() -> None:
    assert set(municipal_shares(0, SJUHARAD, step=10).values()) == {0}


def test_one_member_takes_it_all() -> None:
    assert municipal_shares(QUARTER_2026, {"1490": 1}) == {"1490": QUARTER_2026}


def test_a_municipality_without_people_pays_nothing() -> None:
    assert municipal_shares(101, {"9901": 0, "9902": 3}) == {"9901": 0, "9902": 101}


def test_more_members_than_kronor_leaves_most_without() -> None:
    shares = municipal_shares(3, dict.fromkeys(municipality_names(), 7))
    assert sum(shares.values()) == 3
    assert [code for code, amount in shares.items() if amount] == sorted(shares)[:3]


def test_all_290_municipalities_share_to_the_krona() -> None:
    people = {code: 2_000 + 37 * int(code) for code in municipality_names()}
    assert len(people) == 290
    shares = municipal_shares(EXACT_LIMIT, people)
    assert sum(shares.values()) == EXACT_LIMIT
    assert shares == by_the_book(EXACT_LIMIT, people, 1)


def test_the_zero_that_begins_stockholms_code_is_kept() -> None:
    assert list(municipal_shares(10, {"0180": 3, "1443": 2})) == ["0180", "1443"]


def test_kronor_that_fill_no_step_go_to_the_first_in_the_order() -> None:
    """Python refuses them; a live sheet places them, while a check says so."""
    division = divide_by_population(107, 10, (1, 2), ("9901", "9902"))
    assert division.odd == 7
    assert division.place == (2, 1)
    assert division.exact == (30, 77)
    assert divide_by_population(-107, 10, (1, 2), ("9901", "9902")).exact == (-30, -77)


# -- properties -------------------------------------------------------------------------------

CODES = st.integers(1, 9_999).map("{:04d}".format)
COUNTS = st.dictionaries(CODES, st.integers(0, 120_000), min_size=1, max_size=40)
PEOPLE = COUNTS.filter(lambda people: sum(people.values()) > 0)
STEPS = st.sampled_from((1, 10, 100, 1000))
WHOLE = st.integers(-10**7, 10**7)


def by_the_book(amount: int, people: Mapping[str, int], step: int) -> dict[str, int]:
    """Largest remainders with exact fractions, as a textbook says it."""
    sign, steps, everyone = (-1 if amount < 0 else 1), abs(amount) // step, sum(people.values())
    quotas = {code: Fraction(steps * many, everyone) for code, many in people.items()}
    order = sorted(people, key=lambda code: (-(quotas[code] % 1), -people[code], code))
    left = steps - sum(int(quota) for quota in quotas.values())
    return {code: sign * step * (int(quotas[code]) + (order.index(code) < left))
            for code in people}


@given(WHOLE, PEOPLE, STEPS)
@example(7, {"0002": 1, "0001": 1}, 1)
def test_shares_are_what_the_textbook_says(steps: int, people: dict[str, int], step: int) -> None:
    shares = municipal_shares(steps * step, people, step=step)
    assert shares == by_the_book(steps * step, people, step)
    assert list(shares) == list(people)


@given(WHOLE, PEOPLE, STEPS)
def test_shares_sum_exactly_in_whole_steps(
    steps: int, people: dict[str, int], step: int
) -> None:
    shares = municipal_shares(steps * step, people, step=step).values()
    assert sum(shares) == steps * step
    assert all(amount % step == 0 for amount in shares)


@given(WHOLE, PEOPLE, STEPS)
def test_nobody_is_further_than_a_step_from_the_quota(
    steps: int, people: dict[str, int], step: int
) -> None:
    everyone = sum(people.values())
    for code, amount in municipal_shares(steps * step, people, step=step).items():
        assert abs(amount - Fraction(steps * step * people[code], everyone)) < step


@given(WHOLE, PEOPLE, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_never_matters(
    amount: int, people: dict[str, int], chance: Any  # noqa: ANN401 - hypothesis' own Random
) -> None:
    rows = list(people.items())
    chance.shuffle(rows)
    assert municipal_shares(amount, dict(rows)) == municipal_shares(amount, people)


@given(WHOLE, PEOPLE, STEPS)
def test_a_negative_amount_is_the_mirror_of_the_positive(
    steps: int, people: dict[str, int], step: int
) -> None:
    shares = municipal_shares(steps * step, people, step=step)
    mirrored = municipal_shares(-steps * step, people, step=step)
    assert mirrored == {code: -amount for code, amount in shares.items()}


@given(st.integers(0, 10**7), PEOPLE)
def test_more_people_never_pay_less(amount: int, people: dict[str, int]) -> None:
    shares = municipal_shares(amount, people)
    by_people = sorted(people, key=lambda code: (people[code], -int(code)))
    assert [shares[code] for code in by_people] == sorted(shares.values())


@given(WHOLE, PEOPLE, STEPS)
def test_a_row_rounded_by_itself_is_half_a_step_from_the_quota_at_most(
    steps: int, people: dict[str, int], step: int
) -> None:
    everyone = sum(people.values())
    division = divide_by_population(
        steps * step, step, tuple(people.values()), tuple(people)
    )
    for many, amount in zip(people.values(), division.by_row, strict=True):
        distance = abs(amount) - Fraction(abs(steps) * step * many, everyone)
        assert -Fraction(step, 2) < distance <= Fraction(step, 2)


@given(WHOLE, PEOPLE, STEPS)
def test_the_recorded_division_has_the_values_of_the_plain_one(
    amount: int, people: dict[str, int], step: int
) -> None:
    plain = divide_by_population(amount, step, tuple(people.values()), tuple(people))
    recorded = divide_by_population(
        typed(amount, "amount"), typed(step, "step"),
        tuple(typed(many, "people") for many in people.values()),
        tuple(typed_text(code, "code") for code in people),
    )
    for field in fields(plain):
        assert _values(getattr(recorded, field.name)) == getattr(plain, field.name)


def _values(found: Figure | tuple[Figure, ...]) -> object:
    return tuple(each.value for each in found) if isinstance(found, tuple) else found.value


# -- refusals ---------------------------------------------------------------------------------

REFUSED: dict[str, tuple[Any, Any, Any, str, str]] = {
    "half a krona": (100.5, SJUHARAD, 1, "not_whole", "amount_kr"),
    "a whole number as a float": (100.0, SJUHARAD, 1, "not_whole", "amount_kr"),
    "a truth for an amount": (True, SJUHARAD, 1, "not_whole", "amount_kr"),
    "a text": ("100", SJUHARAD, 1, "not_whole", "amount_kr"),
    "nothing": (None, SJUHARAD, 1, "not_whole", "amount_kr"),
    "a fraction": (Fraction(100), SJUHARAD, 1, "not_whole", "amount_kr"),
    "people as a float": (100, {"1443": 9_790.0}, 1, "not_whole", "1443"),
    "a truth for people": (100, {"1443": True}, 1, "not_whole", "1443"),
    "negative people": (100, {"1443": -1, "1490": 5}, 1, "negative_people", "1443"),
    "nobody": (100, {"1443": 0, "1490": 0}, 1, "nobody", "population"),
    "no municipality": (100, {}, 1, "nobody", "population"),
    "a step that does not fit": (4_386_505, SJUHARAD, 10, "not_whole_steps", "amount_kr"),
    "a negative amount off its steps": (-105, SJUHARAD, 10, "not_whole_steps", "amount_kr"),
    "a step as a float": (100, SJUHARAD, 10.0, "not_whole", "step"),
    "no step": (100, SJUHARAD, 0, "not_a_step", "step"),
    "a step backwards": (100, SJUHARAD, -10, "not_a_step", "step"),
    "too much to be exact": (EXACT_LIMIT + 1, SJUHARAD, 1, "beyond_exact", "amount_kr"),
    "too little to be exact": (-EXACT_LIMIT - 1, SJUHARAD, 1, "beyond_exact", "amount_kr"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_divided_exactly_is_refused_by_its_place(case: str) -> None:
    amount, people, step, key, place = REFUSED[case]
    with pytest.raises(InputError) as refused:
        municipal_shares(amount, people, step=step)
    assert (refused.value.key, refused.value.place) == (key, place)
    assert refused.value.sentence("sv") != refused.value.sentence("en")
