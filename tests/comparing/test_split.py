"""Why a share is another: the three parts are right, and they add up to the krona."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from finsam_xl.comparing.splitting import Split, YearShares, split, splits
from finsam_xl.domain.inputs import PlanInputs
from finsam_xl.domain.names import Name
from finsam_xl.plans import EXAMPLES, example, recorded_plan
from tests.comparing.pairs import PAIRS, random_pair

if TYPE_CHECKING:
    from tests.conftest import Table


def of(old: PlanInputs, new: PlanInputs) -> tuple[Split, ...]:
    return splits(recorded_plan(old), recorded_plan(new))


def assert_adds_up(found: Split) -> None:
    """For each member and in the sums; and each part is what its division makes it, by hand."""
    before, now, sums = found.before, found.now, found.sums
    for row in (*found.rows, sums):
        assert row.total + row.population + row.rounding == row.change
    assert sums.total == now.total - before.total
    assert sums.population == 0
    assert sums.change == sum(now.charged.values()) - sum(before.charged.values())
    for row in found.rows:
        old, new = (Fraction(each.key.get(row.code, 0), sum(each.key.values()))
                    for each in (before, now))
        assert abs(row.total - (now.total - before.total) * old) < 2
        assert abs(row.population - now.total * (new - old)) < 2


def test_a_decided_grant_moves_every_share_by_the_amount_alone(
    sjuharad_2026: PlanInputs, table: Table
) -> None:
    """
    Kommun      förut      nu         ändring  belopp  folkmängd  avrundning
    Bollebygd   187 170    188 490    1 320    1 323   0          −3
    Borås       2 196 580  2 212 100  15 520   15 524  0          −4
    Herrljunga  181 760    183 040    1 280    1 284   0          −4
    Mark        673 400    678 150    4 750    4 759   0          −9
    Svenljunga  204 080    205 530    1 450    1 442   0          8
    Tranemo     227 370    228 980    1 610    1 607   0          3
    Ulricehamn  477 450    480 830    3 380    3 374   0          6
    Vårgårda    238 690    240 380    1 690    1 687   0          3
    """
    decided = sjuharad_2026.changed({Name("grant", year=2026): 8_835_000})
    found = next(each for each in of(sjuharad_2026, decided) if each.before.year == 2026)
    assert [row.name for row in found.rows] == table.texts("Kommun")
    for head, part in (("förut", "before"), ("nu", "now"), ("ändring", "change"),
                       ("belopp", "total"), ("folkmängd", "population"),
                       ("avrundning", "rounding")):
        assert [getattr(row, part) for row in found.rows] == table.numbers(head), head
    assert_adds_up(found)


def test_people_who_move_change_the_shares_and_not_the_sum(ovning: PlanInputs) -> None:
    moved = ovning.changed({Name("population", "9901", day="2025_06_30"): 41_110,
                            Name("population", "9904", day="2025_06_30"): 6_227})
    found = next(each for each in of(ovning, moved) if each.before.year == 2026)
    assert {row.code: row.total for row in found.rows} == dict.fromkeys(moved.codes, 0)
    assert [row.population for row in found.rows] == [-2695, 0, 0, 2695]
    assert_adds_up(found)


def test_the_whole_share_of_one_that_joined_is_the_population_s(ovning: PlanInputs) -> None:
    fewer = replace(ovning, municipalities=ovning.municipalities[:-1])
    joined = next(each for each in of(fewer, ovning) if each.before.year == 2026).rows[-1]
    left = next(each for each in of(ovning, fewer) if each.before.year == 2026).rows[-1]
    assert (joined.before, joined.now, joined.total, joined.population) == (None, 165_122, 0,
                                                                            165_122)
    assert (left.before, left.now, left.total, left.population) == (165_122, None, 0, -165_122)


def test_an_amount_that_grew_before_a_member_left_is_told_apart() -> None:
    before = YearShares(2026, False, 900, {"1": 600, "2": 300}, {"1": 2, "2": 1})  # noqa: FBT003
    now = YearShares(2026, False, 1200, {"1": 1200}, {"1": 2})  # noqa: FBT003
    stayed, left = split("versions", before, now, {}).rows
    assert (stayed.total, stayed.population, stayed.rounding) == (200, 400, 0)
    assert (left.total, left.population, left.rounding) == (100, -400, 0)


def test_stated_amounts_are_the_key_of_their_year(sjuharad_2026: PlanInputs) -> None:
    year = next(each for each in of(sjuharad_2026, sjuharad_2026) if each.kind == "years")
    assert (year.before.year, year.before.stated, year.now.stated) == (2025, True, False)
    assert year.before.key == year.before.charged
    assert year.sums.change == year.sums.total == -31_000
    assert_adds_up(year)


def test_row_by_row_rounding_leaves_its_rest_in_the_sum(sjuharad_2026: PlanInputs) -> None:
    by_row = sjuharad_2026.changed({Name("rounding", year=2026): "by_row"})
    found = next(each for each in of(sjuharad_2026, by_row) if each.before.year == 2026)
    assert (found.sums.total, found.sums.population) == (0, 0)
    assert found.sums.rounding == found.sums.change == 20
    assert_adds_up(found)


def test_budget_years_that_differ_are_split_as_well() -> None:
    kinds = [(each.kind, each.before.year, each.now.year)
             for each in of(example("sjuharad-2022"), example("sjuharad-2026"))]
    assert kinds == [("years", 2025, 2026), ("budgets", 2022, 2026)]


def test_a_year_whose_people_are_not_known_is_not_split(ovning: PlanInputs) -> None:
    unknown = ovning.changed({Name("population", "9904", day="2025_06_30"): None})
    assert [each.before.year for each in of(ovning, unknown)] == [2025]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_splits_of_an_example_add_up(name: str) -> None:
    inputs = example(name)
    dearer = inputs.changed({each: value + 62_000 for each, value in inputs.values.items()
                             if each.quantity == "grant" and isinstance(value, int)})
    for found in of(inputs, dearer):
        assert_adds_up(found)


def test_ten_random_pairs_add_up() -> None:
    assert sum(map(adding_up, range(10))) > 10


@pytest.mark.thorough
def test_two_hundred_random_pairs_add_up() -> None:
    assert sum(map(adding_up, range(PAIRS))) > PAIRS


def adding_up(seed: int) -> int:
    """How many splits of a random pair were looked at."""
    found = of(*random_pair(seed))
    for each in found:
        assert_adds_up(each)
    return len(found)
