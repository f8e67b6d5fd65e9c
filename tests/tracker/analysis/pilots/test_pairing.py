"""What is a pair, by how much its arms differ, and what losses forbid."""

from __future__ import annotations

from datetime import timedelta
from math import log

import pytest

from tests.tracker.analysis.pilots.builders import MONDAY, WEEK, analyzed, comparison, guardrail, periods_of, pilot
from tracker.analysis.pilots.pairing import differences_of, losses_of
from tracker.analysis.pilots.results import PilotResult


def blocked_by(found: PilotResult) -> list[str]:
    return [each.what for each in found.blocks]


@pytest.mark.parametrize(
    ("direction", "is_ratio_scale", "by"),
    [("higher", False, 10), ("lower", False, -10), ("higher", True, log(1.25)), ("lower", True, -log(1.25))],
)
def test_better_is_above_zero_and_a_ratio_scale_takes_the_logarithm(
    direction: str, is_ratio_scale: bool, by: float
) -> None:
    fact = comparison(direction=direction, is_ratio_scale=is_ratio_scale, periods=periods_of([(40, 50)]))

    assert [each.by for each in differences_of(fact)] == [pytest.approx(by)]


def test_only_final_readings_of_both_arms_after_the_burn_in_are_pairs() -> None:
    fact = comparison(periods=periods_of([(1, 2), (1, None), (None, 2), (None, None), (1, 3)], burn_in=1))
    losses = losses_of(fact, fact.periods)

    assert [(each.number, each.by) for each in differences_of(fact)] == [(5, 2.0)]
    assert (losses.burn_in, losses.counted, losses.pairs, losses.dropped) == (1, 4, 1, 3)
    assert (losses.missing_old, losses.missing_new, losses.not_final) == (2, 2, 0)


def test_zero_has_no_ratio_and_its_period_is_lost() -> None:
    fact = comparison(is_ratio_scale=True, periods=periods_of([(1, 0), (1, 2), (-1, 2)]))
    losses = losses_of(fact, fact.periods)

    assert [each.number for each in differences_of(fact)] == [2]
    assert (losses.pairs, losses.dropped, losses.not_positive) == (1, 2, 2)


def test_one_in_five_may_be_lost_and_not_more() -> None:
    lost_a_fifth = [None, None, 1, 2, 3, 4, 3, 2, 1, 2]

    assert "lost" not in blocked_by(analyzed(pilot(*lost_a_fifth)))
    assert "lost" in blocked_by(analyzed(pilot(*lost_a_fifth[:-1])))


def test_an_arm_may_not_lose_three_more_than_the_other() -> None:
    values = [1, 2, 3, 2, 1, 2, 3, 1, 2, 3, 1, 2]

    assert blocked_by(analyzed(pilot(None, None, *values))) == []
    assert blocked_by(analyzed(pilot(None, None, None, *values))) == ["one_sided"]


def test_what_is_lost_of_a_guardrail_blocks_too_and_names_who_owes_it() -> None:
    values = [1, 2, 3, 2, 1, 2, 3, 1, 2]
    fact = pilot(*values, guardrails=(guardrail(*values[:6], None, None, None),))
    found = analyzed(fact, owed_by={"guard": ("procurement",)})

    assert found.verdict == "blocked"
    assert found.blocks[0].owed_by == ("procurement",)
    assert found.headline.startswith("No verdict is possible now. Expediting: 3 of 9 weeks are incomplete.")


def test_a_definition_that_changed_is_another_series() -> None:
    values = [1, 2, 3, 2, 1, 2, 3, 1, 2]
    changed_on = MONDAY + 4 * WEEK

    assert blocked_by(analyzed(pilot(primary=comparison(*values, redefined_on=changed_on)))) == ["redefined"]
    before = analyzed(pilot(primary=comparison(*values, redefined_on=changed_on)), as_of=changed_on - timedelta(days=1))
    assert blocked_by(before) == []
