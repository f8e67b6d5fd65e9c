"""Sums of waits of which nobody knows when they end."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.latency.random_phase import RandomWaits, exact_share, series_share, share_of_sum

lengths = st.lists(st.integers(1, 91_000).map(lambda each: Fraction(each, 1000)), min_size=1, max_size=6)
shares = st.floats(0.001, 0.999)


@pytest.mark.parametrize(("days", "share"), [(1, 1 / 6), (1.5, 1 / 2), (3, 1.0), (0, 0.0), (-1, 0.0)])
def test_three_waits_of_one_day_are_irwin_and_halls(days: float, share: float) -> None:
    assert share_of_sum(days, [Fraction(1)] * 3) == pytest.approx(share)


@given(lengths, shares)
def test_the_quantile_turns_the_share_around(periods: list[Fraction], share: float) -> None:
    waits = RandomWaits(periods=tuple(periods), fixed=3.0)

    assert waits.share_within(waits.quantile(share)) == pytest.approx(share, abs=1e-7)


@given(lengths, shares)
def test_the_distribution_is_symmetric_around_the_mean(periods: list[Fraction], share: float) -> None:
    waits = RandomWaits(periods=tuple(periods), fixed=0.0)

    assert waits.quantile(share) + waits.quantile(1 - share) == pytest.approx(2 * waits.mean, abs=1e-5)


def test_very_unequal_waits_lose_no_digits() -> None:
    """In floating point the alternating sum of these is noise."""
    periods = (Fraction(91), *[Fraction(1, 100)] * 7)

    assert exact_share(Fraction(91, 2), periods) == pytest.approx((45.5 - 0.035) / 91, abs=1e-12)


@pytest.mark.parametrize("days", [30.0, 45.5, 52.0, 60.0])
def test_the_series_for_many_waits_agrees_with_whole_numbers(days: float) -> None:
    periods = [Fraction(7)] * 8 + [Fraction(14)] * 3 + [Fraction(2)] * 3

    assert series_share(days, periods) == pytest.approx(exact_share(Fraction(days), periods), abs=1e-9)


def test_no_waits_at_all_take_what_the_work_takes() -> None:
    waits = RandomWaits(periods=(), fixed=4.5)

    assert (waits.mean, waits.variance, waits.quantile(0.9), waits.longest) == (4.5, 0.0, 4.5, 4.5)
    assert (waits.share_within(4.4), waits.share_within(4.5)) == (0.0, 1.0)


def test_the_ends_of_the_distribution_are_its_least_and_its_most() -> None:
    waits = RandomWaits(periods=(Fraction(28), Fraction(7)), fixed=11.0)

    assert (waits.quantile(0), waits.quantile(1), waits.share_within(46)) == (11.0, 46.0, 1.0)
