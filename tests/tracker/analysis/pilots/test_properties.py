"""What must hold whatever the readings are."""

from __future__ import annotations

from itertools import product
from math import isfinite
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.tracker.analysis.pilots.test_vectors import evidence
from tracker.analysis.pilots.estimators import holm, sign_flip_count, sign_flip_p, signed_rank_chances, walsh_averages
from tracker.analysis.pilots.sequence import Floats, anytime_p, path_of

SIZES = st.integers(-300, 300).map(lambda tenths: tenths / 10)


def near(value: object) -> Any:
    """The value, as near as floating point comes to it."""
    return pytest.approx(value, rel=1e-6, abs=1e-7)


def runs(fewest: int = 2, most: int = 30) -> st.SearchStrategy[Floats]:
    """Differences that vary enough to be judged."""
    lists = st.lists(SIZES, min_size=fewest, max_size=most).filter(lambda found: max(found) - min(found) > 0.5)
    return lists.map(lambda found: np.array(found, dtype=np.float64))


@given(run=runs(fewest=6), alpha=st.sampled_from([0.01, 0.05, 0.2]))
def test_the_evidence_at_a_bound_is_one_over_alpha(run: Floats, alpha: float) -> None:
    path = path_of(run, alpha=alpha, widened=False)
    assume(isfinite(path.low[-1]))

    assert evidence(run, float(path.low[-1])) == pytest.approx(1 / alpha, rel=1e-5)
    assert evidence(run, float(path.high[-1])) == pytest.approx(1 / alpha, rel=1e-5)


@given(run=runs())
def test_other_signs_turn_the_interval_around(run: Floats) -> None:
    path, turned = path_of(run, alpha=0.05), path_of(-run, alpha=0.05)

    assert turned.low == near(-path.high)
    assert turned.correlation == near(path.correlation)
    assert anytime_p(turned.log_e) == near(anytime_p(path.log_e))
    assert np.median(walsh_averages(-run)) == pytest.approx(-np.median(walsh_averages(run)))


@given(run=runs(), scale=st.sampled_from([0.001, 0.5, 7.0, 10_000.0]))
def test_another_unit_scales_the_interval_and_leaves_the_evidence(run: Floats, scale: float) -> None:
    path, scaled = path_of(run, alpha=0.05), path_of(run * scale, alpha=0.05)

    assert scaled.lower == pytest.approx(path.lower * scale, rel=1e-6, abs=1e-7 * scale)
    assert scaled.upper == pytest.approx(path.upper * scale, rel=1e-6, abs=1e-7 * scale)
    assert scaled.log_e == near(path.log_e)
    assert sign_flip_p(run * scale) == sign_flip_p(run)


@given(run=runs())
def test_every_prefix_is_what_it_would_be_alone(run: Floats) -> None:
    path = path_of(run, alpha=0.05)

    for n in range(2, len(run) + 1):
        alone, own = run[:n], slice(n - 1, n)
        assert path.mean[own] == near(alone.mean())
        assert path.variance[own] == near(alone.var())
        away = alone - alone.mean()
        if alone.var() > 1e-6:
            assert path.correlation[own] == near((away[1:] * away[:-1]).sum() / (away**2).sum())


@given(run=runs())
def test_what_all_looks_allow_only_shrinks(run: Floats) -> None:
    path = path_of(run, alpha=0.05)

    assert (np.diff(path.lower[np.isfinite(path.lower)]) >= 0).all()
    assert (np.diff(path.upper[np.isfinite(path.upper)]) <= 0).all()
    assert (path.lower >= path.low).all()


@given(run=runs())
def test_the_widened_interval_holds_the_plain_one(run: Floats) -> None:
    plain, widened = path_of(run, alpha=0.05, widened=False), path_of(run, alpha=0.05)

    assert (widened.low <= plain.low).all()
    assert (widened.high >= plain.high).all()


@given(run=runs(most=9))
def test_two_halves_count_the_flips_that_all_of_them_would(run: Floats) -> None:
    sums = [abs(float((np.array(signs) * run).sum())) for signs in product((1, -1), repeat=len(run))]
    found = abs(float(run.sum()))

    assert sign_flip_count(run) == sum(each >= found - 1e-9 * np.abs(run).sum() for each in sums)


@given(n=st.integers(1, 12))
def test_signed_ranks_are_those_of_all_signs(n: int) -> None:
    sums = [sum(rank for rank, is_counted in enumerate(signs, 1) if is_counted) for signs in product((0, 1), repeat=n)]

    assert signed_rank_chances(n) == pytest.approx(np.bincount(sums) / 2**n)


@given(chances=st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_holm_never_lowers_a_chance_of_error_and_keeps_the_order(chances: list[float]) -> None:
    given_ = {str(place): each for place, each in enumerate(chances)}
    corrected = holm(given_)

    assert all(given_[key] <= corrected[key] <= 1 for key in given_)
    assert sorted(given_.values()) == [
        given_[key] for key in sorted(given_, key=lambda key: (corrected[key], given_[key]))
    ]
    assert min(corrected.values()) == pytest.approx(min(1, len(chances) * min(chances)))


def test_holm_by_hand() -> None:
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03}) == pytest.approx({"a": 0.03, "b": 0.06, "c": 0.06})
