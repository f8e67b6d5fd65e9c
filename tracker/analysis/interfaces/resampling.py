"""How much the vital few would differ had the incidents fallen a little differently: a bootstrap of their records."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2_000
AT_ONCE = 100_000
"""Records drawn at a time: what fits into a cache."""
LARGEST = 2**62
TAIL = 0.025
Whole = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """Sums and numbers of incidents by resample (row) and interface (column, in the order of the ranking)."""

    sums: Whole
    counts: Whole

    @cached_property
    def order(self) -> Whole:
        """Columns of each resample, largest sum first; of equals the larger count, then the order of the ranking."""
        return np.lexsort((-self.counts, -self.sums), axis=1)

    @cached_property
    def reached(self) -> Whole:
        """What the first columns of each resample make together, in that order."""
        return np.take_along_axis(self.sums, self.order, axis=1).cumsum(axis=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Over the resamples: the 95 % interval of k, and how often each column is among the few, 0..1."""

    low: int
    high: int
    inclusion: tuple[float, ...]


def seed_of(weights: Mapping[str, int], places: Mapping[str, str]) -> int:
    """A seed that follows from what is stored: the uids of the incidents, where they happened, what they weigh.

    weights  by uid of the incident
    places   uid of its interface, by uid of the incident
    """
    lines = "\n".join(f"{uid} {places[uid]} {weights[uid]}" for uid in sorted(weights))
    return int.from_bytes(hashlib.sha256(lines.encode()).digest()[:4], "big")


def draw(groups: Sequence[Sequence[int]], *, seed: int, resamples: int = RESAMPLES) -> Drawn:
    """As many incidents as there are, drawn again and again with putting back.

    groups  weights of the incidents of each interface, not empty, in the order of the ranking
    """
    records = np.array([weight for group in groups for weight in group], dtype=object)
    weights: Whole = (records // step(records.max(), len(records))).astype(np.int64)
    starts = np.cumsum([0, *(len(group) for group in groups)])[:-1]
    n = len(weights)
    rng = np.random.default_rng(seed)
    rows = max(1, AT_ONCE // n)
    sums, counts = np.empty((2, resamples, len(groups)), dtype=np.int64)
    for first in range(0, resamples, rows):
        size = min(rows, resamples - first)
        picks = rng.integers(0, n, size=(size, n), dtype=np.uint32) + np.arange(size)[:, None] * n
        times = np.bincount(picks.ravel(), minlength=size * n).reshape(size, n)
        counts[first : first + size] = np.add.reduceat(times, starts, axis=1)
        sums[first : first + size] = np.add.reduceat(times * weights, starts, axis=1)
    return Drawn(sums=sums, counts=counts)


def step(largest: int, n: int) -> int:
    """A power of ten to divide by, so that no sum of n weights times a share leaves 64 bits; 1 for all usual money."""
    power = 1
    while largest // power * n * 1_000 >= LARGEST:
        power *= 10
    return power


def spread(drawn: Drawn, share: Decimal) -> Spread:
    """How many interfaces make the share in each resample, and which; resamples of nothing are passed over."""
    part = Fraction(share)
    order, reached = drawn.order, drawn.reached
    total = reached[:, -1:]
    has_any = total[:, 0] > 0
    fewest = (reached * part.denominator >= total * part.numerator).argmax(axis=1) + 1
    places = np.empty_like(order)
    np.put_along_axis(places, order, np.arange(order.shape[1])[None, :], axis=1)
    is_in = (places < fewest[:, None])[has_any]
    low, high = interval(fewest[has_any])
    return Spread(low=int(low), high=int(high), inclusion=tuple(float(each) for each in is_in.mean(axis=0)))


def gini_interval(drawn: Drawn, interfaces: int) -> tuple[float, float]:
    """The 95 % interval of Gini over all interfaces, those of 0 among them."""
    descending = -np.sort(-drawn.sums.astype(float), axis=1)
    total = descending.sum(axis=1)
    factors = interfaces + 1 - 2 * np.arange(1, descending.shape[1] + 1)
    has_any = total > 0
    low, high = interval((descending @ factors)[has_any] / (interfaces * total[has_any]))
    return float(low), float(high)


def interval(values: NDArray[np.generic]) -> tuple[float, float]:
    """The values that 2.5 % of all do not exceed, and 97.5 %."""
    ascending = np.sort(values)
    places = (int(np.ceil(part * len(ascending))) - 1 for part in (TAIL, 1 - TAIL))
    low, high = (ascending[max(place, 0)].item() for place in places)
    return low, high
