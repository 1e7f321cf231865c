"""One fault planted in clean tables is found by its rule, in its cell."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from finsam_xl.addresses import cell_name
from tests.reviewing.clean import clean
from tests.reviewing.looking import KINDS, findings_of, graver
from tests.reviewing.planted import FAULTS, Fault
from tests.reviewing.planting import Planted


def found(planted: Planted, kind: str, folder: Path) -> bool:
    """Whether the fault is among the findings, where it was planted.

    Too few numbers between single spaces may be read as others; their row is told all the same.
    """
    unclear = kind == "narrow" and planted.rule in ("amount_missing", "text_as_amount")
    return any((unclear or each.id == planted.rule) and stands(planted, each.place, kind)
               and planted.said in f"{each.place}: {each.message} {each.cure}"
               for each in graver(findings_of(planted.tables, kind, folder)))


def stands(planted: Planted, place: str, kind: str) -> bool:
    """Whether a place is that of the planted cell, or of its row."""
    if planted.row is None:
        return True
    if kind in ("pasted", "narrow"):
        return place == f"plan.txt:{2 * planted.row + 1}"
    cell = place.replace("!", " ").rpartition(" ")[2]
    if planted.column is None:
        return cell.lstrip("ABCDEFGH") == str(planted.row + 1)
    return cell == cell_name((planted.row, planted.column))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_planted_fault_is_found_in_its_cell(tmp_path: Path, fault: Fault) -> None:
    for seed in range(2):
        look(tmp_path, fault, seed, KINDS[seed])


def look(folder: Path, fault: Fault, seed: int, kind: str) -> None:
    """Plant a fault in a seed's tables and look for it."""
    planted = fault(clean(seed), random.Random(f"{seed} {kind}"))  # noqa: S311 - not a secret
    assert found(planted, kind, folder), (seed, kind, planted.rule)


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_planted_faults_are_found_each_in_its_cell_in_every_kind_of_file(
    tmp_path: Path, fault: Fault, kind: str
) -> None:
    for seed in range(10):
        look(tmp_path, fault, seed, kind)
