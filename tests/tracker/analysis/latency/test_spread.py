"""Mixtures of even spans."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.analysis.latency.spread import Mixture, mixture

spans = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 30), st.integers(1, 5)), min_size=1, max_size=8)


def make_mixture(*groups: tuple[float, float, float]) -> Mixture:
    """Groups as (low, width, weight)."""
    low, width, weight = (np.array(column, dtype=np.float64) for column in zip(*groups, strict=True))
    return mixture(low, low + width, weight)


def test_two_spans_and_a_point() -> None:
    found = make_mixture((0, 10, 2), (20, 10, 1), (5, 0, 1))

    assert found.mean == pytest.approx((2 * 5 + 25 + 5) / 4)
    assert [found.share_within(day) for day in (-1, 4, 5, 10, 25, 30)] == pytest.approx([0, 0.2, 0.5, 0.75, 0.875, 1])
    assert [found.quantile(share) for share in (0.1, 0.3, 0.45, 0.75, 0.875)] == pytest.approx([2, 5, 5, 10, 25])


@given(spans, st.floats(0.01, 0.99))
def test_the_quantile_is_the_first_day_within_which_the_share_is_through(
    groups: list[tuple[int, int, int]], share: float
) -> None:
    found = make_mixture(*groups)

    day = found.quantile(share)

    assert found.share_within(day) >= share - 1e-9
    assert found.share_within(day - 1e-6) <= share + 1e-9


@settings(max_examples=30)
@given(spans)
def test_the_variance_is_that_of_many_draws(groups: list[tuple[int, int, int]]) -> None:
    found = make_mixture(*groups)

    drawn = np.array([found.quantile((number + 0.5) / 200) for number in range(200)])

    assert (drawn.mean(), drawn.var()) == pytest.approx((found.mean, found.variance), rel=0.05, abs=0.5)


def test_groups_without_weight_are_left_out() -> None:
    found = make_mixture((3, 1, 1), (99, 1, 0))

    assert (found.longest, found.weight.sum()) == (4.0, 1.0)
