from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from tracker.analysis.culture.shares import cronbach_alpha, newcombe, wilson

# Newcombe 1998 (Statistics in Medicine 17), single proportions, method 3; the last row is METHODS 8.
WILSON = {
    "81 of 263": (81, 263, 0.95, 0.2553, 0.3662),
    "15 of 148": (15, 148, 0.95, 0.0624, 0.1605),
    "0 of 20": (0, 20, 0.95, 0.0, 0.1611),
    "32 of 40 at 90%": (32, 40, 0.90, 0.67854, 0.88345),
}


@pytest.mark.parametrize(("count", "n", "sure", "low", "high"), WILSON.values(), ids=WILSON)
def test_wilson_gives_the_published_intervals(count: int, n: int, sure: float, low: float, high: float) -> None:
    places = 5e-6 if sure == 0.90 else 5e-5

    assert wilson(count / n, n, sure=sure) == pytest.approx((low, high), abs=places)


@given(n=st.integers(1, 300), part=st.floats(0, 1))
def test_wilson_is_that_of_scipy(n: int, part: float) -> None:
    count = round(part * n)

    found = binomtest(count, n).proportion_ci(confidence_level=0.95, method="wilson")

    assert wilson(count / n, n) == pytest.approx((found.low, found.high), abs=1e-9)


# Newcombe 1998, unpaired differences, method 10: the first share minus the second.
NEWCOMBE = {
    "56 of 70 less 48 of 80": ((48, 80), (56, 70), 0.0524, 0.3339),
    "9 of 10 less 3 of 10": ((3, 10), (9, 10), 0.1705, 0.8090),
    "6 of 7 less 2 of 7": ((2, 7), (6, 7), 0.0582, 0.8062),
    "5 of 56 less 0 of 29": ((0, 29), (5, 56), -0.0381, 0.1926),
    "0 of 10 less 0 of 20": ((0, 20), (0, 10), -0.1611, 0.2775),
    "10 of 10 less 0 of 20": ((0, 20), (10, 10), 0.6791, 1.0),
}


@pytest.mark.parametrize(("then", "now", "low", "high"), NEWCOMBE.values(), ids=NEWCOMBE)
def test_newcombe_gives_the_published_intervals(
    then: tuple[int, int], now: tuple[int, int], low: float, high: float
) -> None:
    shares = [(count / n, n) for count, n in (then, now)]

    assert newcombe(*shares) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 30), st.integers(0, 30))
def test_a_change_turned_round_has_its_interval_turned_round(before: int, after: int) -> None:
    low, high = newcombe((before / 30, 30), (after / 30, 30))

    assert newcombe((after / 30, 30), (before / 30, 30)) == pytest.approx((-high, -low))
    assert low <= (after - before) / 30 <= high


def test_cronbach_alpha_of_the_worked_example() -> None:
    rows = [(4, 5, 4), (3, 3, 4), (5, 5, 5), (2, 3, 2), (4, 4, 5)]

    assert cronbach_alpha(rows) == pytest.approx(0.918367, abs=5e-7)


def test_alpha_is_unknown_when_everybody_adds_up_to_the_same() -> None:
    assert cronbach_alpha([(4, 2), (2, 4), (3, 3)]) is None
    assert cronbach_alpha([(4, 5)]) is None


def test_statements_that_say_the_same_have_an_alpha_of_one() -> None:
    assert cronbach_alpha([(1, 1), (3, 3), (5, 5)]) == pytest.approx(1.0)
