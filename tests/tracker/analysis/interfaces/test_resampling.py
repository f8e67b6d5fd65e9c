"""The bootstrap of incident records."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.analysis.interfaces.builders import EXAMPLE
from tracker.analysis.interfaces.resampling import (
    LARGEST,
    Drawn,
    draw,
    gini_interval,
    interval,
    seed_of,
    spread,
    step,
)

EIGHTY = Decimal("0.80")
HUNDRED = [[1] * count for count in EXAMPLE.values()]
groups = st.lists(st.lists(st.integers(0, 10**12), min_size=1, max_size=6), min_size=1, max_size=6)


def test_the_published_frequencies() -> None:
    """METHODS 3: 100 incidents, 20,000 resamples."""
    drawn = draw(HUNDRED, seed=7, resamples=20_000)

    found = spread(drawn, EIGHTY)
    order = -np.sort(-drawn.sums, axis=1)
    k = (order.cumsum(axis=1) >= 80).argmax(axis=1) + 1

    assert [float(np.mean(k == each)) for each in (2, 3, 4)] == pytest.approx([0.017, 0.647, 0.336], abs=0.012)
    assert found.inclusion[:5] == pytest.approx([1.0, 0.999, 0.767, 0.436, 0.084], abs=0.012)
    assert (found.low, found.high) == (3, 4)


def test_every_resample_has_as_many_incidents_and_their_weights() -> None:
    drawn = draw([[3, 3], [5], [7, 7, 7]], seed=1, resamples=500)

    assert set(drawn.counts.sum(axis=1)) == {6}
    assert (drawn.sums == drawn.counts * np.array([3, 5, 7])).all()


def test_the_resamples_draw_each_record_as_often() -> None:
    drawn = draw([[1], [2], [4], [8]], seed=3, resamples=4_000)

    assert drawn.counts.mean(axis=0) == pytest.approx([1, 1, 1, 1], abs=0.05)
    assert drawn.counts.var(axis=0) == pytest.approx([0.75] * 4, abs=0.06)


def test_many_records_are_drawn_in_parts() -> None:
    drawn = draw([[1] * 60_000, [1] * 20_000], seed=2, resamples=5)

    assert drawn.counts.sum(axis=1).tolist() == [80_000] * 5
    assert drawn.counts[:, 0].mean() == pytest.approx(60_000, rel=0.01)


def test_resamples_of_nothing_are_passed_over() -> None:
    drawn = draw([[100], [0]], seed=5, resamples=400)

    assert (drawn.sums.sum(axis=1) == 0).any()
    assert spread(drawn, EIGHTY).inclusion == (1.0, 0.0)
    assert gini_interval(drawn, 2) == (0.5, 0.5)


@settings(max_examples=40, deadline=None)
@given(groups)
def test_the_same_seed_gives_the_same_answer(given: list[list[int]]) -> None:
    once, again = (draw(given, seed=11, resamples=50) for _ in range(2))

    assert (once.sums == again.sums).all()


@settings(max_examples=40, deadline=None)
@given(groups, st.sampled_from([10, 1_000]))
def test_the_unit_of_money_does_not_matter(given: list[list[int]], unit: int) -> None:
    if not any(map(any, given)):
        return
    larger = [[weight * unit for weight in group] for group in given]

    plain, scaled = (draw(each, seed=11, resamples=200) for each in (given, larger))

    if (plain.sums.sum(axis=1) > 0).any():
        assert spread(plain, EIGHTY) == spread(scaled, EIGHTY)


def test_the_largest_amount_a_record_holds_overflows_nothing() -> None:
    largest = 10**20

    drawn = draw([[largest] * 5_000, [largest // 2]], seed=1, resamples=20)

    assert (drawn.sums >= 0).all()
    assert largest // step(largest, 5_001) * 5_001 * 1_000 < LARGEST
    assert spread(drawn, EIGHTY).high == 1


def test_the_interval_leaves_2_and_a_half_percent_on_each_side() -> None:
    assert interval(np.arange(1, 2_001)) == (50, 1_950)
    assert interval(np.array([4])) == (4, 4)


def test_the_seed_follows_from_what_is_stored() -> None:
    weights, places = {"x": 100, "y": 200}, {"x": "a", "y": "b"}

    assert seed_of(weights, places) == seed_of(dict(reversed(weights.items())), places)
    assert seed_of(weights, places) != seed_of(weights | {"y": 201}, places)
    assert seed_of(weights, places) != seed_of(weights, places | {"y": "a"})


def test_equals_in_a_resample_stand_by_their_incidents_then_by_the_ranking() -> None:
    sums, counts = np.array([[6, 6, 6]]), np.array([[1, 3, 1]])

    assert Drawn(sums=sums, counts=counts).order.tolist() == [[1, 0, 2]]
