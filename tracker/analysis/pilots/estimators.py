"""What the differences say at one look; shown beside the decision interval, and none of it decides."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from math import sqrt

import numpy as np
from scipy.special import stdtr

from tracker.analysis.pilots.sequence import Floats

EXACT_PAIRS = 32
"""Up to so many the sign flips are counted one and all, in two halves; beyond, a seeded sample of them is drawn."""
FLIPS = 20_000
SAME = 1e-9
"""Sums that differ by less than this share of the largest are equal."""


def walsh_averages(differences: Floats) -> Floats:
    """Means of all pairs of differences, each with itself too, smallest first: n (n + 1) / 2 of them."""
    rows, columns = np.triu_indices(len(differences))
    return np.sort((differences[rows] + differences[columns]) / 2)


def signed_rank_interval(walsh: Floats, n: int, *, alpha: float) -> tuple[float, float, float] | None:
    """The exact interval of the signed ranks that is sure enough: low, high, how sure; None below the fewest pairs."""
    chances = signed_rank_chances(n)
    outside = int(np.searchsorted(np.cumsum(chances), alpha / 2 + SAME * alpha, side="right"))
    if outside == 0:
        return None
    sure = 1 - 2 * float(chances[:outside].sum())
    return float(walsh[outside - 1]), float(walsh[-outside]), sure


@cache
def signed_rank_chances(n: int) -> Floats:
    """Chance of each sum of ranks, 0 to n (n + 1) / 2, when each rank counts or not by the throw of a coin."""
    chances = np.ones(1)
    for rank in range(1, n + 1):
        grown = np.zeros(len(chances) + rank)
        grown[: len(chances)] += chances / 2
        grown[rank:] += chances / 2
        chances = grown
    return chances


def sign_flip_p(differences: Floats) -> tuple[float, int | None]:
    """Two-sided chance that flipped signs give a mean as far from 0 as the one found, and the seed if it was drawn."""
    if len(differences) > EXACT_PAIRS:
        return drawn_sign_flip_p(differences)
    return sign_flip_count(differences) / 2 ** len(differences), None


def sign_flip_count(differences: Floats) -> int:
    """How many of the 2^n flips of the signs have a sum at least as far from 0.

    Every flip is one of the sums of the first half plus one of the second, so that two short lists count them all.
    """
    middle = len(differences) // 2
    first, second = sums_of_flips(differences[:middle]), np.sort(sums_of_flips(differences[middle:]))
    found = abs(float(differences.sum()))
    slack = SAME * float(np.abs(differences).sum())
    above = len(second) - np.searchsorted(second, found - slack - first, side="left")
    below = np.searchsorted(second, -found + slack - first, side="right")
    # A sum of 0 is reached by every flip, and from both sides by some.
    return 2 ** len(differences) if found <= slack else int(above.sum() + below.sum())


def sums_of_flips(differences: Floats) -> Floats:
    """The sum under each choice of signs."""
    sums = np.zeros(1)
    for each in differences:
        sums = np.concatenate([sums + each, sums - each])
    return sums


def drawn_sign_flip_p(differences: Floats) -> tuple[float, int]:
    """The same from a sample of flips and the signs as they are; the seed follows from the differences."""
    seed = int.from_bytes(sha256(differences.round(9).tobytes()).digest()[:4], "big")
    signs = np.random.default_rng(seed).integers(0, 2, size=(FLIPS, len(differences))) * 2 - 1
    found = abs(float(differences.sum()))
    slack = SAME * float(np.abs(differences).sum())
    as_far = int((np.abs(signs @ differences) >= found - slack).sum())
    return (1 + as_far) / (1 + FLIPS), seed


def superiority(mean: float, variance: float, n: int) -> float:
    """Chance that the new way is better, by a flat prior: how it looks now, and never a reason to stop.

    variance  mean squared deviation, above 0
    """
    return float(stdtr(n - 1, mean / sqrt(variance / (n - 1))))


def holm(chances: dict[str, float]) -> dict[str, float]:
    """Chances of error of several questions asked together, each corrected for the others (Holm 1979)."""
    ordered = sorted(chances, key=lambda key: (chances[key], key))
    corrected: dict[str, float] = {}
    worst = 0.0
    for place, key in enumerate(ordered):
        worst = max(worst, min(1.0, (len(ordered) - place) * chances[key]))
        corrected[key] = worst
    return corrected
