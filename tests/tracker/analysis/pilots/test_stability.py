"""Signals of the new arm's own chart."""

from __future__ import annotations

import pytest

from tracker.analysis.pilots.stability import limits_of, recent_signal

NIST = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
STEADY: list[float | None] = [10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11]


def test_limits_are_those_of_the_nist_handbook() -> None:
    assert limits_of(NIST) == pytest.approx((50.81, 45.8159), abs=5e-5)


def test_limits_rest_on_twelve_readings_and_a_gap_has_no_range() -> None:
    assert limits_of([*STEADY, 99, 1]) == limits_of(STEADY)
    assert limits_of([10, None, 40, 41, 40, 41, 40]) == pytest.approx((35.333333, 35.333333 - 3 / 1.128), abs=1e-5)
    assert limits_of(STEADY[:5]) is None


@pytest.mark.parametrize(
    ("later", "higher_is_better", "is_signal"),
    [
        ([5], True, True),
        ([5], False, False),
        ([16], False, True),
        ([5, 10, 11], True, True),
        ([5, 10, 11, 10], True, False),
        ([5, None, None], True, True),
        ([10.2] * 8, True, True),
        ([10.2] * 7, True, False),
        ([10.2] * 8, False, False),
        ([10.2, 10.2, 10.2, 10.2, None, 10.2, 10.2, 10.2, 10.2], True, False),
    ],
    ids=[
        "below",
        "below is good",
        "above is bad",
        "two periods ago",
        "three periods ago",
        "missing periods count",
        "eight on one side",
        "seven on one side",
        "eight on the good side",
        "a gap breaks a run",
    ],
)
def test_a_recent_bad_signal(later: list[float | None], higher_is_better: bool, is_signal: bool) -> None:
    # The twelfth reading is above the center and breaks any run below it.
    values = [*STEADY, 10.6, *later] if higher_is_better else [*STEADY, 10.4, *later]

    assert recent_signal(values, higher_is_better=higher_is_better) is is_signal
