"""Reference vectors and properties of METHODS 2: shares, chances of being the top, pairs."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.analysis.constraints.posterior import (
    JEFFREYS,
    chance_of_being_top,
    chance_of_leading,
    chances_of_being_top,
    share_estimates,
)

VECTOR = np.array([9.0, 6.0, 3.0, 2.0])
"""Supplier, assembly, distribution, planning."""
counts_of = st.lists(st.integers(0, 40), min_size=2, max_size=6).map(lambda each: np.array(each, dtype=float))


def test_the_vector_has_its_shares_and_intervals() -> None:
    found = share_estimates(VECTOR)

    assert found.mean == pytest.approx([0.416667, 0.291667, 0.166667, 0.125], abs=1e-6)
    assert found.low == pytest.approx([0.23191, 0.13210, 0.04951, 0.02775], abs=5e-6)
    assert found.high == pytest.approx([0.61458, 0.48405, 0.33589, 0.28038], abs=5e-6)


def test_the_vector_has_its_chances_which_add_up_to_one() -> None:
    found = chances_of_being_top(VECTOR)

    assert found == pytest.approx([0.74719, 0.21592, 0.02730, 0.00958], abs=5e-6)
    assert found.sum() == pytest.approx(1, abs=1e-8)


def test_the_first_leads_the_second_as_coins_would_have_it() -> None:
    found = chance_of_leading(9, 6)

    assert found == pytest.approx(0.772751, abs=5e-7)
    assert found == pytest.approx(sum(comb(16, heads) for heads in range(10)) / 2**16)


def test_a_weaker_prior_sharpens_the_chance() -> None:
    assert chance_of_being_top(VECTOR, 0, prior=JEFFREYS) > chance_of_being_top(VECTOR, 0)


@pytest.mark.parametrize("size", [2, 3, 7])
def test_without_votes_all_are_alike(size: int) -> None:
    nothing = np.zeros(size)

    assert chances_of_being_top(nothing) == pytest.approx([1 / size] * size)
    assert share_estimates(nothing).mean == pytest.approx([1 / size] * size)


@settings(max_examples=40, deadline=None)
@given(st.floats(0, 60), st.floats(0, 60))
def test_of_two_the_top_is_the_one_that_leads(count: float, other: float) -> None:
    found = chances_of_being_top(np.array([count, other]))

    assert found == pytest.approx([chance_of_leading(count, other), chance_of_leading(other, count)], abs=1e-7)


@settings(max_examples=30, deadline=None)
@given(counts_of, st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_changes_nothing(counts: np.ndarray, luck: object) -> None:
    order = np.random.default_rng(len(counts)).permutation(len(counts))

    assert chances_of_being_top(counts)[order] == pytest.approx(chances_of_being_top(counts[order]), abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(counts_of, st.integers(0, 5))
def test_one_more_vote_never_lowers_the_chance_of_whom_it_names(counts: np.ndarray, number: int) -> None:
    named = number % len(counts)
    more = counts + np.eye(len(counts))[named]

    assert chance_of_being_top(more, named) >= chance_of_being_top(counts, named) - 1e-8
    assert chances_of_being_top(more).sum() == pytest.approx(1, abs=1e-7)


@pytest.mark.parametrize("counts", [[900.0, 700, 3], [5000.0, 4990], [1e-6, 200, 199.5]], ids=str)
def test_many_votes_are_no_harder_than_few(counts: list[float]) -> None:
    found = chances_of_being_top(np.array(counts))

    assert found.sum() == pytest.approx(1, abs=1e-7)
    assert found.min() >= 0
