"""Forecasts judged by what happened: scores by hand, intervals as published, and what a fair forecaster scores."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from tracker.progress.forecast.calibration import BIN_SHARES, LEVELS, Claim, Outcome, calibrate, wilson

DAY = date(2026, 1, 1)


def after(days: int) -> date:
    """So many days after the first."""
    return DAY + timedelta(days=days)


def claim(chance: float, by: int = 90, days: tuple[int, ...] = ()) -> Claim:
    """A forecast of the first day; ``days`` are those of the levels in order."""
    return Claim(
        made_on=DAY, by=after(by), chance=chance, days={q: after(d) for q, d in zip(LEVELS, days, strict=False)}
    )


def outcome(finished: int | None = None, known: int = 400) -> Outcome:
    """Finished after so many days, or not."""
    return Outcome(known_on=after(known), finished_on=None if finished is None else after(finished))


def test_the_brier_score_by_hand() -> None:
    found = calibrate([(claim(0.8), outcome(80)), (claim(0.3), outcome(95)), (claim(0.5), outcome())])

    assert found.brier == pytest.approx((0.04 + 0.09 + 0.25) / 3)
    assert (found.n, found.waiting) == (3, 0)
    assert found.base_rate == pytest.approx(1 / 3)
    assert found.brier_of_base_rate == pytest.approx(2 / 9)
    assert not found.judged


def test_a_day_that_has_not_come_is_waited_for() -> None:
    found = calibrate([(claim(0.8), outcome(known=60)), (claim(0.8), outcome(20, known=60))])

    assert (found.n, found.waiting) == (1, 1)
    assert found.brier == pytest.approx(0.04)


def test_nothing_settled_has_no_score() -> None:
    found = calibrate([])

    assert (found.brier, found.base_rate, found.coverage[0].share) == (None, None, None)


def test_the_finish_falls_between_the_days_that_were_given() -> None:
    days = (10, 50, 80, 90)
    finishes = (5, 10, 11, 80, 85, 91, 300)

    found = calibrate([(claim(0.5, days=days), outcome(finish)) for finish in finishes])

    assert found.bins == (2, 1, 1, 1, 2)
    assert [each.hits for each in found.coverage] == [2, 3, 4, 5]
    assert sum(BIN_SHARES) == pytest.approx(1)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"), [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)]
)
def test_the_interval_of_a_share_is_as_published(hits: int, n: int, low: float, high: float) -> None:
    assert wilson(hits, n) == pytest.approx((low, high), abs=5e-5)


def test_a_fair_forecaster_is_covered_as_often_as_it_says() -> None:
    random = np.random.default_rng(5)
    days = tuple(int(np.ceil(-100 * np.log(1 - level))) for level in LEVELS)
    finishes = np.ceil(random.exponential(100, size=4_000)).astype(int)

    found = calibrate([(claim(1 - np.exp(-0.9), days=days), outcome(int(day), 5_000)) for day in finishes])

    assert [each.share for each in found.coverage] == pytest.approx(LEVELS, abs=0.025)
    assert found.brier == pytest.approx(found.brier_of_base_rate, abs=0.002)
    assert [count / 4_000 for count in found.bins] == pytest.approx(BIN_SHARES, abs=0.025)


def test_what_is_not_finished_after_its_last_day_counts_with_the_last() -> None:
    days = (10, 50, 80, 90)

    found = calibrate([(claim(0.5, days=days), outcome(known=90)), (claim(0.5, days=days), outcome(known=89))])

    assert found.bins == (0, 0, 0, 0, 1)
