"""The pace forecast: the reference vectors of METHODS 1.4 (i), its identities, and how well it covers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.progress.test_earned_schedule import VECTOR_A
from tracker.progress.forecast.pace import (
    PaceModel,
    PacePrior,
    chance_by_blocks,
    likely_duration_interval,
    pace_model,
)

SCHEDULE_A = (0.0, *(row[2] for row in VECTOR_A))
BY_HAND = (1.0, 0.8, 0.6, 0.8, 1.0, 0.6)
paces = st.lists(st.floats(0.05, 3), min_size=5, max_size=18).filter(lambda each: float(np.std(each)) > 0.01)


def after(periods: int) -> PaceModel:
    """The late-finish project of vector A after so many periods; PD is 12."""
    increments = [later - earlier for earlier, later in pairwise(SCHEDULE_A[: periods + 1])]
    schedule = SCHEDULE_A[periods]
    return pace_model(increments, mean=schedule / periods, remaining=12 - schedule, prior=None)


def by_hand(prior: PacePrior | None = None) -> PaceModel:
    """Six periods that earned 4.8 of 13."""
    return pace_model(BY_HAND, mean=0.8, remaining=8.2, prior=prior)


@pytest.mark.parametrize(
    ("periods", "horizon", "chance"),
    [(8, 12, 0.0003), (8, 13, 0.2445), (8, 14, 0.9911), (8, 15, 0.9998), (10, 13, 0.0084), (10, 14, 0.3632),
     (10, 15, 0.9147)],
)  # fmt: skip
def test_vector_a_has_the_published_chances(periods: int, horizon: int, chance: float) -> None:
    assert after(periods).chance_by(horizon - periods) == pytest.approx(chance, abs=5e-5)


def test_vector_a_has_the_published_ingredients() -> None:
    early, late = after(8), after(10)

    assert early.mean == pytest.approx(0.910985, abs=1e-6)
    assert early.sd == pytest.approx(0.07553, abs=1e-5)
    assert early.remaining == pytest.approx(4.712121, abs=1e-6)
    assert late.sd == pytest.approx(0.17162, abs=1e-5)


def test_the_vector_by_hand() -> None:
    model = by_hand()

    assert model.sd == pytest.approx(0.1788854, abs=1e-7)
    assert model.chance_by(7) == pytest.approx(0.00677, abs=1e-5)
    assert model.chance_by(11) == pytest.approx(0.71292, abs=1e-5)
    assert [6 + (model.periods_until(q) or 0) for q in (0.5, 0.8, 0.9)] == pytest.approx(
        [16.25, 17.4353, 18.2668], abs=1e-4
    )


def test_the_interval_of_the_mean_pace_is_not_a_prediction() -> None:
    increments = [later - earlier for earlier, later in pairwise(SCHEDULE_A[:9])]

    interval = likely_duration_interval(
        increments, performance=SCHEDULE_A[8] / 8, duration=12, schedule=SCHEDULE_A[8], confidence=0.9
    )

    assert interval == pytest.approx((12.716, 13.646), abs=1e-3)


def test_a_period_without_earning_has_no_interval_of_the_mean_pace() -> None:
    assert likely_duration_interval([1, 0, 1], performance=0.7, duration=9, schedule=2, confidence=0.9) is None


@given(paces, st.floats(0.5, 30), st.floats(0.02, 0.98))
def test_the_quantile_is_the_inverse_of_the_chance(increments: list[float], remaining: float, chance: float) -> None:
    model = pace_model(increments, mean=float(np.mean(increments)), remaining=remaining, prior=None)
    periods = model.periods_until(chance)

    if periods is None:
        assert model.chance_by(1e9) < chance + 1e-6
    else:
        assert model.chance_by(periods) == pytest.approx(chance, abs=1e-6)


@given(paces, st.floats(0.5, 30))
def test_the_median_finish_is_the_henderson_estimate(increments: list[float], remaining: float) -> None:
    mean = float(np.mean(increments))
    model = pace_model(increments, mean=mean, remaining=remaining, prior=None)

    assert model.periods_until(0.5) == pytest.approx(remaining / mean, rel=1e-9)


@given(paces, st.floats(0.5, 30), st.lists(st.floats(0, 60), min_size=2, max_size=8))
def test_a_later_horizon_is_never_less_likely(increments: list[float], remaining: float, horizons: list[float]) -> None:
    model = pace_model(increments, mean=float(np.mean(increments)), remaining=remaining, prior=None)
    chances = [model.chance_by(each) for each in sorted(horizons)]

    assert all(later >= earlier - 1e-12 for earlier, later in pairwise(chances))


def test_periods_that_are_all_alike_are_degenerate() -> None:
    model = pace_model([0.5] * 6, mean=0.5, remaining=2, prior=None)

    assert model.degenerate
    assert [model.chance_by(each) for each in (3.9, 4)] == [0.0, 1.0]
    assert model.periods_until(0.9) == pytest.approx(4)


def test_nothing_earned_never_ends() -> None:
    model = pace_model([0.0] * 6, mean=0.0, remaining=4, prior=None)

    assert model.chance_by(100) == 0
    assert model.periods_until(0.5) is None


def test_no_time_is_left_for_what_remains() -> None:
    assert by_hand().chance_by(0) == by_hand().chance_by(-3) == 0


def test_a_prior_of_no_weight_changes_nothing_but_the_freedom() -> None:
    weak = by_hand(PacePrior(mean=5, sd=5, mean_weight=1e-9, sd_weight=1e-9))

    assert weak.mean == pytest.approx(0.8)
    assert weak.sd == pytest.approx(0.1788854 * (5 / 6) ** 0.5, abs=1e-6)


def test_a_prior_draws_the_mean_to_that_of_past_programs() -> None:
    model = by_hand(PacePrior(mean=0.9, sd=0.2, mean_weight=6, sd_weight=4))

    assert model.mean == pytest.approx(0.85)
    assert (model.weight, model.freedom) == (12, 10)
    assert model.sd == pytest.approx(((4 * 0.04 + 5 * 0.032 + 36 * 0.01 / 12) / 10) ** 0.5)


def test_blocks_agree_with_a_plain_sum() -> None:
    never = chance_by_blocks([0.5] * 8, remaining=2, periods=3.9, seed=1)
    always = chance_by_blocks([0.5] * 8, remaining=2, periods=4, seed=1)

    assert (never, always) == (0.0, 1.0)
    assert chance_by_blocks(BY_HAND, remaining=8.2, periods=11, seed=1) == pytest.approx(0.85, abs=0.15)


def test_eighty_percent_intervals_cover_eighty_percent() -> None:
    random = np.random.default_rng(11)
    past = random.gamma(4, 0.25, size=(4_000, 6))
    coming = random.gamma(4, 0.25, size=(4_000, 8)).sum(axis=1)

    inside = 0
    for increments, total in zip(past, coming, strict=True):
        model = pace_model(increments, mean=float(increments.mean()), remaining=float(total), prior=None)
        inside += 0.1 <= model.chance_by(8) <= 0.9

    assert inside / 4_000 == pytest.approx(0.80, abs=0.025)
