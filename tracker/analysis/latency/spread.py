"""Latencies as a mixture of uniform spans, exactly: mean, variance, share within so many days, quantiles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Latency(Protocol):
    """How long a signal takes, over all moments at which it may come. Days."""

    @property
    def mean(self) -> float: ...

    @property
    def variance(self) -> float: ...

    @property
    def longest(self) -> float: ...

    def share_within(self, days: float) -> float:
        """Share of the signals that take at most so many days, 0..1."""

    def quantile(self, share: float) -> float:
        """Days within which this share of the signals is through."""


@dataclass(frozen=True, kw_only=True)
class Mixture:
    """Signals in groups; those of a group take from ``low`` to ``high`` days, evenly spread.

    low, high  days, low <= high; equal when all of the group take the same
    weight     share of all signals; the shares sum to 1
    """

    low: Floats
    high: Floats
    weight: Floats

    @property
    def mean(self) -> float:
        return float(np.dot(self.weight, (self.low + self.high) / 2))

    @property
    def variance(self) -> float:
        center = (self.low + self.high) / 2 - self.mean
        return float(np.dot(self.weight, center**2 + (self.high - self.low) ** 2 / 12))

    @property
    def longest(self) -> float:
        return float(self.high.max())

    def share_within(self, days: float) -> float:
        width = self.high - self.low
        inside = np.divide(days - self.low, width, out=np.zeros_like(width), where=width > 0)
        share = np.where(width > 0, np.clip(inside, 0.0, 1.0), self.low <= days)
        return float(np.dot(self.weight, share))

    def quantile(self, share: float) -> float:
        """The smallest number of days within which at least ``share`` is through; solved on the straight pieces."""
        ends, slopes, jumps = self._pieces
        # Share that is through just before each end, and at it.
        rise = np.concatenate([[0.0], np.cumsum(slopes)[:-1] * np.diff(ends)])
        through = np.cumsum(rise + jumps)
        at = int(np.searchsorted(through, share - 1e-12))
        if at >= len(ends):
            return self.longest
        before = through[at] - jumps[at]
        if at == 0 or share > before:
            return float(ends[at])
        return float(ends[at] - (before - share) / np.cumsum(slopes)[at - 1])

    @cached_property
    def _pieces(self) -> tuple[Floats, Floats, Floats]:
        """Ends of the straight pieces of the distribution, ascending; change of its slope and its jump at each."""
        width = self.high - self.low
        is_wide = width > 0
        slope = self.weight[is_wide] / width[is_wide]
        points = np.concatenate([self.low[is_wide], self.high[is_wide], self.low[~is_wide]])
        turns = np.concatenate([slope, -slope, np.zeros((~is_wide).sum())])
        leaps = np.concatenate([np.zeros(2 * len(slope)), self.weight[~is_wide]])
        ends, place = np.unique(points, return_inverse=True)
        changes, jumps = np.zeros(len(ends)), np.zeros(len(ends))
        np.add.at(changes, place, turns)
        np.add.at(jumps, place, leaps)
        return ends, changes, jumps


def mixture(low: Floats, high: Floats, weight: Floats) -> Mixture:
    """The mixture without its empty groups, weights scaled to sum to 1."""
    is_there = weight > 0
    kept = weight[is_there]
    return Mixture(low=low[is_there], high=high[is_there], weight=kept / kept.sum())
