"""What a protocol can settle before it has run: chances of a verdict by simulation, and how many pairs to plan."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from math import ceil, sqrt

import numpy as np

from tracker.analysis.pilots.limits import EFFECTIVE_PAIRS, MOST_CORRELATION
from tracker.analysis.pilots.rule import needed
from tracker.analysis.pilots.sequence import path_of

EFFECTS = (0.8, 1.0, 1.5)
"""True improvements, in standard deviations of the differences."""
RUNS = 2_000
POWER = 0.8
FOR_LOOKING_OFTEN = 1.6
"""So many times the pairs of a test with a single look."""
LONGEST = 260


def seed_for(alpha: float, minimum: int, maximum: int) -> int:
    """A seed that follows from the protocol."""
    return int.from_bytes(sha256(f"{alpha:.4f} {minimum} {maximum}".encode()).digest()[:4], "big")


@lru_cache(maxsize=256)
def verdict_chances(alpha: float, minimum: int, maximum: int, *, effect: float) -> tuple[float, ...]:
    """Chance that the new way is settled as better by the look after 1, 2, ... pairs, up to the longest run.

    By simulation of runs whose periods do not depend on each other and whose guardrails hold; remembered by the
    protocol's numbers, which most protocols share, so that a night works each out once in a process.
    """
    length = min(maximum, LONGEST)
    rng = np.random.default_rng(seed_for(alpha, minimum, maximum))
    path = path_of(rng.standard_normal((RUNS, length)) + effect, alpha=alpha)
    n = np.arange(1, length + 1)
    blocked = is_too_dependent(path.correlation, n)
    settled = (path.lower > 0) & (n >= needed(minimum)) & ~blocked
    return tuple(float(each) for each in np.logical_or.accumulate(settled, axis=-1).mean(axis=0))


def is_too_dependent(correlation: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Whether periods resemble each other so much that the pairs are worth too few."""
    worth = n * (1 - correlation) / (1 + correlation)
    found: np.ndarray = np.logical_or(correlation > MOST_CORRELATION, worth < EFFECTIVE_PAIRS)
    return found


@lru_cache(maxsize=256)
def pairs_to_plan(effect: float, alpha: float) -> int:
    """Pairs that give the effect a chance of four in five, with as many looks as anybody likes."""
    return ceil(FOR_LOOKING_OFTEN * ceil(pairs_for_one_look(effect, alpha)))


def pairs_for_one_look(effect: float, alpha: float) -> float:
    """Pairs of a two-sided t test with a single look at its end."""
    from scipy.optimize import brentq  # A worker of the web server that never asks this is spared the memory.
    from scipy.stats import nct, t

    def shortfall(pairs: float) -> float:
        freedom, shift = pairs - 1, effect * sqrt(pairs)
        beyond = float(t.ppf(1 - alpha / 2, freedom))
        return float(nct.sf(beyond, freedom, shift) + nct.cdf(-beyond, freedom, shift)) - POWER

    enough = 4.0
    while shortfall(enough) < 0:
        enough *= 2
    return float(brentq(shortfall, enough / 2, enough))
