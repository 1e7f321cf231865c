"""A thousand random edits in a row: no drift, no lost edit, no growth of memory."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from finsam_xl.live.hosts import Host
from finsam_xl.live.session import Session

pytestmark = [pytest.mark.office, pytest.mark.thorough]
EXAMPLES = Path(__file__).parent.parent.parent / "workbooks"
EDITS, SETTLED, WHOLE = 1_000, 200, 100
_MOST_GROWTH_KB = 30_000


def _edit(chance: random.Random) -> dict[str, object]:
    """Something a director might type: a grant, a cost, people, a step, an alternative."""
    return chance.choice([
        {"grant_2026": chance.randrange(7_000, 10_000) + chance.choice([0, 0.5, 0.02])},
        {"grant_2027": chance.choice([None, chance.randrange(7_000, 9_600, 2)])},
        {"activity_amount_03_2026": chance.randrange(0, 900_000) / 1000},
        {"activity_amount_02_2028": chance.choice([None, chance.randrange(0, 900)])},
        {"activity_participants_01": chance.randrange(0, 200)},
        {"administration_amount_01_2026": chance.randrange(100, 2_000)},
        {"step_2026": chance.choice([1, 10])},
        {"cost_change_2027": chance.choice([None, 0.02, -0.015])},
        {"equity_opening_2026": chance.choice([None, chance.randrange(0, 9_000)])},
        {"rounding_2026": chance.choice(["Exakt summa", "Rad för rad"])},
        {"scenario_grant_01_2026": chance.choice([None, chance.randrange(3_000, 9_000)])},
        {"scenario_chosen": chance.choice(["Grundplan", "Oförändrat anslag"])},
    ])


def _memory_kb(process: int | str = "self") -> int:
    for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0


def test_a_thousand_edits_leave_no_trace_but_themselves(office: Host, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    shutil.copy(EXAMPLES / "ovning.xlsx", path)
    session = Session(path, office, "sv")
    book, chance = session.book, random.Random(2026)  # noqa: S311 - a seed, no secret
    typed: dict[str, object] = {}
    settled = 0
    for number in range(1, EDITS + 1):
        for name, value in _edit(chance).items():
            title, at = book.names[f"fs_{name}"]
            book.host.sheets[title].range((at[0] + 1, at[1] + 1)).value = value
            typed[f"fs_{name}"] = value
        session.look()
        assert session.looked.fault is None, number
        assert session.looked.differs == (), number
        if number % WHOLE == 0:
            session._seen = {}  # noqa: SLF001 - an edit that changed nothing is looked at too
            session.look()
            assert session.compare_every_cell() == (), number
            standing = book.read(list(typed))
            assert {name: _plain(value) for name, value in standing.items()} == {
                name: _plain(value) for name, value in typed.items()}
        if number == SETTLED:
            settled = _memory_kb()
    assert _memory_kb() - settled < _MOST_GROWTH_KB
    book.host.close()


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, str) else round(float(str(value)), 9)
