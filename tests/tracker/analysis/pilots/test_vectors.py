"""The vectors of METHODS 6.5."""

from __future__ import annotations

from itertools import product
from math import exp, inf, isinf, sqrt

import numpy as np
import pytest
from scipy.stats import wilcoxon

from tests.tracker.analysis.pilots.builders import analyzed, pilot
from tracker.analysis.pilots.compared import ALL_EQUAL
from tracker.analysis.pilots.design import pairs_for_one_look
from tracker.analysis.pilots.estimators import (
    drawn_sign_flip_p,
    sign_flip_count,
    sign_flip_p,
    signed_rank_chances,
    signed_rank_interval,
    superiority,
    walsh_averages,
)
from tracker.analysis.pilots.sequence import anytime_p, log_evidence, path_of, radius_of

# Fisher, after Darwin: heights of crossed less self-fertilized maize, in eighths of an inch.
DARWIN = np.array([49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48], dtype=np.float64)
N = float(len(DARWIN))


def evidence(differences: np.ndarray, mean: float) -> float:
    """The e-value against a mean."""
    away = differences - mean
    n = np.array([float(len(away))])
    return exp(float(log_evidence(np.array([away.sum()]), np.array([(away**2).sum()]), n)[0]))


def test_darwin_mean_and_naive_t() -> None:
    spread = DARWIN.std(ddof=1)

    assert DARWIN.mean() == pytest.approx(20.93333, abs=5e-6)
    assert spread == pytest.approx(37.74438, abs=5e-6)
    assert DARWIN.mean() / (spread / sqrt(N)) == pytest.approx(2.147987, abs=5e-7)
    assert superiority(float(DARWIN.mean()), float(DARWIN.var()), 15) == pytest.approx(0.975149, abs=5e-7)


def test_darwin_signed_ranks() -> None:
    walsh = walsh_averages(DARWIN)
    low, high, sure = signed_rank_interval(walsh, 15, alpha=0.05) or (0, 0, 0)

    assert len(walsh) == 120
    assert np.median(walsh) == 25.0
    assert (low, high) == (4.0, 41.5)
    assert sure == pytest.approx(0.952, abs=5e-4)


def test_darwin_exact_p_of_the_signed_ranks_is_the_tail_of_their_distribution() -> None:
    chances = signed_rank_chances(15)

    assert 2 * chances[:25].sum() == pytest.approx(0.0412598, abs=5e-8)
    assert wilcoxon(DARWIN, zero_method="pratt", method="exact").statistic == 24
    assert chances.sum() == pytest.approx(1)


def test_darwin_sign_flips_are_counted_exactly() -> None:
    assert sign_flip_count(DARWIN) == 1726
    chance, seed = sign_flip_p(DARWIN)
    assert chance == pytest.approx(0.0526733, abs=5e-8)
    assert seed is None
    assert sum(sum(signs * DARWIN) >= DARWIN.sum() for signs in map(np.array, product((1, -1), repeat=15))) == 863


def test_darwin_is_significant_by_t_and_not_decidable_when_looked_at_often() -> None:
    path = path_of(DARWIN, alpha=0.05, widened=False)

    assert path.low[-1] == pytest.approx(-13.54236, abs=5e-6)
    assert path.high[-1] == pytest.approx(55.40903, abs=5e-6)
    assert exp(path.log_e[-1]) == pytest.approx(1.816948, abs=5e-7)
    assert path.correlation[-1] == pytest.approx(-0.06454, abs=5e-6)


def test_at_either_bound_the_evidence_is_one_over_alpha() -> None:
    path = path_of(DARWIN, alpha=0.05, widened=False)

    assert evidence(DARWIN, float(path.low[-1])) == pytest.approx(20)
    assert evidence(DARWIN, float(path.high[-1])) == pytest.approx(20)


def test_many_pairs_come_to_the_mixture_of_known_variance() -> None:
    """Published for confseq: rho 12.60056; at a sum of 10 and an intrinsic time of 100, log E and the bound."""
    scale = 1e6
    n, c = np.array([100 * scale]), 12.60056 * scale
    log_e = log_evidence(np.array([10 * sqrt(scale)]), n, n, c=c)
    radius = radius_of(np.array([1.0]), n, alpha=0.05, c=c)

    assert log_e[0] == pytest.approx(-0.6510052, abs=2e-7)
    assert radius[0] * n[0] / sqrt(scale) == pytest.approx(30.35209, abs=2e-5)


def test_one_pair_and_few_say_nothing() -> None:
    path = path_of(DARWIN, alpha=0.05)

    assert [isinf(each) for each in path.low[:6]] == [True, True, True, True, False, False]
    assert path.high[0] == inf


def test_equal_differences_decide_nothing() -> None:
    found = analyzed(pilot(*[3.3] * 12))

    assert found.primary.mean.reason == ALL_EQUAL
    assert found.primary.mean.interval is None
    assert found.verdict == "blocked"
    assert found.blocks[0].what == "too_alike"


@pytest.mark.parametrize(("effect", "pairs"), [(0.6, 23.79), (0.8, 14.30), (1.0, 9.94), (1.25, 7.17), (1.5, 5.69)])
def test_pairs_of_a_test_with_one_look(effect: float, pairs: float) -> None:
    assert pairs_for_one_look(effect, 0.05) == pytest.approx(pairs, abs=0.005)


def test_beyond_the_exact_count_flips_are_drawn_with_a_seed_of_the_differences() -> None:
    p, seed = drawn_sign_flip_p(DARWIN)

    assert p == pytest.approx(0.0526733, abs=0.006)
    assert drawn_sign_flip_p(DARWIN) == (p, seed)
    assert drawn_sign_flip_p(DARWIN + 1)[1] != seed


@pytest.mark.parametrize(("log_e", "chance"), [([1.0, 3.0, 2.0], exp(-3)), ([-2.0, -1.0], 1.0), ([], 1.0)])
def test_the_strongest_evidence_so_far_counts_at_every_later_look(log_e: list[float], chance: float) -> None:
    assert anytime_p(np.array(log_e)) == pytest.approx(chance)
