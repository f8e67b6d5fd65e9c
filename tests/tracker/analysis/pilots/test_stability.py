"""Signals of the new arm's own chart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tracker.analysis.pilots.builders import OLD, comparison, periods_of
from tracker.analysis.facts.pilots import ComparisonFact
from tracker.analysis.pilots.stability import first_limits, new_readings, recent_signal

NIST = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
STEADY: list[float | None] = [10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11]


def read(*new: float | None, higher_is_better: bool = True, burn_in: int = 0) -> ComparisonFact:
    """A weekly metric whose new arm was read so; None is missing."""
    periods = periods_of([(OLD, each) for each in new], burn_in=burn_in)
    return comparison(direction="higher" if higher_is_better else "lower", periods=periods)


def signal(*new: float | None, higher_is_better: bool = True) -> bool:
    fact = read(*new, higher_is_better=higher_is_better)
    return recent_signal(fact, fact.periods)


def limits(*new: float | None, burn_in: int = 0) -> tuple[float, float] | None:
    fact = read(*new, burn_in=burn_in)
    found = first_limits(new_readings(fact, fact.periods))
    return None if found is None else (found.center, found.lower)


def test_limits_are_those_of_the_nist_handbook() -> None:
    assert limits(*NIST) == pytest.approx((50.81, 45.8159), abs=5e-5)


def test_limits_rest_on_twelve_readings_and_a_gap_has_no_range() -> None:
    assert limits(*STEADY, 99, 1) == limits(*STEADY)
    assert limits(10, None, 40, 41, 40, 41, 40) == pytest.approx((35.333333, 35.333333 - 3 / 1.128), abs=1e-5)
    assert limits(*STEADY[:5]) is None
    assert limits(99, *STEADY, burn_in=1) == limits(*STEADY)


def test_a_reading_that_is_not_final_leaves_a_gap() -> None:
    fact = read(10, 30, 40, 41, 40, 41, 40)
    second = replace(fact.periods[1], standing="not_final")

    run = new_readings(fact, (fact.periods[0], second, *fact.periods[2:]))

    assert run.values.tolist() == [10, 40, 41, 40, 41, 40]
    assert first_limits(run) == first_limits(new_readings(fact, read(10, None, 40, 41, 40, 41, 40).periods))


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
        ([10.2, 10.2, 10.2, 10.2, None, 10.2, 10.2, 10.2, 10.2], True, True),
        ([10.2, 10.2, 10.2, None, 10.2, None, 10.2, 10.2, 10.2, 10.2], True, False),
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
        "one missing is bridged, as in every chart",
        "two missing break a run",
    ],
)
def test_a_recent_bad_signal(later: list[float | None], higher_is_better: bool, is_signal: bool) -> None:
    # The thirteenth reading is on the good side of the center and breaks any run on the bad one.
    values = [*STEADY, 10.6, *later] if higher_is_better else [*STEADY, 10.4, *later]

    assert signal(*values, higher_is_better=higher_is_better) is is_signal


@pytest.mark.parametrize("higher_is_better", [True, False])
def test_readings_that_are_all_the_same_set_no_limits(higher_is_better: bool) -> None:
    assert signal(*[0.1] * 8, higher_is_better=higher_is_better) is False
    assert signal(*[10] * 12, 10.01, 9.99, higher_is_better=higher_is_better) is False
