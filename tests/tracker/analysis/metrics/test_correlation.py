"""Neighbors that are alike make limits too narrow, and how much that matters is told."""

from __future__ import annotations

import numpy as np
import pytest

from tests.tracker.analysis.metrics.builders import floats, places
from tracker.analysis.metrics.control_limits import limits_of
from tracker.analysis.metrics.correlation import beyond_chance, correlation_of, false_alarm, lag_one, widening
from tracker.progress.numbers import State


@pytest.mark.parametrize(("phi", "expected"), [(0, 0.0027), (0.3, 0.0121), (0.6, 0.0578)])
def test_false_alarms_as_published(phi: float, expected: float) -> None:
    """METHODS 6.6."""
    assert beyond_chance(phi) == pytest.approx(expected, abs=5e-5)


def test_moving_ranges_shrink_as_the_formula_says() -> None:
    chance = np.random.default_rng(3).standard_normal(100_000)
    phi, row = 0.6, [0.0]
    for each in chance:
        row.append(phi * row[-1] + each * np.sqrt(1 - phi**2))
    values = floats(row)
    limits = limits_of(values, np.arange(len(values)))

    assert limits is not None
    outside = np.mean((values > limits.upper) | (values < limits.lower))
    assert outside == pytest.approx(beyond_chance(phi), rel=0.05)
    assert lag_one(values, np.arange(len(values))) == pytest.approx(phi, abs=0.01)


def test_a_rising_line_is_flagged_and_a_zigzag_is_not() -> None:
    rising, zigzag = correlation_of(floats(range(12)), places(12)), correlation_of(floats([1, 2] * 6), places(12))

    assert (rising.state, zigzag.state) == (State.DEGRADED, State.VALUE)
    assert rising.value == pytest.approx(0.75)
    assert zigzag.value == pytest.approx(-11 / 12)


def test_what_it_does_to_false_alarms_is_told() -> None:
    rising, zigzag = (correlation_of(floats(values), places(12)) for values in (range(12), [1, 2] * 6))

    assert false_alarm(rising).value == pytest.approx(beyond_chance(0.75))
    assert false_alarm(zigzag).value == pytest.approx(0.0027, abs=5e-5)


def test_pairs_across_a_missing_period_do_not_count() -> None:
    values = floats([0, 0, 0, 6, 6, 6])

    assert lag_one(values, places(6)) == pytest.approx(27 / 54)
    assert lag_one(values, places(6, skip={2: 1})) == pytest.approx(36 / 54)


@pytest.mark.parametrize("values", [[1, 2, 1, 2, 1], [7] * 12], ids=["five readings", "all the same"])
def test_it_is_unknown_without_enough(values: list[float]) -> None:
    found = correlation_of(floats(values), places(len(values)))

    assert (found.state, found.value) == (State.INSUFFICIENT_DATA, None)
    assert false_alarm(found).value is None


def test_an_interval_widens_by_the_corrected_correlation() -> None:
    assert widening(0.3, 10) == pytest.approx(np.sqrt((1 + 0.52) / (1 - 0.52)))
    assert widening(-0.9, 10) == 1
    assert widening(0.95, 10) == pytest.approx(np.sqrt(19))
