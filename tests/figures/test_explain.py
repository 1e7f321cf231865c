"""An explanation is the recorded calculation, told from the result down to what was typed."""

from __future__ import annotations

import pytest

from finsam_xl.errors import InputError
from finsam_xl.figures.explain import steps, typed_sources
from finsam_xl.figures.figure import typed
from finsam_xl.figures.rules import Rule, half, kronor, plus
from finsam_xl.plans import compute_plan, draft_plan, example, explained
from finsam_xl.texts import LANGUAGES, texts_in


def test_a_figure_is_told_before_what_it_was_made_from_and_only_once() -> None:
    """
    plus            half + half
      half
        kronor
          grant
      half          told before
    """
    grant = typed(8773, "fs_grant_2026")
    each = half(kronor(grant))
    told = [(step.depth, step.told_before) for step in steps(plus(each, half(kronor(grant))))]
    assert told == [(0, False), (1, False), (2, False), (3, False), (1, False), (2, False),
                    (3, True)]


def test_the_sources_of_a_figure_are_the_cells_somebody_typed() -> None:
    first, second = typed(1, "fs_a"), typed(2, "fs_b")
    assert typed_sources(plus(kronor(first), plus(first, second))) == ("fs_a", "fs_b")


def test_a_contribution_is_explained_down_to_grant_and_population() -> None:
    proven = draft_plan(compute_plan(example("sjuharad-2026")))
    text = explained(proven, "fs_contribution_1443_2026")
    assert text.splitlines()[0].endswith("fs_contribution_1443_2026: 187\u00a0170 "
                                         "(ett av två, efter villkor)")
    for source in ("fs_grant_2026: 8\u00a0773 (inmatat)",
                   "fs_population_1443_2025_06_30: 9\u00a0790 (inmatat)",
                   "fs_step_2026: 10 (inmatat)"):
        assert source in text


def test_a_place_and_a_name_tell_the_same() -> None:
    proven = draft_plan(compute_plan(example("ovning")))
    place = next(f"{each.sheet}!L{each.position[0] + 1}" for each in proven.draft.names
                 if each.name == "fs_total_2026")
    assert explained(proven, place, "en") == explained(proven, "fs_total_2026", "en")


def test_what_is_no_figure_is_refused() -> None:
    proven = draft_plan(compute_plan(example("ovning")))
    with pytest.raises(InputError) as refused:
        explained(proven, "Andelar!A1")
    assert refused.value.key == "no_such_figure"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_can_be_told(language: str) -> None:
    from finsam_xl.figures import rules  # noqa: PLC0415

    named = {rule.name for rule in vars(rules).values() if isinstance(rule, Rule)}
    untold = named - set(texts_in(language).tables["rules"])
    assert not untold
