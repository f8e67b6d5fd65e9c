"""How far the latest readings lie from the baseline."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from scipy import stats

from tests.tracker.analysis.metrics.builders import CALM, floats, places
from tracker.analysis.metrics.change import BeforeAndAfter, change_of
from tracker.progress.numbers import State

AFTER = (8, 9, 7, 8, 9)


def compared(after: tuple[float, ...] = AFTER, *, before: tuple[float, ...] = CALM) -> BeforeAndAfter:
    return BeforeAndAfter(before=floats(before), places=places(len(before)), after=floats(after))


def test_a_difference_has_the_interval_of_a_t_test_where_neighbors_are_not_alike() -> None:
    expected = stats.ttest_ind(AFTER, CALM).confidence_interval(0.95)

    change = change_of(compared(), unit="days", is_ratio_scale=False)

    assert (change.unit, change.n) == ("days", 5)
    assert change.value == pytest.approx(8.2 - 10.5)
    assert change.interval == pytest.approx((expected.low, expected.high))


def test_a_ratio_is_told_in_percent() -> None:
    expected = stats.ttest_ind(np.log(AFTER), np.log(CALM)).confidence_interval(0.95)

    change = change_of(compared(), unit="days", is_ratio_scale=True)

    assert change.unit == "percent"
    assert log(1 + (change.value or 0) / 100) == pytest.approx(np.log(AFTER).mean() - np.log(CALM).mean())
    assert change.interval == pytest.approx((100 * np.expm1(expected.low), 100 * np.expm1(expected.high)))


def test_neighbors_that_are_alike_make_it_wider() -> None:
    ordered = tuple(sorted(CALM))
    plain = change_of(compared(), unit="days", is_ratio_scale=False).interval
    alike = change_of(compared(before=ordered), unit="days", is_ratio_scale=False).interval

    assert plain is not None
    assert alike is not None
    assert alike[1] - alike[0] > 2 * (plain[1] - plain[0])


def test_a_value_of_zero_is_not_told_as_a_ratio() -> None:
    assert change_of(compared((8, 0, 9)), unit="days", is_ratio_scale=True).unit == "days"


@pytest.mark.parametrize(
    ("after", "before"),
    [pytest.param((8.0, 9.0), CALM, id="two readings"), pytest.param((7.0,) * 4, (7.0,) * 12, id="all the same")],
)
def test_it_is_unknown(after: tuple[float, ...], before: tuple[float, ...]) -> None:
    change = change_of(compared(after, before=before), unit="days", is_ratio_scale=False)

    assert (change.state, change.value, change.interval) == (State.INSUFFICIENT_DATA, None, None)
    assert change.reason
