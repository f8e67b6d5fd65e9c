"""Limits as published, and where there are none."""

from __future__ import annotations

import pytest

from tests.tracker.analysis.metrics.builders import NIST, floats, places
from tracker.analysis.metrics.control_limits import limits_of, moving_ranges
from tracker.analysis.metrics.results import LimitStanding


def test_the_flow_rates_of_the_handbook() -> None:
    """NIST e-Handbook 6.3.2.2, with d2 = 1.128."""
    limits = limits_of(floats(NIST), places(10))

    assert limits is not None
    assert [limits.center, limits.mean_range] == pytest.approx([50.81, 1.877778], abs=5e-7)
    assert [limits.lower, limits.upper] == pytest.approx([45.8159, 55.8041], abs=5e-5)
    assert limits.range_upper == pytest.approx(3.267 * 16.9 / 9)


def test_the_moving_ranges_of_the_handbook() -> None:
    expected = [2.0, 2.3, 1.4, 3.5, 3.4, 1.4, 0.2, 1.2, 1.5]

    assert moving_ranges(floats(NIST), places(10)) == pytest.approx(expected)


def test_no_range_across_a_missing_period() -> None:
    limits = limits_of(floats(NIST), places(10, skip={4: 1}))

    assert limits is not None
    assert (limits.n, limits.ranges) == (10, 8)
    assert limits.mean_range == pytest.approx((16.9 - 3.4) / 8)
    assert limits.center == pytest.approx(50.81)


@pytest.mark.parametrize(
    ("readings", "standing"),
    [(6, LimitStanding.PROVISIONAL), (11, LimitStanding.PROVISIONAL), (12, LimitStanding.FIRM)],
)
def test_limits_are_firm_from_twelve_readings(readings: int, standing: LimitStanding) -> None:
    limits = limits_of(floats([10, 12] * 6)[:readings], places(readings))

    assert limits is not None
    assert limits.standing is standing


@pytest.mark.parametrize(
    ("values", "skip"),
    [
        pytest.param([10, 12, 9, 11, 10], {}, id="five readings"),
        pytest.param([7] * 12, {}, id="all the same"),
        pytest.param([10, 12, 9, 11, 10, 12], dict.fromkeys(range(6), 1), id="no neighbors"),
    ],
)
def test_where_there_are_no_limits(values: list[float], skip: dict[int, int]) -> None:
    assert limits_of(floats(values), places(len(values), skip=skip)) is None
